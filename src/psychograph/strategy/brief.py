"""`Brief`: what a campaign should do for one persona, or leave alone, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from psychograph.personas.persona import OVERRIDDEN, Sentence
from psychograph.strategy.appendix import EvidenceAppendix
from psychograph.strategy.budget import BudgetHint
from psychograph.strategy.guards import GuardResult
from psychograph.strategy.kpis import Aim, KpiTree
from psychograph.strategy.lines import BriefLine, ChannelLine
from psychograph.strategy.messages import Message, MessageHouse, Reason
from psychograph.strategy.plan import TestPlan
from psychograph.strategy.questions import OpenQuestion
from psychograph.strategy.targets import TargetRole
from psychograph.strategy.timing import Wave


@dataclass(frozen=True)
class GetWhoToBy:
    """The brief in four lines, which read on from one another.

    Parameters
    ----------
    get, who, to, by : str
        Get whom, who they are, to do what, by what.
    statements : tuple of str
        Statements of the persona that `who` rests on.
    """

    get: str
    who: str
    to: str
    by: str
    statements: tuple[str, ...] = ()


class ComplianceStatus(StrEnum):
    """Where a brief stands with one guard."""

    TO_SETTLE = "to settle"
    ACTS = "acts"
    QUIET = "quiet"


@dataclass(frozen=True)
class Compliance:
    """What one guard asks of this brief.

    Parameters
    ----------
    guard : str
        ``"S01"`` to ``"S12"``.
    status : ComplianceStatus
        ``"to settle"`` where lines wait for it, ``"acts"`` where it changed or forbids something,
        ``"quiet"`` otherwise.
    concerns : tuple of str
        The lines that wait for it.
    """

    guard: str
    status: ComplianceStatus
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Brief:
    """A campaign brief for one persona; its role says how much of it there is.

    Primary and second wave have all parts. Also suitable and maintain keep what differs, or what
    keeps customers. Indirect speaks to those who give, not to those who are given to. Not now says
    why, and spends nothing. Parts that a role has no use for are empty.

    Parameters
    ----------
    segment, persona : int, str
        The persona.
    role : TargetRole
        What it is to this campaign.
    why_role : str
        Why it has this role, as a sentence.
    role_advice : tuple of BriefLine
        What the rules say of the role.
    goal, objective : str
        The goal and the user's own words for it.
    summary : GetWhoToBy
        The brief in four lines.
    where_now, where_to_be : Aim
        Where the business stands, and where it wants to be.
    insight : Sentence
        What the survey says about the persona that a campaign can use, with its statements.
    theme : BriefLine
        The idea of the campaign.
    proposition : BriefLine
        What is offered to them, in one sentence.
    reasons : tuple of Reason
        Reasons to believe.
    house : MessageHouse
        Roof, pillars and floor of all texts.
    messages : tuple of Message
        Claims the user owns, and copy that carries them.
    motives, barriers, frames, proofs, tone, visuals, depth : tuple of BriefLine
        What moves them and holds them back; what messages should convey, prove, sound and look
        like, and how deep they go.
    channels : tuple of ChannelLine
        Where, by stage.
    influencers, early_access, referral, events, offers : tuple of BriefLine
        Through whom and with what.
    timing : tuple of Wave
        When: waves and gates.
    donts : tuple of BriefLine
        What to leave alone.
    notes : tuple of BriefLine
        What to keep in mind when reading the rules' advice.
    kpis : KpiTree or None
        What to measure; None where nothing is spent.
    budget : BudgetHint
        Hints for the split of the budget.
    plan : TestPlan or None
        How to find out whether the brief is right; None where nothing is spent.
    open_questions : tuple of OpenQuestion
        What the rules leave open.
    differs : tuple of BriefLine
        What differs from the primary's brief; only where the role is also suitable.
    before_start : tuple of str
        What is missing before the brief can be used, sentence by sentence.
    would_change : tuple of str
        What would change a role of not now, sentence by sentence.
    guards : tuple of GuardResult
        Every guard, and whether it acts here.
    compliance : tuple of Compliance
        What each guard asks of this brief.
    silent : tuple of (str, str)
        Rules that refuse to speak, and why.
    evidence : EvidenceAppendix
        Rules, references, grades, and how far they were checked.
    caution : str or None
        Why nobody should act on it, where the study overrides a verdict against the segments.
    """

    segment: int
    persona: str
    role: TargetRole
    why_role: str
    role_advice: tuple[BriefLine, ...]
    goal: str
    objective: str
    summary: GetWhoToBy
    where_now: Aim
    where_to_be: Aim
    insight: Sentence
    theme: BriefLine
    proposition: BriefLine
    reasons: tuple[Reason, ...]
    house: MessageHouse
    messages: tuple[Message, ...]
    motives: tuple[BriefLine, ...]
    barriers: tuple[BriefLine, ...]
    frames: tuple[BriefLine, ...]
    proofs: tuple[BriefLine, ...]
    tone: tuple[BriefLine, ...]
    visuals: tuple[BriefLine, ...]
    depth: tuple[BriefLine, ...]
    channels: tuple[ChannelLine, ...]
    influencers: tuple[BriefLine, ...]
    early_access: tuple[BriefLine, ...]
    referral: tuple[BriefLine, ...]
    events: tuple[BriefLine, ...]
    offers: tuple[BriefLine, ...]
    timing: tuple[Wave, ...]
    donts: tuple[BriefLine, ...]
    notes: tuple[BriefLine, ...]
    kpis: KpiTree | None
    budget: BudgetHint
    plan: TestPlan | None
    open_questions: tuple[OpenQuestion, ...]
    differs: tuple[BriefLine, ...]
    before_start: tuple[str, ...]
    would_change: tuple[str, ...]
    guards: tuple[GuardResult, ...]
    compliance: tuple[Compliance, ...]
    silent: tuple[tuple[str, str], ...]
    evidence: EvidenceAppendix
    caution: str | None = field(default=None, metadata=OVERRIDDEN)
