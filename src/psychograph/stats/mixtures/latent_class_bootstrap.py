"""How many latent classes: each number against one less, by simulation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.canonical import canonical_order
from psychograph.stats.mixtures.bootstrap_ratio import BootstrapRatio, bootstrap_ratio
from psychograph.stats.mixtures.latent_class import Answers
from psychograph.stats.mixtures.latent_items import Codes
from psychograph.stats.mixtures.latent_memberships import best_start
from psychograph.stats.mixtures.latent_mixture import LEAST, Floats

TOLERANCE = 1e-6  # ratios are compared, not reported to the digit
APART = 0.5  # how far the two halves of a class that is split begin from each other, on a log scale


def bootstrap_likelihood_ratio(
    codes: Codes,
    levels: Sequence[int],
    k: int,
    *,
    rng: np.random.Generator | int,
    draws: int = 99,
    starts: int = 20,
    weights: Floats | None = None,
    enough: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> BootstrapRatio:
    """Test k latent classes against k - 1.

    Twice the gain in log-likelihood is no chi-squared variable here, since k - 1 classes lie on the
    boundary of k. So answers are simulated from the k - 1 classes found, for as many respondents
    with the same answers missing; both models are fitted to each simulated set, with as many starts
    as to the real one, one of them with the largest of the k - 1 classes split.

    Parameters
    ----------
    codes, levels, weights
        As for :func:`~psychograph.stats.mixtures.latent_class.latent_class`. Weights stay with their
        rows, and simulated answers do not depend on them: the test then is approximate.
    k : int
        Two or more.
    rng : numpy.random.Generator or int
        Source of randomness, or a seed; the order of rows does not matter.
    draws : int
        Simulated sets of answers.
    starts : int
        Random starts of every fit of k classes. With too few, p comes out too small.
    enough : int, optional
        Stop once so many simulated ratios reached that of the data.
    progress : callable, optional
        Called with the share of draws done, 0 to 1.

    Returns
    -------
    BootstrapRatio
        The ratio, those of the simulated sets, and p.

    Raises
    ------
    ValueError
        As :func:`~psychograph.stats.mixtures.latent_class.latent_class`, and for k below two.

    References
    ----------
    McLachlan 1987, Appl Stat 36:318; Nylund, Asparouhov & Muthen 2007, Struct Equ Modeling 14:535.

    Examples
    --------
    >>> codes = np.array([[1, 1, 1, 1]] * 30 + [[0, 0, 0, 0]] * 20 + [[1, 0, 0, 1], [0, 1, 1, 0]])
    >>> bootstrap_likelihood_ratio(codes, [2] * 4, 2, rng=1, draws=19, starts=5).p
    0.05
    """
    if k < 2:
        raise ValueError(f"classes are tested against one less, so there must be two or more, not {k}")
    data = Answers(codes, levels, weights)
    data.check(k, starts)
    for_fit, for_draws = np.random.default_rng(rng).spawn(2)
    null, null_log_likelihood = _fitted(data, data.random_starts(k - 1, starts, for_fit), k - 1)
    ratio = 2 * (_of_more(data, null, k, starts, for_fit) - null_log_likelihood)
    # Rows in an order of their own: equal seeds must simulate equal people.
    order = canonical_order(data.codes.astype(float), weights)
    missing = data.codes[order] < 0
    carried = None if weights is None else np.asarray(weights, dtype=float)[order]

    def simulated(generator: np.random.Generator) -> float:
        drawn = draw_answers(null, data, missing, k - 1, generator)
        again = Answers(drawn, levels, carried)
        random = again.random_starts(k - 1, 1 + starts // 4, generator)
        fewer, log_likelihood = _fitted(again, np.concatenate([null, random]), k - 1)
        return 2 * (_of_more(again, fewer, k, starts, generator) - log_likelihood)

    return bootstrap_ratio(
        k, max(0.0, ratio), simulated, draws=draws, rng=for_draws, enough=enough, progress=progress
    )


def draw_answers(
    parameters: Floats,
    data: Answers,
    missing: NDArray[np.bool_],
    k: int,
    rng: np.random.Generator,
) -> Codes:
    """Draw answers from k classes, with -1 where they are to be missing."""
    shares = parameters[0, :k] / parameters[0, :k].sum()
    tables = np.split(parameters[0, k:].reshape(-1, k), data.items.offsets[1:])
    classes = rng.choice(k, len(missing), p=shares)
    drawn = np.empty(missing.shape, dtype=np.int64)
    for item, table in enumerate(tables):
        chances = np.where(table <= 2 * LEAST, 0.0, table).cumsum(axis=0)
        chances /= chances[-1]
        drawn[:, item] = (rng.random(len(missing)) >= chances[:-1, classes]).sum(axis=0)
    drawn[missing] = -1
    return drawn


def _fitted(data: Answers, first: Floats, k: int) -> tuple[Floats, float]:
    """Return the best parameters, (1, p), and their log-likelihood."""
    reached = data.climb(first, k, tolerance=TOLERANCE)
    best = best_start(reached.log_likelihood)
    return reached.parameters[[best]], float(reached.log_likelihood[best])


def _of_more(data: Answers, fewer: Floats, k: int, starts: int, rng: np.random.Generator) -> float:
    """Return the best log-likelihood of k classes, one start being `fewer` with one class split."""
    first = np.concatenate([data.random_starts(k, starts, rng), _split(fewer, k - 1, data, rng)])
    return _fitted(data, first, k)[1]


def _split(parameters: Floats, k: int, data: Answers, rng: np.random.Generator) -> Floats:
    shares, tables = parameters[0, :k], parameters[0, k:].reshape(-1, k)
    largest = int(shares.argmax())
    halves = np.append(shares, shares[largest] / 2)
    halves[largest] /= 2
    apart = np.exp(APART * rng.standard_normal(len(tables)))
    split = np.column_stack([tables, tables[:, largest] * apart])
    split /= np.repeat(np.add.reduceat(split, data.items.offsets), data.items.levels, axis=0)
    return np.concatenate([halves, split.ravel()])[None]
