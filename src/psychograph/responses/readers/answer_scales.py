"""Which labelled codes are an answer scale: what SPSS and Triple-S leave to the reader."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from psychograph.codebook.anchors import codes_of
from psychograph.codebook.codebook import Code, Scale


def numbers_of(codes: Sequence[Code]) -> list[float]:
    """Return codes as numbers; empty where one of them is no number."""
    try:
        return [float(code.value) for code in codes]
    except ValueError:
        return []


def bounds_of(codes: Sequence[Code]) -> Scale | None:
    """Return the lowest and highest of several numeric codes."""
    numbers = numbers_of(codes)
    return Scale(min(numbers), max(numbers)) if len(set(numbers)) > 1 else None


def consecutive(codes: Sequence[Code]) -> bool:
    """Say whether three codes or more follow one another without a gap.

    Examples
    --------
    >>> consecutive([Code("1", "low"), Code("2", "mid"), Code("3", "high")])
    True
    >>> consecutive([Code("1", "Berlin"), Code("7", "Hamburg"), Code("9", "Bremen")])
    False
    """
    numbers = sorted(set(numbers_of(codes)))
    return len(numbers) > 2 and all(high - low == 1 for low, high in pairwise(numbers))


def anchored(codes: Sequence[Code]) -> bool:
    """Say whether labels are words of a known answer scale, in the order of their codes or against it.

    Examples
    --------
    >>> anchored([Code("1", "Agree"), Code("2", "Neutral"), Code("3", "Disagree")])
    True
    >>> anchored([Code("1", "Agree"), Code("2", "Disagree"), Code("3", "Neutral")])
    False
    """
    return _order(tuple(codes)) is not None


def runs_down(codes: Sequence[Code]) -> bool:
    """Say whether the lowest code is the strongest answer of a known scale.

    Examples
    --------
    >>> runs_down([Code("1", "Agree"), Code("2", "Neutral"), Code("3", "Disagree")])
    True
    """
    return _order(tuple(codes)) == "down"


@lru_cache(maxsize=2_000)
def _order(codes: tuple[Code, ...]) -> str | None:
    """Return which way the labels of a known scale run with their codes; None for other labels."""
    if not numbers_of(codes) or len(codes) < 3:
        return None
    place = {code.label: int(code.value) for code in codes_of(code.label for code in codes)}
    ordered = [place.get(code.label.strip()) for code in sorted(codes, key=lambda code: float(code.value))]
    known = [number for number in ordered if number is not None]
    if len(known) < len(codes):
        return None
    return "up" if known == sorted(known) else "down" if known == sorted(known, reverse=True) else None


def looks_like_ends(low: float, high: float) -> bool:
    """Say whether two bounds are the ends of an answer scale rather than of a count: 1-4 to 1-11, 0-10."""
    return (low == 1 and high in range(4, 12)) or (low, high) == (0, 10)
