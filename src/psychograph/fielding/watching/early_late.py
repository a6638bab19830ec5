"""Early against late respondents: a sign, and no proof, of how those who never answered may differ."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.effect_sizes import hedges_g
from psychograph.stats.trials.estimate import Estimate, quantile

FEWEST = 20  # complete cases of each side; below, an interval says next to nothing
SMALL = 0.2  # of a standard deviation: small, by Cohen's convention


@dataclass(frozen=True)
class AttributeGap:
    """One attribute: late minus early.

    Parameters
    ----------
    attribute : str
        Name in the study.
    early, late : float
        Means, in units of its scale.
    early_n, late_n : int
        Answers behind them.
    difference : Estimate
        Late minus early in pooled standard deviations (Hedges' g), with its 95% interval.
    """

    attribute: str
    early: float
    late: float
    early_n: int
    late_n: int
    difference: Estimate


@dataclass(frozen=True)
class EarlyLate:
    """Early against late respondents on the attributes that build segments.

    Parameters
    ----------
    by : "wave" or "third"
        Whether late are those who answered after a reminder, or the last third of those who completed.
    early, late : int
        Complete cases of both.
    gaps : tuple of AttributeGap
        In the order of the study.
    sentence : str
        What follows, in plain words, with what it cannot show.
    """

    by: Literal["wave", "third"]
    early: int
    late: int
    gaps: tuple[AttributeGap, ...]
    sentence: str


def early_against_late(
    names: Sequence[str], values: NDArray[np.float64], waves: Sequence[int]
) -> EarlyLate | None:
    """Compare those who answered late with those who answered early, attribute by attribute.

    Late are those who answered a reminder, where twenty did and twenty did not; else the last third of those
    who completed against the first. The idea, a continuum of resistance, is that people who take long to
    win over are more like those who are never won over. It holds in some surveys and fails in others, so a
    difference is a reason to look closer, and none is no proof that all is well.

    Parameters
    ----------
    names : sequence of str
        Attributes, one a column.
    values : ndarray of float64, shape (n, d)
        Scores of complete cases in the order in which they finished; NaN is missing.
    waves : sequence of int
        Number of the wave each answered to, 0 for the first; below 0 where that is not known.

    Returns
    -------
    EarlyLate or None
        None for fewer than twenty on either side.

    References
    ----------
    Armstrong & Overton 1977, J Marketing Res 14:396; Lin & Schaeffer 1995, Public Opin Q 59:236, who find
    late respondents a poor stand-in for those who never answer.

    Examples
    --------
    >>> scores = np.array([[1.0], [2.0], [3.0], [2.0]] * 12 + [[4.0], [5.0], [3.0], [4.0]] * 12)
    >>> found = early_against_late(["Openness"], scores, [0] * 48 + [1] * 48)
    >>> found.by, found.early, found.late, round(found.gaps[0].difference.value, 1)
    ('wave', 48, 48, 2.8)
    """
    wave = np.asarray(waves, dtype=int)
    early, late, by = wave == 0, wave > 0, "wave"
    if min(early.sum(), late.sum()) < FEWEST:
        third = len(values) // 3
        position = np.arange(len(values))
        early, late, by = position < third, position >= len(values) - third, "third"
    if min(early.sum(), late.sum()) < FEWEST:
        return None
    gaps = tuple(_gap(name, values[early, at], values[late, at]) for at, name in enumerate(names))
    kind: Literal["wave", "third"] = "wave" if by == "wave" else "third"
    return EarlyLate(kind, int(early.sum()), int(late.sum()), gaps, _sentence(kind, gaps))


def _gap(name: str, early: NDArray[np.float64], late: NDArray[np.float64]) -> AttributeGap:
    early, late = early[np.isfinite(early)], late[np.isfinite(late)]
    return AttributeGap(
        name,
        float(early.mean()) if len(early) else math.nan,
        float(late.mean()) if len(late) else math.nan,
        len(early),
        len(late),
        standardised_difference(late, early),
    )


def standardised_difference(
    group: NDArray[np.float64], base: NDArray[np.float64], *, level: float = 0.95
) -> Estimate:
    """Return the mean of a group minus that of another in pooled standard deviations: Hedges' g.

    The interval is that of large samples, g -+ z sqrt(1/n + 1/m + g^2 / (2 (n + m))).

    Parameters
    ----------
    group, base : ndarray of float64, shape (n,) and (m,)
        Scores without blanks.
    level : float
        Of the interval.

    Returns
    -------
    Estimate
        NaN with an endless interval where it cannot be computed.

    References
    ----------
    Hedges & Olkin 1985, Statistical Methods for Meta-Analysis, ch. 5, eq. 14 and 15. Checked against R.

    Examples
    --------
    >>> found = standardised_difference(np.array([3.0, 4, 5, 4]), np.array([2.0, 3, 2, 3]))
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (1.843, 0.189, 3.497)
    """
    n, m = len(group), len(base)
    if min(n, m) < 2:
        return Estimate(math.nan, -math.inf, math.inf)
    values = np.concatenate([group, base])[:, None]
    g = float(hedges_g(values, np.arange(n + m) < n)[0])
    if not math.isfinite(g):
        return Estimate(math.nan, -math.inf, math.inf)
    half = quantile(level) * math.sqrt(1 / n + 1 / m + g * g / (2 * (n + m)))
    return Estimate(g, g - half, g + half)


def _sentence(by: str, gaps: Sequence[AttributeGap]) -> str:
    who = "Who answered after a reminder" if by == "wave" else "The last third of those who completed"
    apart = [one for one in gaps if not one.difference.holds(0) and math.isfinite(one.difference.value)]
    alone = (
        "This compares people who did answer: it hints at those who never did, and cannot show that they are "
        "alike."
    )
    if not apart:
        return f"{who} differ on none of {len(gaps)} attributes by more than chance explains. {alone}"
    largest = max(apart, key=lambda one: abs(one.difference.value))
    size = abs(largest.difference.value)
    more = "higher" if largest.difference.value > 0 else "lower"
    weight = "a small difference" if size < SMALL else "worth a look: ask once more, or weight the answers"
    return (
        f"{who} differ on {len(apart)} of {len(gaps)} attributes (about {len(gaps) * 0.05:.1g} would by "
        f"chance), most on {largest.attribute}: {size:.2f} standard deviations {more}, {weight}. {alone}"
    )
