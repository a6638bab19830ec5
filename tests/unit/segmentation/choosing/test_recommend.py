"""What is recommended where the truth is known, and what is said where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from unit.segmentation.choosing.simulated import four_groups, names, one_factor, people, structureless

from psychograph.segmentation.choosing.candidate import Candidate, Criteria, Flag, Stability
from psychograph.segmentation.choosing.recommend import Recommendation, recommend
from psychograph.segmentation.choosing.standing import Standing, stands_out
from psychograph.segmentation.choosing.sweep import Across, Sweep, sweep
from psychograph.stats.choosing.flow import stability_across
from psychograph.study.model import SegmentationSettings

SETTINGS = SegmentationSettings(segments=2, seed=3)


def advice(values: np.ndarray, **asked: object) -> Recommendation:
    options = {"ks": range(2, 7), "pairs": 20, **asked}
    return recommend(sweep(people(values), names(), SETTINGS, **options))


@pytest.mark.parametrize("method", ["ward", "kmeans", "latent_class"])
def test_clear_groups_stand_out(method: str) -> None:
    found = advice(four_groups()[0], methods=[method], pairs=8)
    assert found.standing is Standing.CLEAR
    assert [one.candidate.name for one in found.first] == [f"{method}:4"]
    assert found.text.startswith("One solution stands out: 4 segments")
    assert "A sweep always has a best" in found.caution


def test_methods_that_agree_are_one_recommendation() -> None:
    (first,) = advice(four_groups()[0]).first
    assert first.candidate.k == 4
    assert [other.k for other in first.alike] == [4]
    assert any("finds nearly the same segments" in reason for reason in first.reasons)


def test_without_groups_nothing_stands_out_and_nothing_comes_back() -> None:
    found = advice(structureless())
    assert found.standing is Standing.UNSTABLE
    assert not found.stands_out
    assert found.text.startswith("Nothing stands out, and nothing comes back")
    assert [one.candidate.k for one in found.first] == [2, 3, 4]
    assert all(any("other segments" in doubt for doubt in one.doubts) for one in found.first)


def test_a_single_level_is_called_so() -> None:
    found = advice(one_factor())
    assert not found.stands_out
    two = [one for one in found.first if one.candidate.k == 2]
    assert two
    assert any("high and low on everything" in doubt for doubt in two[0].doubts)


def made(figures: list[float], **changes: object) -> Sweep:
    """Return a sweep with a stability given for each number of segments from 2."""
    rng = np.random.default_rng(1)
    candidates = []
    for at, mean in enumerate(figures):
        k = at + 2
        labels = rng.permutation(np.resize(np.arange(1, k + 1), 60))
        rand = np.full(10, mean) + np.resize([0.001, -0.001], 10)
        candidates.append(
            Candidate(
                method="kmeans",
                title="k-means",
                k=k,
                labels=labels,
                sizes=(60 // k,) * k,
                shares=(1 / k,) * k,
                criteria=Criteria(valley=0.0),
                stability=Stability(rand, np.full((10, k), mean)),
            )
        )
    for name, change in changes.items():
        at = int(name.removeprefix("k")) - 2
        candidates[at] = replace(candidates[at], **change)
    flow = stability_across([one.labels for one in candidates])
    return Sweep(
        basis=people(np.zeros((60, 2))),
        left_out=(),
        candidates=tuple(candidates),
        across=(Across("kmeans", "k-means", flow, None),),
        agreement=np.eye(len(candidates)),
        ensembles=(),
        too_many=(),
        pairs=10,
        seed=1,
        notes=(),
    )


@pytest.mark.parametrize(
    ("figures", "standing", "first"),
    [
        ([0.70, 0.60, 0.90, 0.70, 0.60], Standing.CLEAR, [4]),
        ([0.70, 0.60, 0.70, 0.60, 0.50], Standing.SEVERAL, [4]),
        ([0.70, 0.90, 0.70, 0.90, 0.70], Standing.SEVERAL, [3, 5]),
        ([0.95, 0.88, 0.80, 0.70, 0.60], Standing.FALLING, [2, 3, 4]),
        ([0.80, 0.80, 0.80, 0.80, 0.79], Standing.ALIKE, [2, 3, 4]),
        ([0.90, 0.50, 0.66, 0.67, 0.66, 0.50], Standing.BROAD, [4, 5, 6]),
        ([0.60, 0.50, 0.64, 0.50, 0.40], Standing.UNSTABLE, [2, 3, 4]),
    ],
)
def test_what_stability_says(figures: list[float], standing: Standing, first: list[int]) -> None:
    found = recommend(made(figures))
    assert found.standing is standing
    assert [one.candidate.k for one in found.first] == first
    assert found.stands_out == (standing in {Standing.CLEAR, Standing.SEVERAL})


def test_more_of_the_same_is_no_peak() -> None:
    # The largest number that was tried may only be on the way up.
    found = made([0.5, 0.6, 0.7, 0.8, 0.9])
    assert not any(stands_out(found, one) for one in found.candidates)


def test_two_segments_must_have_a_gap_between_them() -> None:
    figures = [0.95, 0.6, 0.5]
    without = made(figures)
    assert not stands_out(without, without.candidates[0])
    within = made(figures, k2={"criteria": Criteria(valley=0.4)})
    assert stands_out(within, within.candidates[0])


def test_unusable_sizes_never_stand_out() -> None:
    found = made([0.7, 0.6, 0.9, 0.6], k4={"flags": (Flag.TINY,)})
    assert not any(stands_out(found, one) for one in found.candidates)
    assert all(one.candidate.k != 4 for one in recommend(found).first)
