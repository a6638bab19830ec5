"""Figures of profiles: index, percentile, top-two-box, shares, effect sizes, humps, letters."""

from __future__ import annotations

import math

import numpy as np
import pytest
from segmented_people import profile_of

from psychograph.profiling.letters import letter, row_letters
from psychograph.profiling.profile import excludes_zero

LABELS = np.repeat([1, 2, 3], [40, 60, 50])
RNG = np.random.default_rng(11)
SPEND = np.round(RNG.gamma(4, 5, 150) + 6 * (LABELS == 2))
MOOD = np.clip(np.rint(RNG.normal(2.4 + 0.7 * (LABELS == 3), 1.0, 150)), 1, 5)
TOWN = np.where(RNG.random(150) < 0.3 + 0.4 * (LABELS == 1), "city", "land").astype(object)
WEIGHTS = RNG.choice([0.5, 1.0, 2.0], 150)


@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["plain", "weighted"])
def test_indices_are_against_the_mean_of_all(weights: np.ndarray | None) -> None:
    profile = profile_of(LABELS, {"Spend": (SPEND, False)}, weights=weights)
    mass = np.ones(150) if weights is None else weights
    for part in profile.segments:
        inside = part.segment == LABELS
        mean = np.average(SPEND[inside], weights=mass[inside])
        assert part.attribute("Spend").index == pytest.approx(100 * mean / np.average(SPEND, weights=mass))


def test_numbers_below_zero_have_no_index() -> None:
    balance = SPEND - 40
    assert profile_of(LABELS, {"Balance": (balance, False)}).segment(1).attribute("Balance").index is None


@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["plain", "weighted"])
def test_top_two_box(weights: np.ndarray | None) -> None:
    mood = MOOD.copy()
    mood[:3] = np.nan
    profile = profile_of(LABELS, {"Mood": (mood, True)}, basis=("B", "Mood"), weights=weights)
    mass = np.ones(150) if weights is None else weights
    known = np.isfinite(mood)
    part = profile.segment(3).attribute("Mood")
    inside = known & (LABELS == 3)
    share, others = (
        np.average(mood[side] >= 4, weights=mass[side]) for side in (inside, known & (LABELS != 3))
    )
    overall = np.average(mood[known] >= 4, weights=mass[known])
    assert part.top_two == pytest.approx(share)
    assert part.top_two_overall == pytest.approx(overall)
    assert part.index == pytest.approx(100 * share / overall)
    h = 2 * math.asin(math.sqrt(share)) - 2 * math.asin(math.sqrt(others))
    assert part.top_two_h == pytest.approx(h)
    assert part.top_two_h_interval[0] < h < part.top_two_h_interval[1]


def test_means_of_items_have_no_top_two() -> None:
    part = profile_of(LABELS, {"Mood": (MOOD - 0.5 * (MOOD > 1), True)}).segment(1).attribute("Mood")
    assert part.top_two is None
    assert part.index is None


def test_the_percentile_of_the_median() -> None:
    values = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10] * 2)
    labels = np.where(values <= 5, 1, 2)
    profile = profile_of(labels, {"Spend": (values, False)}, weights=None)
    # The median of 1 to 5 is 3: four of twenty lie below, two at it.
    assert profile.segment(1).attribute("Spend").percentile == pytest.approx(100 * (4 + 1) / 20)


@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["plain", "weighted"])
def test_shares_of_categories(weights: np.ndarray | None) -> None:
    said = TOWN.copy()
    said[::17] = None
    profile = profile_of(LABELS, {}, {"Town": list(said)}, weights=weights)
    mass = np.ones(150) if weights is None else weights
    known = np.array([value is not None for value in said])
    for part in profile.segments:
        (town,) = part.categories
        assert town.weighted is (weights is not None)
        inside = known & (part.segment == LABELS)
        assert town.answered == inside.sum()
        assert sum(count.share for count in town.counts) == pytest.approx(1)
        for count in town.counts:
            share = np.average(said[inside] == count.category, weights=mass[inside])
            overall = np.average(said[known] == count.category, weights=mass[known])
            others = known & (part.segment != LABELS)
            assert count.count == (said[inside] == count.category).sum()
            assert count.share == pytest.approx(share)
            assert count.overall_share == pytest.approx(overall)
            assert count.others_share == pytest.approx(
                np.average(said[others] == count.category, weights=mass[others])
            )
            assert count.index == pytest.approx(100 * share / overall)
            assert count.h_interval[0] < count.h < count.h_interval[1]


def test_basis_variables_get_effect_sizes_but_neither_letters_nor_tests() -> None:
    profile = profile_of(LABELS, {"Mood": (MOOD, True)}, {"Town": list(TOWN)}, basis=("B", "Mood", "Town"))
    assert profile.tests == ()
    for part in profile.segments:
        mood, (town,) = part.attribute("Mood"), part.categories
        assert mood.letters == ""
        assert {count.letters for count in town.counts} == {""}
        assert math.isfinite(mood.g)
        assert math.isfinite(town.counts[0].h)
    assert excludes_zero(profile.segment(1).categories[0].counts[0].h_interval)


def test_letters_of_descriptors_name_the_lower_segments() -> None:
    profile = profile_of(LABELS, {"Mood": (MOOD, True), "Spend": (SPEND, False)}, {"Town": list(TOWN)})
    assert profile.segment(3).attribute("Mood").letters == "AB"
    assert profile.segment(1).attribute("Mood").letters == ""
    assert set(profile.segment(2).attribute("Spend").letters) <= set("ACac")
    (town,) = profile.segment(1).categories
    assert next(count for count in town.counts if count.category == "city").letters == "BC"


def test_letters_are_adjusted_for_all_pairs_and_leave_small_bases_out() -> None:
    p = np.full((3, 3), 0.016)  # times three pairs: .048
    values, bases = np.array([0.9, 0.5, 0.1]), np.array([50, 50, 50])
    assert row_letters(values, p, bases, [1, 2, 3]) == ("BC", "C", "")
    assert row_letters(values, p + 0.001, bases, [1, 2, 3]) == ("bc", "c", "")
    assert row_letters(values, p + 0.03, bases, [1, 2, 3]) == ("", "", "")
    # Two pairs fewer to adjust for once a segment is out.
    assert row_letters(values, p + 0.03, np.array([50, 50, 4]), [1, 2, 3]) == ("B", "", "")


def test_letters_go_by_the_numbers_of_segments() -> None:
    p = np.full((2, 2), 0.001)
    assert row_letters(np.array([0.1, 0.9]), p, np.array([50, 50]), [2, 1]) == ("", "B")
    assert [letter(number) for number in (1, 26, 27, 50)] == ["A", "Z", "AA", "AX"]
    many = row_letters(np.arange(28.0), np.full((28, 28), 1e-9), np.full(28, 50), list(range(1, 29)))
    assert many[2] == "A B"


def test_heavy_weights_leave_fewer_letters() -> None:
    lumpy = np.where(np.arange(150) % 12 == 0, 60.0, 1.0)
    plain = profile_of(LABELS, {}, {"Town": list(TOWN)}).segment(1).categories[0]
    weighted = profile_of(LABELS, {}, {"Town": list(TOWN)}, weights=lumpy).segment(1).categories[0]
    assert any(count.letters for count in plain.counts)
    assert not any(letters.isupper() for count in weighted.counts for letters in count.letters)


@pytest.mark.parametrize(
    ("answers", "bimodal", "split"),
    [
        ([1, 1, 1, 1, 1, 2, 4, 5, 5, 5, 5, 5] * 4, True, True),
        ([1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 5] * 4, True, True),
        ([2, 3, 3, 3, 3, 4, 3, 3, 3, 3, 3, 3] * 4, False, False),
    ],
)
def test_two_humps_split_a_segment(answers: list[int], bimodal: bool, split: bool) -> None:
    labels = np.repeat([1, 2], 48)
    mood = np.concatenate([answers, np.full(48, 3)]).astype(float)
    part = profile_of(labels, {"Mood": (mood, True)}, basis=("B", "Mood")).segment(1).attribute("Mood")
    assert (part.bimodal, part.split) == (bimodal, split)


def test_two_humps_split_where_the_spread_alone_would_not() -> None:
    labels = np.repeat([1, 2], 96)
    near = np.repeat([2.0, 3.0, 4.0], [45, 6, 45])  # SD 0.97, less than a quarter of 1 to 5
    part = profile_of(
        labels, {"Mood": (np.concatenate([near, near[::-1] * 0 + 3]), True)}, basis=("B", "Mood")
    )
    mood = part.segment(1).attribute("Mood")
    assert mood.sd < 1.0
    assert mood.bimodal
    assert mood.split


def test_small_bases_are_marked() -> None:
    labels = np.repeat([1, 2], [29, 30])
    profile = profile_of(labels, {"Spend": (np.arange(59.0), False)}, {"Town": ["city"] * 59})
    assert [part.attribute("Spend").small_base for part in profile.segments] == [True, False]
    assert [part.categories[0].small_base for part in profile.segments] == [True, False]
