"""Names of groups of customers in plain words, from what is high and what is low in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

APART = 0.5  # standard deviations of all customers: Cohen's medium effect, which people notice

# Of each measure: words for low and for high, and for lower and higher than another group of that name.
WORDS = {
    "Recency": ("recent", "long gone", "more recent", "longer gone"),
    "Orders": ("rare", "frequent", "rarer", "more frequent"),
    "OrderValue": ("small orders", "large orders", "smaller orders", "larger orders"),
}
ONCE = "bought once"


def group_names(
    measures: Sequence[str], centres: NDArray[np.float64], once: Sequence[bool]
) -> tuple[str, ...]:
    """Name groups by the measures in which they stand half a standard deviation from all customers.

    Groups that would have one name are told apart by the measure in which they differ most.

    Parameters
    ----------
    measures : sequence of str, length d
        ``"Recency"``, ``"Orders"``, ``"OrderValue"``.
    centres : ndarray of float64, shape (k, d)
        Means of the groups, in standard deviations from all customers.
    once : sequence of bool, length k
        Groups in which everybody bought once.

    Returns
    -------
    tuple of str
        One a group, no two alike.

    Examples
    --------
    >>> group_names(["Recency", "Orders"], np.array([[-1.0, 1.2], [0.9, -0.8], [0.1, 0.0]]), [False] * 3)
    ('recent and frequent', 'long gone and rare', 'in the middle')
    >>> group_names(["Recency", "Orders"], np.array([[1.5, -1.0], [0.6, -1.0]]), [False, True])
    ('long gone and rare', 'long gone and bought once')
    >>> group_names(["Recency", "Orders"], np.array([[-1.0, 2.5], [-0.9, 0.7]]), [False, False])
    ('recent and frequent, more frequent', 'recent and frequent, rarer')
    """
    names = [_name(measures, centre, single) for centre, single in zip(centres, once, strict=True)]
    for name in sorted(set(names)):
        alike = [at for at, other in enumerate(names) if other == name]
        if len(alike) > 1:
            for at, told in zip(alike, _told_apart(measures, centres[alike]), strict=True):
                names[at] = f"{name}, {told}"
    return tuple(names)


def _name(measures: Sequence[str], centre: NDArray[np.float64], once: bool) -> str:
    words = []
    for measure, height in zip(measures, centre, strict=True):
        if measure == "Orders" and once:
            words.append(ONCE)
        elif abs(height) >= APART:
            words.append(WORDS[measure][int(height > 0)])
    if not words:
        return "in the middle"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _told_apart(measures: Sequence[str], centres: NDArray[np.float64]) -> list[str]:
    """Return a word for each of some groups: two by lower and higher, more by their rank."""
    widest = int(np.ptp(centres, axis=0).argmax())
    ranks = centres[:, widest].argsort(kind="stable").argsort(kind="stable")
    lower, higher = WORDS[measures[widest]][2:]
    if len(ranks) == 2:
        return [higher if rank else lower for rank in ranks]
    ends = {0: lower, len(ranks) - 1: higher}
    return [ends.get(int(rank), f"between ({rank})") for rank in ranks]
