"""Gamma-gamma: what an order of each customer is worth, from the few that were seen.

The value of an order follows a gamma distribution of shape p, whose scale differs between customers: its
rate is gamma with shape q and rate v. What a customer spends does not hang on how often he buys; look at
the correlation before believing that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import digamma, gammaln

from psychograph.stats.repeat_buying.maximum import LogLikelihood, maximise

Floats = NDArray[np.float64]

LEAST_REPEATERS = 10  # whose second order tells how much orders of one customer differ
# Money is measured in mean orders while searching.
STARTS = ((0.0, 1.0, 1.0), (1.5, 1.5, 1.5), (0.0, 3.0, 3.0))
NAMES = ("p", "q", "v")


@dataclass(frozen=True)
class GammaGamma:
    """Parameters of gamma-gamma.

    Parameters
    ----------
    p : float
        Shape of the values of one customer's orders: 1 / sqrt(p) is their coefficient of variation.
    q, v : float
        Shape and rate of the differences between customers; v is in the currency.
    """

    p: float
    q: float
    v: float

    @property
    def mean(self) -> float:
        """Mean value of an order over all customers, p v / (q - 1); infinite where q is at most 1."""
        return self.p * self.v / (self.q - 1) if self.q > 1 else math.inf


@dataclass(frozen=True)
class GammaGammaFit:
    """Gamma-gamma fitted by maximum likelihood.

    Parameters
    ----------
    model : GammaGamma or None
        None where the data say nothing of it; `reason` says why.
    errors : GammaGamma or None
        Standard errors; None where the likelihood has no peak.
    log_likelihood : float
        NaN without a model.
    customers : int
    converged : bool
    reason : str
        Why not; empty where converged.
    """

    model: GammaGamma | None
    errors: GammaGamma | None
    log_likelihood: float
    customers: int
    converged: bool
    reason: str


def fit_gamma_gamma(orders: ArrayLike, mean_value: ArrayLike) -> GammaGammaFit:
    """Fit gamma-gamma by maximum likelihood to the mean value of each customer's orders.

    Parameters
    ----------
    orders : array_like of float, shape (n,)
        Orders that the mean is of; 1 or more.
    mean_value : array_like of float, shape (n,)
        Their mean, in the currency; above 0. No NaN.

    Returns
    -------
    GammaGammaFit
        Without a model where fewer than ten customers ordered twice, or all means are equal.

    Raises
    ------
    ValueError
        For other orders or values.

    Notes
    -----
    The spending data of CDNOW behind the published p 6.25, q 3.74, v 15.44 were not at hand: formulas are
    checked against numerical integration, estimates against simulated customers.

    References
    ----------
    Fader & Hardie 2013, "The gamma-gamma model of monetary value", brucehardie.com/notes/025, equation 1a.
    Colombo & Jiang 1999, J Interactive Marketing 13:2.

    Examples
    --------
    >>> fit_gamma_gamma([1, 2], [10.0, 12.0]).reason
    '1 of 2 customers ordered twice; at least 10 are needed'
    """
    x, mean = _checked(orders, mean_value)
    n, repeaters = len(x), int((x > 1).sum())
    if repeaters < LEAST_REPEATERS:
        reason = f"{repeaters} of {n} customers ordered twice; at least {LEAST_REPEATERS} are needed"
        return GammaGammaFit(None, None, math.nan, n, False, reason)
    if float(mean.min()) >= float(mean.max()) * (1 - 1e-9):
        return GammaGammaFit(None, None, math.nan, n, False, "all customers spend the same")
    unit = float(np.exp(np.mean(np.log(mean))))
    found = maximise(_likelihood(x, mean / unit), STARTS, n)
    p, q, v = np.exp(found.logs).tolist()
    errors = None
    if found.converged:
        se = np.exp(found.logs) * found.errors
        errors = GammaGamma(float(se[0]), float(se[1]), float(se[2]) * unit)
    value = found.value - n * math.log(unit)
    names = " and ".join(NAMES[at] for at in found.off)
    reason = f"orders or customers hardly differ in value: {names} ran off" if found.off else ""
    if not found.converged and not reason:
        reason = "the likelihood has no clear peak"
    return GammaGammaFit(GammaGamma(p, q, v * unit), errors, float(value), n, found.converged, reason)


def _checked(orders: ArrayLike, mean_value: ArrayLike) -> tuple[Floats, Floats]:
    x, mean = (np.atleast_1d(np.asarray(one, dtype=float)) for one in (orders, mean_value))
    if x.shape != mean.shape or x.ndim != 1 or not len(x):
        raise ValueError("orders and their mean value are needed for each customer")
    if not (np.isfinite(x) & np.isfinite(mean)).all() or (x < 1).any() or (mean <= 0).any():
        raise ValueError("one order or more, and a mean value above 0, are needed")
    return x, mean


def log_likelihood(model: GammaGamma, orders: ArrayLike, mean_value: ArrayLike) -> float:
    """Return the log-likelihood of mean values.

    f(m) = Gamma(p x + q) / (Gamma(p x) Gamma(q)) v^q m^(p x - 1) x^(p x) / (v + m x)^(p x + q)

    Examples
    --------
    >>> round(log_likelihood(GammaGamma(6.25, 3.74, 15.44), [2], [30.0]), 3)
    -3.847
    """
    x, mean = _checked(orders, mean_value)
    return float(_likelihood(x, mean)(np.log([model.p, model.q, model.v]))[0])


def _likelihood(x: Floats, mean: Floats) -> LogLikelihood:
    """Return the log-likelihood and its gradient, of logarithms of p, q, v."""
    counts, of_count = np.unique(x, return_inverse=True)
    n_of_count = np.bincount(of_count).astype(float)
    log_total, total = np.log(mean * x), mean * x
    log_mean = float(np.log(mean).sum())

    def at(logs: Floats) -> tuple[float, Floats]:
        p, q, v = np.exp(logs)
        spread = np.log(v + total)
        value = float(n_of_count @ (gammaln(p * counts + q) - gammaln(p * counts)))
        value += len(x) * (q * math.log(v) - float(gammaln(q)))
        value += float((p * x) @ log_total) - log_mean - float((p * x + q) @ spread)
        d_count = counts * (digamma(p * counts + q) - digamma(p * counts))
        d_p = n_of_count @ d_count + x @ log_total - x @ spread
        d_q = n_of_count @ digamma(p * counts + q) + len(x) * (math.log(v) - digamma(q)) - spread.sum()
        d_v = len(x) * q / v - ((p * x + q) / (v + total)).sum()
        return value, np.array([d_p * p, d_q * q, d_v * v])

    return at


def expected_order_value(model: GammaGamma, orders: ArrayLike, mean_value: ArrayLike) -> Floats:
    """Return what a further order of each customer is expected to be worth, shape (n,).

    p (v + m x) / (p x + q - 1): the mean of his own orders, drawn towards that of everybody, the more the
    fewer there are.

    Parameters
    ----------
    model : GammaGamma
    orders, mean_value : array_like of float, shape (n,)
        As for :func:`fit_gamma_gamma`.

    Returns
    -------
    ndarray of float64, shape (n,)
        Infinite where p x + q is at most 1, whose mean does not exist.

    References
    ----------
    Fader & Hardie 2013, equation 5.

    Examples
    --------
    >>> expected_order_value(GammaGamma(6.25, 3.74, 15.44), [1, 20], [90.0, 90.0]).round(1).tolist()
    [73.3, 88.8]
    """
    x, mean = _checked(orders, mean_value)
    weight = model.p * x + model.q - 1
    with np.errstate(divide="ignore"):
        return np.asarray(np.where(weight > 0, model.p * (model.v + mean * x) / weight, np.inf))
