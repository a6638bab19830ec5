"""Answer scales, guessed from all columns that look alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from psychograph.codebook.columns import Column
from psychograph.codebook.headers import Kind

Bounds = tuple[float, float]

# Scales that questionnaires use, from the shortest: 3, 5, 7, 10 and 11 points.
FROM_ONE: tuple[Bounds, ...] = ((1, 3), (1, 5), (1, 7), (1, 10), (1, 11))
FROM_ZERO: tuple[Bounds, ...] = ((0, 4), (0, 6), (0, 10))
USUAL: Bounds = (1, 5)
FEW = 3  # so many columns alike show their scale; one or two may just not have met its ends


def scales_of(looks: Sequence[Column], batteries: Mapping[str, str] | None = None) -> Mapping[str, Bounds]:
    """Guess the bounds of every column that looks like answers on a scale.

    One column rarely shows its whole scale (few people choose the end points), so
    columns of one family (``ope_1``, ``ope_2``) share bounds, and a column by
    itself is given the most common bounds of the file where its answers fit.

    Parameters
    ----------
    looks : sequence of Column
        All columns that may become attributes.
    batteries : mapping of str to str
        The question that columns share, by header; such columns are a family whatever they are called.

    Returns
    -------
    mapping of str to (float, float)
        Lowest and highest answer, by header. Columns left out are plain numbers.
    """
    families: dict[str, list[Column]] = defaultdict(list)
    for look in looks:
        if look.kind is Kind.SCALE and look.whole:
            battery = batteries.get(look.header) if batteries else None
            families[f"\0{battery}" if battery else _family(look.header)].append(look)
    fitted = {family: _fit(columns) for family, columns in families.items()}
    votes = Counter({USUAL: 0})
    for family, bounds in fitted.items():
        if bounds is not None:
            votes[bounds] += len(families[family])
    common = max(votes, key=lambda bounds: (votes[bounds], bounds[1]))
    if common[0] == USUAL[0] and common[1] < USUAL[1] and votes[common] < FEW:
        common = USUAL  # a bound that is too wide does less harm than one that is too narrow
    scales: dict[str, Bounds] = {}
    for family, bounds in fitted.items():
        if bounds is None:
            continue
        lone = len(families[family]) < FEW and common[0] <= bounds[0] and bounds[1] < common[1]
        scales.update((look.header, common if lone else bounds) for look in families[family])
    averages = (look for look in looks if look.kind is Kind.SCALE and not look.whole)
    scales.update(
        (look.header, common) for look in averages if common[0] <= look.low <= look.high <= common[1]
    )
    return {look.header: scales[look.header] for look in looks if look.header in scales}


def _family(header: str) -> str:
    """Return what a header shares with its like: ``ope_1`` and ``ope_2`` are ``ope``."""
    return re.sub(r"[\W_]*\d+[\W_]*$", "", header).casefold()


def _fit(columns: Sequence[Column]) -> Bounds | None:
    low, high = min(column.low for column in columns), max(column.high for column in columns)
    choices = FROM_ZERO if low < 1 else FROM_ONE
    return next((bounds for bounds in choices if high <= bounds[1]), None)
