"""A shop whose truths are known: customers who buy by BG/NBD and spend by gamma-gamma.

Nothing differs by region, gender, weekday or month unless it is planted, so that a test may ask both
whether a truth is found and whether its absence is left alone.

    shop = simulate(Truths(customers=2_000, season=0.5), np.random.default_rng(1))
    shop.write(folder)    # transactions.csv, customers.csv, subscriptions.csv
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

EPOCH = date(1970, 1, 1)
REGIONS = ("North", "East", "South", "West")
REGION_SHARES = (0.4, 0.3, 0.2, 0.1)
GENDERS = ("female", "male")
AGES = ("18-29", "30-44", "45-59", "60+")


@dataclass(frozen=True)
class Truths:
    """What is true of a shop; every planted size is 0 for "nothing there".

    Parameters
    ----------
    customers : int
        All of whom buy at least once.
    first, days : date, int
        First day of the span, and its length.
    joining : int
        Days from the first over which customers make their first purchase, evenly; the whole span if 0.
    r, alpha, a, b : float
        BG/NBD with time in weeks.
    p, q, v : float
        Gamma-gamma of the value of an order.
    season : float
        Buying follows 1 + season cos(2 pi (t - 15 December) / year), 0 to 1.
    weekday : float
        Saturdays see 1 + weekday times the buying of another day.
    growth : float
        Rise of the rate of buying and joining per year: .5 is half as much again.
    region_repeat, gender_repeat : float
        Customers of the East, or women, come back at 1 + size times the rate.
    region_value, gender_value : float
        Their orders are worth 1 + size times as much.
    group : float
        Share of customers who are another group: they come back ten times as often, spend a third and
        seldom leave; column ``group`` of customers.
    returns : float
        Share of orders that come back in full some days later.
    nameless : float
        Share of orders that name no customer.
    lines : int
        Rows an order is split into.
    retain_alpha, retain_beta : float
        Beta-geometric of renewals: the chance to leave at each is drawn from Beta(alpha, beta).
    renewal_month : float
        In January, the odds of leaving are 1 + size times as high.
    """

    customers: int = 1_000
    first: date = date(2019, 1, 1)
    days: int = 730
    joining: int = 0
    r: float = 0.8
    alpha: float = 6.0
    a: float = 0.8
    b: float = 2.5
    p: float = 6.0
    q: float = 4.0
    v: float = 15.0
    season: float = 0.0
    weekday: float = 0.0
    growth: float = 0.0
    region_repeat: float = 0.0
    region_value: float = 0.0
    gender_repeat: float = 0.0
    gender_value: float = 0.0
    group: float = 0.0
    returns: float = 0.0
    nameless: float = 0.0
    lines: int = 1
    retain_alpha: float = 0.7
    retain_beta: float = 1.5
    renewal_month: float = 0.0


@dataclass(frozen=True, eq=False)
class Shop:
    """What a shop would have on file, and what is true behind it.

    Parameters
    ----------
    truths : Truths
    transactions : polars.DataFrame
        One row a line, by day: ``order`` (``"O17"``, ``"C17"`` where it came back), ``customer``
        (``"K5"``, null where nobody is named), ``date``, ``amount`` (two decimals, below 0 where it came
        back), ``region``.
    customers : polars.DataFrame
        ``customer``, ``gender``, ``region``, ``age_group``, ``group`` (``"usual"`` or ``"other"``).
    frequency, recency, age : ndarray of float64, shape (n,)
        Of each customer in exact time, in weeks: repeat purchases, time of the last after the first, and
        from the first purchase to the end of the span. What BG/NBD is fitted to.
    """

    truths: Truths
    transactions: pl.DataFrame
    customers: pl.DataFrame
    frequency: Floats
    recency: Floats
    age: Floats

    @property
    def until(self) -> int:
        """The day after the span, in days since 1970-01-01."""
        return (self.truths.first - EPOCH).days + self.truths.days

    def write(self, folder: Path, *, kind: str = "csv") -> Path:
        """Write transactions and customers, ``"csv"`` or ``"parquet"``; return the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in (("transactions", self.transactions), ("customers", self.customers)):
            if kind == "csv":
                table.write_csv(folder / f"{name}.csv")
            else:
                table.write_parquet(folder / f"{name}.parquet")
        return folder


def simulate(truths: Truths, rng: np.random.Generator) -> Shop:
    """Simulate a shop."""
    n = truths.customers
    region = rng.choice(len(REGIONS), n, p=REGION_SHARES)
    gender = rng.integers(len(GENDERS), size=n)
    age_group = rng.integers(len(AGES), size=n)
    other = rng.random(n) < truths.group
    rate = rng.gamma(truths.r, 1 / truths.alpha, n) / 7.0  # purchases a day
    rate *= (1 + truths.region_repeat * (region == 1)) * (1 + truths.gender_repeat * (gender == 0))
    rate = np.where(other, rate * 10, rate)
    leaving = rng.beta(truths.a, truths.b, n)
    leaving = np.where(other, leaving / 20, leaving)
    worth = rng.gamma(truths.q, 1 / truths.v, n)  # the scale of what an order of theirs is worth
    factor = (1 + truths.region_value * (region == 1)) * (1 + truths.gender_value * (gender == 0))
    factor = np.where(other, factor / 3, factor)

    clock = _clock(truths)
    whole = clock[truths.joining or truths.days]
    joined = np.sort(rng.random(n)) * whole
    who, at = _purchases(joined, rate, leaving, clock[-1], rng)
    time = np.interp(at, clock, np.arange(truths.days + 1))  # from busy time back to days
    frequency, recency, age = _summary(who, time, n, truths.days)
    amount = rng.gamma(truths.p, 1 / worth[who]) * factor[who]
    customers = pl.DataFrame(
        {
            "customer": [f"K{index}" for index in range(n)],
            "gender": [GENDERS[index] for index in gender],
            "region": [REGIONS[index] for index in region],
            "age_group": [AGES[index] for index in age_group],
            "group": ["other" if is_other else "usual" for is_other in other],
        }
    )
    transactions = _lines(truths, who, time, amount, region, rng)
    return Shop(truths, transactions, customers, frequency, recency, age)


def _clock(truths: Truths) -> Floats:
    """Return how much busy time has gone by before each day, shape (days + 1,): a day of 1 is an average."""
    day = np.arange(truths.days)
    number = day + (truths.first - EPOCH).days
    pace = 1 + truths.season * np.cos(2 * np.pi * (number - (date(1970, 12, 15) - EPOCH).days) / 365.25)
    pace *= 1 + truths.weekday * ((number + 3) % 7 == 5)
    pace *= (1 + truths.growth) ** (day / 365.25)
    return np.concatenate([[0.0], np.cumsum(pace / pace.mean())])


def _purchases(
    joined: Floats, rate: Floats, leaving: Floats, end: float, rng: np.random.Generator
) -> tuple[Ints, Floats]:
    """Return who buys when, first purchases included: a gap, perhaps a farewell, and so on."""
    who, at = [np.arange(len(joined))], [joined]
    here, now = np.arange(len(joined)), joined
    while len(here):
        now = now + rng.exponential(1 / np.maximum(rate[here], 1e-12))
        inside = now < end
        here, now = here[inside], now[inside]
        who.append(here)
        at.append(now)
        staying = rng.random(len(here)) >= leaving[here]
        here, now = here[staying], now[staying]
    return np.concatenate(who), np.concatenate(at)


def _summary(who: Ints, time: Floats, n: int, days: int) -> tuple[Floats, Floats, Floats]:
    first = np.full(n, np.inf)
    last = np.full(n, -np.inf)
    np.minimum.at(first, who, time)
    np.maximum.at(last, who, time)
    frequency = np.bincount(who, minlength=n) - 1.0
    return frequency, (last - first) / 7, (days - first) / 7


def _lines(
    truths: Truths, who: Ints, time: Floats, amount: Floats, region: Ints, rng: np.random.Generator
) -> pl.DataFrame:
    order = np.argsort(time, kind="stable")
    who, day = who[order], np.floor(time[order]).astype(np.int64)
    pence = np.maximum(np.floor(amount[order] * 100), truths.lines).astype(np.int64)
    numbers = np.arange(len(who))
    nameless = rng.random(len(who)) < truths.nameless
    back = np.flatnonzero(rng.random(len(who)) < truths.returns)
    returned = day[back] + rng.integers(1, 15, len(back))
    back, returned = back[returned < truths.days], returned[returned < truths.days]
    names = [f"O{number}" for number in numbers] + [f"C{number}" for number in back]
    rows = np.concatenate([numbers, back])
    sign = np.concatenate([np.ones(len(numbers), np.int64), -np.ones(len(back), np.int64)])
    table = pl.DataFrame(
        {
            "order": names,
            "customer": [None if nameless[row] else f"K{who[row]}" for row in rows],
            "day": np.concatenate([day, returned]) + (truths.first - EPOCH).days,
            "pence": pence[rows] * sign,
            "region": [REGIONS[region[who[row]]] for row in rows],
        },
        schema_overrides={"customer": pl.String},
    )
    parts = [
        table.with_columns(
            pence=pl.col("pence") * (part + 1) // truths.lines - pl.col("pence") * part // truths.lines
        )
        for part in range(truths.lines)
    ]
    return (
        pl.concat(parts)
        .sort("day", "order", maintain_order=True)
        .select(
            "order",
            "customer",
            date=pl.col("day").cast(pl.Int32).cast(pl.Date),
            amount=(pl.col("pence").cast(pl.Decimal(18, 0)) / 100).cast(pl.Decimal(18, 2)),
            region="region",
        )
    )


def simulate_subscriptions(truths: Truths, rng: np.random.Generator, *, months: int = 1) -> pl.DataFrame:
    """Simulate a subscription for each customer, renewed every so many months.

    Returns
    -------
    polars.DataFrame
        ``customer``, ``started``, ``ended`` (null where it still runs on the day after the span).
    """
    started = truths.first.toordinal() + np.sort(rng.integers(truths.days, size=truths.customers))
    until = truths.first.toordinal() + truths.days
    leaving = rng.beta(truths.retain_alpha, truths.retain_beta, truths.customers)
    ended: list[date | None] = []
    for start, chance in zip(started.tolist(), leaving.tolist(), strict=True):
        ended.append(_end(date.fromordinal(start), chance, months, until, truths.renewal_month, rng))
    return pl.DataFrame(
        {
            "customer": [f"K{index}" for index in range(truths.customers)],
            "started": [date.fromordinal(start) for start in started.tolist()],
            "ended": ended,
        },
        schema_overrides={"ended": pl.Date},
    )


def _end(
    start: date, chance: float, months: int, until: int, january: float, rng: np.random.Generator
) -> date | None:
    """Return the day at which a subscription was not renewed, or None."""
    number = 1
    while True:
        month = start.year * 12 + start.month - 1 + number * months
        due = date(month // 12, month % 12 + 1, min(start.day, 28))
        if due.toordinal() >= until:
            return None
        odds = chance / max(1 - chance, 1e-12) * (1 + january * (due.month == 1))
        if rng.random() < odds / (1 + odds):
            return due
        number += 1
