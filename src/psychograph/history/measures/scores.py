"""Recency, frequency and value, from where they are cut and how many have which scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import numpy as np

from psychograph.history.measures.customers import Quintiles, Rfm
from psychograph.history.measures.money import money
from psychograph.history.tables.quintiles import FIFTHS, Cuts


def rfm(
    recency: Cuts,
    frequency: Cuts,
    value: Cuts,
    crossed: Iterable[tuple[int, int, int, int, int]],
    *,
    until: int,
) -> Rfm:
    """Return recency, frequency and value of everybody who bought.

    Parameters
    ----------
    recency : Cuts
        Of the day of the last order, in days since 1970-01-01: the later, the higher.
    frequency : Cuts
        Of orders.
    value : Cuts
        Of ten-thousandths of the currency.
    crossed : iterable of (int, int, int, int, int)
        Scores of recency, frequency and value, how many customers have them, and their value.
    until : int
        The day from which recency counts back.
    """
    customers = np.zeros((FIFTHS, FIFTHS, FIFTHS), np.int64)
    values = np.zeros((FIFTHS, FIFTHS, FIFTHS))
    for first, second, third, many, worth in crossed:
        at = (first - 1, second - 1, third - 1)
        customers[at], values[at] = many, float(money(worth))
    return Rfm(
        quintiles("recency", recency, lambda day: Decimal(until - day)),
        quintiles("frequency", frequency, Decimal),
        quintiles("value", value, money),
        customers,
        values,
    )


def quintiles(name: str, cuts: Cuts, unit: Callable[[int], Decimal]) -> Quintiles:
    """Return fifths in the unit that people read.

    Parameters
    ----------
    name : str
    cuts : Cuts
    unit : callable
        Takes a number of the column, and returns it in that unit; smaller for larger ones where the column
        runs the other way.

    Examples
    --------
    >>> cuts = Cuts((1, 2, 2, 4), (0, 6, 0, 2, 2), 1, (1, 2), 9)
    >>> quintiles("frequency", cuts, Decimal).median
    Decimal('1.5')
    """
    ends = sorted((unit(cuts.lowest), unit(cuts.highest)))
    low, high = (unit(number) for number in cuts.median)
    return Quintiles(
        name, tuple(unit(start) for start in cuts.starts), cuts.sizes, ends[0], (low + high) / 2, ends[1]
    )
