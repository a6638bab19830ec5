"""From a questionnaire to the study of its answers: attributes, keys, basis and descriptors.

Statements and ratings become attributes on a scale, those of one `attribute` averaged into it; a scale of
an instrument that is asked whole is named as such (`instrument:`), so that its key stands in one place.
Ratings build segments, all else describes them, unless somebody says otherwise. Texts, days and postcodes
are no attributes: nothing can be counted in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from psychograph.codebook.codebook import Role
from psychograph.errors import Problem, StudyError
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Multiple,
    Number,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)
from psychograph.quoting import listed
from psychograph.study.guess import Guess
from psychograph.study.model import (
    AttentionCheck,
    Attribute,
    AttributeType,
    Item,
    KeyQuestion,
    Norms,
    Objective,
    QualitySettings,
    SegmentationSettings,
    Study,
)
from psychograph.study.template import render_study

if TYPE_CHECKING:
    from psychograph.instruments.answer_scale import AnswerScale
    from psychograph.instruments.catalogue import Catalogue
    from psychograph.instruments.pack import Norms as PublishedNorms

FILE = "questionnaire.yaml"
CODEBOOK = "codebook.json"
BANK = "bank/"
FEWEST_STEPS = 3  # of choices that are a scale
SEGMENTS = 3  # to start from; `psychograph segments sweep` tries others
NO_CONSTRUCTS: Mapping[str, str] = {}


@dataclass(frozen=True)
class _Column:
    """A column answered on a scale."""

    name: str
    text: str
    scale: AnswerScale
    reversed: bool
    attribute: str
    source: str


@dataclass(frozen=True)
class _Measured:
    """An attribute on its way into a study."""

    name: str
    attribute: Attribute
    role: Role
    reason: str = ""


def study_of(
    questionnaire: Questionnaire,
    catalogue: Catalogue,
    *,
    objective: Objective,
    title: str = "",
    roles: Mapping[str, Role] | None = None,
    constructs: Mapping[str, str] = NO_CONSTRUCTS,
) -> Guess:
    """Return the study of a questionnaire.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked.
    catalogue : Catalogue
        Instruments that its items may come from.
    objective : Objective
        What the business wants; attributes of its key questions that nobody asks are left out.
    title : str
        Title of the study; that of the questionnaire where empty.
    roles : mapping of str to Role, optional
        Which attributes build segments (`Role.BASIS`) and which describe them, by name; ratings build
        and all else describes where nothing is said.
    constructs : mapping of str to str, optional
        What attributes measure, by name, where neither an instrument nor the bank says it.

    Returns
    -------
    Guess
        The study, what was assumed, and why.

    Raises
    ------
    StudyError
        Where nothing is asked that could build segments.
    """
    measured = list(_unique(_measured(questionnaire, catalogue, roles or {}, constructs)))
    basis = tuple(one.name for one in measured if one.role is Role.BASIS)
    remarks = list(_remarks(questionnaire, measured, guessed=roles is None))
    if not basis:
        numbers = tuple(one.name for one in measured if one.attribute.type is AttributeType.NUMBER)
        if not numbers:
            raise StudyError(_nothing_to_segment_on(questionnaire))
        basis = numbers
        remarks.append(f"Nothing is answered on a scale; these numbers build the segments: {listed(basis)}.")
    study = Study(
        title=_title(title or str(questionnaire.title)),
        objective=_answerable(objective, {one.name for one in measured}),
        questionnaire=FILE,
        codebook=CODEBOOK,
        respondent=None,
        attributes={one.name: one.attribute for one in measured},
        basis=basis,
        descriptors=tuple(one.name for one in measured if one.name not in basis),
        quality=QualitySettings(attention=tuple(_checks(questionnaire))),
        segmentation=SegmentationSettings(segments=SEGMENTS),
    )
    return Guess(study, tuple(remarks), {one.name: one.reason for one in measured if one.reason})


def study_yaml(guess: Guess) -> str:
    """Return the text of a commented ``study.yaml``."""
    return render_study(guess)


def _measured(
    questionnaire: Questionnaire,
    catalogue: Catalogue,
    roles: Mapping[str, Role],
    constructs: Mapping[str, str],
) -> Iterator[_Measured]:
    """Yield attributes in the order of asking, those of several items where the first stands."""
    columns = [column for question in questionnaire.questions for column in _on_a_scale(question)]
    together = _together(columns)
    for question in questionnaire.questions:
        for column in _on_a_scale(question):
            items = together[column.name]
            if items[0].name == column.name:
                name = column.attribute if column.attribute else column.name
                yield _scored(
                    name if len(items) > 1 or _alone(column, columns) else column.name,
                    items,
                    catalogue,
                    roles,
                    constructs,
                )
        yield from _described(question, roles, constructs)


def _on_a_scale(question: Question) -> Iterator[_Column]:
    match question.answer:
        case Rating(scale):
            if not question.expected:
                yield _Column(
                    question.name,
                    str(question.text),
                    scale,
                    question.reversed,
                    question.attribute,
                    question.source,
                )
        case Battery(scale, items):
            for item in items:
                if not item.expected:
                    yield _Column(
                        item.name, str(item.text), scale, item.reversed, item.attribute, item.source
                    )
        case _:
            return


def _together(columns: Sequence[_Column]) -> dict[str, list[_Column]]:
    """Return, for each column, those it is averaged with; only where all share one answer scale."""
    groups: dict[str, list[_Column]] = {}
    for column in columns:
        groups.setdefault(column.attribute or f"\0{column.name}", []).append(column)
    found: dict[str, list[_Column]] = {}
    for items in groups.values():
        one_scale = len({(item.scale.low, item.scale.high) for item in items}) == 1
        for item in items:
            found[item.name] = items if one_scale else [item]
    return found


def _alone(column: _Column, columns: Sequence[_Column]) -> bool:
    return sum(other.attribute == column.attribute for other in columns) == 1


def _scored(
    name: str,
    items: Sequence[_Column],
    catalogue: Catalogue,
    roles: Mapping[str, Role],
    constructs: Mapping[str, str],
) -> _Measured:
    scale = (float(items[0].scale.low), float(items[0].scale.high))
    sources = {item.source for item in items}
    source = sources.pop() if len(sources) == 1 else ""
    construct = constructs.get(name) or _construct(source, catalogue) or None
    instrument = source if _is_whole(source, items, catalogue) else None
    role = roles.get(name, Role.BASIS)
    if instrument is None and len(items) == 1:
        (only,) = items
        attribute = Attribute(
            type=AttributeType.LIKERT,
            scale=scale,
            question=only.text,
            reversed=only.reversed,
            column=only.name if only.name != name else None,
            construct=construct,
        )
        return _Measured(name, attribute, role)
    whole = None
    if instrument is not None:
        pack, whole = catalogue.scale(instrument)
        order = [item.id for item in pack.items_of(whole.id)]
        items = sorted(items, key=lambda item: order.index(item.name))
    attribute = Attribute(
        type=AttributeType.LIKERT,
        question=whole.name if whole is not None else "",
        norms=_norms(whole.norms) if whole is not None else None,
        scale=scale,
        items=tuple(Item(column=item.name, question=item.text, reversed=item.reversed) for item in items),
        construct=construct,
        instrument=instrument,
    )
    return _Measured(name, attribute, role, _brings(instrument, catalogue))


def _norms(norms: PublishedNorms | None) -> Norms | None:
    return None if norms is None else Norms(mean=norms.mean, sd=norms.sd, source=norms.source)


def _brings(instrument: str | None, catalogue: Catalogue) -> str:
    if instrument is None:
        return ""
    pack, scale = catalogue.scale(instrument)
    count = len(pack.items_of(scale.id))
    return f"{count} items of {pack.name}" + ("" if pack.validated else ", not validated")


def _construct(source: str, catalogue: Catalogue) -> str:
    """Return what a scale or a question of the bank measures; empty where it is unknown."""
    if source.startswith(BANK):
        from psychograph.questionnaire.bank import bank

        known = bank().get(source.removeprefix(BANK))
        return known.measures if known is not None else ""
    try:
        return catalogue.scale(source)[1].measures if source else ""
    except (KeyError, StudyError):
        return ""


def _is_whole(source: str, items: Sequence[_Column], catalogue: Catalogue) -> bool:
    """Say whether these are all items of a scale, keyed and answered as it says."""
    if not source or source.startswith(BANK):
        return False
    try:
        pack, scale = catalogue.scale(source)
    except KeyError:
        return False
    ends = (pack.answer_scale.low, pack.answer_scale.high)
    keyed = {item.id: item.reversed for item in pack.items_of(scale.id)}
    return keyed == {item.name: item.reversed for item in items} and ends == (
        items[0].scale.low,
        items[0].scale.high,
    )


def _described(
    question: Question, roles: Mapping[str, Role], constructs: Mapping[str, str]
) -> Iterator[_Measured]:
    """Yield the attributes of a question that is not answered on a scale."""
    text = str(question.text)
    match question.answer:
        case Number():
            yield _plain(question, AttributeType.NUMBER, roles, constructs)
        case Single(choices):
            if not question.expected:
                yield _ordered(question, choices, roles, constructs)
        case Multiple(choices):
            for choice in choices:
                column = f"{question.name}_{choice.code}"
                asked = f"{text} - {choice.label}"
                yield _Measured(
                    column, Attribute(type=AttributeType.CATEGORY, question=asked), Role.DESCRIPTOR
                )
        case Ranking(choices):
            for choice in choices:
                column = f"{question.name}_{choice.code}"
                asked = f"{text} - {choice.label} (place)"
                yield _Measured(column, Attribute(type=AttributeType.NUMBER, question=asked), Role.DESCRIPTOR)
        case _:
            return


def _plain(
    question: Question, kind: AttributeType, roles: Mapping[str, Role], constructs: Mapping[str, str]
) -> _Measured:
    name = question.attribute or question.name
    attribute = Attribute(
        type=kind,
        question=str(question.text),
        column=question.name if question.name != name else None,
        construct=constructs.get(name),
    )
    role = roles.get(name, Role.DESCRIPTOR) if kind is not AttributeType.CATEGORY else Role.DESCRIPTOR
    return _Measured(name, attribute, role)


def _ordered(
    question: Question,
    choices: Sequence[Choice],
    roles: Mapping[str, Role],
    constructs: Mapping[str, str],
) -> _Measured:
    """Return a single choice; on a scale where its codes count up and what it measures has two ends."""
    plain = _plain(question, AttributeType.CATEGORY, roles, constructs)
    codes = [choice.code for choice in choices if not choice.declined]
    if (
        not _has_ends(constructs.get(plain.name))
        or not all(map(str.isdigit, codes))
        or len(codes) < FEWEST_STEPS
    ):
        return plain
    scale = (float(min(map(int, codes))), float(max(map(int, codes))))
    attribute = plain.attribute.model_copy(update={"type": AttributeType.LIKERT, "scale": scale})
    return replace(plain, attribute=attribute, role=roles.get(plain.name, Role.DESCRIPTOR))


def _has_ends(construct: str | None) -> bool:
    """Say whether there is more and less of a construct, as of income and not of occupation."""
    from psychograph.knowledge.constructs import constructs as known

    found = known().get((construct or "").removeprefix("-"))
    return found is not None and bool(found.high)


def _unique(measured: Iterable[_Measured]) -> Iterator[_Measured]:
    """Yield attributes under names that no other bears; the column is kept by its own name."""
    taken: set[str] = set()
    for one in measured:
        name, count = one.name, 2
        while name in taken:
            name, count = f"{one.name}_{count}", count + 1
        taken.add(name)
        if name != one.name and not one.attribute.items and one.attribute.column is None:
            yield replace(one, name=name, attribute=one.attribute.model_copy(update={"column": one.name}))
        else:
            yield replace(one, name=name)


def _checks(questionnaire: Questionnaire) -> Iterator[AttentionCheck]:
    for question in questionnaire.questions:
        if question.expected:
            yield AttentionCheck(column=question.name, answer=question.expected)
        if isinstance(question.answer, Battery):
            for item in question.answer.items:
                if item.expected:
                    yield AttentionCheck(column=item.name, answer=item.expected)


def _answerable(objective: Objective, asked: set[str]) -> Objective:
    questions = tuple(
        KeyQuestion(question=one.question, attributes=tuple(name for name in one.attributes if name in asked))
        for one in objective.key_questions
    )
    return objective.model_copy(update={"key_questions": questions})


def _remarks(questionnaire: Questionnaire, measured: Sequence[_Measured], *, guessed: bool) -> Iterator[str]:
    used = {item.column for one in measured for item in one.attribute.items}
    used |= {one.attribute.column or one.name for one in measured}
    silent = [
        question.name
        for question in questionnaire.questions
        if type(question.answer).__name__ in {"FreeText", "Day", "Postcode"}
    ]
    if silent:
        yield f"Texts, days and postcodes are asked, and are no attributes: {listed(silent)}."
    if guessed and {one.role for one in measured} == {Role.BASIS, Role.DESCRIPTOR}:
        yield (
            "What is answered on a scale builds the segments; choices and numbers only describe them. "
            "Move names between `basis` and `descriptors` in study.yaml where you want it otherwise."
        )


def _nothing_to_segment_on(questionnaire: Questionnaire) -> Problem:
    return Problem(
        where=f"the questionnaire {str(questionnaire.title) or FILE!r}",
        found="no question that is answered on a scale or by a number",
        expected="statements, ratings or numbers that could build segments",
        mend="add a battery or a scale of an instrument; `psychograph instruments list` shows them",
    )


def _title(title: str) -> str:
    return " ".join("".join(filter(str.isprintable, title)).split()) or "My study"
