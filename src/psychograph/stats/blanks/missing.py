"""Missing answers: a distribution fitted to what is there, and a test of chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from psychograph.stats.blanks.patterns import (
    Block,
    blocks_of,
    distances,
    expected_missing,
    inverse_of,
    own_part,
    patterns_of,
)

# Work of one EM step: the sum over patterns of the cube of the answers missing.
LARGEST_EFFORT = 1e9
# Added to the variances, as a share of them, once an eigenvalue of the covariance (in observed standard
# deviations) has come near zero: EM only ever approaches a singular covariance.
RIDGE = 1e-6
SINGULAR = 1e-4


@dataclass(frozen=True, eq=False)
class NormalModel:
    """Mean and covariance of a multivariate normal distribution fitted to incomplete answers.

    Attributes
    ----------
    mean : ndarray of float64, shape (p,)
        Maximum likelihood; NaN for a column without answers.
    covariance : ndarray of float64, shape (p, p)
        Maximum likelihood (divisor n). 0 for a column that does not vary, NaN for one without
        answers: both are left out of the fit.
    modelled : ndarray of bool, shape (p,)
        Columns in the fit.
    log_likelihood : float
        Of the answers used; NaN if nothing could be fitted.
    iterations : int
        EM steps taken.
    converged : bool
        Whether the last step moved no mean or covariance by more than the tolerance.
    ridge : float
        0, or the share of their observed variance that was added to the variances because the
        covariance came near singular (one column all but follows from others, or too few respondents).
    used : ndarray of bool, shape (n,)
        Respondents the fit is based on.
    silent : int
        Respondents without any answer in the modelled columns; left out.
    sampled : bool
        Whether there were so many patterns that respondents were drawn at random; then
        :attr:`used` counts fewer than all who answered.
    patterns : int
        Distinct patterns of missing answers among those used.
    unseen_pairs : int
        Pairs of columns that nobody used answered both of. Their covariance is not in the data:
        what is given follows from other columns and from where the search began.
    """

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    modelled: NDArray[np.bool_]
    log_likelihood: float
    iterations: int
    converged: bool
    ridge: float
    used: NDArray[np.bool_]
    silent: int
    sampled: bool
    patterns: int
    unseen_pairs: int


def least_effort(values: NDArray[np.float64]) -> float:
    """Return the work of one EM step that :func:`fit_normal` cannot go below, in multiplications.

    Parameters
    ----------
    values : ndarray of float64, shape (n, p)
        Answers; what is not finite is missing.

    Returns
    -------
    float
        The cube of the answers missing, summed over patterns; at most what twice as many respondents
        as columns bring on average.

    Examples
    --------
    >>> least_effort(np.array([[1.0, np.nan, np.nan], [2.0, 3.0, 1.0]]))
    8.0
    """
    known = np.isfinite(values)
    known = known[known.any(axis=1)]
    if not len(known):
        return 0.0
    patterns, pattern_of = patterns_of(known)
    work = (~patterns).sum(axis=1).astype(float) ** 3
    average = float(work[pattern_of].mean())
    return min(float(work.sum()), float(2 * values.shape[1] * average))


def fit_normal(
    values: NDArray[np.float64],
    *,
    rng: np.random.Generator,
    tolerance: float = 1e-5,
    largest_iterations: int = 200,
    largest_effort: float = LARGEST_EFFORT,
) -> NormalModel:
    """Fit a multivariate normal distribution to incomplete answers by EM.

    Each step fills in what is missing by its expectation given what a respondent answered, adds
    the uncertainty of that to the covariance, and takes mean and covariance anew. The result is
    right if answers are missing at random: as likely, given what was answered, whatever they are.

    Each step costs, for each pattern, the cube of its missing answers. Beyond ``largest_effort``
    respondents are drawn at random until it is reached, and the result says so.

    Parameters
    ----------
    values : ndarray of float64, shape (n, p)
        Answers; what is not finite is missing.
    rng : numpy.random.Generator
        Source of randomness; touched only when respondents are drawn.
    tolerance : float
        Largest change of a mean or covariance, in observed standard deviations, at which to stop.
    largest_iterations : int
        Steps after which to stop in any case.
    largest_effort : float
        Bound of the work of one step; 1e9 take about a second. Working memory is some 200 MB beyond a copy
        of the answers.

    Raises
    ------
    ValueError
        If the answers are not a table.

    References
    ----------
    Dempster, Laird & Rubin 1977, J R Stat Soc B 39:1. Little & Rubin 2002, Statistical Analysis with
    Missing Data, 2nd ed., ch. 11. Checked against the closed form for monotone patterns (Anderson 1957, JASA
    52:200) and against lavaan on bfi.

    Examples
    --------
    Who spends more answered both questions; the mean of the second is corrected for that.

    >>> answers = np.array([[1, np.nan], [2, np.nan], [3, 3], [4, 5], [5, 5], [6, 7]], float)
    >>> model = fit_normal(answers, rng=np.random.default_rng(1))
    >>> model.mean.round(2), model.converged
    (array([3.5, 3.8]), True)
    """
    if values.ndim != 2:
        raise ValueError(f"answers are a table of respondents by items, not an array of {values.ndim} axes")
    centre, spread, modelled = _standards(values)
    known = np.isfinite(values[:, modelled])
    answered = np.any(known, axis=1)
    used = _drawn(known, answered, rng, largest_effort)
    scale = spread[modelled]
    points = np.where(known, (values[:, modelled] - centre[modelled]) / scale, 0.0)[used]
    state = _em(points, blocks_of(known[used]), tolerance, largest_iterations)
    mean, covariances = _in_units(state, centre, spread, modelled)
    shared = known[used].astype(float)
    return NormalModel(
        mean=mean,
        covariance=covariances,
        modelled=modelled,
        log_likelihood=state.log_likelihood - float((shared @ np.log(scale)).sum()),
        iterations=state.iterations,
        converged=state.converged,
        ridge=state.ridge,
        used=used,
        silent=int((~answered).sum()),
        sampled=int(used.sum()) < int(answered.sum()),
        patterns=len(patterns_of(known[used])[0]),
        unseen_pairs=int(np.triu(shared.T @ shared == 0, 1).sum()),
    )


@dataclass(frozen=True)
class LittleTest:
    """Little's test that answers are missing completely at random.

    Attributes
    ----------
    d2 : float
        Test statistic, at least 0; NaN if no answer is missing.
    df : int
        Degrees of freedom: answers present summed over patterns, less the columns.
    p : float
        0 to 1. Small says that those who skipped a question answered others differently. Large
        does not prove chance.
    patterns : int
        Distinct patterns of missing answers.
    lone_patterns : int
        Patterns of one respondent each. Many of them make the test rest on normal answers.
    respondents : int
        Respondents in the test: those :attr:`NormalModel.used`.
    """

    d2: float
    df: int
    p: float
    patterns: int
    lone_patterns: int
    respondents: int


def little_test(values: NDArray[np.float64], model: NormalModel) -> LittleTest:
    """Return Little's test that answers are missing completely at random.

    d2 = sum over patterns j of n_j (m_j - mu_j)' S_j^-1 (m_j - mu_j), with m_j the means of the
    columns answered in the pattern and mu_j, S_j the fitted mean and covariance of these columns.

    The covariance has divisor n, as in R's naniar; with n - 1, d2 would be (n - 1) / n times this.

    Parameters
    ----------
    values : ndarray of float64, shape (n, p)
        Answers; what is not finite is missing.
    model : NormalModel
        Fitted to the same answers.

    Raises
    ------
    ValueError
        If the model was fitted to answers of another shape.

    References
    ----------
    Little 1988, JASA 83:1198. Checked against ``naniar::mcar_test(airquality)`` and by its rate of
    false alarms.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> answers = rng.normal(size=(300, 3))
    >>> answers[rng.random((300, 3)) < 0.1] = np.nan
    >>> test = little_test(answers, fit_normal(answers, rng=rng))
    >>> test.df, test.p > 0.05
    (9, True)
    """
    points, _, matrix = placed(values, model)
    if len(values) != len(model.used):
        raise ValueError(f"the model was fitted to {len(model.used)} respondents, not {len(values)}")
    known = np.isfinite(values[:, model.modelled])[model.used]
    patterns, pattern_of = patterns_of(known)
    sizes = np.bincount(pattern_of, minlength=len(patterns))
    df = int(patterns.sum()) - int(model.modelled.sum())
    d2 = p = float("nan")
    if df > 0 and points.size:
        means = np.zeros(patterns.shape)
        np.add.at(means, pattern_of, points[model.used])
        d2 = float(sizes @ distances(means / sizes[:, None], blocks_of(patterns), inverse_of(matrix)))
        p = float(chdtrc(df, d2))
    return LittleTest(
        d2=d2,
        df=max(df, 0),
        p=p,
        patterns=len(patterns),
        lone_patterns=int((sizes == 1).sum()),
        respondents=len(known),
    )


@dataclass(frozen=True, eq=False)
class _State:
    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    log_likelihood: float
    iterations: int
    converged: bool
    ridge: float


def _standards(
    values: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return means, standard deviations (1 where none) and which columns vary, each of shape (p,)."""
    known = np.isfinite(values)
    n = known.sum(axis=0)
    centre = np.where(known, values, 0.0).sum(axis=0) / np.maximum(n, 1)
    gap = np.where(known, values - centre, 0.0)
    spread = np.sqrt((gap**2).sum(axis=0) / np.maximum(n, 1))
    lowest = np.where(known, values, np.inf).min(axis=0, initial=np.inf)
    highest = np.where(known, values, -np.inf).max(axis=0, initial=-np.inf)
    varies = (highest > lowest) & (spread > 0)
    # A column with one answer only is that answer, without the rounding of a mean.
    centre = np.where(n == 0, np.nan, np.where(varies, centre, lowest))
    return centre, np.where(varies, spread, 1.0), varies


def _drawn(
    known: NDArray[np.bool_], answered: NDArray[np.bool_], rng: np.random.Generator, largest_effort: float
) -> NDArray[np.bool_]:
    """Return who is used: all who answered, or as many drawn at random as the effort allows.

    Never fewer than twice the columns, where there are so many.
    """
    patterns, pattern_of = patterns_of(known[answered])
    work = (~patterns).sum(axis=1).astype(float) ** 3
    if work.sum() <= largest_effort:
        return answered
    order = rng.permutation(len(pattern_of))
    _, first = np.unique(pattern_of[order], return_index=True)
    added = np.zeros(len(order))
    added[first] = work[pattern_of[order][first]]
    enough = max(int((np.cumsum(added) <= largest_effort).sum()), 2 * known.shape[1])
    used = np.zeros(len(known), dtype=bool)
    used[np.flatnonzero(answered)[order[:enough]]] = True
    return used


def _em(
    points: NDArray[np.float64], blocks: list[Block], tolerance: float, largest_iterations: int
) -> _State:
    """Run EM on standardised points, 0 where missing."""
    n, p = points.shape
    mean, matrix, ridge, converged, steps = np.zeros(p), np.eye(p), 0.0, False, 0
    if n < 2 or p == 0:
        return _State(np.full(p, np.nan), np.full((p, p), np.nan), float("nan"), 0, converged, ridge)
    while steps < largest_iterations and not converged:
        steps += 1
        total, scatter = _expectation(points, blocks, mean, inverse_of(matrix))
        shift = total / n
        found = scatter / n - np.outer(shift, shift)
        if ridge == 0 and np.linalg.eigvalsh(found)[0] < SINGULAR:
            ridge = RIDGE
        found += ridge * np.eye(p)
        converged = bool(max(np.abs(shift).max(), np.abs(found - matrix).max()) < tolerance)
        mean, matrix = mean + shift, found
    return _State(mean, matrix, _log_likelihood(points, blocks, mean, matrix), steps, converged, ridge)


def _deviations(points: NDArray[np.float64], block: Block, mean: NDArray[np.float64]) -> NDArray[np.float64]:
    mine: NDArray[np.float64] = points[block.rows] - mean
    np.put_along_axis(mine, block.absent[block.pattern_of], 0.0, axis=1)
    return mine


def _expectation(
    points: NDArray[np.float64],
    blocks: list[Block],
    mean: NDArray[np.float64],
    precision: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return expected sums, (p,), and sums of products, (p, p), of deviations from the mean."""
    p = len(mean)
    total, scatter = np.zeros(p), np.zeros((p, p))
    for block in blocks:
        mine = _deviations(points, block, mean)
        if block.absent.shape[1]:
            expected, spread = expected_missing(mine, block, precision)
            np.put_along_axis(mine, block.absent[block.pattern_of], expected, axis=1)
            place = block.absent[:, :, None] * p + block.absent[:, None, :]
            weight = np.bincount(block.pattern_of)[:, None, None] * spread
            scatter += np.bincount(place.ravel(), weight.ravel(), minlength=p * p).reshape(p, p)
        total += mine.sum(axis=0)
        scatter += mine.T @ mine
    return total, scatter


def _log_likelihood(
    points: NDArray[np.float64],
    blocks: list[Block],
    mean: NDArray[np.float64],
    matrix: NDArray[np.float64],
) -> float:
    precision = inverse_of(matrix)
    volume = float(np.linalg.slogdet(matrix)[1])
    found = 0.0
    for block in blocks:
        alone = Block(np.arange(len(block.rows)), block.absent, block.pattern_of)
        distance = distances(_deviations(points, block, mean), [alone], precision)
        # The determinant over what is known is that of all times that of the precision of the rest.
        volumes = volume + np.linalg.slogdet(own_part(precision, block.absent))[1][block.pattern_of]
        answers = points.shape[1] - block.absent.shape[1]
        found -= 0.5 * float((answers * np.log(2 * np.pi) + volumes + distance).sum())
    return found


def _in_units(
    state: _State, centre: NDArray[np.float64], spread: NDArray[np.float64], modelled: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and covariance of all columns in the units of the answers."""
    mean, covariances = centre.copy(), np.zeros((len(centre), len(centre)))
    scale = spread[modelled]
    mean[modelled] += scale * state.mean
    covariances[np.ix_(modelled, modelled)] = state.covariance * np.outer(scale, scale)
    blank = ~np.isfinite(centre)
    covariances[blank] = covariances[:, blank] = np.nan
    return mean, covariances


def placed(
    values: NDArray[np.float64], model: NormalModel
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return deviations in standard deviations, 0 where missing, with the latter and correlations.

    Empty if nothing was fitted.
    """
    if values.ndim != 2 or values.shape[1] != len(model.mean):
        raise ValueError(f"the model has {len(model.mean)} columns, the answers have shape {values.shape}")
    kept = values[:, model.modelled]
    matrix = model.covariance[np.ix_(model.modelled, model.modelled)]
    if not np.isfinite(matrix).all():
        return np.zeros((0, 0)), np.zeros(0), np.zeros((0, 0))
    spread = np.sqrt(np.diag(matrix))
    points = np.where(np.isfinite(kept), (kept - model.mean[model.modelled]) / spread, 0.0)
    return points, spread, matrix / np.outer(spread, spread)
