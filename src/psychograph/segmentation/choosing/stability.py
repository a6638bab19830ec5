"""How stable the candidates of one method are, all numbers of segments from the same samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from psychograph.segmentation.choosing.candidate import Stability
from psychograph.segmentation.method import Floats, Labels, Method, Points, Progress, solve
from psychograph.segmentation.methods.gaussian_mixture import GaussianMixture
from psychograph.segmentation.methods.kmeans import KMeans
from psychograph.segmentation.methods.latent_class import LatentClass
from psychograph.segmentation.methods.ward import Ward
from psychograph.stats.choosing.stability import jaccards, weighted_adjusted_rand
from psychograph.stats.trees.ward import load_kernels

STREAM = 31  # of the study's seed
STARTS = 10  # of k-means on every sample, as scikit-learn used to have it
LOADING_PAYS = 200  # respondents from which hundreds of trees take longer than loading kernels for them
MODEL_STARTS = 2  # of models, each of which takes some ten times as long
# Samples are drawn from so many respondents at most, and put so many into segments again.
MOST_RESAMPLED, MOST_DRAWN = 2_000, 1_000
# k-means is compiled for this, so it can afford more.
MOST_BY_KMEANS = 10_000


def sampled_from(method: Method, n: int) -> int:
    """Return from how many of n respondents samples are drawn, which bounds what stability costs."""
    return min(n, MOST_BY_KMEANS if isinstance(method, KMeans) else MOST_RESAMPLED)


def stabilities(
    method: Method,
    points: Points,
    ks: Sequence[int],
    found: Sequence[Labels],
    *,
    pairs: int,
    seed: int,
    progress: Progress | None = None,
) -> tuple[Stability, ...]:
    """Return the stability of a method's solutions over pairs of bootstrap samples.

    Each sample is segmented anew, into every number of segments, and everybody is put into its
    segments. The two samples of a pair are compared with each other (adjusted Rand), and the first
    of them with the solution (best Jaccard overlap of each segment). Of more than 2,000 respondents
    a random 2,000 take part (of more than 10,000 with k-means), and a sample draws 1,000 at most
    (k-means: all); with fewer drawn, segments look somewhat less stable than they are.

    Parameters
    ----------
    method : Method
        Samples get its lighter version.
    points : Points
        Of n respondents, in an order that does not depend on the file.
    ks : sequence of int
        Numbers of segments.
    found : sequence of ndarray of int64, shape (n,)
        The solution for each number.
    pairs : int
        Pairs of samples; 100 is usual.
    seed : int
        Of the study.
    progress : callable, optional
        Told the share that is done, 0 to 1.

    References
    ----------
    Dolnicar & Leisch 2010, Mark Lett 21:83, for pairs of samples; 2017, Mark Lett 28:423, for segments.
    """
    part = _part(len(points), sampled_from(method, len(points)), seed)
    here, labels = points.rows(part), [_renumbered(each[part]) for each in found]
    if isinstance(method, Ward) and len(part) >= LOADING_PAYS:
        load_kernels()
    if isinstance(method, KMeans):
        rand, overlaps = _by_kmeans(here, ks, labels, pairs, seed, progress)
    else:
        rand, overlaps = _by_solving(_light(method), here, ks, labels, pairs, seed, progress)
    return tuple(
        Stability(rand[at], _spread(overlaps[at], each[part], int(each.max())))
        for at, each in enumerate(found)
    )


def _light(method: Method) -> Method:
    """Return the method with as few starts as hundreds of samples allow."""
    light = method.lighter()
    return replace(light, starts=MODEL_STARTS) if isinstance(light, LatentClass | GaussianMixture) else light


def _part(n: int, most: int, seed: int) -> NDArray[np.int64]:
    if n <= most:
        return np.arange(n)
    return np.sort(np.random.default_rng([seed, STREAM, 0]).choice(n, most, replace=False))


def _renumbered(labels: Labels) -> Labels:
    """Return segments without gaps: a part of the respondents may hold nobody of a small one."""
    return np.unique(labels, return_inverse=True)[1].astype(np.int64) + 1


def _spread(overlaps: Floats, labels: Labels, k: int) -> Floats:
    """Return overlaps by the segments of everybody; NaN for those of whom nobody took part."""
    found = np.full((len(overlaps), k), np.nan)
    found[:, np.unique(labels) - 1] = overlaps
    return found


def _by_kmeans(
    points: Points,
    ks: Sequence[int],
    labels: Sequence[Labels],
    pairs: int,
    seed: int,
    progress: Progress | None,
) -> tuple[Floats, Sequence[Floats]]:
    from psychograph.stats.centres.kmeans_bootstrap import kmeans_bootstrap

    found = kmeans_bootstrap(
        points.values,
        ks,
        pairs,
        starts=STARTS,
        seed=int(np.random.SeedSequence([seed, STREAM]).generate_state(1)[0]),
        weights=points.weights,
        references=labels,
        progress=progress,
    )
    # A solution with fewer segments than asked for has columns to spare.
    return found.rand, [
        table[:, : int(each.max())] for table, each in zip(found.jaccards, labels, strict=True)
    ]


def _by_solving(
    method: Method,
    points: Points,
    ks: Sequence[int],
    labels: Sequence[Labels],
    pairs: int,
    seed: int,
    progress: Progress | None,
) -> tuple[Floats, Sequence[Floats]]:
    rand = np.empty((len(ks), pairs))
    overlaps = [np.empty((pairs, int(each.max()))) for each in labels]
    for pair, rng in enumerate(np.random.default_rng([seed, STREAM, 1]).spawn(pairs)):
        one, other = (_segmented_again(method, points, ks, rng) for _ in range(2))
        for at in range(len(ks)):
            rand[at, pair] = weighted_adjusted_rand(one[at], other[at], points.weights)
            overlaps[at][pair] = jaccards(labels[at], one[at], points.weights)
        if progress is not None:
            progress((pair + 1) / pairs)
    return rand, overlaps


def _segmented_again(
    method: Method, points: Points, ks: Sequence[int], rng: np.random.Generator
) -> list[Labels]:
    """Segment one bootstrap sample, and put everybody into its segments, for every number of them."""
    n = len(points)
    times = np.bincount(rng.integers(0, n, min(n, MOST_DRAWN)), minlength=n)
    drawn = np.flatnonzero(times)
    # Who is drawn twice counts twice: quicker than two rows, and the same.
    masses = times[drawn] * (np.ones(len(drawn)) if points.weights is None else points.weights[drawn])
    sample = points.like(points.values[drawn], masses)
    most = len(np.unique(sample.values, axis=0))
    seed = int(rng.integers(2**32))
    if most < 2:
        return [np.ones(n, dtype=np.int64) for _ in ks]
    solutions = solve(method, sample, [min(k, most) for k in ks], seed=seed)
    return [solution.assign(points.values) for solution in solutions]
