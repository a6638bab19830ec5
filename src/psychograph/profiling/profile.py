"""`Profile`: what sets each segment apart from everybody else."""

from __future__ import annotations

import math
from dataclasses import dataclass

from psychograph.codebook.codebook import Role, Scale
from psychograph.knowledge.levels import POSITION_CUT, Level


def excludes_zero(interval: tuple[float, float]) -> bool:
    """Return whether an interval lies on one side of zero; an unknown one does not."""
    return interval[0] > 0 or interval[1] < 0


@dataclass(frozen=True)
class AttributeProfile:
    """One attribute in one segment, against everybody else.

    Parameters
    ----------
    name, question : str
        The attribute and the question behind it.
    role : Role
        Whether it built the segments or only describes them.
    scale : Scale or None
        Bounds of the answers.
    n : int
        Members of the segment who answered, counted; all other figures are weighted where
        respondents carry weights.
    mean, sd : float
        Mean and sample standard deviation (n - 1) of the members, in scale units.
    overall_mean : float
        Mean of all segmented respondents.
    z : float
        (mean - overall mean) / population standard deviation of all.
    position : float
        (mean - midpoint) / half range, -1 to 1.
    g : float
        Hedges' g of the members against all others; infinite where neither varies but they differ.
    g_interval : tuple of float
        95 % interval of g (bootstrap percentile). NaN figures of a descriptor were withheld.
    salience : float
        abs(position) x min(abs(g), 2) / 2, 0 to 1.
    level : Level
        High, low, shared or middling.
    headline : bool
        Whether it is one of the segment's headline attributes.
    members_fit : int
        Members whose own answer lies on the same side as the segment's mean, by the same cut;
        counted.
    split : bool
        Whether the members disagree so much that the mean describes few of them.
    minimum, lower_quartile, median, upper_quartile, maximum : float
        Order statistics of the members.
    weight, fit_weight : float or None
        Weights, summed, of the `n` and of the `members_fit`; None where nobody is weighted.
    """

    name: str
    question: str
    role: Role
    scale: Scale | None
    n: int
    mean: float
    sd: float
    overall_mean: float
    z: float
    position: float
    g: float
    g_interval: tuple[float, float]
    salience: float
    level: Level
    headline: bool
    members_fit: int
    split: bool
    minimum: float
    lower_quartile: float
    median: float
    upper_quartile: float
    maximum: float
    weight: float | None = None
    fit_weight: float | None = None

    @property
    def mass(self) -> float:
        """How much the members who answered count: their weights, or their number."""
        return self.n if self.weight is None else self.weight

    @property
    def fit_share(self) -> float:
        """Share of the members who fit, 0 to 1; 0 where nobody answered."""
        fit = self.members_fit if self.fit_weight is None else self.fit_weight
        return fit / self.mass if self.n else 0.0


@dataclass(frozen=True)
class CategoryCount:
    """One category of an attribute inside a segment.

    Parameters
    ----------
    category : str
        The category.
    count, overall : int
        Members who gave it, and all who did; counted.
    share : float or None
        Weighted share of the members who answered; None where nobody is weighted.
    """

    category: str
    count: int
    overall: int
    share: float | None = None


@dataclass(frozen=True)
class CategoryProfile:
    """One attribute of categories in one segment, most frequent category first.

    Parameters
    ----------
    name, question : str
        The attribute and the question behind it.
    answered : int
        Members who answered.
    counts : tuple of CategoryCount
        The categories they gave.
    role : Role
        Whether it built the segments or only describes them.
    """

    name: str
    question: str
    answered: int
    counts: tuple[CategoryCount, ...]
    role: Role = Role.DESCRIPTOR


@dataclass(frozen=True)
class SegmentProfile:
    """One segment, described.

    Parameters
    ----------
    segment, n : int
        The segment and its members, counted.
    share : float
        Share of the segmented respondents, 0 to 1; weighted where they carry weights.
    share_interval : tuple of float
        95 % Wilson interval of the share, over the effective sample size where there are weights.
    attributes : tuple of AttributeProfile
        Numeric attributes, basis variables first, in the study's order.
    categories : tuple of CategoryProfile
        Attributes of categories, basis variables first.
    joint_fit : int
        Members who fit all the headline attributes at once.
    dropped : tuple of str
        Headline attributes taken away until half the members fit all that remain.
    effective_n : float or None
        Effective sample size of the members (Kish); None where nobody is weighted.
    joint_share : float or None
        Weighted share of the members who fit all the headline attributes at once; None where
        nobody is weighted.
    """

    segment: int
    n: int
    share: float
    share_interval: tuple[float, float]
    attributes: tuple[AttributeProfile, ...]
    categories: tuple[CategoryProfile, ...]
    joint_fit: int
    dropped: tuple[str, ...]
    effective_n: float | None = None
    joint_share: float | None = None

    def has(self, name: str) -> bool:
        """Return whether an attribute is among the numeric ones."""
        return any(profile.name == name for profile in self.attributes)

    def attribute(self, name: str) -> AttributeProfile:
        """Return the profile of one attribute."""
        return next(profile for profile in self.attributes if profile.name == name)

    @property
    def headlines(self) -> tuple[AttributeProfile, ...]:
        """Headline attributes, most salient first."""
        chosen = [profile for profile in self.attributes if profile.headline]
        return tuple(sorted(chosen, key=lambda p: (-p.salience, p.name)))


@dataclass(frozen=True)
class Profile:
    """All segments of one segmentation, described; in the order of the segments."""

    segments: tuple[SegmentProfile, ...]

    @property
    def weighted(self) -> bool:
        """Whether respondents stand for different numbers of people."""
        return any(part.effective_n is not None for part in self.segments)

    def others_mean(self, segment: int, name: str) -> float:
        """Return the mean of everybody outside a segment; NaN where nobody there answered."""
        others = [profile.attribute(name) for profile in self.segments if profile.segment != segment]
        answered = [attribute for attribute in others if math.isfinite(attribute.mean)]
        if not answered:
            return float("nan")
        return sum(a.mean * a.mass for a in answered) / sum(a.mass for a in answered)

    def shared_by_all(self, name: str) -> bool:
        """Return whether every segment stands clearly on the same side of an attribute's scale."""
        places = [profile.attribute(name).position for profile in self.segments]
        return min(places) >= POSITION_CUT or max(places) <= -POSITION_CUT

    def segment(self, number: int) -> SegmentProfile:
        """Return the profile of one segment."""
        return next(profile for profile in self.segments if profile.segment == number)
