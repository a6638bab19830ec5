"""`Brief`: what a campaign for the target persona should do, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from psychograph.knowledge.rules import Grade
from psychograph.personas.persona import OVERRIDDEN, Sentence
from psychograph.strategy.guards import GuardResult
from psychograph.strategy.targets import TargetRole


@dataclass(frozen=True)
class BriefLine:
    """One line of a brief.

    Parameters
    ----------
    text : str
        What to do.
    basis : str
        ``"measured"`` where the survey asked about the matter itself, ``"fact"`` for a dated
        figure, ``"inferred"`` for a rule with evidence, ``"hypothesis"`` for plausibility alone,
        ``"goal"`` for what goes with the goal, ``"yours"`` for what the user declared.
    rules, attributes, evidence, against : tuple of str
        Rules, the attributes they rest on, references for and against.
    grade : Grade or None
        Best grade of the evidence.
    checks : tuple of str
        What must be settled before the line is used.
    slot : str
        What the line is about: frame, channel, dont and so on; empty for what the user declared.
    """

    text: str
    basis: str
    rules: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    grade: Grade | None = None
    checks: tuple[str, ...] = ()
    slot: str = ""


@dataclass(frozen=True)
class Message:
    """A claim the user may make.

    Parameters
    ----------
    text : str
        The claim.
    substantiated : bool
        Whether evidence is given; without it the claim prints as "needs evidence".
    evidence : str
        The evidence.
    checks : tuple of str
        What must be settled before it is printed.
    """

    text: str
    substantiated: bool
    evidence: str
    checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class GetWhoToBy:
    """The brief in four lines: get whom, who are they, to do what, by what."""

    get: str
    who: str
    to: str
    by: str


@dataclass(frozen=True)
class Arm:
    """One row of the test plan: people an arm needs to see a lift."""

    base: float
    lifted: float
    per_arm: int


@dataclass(frozen=True)
class RolePlay:
    """What another persona is to this campaign, and how to speak to it if at all."""

    segment: int
    persona: str
    role: TargetRole
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True)
class Brief:
    """A campaign brief for one persona.

    Parameters
    ----------
    segment, persona : int, str
        The target.
    goal, objective : str
        The goal and the user's own words for it.
    summary : GetWhoToBy
        The brief in four lines.
    insight : Sentence
        What the survey says about the target, with its statements.
    theme : BriefLine
        The idea of the campaign.
    proposition : BriefLine
        What is offered to them, in one sentence.
    messages : tuple of Message
        Claims the user owns.
    frames, proofs, tone, visuals, depth : tuple of BriefLine
        What messages should convey, prove, sound and look like, and how deep they go.
    channels, influencers, early_access, referral, events, offers, timing : tuple of BriefLine
        Where, through whom, with what and when.
    donts : tuple of BriefLine
        What to leave alone.
    kpis : tuple of BriefLine
        What to measure.
    budget : tuple of BriefLine
        Hints for the split of the budget.
    test : tuple of BriefLine
        How to find out whether the brief is right.
    arms : tuple of Arm
        People needed per arm.
    pretest_per_arm : int
        People per arm of a message pre-test that sees d = .2.
    others : tuple of RolePlay
        The other personas.
    guards : tuple of GuardResult
        Every guard, and whether it acts here.
    caution : str or None
        Why nobody should act on it, where the study overrides a verdict against the segments.
    """

    segment: int
    persona: str
    goal: str
    objective: str
    summary: GetWhoToBy
    insight: Sentence
    theme: BriefLine
    proposition: BriefLine
    messages: tuple[Message, ...]
    frames: tuple[BriefLine, ...]
    proofs: tuple[BriefLine, ...]
    tone: tuple[BriefLine, ...]
    visuals: tuple[BriefLine, ...]
    depth: tuple[BriefLine, ...]
    channels: tuple[BriefLine, ...]
    influencers: tuple[BriefLine, ...]
    early_access: tuple[BriefLine, ...]
    referral: tuple[BriefLine, ...]
    events: tuple[BriefLine, ...]
    offers: tuple[BriefLine, ...]
    timing: tuple[BriefLine, ...]
    donts: tuple[BriefLine, ...]
    kpis: tuple[BriefLine, ...]
    budget: tuple[BriefLine, ...]
    test: tuple[BriefLine, ...]
    arms: tuple[Arm, ...]
    pretest_per_arm: int
    others: tuple[RolePlay, ...]
    guards: tuple[GuardResult, ...]
    caution: str | None = field(default=None, metadata=OVERRIDDEN)
