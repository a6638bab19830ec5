"""How stable k-means is for each number of segments: bootstrap samples as weights, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.centres.kmeans_steps import Points
from psychograph.stats.choosing.stability import Progress
from psychograph.stats.compiled import compiling
from psychograph.stats.distinct import Distinct, distinct_points
from psychograph.stats.parallel import in_threads

ROUNDS = 300
TOLERANCE = 1e-4
"""Centres rest when they move by less, squared and summed, in mean variances of the columns."""
FAR_OUT = 1e3
"""Squared length of a point, in means of all, from which single numbers are not exact enough."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class KMeansBootstrap:
    """Stability of k-means over pairs of bootstrap samples.

    Attributes
    ----------
    rand : ndarray of float64, shape (numbers of segments, pairs)
        Adjusted Rand index of the two samples of each pair, over everybody.
    jaccards : tuple of ndarray of float64, shape (pairs, k)
        For each number of segments, how well each reference segment is found in the first sample of
        each pair; empty where no reference was given.
    """

    rand: Floats
    jaccards: tuple[Floats, ...]


@dataclass(frozen=True)
class _Task:
    at: int  # position of k
    pair: int
    k: int
    seeds: NDArray[np.uint64]  # (two samples, draws and starts)


def kmeans_bootstrap_pairs(
    values: Floats,
    ks: Sequence[int],
    pairs: int,
    *,
    starts: int = 10,
    seed: int,
    weights: Floats | None = None,
    largest: int | None = None,
    progress: Progress | None = None,
) -> Floats:
    """Return the adjusted Rand indices alone of :func:`kmeans_bootstrap`, shape (len(ks), pairs).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> two_groups = np.concatenate([rng.normal(0, 1, (50, 2)), rng.normal(9, 1, (50, 2))])
    >>> kmeans_bootstrap_pairs(two_groups, [2], 3, seed=1).tolist()
    [[1.0, 1.0, 1.0]]
    """
    return kmeans_bootstrap(
        values,
        ks,
        pairs,
        starts=starts,
        seed=seed,
        weights=weights,
        largest=largest,
        progress=progress,
    ).rand


def kmeans_bootstrap(
    values: Floats,
    ks: Sequence[int],
    pairs: int,
    *,
    starts: int = 10,
    seed: int,
    weights: Floats | None = None,
    references: Sequence[NDArray[np.int64]] | None = None,
    largest: int | None = None,
    progress: Progress | None = None,
) -> KMeansBootstrap:
    """Sweep numbers of segments with k-means on pairs of bootstrap samples.

    What :func:`~psychograph.stats.choosing.stability.bootstrap_pairs` and `bootstrap_jaccards` tell of any
    method, for plain k-means and far quicker: a sample is a count for each respondent, not a copy;
    equal answers are one heavier point; tasks share the processors. Each start is k-means++ and
    Lloyd's rule until the centres move by less than 1e-4 mean variances (as scikit-learn has it);
    single points are not moved. All k see the same samples. Results depend on the seed alone, not
    on threads, the order of rows or the other k.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points; no NaN or infinity.
    ks : sequence of int
        Numbers of segments, each 1 to the number of distinct rows. A sample of fewer distinct rows
        gives as many segments as it has.
    pairs : int
        Pairs of samples; 100 is usual.
    starts : int
        Starts of k-means on every sample, of which the best counts.
    seed : int
        0 or above.
    weights : ndarray of float64, shape (n,), optional
        Above zero. Respondents are drawn with equal chances and bring their weights along.
    references : sequence of ndarray of int64, shape (n,), optional
        For each k, segments 1 to k of everybody, whose stability is wanted.
    largest : int, optional
        Most respondents a sample draws; n without it.
    progress : callable, optional
        Called with the share that is done, 0 to 1.

    Returns
    -------
    KMeansBootstrap
        Agreement of pairs and, for references, of samples with them.

    Raises
    ------
    ValueError
        For values, weights, numbers of segments or references that are not as above.

    References
    ----------
    Dolnicar & Leisch 2010, Mark Lett 21:83; Arthur & Vassilvitskii 2007, SODA. Checked against
    loops over scikit-learn's KMeans: mean indices agree within noise.
    """
    distinct = distinct_points(values, weights)
    _refuse(distinct, ks, pairs, starts, references)
    draws = len(distinct.order) if largest is None else min(len(distinct.order), largest)
    sweep = _Sweep.of(distinct, len(ks), references, (starts, ROUNDS, draws))
    rand, found = np.empty((len(ks), pairs)), tuple(np.zeros((pairs, k)) for k in ks)

    def run(task: _Task, stop: NDArray[np.bool_]) -> None:
        rand[task.at, task.pair] = sweep.pair(task, found[task.at][task.pair], stop)

    with compiling("psychograph.stats.centres.kmeans_bootstrap_kernels", "bootstrap samples of k-means"):
        # In this thread, which a user can interrupt: threads then find the kernels compiled.
        sweep.tiny().pair(_Task(0, 0, 1, np.zeros((2, 2), np.uint64)), np.empty(1), np.zeros(1, np.bool_))
    in_threads(run, _tasks(ks, pairs, seed), progress=progress)
    return KMeansBootstrap(rand, () if references is None else found)


@dataclass(frozen=True)
class _Sweep:
    """What all tasks read."""

    patterns: NDArray[np.floating]  # (d, p), shifted and scaled
    pattern: NDArray[np.int64]  # (n,), of sorted rows
    weights: Floats  # (n,), of sorted rows
    masses: Floats  # (p,)
    references: tuple[NDArray[np.int64], ...]  # for each k, (n,) or empty
    plan: tuple[int, int, int]
    tolerance: float

    @classmethod
    def of(
        cls,
        distinct: Distinct,
        numbers: int,
        references: Sequence[NDArray[np.int64]] | None,
        plan: tuple[int, int, int],
    ) -> _Sweep:
        points = Points.of(distinct.points, distinct.masses)
        scaled = points.screened(distinct.points)
        squares = (scaled**2).sum(axis=1)
        exact = squares.max() > FAR_OUT * squares.mean()
        mean = distinct.masses @ scaled / distinct.masses.sum()
        variance = distinct.masses @ (scaled - mean) ** 2 / distinct.masses.sum()
        none = np.empty(0, dtype=np.int64)
        return cls(
            patterns=np.ascontiguousarray(scaled.T.astype(np.float64 if exact else np.float32)),
            pattern=distinct.row_point[distinct.order],
            weights=distinct.weights,
            masses=distinct.masses,
            references=(
                (none,) * numbers
                if references is None
                else tuple(labels[distinct.order] - 1 for labels in references)
            ),
            plan=plan,
            tolerance=TOLERANCE * float(variance.mean()),
        )

    def tiny(self) -> _Sweep:
        """Return one of the same types whose work takes no time."""
        return replace(
            self,
            patterns=self.patterns[:, :1].copy(),
            pattern=np.zeros(1, dtype=np.int64),
            weights=np.ones(1),
            masses=np.ones(1),
            references=(np.empty(0, dtype=np.int64),),
            plan=(1, 1, 1),
        )

    def pair(self, task: _Task, jaccards: Floats, stop: NDArray[np.bool_]) -> float:
        """Cluster a pair of samples; fill in the overlaps with the reference and return the agreement."""
        from psychograph.stats.centres import kmeans_bootstrap_kernels

        agreement: float = kmeans_bootstrap_kernels.pair_of_samples(
            self.patterns,
            self.pattern,
            self.weights,
            self.masses,
            float((self.weights**2).sum()),
            self.references[task.at],
            task.k,
            task.seeds,
            self.plan,
            self.tolerance,
            stop,
            jaccards,
        )
        return agreement


def _tasks(ks: Sequence[int], pairs: int, seed: int) -> list[_Task]:
    """Return the tasks, longest first; what is drawn in one does not depend on the others."""
    draws = np.random.SeedSequence(seed).generate_state(2 * pairs, np.uint64).reshape(pairs, 2)
    tasks = []
    for at, k in sorted(enumerate(ks), key=lambda item: -item[1]):
        begins = np.random.SeedSequence([seed, k]).generate_state(2 * pairs, np.uint64).reshape(pairs, 2)
        seeds = np.stack([draws, begins], axis=2)
        tasks += [_Task(at, pair, int(k), seeds[pair]) for pair in range(pairs)]
    return tasks


def _refuse(
    distinct: Distinct,
    ks: Sequence[int],
    pairs: int,
    starts: int,
    references: Sequence[NDArray[np.int64]] | None,
) -> None:
    if pairs < 1 or starts < 1:
        raise ValueError("stability needs at least one pair of samples and one start")
    for k in ks:
        if not 1 <= k <= len(distinct.points):
            raise ValueError(f"{k} groups cannot be made of {len(distinct.points)} distinct rows")
    if references is None:
        return
    if len(references) != len(ks):
        raise ValueError(f"{len(ks)} numbers of segments need as many references, not {len(references)}")
    for k, labels in zip(ks, references, strict=True):
        if labels.shape != distinct.order.shape or labels.min() < 1 or labels.max() > k:
            raise ValueError(f"a reference for {k} segments must hold a number from 1 to {k} for every row")
