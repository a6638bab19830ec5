"""What all candidates of a sweep have in common, for every number of segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from psychograph.segmentation.choosing.candidate import NONE, Candidate
from psychograph.segmentation.method import Floats, Labels
from psychograph.stats.choosing.consensus import consensus, reproducibility
from psychograph.stats.choosing.stability import weighted_adjusted_rand

STREAM = 33  # of the study's seed
STARTS = 5
# Respondents may be told apart by so many patterns of candidates that a consensus takes long.
MOST = 20_000


@dataclass(frozen=True, eq=False)
class Ensemble:
    """The consensus of all candidates for one number of segments.

    Parameters
    ----------
    k : int
        Segments.
    labels : ndarray of int64, shape (n,)
        Segments that keep together whom the candidates keep together, in the order of the respondents.
    agreement : float
        Mean adjusted Rand index of the consensus with the candidates of the same number of segments.
    confidence : float
        How large a share of all candidates, whatever their numbers, keeps a respondent in the segment
        of the consensus, on average, 0 to 1.
    reproducibility : float
        Share of the people whom two methods put into matching segments, 0 to 1; NaN with one method.
    by_chance : float
        What that share would be if the methods had nothing to do with each other.
    """

    k: int
    labels: Labels = field(repr=False)
    agreement: float
    confidence: float
    reproducibility: float
    by_chance: float


def ensembles(candidates: Sequence[Candidate], weights: Floats | None, seed: int) -> tuple[Ensemble, ...]:
    """Return the consensus for every number of segments.

    Parameters
    ----------
    candidates : sequence of Candidate
        Of n respondents.
    weights : ndarray of float64, shape (n,), or None
        Of the respondents.
    seed : int
        Of the study.

    Returns
    -------
    tuple of Ensemble
        Empty for one method, whose solutions have nothing to agree with, and beyond 20,000 respondents.

    References
    ----------
    Strehl & Ghosh 2002, JMLR 3:583; Orme & Johnson 2008, Sawtooth Software Research Paper, for
    reproducibility among the solutions of a number.
    """
    if len({candidate.method for candidate in candidates}) < 2 or len(candidates[0].labels) > MOST:
        return ()
    return tuple(_ensembles(candidates, weights, seed))


def _ensembles(candidates: Sequence[Candidate], weights: Floats | None, seed: int) -> Iterator[Ensemble]:
    every = [candidate.labels for candidate in candidates]
    for k in dict.fromkeys(candidate.k for candidate in candidates):
        same = [candidate.labels for candidate in candidates if candidate.k == k]
        streams = np.random.default_rng([seed, STREAM, k]).spawn(2)
        found = consensus(every, k, rng=streams[0], weights=weights, starts=STARTS)
        again = reproducibility(same, rng=streams[1], weights=weights) if len(same) > 1 else None
        yield Ensemble(
            k=k,
            labels=found.labels,
            agreement=float(
                np.mean([weighted_adjusted_rand(found.labels, labels, weights) for labels in same])
            ),
            confidence=float(np.average(found.confidence, weights=weights)),
            reproducibility=again.percent / 100 if again is not None else NONE,
            by_chance=again.by_chance / 100 if again is not None else NONE,
        )
