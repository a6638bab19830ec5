"""From a file of results to arrays: who, in which arm, reached or not, and what they did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, UsageError
from psychograph.findings import Finding, Severity
from psychograph.quoting import did_you_mean, listed, quoted
from psychograph.responses.coding import parse_number
from psychograph.responses.readers import read_table
from psychograph.responses.table import Table
from psychograph.strategy.evaluation.columns import Asked, Columns, find_columns
from psychograph.strategy.evaluation.people import once_each
from psychograph.strategy.evaluation.results import CampaignResults, KnownPersona, OutcomeKind

Cells = Sequence[str | None]
MOST_ARMS = 50
MOST_PERSONAS = 100
YES = frozenset({"1", "yes", "y", "true", "t"})
NO = frozenset({"0", "no", "n", "false", "f"})
# How trials name the arm without a message, surest first; a control may be another message.
HOLDOUTS = (
    ("holdout", "hold_out", "held_out", "no_message", "no_ad", "no_contact", "untreated"),
    ("control", "control_group", "none"),
)


def read_results(
    path: str | Path,
    asked: Asked,
    *,
    holdout: str | None = None,
    planned_holdout: str = "",
    known: Sequence[KnownPersona] = (),
    blank_is_zero: bool = False,
) -> CampaignResults:
    """Read what became of the people in a campaign.

    Parameters
    ----------
    path : str or Path
        CSV, XLSX, Parquet and so on: one row a person, names of the columns in the first row.
    asked : Asked
        Columns that the user names.
    holdout : str or None
        Name of the arm without a message; found by its name if None.
    planned_holdout : str
        Name that the brief gave it, looked for before other names.
    known : sequence of KnownPersona
        Personas of the run that the campaign followed; every persona must then be one of them.
    blank_is_zero : bool
        Whether a blank outcome means that nothing was done; otherwise it is not known and the person
        is left out of comparisons.

    Raises
    ------
    UsageError, ResponsesError
        With everything that is wrong with the file.
    """
    table = read_table(path)
    columns = find_columns(table.name, list(table.columns), asked)
    findings: list[Finding] = []
    kept = _complete(table, columns, findings)
    arms = _arms(table, columns.arm, kept)
    held = _holdout(table.name, arms, holdout, planned_holdout)
    arms = [arm for arm in arms if arm != held] + ([held] if held is not None else [])
    names, segments, persona = _personas(table, columns.persona, kept, known)
    arm = _places(table.columns[columns.arm], kept, {arm: at for at, arm in enumerate(arms)})
    outcome, kind = _outcome(table, columns.outcome, kept, blank_is_zero=blank_is_zero)
    exposed = _exposure(table, columns.exposure, kept) if columns.exposure else None
    if columns.person is None:
        findings.append(_nobody_named())
    else:
        people = [table.columns[columns.person][row] for row in kept.tolist()]
        chosen = once_each(table, kept, people, persona, arm, outcome, exposed, findings)
        persona, arm, outcome = persona[chosen], arm[chosen], outcome[chosen]
        exposed = exposed[chosen] if exposed is not None else None
    return CampaignResults(
        table.name,
        columns,
        kind,
        names,
        segments,
        tuple(arms),
        held,
        persona,
        arm,
        outcome,
        exposed,
        len(table),
        tuple(findings),
    )


def _nobody_named() -> Finding:
    return Finding(
        "people-not-named",
        Severity.NOTE,
        "No column says who each row is, so that people who stand in the file twice would not be noticed.",
    )


def _complete(table: Table, columns: Columns, findings: list[Finding]) -> NDArray[np.int64]:
    """Return the rows that say persona and arm; the others cannot be compared with anybody."""
    there = np.ones(len(table), dtype=bool)
    for column, what in ((columns.persona, "persona"), (columns.arm, "arm")):
        cells = table.columns[column]
        if None in cells:
            blank = np.array([cell is None for cell in cells])
            findings.append(
                Finding(
                    f"{what}-blank",
                    Severity.CAUTION,
                    f"{_rows(int(blank.sum()))} of {len(table):,} without {_article(what)} {what} left out.",
                )
            )
            there &= ~blank
    if not there.any():
        raise UsageError(
            Problem(
                where=table.name,
                found="no row with both a persona and an arm",
                expected="one row a person, with the persona and the arm it was assigned to",
                mend="check that --persona and --arm name the right columns",
            )
        )
    return there.nonzero()[0]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"


def _arms(table: Table, column: str, kept: NDArray[np.int64]) -> list[str]:
    cells = table.columns[column]
    arms = sorted({cell for row in kept.tolist() if (cell := cells[row]) is not None}, key=natural)
    if len(arms) > MOST_ARMS:
        raise UsageError(
            Problem(
                where=f"{table.name}, column {column}",
                found=f"{len(arms):,} different arms, such as {listed(arms, most=3)}",
                expected=f"the arms of a trial, {MOST_ARMS} at most",
                mend="name the column that says which message each was to get: --arm COLUMN",
            )
        )
    if len(arms) < 2:
        raise UsageError(
            Problem(
                where=f"{table.name}, column {column}",
                found=f"one arm only, {quoted(arms[0])}",
                expected="a holdout, or another message, to compare with",
                mend="export the people who were held out as well; without them nobody can tell what they "
                "would have done anyway",
            )
        )
    return arms


def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """Return what sorts names as people do: 2 before 10.

    Examples
    --------
    >>> sorted(["10", "2", "b", "a"], key=natural)
    ['2', '10', 'a', 'b']
    """
    parts = re.findall(r"\d+|\D+", text.casefold(), re.ASCII)
    return tuple((0, int(part)) if part[0] in "0123456789" else (1, part) for part in parts)


def _holdout(name: str, arms: Sequence[str], wanted: str | None, planned: str) -> str | None:
    """Return the arm without a message, as the user or its name says."""
    if wanted is not None:
        match = next((arm for arm in arms if arm.casefold() == wanted.casefold()), None)
        if match is None:
            raise UsageError(
                Problem(
                    where="--holdout",
                    found=f"{quoted(wanted)}, which is no arm of {name}",
                    expected=f"one of its arms: {listed(arms)}",
                    mend=did_you_mean(wanted, arms) or "name an arm as the file spells it",
                )
            )
        return match
    plain = {arm: _underscored(arm) for arm in arms}
    for names in ((_underscored(planned),), *HOLDOUTS):
        fitting = [arm for arm in arms if plain[arm] and plain[arm] in names]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise UsageError(
                Problem(
                    where=f"{name}, column of arms",
                    found=f"{len(fitting)} arms that may be the holdout: {listed(fitting)}",
                    expected="one",
                    mend=f'say which: --holdout "{fitting[0]}"',
                )
            )
    return None


def _underscored(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")


def _personas(
    table: Table, column: str, kept: NDArray[np.int64], known: Sequence[KnownPersona]
) -> tuple[tuple[str, ...], tuple[int | None, ...], NDArray[np.int64]]:
    """Return names, segments and each person's place; personas of the run in its own words and order."""
    cells = table.columns[column]
    counts = Counter(cells[row] for row in kept.tolist())
    found = sorted((cell for cell in counts if cell is not None), key=natural)
    if len(found) > MOST_PERSONAS:
        raise UsageError(
            Problem(
                where=f"{table.name}, column {column}",
                found=f"{len(found):,} different personas, such as {listed(found, most=3)}",
                expected=f"numbers or names of segments, {MOST_PERSONAS} at most",
                mend="name the column that says which persona each belongs to: --persona COLUMN",
            )
        )
    if not known:
        places = {cell: at for at, cell in enumerate(found)}
        numbers = [int(cell) if cell.isascii() and cell.isdigit() else None for cell in found]
        names = [cell if n is None else f"Segment {n}" for cell, n in zip(found, numbers, strict=True)]
        return tuple(names), tuple(numbers), _places(cells, kept, places)
    spelled = _spellings(known)
    UsageError.collect(_unknown(table.name, column, found, counts, spelled, known))
    there = sorted({spelled[_plain(cell)] for cell in found})
    places = {cell: there.index(spelled[_plain(cell)]) for cell in found}
    by_segment = {persona.segment: persona.plural for persona in known}
    return tuple(by_segment[s] for s in there), tuple(there), _places(cells, kept, places)


def _spellings(known: Sequence[KnownPersona]) -> dict[str, int]:
    """Return the segments by everything that a file may call them."""
    spelled: dict[str, int] = {}
    for persona in known:
        number = persona.segment
        for name in (persona.plural, persona.name, str(number), f"segment {number}", f"persona {number}"):
            spelled.setdefault(_plain(name), number)
    return spelled


def _plain(cell: str) -> str:
    """Return a name without case and kinds of spaces; 2.0 is how spreadsheets may write 2."""
    text = " ".join(cell.casefold().replace("_", " ").replace("-", " ").split())
    return text[:-2] if re.fullmatch(r"\d+\.0", text, re.ASCII) else text


def _unknown(
    name: str,
    column: str,
    found: Sequence[str],
    counts: Mapping[str | None, int],
    spelled: Mapping[str, int],
    known: Sequence[KnownPersona],
) -> Iterator[Problem]:
    names = [persona.plural for persona in known]
    for cell in found:
        if _plain(cell) not in spelled:
            yield Problem(
                where=f"{name}, column {column}",
                found=f"{quoted(cell)} in {_rows(counts[cell])}, which is no persona of this study",
                expected=f"a number from 1 to {max(p.segment for p in known)}, or one of {listed(names)}",
                mend=did_you_mean(cell, names)
                or "spell it as the report does, or leave the cell blank for people of no persona",
            )


def _places(cells: Cells, kept: NDArray[np.int64], places: Mapping[str, int]) -> NDArray[np.int64]:
    # Rows that are kept hold no blank.
    return np.array([places[cells[row] or ""] for row in kept.tolist()], dtype=np.int64)


def _outcome(
    table: Table, column: str, kept: NDArray[np.int64], *, blank_is_zero: bool
) -> tuple[NDArray[np.float64], OutcomeKind]:
    cells = [table.columns[column][row] for row in kept.tolist()]
    spelled = _spelled(cells)
    answered = spelled - {None}
    if not answered:
        raise UsageError(
            Problem(
                where=f"{table.name}, column {column}",
                found="no outcome at all",
                expected="0 or 1, yes or no, or an amount, for each person",
                mend="name the column that says what each did: --outcome COLUMN",
            )
        )
    if {str(cell).casefold() for cell in answered} <= YES | NO:
        meaning: dict[str | None, float | None] = {cell: _yes_or_no(cell) for cell in answered}
    else:
        meaning = {cell: parse_number(cell, decimal_comma=table.decimal_comma) for cell in answered}
        UsageError.collect(_unreadable(table, column, kept, meaning))
    _refuse_ones_and_blanks(table.name, column, meaning, blank=None in spelled and not blank_is_zero)
    meaning[None] = 0.0 if blank_is_zero else np.nan
    values = np.array([meaning[cell] for cell in cells], dtype=float)
    if blank_is_zero:
        values[np.isnan(values)] = 0.0
    rate = set(np.unique(values[np.isfinite(values)]).tolist()) <= {0.0, 1.0}
    return values, OutcomeKind.RATE if rate else OutcomeKind.AMOUNT


def _spelled(cells: Cells) -> set[str | None]:
    return set(cells)


def _yes_or_no(cell: str | None) -> float:
    return float(str(cell).casefold() in YES)


def _unreadable(
    table: Table, column: str, kept: NDArray[np.int64], meaning: Mapping[str | None, float | None]
) -> Iterator[Problem]:
    bad = {cell for cell, number in meaning.items() if number is None}
    if bad:
        cells = table.columns[column]
        rows = [row for row in kept.tolist() if cells[row] in bad]
        few = listed(sorted(map(quoted, bad))[:20], most=3)
        yield Problem(
            where=table.place(rows[0], column),
            found=f"{few} in {_rows(len(rows))}",
            expected="0 or 1, yes or no, or an amount such as 19.90 without a currency",
            mend="take units and signs out, and leave the cell blank where the outcome is not known",
        )


def _refuse_ones_and_blanks(
    name: str, column: str, meaning: Mapping[str | None, float | None], *, blank: bool
) -> None:
    """Refuse to guess where only those who bought are marked: left out, the rest would be lost."""
    values = {value for value in meaning.values() if value == value}  # noqa: PLR0124 - NaN is no value
    if blank and values == {1.0}:
        raise UsageError(
            Problem(
                where=f"{name}, column {column}",
                found="ones and blanks, and no zero",
                expected="0 for people who did not do it",
                mend="add --blank-is-zero where a blank means that they did not, or write the zeros",
            )
        )


def _exposure(table: Table, column: str, kept: NDArray[np.int64]) -> NDArray[np.float64]:
    cells = [table.columns[column][row] for row in kept.tolist()]
    meaning: dict[str | None, float] = {None: np.nan}
    bad = []
    for cell in _spelled(cells) - {None}:
        number = parse_number(cell, decimal_comma=table.decimal_comma)
        if str(cell).casefold() in YES | NO:
            meaning[cell] = _yes_or_no(cell)
        elif number is None or number < 0:
            bad.append(str(cell))
        else:  # counts of contacts
            meaning[cell] = number if np.isnan(number) else float(number > 0)
    if bad:
        raise UsageError(
            Problem(
                where=f"{table.name}, column {column}",
                found=listed(sorted(map(quoted, bad)), most=3),
                expected="0 or 1, yes or no, or how often each was reached",
                mend="correct the column, or name another one: --exposure COLUMN",
            )
        )
    return np.array([meaning[cell] for cell in cells], dtype=float)
