"""Latent classes and Gaussian mixtures as estimators."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from sklearn.utils import Tags

from psychograph.estimators.categories import Categories
from psychograph.estimators.segmenter import Starting
from psychograph.segmentation.method import Floats, Form, Labels, Method, Points, Solution
from psychograph.segmentation.methods.gaussian_mixture import STARTS as GAUSSIAN_STARTS
from psychograph.segmentation.methods.gaussian_mixture import GaussianMixture
from psychograph.segmentation.methods.latent_class import STARTS as LATENT_STARTS
from psychograph.segmentation.methods.latent_class import LatentClass
from psychograph.segmentation.points import MOST_CODES
from psychograph.stats.mixtures.gaussian_columns import Covariance

COVARIANCES = {"full", "tied", "diagonal", "spherical"}


class _Model(Starting):
    """What estimators with a likelihood share."""

    def _labels(self, solution: Solution) -> Labels:
        # By class, so that labels, `predict` and the columns of `predict_proba` are of one numbering.
        assert solution.memberships is not None  # noqa: S101  # for the type checker: models have them
        likeliest: Labels = solution.memberships.argmax(axis=1)
        return likeliest

    def _keep(self, solution: Solution, points: Points) -> None:
        super()._keep(solution, points)
        assert solution.model is not None  # noqa: S101  # for the type checker: models have one
        fit = solution.model
        self.memberships_ = solution.memberships
        self.log_likelihood_ = fit.log_likelihood
        self.bic_ = -2 * fit.log_likelihood + fit.parameters * math.log(fit.n)
        self.entropy_ = fit.entropy

    def _put(self, values: Floats) -> Labels:
        likeliest: Labels = self._chances(values).argmax(axis=1)
        return likeliest

    def _chances(self, values: Floats) -> Floats:
        assert self._solution.posterior is not None  # noqa: S101  # for the type checker: models have one
        return self._solution.posterior(self._points(values).values)

    def predict(self, X: ArrayLike) -> Labels:
        """Return the likeliest class of each row, from 0; shape (m,)."""
        return self._put(self._fitted_table(X))

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Return the probability of each class for each row, shape (m, n_clusters)."""
        return self._chances(self._fitted_table(X))


class LatentClassSegmenter(_Model):
    """Latent class analysis: answers as categories, with blanks and weights.

    Parameters
    ----------
    n_clusters : int
        Classes.
    n_init : int
        Starts, of which the best is kept.
    random_state : int, numpy.random.RandomState or None
        Seed of the starts. Other than in scikit-learn it is set at first, so that a second fit
        gives the same.

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        The likeliest class of each row, from 0, the largest class first. A class that is nobody's
        likeliest has no members.
    memberships_ : ndarray of float64, shape (n, n_clusters)
        Probability of each class, without rows of weight 0.
    categories_ : list of ndarray
        The different answers to each column; each is a category.
    log_likelihood_, bic_, entropy_ : float
        Of the model; BIC is -2 log-likelihood + p ln n, smaller is better.
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
    NaN is a blank, and counts for nothing. An answer that was not there in fit counts as blank. More
    than 12 different answers to a column are refused: hardly anybody shares one. See
    :func:`psychograph.stats.mixtures.latent_class.latent_class`.

    Examples
    --------
    >>> answers = [[1, 1, 1]] * 6 + [[0, 0, 0]] * 4
    >>> found = LatentClassSegmenter(2).fit(answers)
    >>> found.labels_.tolist(), found.predict_proba([[1, 1, float("nan")]]).round(2).tolist()
    ([0, 0, 0, 0, 0, 0, 1, 1, 1, 1], [[1.0, 0.0]])
    """

    _blanks = True

    def __init__(self, n_clusters: int = 3, *, n_init: int = LATENT_STARTS, random_state: Any = 1) -> None:
        self.n_clusters = n_clusters
        self.n_init = n_init
        self.random_state = random_state

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn what the estimator takes."""
        tags = super().__sklearn_tags__()
        tags.input_tags.categorical = True
        return tags

    def _method(self) -> Method:
        return LatentClass(starts=self._starts())

    def _learn(self, values: Floats) -> None:
        self._categories = Categories.of(values, range(values.shape[1]))
        self.categories_ = list(self._categories.known)
        long = sum(count > MOST_CODES for count in self._categories.levels)
        if long:
            raise ValueError(
                f"{long} column{'s have' if long > 1 else ' has'} more than {MOST_CODES} different answers, "
                "and each would be a category of its own: use GaussianMixtureSegmenter for numbers"
            )

    def _points(self, values: Floats) -> Points:
        return Points(self._categories.codes(values), Form.CODES, self._categories.levels)


class GaussianMixtureSegmenter(_Model):
    """A Gaussian mixture: overlapping bell-shaped groups, with weights.

    Parameters
    ----------
    n_clusters : int
        Groups.
    covariance : {"diagonal", "full", "tied", "spherical"}
        Along the axes only, any for each group, the same for all, or the same in all directions.
    n_init : int
        Starts, of which the best is kept.
    random_state : int, numpy.random.RandomState or None
        Seed of the starts. Other than in scikit-learn it is set at first, so that a second fit
        gives the same.

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        The likeliest group of each row, from 0, the largest group first. A group that is nobody's
        likeliest has no members.
    memberships_ : ndarray of float64, shape (n, n_clusters)
        Probability of each group, without rows of weight 0.
    log_likelihood_, bic_, entropy_ : float
        Of the model; BIC is -2 log-likelihood + p ln n, smaller is better.
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
    Columns that do not vary are refused. See
    :func:`psychograph.stats.mixtures.gaussian_mixture.gaussian_mixture`.

    Examples
    --------
    >>> found = GaussianMixtureSegmenter(2, covariance="spherical").fit([[1.0], [2], [3], [4], [9], [11]])
    >>> found.labels_.tolist(), found.predict_proba([[2.5]]).round(2).tolist()
    ([0, 0, 0, 0, 1, 1], [[1.0, 0.0]])
    """

    def __init__(
        self,
        n_clusters: int = 3,
        *,
        covariance: Covariance = "diagonal",
        n_init: int = GAUSSIAN_STARTS,
        random_state: Any = 1,
    ) -> None:
        self.n_clusters = n_clusters
        self.covariance = covariance
        self.n_init = n_init
        self.random_state = random_state

    def _method(self) -> Method:
        if self.covariance not in COVARIANCES:
            raise ValueError(f"covariance must be one of {', '.join(sorted(COVARIANCES))}")
        return GaussianMixture(starts=self._starts(), covariance=self.covariance)

    def _check(self, method: Method, points: Points) -> None:
        super()._check(method, points)
        still = int((np.ptp(points.values, axis=0) == 0).sum())
        if still:
            raise ValueError(f"{still} of the columns of X {'do' if still > 1 else 'does'} not vary")
