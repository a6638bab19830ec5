"""Who buys: parts of the customers, quintiles, retention, concentration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Part:
    """Customers of one place or group.

    Parameters
    ----------
    name : str
        Such as ``"France"``; empty where nothing is said.
    customers : int
        Who bought at least once; of a customer table, also those who never did (`bought` says how many).
    bought, repeated : int
        Of them, who bought at least once and on at least two days.
    orders : int
    sales, value : Decimal
        Sales, and what is left after returns where the plan subtracts them.
    high_value, recent : int
        Of `bought`, who is in the highest quintile of value and of recency.
    all_orders : int or None
        For places of transactions: orders there whoever placed them, nameless ones included.
    all_sales : Decimal or None
        Their sales.
    by_value, by_recency, by_frequency : tuple of int, length 5
        Of `bought`, how many have each score 1 to 5 of `Rfm`: what tests of ranks are made from. Empty where
        nobody counted them; those tests are then not made.
    """

    name: str
    customers: int
    bought: int
    repeated: int
    orders: int
    sales: Decimal
    value: Decimal
    high_value: int
    recent: int
    all_orders: int | None = None
    all_sales: Decimal | None = None
    by_value: tuple[int, ...] = ()
    by_recency: tuple[int, ...] = ()
    by_frequency: tuple[int, ...] = ()


@dataclass(frozen=True)
class Partition:
    """Customers by places of one level, or by one demographic column.

    Parameters
    ----------
    name : str
        ``"country"``, ``"gender"``.
    kind : str
        ``"place"`` or ``"group"``.
    parts : tuple of Part
        By sales, the highest first; at most 1,000.
    rest : Part or None
        All others together, where there are more.
    several : int
        Customers with more than one place; each stands under that of most orders.
    """

    name: str
    kind: str
    parts: tuple[Part, ...]
    rest: Part | None
    several: int

    @property
    def every(self) -> tuple[Part, ...]:
        """All parts, those together as the rest last."""
        return (*self.parts, *([self.rest] if self.rest is not None else []))


@dataclass(frozen=True)
class Quintiles:
    """Where a measure is cut into fifths.

    Parameters
    ----------
    name : str
        ``"recency"`` (days since the last order), ``"frequency"`` (orders) or ``"value"`` (money).
    cuts : tuple of Decimal, length 4
        Score 2 begins at the first, and so on; for recency fewer days are a higher score. Customers with
        equal values have equal scores (that of the middle of their ranks), so fifths may be uneven.
    sizes : tuple of int, length 5
        Customers of scores 1 to 5.
    lowest, median, highest : Decimal
    """

    name: str
    cuts: tuple[Decimal, ...]
    sizes: tuple[int, ...]
    lowest: Decimal
    median: Decimal
    highest: Decimal


@dataclass(frozen=True, eq=False)
class Rfm:
    """Recency, frequency and value of everybody who bought.

    Parameters
    ----------
    recency, frequency, value : Quintiles
    customers : ndarray of int64, shape (5, 5, 5)
        Customers by score of recency, frequency and value, lowest first.
    sales : ndarray of float64, shape (5, 5, 5)
        Their value.
    """

    recency: Quintiles
    frequency: Quintiles
    value: Quintiles
    customers: NDArray[np.int64]
    sales: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Retention:
    """Of those who first bought in a period, how many bought in each later one.

    Parameters
    ----------
    months : int
        Months in a period.
    starts : tuple of date, length p
        First day of each period.
    active : ndarray of int64, shape (p, p)
        ``active[c, t]``: customers whose first order fell in period c and who bought in period c + t;
        -1 where that lies in the future. ``active[c, 0]`` is the size of the cohort.
    last_whole : bool
        Whether the last period is over.
    """

    months: int
    starts: tuple[date, ...]
    active: NDArray[np.int64]
    last_whole: bool

    def shares_of(self, cohort: int) -> list[float | None]:
        """Return the share of a cohort that bought in each later period; None in the future, or of nobody."""
        size, *later = self.active[cohort].tolist()
        return [count / size if count >= 0 and size > 0 else None for count in later]

    def mean_share(self, later: int) -> float | None:
        """Return the share of new customers who bought `later` periods on; None where none could.

        Left out are cohorts whose period of that age is not over, and the first cohort: who bought before
        the history begins stands in it as if new, and comes back more often than who is new.

        Examples
        --------
        >>> active = np.array([[10, 4, 3], [30, 6, -1], [20, -1, -1]])
        >>> quarters = date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1)
        >>> Retention(3, quarters, active, last_whole=True).mean_share(1)
        0.2
        """
        over = len(self.starts) - (0 if self.last_whole else 1)
        cohorts = range(1, max(1, over - later))
        new = sum(int(self.active[cohort, 0]) for cohort in cohorts)
        bought = sum(max(0, int(self.active[cohort, later])) for cohort in cohorts)
        return bought / new if new else None


@dataclass(frozen=True)
class Concentration:
    """How unevenly value is spread over those who bought.

    Parameters
    ----------
    gini : float
        0 where all are worth the same, towards 1 where one is worth all. Values below 0 count as 0.
    curve : tuple of (float, float)
        Share of customers, the least valuable first, and their share of the value: at most 201 points
        from (0, 0) to (1, 1).
    top : tuple of (float, float)
        Share of customers, the most valuable first (.01, .05, .1, .2, .5), and their share.
    half : float
        Smallest share of customers who make half of the value.
    """

    gini: float
    curve: tuple[tuple[float, float], ...]
    top: tuple[tuple[float, float], ...]
    half: float

    def made_by(self, share: float) -> float:
        """Return the share of the value that a share of `top` makes; NaN of a share that is not there."""
        return dict(self.top).get(share, float("nan"))
