"""Statements: what is claimed of a persona, each claim with the figures or the rules it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from psychograph.codebook.codebook import Scale
from psychograph.knowledge.rules import Grade, Slot

# Fields that only weighted respondents have are left out of records without them.
WEIGHTED = {"absent": "where nobody is weighted"}
OTHER_KIND = {"absent": "on statements of another kind"}


class StatementKind(StrEnum):
    """What a statement rests on."""

    MEASURED = "measured"
    INFERRED = "inferred"
    HYPOTHESIS = "hypothesis"


@dataclass(frozen=True)
class Measurement:
    """The figures behind a measured statement.

    Parameters
    ----------
    attribute : str
        The column.
    scale : Scale or None
        Its bounds.
    mean, sd, others_mean : float
        Members' mean and standard deviation, and the mean of everybody else, in scale units.
    position, g : float
        Place on the scale, -1 to 1, and Hedges' g against everybody else.
    g_interval : tuple of float
        95 % bootstrap interval of g.
    members_fit, members : int
        Members whose own answer agrees with the statement, and members who answered; counted.
    fit_share : float or None
        Weighted share of those who agree; None where nobody is weighted.
    """

    attribute: str
    scale: Scale | None
    mean: float
    sd: float
    others_mean: float
    position: float
    g: float
    g_interval: tuple[float, float]
    members_fit: int
    members: int
    fit_share: float | None = field(default=None, metadata=WEIGHTED)


@dataclass(frozen=True)
class ShareMeasurement:
    """The figures behind a measured statement about one answer of several.

    Parameters
    ----------
    attribute, category : str
        The column, and the answer that is spoken of.
    count, answered : int
        Members who gave it, and members who answered; counted.
    share, others_share : float
        Share of the members and of everybody else who gave it, 0 to 1; weighted where respondents carry
        weights. NaN where nobody else answered.
    h : float
        Cohen's h of the one share against the other.
    h_interval : tuple of float
        Its 95 % bootstrap interval.
    fit_share : float or None
        `share` again where people carry weights; None where nobody is weighted.
    """

    attribute: str
    category: str
    count: int
    answered: int
    share: float
    others_share: float
    h: float
    h_interval: tuple[float, float]
    fit_share: float | None = field(default=None, metadata=WEIGHTED)


@dataclass(frozen=True)
class Tally:
    """A count of members that is about no single attribute.

    Parameters
    ----------
    matter : str
        ``"size"``, ``"joint_fit"`` (members who fit all headline attributes at once), ``"outliers"``
        or ``"nearer_to_neighbour"``.
    count, of : int
        Members, and among how many; counted.
    share : float or None
        Their share by weight, 0 to 1; None where nobody is weighted.
    """

    matter: str
    count: int
    of: int
    share: float | None = field(default=None, metadata=WEIGHTED)


@dataclass(frozen=True)
class Contrast:
    """The figures of a persona and of the nearest one on one attribute.

    Parameters
    ----------
    attribute : str
        The column.
    neighbour : int
        The nearest segment.
    mean, neighbour_mean : float
        Means of the members and of the members of the nearest segment, in scale units.
    shared : bool
        Whether both stand on the same side, apart from the rest; else it is where they part most.
    """

    attribute: str
    neighbour: int
    mean: float
    neighbour_mean: float
    shared: bool


@dataclass(frozen=True)
class Indifference:
    """A descriptor in which the segments do not clearly differ.

    Parameters
    ----------
    attribute : str
        The column.
    p, q : float
        P-value of its test over all segments, and adjusted for the number of descriptors.
    """

    attribute: str
    p: float
    q: float


@dataclass(frozen=True)
class NumberSummary:
    """A numeric descriptor: median, quartiles and range of the members who answered."""

    name: str
    question: str
    answered: int
    median: float
    lower_quartile: float
    upper_quartile: float
    minimum: float
    maximum: float


@dataclass(frozen=True)
class Statement:
    """One claim about a persona, with what it rests on.

    Parameters
    ----------
    id : str
        ``"S1"`` and so on, unique within the persona.
    kind : StatementKind
        Measured in this survey, inferred by a rule with evidence, or a hypothesis.
    text : str
        The claim in words.
    measurement : Measurement or None
        Its figures, where it is measured.
    rules, evidence, against : tuple of str
        Rules that infer it, references for it, and references that contradict or qualify it.
    grade : Grade or None
        Grade of the evidence, where it is inferred.
    share : ShareMeasurement or None
        Its figures, where it is about an answer in categories.
    tally : Tally or None
        Its figures, where it counts members over several attributes.
    summary : NumberSummary or None
        Median, quartiles and range, where it is about a numeric descriptor.
    contrast : Contrast or None
        Its figures, where it compares with the nearest persona.
    indifference : Indifference or None
        The test, where it says that the segments do not clearly differ.
    reproduction : float or None
        Mean Jaccard overlap with segments of resampled answers, 0 to 1, where it is about stability.
    slot : Slot or None
        What the rules speak of, where it is inferred.
    phrase : str or None
        What they say of it.
    """

    id: str
    kind: StatementKind
    text: str
    measurement: Measurement | None = None
    rules: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    grade: Grade | None = None
    share: ShareMeasurement | None = field(default=None, metadata=OTHER_KIND)
    tally: Tally | None = field(default=None, metadata=OTHER_KIND)
    summary: NumberSummary | None = field(default=None, metadata=OTHER_KIND)
    contrast: Contrast | None = field(default=None, metadata=OTHER_KIND)
    indifference: Indifference | None = field(default=None, metadata=OTHER_KIND)
    reproduction: float | None = field(default=None, metadata=OTHER_KIND)
    slot: Slot | None = field(default=None, metadata=OTHER_KIND)
    phrase: str | None = field(default=None, metadata=OTHER_KIND)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the narrative and the statements it rests on."""

    text: str
    statements: tuple[str, ...]
