"""`Profile`: what sets each segment apart from everybody else."""

from __future__ import annotations

import math
from dataclasses import dataclass

from psychograph.codebook.codebook import Role, Scale
from psychograph.knowledge.levels import POSITION_CUT, Level
from psychograph.profiling.descriptor_test import DescriptorTest

# A base, the members who answered, that tables mark as small, as is the custom of the trade.
SMALL_BASE = 30
UNKNOWN = float("nan")
NO_INTERVAL = (UNKNOWN, UNKNOWN)


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
        Whether the members disagree so much that the mean describes few of them: their standard
        deviation exceeds a quarter of the scale, or their answers have two humps (guard S10).
    minimum, lower_quartile, median, upper_quartile, maximum : float
        Order statistics of the members.
    weight, fit_weight : float or None
        Weights, summed, of the `n` and of the `members_fit`; None where nobody is weighted.
    index : float or None
        100 is the average: 100 x mean / overall mean for numbers that start at zero, such as an age;
        100 x top-two-box share / overall share on a scale that has one, since 4 is not twice 2 there;
        None elsewhere.
    percentile : float
        Where the members' median stands among all, 0 to 100: the share below it, and half of the
        share at it. NaN where it is withheld.
    top_two, top_two_overall : float or None
        Share in the two highest answers, of the members and of all; None except on scales of 5 to 11
        whole numbers that were answered in whole numbers.
    top_two_h : float or None
        Cohen's h of the members' share against that of the others.
    top_two_h_interval : tuple of float
        Its 95 % interval (bootstrap percentile).
    bimodal : bool
        Whether the members' answers have two humps with a valley between.
    letters : str
        Segments with a clearly lower mean, by letter: upper case at 5 %, lower case at 10 %. Empty for
        basis variables, which are not tested.
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
    index: float | None = None
    percentile: float = UNKNOWN
    top_two: float | None = None
    top_two_overall: float | None = None
    top_two_h: float | None = None
    top_two_h_interval: tuple[float, float] = NO_INTERVAL
    bimodal: bool = False
    letters: str = ""

    @property
    def small_base(self) -> bool:
        """Whether so few members answered that tables mark the figures."""
        return self.n < SMALL_BASE

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
    share : float
        Share of the members who answered, 0 to 1; weighted where respondents carry weights.
    overall_share, others_share : float
        The same of all respondents in segments, and of those outside the segment.
    index : float or None
        100 x share / overall share.
    h : float
        Cohen's h of the share against that of the others.
    h_interval : tuple of float
        Its 95 % interval (bootstrap percentile).
    letters : str
        Segments with a clearly lower share, by letter: upper case at 5 %, lower case at 10 %. Empty for
        basis variables, which are not tested.
    shown : bool
        Whether the cell may be printed: at least five members gave the answer, and no cell that is
        withheld can be worked out from this one.
    """

    category: str
    count: int
    overall: int
    share: float = UNKNOWN
    overall_share: float = UNKNOWN
    others_share: float = UNKNOWN
    index: float | None = None
    h: float = UNKNOWN
    h_interval: tuple[float, float] = NO_INTERVAL
    letters: str = ""
    shown: bool = True


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
    weighted : bool
        Whether shares are weighted.
    """

    name: str
    question: str
    answered: int
    counts: tuple[CategoryCount, ...]
    role: Role = Role.DESCRIPTOR
    weighted: bool = False

    @property
    def shown(self) -> tuple[CategoryCount, ...]:
        """The categories that may be printed."""
        return tuple(count for count in self.counts if count.shown)

    @property
    def small_base(self) -> bool:
        """Whether so few members answered that tables mark the figures."""
        return self.answered < SMALL_BASE


@dataclass(frozen=True)
class Marker:
    """An attribute that marks a segment: there it lies far from the total.

    A mean marks where it lies at least a quarter of the answer scale from that of all; a share of a
    category, where it lies at least 0.25 from that of all, or differs from it by half of it or more.
    In either case the interval of the effect size must lie on one side of zero.

    Parameters
    ----------
    name : str
        The attribute.
    category : str or None
        The category; None for a mean.
    value, overall : float
        Mean or share of the segment and of all.

    References
    ----------
    Dolnicar, Gruen & Leisch 2018, Market Segmentation Analysis, 8.2 (the quarter and the half).
    """

    name: str
    category: str | None
    value: float
    overall: float


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
    markers : tuple of Marker
        Attributes and categories that mark the segment, in the study's order.
    paragons : tuple of str
        Up to five respondents who are most typical of the segment, the most typical first.
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
    markers: tuple[Marker, ...] = ()
    paragons: tuple[str, ...] = ()

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
    """All segments of one segmentation, described.

    Parameters
    ----------
    segments : tuple of SegmentProfile
        In the order of the segments.
    tests : tuple of DescriptorTest
        Whether the segments differ, descriptor by descriptor, in the study's order. Basis variables are
        not tested: the segments were built to differ on them.
    """

    segments: tuple[SegmentProfile, ...]
    tests: tuple[DescriptorTest, ...] = ()

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
        """Return whether every segment that answered stands clearly on the same side of a scale."""
        found = [profile.attribute(name).position for profile in self.segments]
        places = [place for place in found if math.isfinite(place)]
        return bool(places) and (min(places) >= POSITION_CUT or max(places) <= -POSITION_CUT)

    def segment(self, number: int) -> SegmentProfile:
        """Return the profile of one segment."""
        return next(profile for profile in self.segments if profile.segment == number)
