"""References of a questionnaire file to instruments, written out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.pack import Pack, PackItem, PackScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.file.schema import InstrumentEntry
from psychograph.questionnaire.model import Battery, Choice, Item, Question
from psychograph.questionnaire.structure.breach import Breach, RefusedError
from psychograph.quoting import did_you_mean, listed, shortened

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue

LONGEST_NAME = 40


def instrument_question(
    entry: InstrumentEntry, language: str, catalogue: Catalogue, taken: dict[str, str]
) -> Question:
    """Return the battery of an instrument, or of some of its scales.

    Parameters
    ----------
    entry : InstrumentEntry
        What the file says.
    language : str
        Language of the file.
    catalogue : Catalogue
        Instruments that it may refer to.
    taken : dict of str to str
        Names in small letters that no attribute may have by default, each with the scale that has it, if
        one has; those given here are added.

    Raises
    ------
    RefusedError
        Where there is no such instrument or scale, where an item would belong to two of the scales,
        or where its texts are in another language only.
    """
    pack = _pack(entry, catalogue)
    scales = _scales(entry, pack)
    _check_attributes(entry, scales)
    belongs = _belonging(pack, scales)
    attributes = {
        scale.id: entry.attributes.get(scale.id) or _attribute(scale, pack, taken) for scale in scales
    }
    items = tuple(
        Item(
            name=item.id,
            text=_into(item.text, pack, language),
            reversed=item.reversed,
            attribute=attributes[belongs[item.id].id],
            source=f"{pack.id}/{belongs[item.id].id}",
        )
        for item in asked_items(pack, belongs, entry.part)
    )
    answer_scale = scale_into(pack.answer_scale, pack.language, language)
    if answer_scale is None:
        raise RefusedError(_foreign(pack, language))
    declined = tuple(Choice(one.code, one.label, declined=one.declined) for one in entry.declined)
    return Question(
        name=entry.name or battery_name(entry.instrument, entry.part),
        text=entry.ask or _into(pack.stem, pack, language),
        answer=Battery(answer_scale, items, declined, entry.shuffle),
        help=entry.help,
        required=entry.required,
        shown_if=entry.show_if,
    )


def _pack(entry: InstrumentEntry, catalogue: Catalogue) -> Pack:
    name = entry.instrument.partition("/")[0].strip()
    try:
        return catalogue.pack(name)
    except InstrumentError as reason:
        problem = reason.problems[0]
        raise RefusedError(
            Breach(("instrument",), "", problem.found, problem.expected, problem.mend)
        ) from None


def _scales(entry: InstrumentEntry, pack: Pack) -> tuple[PackScale, ...]:
    """Return the scales that are asked for; of a whole pack those that are not parts of others."""
    _, slash, one = (part.strip() for part in entry.instrument.partition("/"))
    if slash and entry.scales:
        mend = f"write instrument: {pack.id}, and all scales under `scales`"
        raise RefusedError(
            Breach(("scales",), "", "scales beside a scale", "either pack/scale, or `scales`", mend)
        )
    wanted = (
        [(("instrument",), one)]
        if slash
        else [(("scales", at), name) for at, name in enumerate(entry.scales)]
    )
    if not wanted:
        return top_scales(pack)
    known = {scale.id: scale for scale in pack.scales}
    breaches = [
        Breach(
            place,
            "",
            f"the scale '{shortened(name)}', which {pack.id} does not have",
            f"one of {listed(known, most=40)}",
            did_you_mean(name, known) or f"`psychograph instruments show {pack.id}` lists its scales",
        )
        for place, name in wanted
        if name not in known
    ]
    if breaches:
        raise RefusedError(*breaches)
    return tuple(known[name] for _, name in wanted)


def top_scales(pack: Pack) -> tuple[PackScale, ...]:
    """Return the scales that a whole pack is asked for: domains rather than their facets, each item once."""
    parts = {part for scale in pack.scales for part in scale.parts}
    found: list[PackScale] = []
    asked: set[str] = set()
    for scale in pack.scales:
        items = {item.id for item in pack.items_of(scale.id)}
        # A variant of a domain, without one of its facets, would count the same items twice.
        if scale.id not in parts and not items <= asked:
            found.append(scale)
            asked |= items
    return tuple(found)


def _belonging(pack: Pack, scales: Iterable[PackScale]) -> dict[str, PackScale]:
    """Return the scale of each item that is asked."""
    found: dict[str, PackScale] = {}
    for scale in scales:
        for item in pack.items_of(scale.id):
            if item.id in found and found[item.id] is not scale:
                other = found[item.id].id
                raise RefusedError(
                    Breach(
                        ("scales",),
                        "",
                        f"{other} and {scale.id}, which share the item {item.id}",
                        "scales without items in common, so that each item counts once",
                        f"take out {other} or {scale.id}",
                    )
                )
            found[item.id] = scale
    return found


def _check_attributes(entry: InstrumentEntry, scales: Iterable[PackScale]) -> None:
    asked = [scale.id for scale in scales]
    breaches = [
        Breach(
            ("attributes", name),
            "",
            f"an attribute for the scale '{shortened(name)}', which is not asked here",
            f"one of {listed(asked, most=40)}",
            did_you_mean(name, asked) or "take it out",
        )
        for name in entry.attributes
        if name not in asked
    ]
    if breaches:
        raise RefusedError(*breaches)


def _attribute(scale: PackScale, pack: Pack, taken: dict[str, str]) -> str:
    """Return a name for the attribute that a scale measures, which no other has, and take it."""
    owner = f"{pack.id}/{scale.id}"
    for name in _names(scale, pack):
        if taken.setdefault(name.casefold(), owner) == owner:
            return name
    raise AssertionError("there is always a further number")


def _names(scale: PackScale, pack: Pack) -> Iterator[str]:
    plain = identifier(scale.name)
    yield plain
    yield identifier(f"{plain}_{pack.id}")
    yield from (f"{plain[: LONGEST_NAME - 8]}_{number}" for number in range(2, 1_000_000))


def identifier(text: str) -> str:
    """Return a name of letters, digits and underscores, a letter first.

    Examples
    --------
    >>> identifier("Intellect/Imagination"), identifier("Café society"), identifier("16 types")
    ('Intellect_Imagination', 'Cafe_society', 'Q16_types')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")
    return (name if name[:1].isalpha() else f"Q{name}")[:LONGEST_NAME].rstrip("_")


def asked_items(pack: Pack, belonging: Collection[str], part: tuple[int, int] | None) -> tuple[PackItem, ...]:
    """Return the items of a pack that belong to what is asked, from a position to another, counted from 1.

    Raises
    ------
    RefusedError
        Where there are no such positions.
    """
    items = tuple(item for item in pack.items if item.id in belonging)
    first, last = part or (1, len(items))
    if not 1 <= first <= last <= len(items):
        raise RefusedError(
            Breach(
                ("part",),
                "",
                f"items {first} to {last} of {len(items)}",
                f"positions from 1 to {len(items)}, the lower one first",
                f"write part: [1, {len(items)}], or leave it out",
            )
        )
    return items[first - 1 : last]


def battery_name(reference: str, part: tuple[int, int] | None = None) -> str:
    """Return the name of the battery of an instrument; single items often have the name of the pack.

    Examples
    --------
    >>> battery_name("mini_ipip_20/extraversion"), battery_name("mini_ipip_20", (11, 20))
    ('mini_ipip_20_extraversion_battery', 'mini_ipip_20_battery_11_20')
    """
    end = "_battery" + (f"_{part[0]}_{part[1]}" if part else "")
    return identifier(reference)[: LONGEST_NAME - len(end)] + end


def translated_into(text: Translated, own: str, language: str) -> Translated | None:
    """Return a text with another language as its own; None where it is not translated into that.

    Examples
    --------
    >>> yes = Translated.of("Yes", {"de": "Ja"})
    >>> translated_into(yes, "en", "de"), translated_into(yes, "en", "fr")
    (Translated(text='Ja', others=(('en', 'Yes'),)), None)
    """
    if own == language or not text:
        return text
    if not text.has(language):
        return None
    others = {tag: said for tag, said in text.others if tag != language}
    return Translated.of(text.read(language), {**others, own: text.text})


def scale_into(scale: AnswerScale, own: str, language: str) -> AnswerScale | None:
    """Return an answer scale in another language; None where a label is not translated."""
    labels = [(code, translated_into(label, own, language)) for code, label in scale.labels]
    told = tuple((code, label) for code, label in labels if label is not None)
    return replace(scale, labels=told) if len(told) == len(labels) else None


def _into(text: Translated, pack: Pack, language: str) -> Translated:
    found = translated_into(text, pack.language, language)
    if found is None:
        raise RefusedError(_foreign(pack, language))
    return found


def _foreign(pack: Pack, language: str) -> Breach:
    return Breach(
        ("instrument",),
        "",
        f"{pack.id}, which is in '{pack.language}' only, in a questionnaire in '{language}'",
        "an instrument in the language of the questionnaire",
        "add a pack of your own with the published translation, or ask in the language of the pack",
    )
