"""Questions that are just as an instrument or the bank has them, as short references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from psychograph.instruments.pack import Pack
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.file.bank_references import BANK, standard_question
from psychograph.questionnaire.file.instrument_references import (
    battery_name,
    identifier,
    instrument_question,
    top_scales,
)
from psychograph.questionnaire.file.schema import InstrumentEntry, StandardEntry
from psychograph.questionnaire.file.yaml_text import Block, Code, Value
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    Multiple,
    Number,
    Postcode,
    Question,
    Ranking,
    Single,
)
from psychograph.questionnaire.structure.breach import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psychograph.instruments.catalogue import Catalogue


class Spoken(Protocol):
    """Writes what is said, in the language of a questionnaire and the others."""

    @property
    def language(self) -> str:
        """Language of the questionnaire."""

    def said(self, text: Translated) -> Value:
        """Return a text, or a text for each language."""

    def around(self, question: Question) -> Block:
        """Return what questions of all types may have."""

    def declined(self, choices: Sequence[Choice]) -> Block:
        """Return answers that are none, under their key."""

    def choices(self, choices: Sequence[Choice]) -> Value:
        """Return choices, without any that stand under `declined`."""


def reference_to(question: Question, spoken: Spoken, catalogue: Catalogue, taken: set[str]) -> Block | None:
    """Return a reference that reads back as the question; None where there is none.

    Parameters
    ----------
    question : Question
        Any question.
    spoken : Spoken
        Writes texts.
    catalogue : Catalogue
        Instruments that may be referred to.
    taken : set of str
        Names in small letters that have two owners, so that neither has them by default.
    """
    items = question.answer.items if isinstance(question.answer, Battery) else ()
    sources = {question.source, *(item.source for item in items)} - {""}
    if len(sources) == 1 and min(sources).startswith(BANK):
        return _standard(question, min(sources), spoken)
    if isinstance(question.answer, Battery):
        return _instrument(question, question.answer, spoken, catalogue, taken)
    return None


def _instrument(
    question: Question, answer: Battery, spoken: Spoken, catalogue: Catalogue, taken: set[str]
) -> Block | None:
    attributes = {item.source: item.attribute for item in answer.items}
    names = {source.partition("/")[0] for source in attributes}
    if len(names) != 1 or not names <= catalogue.packs.keys():
        return None
    pack = catalogue.pack(names.pop())
    for asked in _asked(pack, [source.partition("/")[2] for source in attributes]):
        part = _part(pack, asked.scales, answer)
        if part is None:
            continue
        block = _referring(asked, part, question, spoken, pack)
        own: Block = {}
        own.update(_own_names(pack, asked.scales, attributes, taken))
        if own:
            block["attributes"] = own
        block |= spoken.around(question)
        if answer.shuffled:
            block["shuffle"] = True
        block |= spoken.declined(answer.declined)
        if _instrument_reads(block, spoken.language, catalogue) == question:
            return block
    return None


@dataclass(frozen=True)
class _Asked:
    """How a pack is referred to: as a whole, by one scale, or with scales listed."""

    reference: str
    listed: tuple[str, ...]
    scales: tuple[str, ...]


def _asked(pack: Pack, scales: Sequence[str]) -> Iterator[_Asked]:
    """Yield the ways in which a pack can be referred to for items of some scales, the shortest first."""
    whole = tuple(scale.id for scale in top_scales(pack))
    if set(scales) <= set(whole):
        yield _Asked(pack.id, (), whole)
    if len(scales) == 1:
        yield _Asked(f"{pack.id}/{scales[0]}", (), tuple(scales))
    yield _Asked(pack.id, tuple(scales), tuple(scales))


def _part(pack: Pack, scales: Sequence[str], answer: Battery) -> tuple[int, int] | None:
    """Return from where to where the items of scales are those of a battery; None where they are not."""
    try:
        every = {item.id for scale in scales for item in pack.items_of(scale)}
    except KeyError:
        return None
    asked = [item.id for item in pack.items if item.id in every]
    names = [item.name for item in answer.items]
    first = asked.index(names[0]) if names[0] in asked else 0
    return (first + 1, first + len(names)) if asked[first : first + len(names)] == names else None


def _referring(asked: _Asked, part: tuple[int, int], question: Question, spoken: Spoken, pack: Pack) -> Block:
    block: Block = {"instrument": asked.reference}
    if asked.listed:
        block["scales"] = list(asked.listed)
    every = {item.id for scale in asked.scales for item in pack.items_of(scale)}
    given = part if part != (1, len(every)) else None
    if given:
        block["part"] = list(given)
    if question.name != battery_name(asked.reference, given):
        block["name"] = question.name
    if question.text != pack.stem:
        block["ask"] = spoken.said(question.text)
    return block


def _own_names(
    pack: Pack, scales: Sequence[str], attributes: Mapping[str, str], taken: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield the attributes of scales that have other names than those they have by default."""
    for name in scales:
        given = attributes.get(f"{pack.id}/{name}", "")
        if given and (given != identifier(pack.scale(name).name) or given.casefold() in taken):
            yield name, given


def _instrument_reads(block: Block, language: str, catalogue: Catalogue) -> Question | None:
    try:
        entry = InstrumentEntry.model_validate(_as_read(block), context={"language": language})
        return instrument_question(entry, language, catalogue, {})
    except (ValidationError, RefusedError):
        return None


def _standard(question: Question, source: str, spoken: Spoken) -> Block | None:
    """Return a reference to the bank, with what differs from the bank's question besides."""
    plain: Block = {"standard": source.removeprefix(BANK)}
    original = _standard_reads(plain, spoken.language, bare=True)
    if original is None:
        return None
    block = plain
    if question.name != original.name:
        block["name"] = question.name
    if question.text != original.text:
        block["ask"] = spoken.said(question.text)
    around = spoken.around(question)
    if question.help == original.help:
        around.pop("help", None)
    block |= around
    if question.attribute != original.attribute:
        block["attribute"] = question.attribute
    block |= _differing(question.answer, original.answer, spoken)
    return block if _standard_reads(block, spoken.language) == question else None


def _differing(answer: Answer, original: Answer, spoken: Spoken) -> Block:
    """Return the keys by which an answer differs from that of the bank, as far as they may differ."""
    if answer == original:
        return {}
    match answer:
        case Single() | Multiple() | Ranking():
            declined = [choice for choice in answer.choices if choice.declined]
            kept = [choice for choice in answer.choices if choice not in declined]
            return {"choices": spoken.choices(kept), "shuffle": answer.shuffled}
        case Battery():
            items: list[Value] = [
                {
                    "name": item.name,
                    "text": spoken.said(item.text),
                    **({"reversed": True} if item.reversed else {}),
                    **({"attribute": item.attribute} if item.attribute else {}),
                }
                for item in answer.items
            ]
            return {"items": items, "shuffle": answer.shuffled}
        case Number(low, high, _, unit):
            return {"limits": [low, high], **({"unit": spoken.said(unit)} if unit else {})}
        case Postcode(country):
            return {"country": country}
        case _:
            return {}


def _standard_reads(block: Block, language: str, *, bare: bool = False) -> Question | None:
    try:
        entry = StandardEntry.model_validate(_as_read(block), context={"language": language})
        return standard_question(entry, language, unfilled=bare)
    except (ValidationError, RefusedError):
        return None


def _as_read(value: Value) -> Any:
    """Return a value as the reader of YAML would: all but lists and blocks as text."""
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case Code(text):
            return text
        case int() | float() | str():
            return str(value)
        case Mapping():
            return {_as_read(key): _as_read(inner) for key, inner in value.items()}
        case _:
            return list(map(_as_read, value))
