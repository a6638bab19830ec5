"""Which column of a table of results says what, by its name or as the user says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psychograph.errors import Problem, UsageError
from psychograph.quoting import did_you_mean, listed, quoted

# Names that columns bear in exports, surest first; names on one line count alike.
KNOWN: dict[str, tuple[tuple[str, ...], ...]] = {
    "persona": (("persona",), ("segment", "persona_name"), ("segment_id", "personas", "segments")),
    "arm": (
        ("arm", "test_arm"),
        ("variant", "message_variant"),
        ("message", "creative"),
        ("treatment", "test_group", "group", "cell"),
    ),
    "outcome": (
        ("outcome",),
        ("bought", "converted", "conversion", "purchased", "purchase", "signed_up", "responded"),
        ("revenue", "spend", "spent", "amount", "sales", "order_value"),
    ),
    "exposure": (
        ("exposure", "exposed", "reached", "was_reached"),
        ("delivered", "seen", "saw", "opened", "impression", "viewed"),
    ),
    "person": (
        ("person", "person_id"),
        ("customer_id", "respondent_id", "user_id", "member_id", "contact_id", "subscriber_id"),
        ("customer", "respondent", "user", "member"),
        ("id",),
    ),
}
NEEDED = ("persona", "arm", "outcome")
TELLS = {
    "persona": "the persona of each person",
    "arm": "the arm each person was assigned to",
    "outcome": "what each person did",
    "exposure": "whether each person was reached",
    "person": "who each person is",
}


@dataclass(frozen=True)
class Columns:
    """The columns that were read.

    Parameters
    ----------
    persona, arm, outcome : str
        Headers of the columns that must be there.
    exposure, person : str or None
        Headers of those that may be.
    """

    persona: str
    arm: str
    outcome: str
    exposure: str | None = None
    person: str | None = None


@dataclass(frozen=True)
class Asked:
    """Columns that the user names; None for those to be found by name."""

    persona: str | None = None
    arm: str | None = None
    outcome: str | None = None
    exposure: str | None = None
    person: str | None = None


def find_columns(name: str, header: Sequence[str], asked: Asked) -> Columns:
    """Return the column of each part of a trial.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    header : sequence of str
        Names of its columns.
    asked : Asked
        What the user says, which overrules what names say.

    Raises
    ------
    UsageError
        With every part that no column, or more than one, can be.

    Examples
    --------
    >>> found = find_columns("r.csv", ["Customer ID", "Segment", "Arm", "Bought?"], Asked())
    >>> found.persona, found.arm, found.outcome, found.exposure, found.person
    ('Segment', 'Arm', 'Bought?', None, 'Customer ID')
    """
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for part in KNOWN:
        wanted = getattr(asked, part)
        if wanted is not None and wanted not in header:
            problems.append(_absent(name, part, wanted, header))
            continue
        fitting = [wanted] if wanted is not None else _fitting(part, header)
        if len(fitting) == 1:
            found[part] = fitting[0]
        elif fitting:
            problems.append(_several(name, part, fitting))
        elif part in NEEDED:
            problems.append(_none(name, part, header))
    UsageError.collect([*problems, *_shared(name, found)])
    return Columns(
        found["persona"], found["arm"], found["outcome"], found.get("exposure"), found.get("person")
    )


def _fitting(part: str, header: Sequence[str]) -> list[str]:
    """Return the columns that bear the surest of the names known for a part."""
    plain = {column: re.sub(r"[^a-z0-9]+", "_", column.casefold()).strip("_") for column in header}
    for names in KNOWN[part]:
        fitting = [column for column in header if plain[column] in names]
        if fitting:
            return fitting
    return []


def _absent(name: str, part: str, wanted: str, header: Sequence[str]) -> Problem:
    return Problem(
        where=f"--{part}",
        found=f"{quoted(wanted)}, which is no column of {name}",
        expected=f"one of its columns: {listed(header)}",
        mend=did_you_mean(wanted, header) or "name a column as the header spells it",
    )


def _several(name: str, part: str, fitting: Sequence[str]) -> Problem:
    return Problem(
        where=f"{name}, header",
        found=f"{len(fitting)} columns that may tell {TELLS[part]}: {listed(fitting)}",
        expected="one",
        mend=f'say which: --{part} "{fitting[0]}"',
    )


def _none(name: str, part: str, header: Sequence[str]) -> Problem:
    known = listed([names[0] for names in KNOWN[part]])
    return Problem(
        where=f"{name}, header",
        found=f"no column whose name tells {TELLS[part]} among {listed(header)}",
        expected=f"a column such as {known}",
        mend=f"say which it is: --{part} COLUMN",
    )


def _shared(name: str, found: dict[str, str]) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for part, column in found.items():
        if column in taken:
            yield Problem(
                where=f"{name}, column {column}",
                found=f"one column for two things: {TELLS[taken[column]]}, and {TELLS[part]}",
                expected="a column for each",
                mend=f"name another one: --{part} COLUMN",
            )
        taken[column] = part
