"""k-means and k-medoids as estimators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from psychograph.estimators.categories import Categories
from psychograph.estimators.segmenter import Starting
from psychograph.segmentation.method import Floats, Form, Labels, Method, Points, Solution
from psychograph.segmentation.methods.centres import centres_of
from psychograph.segmentation.methods.kmeans import STARTS as KMEANS_STARTS
from psychograph.segmentation.methods.kmeans import KMeans
from psychograph.segmentation.methods.kmedoids import STARTS as KMEDOIDS_STARTS
from psychograph.segmentation.methods.kmedoids import KMedoids


class KMeansSegmenter(Starting):
    """k-means, from many starts, with weights.

    Parameters
    ----------
    n_clusters : int
        Segments.
    n_init : int
        Starts, of which the best is kept.
    random_state : int, numpy.random.RandomState or None
        Seed of the starts. Other than in scikit-learn it is set at first, so that a second fit
        gives the same.

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        Segments from 0, the largest first.
    cluster_centers_ : ndarray of float64, shape (n_clusters, d)
        Their means.
    inertia_ : float
        Sum of w |x - centre|^2 over the rows, with weights of a mean of 1.
    share_at_best_ : float
        Share of the starts that reached the best, above 0 to 1.
    converged_ : bool
        Whether the best start came to rest.
    n_features_in_ : int
        Columns seen in fit.
    feature_names_in_ : ndarray of str
        Their names, where the table has names.

    Notes
    -----
    See :func:`psychograph.stats.centres.kmeans.kmeans`.

    Examples
    --------
    >>> found = KMeansSegmenter(2).fit([[1.0], [2.0], [9.0], [10.0], [11.0]])
    >>> found.labels_.tolist(), found.predict([[3.0]]).tolist()
    ([1, 1, 0, 0, 0], [1])
    """

    def __init__(self, n_clusters: int = 3, *, n_init: int = KMEANS_STARTS, random_state: Any = 1) -> None:
        self.n_clusters = n_clusters
        self.n_init = n_init
        self.random_state = random_state

    def _method(self) -> Method:
        return KMeans(starts=self._starts())

    def _keep(self, solution: Solution, points: Points) -> None:
        super()._keep(solution, points)
        self.cluster_centers_ = centres_of(points.values, solution.labels, points.weights)
        self.inertia_ = self._starts_found(solution).results[0]

    def predict(self, X: ArrayLike) -> Labels:
        """Return the segment of each row, from 0, by the nearest centre; shape (m,)."""
        return self._put(self._fitted_table(X))


class KMedoidsSegmenter(Starting):
    """k-medoids on Gower's distances, for numbers and categories, with blanks and weights.

    Parameters
    ----------
    n_clusters : int
        Segments.
    categorical_features : sequence of int or of str
        Columns that hold categories, as numbers, by position or by name; others hold numbers.
    n_init : int
        Starts, of which the best is kept.
    random_state : int, numpy.random.RandomState or None
        Seed of the starts. Other than in scikit-learn it is set at first, so that a second fit
        gives the same.

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        Segments from 0, in the order of their medoids.
    cluster_centers_ : ndarray of float64, shape (n_clusters, d)
        The medoids: rows that stand for the segments.
    inertia_ : float
        Mean distance to the medoid, weighted, 0 to 1.
    share_at_best_ : float
        Share of the starts that reached the best, above 0 to 1.
    converged_ : bool
        Whether no swap of a medoid would help.
    n_features_in_ : int
        Columns seen in fit.
    feature_names_in_ : ndarray of str
        Their names, where the table has names.

    Notes
    -----
    NaN is a blank. A category that was not there in fit counts as blank. Beyond 20,000 different rows
    medoids are sought in samples. See :func:`psychograph.stats.centres.medoids.gower_medoids`.

    Examples
    --------
    Age, and owning no pet (0), a cat (1) or a dog (2):

    >>> people = [[20.0, 0], [64.0, 2], [24.0, 0], [60.0, 2], [22.0, 1]]
    >>> KMedoidsSegmenter(2, categorical_features=[1]).fit_predict(people).tolist()
    [0, 1, 0, 1, 0]
    """

    _blanks = True

    def __init__(
        self,
        n_clusters: int = 3,
        *,
        categorical_features: Sequence[int] | Sequence[str] = (),
        n_init: int = KMEDOIDS_STARTS,
        random_state: Any = 1,
    ) -> None:
        self.n_clusters = n_clusters
        self.categorical_features = categorical_features
        self.n_init = n_init
        self.random_state = random_state

    def _method(self) -> Method:
        return KMedoids(starts=self._starts())

    def _learn(self, values: Floats) -> None:
        names = getattr(self, "feature_names_in_", None)
        self._categories = Categories.of(
            values, _positions(self.categorical_features, names, values.shape[1])
        )
        coded = self._categories.codes(values)
        known = np.isfinite(coded)
        low, high = (np.where(known, coded, fill).T for fill in (np.inf, -np.inf))
        spans = np.where(known.any(axis=0), high.max(axis=1) - low.min(axis=1), 0.0)
        self._spans = np.where(np.array(self._categories.levels) > 0, 0.0, spans)

    def _points(self, values: Floats) -> Points:
        return Points(
            self._categories.codes(values), Form.ANSWERS, self._categories.levels, ranges=self._spans
        )

    def _keep(self, solution: Solution, points: Points) -> None:
        super()._keep(solution, points)
        assert solution.medoids is not None  # noqa: S101  # for the type checker: k-medoids has them
        self.cluster_centers_ = self._categories.answers(points.values[solution.medoids])
        self.inertia_ = self._starts_found(solution).results[0]

    def predict(self, X: ArrayLike) -> Labels:
        """Return the segment of each row, from 0, by the nearest medoid; shape (m,)."""
        return self._put(self._fitted_table(X))


def _positions(chosen: Sequence[int] | Sequence[str], names: Sequence[str] | None, width: int) -> list[int]:
    """Return the positions of columns given by position or by name."""
    known = {} if names is None else {name: at for at, name in enumerate(names)}
    found = []
    for column in chosen:
        at = known.get(column, -1) if isinstance(column, str) else int(column)
        if not 0 <= at < width:
            raise ValueError(f"categorical_features names {column!r}, but X has no such column")
        found.append(at)
    return found
