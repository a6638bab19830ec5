"""Beta-geometric: how many subscriptions are renewed, again and again.

At each renewal a subscriber leaves with a chance that is his own and does not change; between subscribers it
follows a beta distribution. The rate of renewal rises with time only because those who leave easily
have left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaln

from psychograph.stats.repeat_buying.maximum import LogLikelihood, maximise

Floats = NDArray[np.float64]

LEAST_LEFT = 5  # who left, and who stayed; rates of fewer are chance
STARTS = ((0.0, 0.0), (0.0, 1.5), (-1.0, 1.0), (2.0, 3.0))
NAMES = ("alpha", "beta")


@dataclass(frozen=True)
class BetaGeometric:
    """The beta distribution of the chance to leave at a renewal: its mean is alpha / (alpha + beta)."""

    alpha: float
    beta: float


@dataclass(frozen=True)
class BetaGeometricFit:
    """Beta-geometric fitted by maximum likelihood.

    Parameters
    ----------
    model : BetaGeometric or None
        None where the data say nothing of it; `reason` says why.
    errors : BetaGeometric or None
        Standard errors; None where the likelihood has no peak.
    log_likelihood : float
        NaN without a model.
    converged : bool
    reason : str
        Why not; empty where converged.
    """

    model: BetaGeometric | None
    errors: BetaGeometric | None
    log_likelihood: float
    converged: bool
    reason: str


def fit_beta_geometric(at_risk: ArrayLike, renewed: ArrayLike) -> BetaGeometricFit:
    """Fit the beta-geometric by maximum likelihood.

    The likelihood of a subscription is the product of what it did at each renewal that it came to, so those
    that still run and cohorts of different ages need no other treatment: they are at risk at fewer
    renewals.

    Parameters
    ----------
    at_risk, renewed : array_like of int, shape (m,)
        For the first, second, ... renewal: subscriptions that came to it, and that renewed.

    Returns
    -------
    BetaGeometricFit
        Without a model where fewer than five left or fewer than five renewed.

    Raises
    ------
    ValueError
        For more renewals than subscriptions.

    References
    ----------
    Fader & Hardie 2007, J Interactive Marketing 21(1):76. Checked against its estimates for two kinds of
    customers (alpha .704 and beta 1.182; .668 and 3.806).

    Examples
    --------
    >>> regular = [1000, 631, 468, 382, 326, 289, 262, 241]
    >>> found = fit_beta_geometric(regular[:-1], regular[1:]).model
    >>> round(found.alpha, 3), round(found.beta, 3)
    (0.704, 1.182)
    """
    came, stayed = _checked(at_risk, renewed)
    left = int((came - stayed).sum())
    if left < LEAST_LEFT or int(stayed.sum()) < LEAST_LEFT:
        seen = f"{left} left and {int(stayed.sum())} renewals were seen"
        reason = f"{seen}; at least {LEAST_LEFT} of each are needed"
        return BetaGeometricFit(None, None, math.nan, False, reason)
    if int((came > 0).sum()) < 2:
        return BetaGeometricFit(None, None, math.nan, False, "one renewal alone says nothing of the next")
    found = maximise(_likelihood(came, stayed), STARTS, float(came[0]))
    alpha, beta = np.exp(found.logs).tolist()
    errors = None
    if found.converged:
        se = np.exp(found.logs) * found.errors
        errors = BetaGeometric(float(se[0]), float(se[1]))
    reason = ""
    if found.off:
        names = " and ".join(NAMES[at] for at in found.off)
        reason = (
            f"subscribers hardly differ in how readily they leave, or differ without end: {names} ran off"
        )
    elif not found.converged:
        reason = "the likelihood has no clear peak"
    return BetaGeometricFit(BetaGeometric(alpha, beta), errors, found.value, found.converged, reason)


def _checked(at_risk: ArrayLike, renewed: ArrayLike) -> tuple[Floats, Floats]:
    came, stayed = (np.atleast_1d(np.asarray(one, dtype=float)) for one in (at_risk, renewed))
    if came.shape != stayed.shape or came.ndim != 1 or not len(came):
        raise ValueError("who came to a renewal and who renewed are needed for each")
    if (stayed < 0).any() or (stayed > came).any():
        raise ValueError("no more can renew than come to a renewal")
    return came, stayed


def _likelihood(came: Floats, stayed: Floats) -> LogLikelihood:
    before = np.arange(len(came), dtype=float)  # renewals made already
    left = came - stayed

    def at(logs: Floats) -> tuple[float, Floats]:
        alpha, beta = np.exp(logs)
        on, both = beta + before, alpha + beta + before
        value = float(stayed @ np.log(on / both) + left @ np.log(alpha / both))
        shrink = float(came @ (1 / both))
        d_alpha = left.sum() / alpha - shrink
        d_beta = float(stayed @ (1 / on)) - shrink
        return value, np.array([d_alpha * alpha, d_beta * beta])

    return at


def renewal_rates(model: BetaGeometric, renewals: int) -> Floats:
    """Return the rate of renewal at the first, second, ... renewal, shape (renewals,).

    r(n) = (beta + n - 1) / (alpha + beta + n - 1)

    References
    ----------
    Fader & Hardie 2007, equation 8.

    Examples
    --------
    >>> renewal_rates(BetaGeometric(0.704, 1.182), 3).round(3).tolist()
    [0.627, 0.756, 0.819]
    """
    n = np.arange(renewals)
    return np.asarray((model.beta + n) / (model.alpha + model.beta + n))


def surviving(model: BetaGeometric, renewals: int) -> Floats:
    """Return the share still there after 0, 1, ... renewals, shape (renewals + 1,).

    S(n) = B(alpha, beta + n) / B(alpha, beta)

    References
    ----------
    Fader & Hardie 2007, equation 6.

    Examples
    --------
    >>> surviving(BetaGeometric(0.704, 1.182), 2).round(3).tolist()
    [1.0, 0.627, 0.474]
    """
    n = np.arange(renewals + 1)
    return np.asarray(np.exp(betaln(model.alpha, model.beta + n) - betaln(model.alpha, model.beta)))
