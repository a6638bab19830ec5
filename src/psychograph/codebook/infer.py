"""A codebook from what a file says about its columns, and for the rest from the answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from psychograph.codebook.anchors import codes_of
from psychograph.codebook.codebook import Code, Codebook, Role, Scale, Variable, VariableType
from psychograph.codebook.columns import Column, look_at
from psychograph.codebook.headers import IDENTIFYING, Kind, kind_by_header, words_of
from psychograph.codebook.hint import Hint
from psychograph.codebook.scales import Bounds, scales_of
from psychograph.quoting import listed

NOTES = {
    Kind.FIELDWORK: "describes the interview and not the person",
    Kind.DATE: "holds dates",
    Kind.IDENTIFIER: "only identifies a row",
    Kind.FREE_TEXT: "holds free text",
    Kind.CONSTANT: "every answer is the same",
    Kind.EMPTY: "is empty or has no name",
}
SEEN_AS_TEXT = frozenset({Kind.FREE_TEXT, Kind.IDENTIFIER, Kind.PERSONAL, Kind.FIELDWORK, Kind.EMPTY})
DURATIONS = frozenset({"duration", "durationinseconds", "interviewtime", "totaltime", "duration_seconds"})
NOTHING = Hint()


@dataclass(frozen=True)
class Inferred:
    """A codebook, and what was assumed on the way.

    Parameters
    ----------
    codebook : Codebook
        A variable for every column that is kept.
    personal : tuple of str
        Columns that may hold personal data; they are not in the codebook.
    remarks : tuple of str
        What was assumed, a sentence each.
    """

    codebook: Codebook
    personal: tuple[str, ...]
    remarks: tuple[str, ...]


def infer_codebook(
    columns: Mapping[str, Sequence[str | None]],
    hints: Mapping[str, Hint] | None = None,
    *,
    decimal_comma: bool = False,
    keep: Collection[str] = (),
) -> Inferred:
    """Describe every column of a table.

    Parameters
    ----------
    columns : mapping of str to sequence of (str or None)
        Cells by column; None is blank.
    hints : mapping of str to Hint
        What the file says about its columns; it overrules the answers.
    decimal_comma : bool
        Whether the file writes 3,5 for three and a half.
    keep : collection of str
        Columns that are kept although they look personal.

    Returns
    -------
    Inferred
        The codebook without personal columns, which are named apart.

    Examples
    --------
    >>> found = infer_codebook({"Calm": ["1", "5", "2"], "Email": ["a@b.de", None, None]})
    >>> found.codebook["Calm"].scale, found.personal
    (Scale(low=1.0, high=5.0), ('Email',))
    """
    hints = hints or {}
    labels = _anchored(columns, hints)
    looks = {
        header: look_at(
            header,
            _as_codes(cells, labels.get(header, ()), hints.get(header, NOTHING)),
            decimal_comma=decimal_comma,
        )
        if _is_name(header)
        else Column(header, Kind.EMPTY)
        for header, cells in columns.items()
    }
    personal = tuple(header for header in columns if header not in keep and _personal(header, looks, hints))
    kept = {header: look for header, look in looks.items() if header not in personal}
    identifier = _identifier(kept, hints)
    scales = scales_of([look for look in kept.values() if _unbounded(hints.get(look.header, NOTHING))])
    variables = tuple(
        _variable(look, hints.get(header, NOTHING), labels.get(header, ()), scales, header == identifier)
        for header, look in kept.items()
    )
    odd = [f"{look.header} ('{listed([look.odd])}')" for look in kept.values() if look.odd is not None]
    remarks = (
        [f"Not every answer is a number in: {listed(odd)}. Correct these cells or leave them blank."]
        if odd
        else []
    )
    return Inferred(Codebook(variables), personal, tuple(remarks))


def _is_name(header: str) -> bool:
    """Say whether a header can be written in a file at all."""
    return bool(header.strip()) and not any("\ud800" <= letter <= "\udfff" for letter in header)


def _anchored(
    columns: Mapping[str, Sequence[str | None]], hints: Mapping[str, Hint]
) -> dict[str, tuple[Code, ...]]:
    """Return codes for columns of words that are answers on a scale, together where they share a battery."""
    groups: dict[str, list[str]] = {}
    for header in columns:
        hint = hints.get(header, NOTHING)
        if not hint.codes and hint.type in {None, VariableType.LIKERT}:
            groups.setdefault(hint.battery or header, []).append(header)
    found: dict[str, tuple[Code, ...]] = {}
    for headers in groups.values():
        distinct = {cell for header in headers for cell in set(columns[header]) if cell is not None}
        codes = codes_of(distinct) if 2 <= len(distinct) <= 11 else ()
        found.update((header, codes) for header in headers if codes)
    return found


def _as_codes(cells: Sequence[str | None], codes: tuple[Code, ...], hint: Hint) -> Sequence[str | None]:
    """Return the answers to look at: labels as codes, codes for no answer as blanks."""
    if not (codes or hint.missing or hint.missing_range):
        return cells
    value = {code.label: code.value for code in codes}
    rule = Variable("", VariableType.NUMBER, missing=hint.missing, missing_range=hint.missing_range)
    seen = {
        cell: None if cell is None or rule.is_missing(cell) else value.get(cell.strip(), cell)
        for cell in set(cells)
    }
    return [seen[cell] for cell in cells]


def _personal(header: str, looks: Mapping[str, Column], hints: Mapping[str, Hint]) -> bool:
    hint = hints.get(header, NOTHING)
    asked = hint.question and kind_by_header(hint.question, unique=False) is Kind.PERSONAL
    return hint.personal or ((bool(asked) or looks[header].kind is Kind.PERSONAL) and not hint.codes)


def _identifier(looks: Mapping[str, Column], hints: Mapping[str, Hint]) -> str | None:
    """Return the column that identifies respondents: the one the file names, else the most telling."""
    for header in looks:
        if hints.get(header, NOTHING).role is Role.ID and looks[header].unique:
            return header
    unique = [look for look in looks.values() if look.unique and look.kind is Kind.IDENTIFIER]
    named = [look for look in unique if "".join(words_of(look.header)) in IDENTIFYING]
    first = next(iter(named or unique), None)
    return first.header if first is not None else None


def _unbounded(hint: Hint) -> bool:
    """Say whether a column may be answers on a scale whose bounds nobody told."""
    return hint.scale is None and hint.type in {None, VariableType.LIKERT} and not hint.codes


def _variable(
    look: Column,
    hint: Hint,
    codes: tuple[Code, ...],
    scales: Mapping[str, Bounds],
    identifies: bool,
) -> Variable:
    kind = _type(look, hint, scales)
    scale = hint.scale or _scale(look, hint.codes or codes, hint.missing, scales)
    if kind is not VariableType.LIKERT:
        scale = hint.scale
    return Variable(
        name=look.header,
        type=kind,
        role=Role.ID if identifies else _role(look, hint, kind),
        question=hint.question,
        battery=hint.battery,
        codes=hint.codes or codes,
        missing=hint.missing,
        missing_range=hint.missing_range,
        scale=scale,
        note=_note(look, hint, kind, identifies=identifies),
    )


def _type(look: Column, hint: Hint, scales: Mapping[str, Bounds]) -> VariableType:
    if hint.type is not None:
        return hint.type
    if look.kind in SEEN_AS_TEXT:
        return VariableType.TEXT
    if look.kind is Kind.DATE:
        return VariableType.DATE
    if hint.codes:
        return VariableType.LIKERT if codes_of(code.label for code in hint.codes) else VariableType.CATEGORY
    if look.header in scales:
        return VariableType.LIKERT
    return VariableType.CATEGORY if look.kind in {Kind.CATEGORY, Kind.CONSTANT} else VariableType.NUMBER


def _scale(
    look: Column, codes: tuple[Code, ...], missing: tuple[str, ...], scales: Mapping[str, Bounds]
) -> Scale | None:
    """Return the bounds of the codes that are answers, else those guessed from the answers."""
    numbers = []
    for code in codes:
        if code.value in missing:
            continue
        try:
            numbers.append(float(code.value))
        except ValueError:
            return None
    if len(numbers) > 1:
        return Scale(min(numbers), max(numbers))
    return Scale(*map(float, scales[look.header])) if look.header in scales else None


def _role(look: Column, hint: Hint, kind: VariableType) -> Role:
    if hint.role is not None:
        return hint.role if hint.role is not Role.ID else Role.IGNORED
    if look.kind is Kind.FIELDWORK and "".join(words_of(look.header)) in DURATIONS:
        return Role.DURATION
    if look.kind in NOTES:
        return Role.IGNORED
    if kind is VariableType.LIKERT:
        return Role.BASIS
    return Role.IGNORED if kind in {VariableType.TEXT, VariableType.DATE} else Role.DESCRIPTOR


def _note(look: Column, hint: Hint, kind: VariableType, *, identifies: bool) -> str:
    if identifies or hint.role is not None:
        return ""
    if look.kind in NOTES:
        return NOTES[look.kind]
    if kind in {VariableType.LIKERT, VariableType.NUMBER} and look.low < look.high:
        return f"answers run from {look.low:g} to {look.high:g}"
    return "answers are categories" if kind is VariableType.CATEGORY else ""
