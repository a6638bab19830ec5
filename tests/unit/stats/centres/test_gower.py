"""Gower's dissimilarities: by hand, by the formula pair by pair, and compiled against numpy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import squareform

from psychograph.stats.centres import gower as module
from psychograph.stats.centres.gower import expected_dissimilarity, gower, gower_ranges, gower_to

LEVELS = [0, 0, 3, 5, 2]
ORDINAL = [False, False, False, True, False]
# Sums of five float32 numbers below 1, and one division.
ROUNDING = 1e-6


def people(n: int, seed: int, gaps: float = 0.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = np.column_stack(
        [rng.normal(40, 12, n), rng.integers(0, 4, n)] + [rng.integers(0, top, n) for top in LEVELS[2:]]
    ).astype(float)
    values[rng.random(values.shape) < gaps] = np.nan
    values[:, 1] = np.where(np.isnan(values).all(axis=1), 2.0, values[:, 1])
    return values


def by_formula(values: np.ndarray, weights: np.ndarray, unknown: float) -> np.ndarray:
    """One pair at a time, as Gower wrote it."""
    width = np.nanmax(values, axis=0) - np.nanmin(values, axis=0)
    pairs = ((i, j) for i in range(len(values)) for j in range(i + 1, len(values)))
    return np.array([of_a_pair(values[i], values[j], width, weights, unknown) for i, j in pairs])


def of_a_pair(
    one: np.ndarray, other: np.ndarray, width: np.ndarray, weights: np.ndarray, unknown: float
) -> float:
    total = counted = 0.0
    for c, (x, y) in enumerate(zip(one, other, strict=True)):
        if np.isnan(x) or np.isnan(y):
            continue
        ranked = LEVELS[c] == 0 or ORDINAL[c]
        apart = abs(x - y) / (width[c] or 1) if ranked else float(x != y)
        total += weights[c] * apart
        counted += weights[c]
    return total / counted if counted else unknown


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMPILED_FROM", 2)


@given(st.integers(2, 25), st.integers(0, 10**6), st.sampled_from([0.0, 0.3, 0.7]))
def test_every_pair_is_what_the_formula_says(n: int, seed: int, gaps: float) -> None:
    values = people(n, seed, gaps)
    if np.isnan(values).all(axis=0).any():
        return
    weights = np.random.default_rng(seed).uniform(0.1, 2, 5)
    found = gower(values, LEVELS, ordinal=ORDINAL, column_weights=weights)
    expected = expected_dissimilarity(values, LEVELS, ordinal=ORDINAL, column_weights=weights)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, by_formula(values, weights, expected), atol=ROUNDING)


@pytest.mark.parametrize("gaps", [0.0, 0.3])
@pytest.mark.parametrize("weights", [None, [1, 2, 0.3, 0, 1]])
def test_compiled_and_numpy_agree_to_the_last_bit(
    gaps: float, weights: list[float] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Tied dissimilarities must be tied in both, or medoids and trees would depend on the size of a study.
    values = people(150, 4, gaps)
    values[:, 0] = values[:, 0].round(-1)
    values = values[(~np.isnan(values[:, [0, 1, 2, 4]])).any(axis=1)]
    arguments = {"ordinal": ORDINAL, "column_weights": weights, "unknown": 0.4}
    plain = gower(values, LEVELS, **arguments)
    few, many = (gower_to(values, others, LEVELS, **arguments) for others in (values[:3], values))
    assert len(np.unique(plain)) < len(plain) / 2
    monkeypatch.setattr(module, "COMPILED_FROM", 2)
    monkeypatch.setattr(module, "CELLS", 1)
    np.testing.assert_array_equal(gower(values, LEVELS, **arguments), plain)
    np.testing.assert_array_equal(gower_to(values, values[:3], LEVELS, **arguments), few)
    np.testing.assert_array_equal(gower_to(values, values, LEVELS, **arguments), many)
    np.testing.assert_array_equal(squareform(plain), many)


@pytest.mark.usefixtures("compiled")
def test_compiled_pairs_are_right_beyond_one_tile_and_block() -> None:
    values = people(2_150, 7, 0.2)  # a tile has 2,048 rows
    square = squareform(gower(values, LEVELS, ordinal=ORDINAL, unknown=0.4))
    some = [0, 31, 32, 33, 2_047, 2_048, 2_049, 2_149]
    ranges = gower_ranges(values, LEVELS, ordinal=ORDINAL)
    to_some = gower_to(values[some], values, LEVELS, ordinal=ORDINAL, ranges=ranges, unknown=0.4)
    np.testing.assert_array_equal(to_some, square[some])
    width, weights = np.nanmax(values, axis=0) - np.nanmin(values, axis=0), np.ones(5)
    wanted = np.array([[of_a_pair(values[i], one, width, weights, np.nan) for one in values] for i in some])
    known = ~np.isnan(wanted)
    np.testing.assert_allclose(to_some[known], wanted[known], atol=ROUNDING)


def test_blocks_of_few_rows_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    values = people(70, 3, 0.2)
    whole = gower(values, LEVELS)
    monkeypatch.setattr(module, "CELLS", 200)
    np.testing.assert_array_equal(gower(values, LEVELS), whole)


@pytest.mark.parametrize("gaps", [0.0, 0.3])
def test_what_is_expected_is_the_mean_over_pairs_of_each_column(gaps: float) -> None:
    values = people(60, 5, gaps)
    means = []
    for column, (top, ranked) in enumerate(zip(LEVELS, ORDINAL, strict=True)):
        answers = values[:, [column]]
        answers = answers[~np.isnan(answers[:, 0])]
        means.append(gower(answers, [top], ordinal=[ranked]).mean(dtype=float))
    found = expected_dissimilarity(values, LEVELS, ordinal=ORDINAL, column_weights=[1, 2, 3, 0, 1])
    assert found == pytest.approx(np.average(means, weights=[1, 2, 3, 0, 1]), abs=ROUNDING)


def test_two_with_nothing_in_common_are_as_far_apart_as_any_two() -> None:
    values = np.array([[1.0, np.nan], [np.nan, 0.0], [3.0, 1.0], [1.0, 1.0]])
    square = squareform(gower(values, [0, 2]))
    # Numbers 1, 3, 1 differ by 1, 0 and 1 of the range; categories 0, 1, 1 likewise.
    assert square[0, 1] == pytest.approx(2 / 3)
    assert squareform(gower(values, [0, 2], unknown=0.25))[0, 1] == 0.25


def test_ranges_of_the_whole_sample_serve_a_part_of_it() -> None:
    values = people(50, 8, 0.1)
    ranges = gower_ranges(values, LEVELS)
    unknown = expected_dissimilarity(values, LEVELS)
    part = np.flatnonzero(values[:, 0] < 45)[:20]
    found = squareform(gower(values[part], LEVELS, ranges=ranges, unknown=unknown))
    whole = squareform(gower(values, LEVELS))[np.ix_(part, part)]
    # The lowest of the part is another, from which float32 numbers are counted.
    np.testing.assert_allclose(found, whole, atol=ROUNDING)
    to = gower_to(values[part[:3]], values[part], LEVELS, ranges=ranges, unknown=unknown)
    np.testing.assert_allclose(to, whole[:3], atol=ROUNDING)


def test_differences_beyond_the_range_count_as_one() -> None:
    assert gower_to(np.array([[90.0]]), np.array([[10.0]]), [0], ranges=[40]).tolist() == [[1.0]]


def test_a_column_without_width_counts_as_agreement() -> None:
    assert gower(np.array([[1.0, 7.0], [2.0, 7.0]]), [0, 0]).tolist() == [0.5]


def test_large_numbers_far_from_zero_keep_their_differences() -> None:
    # In float32 alone the three would be one.
    assert gower(np.array([[1e9], [1e9 + 1], [1e9 + 4]]), [0]).tolist() == [0.25, 1.0, 0.75]


@given(st.integers(2, 30), st.integers(0, 10**6))
def test_a_shuffle_shuffles_the_matrix_and_nothing_else(n: int, seed: int) -> None:
    values = people(n, seed, 0.3)
    order = np.random.default_rng(seed).permutation(n)
    square = squareform(gower(values, LEVELS))
    np.testing.assert_array_equal(squareform(gower(values[order], LEVELS)), square[np.ix_(order, order)])


def test_one_row_and_two_alike() -> None:
    assert gower(np.array([[1.0]]), [0]).shape == (0,)
    assert gower(np.array([[1.0, 2.0], [1.0, 2.0]]), [0, 3]).tolist() == [0.0]


@pytest.mark.parametrize(
    ("values", "levels", "options", "said"),
    [
        ([[np.inf], [1.0]], [0], {}, "infinite"),
        ([[np.nan, 1.0], [np.nan, np.nan]], [0, 0], {}, "row 1 answers no column"),
        ([[np.nan, 1.0], [1.0, 1.0]], [0, 0], {"column_weights": [1, 0]}, "row 0 answers no column"),
        ([[3.0], [1.0]], [3], {}, "codes other than 0 to 2"),
        ([[0.5], [1.0]], [3], {}, "codes other than 0 to 2"),
        ([[-1.0], [1.0]], [3], {}, "codes other than 0 to 2"),
        ([[1.0], [1.0]], [0, 0], {}, "levels"),
        ([[1.0], [1.0]], [-1], {}, "levels"),
        ([[1.0], [1.0]], [0], {"ordinal": [True]}, "ordinal"),
        ([[1.0], [1.0]], [0], {"column_weights": [0]}, "weights"),
        ([[1.0], [1.0]], [0], {"column_weights": [-1]}, "weights"),
        ([[1.0], [1.0]], [0], {"column_weights": [np.nan]}, "weights"),
        ([[1.0], [1.0]], [0], {"ranges": [-1]}, "ranges"),
        ([[1.0], [1.0]], [0], {"ranges": [np.nan]}, "ranges"),
        ([[1.0], [1.0]], [0], {"ranges": [1, 2]}, "ranges"),
        ([[1.0], [1.0]], [0], {"unknown": 2.0}, "unknown"),
        ([[-1.7e308], [1.7e308]], [0], {}, "range"),
        ([1.0, 2.0], [0], {}, "column"),
        ([[], []], [], {}, "column"),
    ],
)
def test_bad_input_is_refused_in_words(
    values: list[list[float]], levels: list[int], options: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        gower(np.array(values), levels, **options)


def test_rows_of_other_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        gower_to(np.ones((2, 2)), np.ones((2, 3)), [0, 0])
