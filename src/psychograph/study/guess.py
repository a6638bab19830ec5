"""A first study from the answers alone: every guess can be read, and corrected, in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from psychograph.errors import Problem, StudyError
from psychograph.study.columns import Column, look_at
from psychograph.study.headers import DESCRIBING, IDENTIFYING, Kind, words_of
from psychograph.study.model import (
    Attribute,
    AttributeType,
    Goal,
    KeyQuestion,
    Objective,
    SegmentationSettings,
    Study,
)
from psychograph.study.places import listed
from psychograph.study.scales import Bounds, scales_of

MOST_TIED = 12  # attributes that the first key question names
LONG_HEADER = 40  # characters; a longer header is a question and gets a short name
STATEMENT = "Which groups do our customers form, and which of them should we address first?"
QUESTION = "What sets our customers apart from each other?"
FILLERS = """
    a an and are as at be by can did do does for from has have how i if in is it its me my of on or our
    please that the their there these this to us was we were what when where which who why will with would
    you your much many often following
"""

LEFT_OUT = {
    Kind.PERSONAL: "Left out, because they may hold personal data: {}. "
    "Keep names and addresses away from the answers.",
    Kind.FIELDWORK: "Left out, because they describe the interview and not the person: {}.",
    Kind.DATE: "Left out, because they hold dates: {}.",
    Kind.IDENTIFIER: "Left out, because they only identify a row: {}.",
    Kind.FREE_TEXT: "Left out, because they hold free text: {}.",
    Kind.CONSTANT: "Left out, because every answer is the same: {}.",
    Kind.EMPTY: "Left out, because they are empty or have no name: {}.",
}


@dataclass(frozen=True)
class Guess:
    """A study guessed from answers.

    Parameters
    ----------
    study : Study
        A study that keeps every rule.
    remarks : tuple of str
        What was assumed and left out, a sentence each.
    reasons : mapping of str to str
        Why an attribute was declared as it is, by its name.
    """

    study: Study
    remarks: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


def guess_study(
    columns: Mapping[str, Sequence[str | None]],
    *,
    title: str,
    responses: str,
    decimal_comma: bool = False,
) -> Guess:
    """Guess a study from raw answers.

    Parameters
    ----------
    columns : mapping of str to sequence of (str or None)
        Raw cells by column header; None is a blank cell.
    title : str
        Title of the study.
    responses : str
        Name of the file with the answers, as the study should give it.
    decimal_comma : bool
        Whether the file writes 3,5 for three and a half.

    Returns
    -------
    Guess
        The study, what was assumed, and why.

    Raises
    ------
    StudyError
        Where no column holds numbers, so that nothing could build segments.

    Examples
    --------
    >>> guess = guess_study(
    ...     {"id": ["1", "2", "3"], "Openness": ["1", "5", "4"], "Email": ["a@b.de", None, None]},
    ...     title="Tea", responses="responses.csv",
    ... )
    >>> guess.study.respondent, guess.study.attributes["Openness"].scale
    ('id', (1.0, 5.0))
    >>> guess.remarks[-1]
    'Left out, because they may hold personal data: Email. Keep names and addresses away from the answers.'
    """
    looks = [
        look_at(header, cells, decimal_comma=decimal_comma)
        if _is_name(header)
        else Column(header, Kind.EMPTY)
        for header, cells in columns.items()
    ]
    respondent = _respondent(looks)
    usable = [look for look in looks if look.header != respondent]
    kept = [look for look in usable if look.kind not in LEFT_OUT]
    scales = scales_of(kept)
    basis_columns, descriptor_columns = _roles(kept, scales, responses)
    names = _names(kept)
    attributes = {names[look.header]: _attribute(look, names[look.header], scales) for look in kept}
    basis = tuple(names[look.header] for look in basis_columns)
    study = Study(
        title="".join(filter(str.isprintable, title)).strip() or "My study",
        objective=Objective(
            goal=Goal.AWARENESS,
            statement=STATEMENT,
            key_questions=(KeyQuestion(question=QUESTION, attributes=basis[:MOST_TIED]),),
        ),
        responses=responses,
        respondent=respondent,
        attributes=attributes,
        basis=basis,
        descriptors=tuple(names[look.header] for look in descriptor_columns),
        segmentation=SegmentationSettings(segments=3),
    )
    reasons = {names[look.header]: _reason(look, scales) for look in kept}
    return Guess(study, tuple(_remarks(respondent, usable, scales, basis_columns)), reasons)


def _is_name(header: str) -> bool:
    """Say whether a header can be written in a file at all."""
    return bool(header.strip()) and not any("\ud800" <= letter <= "\udfff" for letter in header)


def _respondent(looks: Iterable[Column]) -> str | None:
    """Return the column that identifies respondents: the first of the most telling name."""
    unique = [look for look in looks if look.unique and look.kind is Kind.IDENTIFIER]
    named = [look for look in unique if "".join(words_of(look.header)) in IDENTIFYING]
    first = next(iter(named or unique), None)
    return first.header if first is not None else None


def _roles(
    kept: Sequence[Column], scales: Mapping[str, Bounds], responses: str
) -> tuple[list[Column], list[Column]]:
    """Split columns into those that build segments and those that only describe them."""
    numbers = [look for look in kept if look.kind is not Kind.CATEGORY and look.header not in scales]
    basis = [look for look in kept if look.header in scales]
    if not basis:
        basis = [look for look in numbers if DESCRIBING.isdisjoint(words_of(look.header))] or numbers
    if not basis:
        raise StudyError(
            Problem(
                where=responses,
                found="no column with numbers that could build segments",
                expected="answers on a scale, such as 1 to 5, one column a question",
                mend="export the answers as numbers rather than as labels, and run the command again",
            )
        )
    chosen = {look.header for look in basis}
    return basis, [look for look in kept if look.header not in chosen]


def _names(kept: Sequence[Column]) -> dict[str, str]:
    """Give each column a short attribute name of its own."""
    names: dict[str, str] = {}
    # A header that can stay as it is has the first claim on its name.
    taken = {look.header for look in kept if _short(look.header) == look.header}
    for look in kept:
        short = _short(look.header)
        if short != look.header:
            base, count = short, 2
            while short in taken:
                short, count = f"{base}_{count}", count + 1
            taken.add(short)
        names[look.header] = short
    return names


def _short(header: str) -> str:
    """Return a header as an attribute name: unchanged where it is short, else its key words."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in header).split())
    if len(plain) <= LONG_HEADER and "?" not in plain:
        return plain or "Column"
    words = re.findall(r"[^\W_]+", plain)
    telling = [word for word in words if word.casefold() not in FILLERS.split()] or words
    return "_".join(word[:20].capitalize() for word in telling[:4]) or "Column"


def _attribute(look: Column, name: str, scales: Mapping[str, Bounds]) -> Attribute:
    column = None if name == look.header else look.header
    question = " ".join(look.header.split()) if name != look.header else ""
    if look.header in scales:
        scale = scales[look.header]
        return Attribute(type=AttributeType.LIKERT, scale=scale, question=question, column=column)
    kind = AttributeType.CATEGORY if look.kind is Kind.CATEGORY else AttributeType.NUMBER
    return Attribute(type=kind, question=question, column=column)


def _reason(look: Column, scales: Mapping[str, Bounds]) -> str:
    if look.kind is Kind.CATEGORY:
        return "guessed: answers are categories"
    text = f"guessed: answers run from {look.low:g} to {look.high:g}"
    return text if look.header in scales else f"{text}, so no scale is set"


def _remarks(
    respondent: str | None,
    looks: Sequence[Column],
    scales: Mapping[str, Bounds],
    basis: Sequence[Column],
) -> Iterable[str]:
    if respondent is None:
        yield "No column identifies respondents, so the rows are numbered 1, 2, 3 and so on."
    else:
        yield f"Respondents are identified by the column {listed([respondent])}."
    for (low, high), count in Counter(scales.values()).items():
        columns = "1 column was" if count == 1 else f"{count} columns were"
        yield f"{columns} taken for answers on a scale from {low:g} to {high:g}."
    if not scales:
        yield (
            "No column looks like answers on a scale; these numbers build the segments: "
            + listed(look.header for look in basis)
            + "."
        )
    odd = [f"{look.header} ('{listed([look.odd])}')" for look in looks if look.odd is not None]
    if odd:
        yield f"Not every answer is a number in: {listed(odd)}. Correct these cells or leave them blank."
    for kind, words in LEFT_OUT.items():
        headers = [
            look.header if _is_name(look.header) else "(no name)" for look in looks if look.kind is kind
        ]
        if headers:
            yield words.format(listed(headers))
