"""Markers and paragons."""

from __future__ import annotations

import numpy as np
import pytest
from segmented_people import profile_of

LABELS = np.repeat([1, 2], [50, 150])


def marks(mood: np.ndarray) -> list[str | None]:
    profile = profile_of(LABELS, {"Mood": (mood, True)}, basis=("B", "Mood"))
    return [marker.name for marker in profile.segment(1).markers if marker.name == "Mood"]


@pytest.mark.parametrize(("gap", "marked"), [(1.4, True), (1.2, False)])
def test_a_mean_marks_from_a_quarter_of_the_range_on(gap: float, marked: bool) -> None:
    # The mean of all lies three quarters of the gap away; a quarter of 1 to 5 is 1.
    noise = np.tile([-0.5, 0.5], 100)
    assert bool(marks(2.0 + gap * (LABELS == 1) + noise)) is marked


def test_age_marks_nothing() -> None:
    profile = profile_of(LABELS, {"Age": (20.0 + 40 * (LABELS == 1), False)})
    assert "Age" not in {marker.name for marker in profile.segment(1).markers}


@pytest.mark.parametrize(
    ("inside", "outside", "marked"),
    [
        (30, 30, True),  # 60 % against 30 % of all: 0.30 more
        (15, 15, True),  # 30 % against 15 %: twice as much
        (32, 75, False),  # 64 % against 53.5 %: neither
        (10, 60, False),  # 20 % against 35 %: 0.15 less, and not by half
    ],
)
def test_a_share_marks_by_a_quarter_or_by_half(inside: int, outside: int, marked: bool) -> None:
    said = ["x"] * inside + ["y"] * (50 - inside) + ["x"] * outside + ["y"] * (150 - outside)
    profile = profile_of(LABELS, {}, {"Town": said})
    found = {marker.category for marker in profile.segment(1).markers if marker.name == "Town"}
    assert ("x" in found) is marked


def test_noise_marks_nothing() -> None:
    # Twice as frequent, but on 3 of 50 against 3 of 150 an interval of h includes zero.
    said = ["x"] * 5 + ["y"] * 45 + ["x"] * 7 + ["y"] * 143
    profile = profile_of(LABELS, {}, {"Town": said})
    (town,) = profile.segment(1).categories
    x = next(count for count in town.counts if count.category == "x")
    assert x.h_interval[0] <= 0 < x.h_interval[1]
    assert "Town" not in {marker.name for marker in profile.segment(1).markers}


def test_paragons_are_the_nearest_to_the_centre() -> None:
    labels = np.repeat([1, 2], 9)
    mood = np.concatenate([np.arange(1.0, 10), np.full(9, 50.0)]) / 10
    ids = [f"p{i}" for i in range(18)]
    profile = profile_of(labels, {"Mood": (mood, False)}, basis=("Mood",), respondents=ids)
    # The centre is the fifth; equally near ones go by what they answered.
    assert profile.segment(1).paragons == ("p4", "p3", "p5", "p2", "p6")


def test_paragons_who_answered_alike_go_by_their_ids() -> None:
    labels = np.repeat([1, 2], [8, 3])
    mood = np.concatenate([np.full(8, 3.0), [1.0, 1.0, 2.0]])
    ids = [*"hgfedcba", *"xyz"]
    profile = profile_of(labels, {"Mood": (mood, True)}, basis=("Mood",), respondents=ids)
    assert profile.segment(1).paragons == tuple("abcde")
    assert len(profile.segment(2).paragons) == 3
