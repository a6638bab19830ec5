"""The methods: what each is given, what it gives back, and what it says of itself."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from psychograph.codebook.codebook import Scale
from psychograph.errors import SegmentationError
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.fit import checked_points, segment
from psychograph.segmentation.method import Form, Method, Points, Solution, Tree, TreeMethod, refit, solve
from psychograph.segmentation.methods import HOMES, method_of
from psychograph.segmentation.methods.gaussian_mixture import GaussianMixture
from psychograph.segmentation.methods.kmeans import KMeans
from psychograph.segmentation.methods.kmedoids import KMedoids
from psychograph.segmentation.methods.latent_class import LatentClass
from psychograph.segmentation.methods.likeliest import Likeliest, uncertainty
from psychograph.segmentation.methods.linkage import Linkage
from psychograph.segmentation.methods.ward import Ward
from psychograph.segmentation.points import geometry, points_of
from psychograph.segmentation.preparation import prepare
from psychograph.stats.trees.ward import standardise
from psychograph.study.model import MethodName, SegmentationSettings

NAN = np.nan
ALL = [
    Ward(),
    Ward(consolidate=True),
    Linkage("average"),
    Linkage("complete"),
    Linkage("single"),
    Linkage("average", gower=True),
    KMeans(starts=3),
    KMedoids(starts=2),
    LatentClass(starts=3),
    GaussianMixture(starts=3),
]
every_method = pytest.mark.parametrize("method", ALL, ids=lambda method: method.title.replace(" ", "-"))


def people(values: np.ndarray, levels: tuple[tuple[str, ...], ...] = (), **others: object) -> Attributes:
    n, d = values.shape
    names = tuple("ABCDEFGH"[:d])
    ids = tuple(map(str, range(n)))
    return Attributes(
        ids, names, ("",) * d, (Scale(1, 5),) * d, values.astype(float), levels=levels, **others
    )


def three_groups() -> np.ndarray:
    """Thirty people in three groups that no method can miss, in answers from 0 to 4."""
    rng = np.random.default_rng(8)
    means = np.array([[0, 0, 4, 4], [4, 0, 0, 2], [2, 4, 2, 0]])[np.arange(30) % 3]
    return np.clip(means + rng.integers(-1, 2, (30, 4)) * rng.integers(0, 2, (30, 4)), 0, 4).astype(float)


def points_for(method: Method, values: np.ndarray | None = None) -> Points:
    values = three_groups() if values is None else values
    d = values.shape[1]
    if method.form is Form.SCORES:
        return Points(standardise(values), Form.SCORES, (0,) * d)
    return Points(values, method.form, (5 if method.form is Form.CODES else 0,) * d, ranges=np.full(d, 4.0))


# What a method is, and what it finds.


@every_method
def test_it_finds_groups_that_are_plain_to_see(method: Method) -> None:
    found = next(iter(solve(method, points_for(method), [3], seed=1)))
    assert sorted(len(set(found.labels[group::3])) for group in range(3)) == [1, 1, 1]
    assert found.k == 3


@every_method
def test_several_numbers_come_in_the_order_asked_for(method: Method) -> None:
    points = points_for(method)
    several = list(solve(method, points, [4, 2], seed=1))
    assert [found.k for found in several] == [4, 2]
    alone = next(iter(solve(method, points, [2], seed=1)))
    assert (several[1].labels == alone.labels).all()  # what else is asked for changes nothing


@every_method
def test_further_points_go_to_the_group_they_are_like(method: Method) -> None:
    points = points_for(method)
    found = next(iter(solve(method, points, [3], seed=1)))
    assert (found.assign(points.values[:6]) == found.labels[:6]).all()
    assert found.assign(points.values[:0]).shape == (0,)


@every_method
def test_a_solution_can_be_frozen_and_thawed(method: Method) -> None:
    points = points_for(method)
    found = next(iter(solve(method, points, [3], seed=1)))
    thawed: Solution = pickle.loads(pickle.dumps(found))  # noqa: S301
    assert (thawed.assign(points.values) == found.assign(points.values)).all()


@every_method
def test_it_tells_how_far_it_is(method: Method) -> None:
    told: list[float] = []
    list(solve(method, points_for(method), [2, 3], seed=1, progress=told.append))
    assert all(0 <= share <= 1 for share in told)
    if method.form is not Form.ANSWERS and not isinstance(method, Linkage):
        assert told[-1] == 1


@every_method
def test_names_are_those_of_study_files_and_titles_are_for_sentences(method: Method) -> None:
    assert method.name in set(MethodName)
    assert method.title
    assert method.title[0] != " "
    assert method.most >= 20_000
    assert isinstance(method, TreeMethod) == isinstance(method, (Ward, Linkage))


@pytest.mark.parametrize("method", [KMeans(), KMedoids(), LatentClass(), GaussianMixture()], ids=str)
def test_what_searches_is_repeated_from_fewer_starts(method: KMeans) -> None:
    assert method.lighter().starts < method.starts
    assert replace(method, starts=1).lighter().starts == 1
    found = next(iter(solve(replace(method, starts=2), points_for(method), [3], seed=1)))
    assert len(found.starts.results) == 2
    assert 0 < found.starts.share_at_best <= 1
    assert found.starts.converged


@pytest.mark.parametrize("method", [Ward(), Linkage("single")], ids=str)
def test_trees_are_repeated_as_they_are(method: Method) -> None:
    assert method.lighter() == method


@pytest.mark.parametrize("name", HOMES)
def test_every_method_of_a_study_is_made_as_it_asks(name: MethodName) -> None:
    assert method_of(SegmentationSettings(method=name)).name == name
    if name in {MethodName.KMEANS, MethodName.KMEDOIDS, MethodName.LATENT_CLASS, MethodName.GAUSSIAN_MIXTURE}:
        assert method_of(SegmentationSettings(method=name, starts=7)).starts == 7


def test_every_method_of_a_study_has_a_home() -> None:
    assert set(HOMES) == set(MethodName)


def test_options_are_taken_over() -> None:
    assert method_of(SegmentationSettings(method="ward", consolidate=True)) == Ward(consolidate=True)
    assert method_of(SegmentationSettings(method="average", distance="gower")).form is Form.ANSWERS
    mixture = method_of(SegmentationSettings(method="gaussian_mixture", covariance="tied"))
    assert mixture.covariance == "tied"
    assert "tied" in mixture.title


# Single methods.


def test_consolidation_moves_whoever_is_nearer_to_another_centre() -> None:
    rng = np.random.default_rng(2)
    points = Points(standardise(rng.normal(size=(200, 3))), Form.SCORES, (0, 0, 0))

    def within(found: Solution) -> float:
        parts = [points.values[found.labels == g] for g in range(1, found.k + 1)]
        return sum(((part - part.mean(axis=0)) ** 2).sum() for part in parts)

    cut, moved = (next(iter(solve(Ward(consolidate=c), points, [4], seed=1))) for c in (False, True))
    assert within(moved) < within(cut)
    assert (moved.assign(points.values) == moved.labels).all()


def test_kmedoids_names_respondents_that_stand_for_segments() -> None:
    values = np.array([[1, 0], [1, 0], [2, 0], [9, 2], [9, 2], [8, NAN]])
    points = Points(values, Form.ANSWERS, (0, 3), ranges=np.array([8.0, 0.0]))
    found = next(iter(solve(KMedoids(), points, [2], seed=1)))
    assert found.labels[found.medoids].tolist() == [1, 2]
    assert (values[found.medoids] == [[1, 0], [9, 2]]).all()
    assert found.assign(np.array([[1.5, NAN], [NAN, 2.0]])).tolist() == [1, 2]
    with pytest.raises(ValueError, match="row 1 answers no column"):
        found.assign(np.array([[1.5, NAN], [NAN, NAN]]))


def test_average_linkage_puts_further_points_to_the_members_nearest_by_weight() -> None:
    values = np.array([[0.0], [1.0], [6.0], [10.0]])
    points = Points(values, Form.ANSWERS, (0,), np.array([1.0, 1.0, 9.0, 1.0]), np.array([10.0]))
    found = next(iter(solve(Linkage("average", gower=True), points, [2], seed=1)))
    first = found.labels[0]
    # Means of the distances, in tenths: of 3.7 to the one group (3.7 + 2.7) / 2 = 3.2, to the other
    # (9 x 2.3 + 6.3) / 10 = 2.7, which without weights would be (2.3 + 6.3) / 2 = 4.3.
    assert found.assign(np.array([[3.2], [3.7]])).tolist() == [first, 3 - first]


def test_latent_classes_use_what_was_answered_and_say_how_well_they_fit() -> None:
    values = three_groups()
    values[::5, 1] = NAN
    values[4] = NAN
    points = Points(values, Form.CODES, (5,) * 4)
    found = next(iter(solve(LatentClass(starts=10), points, [3], seed=1)))
    assert found.model.n == 29  # one answered nothing
    shares = found.memberships[np.arange(30) != 4].mean(axis=0)
    np.testing.assert_allclose(
        found.memberships[4], shares, atol=1e-4
    )  # the expectation of nobody in particular
    assert found.model.residuals.shape == (4, 4)
    chances = found.posterior(points.values)
    np.testing.assert_allclose(chances, found.memberships, rtol=1e-9, atol=1e-12)


def test_uncertainty_is_that_of_the_entropy_weighted() -> None:
    """1 - E / (n ln k) is the entropy, with weights and with somebody who answered nothing too."""
    values = np.vstack([np.random.default_rng(1).integers(0, 3, (80, 4)), np.full((1, 4), -1)]).astype(float)
    values[values < 0] = NAN
    weights = np.random.default_rng(2).uniform(0.5, 2, 81)
    for masses in (None, weights):
        points = Points(values, Form.CODES, (3,) * 4, masses)
        fit = next(iter(solve(LatentClass(starts=5), points, [2], seed=1))).model
        assert fit.entropy == pytest.approx(1 - fit.uncertainty / (fit.n * np.log(2)), rel=1e-9)
    scores = Points(standardise(np.nan_to_num(values), weights), Form.SCORES, (0,) * 4, weights)
    fit = next(iter(solve(GaussianMixture(starts=3), scores, [2], seed=1))).model
    assert fit.entropy == pytest.approx(1 - fit.uncertainty / (fit.n * np.log(2)), rel=1e-9)
    assert uncertainty(np.array([[1.0, 0.0], [0.5, 0.5]]), None) == pytest.approx(np.log(2))
    assert uncertainty(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([3.0, 1.0])) == pytest.approx(
        np.log(2) / 2
    )


def test_bivariate_residuals_are_of_the_people_that_respondents_stand_for() -> None:
    values = np.random.default_rng(1).integers(0, 3, (60, 3)).astype(float)
    times = np.random.default_rng(2).choice([1, 2], 60)
    weighted = Points(values, Form.CODES, (3,) * 3, times.astype(float))
    repeated = Points(np.repeat(values, times, axis=0), Form.CODES, (3,) * 3)
    one, other = (
        next(iter(solve(LatentClass(starts=1), p, [1], seed=1))).model for p in (weighted, repeated)
    )
    # Weights have a mean of 1, so that residuals are those of 60 people, not of all the repeated ones.
    np.testing.assert_allclose(one.residuals * times.mean(), other.residuals, rtol=1e-6)


def test_a_class_that_is_nobodys_likeliest_is_no_segment() -> None:
    def chances(values: np.ndarray) -> np.ndarray:
        return np.tile([0.2, 0.3, 0.5], (len(values), 1))

    assert Likeliest(chances, np.array([0, 1]))(np.zeros((2, 1))).tolist() == [2, 2]


# Trees.


def test_heights_of_a_cut() -> None:
    tree = Ward().grow(Points(np.array([[0.0], [1.0], [4.0], [8.0]]), Form.SCORES, (0,)))
    heights = tree.linkage[:, 2]
    assert tree.gap_of(4) == (0.0, heights[0])
    assert tree.gap_of(2) == (heights[1], heights[2])
    assert tree.height_of(2) == heights[1:].mean()
    assert sorted(tree.leaf_order.tolist()) == [0, 1, 2, 3]


def test_a_reordered_tree_joins_the_same_respondents() -> None:
    tree = Tree(np.array([[0.0, 1, 1, 2], [2, 3, 5, 3]]))
    found = tree.reordered(np.array([2, 0, 1]))  # the tree is of rows 2, 0 and 1
    assert found.linkage.tolist() == [[0, 2, 1, 2], [1, 3, 5, 3]]


def test_a_cut_height_gives_the_segments_below_it() -> None:
    answers = people(three_groups())
    by_k = segment(answers, answers.names, SegmentationSettings(segments=3))
    by_height = segment(answers, answers.names, SegmentationSettings(cut_height=by_k.cut_height))
    assert (by_height.labels == by_k.labels).all()


# Resampling.


def test_refitting_asks_for_no_more_segments_than_patterns() -> None:
    two = Points(np.array([[0.0], [0.0], [1.0]]), Form.SCORES, (0,))
    first, alike, other = refit(Ward(), two, 3, seed=1).labels
    assert first == alike != other
    one = Points(np.zeros((3, 1)), Form.SCORES, (0,))
    found = refit(KMeans(starts=1), one, 3, seed=1)
    assert found.labels.tolist() == [1, 1, 1]
    assert found.assign(np.zeros((2, 1))).tolist() == [1, 1]


def test_scores_are_standardised_anew_and_columns_without_variety_passed_over() -> None:
    points = Points(np.array([[1.0, 5.0], [3.0, 5.0]]), Form.SCORES, (0, 0)).standardised()
    assert points.values.tolist() == [[-1.0], [1.0]]
    assert points.levels == (0,)
    codes = Points(np.array([[1.0], [0.0]]), Form.CODES, (2,))
    assert codes.standardised() is codes


def test_weights_all_alike_count_as_none() -> None:
    points = Points(np.array([[1.0], [2.0]]))
    assert points.like(points.values, np.array([2.0, 2.0])).weights is None
    assert points.like(points.values, np.array([2.0, 1.0])).weights is not None


# Points.


def prepared(answers: Attributes, **settings: object) -> object:
    return prepare(answers, answers.names, SegmentationSettings(segments=2, **settings))


def test_scores_are_standardised_by_weight() -> None:
    answers = people(np.array([[1.0], [3.0], [5.0]]), weights=np.array([1.0, 1.0, 2.0]))
    points = points_of(prepared(answers), Form.SCORES)
    assert np.average(points.values[:, 0], weights=points.weights) == pytest.approx(0, abs=1e-12)
    assert np.average(points.values[:, 0] ** 2, weights=points.weights) == pytest.approx(1)


def test_answers_keep_units_blanks_and_categories() -> None:
    values = np.array([[1, 0], [5, 1], [NAN, 1], [3, NAN]])
    answers = people(values, ((), ("Bonn", "Ulm")))
    points = points_of(prepared(answers, missing="keep"), Form.ANSWERS)
    np.testing.assert_array_equal(points.values, values)
    assert points.levels == (0, 2)
    assert points.ranges.tolist() == [4.0, 0.0]
    assert points.weights is None


def test_codes_number_the_answers_that_were_given() -> None:
    values = np.array([[1.0, 7.5], [5.0, 2.5], [NAN, 7.5]])
    points = points_of(prepared(people(values), missing="keep"), Form.CODES)
    np.testing.assert_array_equal(points.values, [[0, 1], [1, 0], [NAN, 1]])
    assert points.levels == (2, 2)


def test_too_many_different_answers_are_no_categories() -> None:
    values = np.column_stack([np.arange(13.0), np.arange(13) % 2])
    with pytest.raises(SegmentationError, match=r"more than 12 different answers: A \(13\)"):
        points_of(prepared(people(values)), Form.CODES)


def test_every_question_weighs_alike_in_the_geometry() -> None:
    rng = np.random.default_rng(1)
    values = np.column_stack(
        [rng.integers(0, 3, 200), rng.normal(0, 40, 200), rng.integers(0, 5, 200)]
    ).astype(float)
    values[:20, 1] = NAN
    weights = rng.uniform(0.5, 2, 200)
    points = Points(values, Form.ANSWERS, (3, 0, 0), weights)
    found = geometry(points)
    assert found.shape == (200, 5)
    assert (found[:20, 3] == 0).all()  # blanks stand at the mean
    centre = np.average(found, axis=0, weights=weights)
    np.testing.assert_allclose(centre, 0, atol=1e-12)
    spread = np.average(found**2, axis=0, weights=weights)
    assert spread[:3].sum() == pytest.approx(1)
    assert spread[4] == pytest.approx(1)
    scores = Points(values[:, 1:], Form.SCORES, (0, 0))
    assert geometry(scores) is scores.values


# What a method cannot take.


@pytest.mark.parametrize("name", ["ward", "kmeans", "gaussian_mixture", "average"])
def test_methods_on_numbers_refuse_categories_and_blanks(name: str) -> None:
    answers = people(np.array([[1, 0], [5, 1], [2, 1], [3, 0]]), ((), ("Bonn", "Ulm")))
    settings = SegmentationSettings(method=name, segments=2, missing="keep")
    with pytest.raises(SegmentationError, match="categories: B") as caught:
        checked_points(answers, answers.names, settings, method_of(settings))
    assert "needs every answer" in str(caught.value)


@pytest.mark.parametrize("number", [np.inf, -np.inf, 1e200])
def test_numbers_beyond_all_measure_are_refused(number: float) -> None:
    values = three_groups()
    values[3, 1] = number
    answers = people(values)
    with pytest.raises(SegmentationError, match="infinite or very large numbers: B"):
        segment(answers, answers.names, SegmentationSettings(segments=2))


def test_a_million_attributes_are_refused_before_anything_is_made_of_them() -> None:
    names = tuple(map(str, range(1_000_000)))
    wide = Attributes(("1", "2"), names, ("",), (None,), np.zeros((2, 1)))  # hardly any table stands behind
    with pytest.raises(SegmentationError, match="1,000,000 attributes"):
        segment(wide, names, SegmentationSettings(segments=2))


def test_categories_without_an_order_stand_equally_far_apart_for_latent_classes_too() -> None:
    levels = (("blue", "green", "red"),)
    colours = np.tile([[0.0], [1.0], [2.0]], (4, 1))
    ids = tuple(map(str, range(12)))
    basis = Attributes(ids, ("Colour",), ("",), (None,), colours, levels=levels)
    settings = SegmentationSettings(method="latent_class", segments=2)
    _, points = checked_points(basis, ("Colour",), settings, method_of(settings))
    found = geometry(points)[:3]
    apart = np.linalg.norm(found[:, None] - found[None], axis=2)[np.triu_indices(3, 1)]
    assert points.nominal == (True,)
    np.testing.assert_allclose(apart, apart[0])
