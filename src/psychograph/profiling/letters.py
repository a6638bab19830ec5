"""Letters as the tables of market research print them: which segments a cell clearly exceeds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.stats.comparison.anova import pairwise_welch
from psychograph.stats.comparison.multiplicity import bonferroni
from psychograph.stats.comparison.proportions import pairwise_proportions
from psychograph.stats.weights import effective_n, weighted_mean

CLEARLY, PERHAPS = 0.05, 0.10  # upper case, lower case
ALPHABET = 26


def letter(segment: int) -> str:
    """Return the letter of a segment's column.

    Examples
    --------
    >>> letter(1), letter(26), letter(27)
    ('A', 'Z', 'AA')
    """
    name = ""
    while segment > 0:
        segment, rest = divmod(segment - 1, ALPHABET)
        name = chr(ord("A") + rest) + name
    return name


def row_letters(
    values: NDArray[np.float64], p: NDArray[np.float64], bases: NDArray[np.int64], segments: Sequence[int]
) -> tuple[str, ...]:
    """Return the letters of one row of a table.

    A cell carries the letter of every segment whose value is lower: in upper case where p is below .05,
    in lower case below .10, after Bonferroni's adjustment for all pairs in the row. Segments that
    fewer than five answered neither carry letters nor lend theirs.

    Parameters
    ----------
    values : ndarray of float64, shape (k,)
        Shares or means.
    p : ndarray of float64, shape (k, k)
        Two-sided p-values of every pair, not adjusted.
    bases : ndarray of int64, shape (k,)
        Members who answered, counted.
    segments : sequence of int
        Numbers of the segments.

    Examples
    --------
    >>> p = np.array([[np.nan, 0.001, 0.03], [0.001, np.nan, 0.4], [0.03, 0.4, np.nan]])
    >>> row_letters(np.array([0.6, 0.2, 0.3]), p, np.array([80, 90, 70]), [1, 2, 3])
    ('Bc', '', '')
    """
    told = bases >= SMALLEST_CELL
    pairs = int(told.sum()) * (int(told.sum()) - 1) // 2
    adjusted = bonferroni(p, pairs)
    order = sorted(range(len(segments)), key=lambda at: segments[at])
    between = "" if max(segments) <= ALPHABET else " "
    found = []
    for mine in range(len(segments)):
        lower = [
            letter(segments[other]) if adjusted[mine, other] < CLEARLY else letter(segments[other]).lower()
            for other in order
            if told[mine] and told[other] and values[mine] > values[other] and adjusted[mine, other] < PERHAPS
        ]
        found.append(between.join(lower))
    return tuple(found)


def share_letters(
    chosen: NDArray[np.float64],
    codes: NDArray[np.int64],
    groups: NDArray[np.int64],
    segments: Sequence[int],
    weights: NDArray[np.float64] | None,
) -> list[tuple[str, ...]]:
    """Return the letters of every row of a table of shares, one row a category.

    Parameters
    ----------
    chosen : ndarray of float64, shape (k, c)
        Share of each category in each group, weighted where respondents carry weights.
    codes : ndarray of int64, shape (n,)
        Category of each respondent; -1 is missing.
    groups : ndarray of int64, shape (n,)
        Groups 1 to k.
    segments : sequence of int
        Number of each group's segment.
    weights : ndarray of float64, shape (n,), or None
        With weights, bases are effective sample sizes.
    """
    answered = codes >= 0
    k = len(segments)
    bases = np.bincount(groups[answered], minlength=k + 1)[1:]
    worth = bases.astype(np.float64)
    if weights is not None:
        worth = np.array([effective_n(weights[answered & (groups == g)]) for g in range(1, k + 1)])
    shares = np.nan_to_num(chosen)
    worth = np.maximum(worth, 1e-9)  # groups without answers are not told
    return [row_letters(row, pairwise_proportions(row, worth), bases, segments) for row in shares.T]


def mean_letters(
    values: NDArray[np.float64],
    groups: NDArray[np.int64],
    segments: Sequence[int],
    weights: NDArray[np.float64] | None,
) -> tuple[str, ...]:
    """Return the letters of a row of means, by Welch's t for every pair.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        Answers; NaN is missing.
    groups, segments, weights
        As for :func:`share_letters`.
    """
    k = len(segments)
    answered = np.isfinite(values)
    bases = np.bincount(groups[answered], minlength=k + 1)[1:]
    told = np.flatnonzero(bases >= SMALLEST_CELL)
    if len(told) < 2:
        return ("",) * k
    number = np.zeros(k + 1, dtype=np.int64)
    number[told + 1] = np.arange(1, len(told) + 1)
    rows = answered & (number[groups] > 0)
    labels, mine = number[groups[rows]], None if weights is None else weights[rows]
    p, means = np.full((k, k), np.nan), np.full(k, np.nan)
    p[np.ix_(told, told)] = pairwise_welch(values[rows], labels, mine)
    for at, group in enumerate(told, start=1):
        member = labels == at
        means[group] = weighted_mean(values[rows][member], None if mine is None else mine[member])
    return row_letters(means, p, bases, segments)
