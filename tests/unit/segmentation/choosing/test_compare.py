"""Two solutions beside each other, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from unit.segmentation.choosing.simulated import four_groups, names, people

from psychograph.errors import SegmentationError
from psychograph.segmentation.choosing.compare import Comparison, asked, compare
from psychograph.study.model import SegmentationSettings

SETTINGS = SegmentationSettings(segments=2, seed=3)


def compared(one: str, other: str) -> Comparison:
    return compare(people(four_groups()[0]), names(), SETTINGS, asked(one), asked(other))


def test_a_split_keeps_one_part_and_names_the_other() -> None:
    found = compared("ward:3", "ward:4")
    assert found.table.sum() == found.respondents == 240
    # One segment of three is split; the two others stay whole.
    whole = [match for match in found.matches if match.stay == 1]
    (split,) = (match for match in found.matches if match.stay < 1)
    assert len(whole) == 2
    row = found.table[split.segment - 1]
    assert split.stay == pytest.approx(row.max() / row.sum())
    assert split.movers == np.sort(row)[-2]
    assert found.stay == pytest.approx((240 - split.movers) / 240)
    # The two groups that part were drawn high and low on items of their own.
    assert len(split.differences) == 3
    assert abs(split.differences[0].by) >= abs(split.differences[1].by) > 1


def test_the_same_segments_agree_fully() -> None:
    found = compared("kmeans:4", "kmeans:4")
    assert found.agreement == pytest.approx(1)
    assert found.stay == 1
    assert all(match.moved_to is None and not match.differences for match in found.matches)


def test_fewer_segments_leave_some_without_a_partner() -> None:
    found = compared("ward:4", "ward:3")
    assert [match.partner is None for match in found.matches].count(True) == 1


@pytest.mark.parametrize("name", ["ward", "ward:", "ward:1", "ward:51", "ward:x", "ward:-3", "word:3", ":3"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(SegmentationError):
        asked(name)


def test_numbers_that_cannot_be_filled() -> None:
    with pytest.raises(SegmentationError, match="40 segments for 60"):
        compare(people(four_groups(60)[0]), names(), SETTINGS, asked("ward:2"), asked("ward:40"))
