"""What many solutions agree on: their consensus, and how far it and they can be relied on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment

from psychograph.stats.choosing.agreement import adjusted_rand_of
from psychograph.stats.choosing.consensus_search import Patterns, search
from psychograph.stats.choosing.stability import weighted_adjusted_rand
from psychograph.stats.weights import alike, checked

SHUFFLES = 50
"""Tables drawn for what two partitions agree on by chance."""

Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Consensus:
    """One partition that agrees with many.

    Parameters
    ----------
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, from the heaviest.
    agreement : ndarray of float64, shape (solutions,)
        Adjusted Rand index of the consensus with each solution, pairs counted by their weights.
    mean_agreement : float
        Its mean, by the importance of the solutions.
    confidence : ndarray of float64, shape (n,)
        Share of the solutions, by importance, that keep a respondent in the own group, 0 to 1. A solution
        of k groups is matched one to one; where it has more or fewer, each of its groups goes with the
        consensus group that it shares most with.
    """

    labels: Labels
    agreement: NDArray[np.float64]
    mean_agreement: float
    confidence: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Reproducibility:
    """How far repeated solutions put respondents into the same groups.

    Parameters
    ----------
    k : int
        Groups; of solutions that differ, the most.
    percent : float
        Mean over pairs of solutions: respondents in matching groups, percent of the weight, 0 to 100.
    by_chance : float
        The percent that groups of the same sizes would reach if they had nothing to do with each other.
    adjusted : float
        (percent - by_chance) / (100 - by_chance): 1 for the same groups, about 0 for chance.
    pairs : ndarray of float64, shape (solutions, solutions)
        Percent of each pair.
    """

    k: int
    percent: float
    by_chance: float
    adjusted: float
    pairs: NDArray[np.float64]


def consensus(
    solutions: Sequence[ArrayLike],
    k: int,
    *,
    rng: np.random.Generator,
    weights: ArrayLike | None = None,
    importance: ArrayLike | None = None,
    starts: int = 10,
) -> Consensus:
    """Find the k groups that keep together whom the solutions keep together.

    Every group of every solution is a column that is 1 for its members, and k-means is run on these.
    Two respondents are as far apart, squared, as twice the number of solutions that part them: so it
    makes small what pairs within groups are parted by, over the size of the group, without ever
    holding a number for each pair. Columns are not scaled by the sizes of groups: each solution then
    says as much as any other, however many groups it has. Respondents whom all solutions treat alike are
    taken together, so that it serves 100,000 respondents with 40 solutions. The search begins at the
    solutions of k groups, those first that agree most with all, and at chance; the best is kept.

    Parameters
    ----------
    solutions : sequence of array_like of int, each of shape (n,)
        Groups from 1 of the same respondents, numbered as they may be; numbers of groups may differ.
    k : int
        Groups wanted, 1 or more.
    rng : numpy.random.Generator
        Source of starts.
    weights : array_like of float, shape (n,), optional
        Above zero: how many people each respondent stands for.
    importance : array_like of float, shape (solutions,), optional
        How much each solution counts, 0 or more; all alike without it.
    starts : int
        Starts of either kind, at most, 1 or more.

    Returns
    -------
    Consensus
        The same in whatever order respondents and solutions come, and however groups are numbered,
        unless solutions cannot be told apart by the sizes of their groups and of their overlaps.

    Raises
    ------
    ValueError
        For labels below 1, of unlike length or with fractions, k above the number of respondents whom
        any solution tells apart, and bad weights.

    References
    ----------
    Strehl & Ghosh 2002, JMLR 3:583 (the columns, and the task); Topchy, Jain & Punch 2005, IEEE PAMI
    27:1866 (k-means on them makes the largest what they call quadratic mutual information; Mirkin
    2001, Mach Learn 45:219); Orme & Johnson 2008, Sawtooth Software Research Paper, for its use in
    segmentation.

    Examples
    --------
    >>> ours = [[1, 1, 1, 2, 2, 2], [2, 2, 2, 1, 1, 1], [1, 1, 2, 2, 2, 2]]
    >>> found = consensus(ours, 2, rng=np.random.default_rng(1))
    >>> found.labels.tolist(), found.confidence.round(2).tolist()
    ([1, 1, 1, 2, 2, 2], [1.0, 1.0, 0.67, 1.0, 1.0, 1.0])
    """
    codes = _codes(solutions)
    n, m = codes.shape
    masses = checked(weights, n)
    shares = _importance(importance, m)
    if k < 1 or starts < 1:
        raise ValueError("there must be at least one group and one start")
    patterns = Patterns.of(codes, masses, shares)
    if k > len(patterns.masses):
        msg = f"{k} groups were asked for, but the solutions tell only {len(patterns.masses)} apart"
        raise ValueError(msg)
    found = search(patterns, k, rng, starts)
    labels = found[patterns.pattern]
    agreement = np.array([_agreement(codes[:, solution], labels, masses) for solution in range(m)])
    # By patterns, whose numbers depend on what they are, so that ties in matching do too.
    sure = np.zeros(len(patterns.masses))
    for share, groups in zip(patterns.importance, patterns.codes.T, strict=True):
        partner = _partners(_table(groups, found, patterns.masses))
        sure += share * (partner[groups] == found)
    return Consensus(
        labels=labels + 1,
        agreement=agreement,
        mean_agreement=float(shares @ agreement),
        # Sums of shares may pass 1 by a rounding.
        confidence=np.minimum(sure, 1.0)[patterns.pattern],
    )


def agreement_table(
    solutions: Sequence[ArrayLike], *, weights: ArrayLike | None = None
) -> NDArray[np.float64]:
    """Return the adjusted Rand index of each pair of solutions.

    Parameters
    ----------
    solutions : sequence of array_like of int, each of shape (n,)
        Groups from 1 of the same respondents.
    weights : array_like of float, shape (n,), optional
        Above zero; pairs of respondents then count by the product of their weights.

    Returns
    -------
    ndarray of float64, shape (solutions, solutions)
        1 on the diagonal.

    Examples
    --------
    >>> agreement_table([[1, 1, 2, 2], [2, 2, 1, 1], [1, 2, 1, 2]]).round(2).tolist()
    [[1.0, 1.0, -0.5], [1.0, 1.0, -0.5], [-0.5, -0.5, 1.0]]
    """
    codes = _codes(solutions)
    n, m = codes.shape
    masses = checked(weights, n)
    result = np.eye(m)
    for one in range(m):
        for other in range(one):
            found = _agreement(codes[:, one], codes[:, other], masses)
            result[one, other] = result[other, one] = found
    return result


def reproducibility(
    solutions: Sequence[ArrayLike], *, rng: np.random.Generator, weights: ArrayLike | None = None
) -> Reproducibility:
    """Return how far solutions of the same k agree, respondent by respondent.

    The groups of two solutions are matched one to one so that most respondents are in matching
    groups; their share is averaged over all pairs. More groups than one would agree on some by chance: what
    that is worth is found from tables drawn at random with groups of the same sizes, matched just so.

    Parameters
    ----------
    solutions : sequence of array_like of int, each of shape (n,)
        Two or more; groups from 1 of the same respondents.
    rng : numpy.random.Generator
        Source of the tables.
    weights : array_like of float, shape (n,), optional
        Above zero. Chance is that of respondents, without weights.

    Returns
    -------
    Reproducibility
        In the words of Sawtooth's ensembles: percent is the reproducibility of this k.

    References
    ----------
    Orme & Johnson 2008, Sawtooth Software Research Paper; Kuhn 1955 for the matching, by scipy's
    linear_sum_assignment; Cohen 1960, Educ Psychol Meas 20:37, for agreement beyond chance; Patefield 1981,
    Appl Stat 30:91, for the tables.

    Examples
    --------
    >>> thrice = [[1, 1, 2, 2, 3, 3], [2, 2, 1, 1, 3, 3], [1, 1, 2, 2, 2, 3]]
    >>> found = reproducibility(thrice, rng=np.random.default_rng(1))
    >>> round(found.percent, 1), found.pairs[0].round(1).tolist()
    (88.9, [100.0, 100.0, 83.3])
    """
    codes = _codes(solutions)
    n, m = codes.shape
    if m < 2:
        raise ValueError("it takes two solutions to see what is found again")
    masses = checked(weights, n)
    total = float(n) if masses is None else float(masses.sum())
    pairs = np.full((m, m), 100.0)
    sizes = [tuple(sorted(np.bincount(codes[:, solution]).tolist())) for solution in range(m)]
    margins: Counter[tuple[tuple[int, ...], tuple[int, ...]]] = Counter()
    for one in range(m):
        for other in range(one):
            kept = _matched(_table(codes[:, one], codes[:, other], masses))
            pairs[one, other] = pairs[other, one] = 100 * min(1.0, kept / total)
            margins[min(sizes[one], sizes[other]), max(sizes[one], sizes[other])] += 1
    upper = np.triu_indices(m, 1)
    percent = float(pairs[upper].mean())
    # In an order that does not depend on that of the solutions.
    drawn = [(_by_chance(*pair, rng), times) for pair, times in sorted(margins.items())]
    by_chance = 100 * sum(share * times for share, times in drawn) / len(upper[0])
    return Reproducibility(
        k=max(len(groups) for groups in sizes),
        percent=percent,
        by_chance=by_chance,
        adjusted=(percent - by_chance) / (100 - by_chance) if by_chance < 100 else 1.0,
        pairs=pairs,
    )


def _codes(solutions: Sequence[ArrayLike]) -> Labels:
    """Return groups from 0 without gaps in their numbers, shape (n, solutions)."""
    columns = [np.asarray(solution) for solution in solutions]
    if not columns:
        raise ValueError("there must be at least one solution")
    shape = columns[0].shape
    if len(shape) != 1 or not shape[0] or any(column.shape != shape for column in columns):
        raise ValueError("solutions must hold one label for each of the same respondents")
    for place, column in enumerate(columns):
        number = np.issubdtype(column.dtype, np.number) and np.isfinite(column).all()
        if not number or (column < 1).any() or (column != np.round(column)).any():
            msg = f"solution {place} has labels other than whole numbers from 1"
            raise ValueError(msg)
    return np.column_stack([np.unique(column, return_inverse=True)[1] for column in columns])


def _importance(importance: ArrayLike | None, m: int) -> NDArray[np.float64]:
    if importance is None:
        return np.full(m, 1 / m)
    shares = np.asarray(importance, dtype=np.float64)
    if shares.shape != (m,) or not np.isfinite(shares).all() or (shares < 0).any() or not shares.any():
        msg = f"importance must be 0 or more for each of {m} solutions, and not all 0"
        raise ValueError(msg)
    shares = shares / shares.max()
    # Exactly, so that the order of the solutions does not change the last digit.
    return np.asarray(shares / math.fsum(shares))


def _agreement(one: Labels, other: Labels, masses: NDArray[np.float64] | None) -> float:
    if masses is None or alike(masses):
        return adjusted_rand_of(_table(one, other))
    return weighted_adjusted_rand(one + 1, other + 1, masses)


def _table(one: Labels, other: Labels, masses: NDArray[np.float64] | None = None) -> NDArray[Any]:
    """Return how many respondents, or how much weight, is in each pair of groups."""
    rows, columns = int(one.max()) + 1, int(other.max()) + 1
    counts = np.bincount(one * columns + other, masses, minlength=rows * columns)
    return counts.reshape(rows, columns)


def _matched(table: NDArray[Any]) -> float:
    return float(table[linear_sum_assignment(table, maximize=True)].sum())


def _partners(table: NDArray[Any]) -> Labels:
    """Return the consensus group that each group of a solution goes with."""
    if table.shape[0] == table.shape[1]:
        return np.asarray(linear_sum_assignment(table, maximize=True)[1])
    return np.asarray(table.argmax(axis=1))


def _by_chance(one: tuple[int, ...], other: tuple[int, ...], rng: np.random.Generator) -> float:
    """Return the mean share that is matched in tables of these margins, drawn at random."""
    if len(one) == 1 or len(other) == 1:
        return max(other if len(one) == 1 else one) / sum(one)
    from scipy.stats import random_table  # slow to import

    drawn = random_table(one, other).rvs(SHUFFLES, random_state=rng)
    return float(np.mean([_matched(table) for table in drawn])) / sum(one)
