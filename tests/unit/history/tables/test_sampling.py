"""The sample of customers is the same on every engine and in every order of rows, and is drawn evenly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.engines.opening import open_engine
from psychograph.history.measures.sample import CustomerSample
from psychograph.history.sampling import customer_sample

N = 3_000


def customers(seed: int = 1, key: str = "K{}") -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    first = rng.integers(17_000, 18_000, N)
    sales = rng.integers(10**4, 10**8, N)
    return pl.DataFrame(
        {
            "customer": [key.format(at) for at in range(N)],
            "orders": rng.integers(1, 20, N),
            "days": rng.integers(1, 20, N),
            "first": first,
            "last": first + rng.integers(0, 500, N),
            "sales": sales,
            "returns": sales // 10,
            "value": sales - sales // 10,
            "early_days": rng.integers(0, 3, N),
            "early_last": pl.Series([None] * N, dtype=pl.Int64),
        }
    )


def drawn(sample: CustomerSample) -> tuple[str, ...]:
    return sample.keys


def test_everybody_is_taken_where_there_are_few(
    engine: Engine, table: Callable[[pl.DataFrame], Table]
) -> None:
    frame = customers()
    sample = customer_sample(engine, table(frame), until=19_000, cut=18_000, most=N)
    assert len(sample) == sample.everybody == N
    in_order = frame.sort("customer")
    assert sample.keys == tuple(in_order["customer"])
    assert sample.orders.tolist() == in_order["orders"].to_list()
    assert sample.value.tolist() == (in_order["value"].to_numpy() / 10_000).tolist()
    assert sample.early_days is not None
    assert sample.early_days.tolist() == in_order["early_days"].to_list()
    assert customer_sample(engine, table(frame), until=19_000, most=N).early_days is None


def test_engines_and_orders_of_rows_draw_the_same(tmp_path: Path) -> None:
    frame = customers()
    frame.write_parquet(tmp_path / "given.parquet")
    frame.sample(fraction=1.0, shuffle=True, seed=3).write_parquet(tmp_path / "shuffled.parquet")
    found = set()
    for name in ("duckdb", "polars"):
        for path in ("given.parquet", "shuffled.parquet"):
            with open_engine(name) as engine:
                sample = customer_sample(engine, engine.table(path, None, tmp_path), until=19_000, most=500)
                assert len(sample) == 500
                assert sample.everybody == N
                found.add(drawn(sample))
    assert len(found) == 1


def test_numbers_are_drawn_as_their_text_is(engine: Engine, table: Callable[[pl.DataFrame], Table]) -> None:
    """With minus signs, and beyond the digits that count."""
    numbers = customers().with_columns(customer=(pl.int_range(N, dtype=pl.Int64) - 5) * (10**15 + 7))
    texts = numbers.with_columns(pl.col("customer").cast(pl.String))
    as_number, as_text = (
        drawn(customer_sample(engine, table(one), until=19_000, most=500)) for one in (numbers, texts)
    )
    assert as_number == as_text


@pytest.mark.parametrize("key", ["K{}", "{}", "customer-{:012d}", "x"])
def test_who_is_drawn_is_like_the_others(
    key: str, engine: Engine, table: Callable[[pl.DataFrame], Table]
) -> None:
    frame = customers(key=key)
    sample = customer_sample(engine, table(frame), until=19_000, most=1_000)
    assert 990 <= len(sample) <= 1_000
    for name, values in (
        ("orders", sample.orders),
        ("first", sample.first),
        ("sales", sample.sales * 10_000),
    ):
        column = frame[name].to_numpy()
        # Five standard errors of a mean of 1,000 of 3,000.
        reach = 5 * column.std() / np.sqrt(1_000) * np.sqrt(2 / 3)
        assert abs(float(values.mean()) - column.mean()) < reach, name


def test_another_seed_draws_others(engine: Engine, table: Callable[[pl.DataFrame], Table]) -> None:
    kept = table(customers())
    one, two = (
        set(drawn(customer_sample(engine, kept, until=19_000, most=1_000, seed=seed))) for seed in (1, 2)
    )
    # A third of a third, 333, within five standard errors of a hypergeometric count (12).
    assert 270 < len(one & two) < 395
