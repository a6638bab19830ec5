"""Which of the languages that there are fits what somebody wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

MOST = 1_000  # characters of a header that are read


def fitting(known: Sequence[str], wanted: Sequence[str]) -> str:
    """Return the language that fits best.

    Parameters
    ----------
    known : sequence of str
        Tags that there are; the first is taken where nothing fits.
    wanted : sequence of str
        Tags, or lists of tags with weights as in the header Accept-Language (RFC 9110, 12.5.4); the first
        that fits counts. Empty ones, and what cannot be read, are passed over.

    Examples
    --------
    >>> fitting(("en", "de", "pt-BR"), ("", "fr;q=0.9, de-AT;q=0.8, en;q=0.1"))
    'de'
    >>> fitting(("en", "de"), ("fi",))
    'en'
    """
    spoken = {_tag(tag): tag for tag in reversed(known)}
    mains = {_tag(tag).split("-")[0]: tag for tag in reversed(known)}
    for text in wanted:
        for tag in _by_weight(text):
            found = spoken.get(tag) or mains.get(tag.split("-")[0])
            if found is not None:
                return found
    return known[0]


def _by_weight(text: str) -> Iterator[str]:
    weighed = []
    for at, part in enumerate(text[:MOST].split(",")):
        tag, _, told = part.partition(";")
        weight = _weight(told)
        if tag.strip() and weight > 0:
            weighed.append((-weight, at, _tag(tag)))
    yield from (tag for _, _, tag in sorted(weighed))


def _weight(told: str) -> float:
    name, _, value = told.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _tag(tag: str) -> str:
    return tag.strip().replace("_", "-").lower()
