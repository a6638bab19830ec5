"""Orders and customers against plain loops over rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pytest

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.lines.day_numbers import EPOCH, day_number
from psychograph.history.tables.accounts import accounts
from psychograph.history.tables.customers import customers_of, several
from psychograph.history.tables.days import customers_by_month, days, places
from psychograph.history.tables.main_places import with_main_places
from psychograph.history.tables.orders import placed_orders
from psychograph.history.tables.people import with_people
from psychograph.history.tables.periods import Periods, with_month
from psychograph.history.tables.retention import retention
from psychograph.history.tables.visits import active, quarter, unpacked

FIRST, UNTIL = date(2019, 11, 20), date(2021, 3, 10)
PERIODS = Periods.spanning(FIRST, UNTIL - timedelta(days=1))


def random_lines(seed: int, n: int = 600) -> pl.DataFrame:
    """Lines of orders: some returns, some of nobody, some orders over two days and places."""
    rng = np.random.default_rng(seed)
    order = rng.integers(0, n // 3, n)
    span = (UNTIL - FIRST).days - 1
    start = rng.integers(0, span, n // 3 + 1)
    whose = rng.integers(-8, 40, n // 3 + 1)
    kind = np.where(rng.random(n) < 0.1, 2, 1)
    return pl.DataFrame(
        {
            "customer": [None if whose[at] < 0 else f"K{whose[at]}" for at in order],
            "day": day_number(FIRST) + start[order] + rng.integers(0, 2, n),
            "order": [f"O{at}" for at in order],
            "amount": np.where(kind == 1, 1, -1) * rng.integers(1, 10**6, n),
            "kind": kind,
            "place_country": [["France", "Ghana", "Peru"][at] for at in rng.integers(0, 3, n)],
        },
        schema_overrides={"customer": pl.String},
    )


@dataclass
class Expected:
    orders: int = 0
    sales: int = 0
    returns: int = 0


def expected_orders(lines: pl.DataFrame) -> dict[tuple[object, ...], tuple[int, int, str]]:
    """Independent: (customer, order, kind) -> (first day, amount, first place)."""
    found: dict[tuple[object, ...], tuple[int, int, str]] = {}
    for row in lines.iter_rows(named=True):
        key = (row["customer"], row["order"], row["kind"])
        day, amount, place = found.get(key, (10**9, 0, "zzz"))
        found[key] = (min(day, row["day"]), amount + row["amount"], min(place, row["place_country"]))
    return found


def test_customers_are_those_of_a_loop_over_orders(
    engine: Engine, table: Callable[[pl.DataFrame], Table]
) -> None:
    lines = random_lines(1)
    cut = day_number(date(2020, 9, 1))
    named = table(lines).filter(~nw.col("customer").is_null())
    orders = placed_orders(named, ordered=True, places=["place_country"])
    packed = customers_of(orders, PERIODS, places=["place_country"], cut=cut)
    found = engine.rows(unpacked(packed, PERIODS), by=["customer"])
    bought: dict[object, list[tuple[int, int, str]]] = defaultdict(list)
    back: dict[object, list[tuple[int, int, str]]] = defaultdict(list)
    for (customer, _, kind), order in expected_orders(lines).items():
        if customer is not None:
            (bought if kind == 1 else back)[customer].append(order)
    rows = {row["customer"]: row for row in found.iter_rows(named=True)}
    assert set(rows) == set(bought) | set(back)
    for customer, row in rows.items():
        visits = sorted({day for day, _, _ in bought[customer]})
        assert row["orders"] == len(bought[customer])
        assert row["days"] == len(visits)
        assert (row["first"], row["last"]) == ((visits[0], visits[-1]) if visits else (None, None))
        assert row["sales"] == sum(amount for _, amount, _ in bought[customer])
        assert row["returns"] == -sum(amount for _, amount, _ in back[customer])
        assert row["early_days"] == sum(day < cut for day in visits)
        assert row["early_last"] == max((day for day in visits if day < cut), default=None)
        where = {place for _, _, place in bought[customer] + back[customer]}
        assert row["place_country"] == min(where)
        assert row[several("place_country")] == (len(where) > 1)
        months = [(EPOCH + timedelta(days=day)) for day in visits]
        for number in range(1, 5):
            assert row[quarter(number)] == sum((day.month + 2) // 3 == number for day in months)
        for index, (start, end) in enumerate(zip(PERIODS.starts, PERIODS.starts[1:], strict=False)):
            assert row[active(index)] == any(start <= day < end for day in months)


def test_customers_stand_in_the_place_of_most_orders(
    engine: Engine, table: Callable[[pl.DataFrame], Table]
) -> None:
    levels = ["place_country", "place_city"]
    rng = np.random.default_rng(3)
    lines = random_lines(3, 900).with_columns(
        place_country=pl.when(pl.col("amount") % 5 > 1).then("place_country"),
        place_city=pl.Series([["Ey", "Io", None][at] for at in rng.integers(0, 3, 900)]),
        amount=pl.col("amount") // 10**5 * 10**5,  # sales that tie, too
    )
    orders = placed_orders(table(lines), ordered=False, places=levels)
    added = engine.keep(accounts(orders, levels), "accounts")
    customers = customers_of(orders.filter(~nw.col("customer").is_null()), PERIODS, places=levels)
    found = engine.rows(with_main_places(customers, added, levels), by=["customer"]).to_native()
    assert found.drop(levels).equals(engine.rows(customers, by=["customer"]).to_native().drop(levels))
    bought: dict[str, dict[tuple[str | None, str | None], tuple[int, int]]] = defaultdict(dict)
    for row in lines.filter(pl.col("kind") == 1).iter_rows(named=True):
        where = (row["place_country"], row["place_city"])
        count, sales = bought[row["customer"]].get(where, (0, 0))
        bought[row["customer"]][where] = (count + 1, sales + row["amount"])
    chosen = 0
    for row in found.iter_rows(named=True):
        places = {at: did for at, did in bought[row["customer"]].items() if at != (None, None)}
        if not places:
            continue
        best = [at for at, did in places.items() if did == max(places.values())]
        if len(best) == 1:
            chosen += 1
            for name, value in zip(levels, best[0], strict=True):
                assert value is None or row[name] == value
    assert chosen > 30


def test_days_and_places_count_orders_of_nobody_too(
    engine: Engine, table: Callable[[pl.DataFrame], Table]
) -> None:
    lines = random_lines(2)
    orders = placed_orders(table(lines), ordered=True, places=["place_country"])
    by_day: dict[int, Expected] = defaultdict(Expected)
    by_place: dict[str, Expected] = defaultdict(Expected)
    for (_, _, kind), (day, amount, place) in expected_orders(lines).items():
        for one in (by_day[day], by_place[place]):
            one.orders += kind == 1
            one.sales += amount if kind == 1 else 0
            one.returns -= amount if kind == 2 else 0
    found = engine.rows(days(orders), by=["day"])
    assert [(r["day"], r["orders"], r["sales"], r["returns"]) for r in found.iter_rows(named=True)] == [
        (day, one.orders, one.sales, one.returns) for day, one in sorted(by_day.items())
    ]
    found = engine.rows(places(orders, "place_country"), by=["place_country"])
    assert [(r["place_country"], r["all_orders"], r["all_sales"]) for r in found.iter_rows(named=True)] == [
        (place, one.orders, one.sales) for place, one in sorted(by_place.items())
    ]


def test_months_and_retention_agree_with_sets(engine: Engine, table: Callable[[pl.DataFrame], Table]) -> None:
    lines = random_lines(3)
    orders = engine.keep(placed_orders(table(lines), ordered=True), "orders")
    months: dict[object, set[int]] = defaultdict(set)
    for (customer, _, kind), (day, _, _) in expected_orders(lines).items():
        if kind == 1 and customer is not None:
            at = EPOCH + timedelta(days=day)
            months[customer].add((at.year - 1970) * 12 + at.month - 1)
    wanted: dict[int, int] = defaultdict(int)
    for visited in months.values():
        for month in visited:
            wanted[month] += 1
    found = engine.rows(customers_by_month(orders), by=["month"])
    assert {r["month"]: r["customers"] for r in found.iter_rows(named=True)} == wanted

    packed = customers_of(orders.filter(~nw.col("customer").is_null()), PERIODS)
    base = unpacked(packed.filter(nw.col("orders") > 0), PERIODS)
    first = (FIRST.year - 1970) * 12 + FIRST.month - 1
    table_of = {
        r["cohort"]: r for r in engine.rows(retention(base, PERIODS), by=["cohort"]).iter_rows(named=True)
    }
    for cohort in range(len(PERIODS)):
        began = [visited for visited in months.values() if min(visited) == first + cohort]
        if began:
            for index in range(len(PERIODS)):
                assert table_of[cohort][active(index)] == sum(first + index in visited for visited in began)
        else:
            assert cohort not in table_of


def test_lines_without_an_order_number_are_one_order_of_a_customer_and_day(
    engine: Engine, table: Callable[[pl.DataFrame], Table]
) -> None:
    lines = pl.DataFrame(
        {
            "customer": ["a", "a", "a", None, None],
            "day": [5, 5, 6, 5, 5],
            "order": [None, None, None, None, None],
            "amount": [1, 2, 3, 4, 5],
            "kind": [1, 1, 1, 1, 1],
        },
        {"customer": pl.String, "day": pl.Int64, "order": pl.String, "amount": pl.Int64, "kind": pl.Int64},
    )
    found = engine.rows(days(placed_orders(table(lines), ordered=True)), by=["day"])
    # One of `a`, and one each of the two lines of nobody.
    assert [tuple(row) for row in found.iter_rows()] == [(5, 3, 12, 0), (6, 1, 3, 0)]


def test_without_orders_each_line_is_one(engine: Engine, table: Callable[[pl.DataFrame], Table]) -> None:
    lines = random_lines(4).drop("order")
    found = engine.rows(days(placed_orders(table(lines), ordered=False)), by=["day"])
    assert int(found["orders"].sum()) == lines.filter(pl.col("kind") == 1).height


def test_everybody_is_who_bought_and_who_is_listed(
    engine: Engine, table: Callable[[pl.DataFrame], Table]
) -> None:
    lines = random_lines(5)
    named = table(lines).filter(~nw.col("customer").is_null())
    orders = placed_orders(named, ordered=True, places=["place_country"])
    base = engine.keep(customers_of(orders, PERIODS, places=["place_country"]), "base")
    people = table(
        pl.DataFrame({"customer": ["K1", "K2", "never", "nor"], "group_gender": ["f", None, "m", "f"]})
    )
    everybody = unpacked(with_people(base, people, ["group_gender"]), PERIODS)
    found = engine.rows(everybody, by=["customer"]).to_native()
    bought = engine.rows(unpacked(base, PERIODS), by=["customer"]).to_native()
    assert found.height == bought.height + 2
    assert found.filter(pl.col("customer").is_in(bought["customer"])).select(bought.columns).equals(bought)
    assert found.filter(pl.col("listed") == 1)["customer"].to_list() == ["K1", "K2", "never", "nor"]
    assert found.filter(pl.col("customer").is_in(["K1", "K2", "never"]))["group_gender"].to_list() == [
        "f",
        None,
        "m",
    ]
    never = found.filter(pl.col("customer") == "never").row(0, named=True)
    assert {never[name] for name in ("orders", "days", "sales", "returns", "quarter_1", active(0))} == {0}
    assert {never[name] for name in ("first", "last", "place_country")} == {None}


@pytest.mark.parametrize("start", [date(1960, 1, 1), date(1999, 12, 1), date(2023, 10, 1)])
def test_with_months_are_those_of_the_calendar(
    start: date, engine: Engine, table: Callable[[pl.DataFrame], Table]
) -> None:
    numbers = day_number(start) + np.arange(800)
    found = engine.rows(with_month(table(pl.DataFrame({"day": numbers})), "day", "month"), by=["day"])
    dates = [EPOCH + timedelta(days=int(number)) for number in numbers]
    assert found["month"].to_list() == [(day.year - 1970) * 12 + day.month - 1 for day in dates]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2019, 11, 20), date(2022, 10, 31), 1),  # 36 months, one of a leap year: three numbers hold them
        (date(2018, 5, 3), date(2021, 5, 2), 3),
        (date(1999, 12, 31), date(2024, 3, 1), 12),
    ],
)
def test_every_day_counts_in_its_period_and_quarter(
    engine: Engine, table: Callable[[pl.DataFrame], Table], first: date, last: date, months: int
) -> None:
    """One customer bought on every day, and each other one on all days of one month."""
    whole = Periods.spanning(first, last)
    assert whole.months == months
    span = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    ones = [(f"{day.year}-{day.month}", day) for day in span] + [("everyday", day) for day in span]
    lines = pl.DataFrame(
        {
            "customer": [who for who, _ in ones],
            "day": [day_number(day) for _, day in ones],
            "amount": [10_000] * len(ones),
            "kind": [1] * len(ones),
        }
    )
    orders = placed_orders(table(lines), ordered=False)
    found = engine.rows(unpacked(customers_of(orders, whole), whole), by=["customer"])
    for row in found.iter_rows(named=True):
        days = [day for who, day in ones if who == row["customer"]]
        for number in range(1, 5):
            assert row[quarter(number)] == sum((day.month + 2) // 3 == number for day in days)
        for at, (start, end) in enumerate(zip(whole.starts, whole.starts[1:], strict=False)):
            assert row[active(at)] == any(start <= day < end for day in days)
