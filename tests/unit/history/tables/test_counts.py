"""Counts of whole numbers, and fifths, against ranks of scipy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.tables.counts import PIECES, Counts, counts_of
from psychograph.history.tables.parts import highest
from psychograph.history.tables.quintiles import cuts_in, cuts_of, score

SPREADS = {
    "one": np.array([7]),
    "equal": np.full(50, -3),
    "few": np.array([-5, -5, 0, 1, 1, 1, 9]),
    "skewed": np.floor(np.exp(np.random.default_rng(1).normal(12, 3, 4_000))),
    "far apart": np.random.default_rng(2).integers(-(10**15), 10**15, 3_000),
    "tied and far": np.where(
        np.random.default_rng(3).random(3_000) < 0.5, 7, np.random.default_rng(4).integers(0, 10**15, 3_000)
    ),
    "one far": np.append(np.arange(500), 10**16),
}


def scores_by_rank(numbers: np.ndarray) -> np.ndarray:
    """Independent: the fifth in which the middle of equal ranks lies."""
    twice = (2 * rankdata(numbers) - 1).astype(np.int64)  # 2 c + m
    return 1 + 5 * twice // (2 * len(numbers))


@pytest.mark.parametrize("name", SPREADS)
def test_fifths_are_those_of_ranks(name: str, engine: Engine, table: Callable[[pl.DataFrame], Table]) -> None:
    numbers = SPREADS[name].astype(np.int64)
    kept = table(pl.DataFrame({"n": np.random.default_rng(5).permutation(numbers)}))
    cuts = cuts_of(engine, kept, "n")
    wanted = scores_by_rank(numbers)
    assert cuts.sizes == tuple(np.bincount(wanted, minlength=6)[1:].tolist())
    assert (cuts.lowest, cuts.highest) == (numbers.min(), numbers.max())
    assert sum(cuts.median) / 2 == pytest.approx(
        float(np.median(numbers)), abs=0.5
    )  # of two, halved in floats
    fetched = engine.rows(kept.with_columns(score("n", cuts).alias("score")), by=["n"]).to_native()
    assert fetched["score"].to_list() == scores_by_rank(np.sort(numbers)).tolist()


def test_a_cut_is_a_number_that_is_there(engine: Engine, table: Callable[[pl.DataFrame], Table]) -> None:
    numbers = SPREADS["skewed"].astype(np.int64)
    assert set(cuts_of(engine, table(pl.DataFrame({"n": numbers})), "n").starts) <= set(numbers.tolist())


def test_a_score_that_nobody_has_begins_past_the_highest() -> None:
    cuts = cuts_in(Counts.single(np.array([4, 4, 4])))
    assert cuts.sizes == (0, 0, 3, 0, 0)
    assert cuts.starts == (4, 4, 5, 5)


@given(st.lists(st.integers(-20, 20), min_size=1, max_size=60))
def test_any_numbers_have_scores_by_rank(numbers: list[int]) -> None:
    values = np.array(numbers)
    starts = np.array(cuts_in(Counts.single(values)).starts)
    assert (1 + (values[:, None] >= starts).sum(axis=1)).tolist() == scores_by_rank(values).tolist()


def test_no_pass_counts_more_pieces_than_are_allowed(
    engine: Engine, table: Callable[[pl.DataFrame], Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = table(pl.DataFrame({"n": np.arange(200_000) * 1_000_003}))
    seen: list[int] = []
    fetch = engine.rows

    def watched(*arguments: object, **named: object) -> object:
        found = fetch(*arguments, **named)  # type: ignore[arg-type]
        seen.append(len(found))
        return found

    monkeypatch.setattr(engine, "rows", watched)
    everything = counts_of(engine, kept, "n", lambda counts: np.ones(len(counts)), passes=3)
    assert max(seen) <= PIECES
    assert everything.total == 200_000
    assert int(everything.sums.sum()) == int((np.arange(200_000) * 1_000_003).sum())
    assert (np.diff(everything.starts) >= everything.widths[:-1]).all()


def test_missing_numbers_are_left_out(engine: Engine, table: Callable[[pl.DataFrame], Table]) -> None:
    kept = table(pl.DataFrame({"n": [None, 3, None, 5]}, {"n": pl.Int64}))
    assert counts_of(engine, kept, "n", lambda counts: np.zeros(len(counts))).total == 2
    nothing = table(pl.DataFrame({"n": [None, None]}, {"n": pl.Int64}))
    assert len(counts_of(engine, nothing, "n", lambda counts: np.zeros(len(counts)))) == 0


@pytest.mark.parametrize(("most", "wanted"), [(5, 5), (3, 3), (2, 1), (1, 1), (9, 6)])
def test_the_highest_rows_go_in_or_out_together(
    most: int, wanted: int, engine: Engine, table: Callable[[pl.DataFrame], Table]
) -> None:
    kept = table(pl.DataFrame({"n": [10**12, 40, 40, 7, 5, 1]}))
    assert len(engine.rows(highest(engine, kept, "n", most), by=["n"])) == wanted
