"""Segments around medoids: the respondents whom the others of their segment are least unlike."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial.distance import squareform

from psychograph.stats.canonical import distinct_rows
from psychograph.stats.centres.gower import expected_dissimilarity, gower_ranges, gower_to
from psychograph.stats.centres.medoids_search import build, settle
from psychograph.stats.parallel import in_threads
from psychograph.stats.weights import checked

MOST_ROWS = 20_000
"""Rows whose distances fit: 800 MB in float32 for all pairs, and 1.6 GB as the square that is searched."""
ROUNDS = 100
ENOUGH = 1e-10
"""Share of the cost that a swap must save."""
SAME = 1e-9
"""Share of the cost by which two starts that found the same may differ."""
SAMPLE = 4_000
"""Draws of a sample, where all pairs of rows are too many."""
CHUNK = 100_000

Distances = NDArray[np.floating]
Between = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float32]]
"""From rows, shape (a,), and other rows, shape (b,), to their distances, shape (a, b)."""


@dataclass(frozen=True, eq=False)
class MedoidsResult:
    """Segments around medoids.

    Parameters
    ----------
    labels : ndarray of int64, shape (n,)
        Segments 1 to k, in the order of their medoids.
    medoids : ndarray of int64, shape (k,)
        The row that stands for each segment.
    cost : float
        Mean distance to the medoid, by weight; what is made small.
    starts_cost : ndarray of float64, shape (starts,)
        What each start, or each sample, reached.
    share_at_best : float
        Share of them that reached the best, above 0 to 1. Where it is small, more starts may find better.
    converged : bool
        Whether no swap of one medoid for another row would make the cost smaller.
    approximate : bool
        Whether medoids were sought in samples only. `converged` then speaks of the sample.
    """

    labels: NDArray[np.int64]
    medoids: NDArray[np.int64]
    cost: float
    starts_cost: NDArray[np.float64]
    share_at_best: float
    converged: bool
    approximate: bool = False


def k_medoids(
    distances: Distances,
    k: int,
    *,
    rng: np.random.Generator,
    starts: int = 10,
    weights: NDArray[np.float64] | None = None,
    candidates: NDArray[np.bool_] | None = None,
) -> MedoidsResult:
    """Choose k rows such that the mean distance of all rows to the nearest of them is small.

    The first start is the greedy one of PAM (BUILD), the others are drawn at random, by weight; each
    then swaps medoids for other rows until no swap helps (FasterPAM, which swaps as soon as it can).
    Ties fall to the row that comes first: sort rows by content (:func:`gower_medoids` does) to be
    independent of their order.

    Parameters
    ----------
    distances : ndarray of float32 or float64, shape (n (n - 1) / 2,)
        Of up to 20,000 rows in the order of ``pdist``: finite, 0 or more, taken as float32.
    k : int
        Segments, 1 to n.
    rng : numpy.random.Generator
        Source of random starts.
    starts : int
        Starts, 1 or more.
    weights : ndarray of float64, shape (n,), optional
        Above zero. A weight of 3 does what three equal respondents do.
    candidates : ndarray of bool, shape (n,), optional
        Rows that may be medoids; all without them.

    Returns
    -------
    MedoidsResult
        The same for the same generator, on any number of threads.

    Raises
    ------
    ValueError
        For bad distances or weights, more rows than fit, and k above the number of rows that differ.

    References
    ----------
    Kaufman & Rousseeuw 1990, Finding Groups in Data, ch. 2; Schubert & Rousseeuw 2021, Inf Syst
    101:101804 (FasterPAM). Checked against pam of R's cluster 2.1.4, which it is never worse than.

    Examples
    --------
    >>> ages = np.array([18.0, 20, 23, 60, 64, 65])
    >>> from scipy.spatial.distance import pdist
    >>> found = k_medoids(pdist(ages[:, None]), 2, rng=np.random.default_rng(1))
    >>> ages[found.medoids].tolist(), found.labels.tolist(), round(found.cost, 3)
    ([20.0, 64.0], [1, 1, 1, 2, 2, 2], 1.667)
    """
    n = _rows_of(distances)
    shares = _shares(checked(weights, n), n)
    _check_numbers(k, n, starts)
    square = squareform(np.asarray(distances, dtype=np.float32)) if n > 1 else np.zeros((1, 1), np.float32)
    return _search(square, shares, k, rng, starts, candidates)


def k_medoids_of_samples(
    between: Between,
    n: int,
    k: int,
    *,
    rng: np.random.Generator,
    samples: int = 5,
    sample_size: int | None = None,
    starts: int = 3,
    weights: NDArray[np.float64] | None = None,
    candidates: NDArray[np.bool_] | None = None,
) -> MedoidsResult:
    """Seek medoids in samples, and keep those that serve all rows best, where pairs are too many.

    Each sample draws rows by weight, with replacement, and takes the best medoids so far along
    (CLARA). Its medoids are judged by the mean distance of all rows.

    Parameters
    ----------
    between : callable
        From rows and other rows to their distances.
    n, k : int
        Rows, and segments.
    rng : numpy.random.Generator
        Source of samples and starts.
    samples : int
        Samples, 1 or more.
    sample_size : int, optional
        Draws of a sample; the larger of 4,000 and 80 + 4 k without it, up to 20,000.
    starts : int
        Starts in each sample.
    weights, candidates
        As for :func:`k_medoids`.

    Returns
    -------
    MedoidsResult
        Marked as approximate; `starts_cost` has what each sample reached on all rows.

    References
    ----------
    Kaufman & Rousseeuw 1990, ch. 3 (CLARA, 5 samples of 40 + 2 k); Schubert & Rousseeuw 2021
    advise larger samples.

    Examples
    --------
    >>> ages = np.repeat([18.0, 20, 23, 60, 64, 65], 50)
    >>> apart = lambda rows, others: np.abs(ages[rows][:, None] - ages[others]).astype(np.float32)
    >>> found = k_medoids_of_samples(apart, 300, 2, rng=np.random.default_rng(1))
    >>> ages[found.medoids].tolist(), found.approximate
    ([20.0, 64.0], True)
    """
    shares = _shares(checked(weights, n), n)
    _check_numbers(k, n, starts)
    size = min(max(SAMPLE, 80 + 4 * k) if sample_size is None else sample_size, MOST_ROWS)
    if samples < 1 or size < k:
        raise ValueError("there must be at least one sample, and k draws in each")
    found: list[MedoidsResult] = []
    best: MedoidsResult | None = None
    for _ in range(samples):
        drawn = rng.choice(n, size, p=shares)
        if best is not None:
            drawn = np.concatenate([drawn, best.medoids])
        rows, times = np.unique(drawn, return_counts=True)
        able = None if candidates is None else candidates[rows]
        if (len(rows) if able is None else able.sum()) < k:
            continue
        within = between(rows, rows).astype(np.float32, copy=False)
        of_sample = _search(within, times / times.sum(), k, rng, starts, able)
        medoids = rows[of_sample.medoids]
        labels, cost = _assigned(between, medoids, shares)
        found.append(replace(of_sample, labels=labels, medoids=medoids, cost=cost, approximate=True))
        best = min(found, key=lambda result: result.cost)
    if best is None:
        raise ValueError("samples hold fewer different rows than segments are wanted")
    costs = np.array([result.cost for result in found])
    return replace(best, starts_cost=costs, share_at_best=_share_at(best.cost, costs))


def gower_medoids(
    values: NDArray[np.float64],
    levels: Sequence[int],
    k: int,
    *,
    rng: np.random.Generator,
    starts: int = 10,
    weights: NDArray[np.float64] | None = None,
    ordinal: ArrayLike | None = None,
    column_weights: ArrayLike | None = None,
    ranges: ArrayLike | None = None,
) -> MedoidsResult:
    """Find segments around medoids on Gower's dissimilarities, for mixed answers with gaps.

    Only those who left least blank can be medoids: all who answered everything, or, where they are
    fewer than a tenth of the rows or than ten for each segment, those with the next fewest gaps too.
    For a row that answered one easy question is close to very many, by that question alone: without
    this such rows become medoids, and segments are those of one question.

    Equal rows are taken together first and patterns are sorted by content: so the order of rows
    means nothing, and only patterns that differ count towards 20,000. Beyond that, medoids are sought in
    samples (:func:`k_medoids_of_samples`), and the result says so.

    Parameters
    ----------
    values, levels, ordinal, column_weights, ranges
        As for :func:`psychograph.stats.centres.gower.gower`.
    k, rng, starts, weights
        As for :func:`k_medoids`.

    Returns
    -------
    MedoidsResult
        A medoid is the first row of its pattern.

    Raises
    ------
    ValueError
        As the two functions do.

    Examples
    --------
    Age, and owning no pet (0), a cat (1) or a dog (2):

    >>> people = np.array([[20.0, 0.0], [64.0, 2.0], [24.0, 0.0], [60.0, 2.0], [22.0, 1.0]])
    >>> gower_medoids(people, [0, 3], 2, rng=np.random.default_rng(1)).labels.tolist()
    [1, 2, 1, 2, 1]
    """
    values = np.asarray(values, dtype=np.float64) + 0.0  # so that -0 is 0
    if values.ndim != 2:
        raise ValueError("values must have rows and columns")
    measured = {
        "ordinal": ordinal,
        "column_weights": column_weights,
        "ranges": gower_ranges(values, levels, ordinal=ordinal) if ranges is None else ranges,
    }
    unknown = expected_dissimilarity(values, levels, **measured)
    rows, pattern, totals = distinct_rows(values, checked(weights, len(values)))
    if k > len(rows):
        msg = f"{k} segments were asked for, but only {len(rows)} respondents differ"
        raise ValueError(msg)
    patterns = values[rows]
    able = _fullest(patterns if column_weights is None else patterns[:, np.asarray(column_weights) > 0], k)
    if len(rows) <= MOST_ROWS:
        _check_numbers(k, len(rows), starts)
        square = gower_to(patterns, patterns, levels, unknown=unknown, **measured)
        found = _search(square, _shares(totals, len(rows)), k, rng, starts, able)
    else:

        def between(some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float32]:
            return gower_to(patterns[some], patterns[others], levels, unknown=unknown, **measured)

        found = k_medoids_of_samples(between, len(rows), k, rng=rng, weights=totals, candidates=able)
    return replace(found, labels=found.labels[pattern], medoids=rows[found.medoids])


def _search(
    square: NDArray[np.float32],
    shares: NDArray[np.float64],
    k: int,
    rng: np.random.Generator,
    starts: int,
    candidates: NDArray[np.bool_] | None = None,
) -> MedoidsResult:
    """Search from several starts; `shares` are weights that add up to 1."""
    able = np.arange(len(shares)) if candidates is None else np.flatnonzero(candidates)
    if len(able) < k:
        msg = f"{k} segments were asked for, but only {len(able)} rows may be medoids"
        raise ValueError(msg)
    chances = shares[able] / shares[able].sum()
    # A single medoid is found at once.
    drawn = [rng.choice(able, k, replace=False, p=chances) for _ in range(starts - 1 if k > 1 else 0)]
    settled: set[tuple[int, ...]] = set()

    def search(
        start: NDArray[np.int64] | None, stop: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], bool, float]:
        medoids = build(square, shares, able, k, stop) if start is None else start.astype(np.int64)
        converged = k == 1 or settle(square, shares, able, medoids, ENOUGH, ROUNDS, settled, stop)
        medoids.sort()
        return medoids, converged, float(shares @ square[medoids].min(axis=0))

    ends = in_threads(search, [None, *drawn])
    costs = np.array([cost for _, _, cost in ends])
    # Among starts that are as good, the choice is by content.
    good = [end for end in ends if end[2] <= costs.min() * (1 + SAME)]
    medoids, converged, cost = min(good, key=lambda end: end[0].tolist())
    labels = square[medoids].argmin(axis=0) + 1
    used = len(np.unique(labels))
    if used < k:
        msg = f"{k} segments were asked for, but only {used} respondents differ"
        raise ValueError(msg)
    return MedoidsResult(labels, medoids, cost, costs, _share_at(cost, costs), converged)


def _fullest(values: NDArray[np.float64], k: int) -> NDArray[np.bool_]:
    """Return the rows with fewest gaps: at least a tenth of all, and ten for each segment if there are."""
    gaps = np.isnan(values).sum(axis=1)
    wanted = min(len(gaps), max(10 * k, math.ceil(len(gaps) / 10)))
    return np.asarray(gaps <= np.sort(gaps)[wanted - 1])


def _assigned(
    between: Between, medoids: NDArray[np.int64], shares: NDArray[np.float64]
) -> tuple[NDArray[np.int64], float]:
    n = len(shares)
    labels, nearest = np.empty(n, dtype=np.int64), np.empty(n)
    for first in range(0, n, CHUNK):
        part = slice(first, min(n, first + CHUNK))
        apart = between(np.arange(part.start, part.stop), medoids)
        labels[part], nearest[part] = apart.argmin(axis=1) + 1, apart.min(axis=1)
    return labels, float(shares @ nearest)


def _share_at(best: float, costs: NDArray[np.float64]) -> float:
    return float((costs <= best * (1 + SAME)).mean())


def _shares(weights: NDArray[np.float64] | None, n: int) -> NDArray[np.float64]:
    if weights is None:
        return np.full(n, 1 / max(n, 1))
    shares = np.maximum(weights / weights.max(), 1e-300)
    return np.asarray(shares / shares.sum())


def _check_numbers(k: int, n: int, starts: int) -> None:
    if not 1 <= k <= n:
        msg = f"{k} segments were asked for; there can be 1 to {n}, as many as rows"
        raise ValueError(msg)
    if starts < 1:
        raise ValueError("there must be at least one start")


def _rows_of(distances: Distances) -> int:
    """Return of how many rows these are the distances; refuse those that cannot be searched."""
    n = round((1 + math.sqrt(1 + 8 * distances.size)) / 2)
    if distances.shape != (n * (n - 1) // 2,):
        raise ValueError("distances must be those of all pairs of rows, one after the other")
    if n > MOST_ROWS:
        msg = (
            f"{n:,} rows have {len(distances):,} distances ({len(distances) * 4 / 1e9:,.1f} GB); at most "
            f"{MOST_ROWS:,} rows can be searched. Take samples of more."
        )
        raise ValueError(msg)
    if n > 1 and not (distances.min() >= 0 and distances.max() <= np.finfo(np.float32).max):
        raise ValueError("distances must be finite, 0 or more, and none may be missing")
    return n
