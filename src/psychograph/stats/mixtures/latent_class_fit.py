"""What a latent class analysis found, and how well it fits."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc  # chi-square; scipy.stats is slow to import

from psychograph.stats.mixtures.latent_items import CategoricalItems, Codes, checked_codes, collapse
from psychograph.stats.mixtures.latent_mixture import LEAST, Floats, MixtureModel, mean_one

BOUNDARY = 1e-6  # a probability below this is taken for zero
DEPENDENT = 3.84  # residual of a pair of items that its classes do not explain, at 5 %
SPARSE = 5.0  # respondents a cell of the table of all answers, for the chi-squared distribution to hold
EMPTY = 0.1  # respondents a cell below which the table says nothing at all


@dataclass(frozen=True)
class AbsoluteFit:
    """How far the table of all possible answers is from the one that classes predict.

    Attributes
    ----------
    g2 : float
        Likelihood ratio statistic, 2 sum O ln(O / E).
    x2 : float
        Pearson's statistic, sum (O - E)^2 / E.
    df : int
        Cells of the table - 1 - parameters; negative where the model has more than can be learned.
    p : float or None
        Probability of so large a G2 if the model holds; None where fewer than 5 respondents a cell
        are too few for the chi-squared distribution, or there is no degree of freedom.
    """

    g2: float
    x2: float
    df: int
    p: float | None


@dataclass(frozen=True, eq=False)
class LatentClassFit:
    """Classes 1 to k from the largest to the smallest, and what each answers.

    Attributes
    ----------
    shares : ndarray of float64, shape (k,)
        Sizes of the classes; they sum to 1.
    probabilities : tuple of ndarray of float64, each of shape (k, levels of the item)
        For every item the probability of every level in every class. A level that nobody chose has 0.
    log_likelihood : float
        Of the best start; with weights a pseudo-log-likelihood, weights having a mean of 1.
    parameters : int
        Free ones: k - 1 shares, and in each class one less than the levels that somebody chose.
        Those on the boundary are counted.
    boundary : int
        Probabilities below 1e-6, but for levels that nobody chose. Standard errors do not hold
        there, and few respondents may be the reason.
    n : int
        Respondents with at least one answer.
    memberships : ndarray of float64, shape (rows, k)
        Probability of each class given the answers; who gave none has the shares.
    labels : ndarray of int64, shape (rows,)
        The likeliest class, 1 to k.
    entropy : float
        Relative entropy, 0 to 1: how clearly classes are told apart.
    classification_error : float
        Share of respondents expected to be in another class than their label says.
    starts_log_likelihood : ndarray of float64, shape (starts,)
        Where every start ended.
    share_at_best : float
        Share of starts that ended within 0.01 of the best; where it is low, more starts may find better.
    converged : bool
        Whether the best start came to rest.
    iterations : int
        EM steps of the best start.
    absolute_fit : AbsoluteFit or None
        None with weights or missing answers, for which the table is not defined here, and where
        there are more than ten cells a respondent.
    """

    shares: Floats
    probabilities: tuple[Floats, ...]
    log_likelihood: float
    parameters: int
    boundary: int
    n: int
    memberships: Floats
    labels: NDArray[np.int64]
    entropy: float
    classification_error: float
    starts_log_likelihood: Floats
    share_at_best: float
    converged: bool
    iterations: int
    absolute_fit: AbsoluteFit | None

    @property
    def k(self) -> int:
        """Number of classes."""
        return len(self.shares)

    @property
    def levels(self) -> tuple[int, ...]:
        """Levels of every item."""
        return tuple(table.shape[1] for table in self.probabilities)

    def posterior(self, codes: Codes) -> Floats:
        """Return the probability of every class for rows of answers, those of the fit or new ones.

        Parameters
        ----------
        codes : ndarray of int64, shape (m, J)
            Levels from 0; -1 is missing. A level that nobody had chosen says nothing.

        Returns
        -------
        ndarray of float64, shape (m, k)
            Each row sums to 1.

        Raises
        ------
        ValueError
            For another number of items, or levels that do not exist.
        """
        found = collapse(checked_codes(codes, self.levels), None)
        items = CategoricalItems(found.codes, self.levels)
        model = MixtureModel(items, found.weights, self.k)
        return model.memberships(self.flat())[1][found.which]

    def bivariate_residuals(self, codes: Codes, weights: Floats | None = None) -> Floats:
        """Return for every pair of items what the classes leave unexplained.

        Pearson's X2 over degrees of freedom, of the table of the two items against what the model
        expects: sum over classes of mass times both probabilities. Masses are the memberships of
        those who answered both items, so that missing answers may depend on the class. Above 3.84
        the two items hang together within classes: leave one out, or add a class.

        Parameters
        ----------
        codes : ndarray of int64, shape (n, J)
            The answers of the fit.
        weights : ndarray of float64, shape (n,), optional
            Those of the fit. Residuals are not corrected for the design effect of weights, which
            makes them somewhat large.

        Returns
        -------
        ndarray of float64, shape (J, J)
            Symmetric, zero or more; NaN on the diagonal and for items of which fewer than two levels were
            chosen.

        References
        ----------
        Vermunt & Magidson 2005, Technical Guide for Latent GOLD 4.0, 8.1. The degrees of freedom
        are (levels - 1)(levels - 1); the statistic is no exact chi-squared (Oberski, van Kollenburg &
        Vermunt 2013, Adv Data Anal Classif 7:267), 3.84 is a rule of thumb.
        """
        checked = checked_codes(codes, self.levels)
        found = collapse(checked, mean_one(weights, np.ones(len(checked), dtype=bool)))
        items = CategoricalItems(found.codes, self.levels)
        memberships = MixtureModel(items, found.weights, self.k).memberships(self.flat())[1]
        joint = memberships * found.weights[:, None]
        given = (found.codes >= 0).astype(float)
        of_pairs = np.stack([(given * mass[:, None]).T @ given for mass in joint.T])
        marks = items.marks_of_all()
        observed = np.asarray((marks.T @ (marks * found.weights[:, None])).todense())
        return self._residuals(observed, of_pairs)

    def _residuals(self, observed: Floats, of_pairs: Floats) -> Floats:
        edges = np.concatenate(([0], np.cumsum(self.levels)))
        spans = [slice(a, b) for a, b in pairwise(edges.tolist())]
        chosen = [table.max(axis=0) > 0 for table in self.probabilities]
        residuals = np.full((len(spans), len(spans)), np.nan)
        for a in range(len(spans)):
            for b in range(a + 1, len(spans)):
                df = (chosen[a].sum() - 1) * (chosen[b].sum() - 1)
                if df < 1:
                    continue
                left = self.probabilities[a] * of_pairs[:, a, b, None]
                expected = (left.T @ self.probabilities[b])[np.ix_(chosen[a], chosen[b])]
                seen = observed[spans[a], spans[b]][np.ix_(chosen[a], chosen[b])]
                apart = (seen - expected) ** 2 / np.maximum(expected, LEAST)
                residuals[a, b] = residuals[b, a] = apart.sum() / df
        return residuals

    def flat(self) -> Floats:
        """Return the parameters in one row, as the EM algorithm takes them."""
        tables = np.concatenate([table.T for table in self.probabilities])
        return np.concatenate([self.shares, tables.ravel()])[None]


def absolute_fit(counts: Floats, expected: Floats, cells: int, parameters: int) -> AbsoluteFit | None:
    """Compare counts of the patterns that occurred with those expected, out of all possible cells.

    Parameters
    ----------
    counts, expected : ndarray of float64, shape (u,)
        Respondents behind each pattern that occurred.
    cells : int
        Patterns that can occur.
    parameters : int
        Free parameters.
    """
    n = float(counts.sum())
    if n < EMPTY * cells:
        return None
    g2 = float(2 * (counts * np.log(counts / expected)).sum())
    # A cell that did not occur adds what is expected of it.
    x2 = float(((counts - expected) ** 2 / expected).sum() + max(0.0, n - expected.sum()))
    df = cells - 1 - parameters
    p = float(chdtrc(df, g2)) if df > 0 and n >= SPARSE * cells else None
    return AbsoluteFit(g2, x2, df, p)
