"""Which attributes a questionnaire measures: columns on a scale, put together where they belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from psychograph.codebook.codebook import Role
from psychograph.instruments.errors import InstrumentError
from psychograph.questionnaire.answers.codebook import option_column
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
from psychograph.study.model import Attribute, AttributeType, Item, Norms

if TYPE_CHECKING:
    from psychograph.instruments.answer_scale import AnswerScale
    from psychograph.instruments.catalogue import Catalogue
    from psychograph.instruments.pack import Norms as PublishedNorms
    from psychograph.instruments.pack import Pack, PackScale

BANK = "bank/"
INSIGHT = "insight"  # family of constructs: what set a purchase off, what held it back
FEWEST_STEPS = 3  # of choices that are a scale


@dataclass(frozen=True)
class Measured:
    """An attribute on its way into a study, and why it is as it is."""

    name: str
    attribute: Attribute
    role: Role
    reason: str = ""


@dataclass(frozen=True)
class Told:
    """What is known besides the questionnaire: instruments, roles and constructs by attribute."""

    catalogue: Catalogue
    roles: Mapping[str, Role]
    constructs: Mapping[str, str]


@dataclass(frozen=True)
class _Column:
    """A column answered on a scale."""

    name: str
    text: str
    scale: AnswerScale
    reversed: bool
    attribute: str
    source: str

    @property
    def ends(self) -> tuple[float, float]:
        return float(self.scale.low), float(self.scale.high)


def measured_by(questionnaire: Questionnaire, told: Told) -> tuple[Measured, ...]:
    """Return the attributes of a questionnaire in the order of asking, each under a name of its own.

    Statements of one attribute are one where they share the ends of their scale, where the first of them
    stands; otherwise each is one by itself.
    """
    groups = _together(column for question in questionnaire.questions for column in _on_a_scale(question))
    found: list[Measured] = []
    for question in questionnaire.questions:
        begun = [groups[column.name] for column in _on_a_scale(question) if column.name in groups]
        found += [_scored(name, items, told) for name, items in begun]
        found += _described(question, told)
    return tuple(_unique(found))


def _on_a_scale(question: Question) -> Iterator[_Column]:
    match question.answer:
        case Rating(scale):
            if not question.expected:
                text, key = str(question.text), question.reversed
                yield _Column(question.name, text, scale, key, question.attribute, question.source)
        case Battery(scale, items):
            for item in items:
                if not item.expected:
                    text = str(item.text)
                    yield _Column(item.name, text, scale, item.reversed, item.attribute, item.source)
        case _:
            return


def _together(columns: Iterable[_Column]) -> dict[str, tuple[str, list[_Column]]]:
    """Return name and columns of every attribute, by its first column."""
    groups: dict[str, list[_Column]] = {}
    for column in columns:
        groups.setdefault(column.attribute or f"\0{column.name}", []).append(column)
    found: dict[str, tuple[str, list[_Column]]] = {}
    for items in groups.values():
        if len({item.ends for item in items}) == 1:
            found[items[0].name] = (items[0].attribute or items[0].name, items)
        else:
            found |= {item.name: (item.name, [item]) for item in items}
    return found


def _scored(name: str, items: Sequence[_Column], told: Told) -> Measured:
    sources = {item.source for item in items}
    source = sources.pop() if len(sources) == 1 else ""
    construct = told.constructs.get(name) or _construct(source, told.catalogue) or None
    role = told.roles.get(name, Role.BASIS)
    whole = _whole(source, items, told.catalogue)
    if whole is not None:
        pack, scale = whole
        order = [item.id for item in pack.items_of(scale.id)]
        attribute = Attribute(
            type=AttributeType.LIKERT,
            question=scale.name,
            norms=_norms(scale.norms),
            scale=items[0].ends,
            items=_items(sorted(items, key=lambda item: order.index(item.name))),
            construct=construct,
            instrument=source,
        )
        validated = "" if pack.validated else ", not validated"
        return Measured(name, attribute, role, f"{len(order)} items of {pack.name}{validated}")
    if len(items) > 1:
        attribute = Attribute(
            type=AttributeType.LIKERT, scale=items[0].ends, items=_items(items), construct=construct
        )
        return Measured(name, attribute, role)
    (only,) = items
    attribute = Attribute(
        type=AttributeType.LIKERT,
        scale=only.ends,
        question=only.text,
        reversed=only.reversed,
        column=only.name if only.name != name else None,
        construct=construct,
    )
    return Measured(name, attribute, role)


def _items(columns: Iterable[_Column]) -> tuple[Item, ...]:
    return tuple(Item(column=one.name, question=one.text, reversed=one.reversed) for one in columns)


def _norms(norms: PublishedNorms | None) -> Norms | None:
    return None if norms is None else Norms(mean=norms.mean, sd=norms.sd, source=norms.source)


def _construct(source: str, catalogue: Catalogue) -> str:
    """Return what a scale or a question of the bank measures; empty where it is unknown."""
    if source.startswith(BANK):
        from psychograph.questionnaire.bank import bank

        known = bank().get(source.removeprefix(BANK))
        return known.measures if known is not None else ""
    found = _scale_of(source, catalogue)
    return found[1].measures if found is not None else ""


def _whole(source: str, items: Sequence[_Column], catalogue: Catalogue) -> tuple[Pack, PackScale] | None:
    """Return instrument and scale where these are all its items, keyed and answered as it says."""
    found = _scale_of(source, catalogue)
    if found is None or len(items) == 1:
        return None
    pack, scale = found
    keyed = {item.id: item.reversed for item in pack.items_of(scale.id)}
    asked = {item.name: item.reversed for item in items}
    ends = (float(pack.answer_scale.low), float(pack.answer_scale.high))
    return found if keyed == asked and ends == items[0].ends else None


def _scale_of(source: str, catalogue: Catalogue) -> tuple[Pack, PackScale] | None:
    if not source or source.startswith(BANK):
        return None
    try:
        return catalogue.scale(source)
    except InstrumentError:  # of a catalogue that is not here
        return None


def _described(question: Question, told: Told) -> Iterator[Measured]:
    """Yield the attributes of a question that is not answered on a scale."""
    match question.answer:
        case Number():
            yield _plain(question, AttributeType.NUMBER, told)
        case Single(choices):
            if not question.expected:
                yield _chosen(question, choices, told)
        case Multiple(choices):
            yield from (_of_choice(question, choice, AttributeType.CATEGORY) for choice in choices)
        case Ranking(choices):
            yield from (_of_choice(question, choice, AttributeType.NUMBER) for choice in choices)
        case _:
            return


def _of_choice(question: Question, choice: Choice, kind: AttributeType) -> Measured:
    asked = f"{question.text} - {choice.label}" + (" (place)" if kind is AttributeType.NUMBER else "")
    column = option_column(question.name, choice.code)
    return Measured(column, Attribute(type=kind, question=asked), Role.DESCRIPTOR)


def _plain(question: Question, kind: AttributeType, told: Told) -> Measured:
    name = question.attribute or question.name
    attribute = Attribute(
        type=kind,
        question=str(question.text),
        column=question.name if question.name != name else None,
        construct=told.constructs.get(name),
    )
    may_build = kind is not AttributeType.CATEGORY
    return Measured(name, attribute, told.roles.get(name, Role.DESCRIPTOR) if may_build else Role.DESCRIPTOR)


def _chosen(question: Question, choices: Sequence[Choice], told: Told) -> Measured:
    """Return a single choice; on a scale where its codes count up and what it measures has two ends."""
    plain = _plain(question, AttributeType.CATEGORY, told)
    codes = [choice.code for choice in choices if not choice.declined]
    counting = len(codes) >= FEWEST_STEPS and all(code.isascii() and code.isdigit() for code in codes)
    if not counting or not _has_ends(told.constructs.get(plain.name)):
        return plain
    ends = (float(min(map(int, codes))), float(max(map(int, codes))))
    attribute = plain.attribute.model_copy(update={"type": AttributeType.LIKERT, "scale": ends})
    return replace(plain, attribute=attribute, role=told.roles.get(plain.name, Role.DESCRIPTOR))


def _has_ends(construct: str | None) -> bool:
    """Say whether there is more and less of a construct, as of income and not of occupation.

    A choice among reasons is no scale, whatever a rating of the same matter would be.
    """
    from psychograph.knowledge.constructs import constructs as known

    found = known().get((construct or "").removeprefix("-"))
    return found is not None and bool(found.high) and found.family != INSIGHT


def _unique(measured: Iterable[Measured]) -> Iterator[Measured]:
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
