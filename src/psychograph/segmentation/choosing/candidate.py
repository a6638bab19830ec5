"""`Candidate`: one method with one number of segments, and all that speaks for and against it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from psychograph.segmentation.method import Floats, Labels

NONE = float("nan")
FEW = 30  # people; below, a persona is exploratory
TINY = 0.05  # of the people


class Flag(StrEnum):
    """What makes a candidate awkward to use, whatever its figures."""

    DOMINANT = "dominant"
    TINY = "tiny"
    FEW = "few"
    EMPTY = "empty"


@dataclass(frozen=True)
class Absent:
    """A criterion that a candidate does not have, and why."""

    criterion: str
    reason: str


@dataclass(frozen=True)
class Criteria:
    """How tight and how far apart the segments of a candidate are; NaN where a figure does not apply.

    Parameters
    ----------
    within : float
        Within sum of squares of the standardised basis variables, over all people; smaller is tighter.
    between_share : float
        Share of the variance that lies between segments, 0 to 1.
    silhouette : float
        Mean silhouette width, -1 to 1; of very many respondents the simplified one, to centres.
    calinski_harabasz : float
        Variance between over variance within, each by its degrees of freedom; larger is better.
    davies_bouldin : float
        Mean overlap of each segment with its nearest neighbour; smaller is better.
    valley : float
        By how much the density of people falls between a segment and its nearest, where it falls least
        clearly: 0 where there is no valley, 1 where nobody stands between.
    gap, gap_error : float
        Gap statistic and its standard error; larger is better.
    prediction_strength : float
        0 to 1; from .8 on, one half of the people predicts the segments of the other.
    inertia_ratio : float
        Of Ward's tree: within sum of squares of k segments over that of k - 1, 0 to 1; smaller is better.
    bic, sabic, caic, icl, awe : float
        Of models: -2 log-likelihood plus a penalty; smaller is better.
    entropy : float
        Of models: 1 where memberships are certain.
    blrt_p : float
        Of models: how often k - 1 classes would look as if there were k, by simulation.
    absent : tuple of Absent
        Why figures are missing.
    """

    within: float = NONE
    between_share: float = NONE
    silhouette: float = NONE
    calinski_harabasz: float = NONE
    davies_bouldin: float = NONE
    valley: float = NONE
    gap: float = NONE
    gap_error: float = NONE
    prediction_strength: float = NONE
    inertia_ratio: float = NONE
    bic: float = NONE
    sabic: float = NONE
    caic: float = NONE
    icl: float = NONE
    awe: float = NONE
    entropy: float = NONE
    blrt_p: float = NONE
    absent: tuple[Absent, ...] = ()

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the figures."""
        return tuple(f.name for f in fields(cls) if f.name != "absent")


@dataclass(frozen=True, eq=False)
class Stability:
    """What becomes of a candidate when other people like these are asked.

    Parameters
    ----------
    rand : ndarray of float64, shape (pairs,)
        Adjusted Rand index of the segments from two bootstrap samples, for every pair of samples.
    jaccards : ndarray of float64, shape (pairs, k)
        How well each segment is found again, for the first sample of every pair.
    """

    rand: Floats
    jaccards: Floats

    @property
    def mean(self) -> float:
        """Mean adjusted Rand index, at most 1."""
        return float(self.rand.mean())

    @property
    def span(self) -> tuple[float, float]:
        """The indices between which the middle 80 % of the pairs lie."""
        low, high = np.quantile(self.rand, (0.1, 0.9))
        return float(low), float(high)

    @property
    def segments(self) -> tuple[float, ...]:
        """Mean overlap of each segment, 0 to 1; NaN for a segment that was never drawn."""
        drawn = np.isfinite(self.jaccards)
        sums = np.where(drawn, self.jaccards, 0.0).sum(axis=0)
        return tuple(
            float(total / count) if count else NONE
            for total, count in zip(sums, drawn.sum(axis=0), strict=True)
        )

    @property
    def weakest(self) -> float:
        """Overlap of the least stable segment."""
        return min(self.segments)


@dataclass(frozen=True, eq=False)
class Candidate:
    """One method with one number of segments.

    Parameters
    ----------
    method, title : str
        The method as study files and as sentences name it.
    k : int
        Segments that were asked for.
    labels : ndarray of int64, shape (n,)
        Segments 1 to k, in the order of the sweep's respondents.
    sizes : tuple of int
        Respondents in each segment.
    shares : tuple of float
        Share of the people they stand for.
    criteria : Criteria
        Figures of tightness and separation.
    stability : Stability
        What becomes of it when others are asked.
    flags : tuple of Flag
        Awkward sizes.
    level_only : bool
        Whether segments differ in one thing alone, by being higher or lower on everything.
    """

    method: str
    title: str
    k: int
    labels: Labels = field(repr=False)
    sizes: tuple[int, ...]
    shares: tuple[float, ...]
    criteria: Criteria
    stability: Stability
    flags: tuple[Flag, ...] = ()
    level_only: bool = False

    @property
    def name(self) -> str:
        """Short name, such as ``"ward:3"``."""
        return f"{self.method}:{self.k}"


def dominant_from(k: int) -> float:
    """Return the share of the people from which the largest of k segments dominates.

    Half-way between a fair share, 1 / k, and everybody: from there on a solution is nearer to no
    segments at all than to segments of equal size. No published bar was found; this is ours.

    Examples
    --------
    >>> [round(dominant_from(k), 2) for k in (2, 3, 4, 10)]
    [0.75, 0.67, 0.62, 0.55]
    """
    return (1 + 1 / k) / 2


def flags_of(sizes: tuple[int, ...], shares: tuple[float, ...], k: int) -> tuple[Flag, ...]:
    """Return what makes the sizes of segments awkward.

    Parameters
    ----------
    sizes : tuple of int
        Respondents in each segment.
    shares : tuple of float
        Share of the people they stand for.
    k : int
        Segments that were asked for; a model may leave one without members.

    Examples
    --------
    >>> [flag.value for flag in flags_of((960, 40), (0.96, 0.04), 2)]
    ['dominant', 'tiny']
    """
    found = []
    if max(shares) >= dominant_from(k):
        found.append(Flag.DOMINANT)
    if min(shares) < TINY:
        found.append(Flag.TINY)
    if min(sizes) < FEW:
        found.append(Flag.FEW)
    if len(sizes) < k:
        found.append(Flag.EMPTY)
    return tuple(found)


def counted(labels: Labels, weights: NDArray[np.float64] | None) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Return respondents in each segment and the share of the people they stand for."""
    sizes = np.bincount(labels - 1)
    masses = np.bincount(labels - 1, weights) if weights is not None else sizes.astype(float)
    return tuple(sizes.tolist()), tuple((masses / masses.sum()).tolist())
