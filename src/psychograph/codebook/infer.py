"""A codebook from what a file says about its columns, and for the rest from the answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from psychograph.codebook.anchors import Anchored, coded_labels
from psychograph.codebook.codebook import Code, Codebook, Role, Scale, Variable, VariableType
from psychograph.codebook.columns import NO_ANSWER, Column, are_options, look_at
from psychograph.codebook.headers import IDENTIFYING, Certainty, Kind, is_personal, words_of
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
DURATIONS = frozenset({"duration", "durationinseconds", "interviewtime", "totaltime", "durationseconds"})
MOST_LABELS = 16  # eleven points, and answers such as "Don't know"
# The question of Reichheld 2003, "The one number you need to grow", always asked from 0 to 10.
RECOMMENDING = re.compile(r"\bhow likely\b.*\brecommend|\bnps\b|net promoter")
NOTHING = Hint()
NO_LABELS = Anchored()


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
            _as_codes(cells, labels.get(header, NO_LABELS), hints.get(header, NOTHING)),
            decimal_comma=decimal_comma,
            item=bool(hints.get(header, NOTHING).battery),
        )
        if _is_name(header)
        else Column(header, Kind.EMPTY)
        for header, cells in columns.items()
    }
    personal = tuple(
        header
        for header, cells in columns.items()
        if header not in keep
        and _personal(looks[header], hints.get(header, NOTHING), cells, coded=header in labels)
    )
    kept = {header: look for header, look in looks.items() if header not in personal}
    identifier = _identifier(kept, hints)
    scales = scales_of(
        [look for look in kept.values() if _unbounded(hints.get(look.header, NOTHING))],
        {header: hint.battery for header, hint in hints.items() if hint.battery},
    )
    variables = tuple(
        _variable(
            look,
            hints.get(header, NOTHING),
            labels.get(header, NO_LABELS),
            scales,
            identifies=header == identifier,
        )
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


def _anchored(columns: Mapping[str, Sequence[str | None]], hints: Mapping[str, Hint]) -> dict[str, Anchored]:
    """Return codes for columns of words that are answers on a scale, together where they share a battery."""
    groups: dict[str, list[str]] = {}
    for header in columns:
        hint = hints.get(header, NOTHING)
        if not hint.codes and hint.type in {None, VariableType.LIKERT}:
            groups.setdefault(hint.battery or f"\0{header}", []).append(header)
    found: dict[str, Anchored] = {}
    for headers in groups.values():
        labels = {header: _labels(columns[header], hints.get(header, NOTHING)) for header in headers}
        shared = _on_a_scale(set().union(*labels.values()))
        for header in headers:
            # An open question may stand among the items of a battery and must not spoil the others.
            anchored = shared if shared.codes else _on_a_scale(labels[header])
            if anchored.codes and labels[header]:
                found[header] = anchored
    return found


def _labels(cells: Sequence[str | None], hint: Hint) -> set[str]:
    """Return the distinct answers of a column."""
    silent = Variable("", VariableType.NUMBER, missing=hint.missing, missing_range=hint.missing_range)
    return {
        cell
        for cell in set(cells)
        if cell is not None and cell.casefold() not in NO_ANSWER and not silent.is_missing(cell)
    }


def _on_a_scale(labels: set[str]) -> Anchored:
    return _anchored_together(frozenset(labels)) if 2 <= len(labels) <= MOST_LABELS else NO_LABELS


@lru_cache(maxsize=1_000)
def _anchored_together(labels: frozenset[str]) -> Anchored:
    # Columns of one questionnaire mostly share their answers, so few sets are ever looked at.
    return coded_labels(labels)


def _as_codes(cells: Sequence[str | None], labels: Anchored, hint: Hint) -> Sequence[str | None]:
    """Return the answers to look at: labels as codes, codes for no answer as blanks."""
    if not (labels.codes or hint.missing or hint.missing_range):
        return cells
    value = {code.label: code.value for code in labels.codes}
    rule = Variable("", VariableType.NUMBER, missing=hint.missing, missing_range=hint.missing_range)
    silent = {code.label for code in labels.silent}
    seen = {
        cell: None
        if cell is None or cell in silent or rule.is_missing(cell)
        else value.get(cell.strip(), cell)
        for cell in set(cells)
    }
    return [seen[cell] for cell in cells]


def _personal(look: Column, hint: Hint, cells: Sequence[str | None], *, coded: bool) -> bool:
    """Say whether a column holds personal data: by what the file says, by its header, answers or question."""
    if hint.personal or hint.codes or coded or hint.type is VariableType.OPTION:
        return hint.personal
    if look.kind is Kind.PERSONAL:
        return True
    asked = (is_personal(hint.battery), is_personal(hint.question))
    if asked[0] is Certainty.SURE or (asked[1] is Certainty.SURE and not hint.battery):
        return True
    return any(asked) and not are_options(hint.question, cells)


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
    return hint.scale is None and hint.type in {None, VariableType.LIKERT} and not _answers(hint)


def _answers(hint: Hint) -> tuple[Code, ...]:
    """Return the codes that are answers; labels of missing codes tell nothing about the others."""
    return tuple(code for code in hint.codes if code.value not in hint.missing)


def _variable(
    look: Column,
    hint: Hint,
    labels: Anchored,
    scales: Mapping[str, Bounds],
    *,
    identifies: bool,
) -> Variable:
    kind = _type(look, hint, labels, scales)
    missing = hint.missing
    if kind is VariableType.LIKERT and hint.codes:
        silent = {code.label for code in coded_labels(code.label for code in hint.codes).silent}
        told = (code.value for code in hint.codes if code.label.strip() in silent)
        missing = tuple(dict.fromkeys((*missing, *told)))
    codes = hint.codes or (*labels.codes, *labels.silent)
    missing = tuple(dict.fromkeys((*missing, *(code.value for code in labels.silent))))
    scale = hint.scale
    if kind is VariableType.LIKERT:
        scale = scale or _scale(look, hint.question or look.header, codes, missing, scales)
    return Variable(
        name=look.header,
        type=kind,
        role=Role.ID if identifies else _role(look, hint, kind),
        question=hint.question,
        battery=hint.battery,
        codes=codes,
        missing=missing,
        missing_range=hint.missing_range,
        scale=scale,
        note=_note(look, hint, kind, identifies=identifies),
    )


def _type(look: Column, hint: Hint, labels: Anchored, scales: Mapping[str, Bounds]) -> VariableType:
    if hint.type is not None:
        return hint.type
    if labels.codes and look.kind not in NOTES:
        return VariableType.LIKERT  # whatever the header speaks of, such as a price
    if look.kind in SEEN_AS_TEXT:
        return VariableType.TEXT
    if look.kind is Kind.DATE:
        return VariableType.DATE
    if _answers(hint):
        on_a_scale = coded_labels(code.label for code in hint.codes).codes
        return VariableType.LIKERT if on_a_scale else VariableType.CATEGORY
    if look.header in scales:
        return VariableType.LIKERT
    return VariableType.CATEGORY if look.kind in {Kind.CATEGORY, Kind.CONSTANT} else VariableType.NUMBER


def _scale(
    look: Column,
    question: str,
    codes: tuple[Code, ...],
    missing: tuple[str, ...],
    scales: Mapping[str, Bounds],
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
    if look.header not in scales:
        return None
    if RECOMMENDING.search(question.casefold()) and 5 < look.high <= 10:
        return Scale(0, 10)
    return Scale(*map(float, scales[look.header]))


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
    if hint.note or identifies or hint.role is not None:
        return hint.note
    if look.kind in NOTES:
        return NOTES[look.kind]
    if kind in {VariableType.LIKERT, VariableType.NUMBER} and look.low < look.high:
        return f"answers run from {look.low:.12g} to {look.high:.12g}"
    return "answers are categories" if kind is VariableType.CATEGORY else ""
