"""`Persona`: a segment as a person would tell of it, every sentence tied to a statement."""

from __future__ import annotations

from dataclasses import dataclass, field

from psychograph.codebook.codebook import Role
from psychograph.knowledge.clashes import Clash
from psychograph.knowledge.rules import Advice, Standing
from psychograph.personas.statement import (
    WEIGHTED,
    Contrast,
    Indifference,
    Measurement,
    NumberSummary,
    Sentence,
    ShareMeasurement,
    Statement,
    StatementKind,
    Tally,
)
from psychograph.profiling.neighbours import Neighbour

__all__ = [
    "OVERRIDDEN",
    "BuyingInsight",
    "CategorySummary",
    "Contrast",
    "Indifference",
    "Measurement",
    "NumberSummary",
    "Persona",
    "PersonaSlots",
    "Ring",
    "Sentence",
    "ShareMeasurement",
    "Spread",
    "Statement",
    "StatementKind",
    "Tally",
]

OVERRIDDEN = {"absent": "unless the study overrides the verdict"}


@dataclass(frozen=True)
class CategorySummary:
    """Answers in categories, without the categories that fewer than five members gave.

    Parameters
    ----------
    name, question : str
        The attribute.
    answered : int
        Members who answered.
    shown : tuple of (str, int)
        Categories and members, most frequent first, at most five.
    withheld : int
        Members in categories that fewer than five gave.
    more : int
        Members in further categories, large enough but beyond the first five.
    shares : tuple of float or None
        Weighted shares of the categories shown; None where nobody is weighted.
    role : Role
        Whether it built the segments or only describes them.
    index : tuple of float or None
        Of the categories shown: 100 x share of the members / share of all.
    others : tuple of float
        Share of everybody else, 0 to 1, of the categories shown.
    apart : tuple of bool
        Whether members and everybody else clearly differ in it: the interval of Cohen's h excludes zero.
    """

    name: str
    question: str
    answered: int
    shown: tuple[tuple[str, int], ...]
    withheld: int
    more: int = 0
    shares: tuple[float, ...] | None = field(default=None, metadata=WEIGHTED)
    role: Role = Role.DESCRIPTOR
    index: tuple[float | None, ...] = ()
    others: tuple[float, ...] = ()
    apart: tuple[bool, ...] = ()


@dataclass(frozen=True)
class PersonaSlots:
    """What the rules say about the people themselves, and about how to speak to them, heaviest first.

    Parameters
    ----------
    motives, barriers : tuple of Advice
        What probably moves them, and what may hold them back.
    decision_style : tuple of Advice
        How they probably decide: how much detail they want, and in which order.
    channels : tuple of Advice
        Where to reach them.
    proof : tuple of Advice
        What would convince them.
    do, dont : tuple of Advice
        How to speak to them, and what to leave out.
    """

    motives: tuple[Advice, ...] = ()
    barriers: tuple[Advice, ...] = ()
    decision_style: tuple[Advice, ...] = ()
    channels: tuple[Advice, ...] = ()
    proof: tuple[Advice, ...] = ()
    do: tuple[Advice, ...] = ()
    dont: tuple[Advice, ...] = ()


@dataclass(frozen=True)
class Ring:
    """One of the five rings of buying insight.

    Parameters
    ----------
    text : str
        What is known; that it was not asked, where the survey did not.
    statements : tuple of str
        Ids of the statements it rests on; empty where it was not asked.
    asked : bool
        Whether answers of this survey tell, or rules infer from them.
    question : str
        The question that would tell, where it was not asked.
    """

    text: str = ""
    statements: tuple[str, ...] = ()
    asked: bool = False
    question: str = ""


@dataclass(frozen=True)
class BuyingInsight:
    """Why people buy or do not, in five rings, each filled from data or marked as not asked.

    Parameters
    ----------
    trigger : Ring
        What makes them start looking (priority initiative).
    success : Ring
        What they expect to gain (success factors).
    barriers : Ring
        What holds them back (perceived barriers).
    criteria : Ring
        What they compare by (decision criteria).
    journey : Ring
        How they go about it, and whom they listen to (buyer's journey).

    References
    ----------
    Revella 2015, Buyer Personas.
    """

    trigger: Ring = Ring()
    success: Ring = Ring()
    barriers: Ring = Ring()
    criteria: Ring = Ring()
    journey: Ring = Ring()


@dataclass(frozen=True)
class Spread:
    """How far the members are like what is said of them all.

    Parameters
    ----------
    joint_fit, n : int
        Members who fit all headline attributes at once, and members; counted.
    joint_share : float or None
        Their share by weight; None where nobody is weighted.
    split : tuple of str
        Attributes on which members disagree too much for a mean.
    dropped : tuple of str
        Attributes that were taken from the headlines so that half the members fit the rest.
    outliers : int
        Members who lie nearer to the middle of another segment than to that of their own, or fit theirs
        no better (silhouette of at most 0).
    neighbour : Neighbour or None
        The nearest other segment.
    sentences : tuple of Sentence
        All this in words.
    """

    joint_fit: int = 0
    n: int = 0
    joint_share: float | None = field(default=None, metadata=WEIGHTED)
    split: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    outliers: int = 0
    neighbour: Neighbour | None = None
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Persona:
    """One persona.

    Parameters
    ----------
    segment : int
        The segment it stands for.
    name, plural : str
        ``"Structured Realist"``, ``"Structured Realists"``.
    alternatives : tuple of str
        Other names, in plural.
    exploratory : bool
        Whether it stands on too few or too unstable answers to act on.
    n, share, share_interval
        Members, counted; their share, by weight where respondents carry weights, and its 95 %
        interval.
    one_line : Sentence
        The persona in one sentence.
    narrative : tuple of Sentence
        The persona in a paragraph.
    statements : tuple of Statement
        All claims, by id.
    headlines : tuple of str
        Headline attributes with level, most salient first, such as ``"Openness high"``.
    joint_fit : int
        Members who fit all headline attributes at once.
    dropped : tuple of str
        Attributes that were taken from the headlines so that half the members fit the rest.
    split : tuple of str
        Attributes on which members disagree too much for a mean.
    numbers : tuple of NumberSummary
        Numeric descriptors.
    categories : tuple of CategorySummary
        Basis variables and descriptors that are categories.
    advice : tuple of Advice
        What the rules advise, heaviest first.
    standings : tuple of Standing
        Where the segment stands on each construct.
    neighbour : Neighbour
        The nearest other segment.
    not_known : tuple of str
        What the survey did not ask.
    effective_n, joint_share : float or None
        Effective sample size of the members, and the weighted share of those who fit all headline
        attributes at once; None where nobody is weighted.
    caution : str or None
        Why nobody should act on it, where the study overrides a verdict against the segments.
    slots : PersonaSlots
        Motives, barriers, decision style, channels, proof wanted, do and don't.
    buying_insight : BuyingInsight
        The five rings.
    spread : Spread
        How far the members are alike.
    paragons : tuple of str
        Up to five respondents who are most typical, the most typical first.
    stability : float
        How often the segment comes back when people are drawn anew (mean bootstrap Jaccard), 0 to 1;
        NaN where that was not looked at.
    demographics : tuple of Sentence
        Who they are, so far as descriptors really differ and give nobody away.
    clashes : tuple of Clash
        Advice that contradicts itself: what settled it, or the question that stays open.
    silent : tuple of (str, str)
        Rules that refuse to speak though their conditions hold, such as on figures that are too old,
        and why.
    """

    segment: int
    name: str
    plural: str
    alternatives: tuple[str, ...]
    exploratory: bool
    n: int
    share: float
    share_interval: tuple[float, float]
    one_line: Sentence
    narrative: tuple[Sentence, ...]
    statements: tuple[Statement, ...]
    headlines: tuple[str, ...]
    joint_fit: int
    dropped: tuple[str, ...]
    split: tuple[str, ...]
    numbers: tuple[NumberSummary, ...]
    categories: tuple[CategorySummary, ...]
    advice: tuple[Advice, ...]
    standings: tuple[Standing, ...]
    neighbour: Neighbour
    not_known: tuple[str, ...]
    effective_n: float | None = field(default=None, metadata=WEIGHTED)
    joint_share: float | None = field(default=None, metadata=WEIGHTED)
    caution: str | None = field(default=None, metadata=OVERRIDDEN)
    slots: PersonaSlots = PersonaSlots()
    buying_insight: BuyingInsight = BuyingInsight()
    spread: Spread = Spread()
    paragons: tuple[str, ...] = ()
    stability: float = float("nan")
    demographics: tuple[Sentence, ...] = ()
    clashes: tuple[Clash, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()

    @property
    def weighted(self) -> bool:
        """Whether respondents stand for different numbers of people."""
        return self.effective_n is not None

    def slot(self, name: str) -> tuple[Advice, ...]:
        """Return the advice on one matter, heaviest first."""
        return tuple(line for line in self.advice if line.slot == name)

    def standing(self, construct: str) -> Standing | None:
        """Return where the segment stands on a construct; None where nobody asked."""
        return next((s for s in self.standings if s.construct == construct), None)
