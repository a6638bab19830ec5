"""People like these, without groups: the null model that segments are compared with.

The model keeps what a sample without any groups may well show, so that none of it is taken for
segments: how each question was answered (steps, skew, ties), how questions hang together (factors,
agreeing with everything), and that some people answer everything more extremely than others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from psychograph.stats.nulls.unimodal import Margin, as_it_is, with_one_peak
from psychograph.stats.weights import alike, effective_n

Floats = NDArray[np.float64]

FITTED = 20_000  # the model is fitted to at most so many respondents, drawn by chance
# Answers of a simulated data set to fit by, within reason for few and for many columns.
SIMULATED_WORK = 400_000
FEWEST_SIMULATED, MOST_SIMULATED = 1_000, 4_000
ROUNDS = 3  # of correcting the correlations that steps and ties have weakened
HALVINGS = 7
WIDEST = 1.2  # log standard deviation of how extremely people answer
STEPS = 11  # a column of at most so many different answers is a scale with steps
HEAP = 0.2  # so is one on which so large a share gave the same answer
MOST_SHAPED = 10  # components that get the shape of the data


@dataclass(frozen=True, eq=False)
class NullModel:
    """One population without groups.

    Parameters
    ----------
    margins : tuple of Margin
        How each column is distributed.
    root : ndarray of float64, shape (d, d)
        From independent components to columns, of variance 1 each.
    shapes : tuple of Margin
        Distributions of the first components, standardised; the others are normal.
    spread : float
        Standard deviation of the logarithm of how extremely people answer, at least 0.
    nominal : ndarray of bool, shape (d,)
        Columns without an order, which are drawn independently of all others.
    blanks : ndarray of bool, shape (m, d)
        Patterns of missing answers to draw from; no rows where none is missing.
    weights : ndarray of float64, shape (m,), or None
        Weights to draw from.
    """

    margins: tuple[Margin, ...]
    root: Floats
    shapes: tuple[Margin, ...]
    spread: float
    nominal: NDArray[np.bool_]
    blanks: NDArray[np.bool_]
    weights: Floats | None

    def draw(self, size: int, rng: np.random.Generator) -> tuple[Floats, Floats | None]:
        """Draw a sample of this population.

        Parameters
        ----------
        size : int
            Respondents.
        rng : numpy.random.Generator
            Source of randomness.

        Returns
        -------
        values : ndarray of float64, shape (size, d)
            Answers; every column is distributed as its margin says, NaN where blank.
        weights : ndarray of float64, shape (size,), or None
            Weights, which have nothing to do with the answers.
        """
        normal, extreme = rng.standard_normal((size, len(self.root))), rng.standard_normal(size)
        weights = None if self.weights is None else rng.choice(self.weights, size, size > len(self.weights))
        values = self.answers(normal, extreme, weights)
        if len(self.blanks):
            values[self.blanks[rng.integers(0, len(self.blanks), size)]] = np.nan
        return values, weights

    def answers(self, normal: Floats, extreme: Floats, weights: Floats | None = None) -> Floats:
        """Turn standard normal numbers into answers.

        Parameters
        ----------
        normal : ndarray of float64, shape (size, d)
            Components of each person.
        extreme : ndarray of float64, shape (size,)
            How extremely each answers.
        weights : ndarray of float64, shape (size,), optional
            Of these people.
        """
        components = normal.copy()
        for j, shape in enumerate(self.shapes):
            components[:, j] = shape.quantile(ndtr(normal[:, j]))
        latent = components @ self.root * np.exp(self.spread * extreme)[:, None]
        latent[:, self.nominal] = normal[:, self.nominal]
        order = np.argsort(latent, axis=0, kind="stable")
        at = _shares_below(order, weights)
        values = np.empty_like(latent)
        for j, margin in enumerate(self.margins):
            values[order[:, j], j] = margin.quantile(at[:, j])
        return values

    @property
    def name(self) -> str:
        """What the model keeps of the data, in words."""
        kept = "how each question was answered and how the questions hang together"
        if self.nominal.all():
            kept = "how each question was answered, but not how the questions hang together"
        elif self.nominal.any():
            kept += " (questions without an order are taken as unrelated)"
        extreme = "; some people answer more extremely than others" if self.spread > 0 else ""
        return f"one population without groups that keeps {kept}{extreme}"


def fit_null(
    values: Floats,
    rng: np.random.Generator,
    weights: Floats | None = None,
    nominal: Sequence[bool] | None = None,
) -> NullModel:
    """Fit the null model to a sample.

    Independent components, of which the leading ones have the distribution with one peak that is
    closest to that of the data's own principal components, are turned into columns with the
    data's correlations, stretched or shrunk by a factor of each person (lognormal), and mapped by rank to
    the distribution of each column: a Gaussian copula, widened to skewed and flat factors and to ways
    of answering. Columns with many different answers get the closest distribution with one peak,
    so that valleys are not handed down to the null; scales with steps keep theirs. Mapping to steps
    weakens correlations; the latent ones are corrected in three rounds of simulation, and the
    person's factor is widened until squared distances from the centre vary as much as in the data,
    or left out where they vary less. Chance correlations of small samples are shrunk, so that a
    sample of the model is on the whole as correlated as the data are and not more.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Answers in any units; NaN is a missing answer, which costs its pairs of columns.
    rng : numpy.random.Generator
        Source of randomness.
    weights : ndarray of float64, shape (n,), optional
        Above zero.
    nominal : sequence of bool, optional
        Columns whose numbers are only names of categories: drawn on their own, because a correlation
        of names means nothing.

    Returns
    -------
    NullModel
        The population.

    References
    ----------
    Clusters against one normal population: Liu, Hayes, Nobel & Marron 2008, J Am Stat Assoc 103:1281.
    Data with given distributions and correlations: Cario & Nelson 1997, Northwestern University;
    Ruscio & Kaczetow 2008, Multivariate Behav Res 43:355. Shrinking correlations:
    Schäfer & Strimmer 2005, Stat Appl Genet Mol Biol 4:32. What it does to false alarms is simulated in
    ``benchmarks/verdict_calibration.py``.

    Examples
    --------
    Two camps that agree within themselves on both questions: the null keeps the correlation, and
    puts people between the camps.

    >>> rng = np.random.default_rng(1)
    >>> camps = rng.normal(size=(200, 2)) / 4 + np.repeat([[0.0], [4.0]], 100, axis=0)
    >>> drawn, _ = fit_null(camps, rng).draw(200, rng)
    >>> bool(np.corrcoef(drawn.T)[0, 1] > 0.8)
    True
    >>> int((np.abs(camps[:, 0] - 2) < 0.5).sum()), bool((np.abs(drawn[:, 0] - 2) < 0.5).sum() > 10)
    (0, True)
    """
    if weights is not None and alike(weights):
        weights = None
    if len(values) > FITTED:
        part = np.sort(rng.choice(len(values), FITTED, replace=False))
        values, weights = values[part], None if weights is None else weights[part]
    names = np.zeros(values.shape[1], dtype=bool) if nominal is None else np.asarray(nominal, dtype=bool)
    masses = np.ones(len(values)) if weights is None else weights
    known = np.isfinite(values)
    scores = _scores(values, masses)
    scores[:, names] = 0.0
    size = int(np.clip(SIMULATED_WORK // values.shape[1], FEWEST_SIMULATED, MOST_SIMULATED))
    wanted = _shrunk(_correlations(scores, masses, known), effective_n(masses))
    axes, shapes = _components(scores, masses)
    model = NullModel(
        margins=tuple(
            _margin(column[there], masses[there], names=name)
            for column, there, name in zip(values.T, known.T, names, strict=True)
        ),
        root=_root(wanted, axes),
        shapes=shapes,
        spread=0.0,
        nominal=names,
        blanks=~known if not known.all() else np.empty((0, values.shape[1]), dtype=bool),
        weights=weights,
    )
    return _tuned(model, wanted, axes, _unevenness(scores, masses), size, rng)


def _tuned(
    model: NullModel, wanted: Floats, axes: Floats, uneven: float, size: int, rng: np.random.Generator
) -> NullModel:
    """Correct the latent correlations and the person's factor until simulated data are like the sample."""
    normal, extreme, ones = rng.standard_normal((size, len(wanted))), rng.standard_normal(size), np.ones(size)

    def simulated(tried: NullModel) -> Floats:
        scores = _scores(tried.answers(normal, extreme), ones)
        scores[:, model.nominal] = 0.0
        return scores

    latent = wanted.copy()
    for _ in range(ROUNDS):
        model = replace(model, root=_root(latent, axes), spread=0.0)
        if _unevenness(simulated(model), ones) < uneven:
            low, high = 0.0, WIDEST
            for _ in range(HALVINGS):
                tried = (low + high) / 2
                even = _unevenness(simulated(replace(model, spread=tried)), ones) < uneven
                low, high = (tried, high) if even else (low, tried)
            model = replace(model, spread=(low + high) / 2)
        scores = simulated(model)
        latent = np.clip(latent + wanted - scores.T @ scores / size, -1.0, 1.0)
        np.fill_diagonal(latent, 1.0)
    return model


def _margin(column: Floats, masses: Floats, *, names: bool) -> Margin:
    own = as_it_is(column, masses)
    heap = float(np.diff(own.shares, prepend=0.0).max())
    return own if names or len(own.values) <= STEPS or heap > HEAP else with_one_peak(column, masses)


def _shares_below(order: NDArray[np.int64], weights: Floats | None) -> Floats:
    """Return, for each place in the order of a column, the share of people up to its middle."""
    if weights is None:
        size = len(order)
        return np.broadcast_to(((np.arange(size) + 0.5) / size)[:, None], order.shape)
    ordered = weights[order]
    ends = np.cumsum(ordered, axis=0)
    shares: Floats = (ends - ordered / 2) / ends[-1]
    return shares


def _scores(values: Floats, masses: Floats) -> Floats:
    """Standardise; blanks and columns without any variety stand at 0."""
    known = np.isfinite(values)
    counted = known * masses[:, None]
    total = np.maximum(counted.sum(axis=0), np.finfo(float).tiny)
    filled = np.where(known, values, 0.0)
    centred = np.where(known, filled - (counted * filled).sum(axis=0) / total, 0.0)
    spread = np.sqrt((counted * centred**2).sum(axis=0) / total)
    return np.asarray(np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 0))


def _correlations(scores: Floats, masses: Floats, known: NDArray[np.bool_]) -> Floats:
    """Correlate columns over those who answered both."""
    if known.all():
        found: Floats = (scores * masses[:, None]).T @ scores / masses.sum()
    else:
        both = (known * masses[:, None]).T @ known.astype(float)
        sums = (scores * masses[:, None]).T @ scores
        found = np.clip(np.divide(sums, both, out=np.zeros_like(sums), where=both > 0), -1.0, 1.0)
    np.fill_diagonal(found, 1.0)
    return found


def _shrunk(correlations: Floats, n: float) -> Floats:
    """Shrink correlations so that a sample of n is expected to be as correlated as these are."""
    off = ~np.eye(len(correlations), dtype=bool)
    squares = correlations[off] ** 2
    if not squares.sum():
        return correlations
    chance = ((1 - squares) ** 2).sum() / max(n - 1, 1)
    shrunk: Floats = correlations * np.sqrt(max(0.0, 1 - chance / squares.sum()))
    np.fill_diagonal(shrunk, 1.0)
    return shrunk


def _components(scores: Floats, masses: Floats) -> tuple[Floats, tuple[Margin, ...]]:
    """Return the principal axes, shape (d, d), and the one-peaked shapes of those beyond chance."""
    n, d = effective_n(masses), scores.shape[1]
    variances, axes = np.linalg.eigh((scores * masses[:, None]).T @ scores / masses.sum())
    variances, axes = variances[::-1], axes[:, ::-1]
    beyond_chance = (1 + np.sqrt(d / n)) ** 2  # Marchenko & Pastur 1967: the largest without correlation
    shapes = []
    for j in range(min(MOST_SHAPED, d)):
        if variances[j] <= beyond_chance:
            break
        shape = with_one_peak(_scores(scores @ axes[:, [j]], masses).ravel(), masses)
        even = shape.quantile((np.arange(2_000) + 0.5) / 2_000)
        shapes.append(Margin(shape.shares, (shape.values - even.mean()) / even.std(), shape.steps))
    return axes, tuple(shapes)


def _root(correlations: Floats, axes: Floats) -> Floats:
    """Return a matrix R with R'R the nearest valid correlations and rows along the axes."""
    variances, vectors = np.linalg.eigh(correlations)
    half = (vectors * np.sqrt(np.clip(variances, 0.0, None))) @ vectors.T
    root = axes.T @ half
    return np.asarray(root / np.sqrt((root**2).sum(axis=0)))


def _unevenness(scores: Floats, masses: Floats) -> float:
    """Return how unevenly people lie around the centre: the squared variation of squared distances."""
    squares = (scores**2).sum(axis=1)
    mean = float(masses @ squares / masses.sum())
    return float(masses @ (squares - mean) ** 2 / masses.sum()) / mean**2 if mean > 0 else 0.0
