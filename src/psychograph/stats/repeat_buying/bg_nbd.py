"""BG/NBD: how often each customer comes back, and when he has quietly left.

While a customer is active, he buys by a Poisson process whose rate differs between customers by a gamma
distribution (shape r, rate alpha); after each purchase he may leave, with a chance that differs by a beta
distribution (a, b). The first purchase starts his clock and does not count.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaln, digamma, expit, gammaln, hyp2f1

from psychograph.stats.repeat_buying.maximum import LogLikelihood, maximise

Floats = NDArray[np.float64]

LEAST_REPEATERS = 10  # four parameters from fewer are chance
# Time is measured in mean ages of customers while searching, so starts mean the same in days and weeks.
STARTS = (
    (0.0, 0.0, 0.0, 0.0),
    (-1.4, -2.0, -0.2, 0.9),
    (0.7, 0.0, -1.0, 1.5),
    (-0.7, -1.0, 1.5, 3.0),
)
SKETCHED = 4_000  # kinds of customers that choose among the starts, where there are many more
NAMES = ("r", "alpha", "a", "b")
MOST_TERMS = 2_000  # of a series of which each term is less than half the one before, at first
NUDGE = 1e-7
NEAR_ONE = 1e-5  # how near a may come to 1, where the formula is 0 / 0


@dataclass(frozen=True)
class BgNbd:
    """Parameters of BG/NBD.

    Parameters
    ----------
    r, alpha : float
        Shape and rate of the gamma distribution of purchase rates: their mean is r / alpha per unit of time.
    a, b : float
        The beta distribution of the chance to leave after a purchase: its mean is a / (a + b).
    """

    r: float
    alpha: float
    a: float
    b: float


@dataclass(frozen=True)
class BgNbdFit:
    """BG/NBD fitted by maximum likelihood.

    Parameters
    ----------
    model : BgNbd or None
        None where the data say nothing of it; `reason` says why.
    errors : BgNbd or None
        Standard errors of the parameters; None where the likelihood has no peak.
    log_likelihood : float
        NaN without a model.
    customers : int
    converged : bool
        Whether the parameters are a peak of the likelihood inside their range.
    reason : str
        Why not; empty where converged. A model that is there and not converged still forecasts: its
        parameters have run off together, and are not to be read one by one.
    """

    model: BgNbd | None
    errors: BgNbd | None
    log_likelihood: float
    customers: int
    converged: bool
    reason: str


@dataclass(frozen=True, eq=False)
class _Kinds:
    """Customers who did the same, counted once."""

    frequency: Floats
    recency: Floats
    age: Floats
    count: Floats
    of: NDArray[np.int64]


def log_likelihood(model: BgNbd, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> float:
    """Return the log-likelihood of customers, equation 6 of the paper with logarithms throughout.

    Parameters
    ----------
    model : BgNbd
    frequency, recency, age : array_like of float, shape (n,)
        As for :func:`fit_bg_nbd`.

    Examples
    --------
    >>> round(log_likelihood(BgNbd(0.243, 4.414, 0.793, 2.426), [2, 0], [30.43, 0], [38.86, 38.86]), 3)
    -10.013
    """
    kinds = _kinds(frequency, recency, age)
    logs = np.log([model.r, model.alpha, model.a, model.b])
    return _likelihood(kinds)(logs)[0]


def fit_bg_nbd(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> BgNbdFit:
    """Fit BG/NBD by maximum likelihood, from several starts.

    Customers who did the same are counted together. Standard errors come from the curvature of the
    likelihood in logarithms of the parameters, times the parameter.

    Parameters
    ----------
    frequency : array_like of float, shape (n,)
        Purchases after the first; whole numbers, 0 or more.
    recency : array_like of float, shape (n,)
        Time from the first to the last purchase; 0 where there was one.
    age : array_like of float, shape (n,)
        Time from the first purchase to the end of what is known. Any unit, the same for both. No NaN.

    Returns
    -------
    BgNbdFit
        Without a model where fewer than ten customers came back.

    Raises
    ------
    ValueError
        For arrays of different lengths, times below 0, a last purchase after the end, or one without
        the other of frequency and recency.

    References
    ----------
    Fader, Hardie & Lee 2005, Marketing Science 24:275. Checked against its estimates for 2,357 customers
    of CDNOW.

    Examples
    --------
    >>> fit_bg_nbd([0, 0, 1], [0, 0, 3.0], [10.0, 10.0, 10.0]).reason
    '1 of 3 customers came back; at least 10 are needed'
    """
    kinds = _kinds(frequency, recency, age)
    n = int(kinds.count.sum())
    repeaters = int(kinds.count[kinds.frequency > 0].sum())
    if repeaters < LEAST_REPEATERS:
        reason = f"{repeaters} of {n} customers came back; at least {LEAST_REPEATERS} are needed"
        return BgNbdFit(None, None, math.nan, n, False, reason)
    unit = float((kinds.age * kinds.count).sum() / n)
    scaled = _Kinds(kinds.frequency, kinds.recency / unit, kinds.age / unit, kinds.count, kinds.of)
    many = len(scaled.count) >= 2 * SKETCHED
    sketch = _likelihood(_every(scaled, len(scaled.count) // SKETCHED)) if many else None
    found = maximise(_likelihood(scaled), STARTS, n, sketch=sketch)
    r, alpha, a, b = np.exp(found.logs).tolist()
    model = BgNbd(r, alpha * unit, a, b)
    # A density of times: in other units of time it changes by the unit, once a purchase.
    value = found.value - math.log(unit) * float((kinds.frequency * kinds.count).sum())
    errors = None
    if found.converged:
        se = np.exp(found.logs) * found.errors
        errors = BgNbd(float(se[0]), float(se[1]) * unit, float(se[2]), float(se[3]))
    return BgNbdFit(model, errors, value, n, found.converged, _reason(found.converged, found.off))


def _reason(converged: bool, off: tuple[int, ...]) -> str:
    if converged:
        return ""
    if not off:
        return "the likelihood has no clear peak"
    names = " and ".join(NAMES[at] for at in off)
    if set(off) <= {0, 1}:
        return f"customers hardly differ in how often they buy, or differ without end: {names} ran off"
    if set(off) <= {2, 3}:
        return f"the data hardly show how customers leave: {names} ran off"
    return f"the data hardly show how customers differ: {names} ran off"


def _kinds(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> _Kinds:
    """Group equal customers, after looking whether they can be."""
    x, last, end = (np.atleast_1d(np.asarray(one, dtype=float)) for one in (frequency, recency, age))
    if not x.shape == last.shape == end.shape or x.ndim != 1 or not len(x):
        raise ValueError("frequency, recency and age are needed for each customer")
    if not (np.isfinite(x) & np.isfinite(last) & np.isfinite(end)).all():
        raise ValueError("frequency, recency and age must be numbers")
    if (x < 0).any() or (x != np.floor(x)).any():
        raise ValueError("frequency counts purchases after the first")
    if (last < 0).any() or (last > end).any() or ((x > 0) & (end <= 0)).any():
        raise ValueError("the last purchase lies between the first and the end")
    if ((x == 0) & (last > 0)).any():
        raise ValueError("who never came back has a recency of 0")
    order = np.lexsort((end, last, x))
    x, last, end = x[order], last[order], end[order]
    new = np.ones(len(x), dtype=bool)
    new[1:] = (np.diff(x) != 0) | (np.diff(last) != 0) | (np.diff(end) != 0)
    group = np.cumsum(new) - 1
    of = np.empty(len(x), dtype=np.int64)
    of[order] = group
    return _Kinds(x[new], last[new], end[new], np.bincount(group).astype(float), of)


def _every(kinds: _Kinds, step: int) -> _Kinds:
    """Return every so many-th kind, in their order, counted as often as all of them together."""
    count = kinds.count[::step]
    count = count * (kinds.count.sum() / count.sum())
    return _Kinds(kinds.frequency[::step], kinds.recency[::step], kinds.age[::step], count, kinds.of)


def _likelihood(kinds: _Kinds) -> LogLikelihood:
    """Return the log-likelihood and its gradient, of logarithms of r, alpha, a, b."""
    counts, of_count = np.unique(kinds.frequency, return_inverse=True)
    ages, of_age = np.unique(kinds.age, return_inverse=True)
    lasts, of_last = np.unique(kinds.recency, return_inverse=True)
    x, n = kinds.frequency, kinds.count
    n_of_count = np.bincount(of_count, n)
    again = x > 0

    def at(logs: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = np.exp(logs)
        shared = gammaln(r + counts) - gammaln(r) + r * math.log(alpha)
        shared += gammaln(a + b) + gammaln(b + counts) - gammaln(b) - gammaln(a + b + counts)
        active = -(r + x) * np.log(alpha + ages)[of_age]
        gone = np.full(len(x), -np.inf)
        since = np.log(alpha + lasts)[of_last]
        gone[again] = math.log(a) - np.log(b + x[again] - 1) - (r + x[again]) * since[again]
        both = np.logaddexp(active, gone)
        value = float(n_of_count @ shared + n @ both)

        # Shares of the two ways in which it can have come about weigh their derivatives.
        left = np.exp(gone - both) * n
        stayed = n - left
        d_r = n_of_count @ (digamma(r + counts) - digamma(r) + math.log(alpha))
        d_r -= stayed @ np.log(alpha + ages)[of_age] + left @ since
        d_alpha = n.sum() * r / alpha
        d_alpha -= stayed @ ((r + x) / (alpha + kinds.age)) + left @ ((r + x) / (alpha + kinds.recency))
        d_both = digamma(a + b) - digamma(a + b + counts)
        d_a = n_of_count @ d_both + left.sum() / a
        d_b = n_of_count @ (d_both + digamma(b + counts) - digamma(b))
        d_b -= left[again] @ (1 / (b + x[again] - 1))
        return value, np.array([d_r * r, d_alpha * alpha, d_a * a, d_b * b])

    return at


def chance_active(model: BgNbd, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
    """Return the chance that each customer is still active, shape (n,).

    1 / (1 + a / (b + x - 1) ((alpha + T) / (alpha + t_x))^(r + x)), and 1 for who never came back: in this
    model nobody leaves before a second purchase.

    Parameters
    ----------
    model : BgNbd
    frequency, recency, age : array_like of float, shape (n,)
        As for :func:`fit_bg_nbd`.

    References
    ----------
    Fader, Hardie & Lee 2005 (the denominator of equation 10); written out in Fader, Hardie & Lee 2008,
    "Computing P(alive) using the BG/NBD model", brucehardie.com/notes/021.

    Examples
    --------
    >>> chance_active(BgNbd(0.243, 4.414, 0.793, 2.426), [2, 0], [30.43, 0], [38.86, 38.86]).round(3).tolist()
    [0.727, 1.0]
    """
    kinds = _kinds(frequency, recency, age)
    return _active(model, kinds)[kinds.of]


def _active(model: BgNbd, kinds: _Kinds) -> Floats:
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    x = np.maximum(kinds.frequency, 1.0)
    odds = math.log(a) - np.log(b + x - 1)
    odds += (r + x) * (np.log(alpha + kinds.age) - np.log(alpha + kinds.recency))
    return np.where(kinds.frequency > 0, expit(-odds), 1.0)


def expected_purchases(
    model: BgNbd, time: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> Floats:
    """Return how many purchases each customer is expected to make in the time to come, shape (n,).

    Equation 10 of the paper, after Euler's transformation of 2F1: with z = t / (alpha + T + t),

        (a + b + x - 1) / (a - 1) [1 - (1 - z)^(a - 1) 2F1(a + b - 1 - r, a - 1; a + b + x - 1; z)]

    times the chance to be active. So neither factor grows without end for customers with many purchases.

    Parameters
    ----------
    model : BgNbd
    time : float
        From the end of what is known; 0 or more.
    frequency, recency, age : array_like of float, shape (n,)
        As for :func:`fit_bg_nbd`.

    References
    ----------
    Fader, Hardie & Lee 2005, equation 10; Abramowitz & Stegun 1972, 15.3.3. Checked against the example
    of the paper and numerical integration.

    Examples
    --------
    >>> expected_purchases(BgNbd(0.243, 4.414, 0.793, 2.426), 39, [2], [30.43], [38.86]).round(3).tolist()
    [1.226]
    """
    if not time >= 0:
        raise ValueError("a time of 0 or more is needed")
    kinds = _kinds(frequency, recency, age)
    to_come = _to_come(model, time, kinds.frequency, kinds.age)
    return np.asarray((to_come * _active(model, kinds))[kinds.of])


def expected_from_first(model: BgNbd, time: ArrayLike) -> Floats:
    """Return how many purchases after the first a new customer makes within a time, E[X(t)].

    Parameters
    ----------
    model : BgNbd
    time : array_like of float, shape (m,)
        Since the first purchase.

    References
    ----------
    Fader, Hardie & Lee 2005, equation 9.

    Examples
    --------
    >>> expected_from_first(BgNbd(0.243, 4.414, 0.793, 2.426), [39.0]).round(3).tolist()
    [1.197]
    """
    times = np.atleast_1d(np.asarray(time, dtype=float))
    zeros = np.zeros(len(times))
    return _to_come(model, times, zeros, zeros)


def _to_come(model: BgNbd, time: float | Floats, frequency: Floats, age: Floats) -> Floats:
    """Return expected purchases of customers who are active."""
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    if abs(a - 1) < NEAR_ONE:
        sides = [BgNbd(r, alpha, 1 + shift, b) for shift in (-1e-4, 1e-4)]
        return np.asarray(sum(_to_come(side, time, frequency, age) for side in sides) / 2)
    z = time / (alpha + age + time)
    c = a + b + frequency - 1
    c = np.where(np.abs(c) < 1e-9, 1e-9, c)
    with np.errstate(over="ignore", invalid="ignore"):
        whole = np.power(1 - z, a - 1) * _hypergeometric(a + b - 1 - r, a - 1, c, z)
        # Where a and b have run off together, the one is 0 and the other endless: before the transformation
        # neither is.
        plain = np.power(1 - z, r + frequency) * hyp2f1(r + frequency, b + frequency, c, z)
    whole = np.where(np.isfinite(whole), whole, plain)
    return np.asarray(np.maximum(c / (a - 1) * (1 - whole), 0.0))


def _hypergeometric(a: float, b: float, c: Floats, z: Floats) -> Floats:
    """Return Gauss's 2F1 of each c and z.

    scipy's overflows for whole numbers a and b, a large c and z near 1. Where c is large, its plain series
    ends after a few terms; elsewhere where c - a - b is whole, a hair beside it is finite.
    """
    c, z = np.broadcast_arrays(np.asarray(c, dtype=float), np.asarray(z, dtype=float))
    large = c > 2 * (abs(a) + abs(b)) + 20
    found = np.ones(c.shape)
    found[~large] = hyp2f1(a, b, c[~large], z[~large])
    stuck = ~large & ~np.isfinite(found)
    found[stuck] = hyp2f1(a + NUDGE, b, c[stuck], z[stuck])
    term, total = np.ones(int(large.sum())), np.ones(int(large.sum()))
    for k in range(MOST_TERMS):
        term = term * (a + k) * (b + k) / ((c[large] + k) * (k + 1)) * z[large]
        total = total + term
        if not (np.abs(term) > 1e-16 * np.abs(total)).any():
            break
    found[large] = total
    return found


def chance_of_count(model: BgNbd, count: int, time: ArrayLike) -> Floats:
    """Return the chance that a customer buys so often after the first time, within a time, shape (m,).

    Parameters
    ----------
    model : BgNbd
    count : int
        Purchases after the first, 0 or more.
    time : array_like of float, shape (m,)
        Since the first purchase; 0 or more.

    References
    ----------
    Fader, Hardie & Lee 2005, equation 8; the sum in it is a cumulated negative binomial, here an
    incomplete beta function.

    Examples
    --------
    >>> chance_of_count(BgNbd(0.243, 4.414, 0.793, 2.426), 0, [39.0]).round(3).tolist()
    [0.574]
    """
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    times = np.atleast_1d(np.asarray(time, dtype=float))
    share = times / (alpha + times)
    staying = math.exp(betaln(a, b + count) - betaln(a, b))
    with np.errstate(divide="ignore"):
        powers = count * np.log(share) if count else np.zeros(len(times))
    shape = gammaln(r + count) - gammaln(r) - gammaln(count + 1) + r * np.log1p(-share) + powers
    found = staying * np.exp(shape)
    if count:
        leaving = math.exp(betaln(a + 1, b + count - 1) - betaln(a, b))
        found = found + leaving * betainc(count, r, share)
    return np.asarray(found)
