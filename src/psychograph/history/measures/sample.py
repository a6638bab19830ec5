"""Customers that models see: everybody, or a sample drawn by what they did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Days of history from which a third can be held out to try the forecast.
SHORTEST = 180


def held_out_from(first: int, until: int) -> int | None:
    """Return the day from which purchases are held out: two thirds into the span; None where it is short.

    Examples
    --------
    >>> held_out_from(0, 300), held_out_from(0, 90)
    (200, None)
    """
    return first + (until - first) * 2 // 3 if until - first >= SHORTEST else None


@dataclass(frozen=True, eq=False)
class CustomerSample:
    """Behaviour of customers who bought at least once, one row each.

    Parameters
    ----------
    keys : tuple of str, length n
        Who they are, as in the data.
    orders, days : ndarray of int64, shape (n,)
        Orders, and days with one.
    first, last : ndarray of int64, shape (n,)
        Days of the first and last order, since 1970-01-01.
    sales, value : ndarray of float64, shape (n,)
        Sales, and what is left after returns, in the currency.
    until : int
        The day from which recency counts back.
    everybody : int
        How many customers they stand for; n where none was left out.
    cut : int or None
        A day two thirds into the span, `held_out_from`, from which the forecast is tried; None where nobody
        counted, or the span is too short.
    early_days, early_last : ndarray of int64, shape (n,), or None
        Days with an order before the cut, and the last of them; 0 and anything where there was none.
    """

    keys: tuple[str, ...]
    orders: NDArray[np.int64]
    days: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    sales: NDArray[np.float64]
    value: NDArray[np.float64]
    until: int
    everybody: int
    cut: int | None = None
    early_days: NDArray[np.int64] | None = None
    early_last: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.keys)
