"""`PreferenceProfile`: where respondents and segments stand on four preferences, and how surely.

An axis is the score of its trait from 0 to 100 (percent of the maximum possible). It is cut at the mean of
the respondents, or of a population where the study declares norms.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Scale
from psychograph.instruments.four_preferences import AXES, BALANCED, OMITTED, Axis
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.responses.attributes import Attributes
from psychograph.responses.scoring import pomp
from psychograph.stats.measurement.dichotomies import side_probability
from psychograph.stats.weights import effective_n, weighted_mean, weighted_variance
from psychograph.study.model import Norms, Study

BAND = 1.645  # standard errors of measurement: 90 % of true scores lie within so many of the score
INTERVAL = 1.96  # standard errors of a mean: 95 %


@dataclass(frozen=True)
class GroupOnAxis:
    """Where a group of respondents stands on one axis.

    Parameters
    ----------
    n : int
        Respondents of the group with a score.
    mean : float
        0 to 100; NaN where nobody has a score.
    interval : tuple of float
        95 % interval of the mean; NaN with fewer than two respondents.
    letter : str
        Where the interval leaves the cut on one side; ``"X"`` otherwise.
    shares : mapping of str to float
        Share of the group with each letter, and with ``"X"``; empty where nobody could be given one.
    """

    n: int
    mean: float
    interval: tuple[float, float]
    letter: str
    shares: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class AxisScores:
    """All respondents on one axis.

    Parameters
    ----------
    axis : Axis
        The axis.
    attribute : str
        The attribute that measures its trait.
    scores : ndarray of float64, shape (n,)
        0 to 100, high for the first letter; NaN where the trait was not answered.
    cut : float
        Where letters change, 0 to 100.
    cut_from : str
        ``"these respondents"``, or the source of the norms.
    error : float
        Standard error of measurement, in the units of `scores`; NaN where it is not known, as for a
        trait of one question, and then nobody is given a letter.
    letters : tuple of str
        One a respondent: a letter where the 90 % band of the score leaves the cut on one side,
        ``"X"`` where it does not, empty where there is no score or no error.
    agreement : ndarray of float64, shape (n,)
        How likely the preference itself is on the side of the score, .5 to 1.
    groups : tuple of GroupOnAxis
        One a segment, in their order; everybody last.
    """

    axis: Axis
    attribute: str
    scores: NDArray[np.float64]
    cut: float
    cut_from: str
    error: float
    letters: tuple[str, ...]
    agreement: NDArray[np.float64]
    groups: tuple[GroupOnAxis, ...]


@dataclass(frozen=True, eq=False)
class PreferenceProfile:
    """The four-preference profile of a study.

    Parameters
    ----------
    respondents : tuple of str
        In the order of the scores.
    labels : ndarray of int64, shape (n,)
        Segment of each respondent; 0 for none.
    segments : tuple of int
        The segments of `AxisScores.groups`, without the last, which is everybody.
    axes : tuple of AxisScores
        Those whose trait the study measures.
    absent : tuple of Axis
        The others.
    omitted : str
        The attribute that measures neuroticism, of which the letters know nothing; empty for none.
    """

    respondents: tuple[str, ...]
    labels: NDArray[np.int64]
    segments: tuple[int, ...]
    axes: tuple[AxisScores, ...]
    absent: tuple[Axis, ...]
    omitted: str

    def codes(self) -> tuple[str, ...]:
        """Return the four letters of each respondent; empty where an axis is missing."""
        if self.absent:
            return ("",) * len(self.respondents)
        return tuple(
            "".join(letters) if all(letters) else ""
            for letters in zip(*(axis.letters for axis in self.axes), strict=True)
        )


def preference_profile(
    study: Study,
    people: Attributes,
    matches: Iterable[ConstructMatch],
    errors: Mapping[str, float],
    labels: NDArray[np.int64],
) -> PreferenceProfile:
    """Return where respondents and segments stand on the four preferences.

    Parameters
    ----------
    study : Study
        Its norms move the cut.
    people : Attributes
        Scored answers; those of a trait are on a scale, or the trait is passed over.
    matches : iterable of ConstructMatch
        What each attribute measures.
    errors : mapping of str to float
        Standard error of measurement by attribute, in the units of its scale; absent where not known.
    labels : ndarray of int64, shape (n,)
        Segment of each respondent, from 1; 0 for none.
    """
    by_trait = {
        match.construct.name: match
        for match in matches
        if match.construct is not None and match.attribute in people.names
    }
    segments = tuple(sorted({int(label) for label in labels} - {0}))
    found = []
    for axis in AXES:
        match = by_trait.get(axis.trait)
        scale = people.scale(match.attribute) if match is not None else None
        if match is not None and scale is not None:
            norms = study.attributes[match.attribute].norms
            found.append(_axis(axis, match, people, scale, errors, norms, labels, segments))
    measured = {axis.axis for axis in found}
    fifth = by_trait.get(OMITTED)
    return PreferenceProfile(
        people.respondents,
        labels,
        segments,
        tuple(found),
        tuple(axis for axis in AXES if axis not in measured),
        fifth.attribute if fifth is not None else "",
    )


def _axis(
    axis: Axis,
    match: ConstructMatch,
    people: Attributes,
    scale: Scale,
    errors: Mapping[str, float],
    norms: Norms | None,
    labels: NDArray[np.int64],
    segments: Sequence[int],
) -> AxisScores:
    raw = pomp(people.column(match.attribute), scale)
    unit = 100 / (scale.high - scale.low)
    scores = 100 - raw if match.reversed else raw
    known = np.isfinite(scores)
    if norms is None:
        cut, sd = _moments(scores[known], people.weights[known])
    else:
        cut = float(pomp(np.array([norms.mean]), scale)[0])
        cut, sd = (100 - cut if match.reversed else cut), norms.sd * unit
    error = errors.get(match.attribute, math.nan) * unit
    letters = tuple(_letter(axis, low, high, cut) for low, high in zip(
        scores - BAND * error, scores + BAND * error, strict=True
    ))  # fmt: skip
    z = (scores - cut) / sd if sd > 0 else np.where(known, 0.0, math.nan)
    members = [labels == segment for segment in segments] + [np.ones(len(labels), dtype=bool)]
    return AxisScores(
        axis=axis,
        attribute=match.attribute,
        scores=scores,
        cut=cut,
        cut_from="these respondents" if norms is None else norms.source,
        error=error,
        letters=letters,
        agreement=side_probability(np.abs(z), axis.r),
        groups=tuple(_group(axis, scores, letters, people.weights, one & known, cut) for one in members),
    )


def _moments(scores: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[float, float]:
    if len(scores) < 2:
        return (float(scores.mean()) if len(scores) else math.nan), math.nan
    return float(weighted_mean(scores, weights)), math.sqrt(float(weighted_variance(scores, weights, ddof=1)))


def _letter(axis: Axis, low: float, high: float, cut: float) -> str:
    """Return the letter of a band: X where the cut lies in it, nothing where the band is not known."""
    if math.isnan(low) or math.isnan(high) or math.isnan(cut):
        return ""
    return axis.name[0] if low > cut else axis.name[1] if high < cut else BALANCED


def _group(
    axis: Axis,
    scores: NDArray[np.float64],
    letters: Sequence[str],
    weights: NDArray[np.float64],
    members: NDArray[np.bool_],
    cut: float,
) -> GroupOnAxis:
    inside, counted = scores[members], weights[members]
    mean, sd = _moments(inside, counted)
    half = INTERVAL * sd / math.sqrt(effective_n(counted)) if len(inside) > 1 else math.nan
    given = [
        (letter, float(weight))
        for letter, weight, member in zip(letters, weights, members, strict=True)
        if member and letter
    ]
    total = sum(weight for _, weight in given)
    shares = {
        letter: sum(weight for found, weight in given if found == letter) / total
        for letter in (*axis.name, BALANCED)
        if given
    }
    return GroupOnAxis(
        n=len(inside),
        mean=mean,
        interval=(mean - half, mean + half),
        letter=_letter(axis, mean - half, mean + half, cut) or BALANCED,
        shares=shares,
    )
