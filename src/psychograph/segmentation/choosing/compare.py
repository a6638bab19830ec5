"""Two candidates beside each other: which segment became which, who moved, and how movers differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from psychograph.errors import Problem, SegmentationError
from psychograph.quoting import quoted
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.choosing.ground import common_ground
from psychograph.segmentation.choosing.options import named
from psychograph.segmentation.choosing.profile import standings
from psychograph.segmentation.method import Floats, Labels, solve
from psychograph.stats.choosing.agreement import matched
from psychograph.stats.choosing.flow import crossed_masses
from psychograph.stats.choosing.stability import weighted_adjusted_rand
from psychograph.study.model import MethodName, SegmentationSettings

MOST_DIFFERENCES = 3
WORTH_SAYING = 0.3  # standard deviations
MOST_SEGMENTS = 50


@dataclass(frozen=True)
class Asked:
    """A method and a number of segments, as ``ward:3`` names them."""

    method: MethodName
    k: int

    @property
    def name(self) -> str:
        """The name."""
        return f"{self.method.value}:{self.k}"


@dataclass(frozen=True)
class Difference:
    """An attribute on which two groups of people differ.

    Parameters
    ----------
    attribute : str
        The attribute.
    by : float
        Mean of the first less that of the second, in standard deviations of everybody.
    """

    attribute: str
    by: float


@dataclass(frozen=True)
class Match:
    """What became of one segment.

    Parameters
    ----------
    segment : int
        Segment of the first candidate.
    partner : int or None
        Segment of the second that it became, one to one; None where the second has too few.
    respondents : int
        Respondents in it.
    stay : float
        Share of its people who are in the partner, 0 to 1.
    moved_to : int or None
        The other segment of the second that most of those who leave go to; None where nobody leaves.
    movers : int
        Respondents who go there.
    differences : tuple of Difference
        How these movers differ from those who stay, the largest first.
    """

    segment: int
    partner: int | None
    respondents: int
    stay: float
    moved_to: int | None
    movers: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two candidates beside each other.

    Parameters
    ----------
    one, other : Asked
        The candidates.
    respondents : int
        Respondents.
    weighted : bool
        Whether shares are those of the people that respondents stand for.
    table : ndarray of int64, shape (k of one, k of other)
        Respondents in each pair of segments.
    agreement : float
        Adjusted Rand index, 1 for the same segments.
    stay : float
        Share of the people who are in matching segments, 0 to 1.
    matches : tuple of Match
        One a segment of the first.
    """

    one: Asked
    other: Asked
    respondents: int
    weighted: bool
    table: Labels
    agreement: float
    stay: float
    matches: tuple[Match, ...]


def asked(name: str) -> Asked:
    """Read the name of a candidate.

    Raises
    ------
    SegmentationError
        Where it is not a method, a colon and a number from 2 to 50.

    Examples
    --------
    >>> asked("kmeans:4").k
    4
    """
    method, _, number = name.partition(":")
    if not number.isascii() or not number.isdigit() or not 2 <= int(number[:4]) <= MOST_SEGMENTS:
        raise SegmentationError(
            Problem(
                where="the solution",
                found=quoted(name),
                expected=f"a method, a colon and a number of segments from 2 to {MOST_SEGMENTS}",
                mend="write it as in ward:3 or kmeans:4",
            )
        )
    return Asked(named([method])[0], int(number))


def compare(
    attributes: Attributes,
    basis: Sequence[str],
    settings: SegmentationSettings,
    one: Asked,
    other: Asked,
    *,
    answered: float = 0.5,
) -> Comparison:
    """Find two solutions for the same respondents and say how they differ.

    Parameters
    ----------
    attributes, basis, settings, answered
        As for :func:`~psychograph.segmentation.choosing.sweep.sweep`.
    one, other : Asked
        The candidates.

    Raises
    ------
    SegmentationError
        As for a sweep, and for numbers of segments that the respondents cannot fill.
    """
    methods = list(dict.fromkeys([one.method, other.method]))
    ground = common_ground(attributes, basis, settings, methods, [one.k, other.k], answered=answered)
    SegmentationError.collect(_too_many(ground.too_many, len(ground)))
    labels = []
    for asked_for in (one, other):
        at = methods.index(asked_for.method)
        found = next(iter(solve(ground.methods[at], ground.points[at], [asked_for.k], seed=settings.seed)))
        labels.append(ground.restored(found.labels))
    weights = ground.basis.weights if ground.basis.weighted else None
    partner = matched(labels[1], labels[0])  # second solution under the numbers of the first
    return Comparison(
        one=one,
        other=other,
        respondents=len(ground),
        weighted=weights is not None,
        table=crossed_masses(labels[0], labels[1]).astype(np.int64),
        agreement=weighted_adjusted_rand(labels[0], labels[1], weights),
        stay=float(np.average(partner == labels[0], weights=weights)),
        matches=tuple(_matches(ground.basis, labels[0], labels[1], partner)),
    )


def _too_many(ks: Sequence[int], n: int) -> Iterator[Problem]:
    for k in ks:
        yield Problem(
            where="the solution",
            found=f"{k} segments for {n:,} respondents",
            expected="two respondents for each segment, and as many different answers as segments",
            mend="compare solutions of fewer segments",
        )


def _matches(basis: Attributes, one: Labels, other: Labels, partner: Labels) -> Iterator[Match]:
    for segment in range(1, int(one.max()) + 1):
        mine = one == segment
        there = np.unique(other[partner == segment])
        stays = mine & (partner == segment)
        leaving = np.bincount(other[mine & ~stays], minlength=int(other.max()) + 1)
        to = int(leaving.argmax()) if leaving.any() else None
        movers = mine & (other == to) if to is not None else np.zeros(len(one), dtype=bool)
        yield Match(
            segment=segment,
            partner=int(there[0]) if len(there) else None,
            respondents=int(mine.sum()),
            stay=float(np.average(stays[mine], weights=basis.weights[mine])),
            moved_to=to,
            movers=int(movers.sum()),
            differences=tuple(_differences(basis, movers, stays)),
        )


def _differences(basis: Attributes, movers: Labels, stays: Labels) -> Iterator[Difference]:
    """Yield how movers differ from those who stay, the largest difference first."""
    if not movers.any() or not stays.any():
        return
    groups = np.where(movers, 1, np.where(stays, 2, 3))
    apart: Floats = np.diff(standings(basis, groups)[:2][::-1], axis=0)[0]
    order = np.argsort(-np.nan_to_num(np.abs(apart)), kind="stable")
    for at in order[:MOST_DIFFERENCES]:
        if abs(apart[at]) >= WORTH_SAYING:
            yield Difference(basis.names[at], float(apart[at]))
