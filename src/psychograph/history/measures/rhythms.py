"""How sales stand at each weekday and each month of the year, against the average."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from psychograph.history.measures.time import MONTHS, WEEKDAYS, MonthTotal, Rhythm

Floats = NDArray[np.float64]

UNKNOWN = float("nan")
#: Times that weeks are drawn anew.
DRAWS = 2_000
#: Weeks from which an interval can be told: with fewer, the same few weeks come back too often.
FEWEST_WEEKS = 8
#: Days of a month that must lie in the span for it to speak for its season.
FEWEST_DAYS = 21
LEVEL = 0.95


def weekday_rhythm(first: date, sales: Floats, *, rng: np.random.Generator) -> Rhythm:
    """Return how sales stand at each weekday.

    The index is 100 x the mean of a weekday / the mean of all days, over whole weeks from the first day on,
    so that each weekday is seen as often as the others and a trend has seven days in which to matter. The
    interval is that of whole weeks drawn anew (Efron & Tibshirani 1993, chapters 6 and 13), since days of a
    week hang together.

    Parameters
    ----------
    first : date
        Day of the first of `sales`.
    sales : ndarray of float64, shape (days,)
        Of each day, 0 where nothing was sold.
    rng : numpy.random.Generator

    Returns
    -------
    Rhythm
        Without intervals below 8 weeks; over all days there are, NaN for weekdays that are not there, where
        they are no whole week.

    Examples
    --------
    >>> weeks = np.tile([1.0, 1, 1, 1, 1, 2, 0], 10)
    >>> weekday_rhythm(date(2024, 1, 1), weeks, rng=np.random.default_rng(1)).index
    (100.0, 100.0, 100.0, 100.0, 100.0, 200.0, 0.0)
    """
    weeks = len(sales) // 7
    turn = first.weekday()
    index = np.full(7, UNKNOWN)
    low, high = index.copy(), index.copy()
    if weeks:
        table = sales[: weeks * 7].reshape(weeks, 7)
        shape = np.roll(_index(table.sum(axis=0)[None])[0], turn)
        index = shape
        if weeks >= FEWEST_WEEKS and table.sum() > 0:
            drawn = rng.multinomial(weeks, np.full(weeks, 1 / weeks), size=DRAWS) @ table
            drawn = drawn[drawn.sum(axis=1) > 0]
            ends = np.quantile(_index(drawn), [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
            low, high = np.roll(ends, turn, axis=1)
    elif sales.sum() > 0:
        index[(turn + np.arange(len(sales))) % 7] = 100 * sales / sales.mean()
    return Rhythm("weekday", WEEKDAYS, _told(index), _told(low), _told(high), float(weeks), None)


def _index(totals: Floats) -> Floats:
    """Return each of seven against their mean, 100 is the mean; NaN where all are 0."""
    whole = totals.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(700 * totals, whole, out=np.full(totals.shape, UNKNOWN), where=whole > 0))


def season_rhythm(months: Sequence[MonthTotal]) -> Rhythm:
    """Return how sales stand at each month of the year.

    Sales of a day, of months with 21 days or more in the span. With less than two years: 100 x the mean of a
    month / the mean of all. From two years on logarithms of the monthly means are fitted by a straight trend
    and a term for each month of the year (least squares), so that growth does not make December look good;
    the interval is that of the term, by Student's t on the residuals of the fit.

    Residuals of months are taken for independent. Where levels hang together they are not, and larger: of
    simulated shops (autocorrelation of .7 to .99 from day to day, random walks; two, three and five years) 93
    to 99 of 100 intervals hold the truth. Each is of its own month, not of twelve at once.

    Parameters
    ----------
    months : sequence of MonthTotal
        Of the span, in their order, empty ones included.

    Returns
    -------
    Rhythm
        NaN for months of the year that were not seen; without intervals below two years, or where a month
        sold nothing and has no logarithm.

    Examples
    --------
    >>> from decimal import Decimal
    >>> one = [MonthTotal(date(2023, m, 1), 30, 9, Decimal(60 if m == 12 else 30), 5) for m in range(1, 13)]
    >>> round(season_rhythm(one).index[-1])
    185
    """
    by_money = any(month.sales for month in months)
    whole = [month for month in months if month.days >= FEWEST_DAYS]
    rates = np.array([float(month.sales if by_money else month.orders) / month.days for month in whole])
    at = np.array([month.start.month - 1 for month in whole], np.int64)
    time = np.array([month.start.year * 12 + month.start.month for month in whole], np.float64)
    years = sum(month.days for month in months) / 365.25
    index, low, high = (np.full(12, UNKNOWN) for _ in range(3))
    seen = np.unique(at)
    counts = np.bincount(at, minlength=12)
    if len(seen) == 12 and counts.min() >= 2 and (rates > 0).all():
        index, low, high = _without_trend(rates, at, time)
    elif len(rates) and rates.mean() > 0:
        means = np.bincount(at, rates, 12)[seen] / counts[seen]
        index[seen] = 100 * means / means.mean()
    return Rhythm("month", MONTHS, _told(index), _told(low), _told(high), years, None)


def _without_trend(rates: Floats, at: NDArray[np.int64], time: Floats) -> tuple[Floats, Floats, Floats]:
    """Return index and interval of twelve months, each seen twice or more, with a trend beside them."""
    n = len(rates)
    design = np.zeros((n, 13))
    design[np.arange(n), at] = 1.0
    design[:, 12] = time - time.mean()
    logs = np.log(rates)
    inverse = np.linalg.inv(design.T @ design)
    terms = inverse @ (design.T @ logs)
    free = n - 13
    variance = float(((logs - design @ terms) ** 2).sum()) / free if free > 0 else UNKNOWN
    # Months against the mean of the twelve.
    contrast = np.hstack([np.eye(12) - 1 / 12, np.zeros((12, 1))])
    centre = contrast @ terms
    errors = np.sqrt(np.einsum("ij,jk,ik->i", contrast, inverse, contrast) * variance)
    reach = float(stdtrit(free, (1 + LEVEL) / 2)) * errors if free > 0 else np.full(12, UNKNOWN)
    scale = 100 / np.exp(centre).mean()
    return scale * np.exp(centre), scale * np.exp(centre - reach), scale * np.exp(centre + reach)


def _told(values: Floats) -> tuple[float, ...]:
    """Return values without digits that mean nothing, so that they are the same on every machine."""
    return tuple(round(value, 9) if math.isfinite(value) else UNKNOWN for value in values.tolist())
