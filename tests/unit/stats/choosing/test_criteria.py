from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster
from sklearn import metrics
from sklearn.datasets import load_iris

from psychograph.stats.centres.kmeans import kmeans
from psychograph.stats.choosing.criteria import (
    between_share,
    calinski_harabasz,
    davies_bouldin,
    inertia_jumps,
    simplified_silhouette,
    within_sum_of_squares,
)
from psychograph.stats.choosing.gap import gap_statistic
from psychograph.stats.choosing.information import information_criteria
from psychograph.stats.choosing.prediction_strength import prediction_strength
from psychograph.stats.trees.ward import standardise, ward_tree

ROUNDING = 1e-10  # sums in other orders
ALL = [within_sum_of_squares, between_share, calinski_harabasz, davies_bouldin, simplified_silhouette]


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def iris() -> np.ndarray:
    return load_iris().data  # type: ignore[no-any-return]


def labelled(k: int) -> np.ndarray:
    return kmeans(iris(), k, rng=rng()).labels


def method(values: np.ndarray, k: int, weights: np.ndarray | None) -> np.ndarray:
    return kmeans(values, k, starts=5, rng=rng(), weights=weights).labels


@pytest.mark.parametrize("k", [2, 3, 6])
def test_criteria_are_scikit_learns(k: int) -> None:
    values, labels = iris() + 1e4, labelled(k)  # a large mean must cost no digits
    near = {"rel": 1e-9}
    assert calinski_harabasz(values, labels) == pytest.approx(
        metrics.calinski_harabasz_score(iris(), labels), **near
    )
    assert davies_bouldin(values, labels) == pytest.approx(
        metrics.davies_bouldin_score(iris(), labels), **near
    )


@pytest.mark.parametrize("k", [2, 3, 6])
def test_simplified_silhouette_by_hand(k: int) -> None:
    values, labels = iris(), labelled(k)
    widths = []
    for point, own in zip(values, labels, strict=True):
        far = {g: np.linalg.norm(point - values[labels == g].mean(axis=0)) for g in range(1, k + 1)}
        a, b = far.pop(own), min(far.values())
        widths.append((b - a) / max(a, b))
    assert simplified_silhouette(values, labels) == pytest.approx(np.mean(widths), rel=ROUNDING)
    assert simplified_silhouette(values, labels) > metrics.silhouette_score(values, labels)


@pytest.mark.parametrize("criterion", ALL)
def test_weights_are_repeated_rows(criterion) -> None:  # type: ignore[no-untyped-def]
    values, labels, times = iris(), labelled(3), rng(1).integers(1, 4, 150)
    weighted = criterion(values, labels, times.astype(float))
    repeated = criterion(np.repeat(values, times, axis=0), np.repeat(labels, times))
    if criterion is within_sum_of_squares:
        repeated *= 150 / times.sum()
    if criterion is calinski_harabasz:  # counts respondents, of whom there are fewer
        repeated *= (150 - 3) / (times.sum() - 3)
    assert weighted == pytest.approx(repeated, rel=ROUNDING)
    assert criterion(values, labels, np.full(150, 0.1)) == criterion(values, labels)


@pytest.mark.parametrize(
    "criterion", [between_share, calinski_harabasz, davies_bouldin, simplified_silhouette]
)
def test_criteria_do_not_change_with_the_unit(criterion) -> None:  # type: ignore[no-untyped-def]
    values, labels = iris(), labelled(3)
    assert criterion(values * 1e6, labels) == pytest.approx(criterion(values, labels), rel=ROUNDING)


def test_degenerate_groups() -> None:
    same, line = np.full((4, 2), 0.1), np.array([[0.1], [0.1], [0.7], [0.7]])
    two, four, one = np.array([1, 1, 2, 2]), np.array([1, 2, 3, 4]), np.ones(4, dtype=np.int64)
    assert within_sum_of_squares(same, two) == 0
    assert math.isnan(between_share(same, two))
    assert math.isnan(calinski_harabasz(same, two))
    assert davies_bouldin(same, two) == math.inf
    assert simplified_silhouette(same, two) == 0
    assert between_share(line, two) == 1
    assert calinski_harabasz(line, two) == math.inf
    assert davies_bouldin(line, two) == pytest.approx(0, abs=1e-12)
    assert simplified_silhouette(line, two) == pytest.approx(1, abs=1e-12)
    for criterion in (calinski_harabasz, davies_bouldin, simplified_silhouette):
        assert math.isnan(criterion(line, one))
    assert math.isnan(calinski_harabasz(np.arange(4.0)[:, None], four))
    assert simplified_silhouette(np.arange(4.0)[:, None], four) == 0
    constant = np.hstack([iris(), np.full((150, 1), 3.0)])
    assert davies_bouldin(constant, labelled(3)) == pytest.approx(davies_bouldin(iris(), labelled(3)))


def test_inertia_jumps_are_sums_of_squares_of_the_cuts() -> None:
    values = standardise(iris())
    tree = ward_tree(values)
    found = inertia_jumps(tree, range(1, 11))
    within = [within_sum_of_squares(values, fcluster(tree, k, "maxclust").astype(int)) for k in range(1, 11)]
    np.testing.assert_allclose(found.within, within, rtol=1e-9)
    assert math.isnan(found.ratios[0])
    np.testing.assert_allclose(found.ratios[1:], np.array(within[1:]) / within[:-1], rtol=1e-9)
    assert found.chosen == 2
    assert inertia_jumps(tree, range(3, 11)).chosen == 3 + int(np.argmin(found.ratios[2:]))


def test_inertia_jumps_where_nothing_is_left() -> None:
    tree = ward_tree(np.array([[1.0], [1.0], [1.0], [5.0]]))
    found = inertia_jumps(tree, [2, 3, 4])
    assert found.ratios[0] == 0
    assert np.isnan(found.ratios[1:]).all()
    assert found.chosen == 2
    assert inertia_jumps(tree, [1, 3]).chosen is None
    for k in (0, 5):
        with pytest.raises(ValueError, match=f"4 points cannot be cut into {k}"):
            inertia_jumps(tree, [k])


def test_information_criteria_by_hand() -> None:
    found = information_criteria(-100.0, 7, 50, entropy_term=4.0)
    log = math.log(50)
    assert found.aic == 214
    assert found.bic == pytest.approx(200 + 7 * log)
    assert found.sabic == pytest.approx(200 + 7 * math.log(52 / 24))
    assert found.caic == pytest.approx(200 + 7 * (log + 1))
    assert found.icl == pytest.approx(208 + 7 * log)
    assert found.awe == pytest.approx(208 + 14 * (1.5 + log))
    for bad in ((-1.0, 1, 0, 0.0), (-1.0, -1, 9, 0.0), (-1.0, 1, 9, -0.1)):
        with pytest.raises(ValueError, match="need respondents"):
            information_criteria(*bad)


def test_information_criteria_are_polcas() -> None:
    # Seven yes/no items of 118 slides, two to four latent classes: 7 k + k - 1 parameters.
    for k, logl, bic in ((2, -317.2568, 706.0739), (3, -293.7050, 697.1357), (4, -289.2858, 726.4629)):
        assert information_criteria(logl, 8 * k - 1, 118).bic == pytest.approx(bic, abs=2e-4)
    assert information_criteria(-289.2858, 31, 118).aic == pytest.approx(640.57, abs=0.005)


def test_gap_chooses_one_group_where_there_are_none() -> None:
    values = rng(3).uniform(size=(120, 2))
    assert gap_statistic(values, method, range(1, 6), 30, rng()).chosen == 1


def test_gap_depends_neither_on_the_order_of_rows_nor_on_equal_weights() -> None:
    values, mixed = iris(), rng(1).permutation(150)
    weights = rng(2).uniform(0.5, 2, 150)
    one = gap_statistic(values, method, [1, 3], 3, rng(), weights)
    other = gap_statistic(values[mixed], method, [1, 3], 3, rng(), weights[mixed])
    # Means of groups are summed over rows in their order.
    np.testing.assert_allclose(one.gaps, other.gaps, rtol=1e-9)
    plain = gap_statistic(values, method, [1, 3], 3, rng())
    assert (
        gap_statistic(values, method, [1, 3], 3, rng(), np.full(150, 0.3)).gaps.tolist()
        == plain.gaps.tolist()
    )
    assert (plain.gaps != one.gaps).all()


def test_gap_of_degenerate_data() -> None:
    same = gap_statistic(np.full((5, 2), 3.0), method, [1, 2], 2, rng())
    assert np.isnan(same.gaps).all()
    assert same.chosen is None
    few = gap_statistic(np.array([[1.0], [1.0], [5.0], [9.0]]), method, [1, 2, 3], 4, rng())
    assert np.isfinite(few.gaps[:2]).all()
    assert math.isnan(few.gaps[2])
    flat = gap_statistic(np.hstack([iris(), np.full((150, 1), 3.0)]), method, [2], 3, rng())
    assert np.isfinite(flat.gaps).all()
    with pytest.raises(ValueError, match="at least one reference"):
        gap_statistic(iris(), method, [2], 0, rng())


def test_prediction_strength_by_hand() -> None:
    # The halves are clustered by their sign; all points of a half stand alone or together in the other.
    values = np.concatenate([rng(1).normal(-9, 1, 40), rng(2).normal(9, 1, 40)])[:, None]

    def uneven(points: np.ndarray, k: int, weights: np.ndarray | None) -> np.ndarray:
        return np.where(points[:, 0] > 0, 2, 1).astype(np.int64)

    assert prediction_strength(values, uneven, [1, 2], 4, rng()).strengths.tolist() == [[1.0] * 4] * 2

    def by_chance(points: np.ndarray, k: int, weights: np.ndarray | None) -> np.ndarray:
        return np.arange(len(points)) % 2 + 1

    # Groups by chance: the other half's means part the points at random, about half of pairs stay.
    found = prediction_strength(values, by_chance, [2], 40, rng())
    assert 0.3 < found.means[0] < 0.6
    assert found.chosen == 1


def test_prediction_strength_of_few_points_and_with_weights() -> None:
    few = prediction_strength(np.array([[1.0], [1.0], [5.0], [9.0]]), method, [2, 3], 3, rng())
    assert np.isnan(few.means[1])
    values, mixed, weights = iris(), rng(1).permutation(150), rng(2).uniform(0.5, 2, 150)
    one = prediction_strength(values, method, [3], 3, rng(), weights)
    other = prediction_strength(values[mixed], method, [3], 3, rng(), weights[mixed])
    assert one.strengths.tolist() == other.strengths.tolist()
    equal = prediction_strength(values, method, [3], 3, rng(), np.full(150, 0.3))
    assert equal.strengths.tolist() == prediction_strength(values, method, [3], 3, rng()).strengths.tolist()
    with pytest.raises(ValueError, match="at least two points"):
        prediction_strength(values[:1], method, [1], 3, rng())
