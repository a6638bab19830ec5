"""What differs between two texts, answers or keys of one question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Item,
    Multiple,
    Number,
    Postcode,
    Question,
    Ranking,
    Rating,
    Single,
    choices_of,
)
from psychograph.quoting import listed, shortened

NOTHING = "nothing"


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was.

    Parameters
    ----------
    where : str
        Name of the page, question or statement, as it was called before; `WHOLE` for the whole.
    aspect : Aspect
        Which part of it.
    before, after : str
        What was and what is there, for people.
    part_of : str
        Of a statement, the battery that it stood in; empty for all else.
    """

    where: str
    aspect: Aspect
    before: str
    after: str
    part_of: str = ""

    def __str__(self) -> str:
        return f"{self.where}, {self.aspect}: {self.before} -> {self.after}"


def compared_texts(
    where: str, before: Translated, after: Translated, aspect: Aspect = Aspect.TEXT, part_of: str = ""
) -> Iterator[Difference]:
    """Tell where a text or its translations changed."""
    if before.text != after.text:
        yield Difference(where, aspect, short(before), short(after), part_of)
    if _others(before) != _others(after):
        yield Difference(where, Aspect.TRANSLATION, _translations(before), _translations(after), part_of)


def compared_keys(
    where: str, before: Item | Question, after: Item | Question, part_of: str = ""
) -> Iterator[Difference]:
    """Tell where it changed what a statement or question measures."""
    was, now = _key(before), _key(after)
    if was != now:
        yield Difference(where, Aspect.KEY, listed(was) or NOTHING, listed(now) or NOTHING, part_of)


def compared_answers(where: str, before: Answer, after: Answer) -> Iterator[Difference]:
    """Tell where answers changed: codes, labels, kinds of choices, orders of chance, limits, units.

    Of answers of two kinds, what both could have is compared.
    """
    yield from _compared_options(where, options_of(before), options_of(after))
    if _shuffled(before) != _shuffled(after):
        yield Difference(where, Aspect.ORDER, _chance(_shuffled(before)), _chance(_shuffled(after)))
    was, now = _limits(before), _limits(after)
    if was != now:
        yield Difference(where, Aspect.LIMITS, listed(was) or NOTHING, listed(now) or NOTHING)
    if isinstance(before, Number) and isinstance(after, Number):
        if before.whole != after.whole:
            yield Difference(where, Aspect.LIMITS, _whole(before), _whole(after))
        yield from compared_texts(where, before.unit, after.unit)
    elif isinstance(before, Number) and before.unit:
        yield from compared_texts(where, before.unit, NO_TEXT)
    if isinstance(before, Consent):
        yield from _compared_consents(where, before, after)


def kind_of(answer: Answer) -> str:
    """Return the kind of an answer, for people."""
    match answer:
        case FreeText(long):
            return "long text" if long else "text"
        case _:
            return type(answer).__name__.lower()


def options_of(answer: Answer) -> tuple[Choice, ...]:
    """Return what can be chosen: the steps of a scale with what respondents see, and choices."""
    if isinstance(answer, (Rating, Battery)):
        scale = answer.scale
        steps = ((value, scale.label(value)) for value in scale.values)
        return (
            *(Choice(str(value), label if label else Translated(str(value))) for value, label in steps),
            *answer.declined,
        )
    return choices_of(answer)


def short(text: Translated) -> str:
    """Return a text for a message."""
    return shortened(text.text) or NOTHING


def yes(told: bool) -> str:
    """Return "yes" or "no"."""
    return "yes" if told else "no"


def _compared_options(
    where: str, before: tuple[Choice, ...], after: tuple[Choice, ...]
) -> Iterator[Difference]:
    old, new = [one.code for one in before], [one.code for one in after]
    if not old:
        return  # what a question of another kind has instead is told with the kind
    if old == new or len(old) != len(new) or set(old) != set(new):
        if old != new:
            yield Difference(where, Aspect.CODES, listed(old), listed(new) or NOTHING)
    else:
        yield Difference(where, Aspect.ORDER, listed(old), listed(new))
    pairs = _paired(before, after)
    for was, now in pairs:
        if was.label.text != now.label.text:
            yield Difference(where, Aspect.TEXT, short(was.label), short(now.label))
            break
    for was, now in pairs:
        if _others(was.label) != _others(now.label):
            yield Difference(where, Aspect.TRANSLATION, _translations(was.label), _translations(now.label))
            break
    for was, now in pairs:
        if _flags(was) != _flags(now):
            told = [f"{was.code} {listed(_flags(one)) or 'a plain choice'}" for one in (was, now)]
            yield Difference(where, Aspect.CHOICE, *told)
            break


def _paired(before: tuple[Choice, ...], after: tuple[Choice, ...]) -> list[tuple[Choice, Choice]]:
    """Pair choices by their codes; where codes are new and as many, by their places."""
    by_code = {one.code: one for one in after}
    if len(before) == len(after) and not {one.code for one in before} <= set(by_code):
        return list(zip(before, after, strict=True))
    return [(one, by_code[one.code]) for one in before if one.code in by_code]


def _compared_consents(where: str, before: Consent, after: Answer) -> Iterator[Difference]:
    if isinstance(after, Consent):
        yield from compared_texts(where, before.label, after.label)
    elif before.label.text not in {one.label.text for one in choices_of(after)}:
        yield Difference(where, Aspect.TEXT, short(before.label), NOTHING)
    version = after.version if isinstance(after, Consent) else ""
    if before.version != version:
        yield Difference(where, Aspect.KEY, f"version {before.version}", version or NOTHING)


def _key(one: Item | Question) -> list[str]:
    return [
        *(["reversed"] if one.reversed else []),
        *([f"of {one.attribute}"] if one.attribute else []),
        *([f"expects {one.expected}"] if one.expected else []),
        *([f"from {one.source}"] if one.source else []),
    ]


def _limits(answer: Answer) -> list[str]:
    match answer:
        case Multiple(choices, _, least, most):
            return _bounds(least or None, None if most == len(choices) else most, " choices")
        case Ranking(choices, _, most):
            return _bounds(None, None if most == len(choices) else most, " choices")
        case Number(low, high):
            return _bounds(low, high)
        case FreeText(_, most):
            return _bounds(None, most, " characters")
        case Day(earliest, latest):
            return _bounds(earliest or None, latest or None)
        case Postcode(country):
            return [f"of {country}"] if country else []
        case _:
            return []


def _bounds(low: float | str | None, high: float | str | None, of: str = "") -> list[str]:
    ends = ((word, end) for word, end in (("at least", low), ("at most", high)) if end is not None)
    return [f"{word} {end if isinstance(end, str) else f'{end:.15g}'}{of}" for word, end in ends]


def _flags(choice: Choice) -> list[str]:
    return [flag for flag in ("exclusive", "specify", "declined") if getattr(choice, flag)]


def _shuffled(answer: Answer) -> bool:
    return isinstance(answer, (Battery, Single, Multiple, Ranking)) and answer.shuffled


def _chance(shuffled: bool) -> str:
    return "in an order of chance" if shuffled else "as written"


def _whole(number: Number) -> str:
    return "whole numbers" if number.whole else "numbers with decimals"


def _others(text: Translated) -> Mapping[str, str]:
    """Return translations that are not the text itself, which is read anyway where there is none."""
    return {tag: said for tag, said in text.others if said != text.text}


def _translations(text: Translated) -> str:
    return listed(f"{tag}: {said}" for tag, said in text.others) or NOTHING
