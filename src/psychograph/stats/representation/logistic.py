"""Multinomial logistic regression with a small ridge: which of several groups, told from some figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
RIDGE = 1.0
STEPS = 500


@dataclass(frozen=True, eq=False)
class Logistic:
    """A model that was fitted.

    Parameters
    ----------
    slopes : ndarray of float64, shape (p, k)
        Of every feature, for every group; they add up to 0 over the groups.
    intercepts : ndarray of float64, shape (k,)
        They add up to 0.
    """

    slopes: Floats
    intercepts: Floats

    def shares(self, features: Floats) -> Floats:
        """Return how likely each group is for every row, shape (n, k); rows add up to 1."""
        return _softmax(features @ self.slopes + self.intercepts)


def fit_logistic(features: Floats, groups: Ints, k: int, *, ridge: float = RIDGE) -> Logistic:
    """Fit a multinomial logistic regression by penalised maximum likelihood.

    Minimises -sum log P(group) + ridge/2 sum slopes^2; intercepts are not penalised. That is the model that
    scikit-learn fits by default to three groups or more (``LogisticRegression(C=1 / ridge)``; two groups have
    slopes of their own here, so that C is 2 / ridge), solved by L-BFGS.

    Parameters
    ----------
    features : ndarray of float64, shape (n, p)
        Standardised, or the penalty would depend on units; no NaN.
    groups : ndarray of int64, shape (n,)
        0 to k - 1.
    k : int
        Number of groups, 2 or more.
    ridge : float
        Strength of the penalty, above 0, which keeps slopes finite where groups are told without error.

    References
    ----------
    Hosmer, Lemeshow & Sturdivant 2013, Applied Logistic Regression, ch. 8; le Cessie & van Houwelingen 1992,
    Applied Statistics 41:191.

    Examples
    --------
    >>> found = fit_logistic(np.array([[-1.0], [-1.0], [1.0], [1.0]]), np.array([0, 0, 1, 1]), 2)
    >>> found.shares(np.array([[1.0]])).round(2).tolist()
    [[0.19, 0.81]]
    """
    from scipy.optimize import minimize

    n, p = features.shape
    seen = np.zeros((n, k))
    seen[np.arange(n), groups] = 1.0

    def loss(flat: Floats) -> tuple[float, Floats]:
        slopes, intercepts = flat[: p * k].reshape(p, k), flat[p * k :]
        shares = _softmax(features @ slopes + intercepts)
        value = -float(np.log(np.maximum(shares[np.arange(n), groups], 1e-300)).sum())
        gap = shares - seen
        down = np.concatenate([(features.T @ gap + ridge * slopes).ravel(), gap.sum(axis=0)])
        return value + ridge / 2 * float((slopes**2).sum()), down

    found = minimize(
        loss,
        np.zeros((p + 1) * k),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": STEPS, "gtol": 1e-6 * max(n, 1) ** 0.5, "ftol": 1e-11},
    )
    slopes, intercepts = found.x[: p * k].reshape(p, k), found.x[p * k :]
    return Logistic(slopes - slopes.mean(axis=1, keepdims=True), intercepts - intercepts.mean())


def folds(n: int, many: int, rng: np.random.Generator) -> Ints:
    """Return a fold for each of n people, 0 to many - 1, as equal in size as can be, shape (n,)."""
    return np.asarray(rng.permutation(np.arange(n) % many), dtype=np.int64)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
