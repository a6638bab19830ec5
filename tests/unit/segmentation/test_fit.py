"""Answers that cannot be segmented as asked, and answers that only just can."""

from __future__ import annotations

import numpy as np
import pytest
from ward_groups import cluster

from psychograph.errors import SegmentationError
from psychograph.responses.attributes import Attributes
from psychograph.segmentation import null_comparison
from psychograph.segmentation.fit import checked_points, segment
from psychograph.segmentation.methods.ward import Ward
from psychograph.segmentation.segmentation import Segmentation
from psychograph.study.model import SegmentationSettings


def solve(values: np.ndarray, segments: int = 2) -> Segmentation:
    names = tuple(f"A{i}" for i in range(values.shape[1]))
    ids = tuple(f"r{i}" for i in range(len(values)))
    known = Attributes(ids, names, ("",) * len(names), (None,) * len(names), values.astype(float))
    return segment(known, names, SegmentationSettings(segments=segments))


def test_people_who_answered_alike_are_not_torn_apart() -> None:
    values = np.tile([[1, 5], [3, 3], [5, 1]], (10, 1))
    assert set(solve(values, 3).sizes.values()) == {10}
    with pytest.raises(SegmentationError, match="4 segments for 3 different patterns"):
        solve(values, 4)


def test_rounding_is_no_difference_between_people() -> None:
    averages = np.array([0.1 + 0.2, 0.3] * 5)
    assert np.ptp(averages) > 0
    with pytest.raises(SegmentationError, match=r"the same answer, 0\.3"):
        solve(np.column_stack([averages, np.arange(10)]))


def test_numbers_too_small_to_square_are_refused_rather_than_divided_by_zero() -> None:
    with pytest.raises(SegmentationError, match="basis > A0"):
        solve(np.column_stack([np.arange(10) * 1e-300, np.arange(10)]))


def test_a_resample_without_variety_in_a_column_ignores_it() -> None:
    values = np.column_stack([np.full(15, 0.1), np.arange(15)])
    assert values.std(axis=0)[0] > 0  # rounding, which must not be blown up to a whole attribute
    assert cluster(values, 2).tolist() == cluster(values[:, 1:], 2).tolist()


def test_more_attributes_than_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(null_comparison, "CLEARLY_NOT", 1.0)  # goes on to the end, however they look
    found = solve(np.random.default_rng(0).integers(1, 6, size=(60, 90)))
    assert 0 < found.verdict.null_share <= 1
    assert found.verdict.null_draws == 149  # the fewest, since draws of many columns take long


def test_more_attributes_than_anyone_can_use() -> None:
    with pytest.raises(SegmentationError, match="3,000 attributes"):
        solve(np.zeros((60, 3_000)))


@pytest.mark.parametrize(
    ("values", "segments", "said"),
    [
        (np.full((40, 2), np.nan), 2, "0 respondents"),
        (np.column_stack([np.arange(40), [*range(3), *[np.nan] * 37]]), 2, r"`basis`: A1 \(37 blank\)"),
        (np.column_stack([np.full(40, 3.0), np.arange(40)]), 2, "the same answer, 3"),
        (np.arange(10.0).reshape(5, 2), 3, "3 segments for 5"),
        (np.tile([[1.0, 5.0], [5.0, 1.0]], (10, 1)), 3, "3 segments for 2 different patterns"),
    ],
)
def test_what_no_tree_can_be_made_of_is_known_before_the_tree(
    values: np.ndarray, segments: int, said: str
) -> None:
    known = Attributes(
        tuple(f"r{i}" for i in range(len(values))), ("A0", "A1"), ("",) * 2, (None,) * 2, values
    )
    with pytest.raises(SegmentationError, match=said):
        checked_points(known, ("A0", "A1"), SegmentationSettings(segments=segments), Ward())
