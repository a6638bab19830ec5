"""What every format with named columns checks alike, before its cells become a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from psychograph.errors import Problem, ResponsesError
from psychograph.responses.table import Table


def checked_table(
    name: str,
    columns: Mapping[str, tuple[str | None, ...]],
    rows: Sequence[int],
    notes: Sequence[str] = (),
) -> Table:
    """Return columns as a table.

    Raises
    ------
    ResponsesError
        Where there are no columns or no rows.
    """
    if not columns or not rows:
        raise ResponsesError(
            Problem(
                where=name,
                found="no answers" if columns else "no variables",
                expected="one row a respondent",
                mend="export the answers again",
            )
        )
    return Table(name=name, columns=columns, row_numbers=tuple(rows), notes=tuple(notes))


def refuse_repeated(name: str, columns: Sequence[str]) -> None:
    """Refuse a file with two columns of one name.

    Raises
    ------
    ResponsesError
        With every such name.
    """
    ResponsesError.collect(
        Problem(
            where=f"{name}, column {column}",
            found=f"{times} columns of this name",
            expected="a name of its own for every column",
            mend="rename all but one of them",
        )
        for column, times in Counter(columns).items()
        if times > 1
    )
