"""`Segmenter`: what all estimators share, from checking a table to labels."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils import Tags, check_random_state
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from psychograph.segmentation.method import Floats, Form, Labels, Method, Points, Solution, Starts, solve

MOST_FEATURES = 10_000  # beyond, distances say nothing and memory runs out
LARGEST = 1e150  # squares of larger numbers cannot be added up


class Segmenter(ClusterMixin, BaseEstimator, ABC):  # type: ignore[misc]  # scikit-learn has no types
    """Base of the estimators: fits a method on points that it makes from a table.

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        Segments from 0.
    n_features_in_ : int
        Columns seen in fit.
    feature_names_in_ : ndarray of str
        Their names, where the table has names.
    """

    n_clusters: int
    random_state: Any = None
    _blanks = False  # whether NaN is taken for an answer that was not given

    def fit(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Find segments.

        Parameters
        ----------
        X : array_like of float, shape (n, d)
            One row a respondent. NaN is a blank where the method takes blanks, else refused.
        y : ignored
            For pipelines.
        sample_weight : array_like of float, shape (n,), optional
            How much each row counts, 0 or more. Rows that count 0 are put into segments afterwards.

        Raises
        ------
        ValueError
            For numbers or weights that cannot be used, and more segments than rows differ.
        """
        values = self._table(X, reset=True)
        weights = None if sample_weight is None else _weights(sample_weight, values)
        counted = np.ones(len(values), dtype=bool) if weights is None else weights > 0
        method = self._method()
        self._learn(values[counted])
        made = self._points(values[counted])
        points = made.like(made.values, None if weights is None else weights[counted])
        self._check(method, points)
        solution = next(iter(solve(method, points, [self.n_clusters], seed=self._seed())))
        self._keep(solution, points)
        labels = np.empty(len(values), dtype=np.int64)
        labels[counted] = self._labels(solution)
        if not counted.all():
            labels[~counted] = self._put(values[~counted])
        self.labels_ = labels
        return self

    def fit_predict(
        self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None
    ) -> NDArray[np.int64]:
        """Find segments and return their labels, shape (n,)."""
        found: NDArray[np.int64] = self.fit(X, y, sample_weight=sample_weight).labels_
        return found

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn what the estimator takes."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = self._blanks
        return tags

    # What each estimator says of itself.

    @abstractmethod
    def _method(self) -> Method:
        """Return the method with this estimator's settings."""

    def _learn(self, values: Floats) -> None:
        """Learn what is needed to make points of this table, and of others alike."""

    def _points(self, values: Floats) -> Points:
        """Return values in the form that the method takes."""
        return Points(values, Form.SCORES, (0,) * values.shape[1])

    def _keep(self, solution: Solution, points: Points) -> None:
        """Keep what the method found as attributes with a trailing underscore."""
        self._solution = solution

    def _labels(self, solution: Solution) -> Labels:
        return solution.labels - 1

    def _put(self, values: Floats) -> Labels:
        """Return the segments of further rows, from 0."""
        return self._solution.assign(self._points(values).values) - 1

    # What they share.

    def _table(self, X: ArrayLike, *, reset: bool) -> Floats:
        finite = "allow-nan" if self._blanks else True
        values: Floats = validate_data(
            self,
            X,
            reset=reset,
            dtype=np.float64,
            ensure_all_finite=finite,
            ensure_min_samples=2 if reset else 1,
        )
        if values.shape[1] > MOST_FEATURES:
            raise ValueError(f"X has {values.shape[1]:,} features, and at most {MOST_FEATURES:,} can be used")
        if np.nanmax(np.abs(values), initial=0.0) > LARGEST:
            raise ValueError(f"X holds numbers beyond {LARGEST:g}, whose squares cannot be added up")
        return values

    def _fitted_table(self, X: ArrayLike) -> Floats:
        check_is_fitted(self)
        return self._table(X, reset=False)

    def _seed(self) -> int:
        if isinstance(self.random_state, (int, np.integer)):
            return int(self.random_state)
        return int(check_random_state(self.random_state).randint(2**31 - 1))

    def _check(self, method: Method, points: Points) -> None:
        k = self.n_clusters
        if isinstance(k, bool) or not isinstance(k, (int, np.integer)) or k < 1:
            raise ValueError(f"n_clusters must be a whole number, 1 or more, not {k!r}")
        if len(points) > method.most:
            raise ValueError(f"{method.title} takes at most {method.most:,} rows, not {len(points):,}")
        if k > 1:
            patterns = len(np.unique(np.nan_to_num(points.values, nan=np.inf), axis=0))
            if k > patterns:
                raise ValueError(
                    f"n_clusters={k} is more than the {patterns} different rows among n_samples={len(points)}"
                )


class Starting(Segmenter):
    """What estimators share that search from many starts."""

    n_init: int

    def _starts(self) -> int:
        n = self.n_init
        if isinstance(n, bool) or not isinstance(n, (int, np.integer)) or n < 1:
            raise ValueError(f"n_init must be a whole number, 1 or more, not {n!r}")
        return int(n)

    def _keep(self, solution: Solution, points: Points) -> None:
        super()._keep(solution, points)
        found = self._starts_found(solution)
        self.share_at_best_ = found.share_at_best
        self.converged_ = found.converged

    def _starts_found(self, solution: Solution) -> Starts:
        assert solution.starts is not None  # noqa: S101  # for the type checker: searches have them
        return solution.starts


def _weights(sample_weight: ArrayLike, values: Floats) -> Floats:
    weights: Floats = _check_sample_weight(sample_weight, values, dtype=np.float64, ensure_non_negative=True)
    if not (weights > 0).any():
        raise ValueError("sample_weight is 0 for every row: nobody counts")
    return weights
