"""The same expressions, the same rows: on DuckDB, Polars, a local cluster of Spark, and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgres import PostgresServer, postgres  # noqa: F401 - a fixture

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.engines.opening import open_engine
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, DAY, KIND, ORDER, place
from psychograph.history.lines.day_numbers import day_number, with_typed_day
from psychograph.history.tables.accounts import accounts
from psychograph.history.tables.counts import Counts, counts_of
from psychograph.history.tables.customers import customers_of
from psychograph.history.tables.main_places import with_main_places
from psychograph.history.tables.orders import placed_orders
from psychograph.history.tables.packing import part, some
from psychograph.history.tables.periods import Periods
from psychograph.history.tables.visits import active, quarter, unpacked

COUNTRY = place("country")
LINES = {
    CUSTOMER: pl.String,
    DAY: pl.Int64,
    ORDER: pl.String,
    AMOUNT: pl.Int64,
    KIND: pl.Int64,
    COUNTRY: pl.String,
}
PERIODS = Periods.spanning(date(2010, 12, 1), date(2011, 12, 9))
#: Most that one amount may be: a thousand of them must still fit into 64 bits.
MOST = 9 * 10**15

HOSTILE = [
    ("a", 14_944, "1", 10_000, 1, "Deutschland"),
    ("a", 14_944, "1", 5, 1, "Österreich"),
    ("a", 15_000, "C2", -5, 0, "Deutschland"),
    ("only returned", 15_000, "C3", -MOST, 0, None),
    ("O'Hara; DROP TABLE lines --", 15_001, "4", MOST, 1, "\U0001f600"),
    ("O'Hara; DROP TABLE lines --", 15_001, "4", MOST, 1, "\U0001f600"),
    ("\u00e9", 15_002, "5", 1, 1, "e\u0301"),
    ("e\u0301", 15_002, "5", 2, 1, "\u00e9"),
    ("A", 15_003, None, 0, 1, ""),
    (" a", 15_003, None, 7, 1, "NULL"),
    ("", -700_000, "6", 3, 1, "x"),
    ("\\N", 15_317, "%s", 3, 1, "line\nbreak"),
    ("future", 99_999_999, "7", 3, 1, "x"),
]


def lines(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, LINES, orient="row")


def opened(engine: Engine, frame: pl.DataFrame, folder: Path) -> Table:
    frame.write_parquet(folder / "lines.parquet")
    return engine.table("lines.parquet", None, folder)


def aggregated(engine: Engine, frame: pl.DataFrame, folder: Path) -> list[tuple[Any, ...]]:
    """Return the table of customers of these lines, opened, kept and fetched by an engine."""
    return customer_rows(engine, opened(engine, frame, folder))


def customer_rows(engine: Engine, table: Table) -> list[tuple[Any, ...]]:
    kept = engine.keep(table, "lines")
    orders = placed_orders(kept, ordered=True, places=[COUNTRY])
    added = engine.keep(accounts(orders, [COUNTRY]), "accounts")
    found = engine.keep(customers_of(orders, PERIODS, places=[COUNTRY], accounts=added), "customers")
    settled = with_main_places(found, added, [COUNTRY])
    return engine.rows(unpacked(settled, PERIODS), by=[CUSTOMER]).rows()


@pytest.mark.parametrize("rows", [HOSTILE, HOSTILE[:1], []], ids=["hostile", "one row", "empty"])
def test_customers_are_the_same_rows(
    rows: list[tuple[Any, ...]], duckdb_engine: Engine, engine: Engine, tmp_path: Path
) -> None:
    expected = aggregated(duckdb_engine, lines(rows), tmp_path)
    assert len(expected) == len({row[0] for row in rows})
    assert aggregated(engine, lines(rows), tmp_path) == expected


def test_what_is_added_up_is_exact(engine: Engine, tmp_path: Path) -> None:
    found = {row[0]: row for row in aggregated(engine, lines(HOSTILE), tmp_path)}
    assert 2 * MOST in found["O'Hara; DROP TABLE lines --"]
    assert MOST in found["only returned"]


def test_a_warehouse_gives_the_same_rows(
    duckdb_engine: Engine,
    postgres: PostgresServer,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    pytest.importorskip("ibis")
    import psycopg

    address = postgres.fresh_database()
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        kinds = ", ".join(
            f'"{name}" {"text" if kind == pl.String else "bigint"}' for name, kind in LINES.items()
        )
        cursor.execute(f"CREATE TABLE lines ({kinds})")
        cursor.executemany("INSERT INTO lines VALUES (%s, %s, %s, %s, %s, %s)", HOSTILE)
    with open_engine("warehouse") as engine:
        found = engine.table(address, "lines", tmp_path)
        assert customer_rows(engine, found) == aggregated(duckdb_engine, lines(HOSTILE), tmp_path)
        assert sorted(len(one) for one in engine.batches(found, 5)) == [3, 5, 5]
        engine.write(found.head(0), tmp_path / "written.parquet")
        assert pl.read_parquet(tmp_path / "written.parquet").columns == list(LINES)


NAMES = st.one_of(st.sampled_from(["a", "b", "A", "ä"]), st.text(st.characters(codec="utf-8"), max_size=3))
DRAWN = st.lists(
    st.tuples(
        NAMES.filter(lambda name: "\0" not in name),
        st.integers(14_900, 15_400),
        st.none() | st.sampled_from(["1", "2", "3"]),
        st.integers(-10_000_000, 10_000_000),
        st.integers(0, 1),
        st.none() | st.sampled_from(["DE", "FR", "Ü"]),
    ),
    max_size=12,
)


@given(rows=DRAWN)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_small_table_gives_the_same_rows_on_duckdb_and_polars(
    rows: list[tuple[Any, ...]], duckdb_engine: Engine, polars_engine: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    folder.mkdir()
    assert aggregated(polars_engine, lines(rows), folder) == aggregated(duckdb_engine, lines(rows), folder)


def drawn_lines(seed: int, count: int = 400) -> pl.DataFrame:
    """Return lines of which many share a customer, an order or a day."""
    rng = np.random.default_rng(seed)
    return pl.DataFrame(
        {
            CUSTOMER: [str(one) if one else None for one in rng.integers(0, 40, count)],
            DAY: rng.integers(14_900, 15_400, count),
            ORDER: [f"{one}" if one % 7 else None for one in rng.integers(0, 150, count)],
            AMOUNT: rng.integers(-(10**7), 10**9, count),
            KIND: rng.integers(0, 2, count),
            COUNTRY: rng.choice(["DE", "FR", "Ü", "e\u0301"], count),
        },
        schema=LINES,
    )


def test_many_lines_give_the_same_rows(duckdb_engine: Engine, engine: Engine, tmp_path: Path) -> None:
    frame = drawn_lines(8)
    expected = aggregated(duckdb_engine, frame, tmp_path)
    assert len(expected) == frame[CUSTOMER].n_unique()
    assert aggregated(engine, frame, tmp_path) == expected


def test_a_busy_customer_has_every_month(engine: Engine, tmp_path: Path) -> None:
    """Days of twelve months in one whole number: with the last of them, floats hold it no longer."""
    first, october, end = (day_number(PERIODS.starts[at]) for at in (0, 10, 13))
    days = [("busy", day) for day in range(first, end)] + [
        ("late", day) for day in (first, *range(october, end))
    ]
    frame = lines([(who, day, f"{who} {day}", 10_000, 1, "FR") for who, day in days])
    kept = engine.keep(opened(engine, frame, tmp_path), "lines")
    found = unpacked(customers_of(placed_orders(kept, ordered=True), PERIODS), PERIODS).select(
        CUSTOMER, *(active(at) for at in range(len(PERIODS))), *(quarter(number) for number in range(1, 5))
    )
    months = [(end - start).days for start, end in pairwise(PERIODS.starts)]
    assert engine.rows(found, by=[CUSTOMER]).rows() == [
        ("busy", *[1] * 13, *(sum(months[at : at + 3]) for at in (1, 4, 7)), months[0] + sum(months[10:])),
        ("late", 1, *[0] * 9, *[1] * 3, 0, 0, 0, 1 + sum(months[10:])),
    ]


def test_counts_in_one_column_are_taken_apart_exactly(engine: Engine, tmp_path: Path) -> None:
    counts = [(0, 0), (1, 2**30 + 1), (2**31 - 1, 0), (2**31 - 1, 2**31 - 1), (5, 2**22), (0, 2**31 - 1)]
    frame = pl.DataFrame({"packed": [low + (high << 31) for low, high in counts]})
    found = opened(engine, frame, tmp_path).select(
        part("packed", 31, 0).alias("low"),
        part("packed", 31, 1).alias("high"),
        some("packed", 31, 0).alias("some low"),
        some("packed", 31, 1).alias("some high"),
    )
    wanted = sorted((low, high, low > 0, high > 0) for low, high in counts)
    assert sorted(engine.rows(found, by=["low", "high"]).rows()) == wanted


def test_numbers_beyond_floats_are_counted_each_for_itself(engine: Engine, tmp_path: Path) -> None:
    far = 2**56  # of which the sum still fits
    numbers = [-far, *(far + at for at in range(-20, 20)), far, far + 7, 0]
    kept = engine.keep(opened(engine, pl.DataFrame({"n": numbers}), tmp_path), "numbers")
    found = counts_of(engine, kept, "n", lambda counts: np.ones(len(counts)))
    wanted = Counts.single(np.array(numbers))
    assert found.starts.tolist() == wanted.starts.tolist()
    assert found.rows.tolist() == wanted.rows.tolist()


def test_columns_of_many_types_are_read_alike(engine: Engine, tmp_path: Path) -> None:
    noon = datetime(2020, 1, 1, 12, 0, 0, 5)  # noqa: DTZ001 - some moments have no zone
    berlin = pl.Series([datetime(2020, 7, 1, 12, tzinfo=UTC), None], dtype=pl.Datetime("us", "UTC"))
    frame = pl.DataFrame(
        {
            "category": pl.Series(["u", None], dtype=pl.Categorical),
            "short": pl.Series([1.5, float("nan")], dtype=pl.Float32),
            "nothing": [None, None],
            "zoned": berlin.dt.convert_time_zone("Europe/Berlin"),
            "nanoseconds": pl.Series([noon, None], dtype=pl.Datetime("ns")),
            "day": [date(2020, 1, 1), None],
            "whole": pl.Series([255, 0], dtype=pl.UInt8),
            "decimal": pl.Series([Decimal("1.25"), None], dtype=pl.Decimal(10, 2)),
        }
    )
    frame.write_parquet(tmp_path / "types.parquet")
    found = engine.rows(engine.table("types.parquet", None, tmp_path), by=["whole"])
    summer = datetime(2020, 7, 1, 12)  # noqa: DTZ001 - in UTC
    assert found.rows() == [
        (None, None, None, None, None, None, 0, None),
        ("u", 1.5, None, summer, noon, date(2020, 1, 1), 255, 1.25),
    ]
    assert found.schema["nothing"] == nw.String
    assert found.schema["whole"] == nw.Int64


def test_times_of_day_are_text(duckdb_engine: Engine, polars_engine: Engine, tmp_path: Path) -> None:
    # Spark knows no such type, and says so.
    pl.DataFrame({"at": [time(12, 3)]}).write_parquet(tmp_path / "times.parquet")
    for engine in (duckdb_engine, polars_engine):
        assert engine.rows(engine.table("times.parquet", None, tmp_path), by=["at"]).rows() == [("12:03:00",)]


def test_pieces_hold_every_row_once(engine: Engine, tmp_path: Path) -> None:
    pl.DataFrame({"n": range(1_003)}).write_parquet(tmp_path / "n.parquet")
    opened = engine.table("n.parquet", None, tmp_path)
    pieces = list(engine.batches(opened.filter(nw.col("n") >= 3), 300))
    assert max(len(piece) for piece in pieces) <= 300
    assert sorted(number for piece in pieces for number in piece["n"].to_list()) == list(range(3, 1_003))


def test_a_table_is_written_to_one_file(engine: Engine, tmp_path: Path) -> None:
    pl.DataFrame({"n": range(100), "name": ["x"] * 100}).write_parquet(tmp_path / "n.parquet")
    opened = engine.table("n.parquet", None, tmp_path)
    for rows in (100, 0):
        engine.write(opened.filter(nw.col("n") < rows), tmp_path / "written.parquet")
        written = pl.read_parquet(tmp_path / "written.parquet")
        assert sorted(written["n"].to_list()) == list(range(rows))
        assert written.columns == ["n", "name"]


def test_fetched_rows_are_sorted_with_missing_values_last(engine: Engine, tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": ["b", None, "ä", "B", "b"], "n": [2, 1, 1, 1, 1]})
    frame.write_parquet(tmp_path / "t.parquet")
    found = engine.rows(engine.table("t.parquet", None, tmp_path), by=["a", "n"]).rows()
    assert found == [("B", 1), ("b", 1), ("b", 2), ("ä", 1), (None, 1)]


def test_days_are_those_of_the_calendar(engine: Engine, tmp_path: Path) -> None:
    """Around every end of February and of a year that dates of the Gregorian calendar know."""
    days = [
        date(year, month, 1) + timedelta(days=off)
        for year in range(1583, 9999)
        for month, off in ((3, -2), (3, -1), (3, 0), (12, 30), (12, 31))
    ]
    pl.DataFrame({"at": days}).write_parquet(tmp_path / "days.parquet")
    found = engine.rows(with_typed_day(engine.table("days.parquet", None, tmp_path), "at", DAY), by=["at"])
    assert found[DAY].to_list() == [day_number(day) for day in sorted(days)]
