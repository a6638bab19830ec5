"""What holds of every method, on scores and on raw answers with all their ties."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from psychograph.segmentation.method import Form, Method, Points, Solution, solve
from psychograph.segmentation.methods.gaussian_mixture import GaussianMixture
from psychograph.segmentation.methods.kmeans import KMeans
from psychograph.segmentation.methods.kmedoids import KMedoids
from psychograph.segmentation.methods.latent_class import LatentClass
from psychograph.segmentation.methods.linkage import Linkage
from psychograph.segmentation.methods.ward import Ward
from psychograph.stats.trees.ward import standardise

TREES: list[Method] = [
    Ward(),
    Ward(consolidate=True),
    *(Linkage(name, gower=gower) for name in ("average", "complete", "single") for gower in (False, True)),
]
SEARCHES: list[Method] = [KMeans(starts=3), KMedoids(starts=2)]
MODELS: list[Method] = [
    LatentClass(starts=3),
    *(GaussianMixture(starts=2, covariance=kind) for kind in ("diagonal", "full", "tied", "spherical")),
]
METHODS = [*TREES, *SEARCHES, *MODELS]
seeds = st.integers(0, 2**16)

pytestmark = pytest.mark.filterwarnings("error")


def name_of(method: Method) -> str:
    return method.title.replace(" ", "-")


every_method = pytest.mark.parametrize("method", METHODS, ids=name_of)


@st.composite
def likert(draw: st.DrawFn) -> NDArray[np.float64]:
    """Answers from 1 to 4 or 5 of a dozen to 40 people: full of ties and of people who answer alike."""
    n, d, top = draw(st.integers(12, 40)), draw(st.integers(1, 4)), draw(st.integers(4, 5))
    rng = np.random.default_rng(draw(seeds))
    leaning = rng.integers(0, 2, n)[:, None]  # or there would never be any segments
    values = np.clip(rng.integers(1, top + 1, (n, d)) + leaning, 1, top).astype(float)
    assume((np.ptp(values, axis=0) > 0).all())
    return values


@st.composite
def cases(draw: st.DrawFn) -> tuple[NDArray[np.float64], int, int]:
    """Answers, a number of segments that they can fill, and a seed."""
    values = draw(likert())
    patterns = len(np.unique(values, axis=0))
    assume(patterns >= 4)
    return values, draw(st.integers(2, min(4, patterns - 1))), draw(seeds)


def points_for(
    method: Method, values: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> Points:
    """The points that a method takes, with two of the answers as categories where it takes those."""
    d = values.shape[1]
    if method.form is Form.SCORES:
        return Points(standardise(values, weights), Form.SCORES, (0,) * d, weights)
    if method.form is Form.CODES:
        return Points(values - 1, Form.CODES, (5,) * d, weights)
    levels = (5, *(0,) * (d - 1))
    codes = values - np.array([1, *[0] * (d - 1)])
    return Points(codes, Form.ANSWERS, levels, weights, np.where(np.array(levels) > 0, 0.0, 4.0))


def solved(method: Method, points: Points, k: int, seed: int = 1) -> Solution:
    return next(iter(solve(method, points, [k], seed=seed)))


def same_partition(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    pairs = len(set(zip(one.tolist(), other.tolist(), strict=True)))
    return pairs == len(set(one.tolist())) == len(set(other.tolist()))


@every_method
@settings(max_examples=25, deadline=None)
@given(case=cases(), shuffle=seeds)
def test_the_order_of_rows_means_nothing(
    method: Method, case: tuple[NDArray[np.float64], int, int], shuffle: int
) -> None:
    values, k, seed = case
    order = np.random.default_rng(shuffle).permutation(len(values))
    points = points_for(method, values)
    found, again = solved(method, points, k, seed), solved(method, points.rows(order), k, seed)
    assert (again.labels == found.labels[order]).all()
    if found.memberships is not None:
        assert (again.memberships == found.memberships[order]).all()
    if found.medoids is not None:
        assert (points.values[found.medoids] == points.values[order][again.medoids]).all()
    if found.tree is not None:
        assert (again.tree.linkage[:, 2:] == found.tree.linkage[:, 2:]).all()


@every_method
@settings(max_examples=15, deadline=None)
@given(case=cases(), shuffle=seeds)
def test_the_order_of_rows_means_nothing_with_weights(
    method: Method, case: tuple[NDArray[np.float64], int, int], shuffle: int
) -> None:
    values, k, seed = case
    rng = np.random.default_rng(shuffle)
    order, weights = rng.permutation(len(values)), rng.integers(1, 5, len(values)) / 2
    points = points_for(method, values, weights)
    found, again = solved(method, points, k, seed), solved(method, points.rows(order), k, seed)
    assert (again.labels == found.labels[order]).all()


@every_method
@settings(max_examples=15, deadline=None)
@given(case=cases())
def test_segments_are_numbered_from_1_without_gaps_and_the_same_each_time(
    method: Method, case: tuple[NDArray[np.float64], int, int]
) -> None:
    values, k, seed = case
    points = points_for(method, values)
    found = solved(method, points, k, seed)
    assert found.labels.shape == (len(values),)
    assert found.labels.dtype == np.int64
    assert set(found.labels.tolist()) == set(range(1, found.k + 1))
    # A class of a model may be nobody's likeliest; elsewhere there are as many as were asked for.
    assert found.k <= k if method in MODELS else found.k == k
    assert (solved(method, points, k, seed).labels == found.labels).all()


@every_method
@settings(max_examples=10, deadline=None)
@given(case=cases(), times=st.sampled_from([1.0, 0.25, 7.0]))
def test_weights_that_are_all_alike_change_nothing(
    method: Method, case: tuple[NDArray[np.float64], int, int], times: float
) -> None:
    values, k, seed = case
    points = points_for(method, values)
    alike = replace(points, weights=np.full(len(values), times))
    assert (solved(method, alike, k, seed).labels == solved(method, points, k, seed).labels).all()


@every_method
@settings(max_examples=15, deadline=None)
@given(case=cases())
def test_who_answers_alike_is_in_the_same_segment(
    method: Method, case: tuple[NDArray[np.float64], int, int]
) -> None:
    values, k, seed = case
    labels = solved(method, points_for(method, values), k, seed).labels
    _, pattern = np.unique(values, axis=0, return_inverse=True)
    assert len(set(zip(pattern.ravel().tolist(), labels.tolist(), strict=True))) == len(
        set(pattern.ravel().tolist())
    )


@pytest.mark.parametrize("method", [Ward(consolidate=True), *SEARCHES, *MODELS], ids=name_of)
@settings(max_examples=15, deadline=None)
@given(case=cases())
def test_own_points_are_put_into_their_own_segments(
    method: Method, case: tuple[NDArray[np.float64], int, int]
) -> None:
    """Trees aside, whose segments are no neighbourhoods of centres."""
    values, k, seed = case
    points = points_for(method, values)
    found = solved(method, points, k, seed)
    assigned = found.assign(points.values)
    if found.memberships is not None:  # who is between two classes may fall to either, by rounding
        ranked = np.sort(found.memberships, axis=1)
        sure = ranked[:, -1] - ranked[:, -2] > 1e-9
        assert (assigned[sure] == found.labels[sure]).all()
    else:
        between = nearly_between(method, points, found)
        assert (assigned[~between] == found.labels[~between]).all()


def nearly_between(method: Method, points: Points, found: Solution) -> NDArray[np.bool_]:
    """Who is as near to another segment as to the own, but for rounding."""
    if found.medoids is not None:
        return np.zeros(len(points), dtype=bool)
    masses = np.ones(len(points)) if points.weights is None else points.weights
    centres = np.array(
        [
            np.average(points.values[found.labels == g], axis=0, weights=masses[found.labels == g])
            for g in range(1, found.k + 1)
        ]
    )
    apart = np.sort(((points.values[:, None] - centres) ** 2).sum(axis=2), axis=1)
    return np.asarray(apart[:, 1] - apart[:, 0] < 1e-9)


@pytest.mark.parametrize("method", TREES, ids=name_of)
@settings(max_examples=10, deadline=None)
@given(case=cases())
def test_cuts_of_a_tree_are_nested(method: Method, case: tuple[NDArray[np.float64], int, int]) -> None:
    values, k, seed = case
    method = replace(method, consolidate=False) if isinstance(method, Ward) else method
    points = points_for(method, values)
    coarse, fine = solve(method, points, [k, k + 1], seed=seed)
    assert len(set(zip(coarse.labels.tolist(), fine.labels.tolist(), strict=True))) == fine.k


REPEATS = [Ward(), Linkage("average"), Linkage("average", gower=True), KMeans(starts=30)]


@pytest.mark.parametrize("method", REPEATS, ids=name_of)
@settings(max_examples=20, deadline=None)
@given(case=cases())
def test_a_weight_of_3_does_what_three_rows_do(
    method: Method, case: tuple[NDArray[np.float64], int, int]
) -> None:
    """On scores without ties: weights have a mean of 1, and rounding decides a tie as it likes."""
    values, k, seed = case
    rng = np.random.default_rng(seed)
    values, times = values + rng.uniform(-0.5, 0.5, values.shape), rng.choice([1, 3], len(values))
    assume(len(set(times.tolist())) == 2)
    d = values.shape[1]
    weighted = Points(values, method.form, (0,) * d, times.astype(float), np.full(d, 5.0))
    repeated = Points(np.repeat(values, times, axis=0), method.form, (0,) * d, None, np.full(d, 5.0))
    one, other = solved(method, weighted, k, seed), solved(method, repeated, k, seed)
    if one.tree is not None:
        assert same_partition(np.repeat(one.labels, times), other.labels)
        top = other.tree.linkage[-(len(values) - 1) :, 2]
        # Ward's heights are those of masses with a mean of 1. Gower's distances are of single precision.
        scale = np.sqrt(times.mean()) if isinstance(method, Ward) else 1.0
        np.testing.assert_allclose(one.tree.linkage[:, 2] * scale, top, rtol=1e-6)
    else:
        # From 30 starts in so few points both find the best.
        np.testing.assert_allclose(one.starts.results[0] * times.mean(), other.starts.results[0], rtol=1e-9)


@pytest.mark.parametrize("method", MODELS, ids=name_of)
@settings(max_examples=10, deadline=None)
@given(case=cases())
def test_models_see_a_weight_of_3_as_three_rows(
    method: Method, case: tuple[NDArray[np.float64], int, int]
) -> None:
    """At the one solution that starts do not matter for: a single class."""
    values, _, seed = case
    times = np.random.default_rng(seed).choice([1, 3], len(values))
    weighted = points_for(method, values, times.astype(float))
    repeated = replace(weighted, values=np.repeat(weighted.values, times, axis=0), weights=None)
    one, other = solved(method, weighted, 1, seed).model, solved(method, repeated, 1, seed).model
    np.testing.assert_allclose(one.log_likelihood * times.mean(), other.log_likelihood, rtol=1e-7)
    assert one.parameters == other.parameters


@pytest.mark.parametrize(
    "method", [KMedoids(starts=20), LatentClass(starts=30), Linkage("average", gower=True)], ids=name_of
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases())
def test_names_of_categories_mean_nothing(method: Method, case: tuple[NDArray[np.float64], int, int]) -> None:
    """The first column, of categories, is coded anew; numbers beside it are without ties."""
    values, k, seed = case
    rng = np.random.default_rng(seed)
    assume(values.shape[1] > 1)
    points = points_for(method, values)
    if method.form is Form.ANSWERS:
        points.values[:, 1:] += rng.uniform(-0.5, 0.5, (len(values), values.shape[1] - 1))
    renamed = points.values.copy()
    renamed[:, 0] = rng.permutation(5)[renamed[:, 0].astype(int)]
    one, again = solved(method, points, k, seed), solved(method, replace(points, values=renamed), k, seed)
    if one.starts is not None:
        # Other starts are drawn, since rows stand in another order: the best must be easy to find.
        assume(min(one.starts.share_at_best, again.starts.share_at_best) > 0.3)
    if one.model is not None:
        assert one.model.log_likelihood == pytest.approx(again.model.log_likelihood, abs=0.01)
    else:
        assert same_partition(one.labels, again.labels)
