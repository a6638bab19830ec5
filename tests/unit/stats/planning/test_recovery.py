"""Simulated segments are found again as often as theory says they can be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.spatial.distance import pdist

from psychograph.stats.choosing.agreement import adjusted_rand
from psychograph.stats.planning.recovery import planned, recovery, segmented, smallest_n
from psychograph.stats.planning.simulated_segments import Plan, best_rule, centres, draw, misplaced


def test_centres_lie_equally_far_apart_in_every_direction() -> None:
    for k, p in ((2, 1), (3, 2), (4, 9), (6, 5)):
        plan = planned(p, k, 3.5)
        apart = pdist(centres(plan, np.random.default_rng(k)))
        np.testing.assert_allclose(apart, 3.5, atol=1e-12)  # rounding alone


def test_with_few_attributes_neighbours_lie_that_far_apart_and_none_nearer() -> None:
    for k, p in ((4, 2), (5, 1), (9, 2), (10, 3)):
        apart = pdist(centres(planned(p, k, 2.0), np.random.default_rng(k)))
        assert apart.min() == pytest.approx(2.0)


def test_unrelated_people_are_not_found() -> None:
    found = recovery(200, 5, 3, 0.0, replications=40)
    assert found.share == 0
    # The index of unrelated groups has mean 0; a mean of 40 varies by about .003 here.
    assert abs(found.mean_ari) < 0.02
    assert abs(found.ceiling) < 0.02


@pytest.mark.parametrize("method", ["ward", "consolidated", "kmeans"])
@pytest.mark.parametrize("points", [7, None])
def test_people_far_apart_are_always_found(method: str, points: int | None) -> None:
    # Twelve standard deviations over many attributes: still two steps of seven on each.
    found = recovery(60, 12, 3, 12.0, points=points, method=method, replications=20)  # type: ignore[arg-type]
    assert found.share == 1
    assert found.interval[0] == pytest.approx(20 / (20 + 1.959964**2))  # Wilson's, where all were found
    assert found.ceiling == 1


@pytest.mark.parametrize("separation", [2.0, 3.0, 4.0])
def test_the_best_rule_misplaces_as_many_as_theory_says(separation: float) -> None:
    plan = Plan((0.5, 0.5), 4, separation, points=None)
    answers, truth, middles = draw(plan, 200_000, np.random.default_rng(3))
    wrong = (best_rule(plan, answers, middles) != truth).mean()
    expected = misplaced(separation)
    # Five standard errors of a share.
    assert wrong == pytest.approx(expected, abs=5 * math.sqrt(expected * (1 - expected) / 200_000))


def test_the_ceiling_of_two_groups_is_that_of_their_error_rate() -> None:
    # With a share e on the wrong side of two halves the index tends to (1 - 2e)^2.
    found = recovery(2000, 1, 2, 3.0, points=None, method="kmeans", replications=30)
    limit = (1 - 2 * misplaced(3.0)) ** 2
    # e varies by sqrt(e (1 - e) / n) = .0056, the index by 4 (1 - 2e) times that, its mean of 30 by .0035;
    # five times that.
    assert found.ceiling == pytest.approx(limit, abs=0.018)
    # On one attribute k-means cuts in the middle, as the best rule does.
    assert found.mean_ari == pytest.approx(limit, abs=0.018)


def test_standardising_costs_where_few_attributes_part_the_segments() -> None:
    # It shrinks the attributes that tell most, so that k-means stays below the best rule with any number.
    found = recovery(2000, 4, 2, 3.0, points=None, method="kmeans", replications=30)
    assert found.mean_ari < found.ceiling - 0.02  # six standard errors of a mean


def test_an_answer_scale_costs_something_and_the_best_rule_knows() -> None:
    rough = recovery(400, 4, 3, 4.0, points=3, method="kmeans", replications=20)
    fine = recovery(400, 4, 3, 4.0, points=None, method="kmeans", replications=20)
    assert rough.ceiling < fine.ceiling - 0.05


def test_no_method_passes_the_ceiling() -> None:
    for method in ("ward", "consolidated", "kmeans"):
        found = recovery(500, 6, 4, 3.5, method=method, replications=20)  # type: ignore[arg-type]
        # Beyond it by chance alone: the index of one survey varies by .02, the mean of twenty by .005.
        assert found.mean_ari < found.ceiling + 0.01
        assert found.reached == pytest.approx(found.mean_ari / found.ceiling)


def test_the_same_seed_gives_the_same_figures_and_more_replications_begin_alike() -> None:
    assert recovery(80, 4, 3, 4, seed=7, replications=10) == recovery(80, 4, 3, 4, seed=7, replications=10)
    told: list[float] = []
    few = recovery(80, 4, 3, 4, seed=7, replications=1, progress=told.append)
    many = recovery(80, 4, 3, 4, seed=7, replications=2, progress=told.append)
    assert told == [1.0, 0.5, 1.0]
    assert few.mean_ari != many.mean_ari


def test_uneven_shares_are_drawn_as_given() -> None:
    plan = planned(3, (6, 3, 1), 4)
    assert plan.shares == pytest.approx((0.6, 0.3, 0.1))
    _, truth, _ = draw(plan, 100_000, np.random.default_rng(1))
    # Five standard errors of a share of .6.
    assert np.bincount(truth)[1:] / 100_000 == pytest.approx(plan.shares, abs=0.008)


def test_the_number_of_segments_is_chosen_right_where_they_stand_apart() -> None:
    assert recovery(150, 6, 3, 8, replications=10, choose=True).right_number == 1
    assert recovery(60, 6, 3, 8, replications=2).right_number is None


def test_the_smallest_size_is_the_first_that_finds_them() -> None:
    found = smallest_n(6, 3, 5, grid=(400, 20, 60, 30), replications=30)
    assert found.n is not None
    assert [one.n for one in found.tried] == sorted(one.n for one in found.tried)
    assert found.tried[-1].share >= 0.8
    assert all(one.share < 0.8 for one in found.tried[:-1])


def test_overlapping_segments_are_out_of_reach_whatever_the_size() -> None:
    found = smallest_n(6, 3, 2, grid=(50, 100_000), replications=10)
    assert found.n is None
    assert found.out_of_reach
    assert [one.n for one in found.tried] == [50]


def test_a_size_that_none_of_the_grid_reaches() -> None:
    found = smallest_n(6, 4, "medium", method="ward", grid=(40, 50), replications=10)
    assert found.n is None
    assert not found.out_of_reach


def test_an_interrupt_ends_a_simulation_at_once() -> None:
    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recovery(50, 3, 2, 4, replications=1000, progress=interrupted)


def test_people_who_all_answer_alike_are_one_group() -> None:
    alike = np.full((10, 3), 4.0)
    assert set(segmented(alike, 3, "ward", np.random.default_rng(1))) == {1}
    two = np.repeat([[1.0, 2.0], [5.0, 2.0]], 5, axis=0)
    labels = segmented(two, 3, "kmeans", np.random.default_rng(1))  # three are wanted of two kinds of answers
    assert adjusted_rand(labels, np.repeat([1, 2], 5)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"n": 2}, "as many respondents"),
        ({"attributes": 0}, "1 to 200 attributes"),
        ({"segments": 1}, "2 to 50 segments"),
        ({"segments": (1, 0)}, "share above 0"),
        ({"separation": "huge"}, "small, medium, large"),
        ({"separation": -1.0}, "0 or more"),
        ({"separation": math.nan}, "0 or more"),
        ({"points": 12}, "2 to 11 steps"),
        ({"replications": 0}, "at least one replication"),
        ({"n": 100_000}, "take minutes"),
        ({"bar": 0}, "bar"),
        ({"method": "median"}, "ward, consolidated or kmeans"),
    ],
)
def test_figures_out_of_their_range_are_named(wrong: dict[str, object], said: str) -> None:
    good: dict[str, object] = {"n": 100, "attributes": 4, "segments": 3, "separation": 3.0}
    with pytest.raises(ValueError, match=said):
        recovery(**{**good, **wrong})  # type: ignore[arg-type]


def test_a_share_of_none_is_not_wanted() -> None:
    with pytest.raises(ValueError, match="above 0"):
        smallest_n(4, 3, wanted=0)
    with pytest.raises(ValueError, match="no size to try"):
        smallest_n(4, 3, grid=(1, 2))
