"""Small words: lists, shares, counts and figures, the same everywhere."""

from __future__ import annotations

import math
from collections.abc import Sequence

SMALL_BASE = 20
WIDE_SPAN = 10  # from here decimals of a quartile say nothing
SHARES = ((0.9, "nearly all"), (0.75, "most"), (0.6, "a majority"), (0.4, "about half"), (0.25, "some"))


def join_words(parts: Sequence[str], last: str = "and") -> str:
    """Return parts as a list in a sentence.

    Examples
    --------
    >>> join_words(["plan", "save", "wait"]), join_words(["plan", "save"])
    ('plan, save and wait', 'plan and save')
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def join_clauses(parts: Sequence[str]) -> str:
    """Return clauses as a list; a comma before the last, since clauses may hold an "and" themselves.

    Examples
    --------
    >>> join_clauses(["are warm and kind", "save", "wait"])
    'are warm and kind, save, and wait'
    """
    if len(parts) < 3:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def how_many(count: int, n: int, weighted: float | None = None) -> str:
    """Return a count in words: the count itself below twenty, a share above.

    Parameters
    ----------
    count, n : int
        Some of so many.
    weighted : float or None
        Their share by weight, 0 to 1, where people carry weights; it chooses the word.

    Examples
    --------
    >>> how_many(11, 12), how_many(95, 100), how_many(12, 12)
    ('11 of 12', 'nearly all (95 of 100)', 'all 12')
    >>> how_many(11, 12, 0.86), how_many(95, 100, 0.81)
    ('11 of 12 (weighted 86%)', 'most (95 of 100, weighted 81%)')
    """
    if count == n:
        return f"all {n}"
    if n < SMALL_BASE:
        return f"{count} of {n}" + ("" if weighted is None else f" (weighted {weighted:.0%})")
    share = count / n if weighted is None else weighted
    word = next((word for least, word in SHARES if share >= least), "few")
    return f"{word} ({count} of {n}" + ("" if weighted is None else f", weighted {weighted:.0%}") + ")"


def by_weight(share: str, *, weighted: bool) -> str:
    """Return a share in words, marked where people carry weights.

    Examples
    --------
    >>> by_weight("31%", weighted=True), by_weight("31%", weighted=False)
    ('weighted 31%', '31%')
    """
    return f"weighted {share}" if weighted else share


def figure(value: float) -> str:
    """Return a mean or a median with at most two decimals.

    Examples
    --------
    >>> figure(4.6667), figure(38.5), figure(27.0)
    ('4.67', '38.5', '27')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def capitalised(text: str) -> str:
    """Return the text with its first letter in capitals."""
    return text[:1].upper() + text[1:]


def spread(low: float, lower: float, median: float, upper: float, high: float) -> str:
    """Return minimum, quartiles and maximum in words; over a wide span without needless decimals.

    Examples
    --------
    >>> spread(27, 34.75, 38.55, 41.25, 60)
    'median 38.6, middle half 35 to 41, all 27 to 60'
    >>> spread(1, 2.25, 3.5, 4, 5)
    'median 3.5, middle half 2.25 to 4, all 1 to 5'
    """
    if high - low >= WIDE_SPAN:
        lower, upper = math.floor(lower + 0.5), math.floor(upper + 0.5)
        low, median, high = (math.floor(10 * value + 0.5) / 10 for value in (low, median, high))
    return (
        f"median {figure(median)}, middle half {figure(lower)} to {figure(upper)}, "
        f"all {figure(low)} to {figure(high)}"
    )
