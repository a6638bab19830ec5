"""Each finding appears where it should, with its figures, and not where it should not."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from psychograph.findings import Finding, Severity
from psychograph.history.lines.rows import Rows, Treated
from psychograph.history.measures.customers import Part, Partition
from psychograph.history.measures.totals import Totals
from psychograph.history.measuring import Headcount
from psychograph.history.weaknesses import Weighed, weaknesses_of

SOUND = Weighed(
    rows=Rows(10_000, 10_000, 10_000, 4_000, ()),
    totals=Totals(
        first=date(2021, 1, 1),
        last=date(2023, 12, 31),
        until=date(2024, 1, 1),
        orders=4_000,
        customers=500,
        customers_read=500,
        sales=Decimal(100_000),
        returns=Decimal(1_000),
        named_sales=Decimal(100_000),
        currency="EUR",
    ),
    heads=Headcount(500, 500, 0, 0, 0, 10**9, 10**9, 10**7, ()),
    rfm=None,
    partitions=(),
    valued=True,
    listed=True,
    sampled=500,
    everybody=500,
)


def part(name: str, bought: int, repeated: int = 0) -> Part:
    return Part(name, bought, bought, repeated, bought, Decimal(1), Decimal(1), 0, 0)


def found(**changes: object) -> dict[str, Finding]:
    """Findings of a sound history with changes to it, or to its totals, rows or heads, by code."""
    weighed = SOUND
    for name, value in changes.items():
        if hasattr(SOUND, name):
            weighed = dataclasses.replace(weighed, **{name: value})
        else:
            holder = next(one for one in ("totals", "rows", "heads") if hasattr(getattr(SOUND, one), name))
            changed = dataclasses.replace(getattr(weighed, holder), **{name: value})
            weighed = dataclasses.replace(weighed, **{holder: changed})
    return {one.code: one for one in weaknesses_of(weighed)}


def test_a_sound_history_has_no_findings() -> None:
    assert found() == {}


@pytest.mark.parametrize(
    ("code", "changes", "severity", "figure"),
    [
        ("rows-left-out", {"used": 9_900}, Severity.CAUTION, "100 of 10,000 rows (1%)"),
        ("rows-left-out", {"used": 8_000}, Severity.SERIOUS, "(20%)"),
        ("nameless-sales", {"named_sales": Decimal(99_500)}, Severity.NOTE, "0.5% of sales"),
        ("nameless-sales", {"named_sales": Decimal(84_000)}, Severity.CAUTION, "16% of sales"),
        ("nameless-sales", {"named_sales": Decimal(40_000)}, Severity.SERIOUS, "60% of sales"),
        ("short-span", {"first": date(2022, 1, 10)}, Severity.CAUTION, "24 months"),
        ("short-span", {"first": date(2023, 12, 30)}, Severity.CAUTION, "2 days"),
        ("unfinished-month", {"until": date(2024, 1, 10)}, Severity.NOTE, "January 2024 is not over: 9 of"),
        ("silence", {"last": date(2023, 12, 10)}, Severity.CAUTION, "21 days, after 10 December 2023"),
        ("many-returns", {"returns": Decimal(12_000)}, Severity.CAUTION, "12% of sales"),
        ("only-returned", {"only_returned": 1}, Severity.NOTE, "1 customer brought"),
        ("one-customer", {"most": 3 * 10**8}, Severity.CAUTION, "makes 30% of the value"),
        ("no-value", {"value": 0}, Severity.SERIOUS, "worth nothing"),
        ("no-amounts", {"valued": False}, Severity.CAUTION, "names no amounts"),
        ("currency-unknown", {"currency": None}, Severity.NOTE, "`currency:`"),
        ("few-customers", {"bought": 60}, Severity.CAUTION, "60 customers bought by name: a fifth"),
        ("few-customers", {"bought": 2}, Severity.SERIOUS, "a fifth of them is 1,"),
        ("unlisted-customers", {"unlisted": 100}, Severity.CAUTION, "100 of 500 who bought (20%)"),
        ("never-bought", {"never_bought": 1_200}, Severity.NOTE, "1,200 in the table"),
        ("sampled", {"everybody": 2_000}, Severity.NOTE, "500 customers drawn from 2,000"),
    ],
)  # fmt: skip
def test_a_weakness_is_told_with_its_figures(
    code: str, changes: dict[str, object], severity: Severity, figure: str
) -> None:
    one = found(**changes)[code]
    assert one.severity is severity
    assert figure in one.text


def test_nobody_by_name_is_the_first_thing_to_know() -> None:
    codes = list(found(customers=0, bought=0, named_sales=Decimal(0)))
    assert codes[0] == "nobody-named"
    assert "nameless-sales" not in codes


def test_what_keeps_most_rows_out_is_told() -> None:
    dates = Treated("date-missing", 500, left_out=True, text="500 rows have no date.")
    others = Treated("other-currency", 1_500, left_out=True, text="1,500 rows are not in EUR.")
    nameless = Treated("no-customer", 9_000, left_out=False, text="9,000 rows name nobody.")
    one = found(used=8_000, treated=(dates, others, nameless))["rows-left-out"]
    assert one.text.endswith("is right. Most of all: 1,500 rows are not in EUR.")
    assert found(used=8_500, treated=(others,))["rows-left-out"].text.endswith("is right. " + others.text)


def test_duplicates_that_were_kept_are_told_and_dropped_ones_are_not() -> None:
    kept = Treated("duplicate", 300, left_out=False, text="")
    assert found(treated=(kept,))["duplicates"].severity is Severity.CAUTION
    assert "duplicates" not in found(treated=(dataclasses.replace(kept, left_out=True),))


def test_small_and_unknown_places_are_told_with_an_interval() -> None:
    places = Partition(
        "region", "place", (part("North", 400, 100), part("East", 10, 5), part("", 110)), None, 40
    )
    told = found(partitions=(places,))
    # Wilson's interval of 5 in 10: .2366 to .7634.
    assert "of 10 in 'East' 5 came back" in told["small-parts"].text
    assert "24% to 76%" in told["small-parts"].text
    assert "1 of 2 values of region" in told["small-parts"].text
    assert told["several-places"].severity is Severity.CAUTION
    assert "Of 21% of customers the region is not known" in told["unknown-parts"].text
    assert "many-parts" not in told
    many = dataclasses.replace(places, rest=part("", 1_234))
    assert "1,234 customers stand under the rest" in found(partitions=(many,))["many-parts"].text
