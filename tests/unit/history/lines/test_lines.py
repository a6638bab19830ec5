"""Every kind of trouble is counted, named and treated as the plan says, on both engines alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from psychograph.errors import Problem
from psychograph.history.errors import HistoryError

Make = Callable[..., Any]
DAY = date(2020, 1, 6)
DAY_NUMBER = 18267


def table(**columns: Sequence[object]) -> pl.DataFrame:
    """Return a table with a customer and a day in each row, unless they are given."""
    rows = len(next(iter(columns.values())))
    return pl.DataFrame({"customer": [1] * rows, "time": [DAY] * rows, **columns}, strict=False)


def test_typed_columns_are_taken_as_they_are(made: Make) -> None:
    found = made(table(total=[Decimal("12.50"), Decimal("-3.00")]), {"amount": "total"})
    assert found.fetched == ((1, DAY_NUMBER, -30_000, 0), (1, DAY_NUMBER, 125_000, 1))
    assert (found.rows.read, found.rows.used, found.rows.named) == (2, 2, 2)
    assert found.until == DAY_NUMBER + 1
    assert found.trouble == {"refund": 1}


@pytest.mark.parametrize(
    "moments",
    [
        [datetime(2020, 1, 6, 23, 59, 59, 999_999)],  # noqa: DTZ001 - without a zone
        [datetime(2020, 1, 6, 23, 30, tzinfo=UTC)],
        [20200106],
        ["2020-01-06T23:59:59.999+02:00"],
    ],
)
def test_a_moment_is_its_day(made: Make, moments: list[object]) -> None:
    assert made(table(time=moments), {}).fetched == ((1, DAY_NUMBER, 0, 1),)


def test_a_zone_that_a_column_has_counts_by_utc(made: Make) -> None:
    moments = pl.Series([datetime(2020, 1, 6, 23, 30, tzinfo=UTC)]).dt.convert_time_zone("Asia/Tokyo")
    frame = pl.DataFrame({"customer": [1], "time": moments})
    assert made(frame, {}).fetched == ((1, DAY_NUMBER, 0, 1),)


def test_days_that_cannot_be(made: Make) -> None:
    days = [date(1900, 1, 1), date(9999, 12, 31), date(2020, 7, 1), date(2020, 6, 30), date(1990, 1, 1), None]
    found = made(table(time=days), {})
    assert found.trouble == {"date-missing": 1, "date-future": 2, "date-early": 1}
    assert (found.rows.used, found.rows.read) == (2, 6)
    assert found.treated("date-future").examples == (
        "2020-07-01, customer 1",
        "9999-12-31, customer 1",
    )
    assert found.treated("date-future").text == (
        "2 rows (33.3%) are after 2020-06-30, the day this was made; they are left out."
    )


def test_until_leaves_out_what_is_later(made: Make) -> None:
    days = [date(2020, 1, day) for day in (1, 9, 10, 11)]
    found = made(table(time=days), {}, until="2020-01-10")
    assert found.trouble == {"date-future": 2}
    assert found.until == 18271
    assert "on 2020-01-10 (`until`) or later" in found.treated("date-future").text


def test_floats_that_are_no_amount(made: Make) -> None:
    amounts = [float("nan"), float("inf"), None, 0.0, 1e15, 0.1, *[1.0] * 20]
    found = made(table(total=amounts), {"amount": "total"})
    assert found.trouble == {"amount-unreadable": 2, "amount-missing": 2, "amount-zero": 1, "duplicate": 20}
    assert found.rows.used == 21
    assert found.treated("amount-unreadable").examples[0].startswith("2020-01-06, customer 1, amount ")


def test_what_goods_that_came_back_are(made: Make) -> None:
    frame = table(
        invoice=["C1", "2", "3", "4", "5"],
        pieces=[-1, -2, 3, 1, -1],
        price=[5.0, 5.0, -5.0, 5.0, -7.0],
    )
    keys = {"order": "invoice", "cancelled": "C", "quantity": "pieces", "unit_price": "price"}
    found = made(frame, keys)
    amounts = {row[2]: (row[3], row[4]) for row in found.fetched}
    assert amounts == {
        "C1": (-50_000, 0), "2": (-100_000, 0), "3": (-150_000, 0), "4": (50_000, 1), "5": (-70_000, 0),
    }  # fmt: skip
    assert found.trouble == {"cancelled": 1, "negative-quantity": 2, "refund": 1}


def test_without_amounts_nothing_is_said_of_value(made: Make) -> None:
    found = made(table(invoice=["1", "C2"]), {"order": "invoice", "cancelled": "C"})
    assert not found.valued
    assert [row[3:] for row in found.fetched] == [(0, 1), (0, 0)]
    assert "amount-zero" not in found.trouble


def test_customers_that_are_one(made: Make) -> None:
    rows = ["17850.0", " 17850 ", "17850", "007", "7", "", "NaN", "NULL", "\u00a0"]
    found = made("customer,time\n" + "".join(f'"{who}",2020-01-06\n' for who in rows), {})
    assert {row[0] for row in found.fetched} == {"17850", "007", "7", None}
    assert (found.trouble["no-customer"], found.rows.used) == (4, 9)


def test_floats_that_are_customers(made: Make) -> None:
    found = made(table(customer=[17850.0, float("nan"), None, 12.5]), {})
    assert [row[0] for row in found.fetched] == [17850, None, None, None]


def test_only_one_currency_is_summed(made: Make) -> None:
    frame = table(total=[1.0, 2.0, 4.0, 8.0, 16.0], coin=["EUR", "eur ", "GBP", None, "\u20ac"])
    found = made(frame, {"amount": "total", "currency": "coin"})
    assert sum(row[2] for row in found.fetched) == 190_000
    assert found.currency == "EUR"
    assert "(GBP: 1 row, 4.00, not said: 1 row, 8.00)" in found.treated("other-currency").text
    pounds = made(frame, {"amount": "total", "currency": "coin"}, currency="GBP")
    assert [row[2] for row in pounds.fetched] == [40_000]
    assert pounds.trouble["other-currency"] == 4


def test_signs_beside_amounts_are_currencies(made: Make) -> None:
    text = 'customer,time,total\n1,2020-01-06,"\u20ac5,50"\n1,2020-01-07,"\u20ac1,25"\n1,2020-01-08,"$4,10"\n'
    found = made(text, {"amount": "total"})
    assert [row[2] for row in found.fetched] == [55_000, 12_500]
    assert (found.currency, found.trouble) == ("EUR", {"other-currency": 1})


def test_one_sign_everywhere_is_no_trouble(made: Make) -> None:
    text = "customer,time,total\n1,2020-01-06,kr 5\n1,2020-01-07,kr 6\n"
    assert made(text, {"amount": "total"}, currency="SEK").rows.used == 2


def test_a_comma_or_a_point_is_decided_by_the_whole_column(made: Make) -> None:
    text = 'customer,time,total\n1,2020-01-06,"1.234"\n1,2020-01-07,"12,5"\n'
    assert [row[2] for row in made(text, {"amount": "total"}).fetched] == [12_340_000, 125_000]
    unsure = made(text.replace("12,5", "12"), {"amount": "total"})
    assert [row[2] for row in unsure.fetched] == [12_340, 120_000]
    assert unsure.trouble == {"amount-ambiguous": 1}


def test_rows_that_are_there_twice(made: Make) -> None:
    frame = table(total=[1.0, 1.0, 1.0, 2.0, None, None], note=["a", "a", "a", "a", "b", "b"])
    kept = made(frame, {"amount": "total"})
    assert (kept.rows.used, kept.trouble["duplicate"], kept.treated("duplicate").left_out) == (4, 3, False)
    dropped = made(frame, {"amount": "total", "duplicates": "drop"})
    assert (dropped.rows.read, dropped.rows.used) == (6, 2)
    assert dropped.trouble == {"amount-missing": 1, "duplicate": 3}
    assert dropped.treated("duplicate").left_out


def test_rows_without_an_order_number_are_an_order_a_day(made: Make) -> None:
    frame = table(invoice=[None, " ", "9", None], time=[DAY, DAY, DAY, date(2020, 1, 7)])
    found = made(frame, {"order": "invoice"})
    assert len({row[2] for row in found.fetched}) == 3
    assert (found.rows.orders, found.trouble["no-order"]) == (1, 3)


def test_order_numbers_that_begin_anew_are_found(made: Make) -> None:
    frame = pl.DataFrame(
        {
            "customer": ["a", "b", "a", "a", "c", "c"],
            "time": [DAY, DAY, DAY, date(2020, 3, 6), DAY, date(2020, 2, 6)],
            "invoice": [1, 1, 2, 2, 3, 3],
        }
    )
    found = made(frame, {"order": "invoice"})
    assert found.treated("order-twice").rows == 4
    assert found.treated("order-twice").examples == (
        "order 1, customers a and b",
        "order 2, 2020-01-06 to 2020-03-06",
    )


def problem(made: Make, given: pl.DataFrame | str, **keys: str) -> Problem:
    """Return the one problem of a table that is refused."""
    with pytest.raises(HistoryError) as caught:
        made(given, keys)
    (found,) = caught.value.problems
    return found


@pytest.mark.parametrize(
    ("days", "dates", "mend"),
    [
        (["13/1/2020", "14/1/2020"], "month first", "write `dates: day first`, which reads 2 of them"),
        (["1/13/2020", "1/14/2020"], "day first", "write `dates: month first`, which reads 2 of them"),
        (["2020-01-06"] * 2, "day first", "write `dates: iso`, which reads 2 of them"),
        (["1/2/20", "3/4/20"], "iso", "write `dates: day first`, which reads 2 of them; or `month first`"),
        (["43836", "43837"], "iso", "days counted by a spreadsheet"),
        (["2020-01-06", "1/13/20"], "iso", "the column mixes ways of writing: 1 of those rows read"),
    ],
)
def test_days_of_another_order_say_which(made: Make, days: list[str], dates: str, mend: str) -> None:
    text = "customer,time\n" + "".join(f"1,{day}\n" for day in days)
    assert mend in problem(made, text, dates=dates).mend


def test_few_days_of_another_order_are_counted_and_named(made: Make) -> None:
    text = "customer,time\n" + "1,2020-01-06\n" * 20 + "2,31/12/2019\n3,soon\n"
    found = made(text, {})
    assert (found.rows.read, found.rows.used) == (22, 20)
    assert found.treated("date-unreadable").examples == (
        "time '31/12/2019', customer 2",
        "time 'soon', customer 3",
    )
    assert "1 of them would read as `day first`" in found.treated("date-unreadable").text


def test_amounts_that_are_none_are_refused(made: Make) -> None:
    found = problem(made, "customer,time,total\n1,2020-01-06,cheap\n", amount="total")
    assert "'cheap'" in found.found


def test_columns_that_are_not_there_are_named_with_the_nearest(made: Make) -> None:
    found = problem(made, table(total=[1.0]), amount="Totals")
    assert found.found == "the column 'Totals', which given.parquet does not have"
    assert found.mend == "did you mean 'total'?"


def test_a_column_of_another_type_is_refused(made: Make) -> None:
    assert problem(made, table(total=[True]), amount="total").expected == "numbers"
    assert "Float64" in problem(made, table(time=[1.5])).found


def test_sums_that_cannot_be_exact_are_refused(made: Make) -> None:
    assert "add up to" in problem(made, table(total=[9e10] * 20_000), amount="total").found


@pytest.mark.parametrize("rows", [0, 1])
def test_nothing_that_can_be_used(made: Make, rows: int) -> None:
    frame = pl.DataFrame(
        {"customer": [1] * rows, "time": [None] * rows}, {"customer": pl.Int64, "time": pl.Date}
    )
    assert problem(made, frame).found.startswith(f"{rows} rows, none of which can be used")


def test_dates_that_no_calendar_has_are_counted_and_end_no_engine(made: Make) -> None:
    days = pl.Series([DAY_NUMBER] * 20 + [2**31 - 1, -(2**31) + 1], dtype=pl.Int32).cast(pl.Date)
    found = made(pl.DataFrame({"customer": [1] * 22, "time": days}), {})
    assert found.trouble["date-unreadable"] == 2
    assert "outside the years 1 to 9999" in found.treated("date-unreadable").examples[0]


@pytest.mark.parametrize("kind", [[1], {"id": 1}])
def test_a_customer_that_is_a_list_or_record_is_refused(made: Make, kind: object) -> None:
    found = problem(made, pl.DataFrame({"customer": [kind], "time": [DAY]}))
    assert found.expected == "one value a row, not a list or record of several"


def test_copies_are_not_sought_among_hundreds_of_columns(made: Make) -> None:
    wide = table(**{f"column {number}": [1, 1] for number in range(300)})
    assert "duplicate" in made(wide, {"duplicates": "drop"}).trouble
    assert [one.code for one in made(wide, {}).rows.treated] == ["duplicates-not-sought"]


def test_why_nothing_is_left_is_said_in_words(made: Make) -> None:
    found = problem(made, table(time=[date(2099, 1, 1)]))
    assert found.found == "1 rows, none of which can be used (1 of days to come, or from `until` on)"


def test_amounts_beyond_belief_are_told_where_belief_ends(made: Make) -> None:
    assert "none above 100,000,000,000" in problem(made, table(total=[1e15]), amount="total").expected
