"""Explorations made by hand: a plausible shop, a bare one, and one in which every name is an attack."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import math
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from unit.charts.inputs import segment, simulated

from psychograph.findings import Finding, Severity
from psychograph.history.exploration import Exploration
from psychograph.history.forecast import Forecast
from psychograph.history.lines.rows import Rows, Treated
from psychograph.history.measures.customers import (
    Concentration,
    Part,
    Partition,
    Quintiles,
    Retention,
    Rfm,
)
from psychograph.history.measures.difference import Difference
from psychograph.history.measures.time import Calendar, DayTotal, MonthTotal, Rhythm
from psychograph.history.measures.totals import Totals
from psychograph.history.natural_groups import NaturalGroup, NaturalGroups
from psychograph.history.questions import Question
from psychograph.history.renewals import Renewals
from psychograph.history.tables.periods import Periods

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: Customers by country, about as an online shop of the island has them; three are not on a coarse map.
COUNTRIES = {
    "United Kingdom": 3920,
    "Germany": 94,
    "France": 87,
    "Spain": 31,
    "Belgium": 25,
    "Switzerland": 21,
    "Portugal": 19,
    "Italy": 15,
    "Finland": 12,
    "Austria": 11,
    "Norway": 10,
    "Netherlands": 9,
    "Australia": 9,
    "Denmark": 9,
    "Channel Islands": 9,
    "Cyprus": 8,
    "Sweden": 8,
    "Japan": 8,
    "Poland": 6,
    "USA": 4,
    "Canada": 4,
    "EIRE": 3,
    "Israel": 3,
    "Greece": 4,
    "Singapore": 1,
    "Iceland": 1,
    "Malta": 2,
    "RSA": 1,
    "Brazil": 1,
}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% raw %}",
    "=HYPERLINK(1)",
    "A country whose name goes on and on " * 6,
    "\u202egnirts\u202c",
    "",
)


def money(amount: float) -> Decimal:
    return Decimal(f"{amount:.2f}")


def part(name: str, customers: int, rate: float = 0.62, each: float = 1_900.0) -> Part:
    """Return a part of the customers, of whom `rate` came back, worth `each` on average."""
    repeated = round(customers * rate)
    fifths = tuple((customers + at) // 5 for at in range(5))
    sales = money(customers * each)
    return Part(
        name=name,
        customers=customers,
        bought=customers,
        repeated=repeated,
        orders=customers + 4 * repeated,
        sales=sales,
        value=money(customers * each * 0.97),
        high_value=fifths[4],
        recent=fifths[4],
        all_orders=customers + 5 * repeated,
        all_sales=sales + money(customers * 40),
        by_value=fifths,
        by_recency=fifths,
        by_frequency=fifths,
    )


def by_sales(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda one: (-one.sales, one.name)))


def calendar(first: date, last: date, *, open_saturdays: bool = False) -> Calendar:
    """Return sales that rise to December, with Thursdays ahead and no Saturdays."""
    rng = np.random.default_rng(11)
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() == 5 and not open_saturdays:
            continue
        if (day.month, day.day) in {(12, 25), (12, 26), (1, 1)}:
            continue
        season = 1 + 0.6 * math.cos(2 * math.pi * (day.timetuple().tm_yday - 335) / 365)
        week = (1.0, 1.05, 1.05, 1.25, 0.95, 0.7, 0.5)[day.weekday()]
        sales = 30_000 * season * week * rng.lognormal(0, 0.25)
        days.append(DayTotal(day, round(sales / 420), money(sales), money(sales * 0.02)))
    at = range(first.year * 12 + first.month - 1, last.year * 12 + last.month + 1)
    starts = [date(month // 12, month % 12 + 1, 1) for month in at]
    found = []
    for start, end in itertools.pairwise(starts):
        held = [one for one in days if start <= one.day < end]
        inside = (min(end, last + timedelta(days=1)) - max(start, first)).days
        orders = sum(one.orders for one in held)
        sales = sum((one.sales for one in held), Decimal())
        found.append(MonthTotal(start, inside, orders, sales, round(orders * 0.7)))
    whole_years = (last - first).days / 365.25
    return Calendar(
        days=tuple(days),
        months=tuple(found),
        weekday=Rhythm(
            cycle="weekday",
            labels=WEEKDAYS,
            index=(117.0, 121.0, 123.0, 146.0, 111.0, math.nan, 59.0),
            low=(109.0, 113.0, 114.0, 135.0, 103.0, math.nan, 52.0),
            high=(125.0, 130.0, 131.0, 157.0, 119.0, math.nan, 66.0),
            cycles=(last - first).days / 7,
            p=1.2e-12,
        ),
        season=Rhythm(
            cycle="month",
            labels=MONTHS,
            index=tuple(100 + 45 * math.cos(2 * math.pi * (m - 11) / 12) for m in range(1, 13)),
            low=tuple(88 + 45 * math.cos(2 * math.pi * (m - 11) / 12) for m in range(1, 13)),
            high=tuple(112 + 45 * math.cos(2 * math.pi * (m - 11) / 12) for m in range(1, 13)),
            cycles=whole_years,
            p=0.0004 if whole_years >= 2 else None,
        ),
    )


def rfm(customers: int = 4_338) -> Rfm:
    rng = np.random.default_rng(5)
    scores = np.clip(np.rint(rng.normal(0, 1, (customers, 1)) + rng.normal(0, 0.9, (customers, 3)) + 3), 1, 5)
    counted = np.zeros((5, 5, 5), dtype=np.int64)
    worth = np.zeros((5, 5, 5))
    for r, f, m in scores.astype(int):
        counted[r - 1, f - 1, m - 1] += 1
        worth[r - 1, f - 1, m - 1] += 90 * 3.0**m

    def quintiles(name: str, axis: int, cuts: tuple[str, ...], ends: tuple[str, ...]) -> Quintiles:
        others = tuple(at for at in range(3) if at != axis)
        sizes = tuple(int(size) for size in counted.sum(axis=others))
        low, middle, high = map(Decimal, ends)
        return Quintiles(name, tuple(map(Decimal, cuts)), sizes, low, middle, high)

    return Rfm(
        recency=quintiles("recency", 0, ("179", "71", "33", "14"), ("1", "51", "374")),
        frequency=quintiles("frequency", 1, ("1", "2", "3", "6"), ("1", "2", "209")),
        value=quintiles("value", 2, ("250", "490", "942", "2058"), ("3.75", "674", "280206")),
        customers=counted,
        sales=worth,
    )


def retention(first: date, last: date, *, last_whole: bool = False) -> Retention:
    periods = Periods.spanning(first, last)
    p = len(periods)
    active = np.full((p, p), -1, dtype=np.int64)
    for cohort in range(p):
        size = max(28, round(880 * 0.8**cohort) if cohort < 8 else 150 + 20 * (cohort % 5))
        active[cohort, 0] = size
        for t in range(1, p - cohort):
            active[cohort, t] = round(size * (0.36 - 0.015 * t + (0.12 if cohort + t == p - 2 else 0)))
    active[active < -1] = 0
    return Retention(periods.months, periods.starts[:-1], active, last_whole)


def concentration() -> Concentration:
    x = np.linspace(0, 1, 201)
    y = 0.35 * x**2 + 0.65 * x**14
    top = tuple((share, float(1 - np.interp(1 - share, x, y))) for share in (0.01, 0.05, 0.1, 0.2, 0.5))
    gini = float(1 - 2 * np.trapezoid(y, x))
    return Concentration(gini, tuple(zip(x.tolist(), y.tolist(), strict=True)), top, half=0.06)


def forecast() -> Forecast:
    return Forecast(
        customers=4_338,
        r=0.82,
        alpha=10.4,
        a=0.25,
        b=3.1,
        log_likelihood=-31_245.7,
        p=2.1,
        q=3.4,
        v=480.0,
        weeks=26,
        expected_orders=7_912.0,
        expected_value=3_120_000.0,
        alive=0.81,
        observed=(1_620.0, 880.0, 520.0, 350.0, 240.0, 170.0, 120.0, 438.0),
        fitted=(1_575.0, 905.0, 560.0, 362.0, 241.0, 163.0, 112.0, 420.0),
        held_out=0.14,
        order_value_correlation=0.08,
    )


def renewals() -> Renewals:
    at_risk = (1_000, 869, 743, 653, 593, 551, 517)
    renewed = (869, 743, 653, 593, 551, 517, 491)
    alpha, beta = 0.668, 3.806
    fitted = tuple((beta + t - 1) / (alpha + beta + t - 1) for t in range(1, 12))
    by_month = tuple((400 + 10 * m, 340 + 6 * m - (60 if m == 0 else 0)) for m in range(12))
    return Renewals("year", 1_000, 491, at_risk, renewed, alpha, beta, fitted, by_month)


@functools.cache
def groups() -> NaturalGroups:
    return NaturalGroups(
        segmentation=segment(simulated(120, 4), 4),
        groups=(
            NaturalGroup(2, "often, lately and a lot", 0.18, 0.62, 12.0, 9.0, 3_450.0),
            NaturalGroup(1, "lately, now and then", 0.31, 0.22, 28.0, 3.0, 870.0),
            NaturalGroup(4, "once, lately", 0.22, 0.07, 55.0, 1.0, 310.0),
            NaturalGroup(3, "once, long ago", 0.29, 0.09, 240.0, 1.0, 290.0),
        ),
        customers=4_338,
        everybody=4_338,
    )


def differences() -> tuple[Difference, ...]:
    return (
        Difference(
            *("weekday", "sales", "test of an even week", 1e-12, 6e-12, 0.31, "eta squared of ranks"),
            "Sales differ by weekday: Thursdays sell 146 for every 100 on the average day, Sundays 59.",
        ),
        Difference(
            *("country", "repeat buying", "chi-squared", 0.004, 0.012, 0.09, "Cramer's V"),
            "Repeat buying differs by country: 71% came back in Germany, 58% in Spain, 62% over all.",
        ),
        Difference(
            *("country", "value", "Kruskal-Wallis", 0.001, 0.004, 0.012, "eta squared of ranks"),
            "Value differs by country: the median customer of EIRE spent more than that of any other.",
        ),
        Difference(
            *("gender", "repeat buying", "chi-squared", 0.41, 0.55, 0.012, "Cramer's V"),
            "Repeat buying does not differ by gender more than chance would make it: 62% and 61%.",
        ),
        Difference(
            *("season", "sales", "test of an even year", None, None, math.nan, "eta squared of ranks"),
            "Whether sales follow the season cannot be said: the data cover a single year.",
        ),
    )


def questions() -> tuple[Question, ...]:
    return (
        Question(
            "37% of customers bought once and did not come back; their first order was as large as others'.",
            "What kept you from ordering a second time?",
            ("purchase barriers", "satisfaction"),
            (("bought once", 200), ("bought twice or more", 200)),
        ),
        Question(
            "One customer in five makes 73% of the value.",
            "Do you buy for yourself, or for a business?",
            ("purchase purpose",),
            (("highest fifth by value", 150), ("others", 250)),
        ),
    )


def rows() -> Rows:
    return Rows(
        read=541_909,
        used=530_104,
        named=397_884,
        orders=25_900,
        treated=(
            Treated(
                *("no-customer", 132_220, False),
                "Rows that name no customer: in sales by time and place, not in anything about customers.",
                ("order 536414, 2010-12-01", "order 536544, 2010-12-01"),
            ),
            Treated(
                *("amount-zero", 2_515, True),
                "Rows with a price of 0, left out.",
                ("order 536414, 2010-12-01",),
            ),
            Treated(
                *("cancelled", 9_288, False),
                "Orders whose number begins with C: their amounts are subtracted from what was sold.",
                ("order C536379, 2010-12-01, customer 14527",),
            ),
        ),
    )


def shop(first: date = date(2010, 12, 1), last: date = date(2011, 12, 9)) -> Exploration:
    """Return what an online shop of a little more than a year would show."""
    countries = [
        part(name, n, 0.55 + 0.02 * (at % 8), 1_500 + 70 * at)
        for at, (name, n) in enumerate(COUNTRIES.items())
    ]
    days = calendar(first, last)
    sales = sum((one.sales for one in days.days), Decimal())
    return Exploration(
        title="Online shop for gifts",
        engine="duckdb",
        rows=rows(),
        totals=Totals(
            first=first,
            last=last,
            until=last + timedelta(days=1),
            orders=sum(one.orders for one in days.days),
            customers=4_338,
            customers_read=4_372,
            sales=sales,
            returns=sum((one.returns for one in days.days), Decimal()),
            named_sales=sales * Decimal("0.83"),
            currency="GBP",
        ),
        calendar=days,
        partitions=(
            Partition("country", "place", by_sales(countries), None, 8),
            Partition(
                "gender",
                "group",
                by_sales([part("female", 2_490, 0.62), part("male", 1_700, 0.61), part("", 148, 0.6)]),
                None,
                0,
            ),
        ),
        rfm=rfm(),
        retention=retention(first, last),
        concentration=concentration(),
        forecast=forecast(),
        renewals=renewals(),
        groups=groups(),
        differences=differences(),
        questions=questions(),
        findings=(
            Finding(
                "customers-missing",
                Severity.CAUTION,
                "132,220 of 541,909 rows name no customer: what is said of customers leaves out 17% of the "
                "sales.",
            ),
            Finding("one-year", Severity.NOTE, "The data cover one year: seasons and growth look the same."),
        ),
    )


def bare() -> Exploration:
    """Return a history of three days without customers by name: whatever can be absent is."""
    first, last = date(2024, 2, 28), date(2024, 3, 1)
    whole = shop()
    days = calendar(first, last)
    return dataclasses.replace(
        whole,
        title="A stall",
        rows=Rows(40, 40, 0, 40, ()),
        totals=Totals(first, last, date(2024, 3, 2), 40, 0, 0, Decimal(400), Decimal(), Decimal(), None),
        calendar=dataclasses.replace(
            days,
            weekday=Rhythm(
                "weekday", WEEKDAYS, (math.nan,) * 7, (math.nan,) * 7, (math.nan,) * 7, 3 / 7, None
            ),
            season=Rhythm("month", MONTHS, (math.nan,) * 12, (math.nan,) * 12, (math.nan,) * 12, 0.01, None),
        ),
        partitions=(),
        rfm=None,
        retention=None,
        concentration=None,
        forecast=None,
        renewals=None,
        groups=None,
        differences=(),
        questions=(),
        findings=(
            Finding("no-customers", Severity.SERIOUS, "No row names a customer: nothing is said of them."),
        ),
    )


def years(count: int = 4) -> Exploration:
    """Return the same shop over several years, with regions as well."""
    first = date(2021, 3, 17)
    found = shop(first, first + timedelta(days=round(365.25 * count)))
    regions = Partition(
        "region",
        "place",
        by_sales([part(f"Region {letter}", 40 + 30 * at) for at, letter in enumerate("ABCDEFGHIJKLMNOP")]),
        part("", 310),
        0,
    )
    return dataclasses.replace(found, partitions=(*found.partitions, regions))


def hostile() -> Exploration:
    """Return a shop whose every text from data is markup, a formula, endless, or nothing."""
    found = shop()
    nasty = HOSTILE[0]
    parts = by_sales([part(name, 200 + at) for at, name in enumerate(HOSTILE)])
    return dataclasses.replace(
        found,
        title=f"</title>{nasty} {'long ' * 30}",
        totals=dataclasses.replace(found.totals, currency="XXX"),
        partitions=(
            Partition("country", "place", parts, None, 3),
            Partition(f"Gen{nasty}der", "group", parts, part("", 9), 0),
        ),
        differences=tuple(
            dataclasses.replace(one, by=nasty, text=f"{nasty} {one.text}") for one in found.differences
        ),
        questions=(Question(nasty, nasty, (nasty,), ((nasty, 3),)),),
        rows=dataclasses.replace(
            found.rows,
            treated=(Treated("cancelled", 3, True, f"Of {nasty}.", (f"order {nasty}", "=1+1")),),
        ),
        findings=(Finding("x", Severity.SERIOUS, f"Something about {nasty}."),),
        groups=dataclasses.replace(
            groups(),
            groups=tuple(dataclasses.replace(one, name=nasty) for one in groups().groups),
        ),
    )
