"""The verdict on a segmentation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.segmentation.null_comparison import NullComparison, Place, compare, standardised
from psychograph.segmentation.segmentation import Comparison, SegmentStability, Verdict, VerdictKind
from psychograph.segmentation.verdict_text import verdict_text
from psychograph.stats.canonical import canonical_order
from psychograph.stats.nulls.monte_carlo import undecided
from psychograph.stats.nulls.resampling import Cluster, bootstrap_jaccard
from psychograph.stats.nulls.separation import silhouette
from psychograph.stats.nulls.valleys import Valley, valleys, weakest

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

REPLICATES = 100
# Resamples draw at most this many respondents, so that judging 20,000 costs no more than 1,000.
LARGEST_RESAMPLE = 1_000
MEASURED = 5_000  # most respondents whose silhouettes are averaged
# Samples without groups to compare with: many where they are small, fewer where each takes long.
NULL_WORK = 600_000  # answers, respondents times basis variables
FEWEST_NULL, MOST_NULL = 149, 199
STABLE = 0.75  # Hennig 2007: from here a segment counts as stable
PATTERN = 0.6  # Hennig 2007: below this it is not to be trusted
# Half of the usual 5%: people who agree with everything and answer extremely, or who lie evenly along
# one dimension, were else taken for groups in more than 5% of simulated studies (docs/verdict.md).
SEPARATED = 0.025
CHANCE = 0.05
VALLEY = 0.2  # share of the lower peak by which the density must fall to be called a valley


def judge(
    scores: Floats,
    labels: Labels,
    cluster: Cluster,
    seed: int,
    weights: Floats | None = None,
    *,
    place: Place | None = None,
    nominal: Sequence[bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[tuple[SegmentStability, ...], Verdict]:
    """Judge a segmentation by its stability and against one population without groups.

    The same method, at the same number of segments, cuts samples of a null model that keeps how each
    question was answered and how the questions hang together
    (:func:`~psychograph.stats.nulls.null_models.fit_null`). Two figures are compared: the mean silhouette,
    and the clarity of the weakest valley between a segment and its nearest. Both are standardised, the
    larger one counts, and the share of samples that reach it decides at 2.5%.

    Parameters
    ----------
    scores : ndarray of float64, shape (n, d)
        Basis variables as the method takes them; NaN is a missing answer.
    labels : ndarray of int64, shape (n,)
        Segments 1 to k.
    cluster : Cluster
        The method, which standardises by itself.
    seed : int
        Seed of the resampling.
    weights : ndarray of float64, shape (n,), optional
        Of the respondents: overlaps, silhouettes and densities are then those of the people they
        stand for.
    place : callable, optional
        From answers and weights to points in which distances can be measured; standardises without it.
        Needed where answers are missing or are categories.
    nominal : sequence of bool, optional
        Columns that hold categories without an order.
    progress : callable, optional
        Told the share that is done, 0 to 1.

    Returns
    -------
    tuple of SegmentStability
        One entry a segment.
    Verdict
        *natural* where the segments stand further apart than those of samples without groups, all
        come back when answers are resampled, and each is parted from its nearest by a valley that
        such samples do not show; *reproducible* where only the valley is missing; *constructed* where
        they come back well enough to use, or stand apart without coming back; *none* otherwise.

    Notes
    -----
    More than 1,000 respondents are compared through ten random subsets of 1,000, each cut anew, and
    the median of their figures. Comparing ends after 39 samples where a quarter of them already look as
    separated. How often the verdict is wrong is simulated in ``benchmarks/verdict_calibration.py``
    and told in ``docs/verdict.md``.

    References
    ----------
    Dolnicar & Leisch 2010, Mark Lett 21:83 (the verdicts); Hennig 2007, Comput Stat Data Anal 52:258
    (stability); Hennig & Lin 2015, Stat Comput 25:821, and
    Huang et al. 2015, J Comput Graph Stat 24:975 (clusters against a null model fitted to the data).
    """
    order = canonical_order(scores, weights)
    scores, labels = scores[order], labels[order]
    weights = None if weights is None else weights[order]
    for_stability, for_null = np.random.default_rng(seed).spawn(2)
    overlap = bootstrap_jaccard(
        scores,
        labels,
        cluster,
        replicates=REPLICATES,
        largest=LARGEST_RESAMPLE,
        rng=for_stability,
        weights=weights,
    )
    if progress is not None:
        progress(0.5)
    stability = tuple(SegmentStability(segment, float(j)) for segment, j in enumerate(overlap, 1))
    null = compare(
        scores,
        labels,
        cluster,
        draws=int(np.clip(NULL_WORK // scores.size, FEWEST_NULL, MOST_NULL)),
        largest=LARGEST_RESAMPLE,
        rng=for_null,
        weights=weights,
        place=place,
        nominal=nominal,
        progress=None if progress is None else lambda share: progress(0.5 + share / 2),
    )
    points = (place or standardised)(scores, weights)
    valley = weakest(valleys(points, labels, weights))
    width = _mean_silhouette(points, labels, weights, for_null)
    return stability, _verdict(stability, null, valley, width, len(labels))


def _mean_silhouette(
    points: Floats, labels: Labels, weights: Floats | None, rng: np.random.Generator
) -> float:
    """Return the mean silhouette, of a random part of very many respondents."""
    if len(points) <= MEASURED:
        return silhouette(points, labels, weights)
    part = np.sort(rng.choice(len(points), MEASURED, replace=False))
    present, mine = np.unique(labels[part], return_inverse=True)
    if len(present) < 2:
        return 0.0
    return silhouette(points[part], mine + 1, None if weights is None else weights[part])


def _verdict(
    stability: tuple[SegmentStability, ...], null: NullComparison, valley: Valley, width: float, n: int
) -> Verdict:
    share, draws = null.share, len(null.drawn)
    separated, parted = share <= SEPARATED, null.alone(1) <= CHANCE and valley.depth >= VALLEY
    kind = kind_of(separated=separated, parted=parted, weakest=min(part.jaccard for part in stability))
    weak = [part for part in stability if part.jaccard < STABLE]
    borderline = undecided(round(share * (draws + 1)) - 1, draws, SEPARATED)
    text = verdict_text(kind, weak, valley, separated=separated, n=n)
    bars = np.quantile(null.drawn, 1 - CHANCE, axis=0)
    return Verdict(
        kind=kind,
        text=text + (" The comparison with chance is borderline." if borderline else ""),
        silhouette=width,
        null_silhouette=float(bars[0]),
        null_share=share,
        null_draws=draws,
        borderline=borderline,
        comparisons=tuple(
            Comparison(name, float(null.observed[at]), float(bars[at]), null.alone(at))
            for at, name in enumerate(("silhouette", "valley"))
        ),
        valley=valley,
        null_model=null.null_model,
    )


def kind_of(*, separated: bool, parted: bool, weakest: float) -> VerdictKind:
    """Return the judgement.

    Parameters
    ----------
    separated : bool
        Whether the segments stand further apart than those of samples without groups.
    parted : bool
        Whether a valley parts every segment from its nearest.
    weakest : float
        Stability of the least stable segment, 0 to 1.
    """
    if separated and weakest >= STABLE:
        return VerdictKind.NATURAL if parted else VerdictKind.REPRODUCIBLE
    return VerdictKind.CONSTRUCTED if separated or weakest >= PATTERN else VerdictKind.NONE
