"""The verdict and the findings, on data whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from psychograph.errors import SegmentationError
from psychograph.responses.attributes import Attributes
from psychograph.segmentation import judgement
from psychograph.segmentation.fit import segment
from psychograph.segmentation.judgement import kind_of
from psychograph.segmentation.methods.ward import Ward
from psychograph.segmentation.segmentation import Segmentation, VerdictKind
from psychograph.study.model import SegmentationSettings


def attributes(values: np.ndarray) -> Attributes:
    names = tuple(f"A{i}" for i in range(values.shape[1]))
    ids = tuple(f"r{i}" for i in range(len(values)))
    return Attributes(ids, names, ("",) * len(names), (None,) * len(names), values.astype(float))


def solve(values: np.ndarray, segments: int = 2, **settings: object) -> Segmentation:
    known = attributes(values)
    chosen = SegmentationSettings.model_validate({"segments": segments, **settings})
    return segment(known, known.names, chosen)


def codes(found: Segmentation) -> list[str]:
    return [finding.code for finding in found.findings]


def two_groups(apart: float, n: int = 120, d: int = 4) -> np.ndarray:
    rng = np.random.default_rng(4)
    return rng.normal(size=(n, d)) + apart * np.outer(np.arange(n) < n // 3, [1, -1, 1, -1][:d])


def test_groups_that_stand_apart_are_natural() -> None:
    found = solve(two_groups(6.0))
    assert found.verdict.kind is VerdictKind.NATURAL
    assert found.verdict.null_share == 1 / (1 + found.verdict.null_draws)
    assert not found.verdict.borderline
    assert sorted(found.sizes.values()) == [40, 80]
    assert min(part.jaccard for part in found.stability) > 0.95


def test_one_cloud_is_not_natural() -> None:
    found = solve(two_groups(0.0), segments=4)
    assert found.verdict.kind is VerdictKind.NONE
    assert "unstable-segment" in codes(found)


@pytest.mark.parametrize(
    ("separated", "parted", "weakest", "kind"),
    [
        (True, True, 0.75, VerdictKind.NATURAL),
        (True, False, 0.75, VerdictKind.REPRODUCIBLE),
        (False, True, 0.99, VerdictKind.CONSTRUCTED),
        (True, True, 0.3, VerdictKind.CONSTRUCTED),
        (False, False, 0.6, VerdictKind.CONSTRUCTED),
        (False, False, 0.59, VerdictKind.NONE),
    ],
)
def test_separation_valleys_and_stability_decide(
    separated: bool, parted: bool, weakest: float, kind: VerdictKind
) -> None:
    assert kind_of(separated=separated, parted=parted, weakest=weakest) is kind


def test_one_cut_too_many_is_not_called_a_continuum() -> None:
    rng = np.random.default_rng(4)
    corners = np.array([[6, 0, 0, 6], [0, 6, 0, -6], [-6, -6, 0, 0]])
    values = corners[np.arange(150) % 3] + rng.normal(size=(150, 4))
    assert solve(values, segments=3).verdict.kind is VerdictKind.NATURAL
    found = solve(values, segments=4)
    weak = [part for part in found.stability if part.jaccard < 0.75]
    assert weak
    assert found.verdict.kind is VerdictKind.CONSTRUCTED
    assert "There is structure here" in found.verdict.text
    assert f"segment {weak[0].segment} (" in found.verdict.text


def test_a_correlated_cloud_is_constructed_however_stable_its_cut() -> None:
    rng = np.random.default_rng(3)
    cloud = rng.normal(size=(150, 1)) + 0.4 * rng.normal(size=(150, 5))
    found = solve(cloud)
    assert found.verdict.kind is VerdictKind.CONSTRUCTED
    assert "data without groups" in found.verdict.text


def test_small_samples_are_compared_with_more_data_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "LARGEST_RESAMPLE", 30)  # how many sets goes by all who answered
    draws = {n: solve(two_groups(5.0, n=n)).verdict.null_draws for n in (30, 1_000, 2_000)}
    assert draws == {30: 199, 1_000: 150, 2_000: 149}


def test_comparing_stops_where_more_would_change_nothing() -> None:
    found = solve(two_groups(0.0)).verdict
    assert found.null_draws == 39
    assert found.null_share > 0.25


@pytest.mark.parametrize("height", ["low", "high"])
def test_any_height_in_the_range_gives_these_segments(height: str) -> None:
    found = solve(two_groups(2.0), segments=3)
    low, high = found.tree.gap_of(len(found.segments))
    at = low * 1.0001 if height == "low" else high * 0.9999
    again = solve(two_groups(2.0), segments=None, cut_height=at)
    assert (again.labels == found.labels).all()
    assert len(solve(two_groups(2.0), segments=None, cut_height=low * 0.9999).segments) > 3


def test_variables_that_say_the_same_twice_are_named() -> None:
    values = two_groups(2.0)
    doubled = np.column_stack([values, values[:, 0] * 2 + 1])
    assert "near-duplicate" in codes(solve(doubled))
    assert "near-duplicate" not in codes(solve(values))


def test_equal_seeds_give_equal_verdicts_and_other_seeds_differ() -> None:
    values = two_groups(1.5)
    assert solve(values, seed=5).verdict == solve(values, seed=5).verdict
    assert solve(values, seed=5).stability != solve(values, seed=6).stability


def test_respondents_with_a_blank_are_left_out_and_named() -> None:
    values = two_groups(6.0)
    values[[3, 7], [0, 2]] = np.nan
    found = solve(values)
    assert found.left_out == ("r3", "r7")
    assert len(found.basis) == len(found.labels) == 118
    assert "2 of 120 respondents (2%)" in next(f.text for f in found.findings if f.code == "left-out")


def test_weaknesses_are_findings() -> None:
    tiny = np.vstack([two_groups(0.0), np.full((3, 4), 20.0)])
    assert {"tiny-segment", "small-sample"} <= set(codes(solve(tiny)))
    square = np.array([[0.0, 0], [0, 1], [9, 0], [9, 1], [0, 9], [0, 8], [9, 9], [9, 8]])
    assert "tied-cut" in codes(solve(np.repeat(square, 4, axis=0), segments=3))


def test_a_segment_high_on_everything_is_a_sign_of_a_way_of_answering() -> None:
    rng = np.random.default_rng(1)
    agreeing = rng.normal(0, 1.5, (150, 1)) + rng.normal(size=(150, 6))
    assert "one-sided" in codes(solve(agreeing))
    assert "one-sided" not in codes(solve(two_groups(6.0)))


@pytest.mark.parametrize("k", [2, 5])
def test_segments_are_numbered_along_the_leaves(k: int) -> None:
    found = solve(two_groups(2.0), segments=k)
    along = found.labels[list(found.tree.leaf_order)]
    assert (np.diff(along) >= 0).all()
    assert found.segments == tuple(range(1, k + 1))


def test_more_respondents_than_the_tree_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("psychograph.segmentation.fit.method_of", lambda settings: Ward(most=100))
    with pytest.raises(SegmentationError, match="120 respondents"):
        solve(two_groups(1.0))


def test_a_variable_that_makes_the_segments_alone_is_named() -> None:
    rng = np.random.default_rng(3)
    alone = rng.normal(size=(300, 4))
    alone[:150, 2] += 12
    found = solve(alone)
    assert "A2 alone" in next(f.text for f in found.findings if f.code == "dominant-variable")
    assert "dominant-variable" not in codes(solve(two_groups(6.0)))
