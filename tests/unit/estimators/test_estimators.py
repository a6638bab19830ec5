"""The estimators keep scikit-learn's conventions, and give what the methods give."""

from __future__ import annotations

import pickle
import warnings

import numpy as np
import polars as pl
import pytest
from sklearn.base import clone
from sklearn.exceptions import SkipTestWarning
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator

import psychograph.estimators
from psychograph.estimators import (
    GaussianMixtureSegmenter,
    KMeansSegmenter,
    KMedoidsSegmenter,
    LatentClassSegmenter,
    LinkageSegmenter,
    WardSegmenter,
)
from psychograph.estimators.segmenter import Segmenter
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.fit import checked_points
from psychograph.segmentation.method import solve
from psychograph.segmentation.methods import method_of
from psychograph.study.model import SegmentationSettings

ALL = [
    GaussianMixtureSegmenter(n_init=2),
    KMeansSegmenter(n_init=2),
    KMedoidsSegmenter(n_init=2),
    LatentClassSegmenter(n_init=2),
    LinkageSegmenter(),
    WardSegmenter(),
    WardSegmenter(consolidate=True),
]
# Checks that cannot hold, and why; all others must pass.
EXPECTED = {
    LatentClassSegmenter: {
        "check_clustering": "clusters numbers with 50 different values, each of which would be a category",
        "check_pipeline_consistency": "leaves two different rows after rounding, for three clusters",
    }
}
# The array API is switched on by a variable of the environment, and not supported.
SKIPPED = {"check_array_api_input"}


def name_of(estimator: Segmenter) -> str:
    return f"{type(estimator).__name__}{'-consolidated' if getattr(estimator, 'consolidate', False) else ''}"


@pytest.mark.parametrize("estimator", ALL, ids=name_of)
def test_scikit_learn_accepts_it(estimator: Segmenter) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SkipTestWarning)
        results = check_estimator(
            estimator, expected_failed_checks=EXPECTED.get(type(estimator), {}), on_fail=None, on_skip=None
        )
    by_status = {
        status: {r["check_name"] for r in results if r["status"] == status}
        for status in ("failed", "skipped", "xfail", "passed")
    }
    assert by_status["failed"] == set()
    assert by_status["skipped"] <= SKIPPED
    assert by_status["xfail"] == set(EXPECTED.get(type(estimator), {}))
    assert len(by_status["passed"]) > 40


def answers(n: int = 60) -> np.ndarray:
    """Three groups, in five answers from 1 to 7 that differ by a point or so within each."""
    rng = np.random.default_rng(5)
    means = np.array([[2, 2, 6, 6, 4], [6, 5, 2, 3, 2], [4, 6, 6, 2, 6]])[np.arange(n) % 3]
    return np.clip(means + rng.integers(-1, 2, (n, 5)), 1, 7).astype(float)


def test_all_are_listed_here() -> None:
    assert {type(estimator).__name__ for estimator in ALL} == set(psychograph.estimators.__all__)


@pytest.mark.parametrize("estimator", ALL, ids=name_of)
def test_labels_begin_at_0_and_find_the_groups(estimator: Segmenter) -> None:
    found = clone(estimator).fit(answers())
    assert sorted(set(found.labels_)) == [0, 1, 2]
    assert found.labels_.dtype == np.int64
    for group in range(3):
        assert len(set(found.labels_[group::3])) == 1


@pytest.mark.parametrize(
    ("estimator", "settings"),
    [
        (WardSegmenter(), {"method": "ward"}),
        (WardSegmenter(consolidate=True), {"method": "ward", "consolidate": True}),
        (LinkageSegmenter(linkage="complete"), {"method": "complete"}),
        (KMeansSegmenter(n_init=4, random_state=9), {"method": "kmeans", "starts": 4}),
        (GaussianMixtureSegmenter(n_init=4, random_state=9), {"method": "gaussian_mixture", "starts": 4}),
        (LatentClassSegmenter(n_init=4, random_state=9), {"method": "latent_class", "starts": 4}),
        (KMedoidsSegmenter(n_init=4, random_state=9), {"method": "kmedoids", "starts": 4}),
    ],
    ids=str,
)
def test_it_finds_what_a_study_finds(estimator: Segmenter, settings: dict[str, object]) -> None:
    asked = SegmentationSettings(segments=3, seed=9, **settings)
    method = method_of(asked)
    values = answers()
    people = Attributes(tuple(map(str, range(60))), tuple("abcde"), ("",) * 5, (None,) * 5, values)
    _, points = checked_points(people, people.names, asked, method)
    wanted = next(iter(solve(method, points, [3], seed=9))).labels
    scaled = {"answers": values, "codes": values, "scores": StandardScaler().fit_transform(values)}
    assert (clone(estimator).fit(scaled[method.form]).labels_ == wanted - 1).all()


def test_it_works_in_a_pipeline_on_a_frame_with_weights() -> None:
    frame = pl.DataFrame(answers(), schema=list("abcde"))
    pipeline = make_pipeline(StandardScaler(), KMeansSegmenter(3, n_init=3))
    labels = pipeline.fit_predict(frame, kmeanssegmenter__sample_weight=np.linspace(0.5, 2, 60))
    assert (pipeline.predict(frame) == labels).all()
    assert KMeansSegmenter(n_init=1).fit(frame).feature_names_in_.tolist() == list("abcde")


@pytest.mark.parametrize("estimator", ALL, ids=name_of)
def test_rows_of_weight_0_count_nothing_and_get_a_segment(estimator: Segmenter) -> None:
    values = answers()
    weights = np.ones(60)
    weights[40:] = 0
    found = clone(estimator).fit(values, sample_weight=weights)
    alone = clone(estimator).fit(values[:40])
    assert (found.labels_[:40] == alone.labels_).all()
    assert (found.labels_[40:43] == found.labels_[[1, 2, 3]]).all()  # of the same groups


@pytest.mark.parametrize("estimator", ALL, ids=name_of)
def test_a_frozen_estimator_comes_back_the_same(estimator: Segmenter) -> None:
    found = clone(estimator).fit(answers())
    thawed = pickle.loads(pickle.dumps(found))  # noqa: S301
    assert (thawed.labels_ == found.labels_).all()
    if hasattr(found, "predict"):
        assert (thawed.predict(answers()) == found.labels_).all()


def test_trees_put_no_further_rows_into_segments() -> None:
    assert not hasattr(WardSegmenter().fit(answers()), "predict")
    assert not hasattr(LinkageSegmenter().fit(answers()), "predict")
    assert WardSegmenter().fit(answers()).linkage_.shape == (59, 4)


@pytest.mark.parametrize(
    "estimator", [LatentClassSegmenter(n_init=3), GaussianMixtureSegmenter(n_init=3)], ids=name_of
)
def test_models_tell_chances(estimator: Segmenter) -> None:
    values = answers()
    found = clone(estimator).fit(values)
    chances = found.predict_proba(values)
    np.testing.assert_allclose(chances.sum(axis=1), 1, rtol=1e-12)
    # The same sums, in another order.
    np.testing.assert_allclose(chances, found.memberships_, rtol=1e-9, atol=1e-12)
    assert (chances.argmax(axis=1) == found.predict(values)).all()
    fit = found._solution.model
    assert found.bic_ == pytest.approx(-2 * fit.log_likelihood + fit.parameters * np.log(60), rel=1e-12)


def test_blanks_are_taken_where_the_method_takes_them() -> None:
    values = answers()
    values[::7, 1] = np.nan
    for takes in (KMedoidsSegmenter(n_init=2), LatentClassSegmenter(n_init=2)):
        assert sorted(set(takes.fit_predict(values))) == [0, 1, 2]
    for refuses in (WardSegmenter(), LinkageSegmenter(), KMeansSegmenter(), GaussianMixtureSegmenter()):
        with pytest.raises(ValueError, match="NaN"):
            refuses.fit(values)


def test_categories_are_told_from_numbers_and_new_ones_count_as_blank() -> None:
    people = [[20.0, 7], [64.0, 9], [24.0, 7], [60.0, 9], [22.0, 8]]
    found = KMedoidsSegmenter(2, categorical_features=[1]).fit(people)
    assert found.labels_.tolist() == [0, 1, 0, 1, 0]
    assert found.cluster_centers_.tolist() == [[20.0, 7.0], [60.0, 9.0]]
    assert found.predict([[25.0, 99], [62.0, 99]]).tolist() == [0, 1]
    named = KMedoidsSegmenter(2, categorical_features=["pet"]).fit(
        pl.DataFrame(people, schema=["age", "pet"], orient="row")
    )
    assert named.labels_.tolist() == [0, 1, 0, 1, 0]
    with pytest.raises(ValueError, match="names 'dog', but X has no such column"):
        KMedoidsSegmenter(2, categorical_features=["dog"]).fit(people)


@pytest.mark.parametrize(
    ("estimator", "rows", "message"),
    [
        (WardSegmenter(5), [[1.0], [1.0], [2.0]], "n_clusters=5 is more than the 2 different rows"),
        (WardSegmenter(0), [[1.0], [2.0]], "whole number, 1 or more, not 0"),
        (WardSegmenter(2.0), [[1.0], [2.0]], "whole number, 1 or more, not 2.0"),  # type: ignore[arg-type]
        (WardSegmenter(2), [[1e200], [2.0]], "squares cannot be added up"),
        (WardSegmenter(2), [["one"], ["two"]], "could not convert string to float"),
        (LinkageSegmenter(2, linkage="ward"), [[1.0], [2.0]], "average, complete or single"),  # type: ignore[arg-type]
        (KMeansSegmenter(2, n_init=0), [[1.0], [2.0]], "n_init must be a whole number"),
        (GaussianMixtureSegmenter(2, covariance="round"), [[1.0], [2.0]], "covariance must be one of"),  # type: ignore[arg-type]
        (GaussianMixtureSegmenter(2), [[1.0, 3], [2.0, 3]], "1 of the columns of X does not vary"),
        (LatentClassSegmenter(2), [[float(i)] for i in range(13)], "more than 12 different answers"),
        (KMedoidsSegmenter(2, categorical_features=[4]), [[1.0], [2.0]], "X has no such column"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_refused(estimator: Segmenter, rows: list[list[object]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        estimator.fit(rows)


def test_bad_weights_are_refused() -> None:
    for weights, message in ((-np.ones(60), "[Nn]egative"), (np.zeros(60), "[Zz]ero|nobody counts")):
        with pytest.raises(ValueError, match=message):
            WardSegmenter().fit(answers(), sample_weight=weights)


def test_a_million_columns_are_refused_before_anything_is_made_of_them() -> None:
    with pytest.raises(ValueError, match="1,000,000 features"):
        KMeansSegmenter(2).fit(np.zeros((2, 1_000_000)))


def test_rows_beyond_the_method_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 20,000 rows"):
        LinkageSegmenter().fit(np.arange(20_001.0)[:, None])


def test_random_state_may_be_a_generator_of_numpy() -> None:
    state = np.random.RandomState(3)
    assert sorted(set(KMeansSegmenter(3, random_state=state).fit_predict(answers()))) == [0, 1, 2]
