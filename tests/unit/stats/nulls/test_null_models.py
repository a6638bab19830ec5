"""People without groups: what the null model keeps, and what it does not hand down."""

from __future__ import annotations

import numpy as np
import pytest

from psychograph.stats.nulls.monte_carlo import share_as_large, together, undecided
from psychograph.stats.nulls.null_models import fit_null
from psychograph.stats.nulls.unimodal import as_it_is, with_one_peak
from psychograph.stats.nulls.valleys import valleys, weakest


def one_factor(n: int, d: int, rng: np.random.Generator) -> np.ndarray:
    return 0.7 * rng.standard_normal((n, 1)) + 0.7 * rng.standard_normal((n, d))


def in_steps(values: np.ndarray) -> np.ndarray:
    return np.digitize(values, [-1.2, -0.4, 0.4, 1.2]) + 1.0


def test_a_scale_with_steps_keeps_how_it_was_answered() -> None:
    rng = np.random.default_rng(0)
    answers = in_steps(one_factor(400, 6, rng))
    drawn, weights = fit_null(answers, rng).draw(400, rng)
    assert weights is None
    for mine, theirs in zip(answers.T, drawn.T, strict=True):
        assert np.sort(mine).tolist() == np.sort(theirs).tolist()


def test_correlations_are_those_of_the_answers_in_spite_of_steps() -> None:
    rng = np.random.default_rng(1)
    answers = in_steps(one_factor(2_000, 5, rng))
    drawn, _ = fit_null(answers, rng).draw(20_000, rng)
    off = np.corrcoef(drawn.T) - np.corrcoef(answers.T)
    # Shrinking takes about 0.5% of a correlation, and the fit rests on 4,000 simulated people: 3 errors.
    assert np.abs(off).max() < 0.05
    assert abs(off.mean()) < 0.015


def test_chance_correlations_of_a_small_sample_are_not_taken_for_real() -> None:
    rng = np.random.default_rng(2)
    values = rng.standard_normal((60, 20))
    drawn, _ = fit_null(values, rng).draw(4_000, rng)
    off = ~np.eye(20, dtype=bool)
    assert (np.corrcoef(drawn.T)[off] ** 2).mean() < (np.corrcoef(values.T)[off] ** 2).mean() / 2


def test_weights_give_the_distribution_of_the_people_that_are_stood_for() -> None:
    rng = np.random.default_rng(3)
    answers = in_steps(one_factor(600, 4, rng))
    weights = np.where(answers[:, 0] > 3, 4.0, 1.0)
    drawn, theirs = fit_null(answers, rng, weights).draw(600, rng)
    assert theirs is not None
    assert sorted(theirs) == sorted(weights)
    for j in range(4):
        wanted = np.average(answers[:, j], weights=weights)
        # A person who stands for four may tip a step: one in a hundred of the weight.
        assert np.average(drawn[:, j], weights=theirs) == pytest.approx(wanted, abs=0.03)


def test_extreme_answering_is_kept_and_not_invented() -> None:
    rng = np.random.default_rng(4)
    plain = one_factor(1_000, 8, rng)
    stretched = plain * np.exp(rng.normal(0, 0.6, (1_000, 1)))
    assert fit_null(in_steps(stretched), rng).spread > 0.3
    assert fit_null(in_steps(plain), rng).spread < 0.2
    assert "more extremely" in fit_null(in_steps(stretched), rng).name


def test_camps_are_not_handed_down() -> None:
    rng = np.random.default_rng(5)
    camps = np.repeat([[0.0], [5.0]], 150, axis=0) + rng.standard_normal((300, 4)) / 2
    drawn, _ = fit_null(camps, rng).draw(300, rng)
    between = [(np.abs(values.mean(axis=1) - 2.5) < 0.8).mean() for values in (camps, drawn)]
    assert between[0] == 0
    assert between[1] > 0.05


@pytest.mark.parametrize("shape", [(40, 60), (200, 1), (5, 2)])
def test_odd_shapes_give_samples(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(6)
    drawn, _ = fit_null(rng.standard_normal(shape), rng).draw(30, rng)
    assert drawn.shape == (30, shape[1])
    assert np.isfinite(drawn).all()


def test_answers_relative_to_a_person_and_doubled_columns_give_samples() -> None:
    rng = np.random.default_rng(7)
    answers = in_steps(one_factor(200, 5, rng))
    relative = answers - answers.mean(axis=1, keepdims=True)
    doubled = np.column_stack([answers, answers[:, 0]])
    drawn, _ = fit_null(doubled, rng).draw(500, rng)
    assert np.corrcoef(drawn[:, 0], drawn[:, 5])[0, 1] > 0.95
    assert np.isfinite(fit_null(relative, rng).draw(500, rng)[0]).all()


def test_blanks_come_back_and_categories_without_order_stand_alone() -> None:
    rng = np.random.default_rng(8)
    answers = in_steps(one_factor(500, 4, rng))
    answers[:, 3] = answers[:, 0]
    answers[rng.random(500) < 0.3, 1] = np.nan
    model = fit_null(answers, rng, nominal=[False, False, False, True])
    drawn, _ = model.draw(2_000, rng)
    assert np.isnan(drawn[:, 1]).mean() == pytest.approx(0.3, abs=0.06)
    assert not np.isnan(drawn[:, [0, 2, 3]]).any()
    assert abs(np.corrcoef(drawn[:, 0], drawn[:, 3])[0, 1]) < 0.1
    assert "taken as unrelated" in model.name


def test_the_same_seed_draws_the_same_people() -> None:
    values = one_factor(100, 3, np.random.default_rng(9))
    one, other = (
        fit_null(values, rng).draw(50, rng)[0] for rng in (np.random.default_rng(1), np.random.default_rng(1))
    )
    assert (one == other).all()


def test_one_peak_changes_nothing_that_has_one() -> None:
    values = np.random.default_rng(10).exponential(size=1_000)
    at = np.linspace(0.01, 0.99, 99)
    off = with_one_peak(values, np.ones(1_000)).quantile(at) - np.quantile(values, at)
    # The sample itself lies further from its own population: its 99th percentile has an error of 0.3.
    assert np.abs(off).max() < 0.3
    assert np.abs(off).mean() < 0.03


def test_one_peak_has_one() -> None:
    rng = np.random.default_rng(11)
    three = np.concatenate([rng.normal(m, 0.5, 300) for m in (0, 4, 8)])
    margin = with_one_peak(three, np.ones(900))
    density = np.diff(margin.shares) / np.diff(margin.values)
    peak = int(density.argmax())
    assert (np.diff(density[: peak + 1]) >= -1e-9 * density[peak]).all()
    assert (np.diff(density[peak:]) <= 1e-9 * density[peak]).all()


def test_weights_count_as_repeated_people() -> None:
    column, times = np.array([1.0, 2.0, 5.0, 7.0, 9.0]), np.array([1, 3, 2, 1, 2])
    at = np.linspace(0, 1, 20)
    for margin in (as_it_is, with_one_peak):
        weighted = margin(column, times.astype(float)).quantile(at)
        repeated = margin(np.repeat(column, times), np.ones(9)).quantile(at)
        np.testing.assert_allclose(weighted, repeated, rtol=1e-12)


@pytest.mark.parametrize(
    ("apart", "low", "high"), [(0.0, 0.0, 0.05), (2.0, 0.0, 0.1), (4.0, 0.5, 0.75), (8.0, 0.97, 1)]
)
def test_a_valley_is_as_deep_as_theory_says(apart: float, low: float, high: float) -> None:
    # Two normal groups 4 apart: the density between is 2 exp(-2) = 27% of the peak; smoothing fills some.
    rng = np.random.default_rng(12)
    labels = np.repeat([1, 2], 4_000)
    values = rng.standard_normal((8_000, 3))
    values[labels == 2, 0] += apart
    found = valleys(values, labels)
    assert found[0] == found[1]
    assert low <= found[0].depth <= high


def test_the_weakest_valley_is_that_of_a_group_cut_in_two() -> None:
    rng = np.random.default_rng(13)
    values = rng.standard_normal((600, 2))
    labels = np.where(values[:, 0] > 0, 2, 1)
    values[:200] += 20
    labels[:200] = 3
    found = valleys(values, labels)
    assert (weakest(found).first, weakest(found).second) == (1, 2)
    assert found[2].depth > 0.9


def test_valleys_of_weighted_points_are_those_of_repeated_points() -> None:
    rng = np.random.default_rng(14)
    values, labels = rng.standard_normal((200, 2)), np.repeat([1, 2], 100)
    values[labels == 2] += 3
    alike = valleys(values, labels)[0]
    heavy = valleys(values, labels, np.full(200, 7.0))[0]
    assert heavy == alike
    few = valleys(values, labels, np.where(np.arange(200) % 2, 1.0, 9.0))[0]
    assert few.clarity < alike.clarity  # the same fall, on fewer people's worth


def test_a_person_alone_is_no_clear_valley() -> None:
    values = np.concatenate([np.random.default_rng(15).standard_normal(200), [30.0]])[:, None]
    labels = np.concatenate([np.ones(200), [2]]).astype(np.int64)
    assert valleys(values, labels)[0].clarity < 2


def test_the_steps_of_a_scale_are_no_valley() -> None:
    values = np.repeat([1.0, 2.0, 3.0, 4.0], [100, 200, 200, 100])[:, None]
    found = valleys(values, np.where(values[:, 0] > 2, 2, 1))
    assert found[0].depth < 0.01
    hollow = np.repeat([1.0, 2.0, 3.0, 4.0, 5.0], [200, 200, 10, 200, 200])[:, None]
    assert valleys(hollow, np.where(hollow[:, 0] > 2, 2, 1))[0].depth > 0.3


def test_groups_at_the_same_centre_have_no_valley() -> None:
    values = np.tile([[0.0, 1.0], [2.0, 1.0]], (10, 1))
    found = valleys(values, np.repeat([1, 2], 10))
    assert found[0].depth == 0


def test_a_test_by_simulation_keeps_its_level() -> None:
    rng = np.random.default_rng(16)
    shares = []
    for _ in range(2_000):
        figures = rng.standard_normal((40, 2)) * [1, 0.01]
        shares.append(share_as_large(*together(figures[0], figures[1:], np.array([0.0, 0.0]))))
    # 5% of 2,000 with a standard error of 0.5%.
    assert np.mean(np.array(shares) <= 0.05) == pytest.approx(0.05, abs=0.015)


def test_the_threshold_is_undecided_near_five_in_a_hundred() -> None:
    # Binomial with 99 draws at 5%: none has a chance of 0.6%, at most one 4%, ten or more 2.7%, eleven 1.1%.
    assert [undecided(found, 99, 0.05) for found in (0, 1, 10, 11)] == [False, True, True, False]
