"""People who stand in a file of results more than once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, UsageError
from psychograph.findings import Finding, Severity
from psychograph.responses.table import Table


def once_each(
    table: Table,
    kept: NDArray[np.int64],
    people: Sequence[str | None],
    persona: NDArray[np.int64],
    arm: NDArray[np.int64],
    outcome: NDArray[np.float64],
    exposed: NDArray[np.float64] | None,
    findings: list[Finding],
) -> NDArray[np.int64]:
    """Return the rows to use, each person once.

    Rows that say the same twice count once. People who were in more than one arm, or more than one
    persona, are left out: nobody can tell which message moved them.

    Parameters
    ----------
    table : Table
        The file, for messages.
    kept : ndarray of int64, shape (n,)
        Rows of the table that the arrays stand for.
    people : sequence of (str or None)
        Who each row is; rows without a name are taken for people of their own.
    persona, arm, outcome, exposed : ndarray, shape (n,)
        What each row says.
    findings : list of Finding
        What was left out is added here.

    Raises
    ------
    UsageError
        Where somebody has several rows of one arm that say different things.
    """
    rows_of: dict[str, list[int]] = {}
    if len(set(people)) < len(people):
        for row, person in enumerate(people):
            if person is not None:
                rows_of.setdefault(person, []).append(row)
    moved, repeated, torn, dropped = [], [], [], set[int]()
    for rows in rows_of.values():
        if len(rows) == 1:
            continue
        if len({(persona[row], arm[row]) for row in rows}) > 1:
            moved.append(rows[0])
            dropped.update(rows)
        elif len({_said(row, outcome, exposed) for row in rows}) > 1:
            torn.append(rows[1])
        else:
            repeated.append(rows[0])
            dropped.update(rows[1:])
    if torn:
        raise UsageError(_several_rows(table, [int(kept[row]) for row in torn]))
    if moved:
        findings.append(
            Finding(
                "more-than-one-arm",
                Severity.SERIOUS,
                f"{_people(len(moved))} stood in more than one arm or persona and {_were(len(moved))} left "
                f"out ({_first(table, kept, moved)}): what moved them cannot be told. Find out why, since "
                "who is doubled is seldom left to chance.",
            )
        )
    if repeated:
        findings.append(
            Finding(
                "repeated-people",
                Severity.CAUTION,
                f"{_people(len(repeated))} stood in the file more than once with the same row, and "
                f"{_were(len(repeated))} counted once ({_first(table, kept, repeated)}).",
            )
        )
    return np.array([row for row in range(len(people)) if row not in dropped], dtype=np.int64)


def _said(row: int, outcome: NDArray[np.float64], exposed: NDArray[np.float64] | None) -> tuple[str, str]:
    return str(outcome[row]), str(exposed[row]) if exposed is not None else ""


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _first(table: Table, kept: NDArray[np.int64], rows: Sequence[int]) -> str:
    """Return where the first of some people stands: by its row, since ids may be names or addresses."""
    return f"the first in row {table.row_numbers[int(kept[rows[0]])]:,}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _several_rows(table: Table, rows: Sequence[int]) -> Problem:
    return Problem(
        where=f"{table.name}, row {table.row_numbers[rows[0]]}",
        found=f"{_people(len(rows))} with several rows of one arm that say different things",
        expected="one row a person",
        mend="put the rows of a person together first: add up amounts, and write 1 for whoever bought at all",
    )
