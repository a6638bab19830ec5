"""Segments that were planted, behind blanks and behind agreeing with everything."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from ward_groups import cluster

from psychograph.codebook.codebook import Scale
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.preparation import Imputation, Prepared, prepare
from psychograph.stats.choosing.agreement import adjusted_rand, matched
from psychograph.study.model import Missing, Scaling, SegmentationSettings

SEGMENTS = 3
REPLICATES = 12


def planted(
    seed: int, *, apart: float, style: float = 0.0, n: int = 300, d: int = 8
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Answers on nine steps of three kinds of people, and who is of which kind."""
    rng = np.random.default_rng(seed)
    centres = apart * rng.normal(size=(SEGMENTS, d))
    kinds = rng.integers(0, SEGMENTS, n)
    felt = 5 + centres[kinds] + rng.normal(size=(n, d)) + style * rng.normal(size=(n, 1))
    return np.clip(np.round(felt), 1, 9), kinds + 1


def people(values: NDArray[np.float64]) -> Attributes:
    n, d = values.shape
    names = tuple(f"V{j}" for j in range(d))
    return Attributes(tuple(map(str, range(n))), names, ("",) * d, (Scale(1, 9),) * d, values)


def solved(values: NDArray[np.float64], **settings: str) -> tuple[Prepared, NDArray[np.int64]]:
    given = people(values)
    prepared = prepare(given, given.names, SegmentationSettings(segments=SEGMENTS, **settings))
    return prepared, cluster(prepared.points, SEGMENTS)


def uncertainty(prepared: Prepared, labels: NDArray[np.int64]) -> Imputation:
    found = prepared.uncertainty(labels, lambda points, _: cluster(points, SEGMENTS), 1)
    assert found is not None
    return found


@pytest.mark.parametrize("share", [0.05, 0.15, 0.3])
@pytest.mark.parametrize("apart", [0.5, 0.8, 1.3])
def test_the_uncertainty_is_the_real_one(apart: float, share: float) -> None:
    """The share of draws in which people stay is how many are where complete answers would put them.

    Means of twelve surveys. Draws come from one normal distribution around all segments, which spreads
    somewhat more than the segments themselves; so where these are clear the figures err on the careful
    side, by up to .05 for people and .09 for the agreement. They promise at most .03 too much, where
    segments are hardly there.
    """
    told, true = [], []
    for seed in range(REPLICATES):
        whole, _ = planted(seed, apart=apart)
        complete = cluster(whole, SEGMENTS)
        blank = whole.copy()
        blank[np.random.default_rng(seed + 100).random(whole.shape) < share] = np.nan
        prepared, labels = solved(blank, missing=Missing.IMPUTE)
        found = uncertainty(prepared, labels)
        kept = np.array([who not in prepared.left_out for who in people(blank).respondents])
        guessed = found.filled.any(axis=1)
        stayed = matched(labels, complete[kept]) == complete[kept]
        told.append((found.mean_stay, found.agreement))
        true.append((stayed[guessed].mean(), adjusted_rand(labels, complete[kept])))
    too_careful = np.mean(true, axis=0) - np.mean(told, axis=0)
    assert (too_careful > -0.04).all()
    assert (too_careful < [0.06, 0.1]).all()


def test_imputing_keeps_people_without_spoiling_segments() -> None:
    # With 15 % of the answers blank, a quarter of the people answered all eight questions.
    agreement, complete, kept = [], [], []
    for seed in range(REPLICATES):
        whole, kinds = planted(seed, apart=1.3)
        blank = whole.copy()
        blank[np.random.default_rng(seed + 100).random(whole.shape) < 0.15] = np.nan
        prepared, labels = solved(blank, missing=Missing.IMPUTE)
        there = np.array([who not in prepared.left_out for who in people(blank).respondents])
        kept.append(there.mean())
        agreement.append(adjusted_rand(labels, kinds[there]))
        complete.append(adjusted_rand(cluster(whole, SEGMENTS), kinds))
    assert np.mean(kept) > 0.99
    assert np.mean(agreement) > np.mean(complete) - 0.12


@pytest.mark.parametrize(("style", "least"), [(1.0, 0.15), (2.0, 0.2)])
def test_a_person_s_level_hides_segments_and_scaling_finds_them(style: float, least: float) -> None:
    by_variable, by_person = [], []
    for seed in range(REPLICATES):
        values, kinds = planted(seed, apart=1.0, style=style)
        by_variable.append(adjusted_rand(solved(values)[1], kinds))
        by_person.append(adjusted_rand(solved(values, scaling=Scaling.PERSON)[1], kinds))
    assert np.mean(by_person) > np.mean(by_variable) + least


def test_scaling_loses_segments_that_differ_in_level() -> None:
    """When not to: people who like the whole category, and people who do not."""
    by_variable, by_person = [], []
    for seed in range(REPLICATES):
        rng = np.random.default_rng(seed)
        kinds = rng.integers(0, SEGMENTS, 300)
        values = np.clip(np.round(5 + 2.5 * (kinds[:, None] - 1) + rng.normal(size=(300, 8))), 1, 9)
        by_variable.append(adjusted_rand(solved(values)[1], kinds + 1))
        by_person.append(adjusted_rand(solved(values, scaling=Scaling.PERSON)[1], kinds + 1))
    assert np.mean(by_variable) > 0.95
    assert np.mean(by_person) < 0.1
