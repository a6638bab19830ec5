"""A codebook as a page for people, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from psychograph.codebook.codebook import Code, Codebook, Role, Variable, VariableType

MOST_CODES = 30
ROLES = {
    Role.BASIS: "builds segments",
    Role.DESCRIPTOR: "describes segments",
    Role.WEIGHT: "weight",
    Role.ID: "identifies respondents",
    Role.CHECK: "attention check",
    Role.DURATION: "seconds spent",
    Role.IGNORED: "kept, not used",
}
TYPES = {
    VariableType.LIKERT: "scale",
    VariableType.NUMBER: "number",
    VariableType.CATEGORY: "one of several",
    VariableType.OPTION: "1 chosen, 0 not",
    VariableType.TEXT: "text",
    VariableType.DATE: "date",
}
# What Markdown, or a page made of it, would take for more than text.
SPECIAL = str.maketrans(
    {letter: f"\\{letter}" for letter in "\\`*_[]#|~"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)


def codebook_markdown(codebook: Codebook) -> str:
    """Return a codebook as a page for people: a table of the columns, batteries together.

    Parameters
    ----------
    codebook : Codebook
        Of a questionnaire or of answers.

    Examples
    --------
    >>> calm = Variable("Calm", VariableType.NUMBER, Role.DESCRIPTOR, "How calm are you?", note="0 to 10")
    >>> print(codebook_markdown(Codebook((calm,))))
    # Codebook
    <BLANKLINE>
    1 column. Empty cells are missing.
    <BLANKLINE>
    | Column | Question | Answers | Role | Measures |
    |---|---|---|---|---|
    | Calm | How calm are you? | number, 0 to 10 | describes segments |  |
    <BLANKLINE>
    """
    lines = ["# Codebook", "", f"{_columns(len(codebook))}. Empty cells are missing.", ""]
    for battery, members in groupby(codebook, key=lambda variable: variable.battery):
        variables = tuple(members)
        if battery:
            lines += [f"## {_plain(battery)}", ""]
            lines += list(_shared(variables))
        lines += list(_table(variables, shared=bool(battery) and _alike(variables)))
        lines.append("")
    return "\n".join(lines)


def _columns(number: int) -> str:
    return "1 column" if number == 1 else f"{number:,} columns"


def _alike(variables: tuple[Variable, ...]) -> bool:
    """Say whether all members of a battery are answered alike."""
    return len({(one.type, one.codes, one.missing, one.scale) for one in variables}) == 1


def _shared(variables: tuple[Variable, ...]) -> Iterator[str]:
    """Yield the answers of a battery, once for all its members."""
    if _alike(variables):
        yield f"Answers: {_answers(variables[0])}"
        yield ""


def _table(variables: tuple[Variable, ...], *, shared: bool) -> Iterator[str]:
    heads = ["Column", "Question", *([] if shared else ["Answers"]), "Role", "Measures"]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for one in variables:
        cells = [
            _plain(one.name),
            _plain(one.question),
            *([] if shared else [_answers(one)]),
            _role(one),
            _key(one),
        ]
        yield f"| {' | '.join(cells)} |"


def _role(variable: Variable) -> str:
    expected = f": {_plain(variable.expected)} is right" if variable.expected else ""
    return f"{ROLES[variable.role]}{expected}"


def _key(variable: Variable) -> str:
    """Return what is measured, and whether agreement means less of it."""
    return f"{_plain(variable.construct)}{' (reversed)' if variable.reversed else ''}".strip()


def _answers(variable: Variable) -> str:
    kind = TYPES[variable.type]
    if variable.scale is not None:
        kind = f"{kind} {variable.scale}"
    told = [_code(code, variable) for code in variable.codes[:MOST_CODES]]
    if len(variable.codes) > MOST_CODES:
        told.append(f"and {len(variable.codes) - MOST_CODES} more")
    bounds = variable.note if variable.type is VariableType.NUMBER and not told else ""
    said = "; ".join(told) or _plain(bounds)
    return f"{kind}{': ' if told else ', ' if said else ''}{said}"


def _code(code: Code, variable: Variable) -> str:
    silent = " (missing)" if code.value in variable.missing else ""
    return f"{_plain(code.value)} {_plain(code.label)}".rstrip() + silent


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    return " ".join(text.translate(SPECIAL).split())
