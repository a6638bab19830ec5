"""Latent class analysis: segments from answers in categories, for what kind of person gives which."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import ExitStack

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.mixtures.latent_class_fit import BOUNDARY, AbsoluteFit, LatentClassFit, absolute_fit
from psychograph.stats.mixtures.latent_em import Climb, Progress, climb
from psychograph.stats.mixtures.latent_items import CategoricalItems, Codes, Patterns, checked_codes, collapse
from psychograph.stats.mixtures.latent_memberships import (
    best_start,
    by_size,
    classification_error,
    relative_entropy,
    share_at,
)
from psychograph.stats.mixtures.latent_mixture import LEAST, Floats, MixtureModel, mean_one

COMPILED = 5_000  # patterns from which the compiled step is worth waiting for
TOLERANCE = 1e-8
MAX_ITERATIONS = 5_000


def latent_class(
    codes: Codes,
    levels: Sequence[int],
    k: int,
    *,
    rng: np.random.Generator | int,
    starts: int = 50,
    weights: Floats | None = None,
    max_iterations: int = MAX_ITERATIONS,
    tolerance: float = TOLERANCE,
    refine: int | None = None,
    progress: Progress | None = None,
) -> LatentClassFit:
    """Find k classes of respondents, within which answers to the items are independent.

    A respondent with answers y has the likelihood sum_c share_c prod_j p_cj(y_j). It is maximised
    by the EM algorithm from many random starts, all followed until they come to rest; equal rows
    are worked on once. Items are taken for nominal: the order of an ordinal item's levels is not used.

    Parameters
    ----------
    codes : ndarray of int64, shape (n, J)
        Levels from 0; -1 is missing. A missing answer drops out of the product, which is right
        where answers are missing at random, given the others (full information maximum likelihood).
        Who answered nothing takes no part.
    levels : sequence of int
        How many levels each item has.
    k : int
        Classes, from 1 to the number of different rows.
    rng : numpy.random.Generator or int
        Source of the starts, or a seed: the same one gives the same classes, whatever the order of
        the rows and the number of processors.
    starts : int
        Random starts. Every set of probabilities is as likely as any other.
    weights : ndarray of float64, shape (n,), optional
        Above zero; brought to a mean of 1. The likelihood is then a pseudo-likelihood: estimates
        are those of the people that respondents stand for, criteria that rest on n are rough.
    max_iterations : int
        Most EM steps a start.
    tolerance : float
        A start is at rest when an EM step gains less than this in log-likelihood.
    refine : int, optional
        Follow only so many starts to the end, those that are best after 50 steps. Quicker, but the
        best of all may be among the others.
    progress : callable, optional
        Called with the share of starts that are at rest, 0 to 1.

    Returns
    -------
    LatentClassFit
        Classes from the largest to the smallest, memberships and measures of fit.

    Raises
    ------
    ValueError
        For codes that are not levels, weights that are not above zero, no answers, or more classes
        than different rows.

    References
    ----------
    Lazarsfeld & Henry 1968, Latent Structure Analysis; Goodman 1974, Biometrika 61:215; Dempster,
    Laird & Rubin 1977, J R Stat Soc B 39:1. Checked against poLCA's published results on the
    carcinoma and GSS 1982 data, and against StepMix.

    Examples
    --------
    Six who say yes to everything, and four who say no:

    >>> codes = np.array([[1, 1, 1]] * 6 + [[0, 0, 0]] * 4)
    >>> found = latent_class(codes, [2, 2, 2], 2, rng=1)
    >>> found.shares.round(2).tolist(), found.labels.tolist()
    ([0.6, 0.4], [1, 1, 1, 1, 1, 1, 2, 2, 2, 2])
    >>> found.probabilities[0].round(2).tolist()  # of no and of yes to the first item, in each class
    [[0.0, 1.0], [1.0, 0.0]]
    """
    data = Answers(codes, levels, weights)
    data.check(k, starts)
    first = data.random_starts(k, starts if k > 1 else 1, np.random.default_rng(rng))
    reached = data.climb(
        first, k, tolerance=tolerance, max_iterations=max_iterations, refine=refine, progress=progress
    )
    return _fit(data, reached, k)


class Answers:
    """Answers of respondents made ready for the EM algorithm.

    Parameters
    ----------
    codes, levels, weights
        As for :func:`latent_class`.
    """

    def __init__(self, codes: Codes, levels: Sequence[int], weights: Floats | None) -> None:
        if not len(levels):
            raise ValueError("there must be at least one item")
        self.codes = checked_codes(codes, levels)
        self.levels = tuple(int(level) for level in levels)
        self.answered: NDArray[np.bool_] = np.asarray((self.codes >= 0).any(axis=1))
        self.n = int(self.answered.sum())
        if not self.n:
            raise ValueError("nobody answered any item")
        self.weights = mean_one(weights, self.answered)
        self.patterns: Patterns = collapse(self.codes[self.answered], self.weights)
        self.items = CategoricalItems(self.patterns.codes, self.levels)
        self.chosen = np.bincount(
            (self.patterns.codes + self.items.offsets)[self.patterns.codes >= 0], minlength=self.items.cells
        )

    def check(self, k: int, starts: int) -> None:
        """Raise ValueError where there cannot be k classes."""
        if k < 1 or starts < 1:
            raise ValueError(f"there must be at least one class and one start, not {k} and {starts}")
        if k > self.items.n:
            raise ValueError(f"{k} classes are more than the {self.items.n} different rows of answers")

    def random_starts(self, k: int, starts: int, rng: np.random.Generator) -> Floats:
        """Draw parameters to start from: equal shares and random probabilities."""
        return np.hstack([np.full((starts, k), 1 / k), self.items.random(starts, k, rng)])

    def climb(
        self,
        first: Floats,
        k: int,
        *,
        tolerance: float = TOLERANCE,
        max_iterations: int = MAX_ITERATIONS,
        refine: int | None = None,
        progress: Progress | None = None,
    ) -> Climb:
        """Follow starts to the end, compiled where there are many different rows."""
        with ExitStack() as stack:
            mixture = self.mixture(k)
            if self.items.n >= COMPILED:
                from psychograph.stats.mixtures.latent_compiled import CompiledLatentClasses

                mixture = stack.enter_context(CompiledLatentClasses(self.items, self.patterns.weights, k))
            return climb(
                mixture,
                first,
                tolerance=tolerance,
                max_iterations=max_iterations,
                refine=refine,
                progress=progress,
            )

    def mixture(self, k: int) -> MixtureModel:
        """Return the model of k classes for these answers."""
        return MixtureModel(self.items, self.patterns.weights, k)

    def parameters(self, k: int) -> int:
        """Return the number of free parameters of k classes; levels that nobody chose have none."""
        free = np.add.reduceat(self.chosen > 0, self.items.offsets, dtype=np.int64) - 1
        return k - 1 + k * int(np.maximum(free, 0).sum())

    def absolute_fit(self, log_likelihood: Floats, parameters: int) -> AbsoluteFit | None:
        """Compare the table of answers with the one expected, from log-likelihoods of the patterns."""
        if self.weights is not None or (self.patterns.codes < 0).any():
            return None
        levels = np.add.reduceat(self.chosen > 0, self.items.offsets, dtype=np.int64)
        cells = math.prod(levels.tolist())
        return absolute_fit(self.patterns.weights, self.n * np.exp(log_likelihood), cells, parameters)


def _fit(data: Answers, reached: Climb, k: int) -> LatentClassFit:
    best = best_start(reached.log_likelihood)
    row = reached.parameters[best]
    shares, cells = row[:k], np.where(row[k:] <= 2 * LEAST, 0.0, row[k:]).reshape(-1, k)
    cells[data.chosen == 0] = 0.0
    order = by_size(shares, cells.T)
    shares = shares[order] / shares.sum()
    tables = np.split(cells[:, order].T, data.items.offsets[1:], axis=1)
    probabilities = tuple(table / np.maximum(table.sum(axis=1, keepdims=True), LEAST) for table in tables)
    # By the parameters as they are reported, so that anybody can compute the same.
    flat = np.concatenate([shares, np.concatenate([table.T for table in probabilities]).ravel()])[None]
    log_likelihood, of_patterns = data.mixture(k).memberships(flat)
    memberships = np.broadcast_to(shares, (len(data.codes), k)).copy()
    memberships[data.answered] = of_patterns[data.patterns.which]
    parameters = data.parameters(k)
    return LatentClassFit(
        shares=shares,
        probabilities=probabilities,
        log_likelihood=float((log_likelihood * data.patterns.weights).sum()),
        parameters=parameters,
        boundary=int((np.hstack(probabilities)[:, data.chosen > 0] < BOUNDARY).sum()),
        n=data.n,
        memberships=memberships,
        labels=memberships.argmax(axis=1).astype(np.int64) + 1,
        entropy=relative_entropy(of_patterns, data.patterns.weights),
        classification_error=classification_error(of_patterns, data.patterns.weights),
        starts_log_likelihood=reached.log_likelihood,
        share_at_best=share_at(reached.log_likelihood, float(reached.log_likelihood[best])),
        converged=bool(reached.converged[best]),
        iterations=int(reached.steps[best]),
        absolute_fit=data.absolute_fit(log_likelihood, parameters),
    )
