"""Whatever the data: what weights must never change, and what they must."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psychograph.codebook.codebook import Scale
from psychograph.reports.records import to_json
from psychograph.responses.attributes import Attributes, CategoricalAttribute, ScoredResponses
from psychograph.runs.run import Run, run_steps
from psychograph.stats.raking import Margin, rake, trim
from psychograph.stats.trees.ward import standardise, ward_tree
from psychograph.stats.weights import (
    design_effect,
    effective_n,
    weighted_mean,
    weighted_quantiles,
    weighted_share,
    weighted_variance,
)
from psychograph.study.model import Attribute, AttributeType, Goal, Objective, SegmentationSettings, Study

NAMES = ("Openness", "Conscientiousness", "PriceSensitivity", "SocialMedia")
SEEDS = st.integers(0, 2**32 - 1)
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def answers(seed: int, weights: np.ndarray, n: int = 40) -> ScoredResponses:
    rng = np.random.default_rng(seed)
    values = np.clip(rng.uniform(1, 5, (3, 4))[rng.integers(0, 3, n)] + rng.normal(0, 0.7, (n, 4)), 1, 5)
    age = rng.integers(18, 80, n).astype(float)
    age[rng.random(n) < 0.1] = np.nan
    return ScoredResponses(
        Attributes(
            respondents=tuple(f"r{i}" for i in range(n)),
            names=(*NAMES, "Age"),
            questions=("",) * 5,
            scales=(*[Scale(1, 5)] * 4, None),
            values=np.column_stack([values, age]),
            weights=weights,
        ),
        (CategoricalAttribute("Region", "", tuple(rng.choice(["North", "South"], n).tolist())),),
    )


def study(k: int) -> Study:
    likert = Attribute(type=AttributeType.LIKERT, scale=(1, 5))
    others = {"Age": Attribute(type=AttributeType.NUMBER), "Region": Attribute(type=AttributeType.CATEGORY)}
    return Study(
        title="T",
        objective=Objective(goal=Goal.AWARENESS, statement="S"),
        attributes={**dict.fromkeys(NAMES, likert), **others},
        basis=NAMES,
        descriptors=("Age", "Region"),
        segmentation=SegmentationSettings(segments=k, seed=3),
    )


def parts(run: Run) -> dict[str, object]:
    """Every field of a run but the study, as text or arrays that compare to the last bit."""
    return {
        "profile": repr(run.profile),
        "personas": repr(run.personas),
        "ranking": repr(run.ranking),
        "brief": repr(run.brief),
        "findings": repr(run.findings),
        "matches": repr(run.matches),
        "json": to_json([run.personas, run.ranking, run.brief]),
        **{
            field.name: (value.tolist() if isinstance(value, np.ndarray) else repr(value))
            for field in dataclasses.fields(run.segmentation)
            if field.name != "basis"
            for value in [getattr(run.segmentation, field.name)]
        },
    }


@settings(steady, max_examples=8)
@given(SEEDS, st.integers(2, 5), st.sampled_from([1.0, 0.1, 7.3]))
def test_weights_that_are_alike_change_nothing_anywhere(seed: int, k: int, weight: float) -> None:
    plain, weighted = answers(seed, np.empty(0)), answers(seed, np.full(40, weight))
    assert parts(run_steps(study(k), plain)) == parts(run_steps(study(k), weighted))


@settings(steady, max_examples=8)
@given(SEEDS, st.integers(2, 5), st.sampled_from([0.125, 1024.0]))
def test_a_common_factor_changes_nothing(seed: int, k: int, factor: float) -> None:
    # A power of two, so that floats keep their digits and every field can be compared exactly.
    weights = np.random.default_rng(seed).uniform(0.2, 3, 40)
    one, other = (run_steps(study(k), answers(seed, weights * f)) for f in (1, factor))
    assert other.segmentation.labels.tolist() == one.segmentation.labels.tolist()
    assert other.segmentation.tree.linkage.tolist() == one.segmentation.tree.linkage.tolist()
    # Sums of weights stand in profiles as they are; personas hold none.
    assert to_json([other.personas, other.ranking]) == to_json([one.personas, one.ranking])


@settings(steady, max_examples=60)
@given(SEEDS, st.integers(3, 25), st.integers(1, 4))
def test_a_weight_of_three_does_what_three_respondents_do(seed: int, n: int, d: int) -> None:
    rng = np.random.default_rng(seed)
    values, times = rng.normal(size=(n, d)), rng.integers(1, 5, n)
    weights, again = times.astype(float), np.repeat(values, times, axis=0)
    np.testing.assert_allclose(weighted_mean(values, weights), again.mean(axis=0), atol=1e-12)
    np.testing.assert_allclose(weighted_variance(values, weights), again.var(axis=0), atol=1e-12)
    np.testing.assert_allclose(np.repeat(standardise(values, weights), times, axis=0), standardise(again))
    member = rng.random(n) < 0.5
    assert weighted_share(member, weights) == pytest.approx(np.repeat(member, times).mean())
    heights = ward_tree(again)[:, 2]
    # Copies join at nothing; what is left are the n - 1 merges of different respondents. Weights are
    # brought to a mean of 1, which scales all heights alike. Both sides round some n numbers a merge.
    assert (heights[: -(n - 1)] == 0).all()
    ours = ward_tree(values, weights)[:, 2] * np.sqrt(weights.mean())
    np.testing.assert_allclose(heights[-(n - 1) :], ours, rtol=1e-9)


@settings(steady, max_examples=60)
@given(SEEDS, st.integers(2, 40))
def test_the_order_of_respondents_does_not_matter(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    values, weights = rng.integers(1, 6, n).astype(float), rng.uniform(0.1, 4, n)
    order = rng.permutation(n)
    at = [0, 0.05, 0.25, 0.5, 0.75, 1]
    np.testing.assert_allclose(
        weighted_quantiles(values[order], at, weights[order]), weighted_quantiles(values, at, weights)
    )
    points = rng.normal(size=(n, 2))
    assert (ward_tree(points[order], weights[order])[:, 2] == ward_tree(points, weights)[:, 2]).all()


@settings(steady, max_examples=6)
@given(SEEDS, st.integers(2, 4))
def test_the_order_of_rows_changes_nothing_but_numbers_of_segments(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    given_order = answers(seed, rng.uniform(0.2, 3, 40))
    order = rng.permutation(40)
    shuffled = ScoredResponses(
        replace(
            given_order.numeric,
            respondents=tuple(given_order.respondents[i] for i in order),
            values=given_order.numeric.values[order],
            weights=given_order.numeric.weights[order],
        ),
        tuple(replace(c, values=tuple(c.values[i] for i in order)) for c in given_order.categorical),
    )
    one, other = (run_steps(study(k), responses) for responses in (given_order, shuffled))
    for left, right in zip(
        sorted(one.profile.segments, key=lambda s: s.share),
        sorted(other.profile.segments, key=lambda s: s.share),
        strict=True,
    ):
        assert left.n == right.n
        assert left.share == pytest.approx(right.share)
        assert left.share_interval == pytest.approx(right.share_interval)
        assert left.effective_n == pytest.approx(right.effective_n)
        for name in (*NAMES, "Age"):
            mine, theirs = left.attribute(name), right.attribute(name)
            assert mine.n == theirs.n
            for figure in ("mean", "sd", "overall_mean", "z", "g", "median", "upper_quartile", "fit_share"):
                assert getattr(mine, figure) == pytest.approx(getattr(theirs, figure), nan_ok=True)


@settings(steady, max_examples=60)
@given(SEEDS, st.integers(1, 60))
def test_nobody_counts_less_than_nothing_or_more_than_one(seed: int, n: int) -> None:
    weights = np.random.default_rng(seed).lognormal(0, 2, n)
    assert 1 - 1e-12 <= design_effect(weights) <= n + 1e-9
    assert 1 - 1e-9 <= effective_n(weights) <= n + 1e-9


@settings(steady, max_examples=60)
@given(SEEDS, st.integers(2, 4))
def test_raked_weights_keep_their_margins_or_say_that_they_do_not(seed: int, variables: int) -> None:
    rng = np.random.default_rng(seed)
    margins = []
    for _ in range(variables):
        groups = np.concatenate([np.arange(3), rng.integers(-1, 3, 77)])
        shares = rng.uniform(0.1, 1, 3)
        margins.append(Margin(groups, shares / shares.sum()))
    bounds = (0.4, 2.5) if rng.random() < 0.5 else None
    found = rake(margins, bounds=bounds)
    assert found.weights.mean() == pytest.approx(1)
    assert (found.weights > 0).all()
    worst = max(float(np.abs(m.reached(found.weights) - m.shares).max()) for m in margins)
    assert worst == pytest.approx(found.deviation)
    assert found.converged is (worst <= 1e-9)
    if bounds is not None:
        assert bounds[0] <= found.weights.min()
        assert found.weights.max() <= bounds[1]


@settings(steady, max_examples=60)
@given(SEEDS, st.floats(0.05, 0.95), st.floats(1.05, 6))
def test_trimming_keeps_bounds_and_the_sum(seed: int, low: float, high: float) -> None:
    weights = np.random.default_rng(seed).lognormal(0, 1, 30)
    trimmed = trim(weights / weights.mean(), low, high)
    assert low <= trimmed.min()
    assert trimmed.max() <= high
    assert trimmed.mean() == pytest.approx(1, abs=1e-6)
