"""A first study from the answers alone: every guess can be read, and corrected, in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from psychograph.codebook.codebook import Codebook, Role, Variable, VariableType
from psychograph.codebook.headers import DESCRIBING, words_of
from psychograph.errors import Problem, StudyError
from psychograph.quoting import listed
from psychograph.study.model import (
    Attribute,
    AttributeType,
    Goal,
    Item,
    KeyQuestion,
    Objective,
    QualitySettings,
    SegmentationSettings,
    Study,
    Weighting,
)

OPAQUE = re.compile(r"[A-Za-z]{0,5}_?\d+(?:[_.-]?[A-Za-z]{0,2}\d+)*", re.ASCII)  # Q4_1, var012
MANY = 30
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
    "describes the interview and not the person": "Left out, because they describe the interview and not "
    "the person: {}.",
    "holds dates": "Left out, because they hold dates: {}.",
    "only identifies a row": "Left out, because they only identify a row: {}.",
    "holds free text": "Left out, because they hold free text: {}.",
    "every answer is the same": "Left out, because every answer is the same: {}.",
    "is empty or has no name": "Left out, because they are empty or have no name: {}.",
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


def guess_study(codebook: Codebook, *, title: str, responses: str, described_by: str | None = None) -> Guess:
    """Guess a study from a codebook.

    Parameters
    ----------
    codebook : Codebook
        The columns of the answers.
    title : str
        Title of the study.
    responses : str
        Name of the file with the answers, as the study should give it.
    described_by : str or None
        Name of the file with the codebook, as the study should give it.

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
    >>> from psychograph.codebook.infer import infer_codebook
    >>> found = infer_codebook({"id": ["1", "2", "3"], "Openness": ["1", "5", "4"]})
    >>> guess = guess_study(found.codebook, title="Tea", responses="responses.csv")
    >>> guess.study.respondent, guess.study.attributes["Openness"].scale
    ('id', (1.0, 5.0))
    """
    respondent = next((variable.name for variable in codebook.with_role(Role.ID)), None)
    kept = list(codebook.with_role(Role.BASIS, Role.DESCRIPTOR))
    basis_columns, descriptor_columns = _roles(kept, responses)
    measures = _measures(kept)
    names = _names(measures)
    basis = tuple(dict.fromkeys(names[variable.name] for variable in basis_columns))
    weights = codebook.with_role(Role.WEIGHT)
    durations = codebook.with_role(Role.DURATION)
    study = Study(
        title="".join(filter(str.isprintable, title)).strip() or "My study",
        objective=Objective(
            goal=Goal.AWARENESS,
            statement=STATEMENT,
            key_questions=(KeyQuestion(question=QUESTION, attributes=basis[:MOST_TIED]),),
        ),
        responses=responses,
        codebook=described_by,
        respondent=respondent,
        attributes={names[items[0].name]: _attribute(items, names[items[0].name]) for items in measures},
        basis=basis,
        descriptors=tuple(names[variable.name] for variable in descriptor_columns),
        quality=QualitySettings(duration=durations[0].name if durations else None),
        weighting=Weighting(column=weights[0].name) if weights else None,
        segmentation=SegmentationSettings(segments=3),
    )
    reasons = {names[items[0].name]: _reason(items) for items in measures if items[0].note}
    return Guess(study, tuple(_remarks(respondent, codebook, basis_columns)), reasons)


def _roles(kept: Sequence[Variable], responses: str) -> tuple[list[Variable], list[Variable]]:
    """Split columns into those that build segments and those that only describe them."""
    numbers = [variable for variable in kept if variable.type is VariableType.NUMBER]
    basis = [variable for variable in kept if variable.role is Role.BASIS]
    if not basis:
        basis = [v for v in numbers if DESCRIBING.isdisjoint(words_of(v.name))] or numbers
    if not basis:
        raise StudyError(
            Problem(
                where=responses,
                found="no column with numbers that could build segments",
                expected="answers on a scale, such as 1 to 5, one column a question",
                mend="export the answers as numbers rather than as labels, and run the command again",
            )
        )
    chosen = {variable.name for variable in basis}
    return basis, [variable for variable in kept if variable.name not in chosen]


def _measures(kept: Sequence[Variable]) -> list[tuple[Variable, ...]]:
    """Put the items together that the codebook says measure one construct on one scale."""
    groups: dict[object, list[Variable]] = {}
    for variable in kept:
        scored = variable.type is VariableType.LIKERT and variable.scale is not None and variable.construct
        key = (variable.construct, variable.scale, variable.role) if scored else variable.name
        groups.setdefault(key, []).append(variable)
    return [tuple(items) for items in groups.values()]


def _names(measures: Sequence[tuple[Variable, ...]]) -> dict[str, str]:
    """Give each column the name of its attribute: short, and no other's."""
    names: dict[str, str] = {}
    # A header that can stay as it is has the first claim on its name.
    taken = {items[0].name for items in measures if _spoken(items) == items[0].name}
    for items in measures:
        short = _spoken(items)
        if short != items[0].name:
            base, count = short, 2
            while short in taken:
                short, count = f"{base}_{count}", count + 1
            taken.add(short)
        names.update((item.name, short) for item in items)
    return names


def _spoken(items: tuple[Variable, ...]) -> str:
    """Return a name that tells something: of a column such as Q4_1, the key words of its question.

    The item or option speaks for a column whose long name begins with the stem of its battery.
    """
    variable = items[0]
    if len(items) > 1:
        return _short(variable.construct.rpartition(".")[2])
    silent = OPAQUE.fullmatch(variable.name) or (variable.battery and len(variable.name) > LONG_HEADER)
    return _short(variable.question if silent and variable.question else variable.name)


def _short(header: str) -> str:
    """Return a header as an attribute name: unchanged where it is short, else its key words."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in header).split())
    if len(plain) <= LONG_HEADER and "?" not in plain:
        return plain or "Column"
    words = re.findall(r"[^\W_]+", plain)
    telling = [word for word in words if word.casefold() not in FILLERS.split()] or words
    return "_".join(word[:20].capitalize() for word in telling[:4]) or "Column"


def _attribute(items: tuple[Variable, ...], name: str) -> Attribute:
    variable = items[0]
    if len(items) > 1 and variable.scale is not None:
        return Attribute(
            type=AttributeType.LIKERT,
            scale=(variable.scale.low, variable.scale.high),
            items=tuple(
                Item(column=item.name, question=" ".join(item.question.split()), reversed=item.reversed)
                for item in items
            ),
            construct=variable.construct,
        )
    column = None if name == variable.name else variable.name
    question = " ".join(_asked(variable, name).split())
    if variable.type is VariableType.LIKERT and variable.scale is not None and not _describes(variable):
        return Attribute(
            type=AttributeType.LIKERT,
            scale=(variable.scale.low, variable.scale.high),
            reversed=variable.reversed,
            question=question,
            column=column,
            construct=variable.construct or None,
        )
    number = variable.type in {VariableType.NUMBER, VariableType.LIKERT} and not _describes(variable)
    return Attribute(
        type=AttributeType.NUMBER if number else AttributeType.CATEGORY, question=question, column=column
    )


def _asked(variable: Variable, name: str) -> str:
    """Return the question of a column; an option says little without the question it is an answer to."""
    if variable.type is VariableType.OPTION and variable.battery and variable.question:
        return f"{variable.battery} - {variable.question}"
    return variable.question or (variable.name if name != variable.name else "")


def _describes(variable: Variable) -> bool:
    """Say whether ordered codes are groups of people, such as ages, which are known by their labels."""
    return (
        variable.type is VariableType.LIKERT and variable.role is Role.DESCRIPTOR and len(variable.codes) > 1
    )


def _reason(items: tuple[Variable, ...]) -> str:
    variable = items[0]
    if len(items) > 1:
        return f"{len(items)} items that the codebook puts together"
    if variable.type is VariableType.NUMBER:
        return f"guessed: {variable.note}, so no scale is set"
    return f"guessed: {variable.note}"


def _remarks(respondent: str | None, codebook: Codebook, basis: Sequence[Variable]) -> Iterable[str]:
    if respondent is None:
        yield "No column identifies respondents, so the rows are numbered 1, 2, 3 and so on."
    else:
        yield f"Respondents are identified by {listed([respondent])}."
    scales = Counter(v.scale for v in codebook.with_role(Role.BASIS) if v.scale is not None)
    for scale, count in scales.items():
        columns = "1 column was" if count == 1 else f"{count} columns were"
        yield f"{columns} taken for answers on a scale from {scale.low:g} to {scale.high:g}."
    if len(basis) > MANY:
        yield (
            f"{len(basis)} columns are in the basis. Segments that people can use rest on ten to thirty: "
            "keep those that answer your key questions, or average items into scales."
        )
    if not scales:
        yield (
            "No column looks like answers on a scale; these numbers build the segments: "
            + listed(variable.name for variable in basis)
            + "."
        )
    for note, words in LEFT_OUT.items():
        names = [
            v.name if v.name.strip() else "(no name)"
            for v in codebook.with_role(Role.IGNORED)
            if v.note == note
        ]
        if names:
            yield words.format(listed(names))
