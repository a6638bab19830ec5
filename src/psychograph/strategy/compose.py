"""From personas and their roles to briefs: one a persona, the target's first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.rules import Slot
from psychograph.language.language import Language
from psychograph.personas.persona import Persona
from psychograph.strategy.appendix import EvidenceAppendix, evidence
from psychograph.strategy.brief import Brief, Compliance, ComplianceStatus
from psychograph.strategy.budget import budget_hint
from psychograph.strategy.channels import channels
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.guards import Case, GuardResult, run_guards
from psychograph.strategy.kpis import kpi_tree, where_now, where_to_be
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.messages import Message, MessageHouse, message_house, messages, reasons
from psychograph.strategy.missing import before_start
from psychograph.strategy.plan import plan_test
from psychograph.strategy.questions import open_questions
from psychograph.strategy.roles import why_role, would_change
from psychograph.strategy.situation import Situation
from psychograph.strategy.summary import four_lines, insight, proposition
from psychograph.strategy.targets import TargetRanking, TargetRole
from psychograph.strategy.timing import Wave, waves
from psychograph.study.model import Study

# What differs between briefs is looked for here.
COMPARED = (
    *(Slot.FRAME, Slot.PROOF, Slot.TONE, Slot.DEPTH, Slot.VISUAL, Slot.CHANNEL, Slot.PLATFORM),
    *(Slot.INFLUENCER, Slot.EARLY_ACCESS, Slot.REFERRAL, Slot.EVENT, Slot.OFFER, Slot.PRODUCT),
    *(Slot.PRICE, Slot.DONT, Slot.AVOID_CHANNEL),
)
# What each role still says; a role that is not here says everything.
SPOKEN = {
    TargetRole.INDIRECT: frozenset({Slot.ROLE, Slot.CHANNEL, Slot.DONT, Slot.BARRIER, Slot.TEST, Slot.NOTE}),
    TargetRole.MAINTAIN: frozenset(
        {
            *(Slot.OFFER, Slot.REFERRAL, Slot.CHANNEL, Slot.TONE, Slot.DEPTH, Slot.MOTIVE, Slot.FRAME),
            *(Slot.KPI, Slot.DONT, Slot.AVOID_CHANNEL, Slot.TEST, Slot.PRODUCT_ANCHOR, Slot.BUDGET),
        }
    ),
    TargetRole.NOT_NOW: frozenset({Slot.DONT, Slot.MOTIVE, Slot.BARRIER}),
}


def compose_briefs(
    personas: Sequence[Persona],
    ranking: TargetRanking,
    study: Study,
    matches: Sequence[ConstructMatch],
    knowledge: KnowledgeBase,
    language: Language,
) -> tuple[Brief, ...]:
    """Write a brief for every persona.

    Parameters
    ----------
    personas : sequence of Persona
        All personas; none where there is no sign of segments.
    ranking : TargetRanking
        What each is to the campaign.
    study : Study
        Goal, facts and settings.
    matches : sequence of ConstructMatch
        What each attribute measures.
    knowledge : KnowledgeBase
        Rules, goals and references.
    language : Language
        What texts are written in.

    Returns
    -------
    tuple of Brief
        The target's first, then by attractiveness.
    """
    situation = Situation(tuple(personas), ranking, study, tuple(matches), knowledge, language)
    lines = {persona.segment: _lines(situation, persona) for persona in situation.ranked}
    themes = {
        persona.segment: _theme(situation, persona, lines[persona.segment]) for persona in situation.ranked
    }
    return tuple(_brief(_Desk(situation, persona, lines, themes)) for persona in situation.ranked)


def _lines(situation: Situation, persona: Persona) -> GuardedLines:
    """Return the advice that a persona's role leaves; an indirect one keeps what its own rules say."""
    role = situation.role(persona)
    lines = GuardedLines(situation, persona, slots=SPOKEN.get(role))
    if role is not TargetRole.INDIRECT:
        return lines
    giving = frozenset(r.id for r in situation.knowledge.rules if r.role == "indirect")
    return lines.keeping(
        lambda a: a.slot in {Slot.BARRIER, Slot.TEST, Slot.NOTE} or bool(giving & set(a.rules))
    )


def _theme(situation: Situation, persona: Persona, lines: GuardedLines) -> BriefLine:
    role = situation.role(persona)
    key = {
        TargetRole.INDIRECT: "brief-theme-present",
        TargetRole.MAINTAIN: "brief-theme-keeping",
        TargetRole.NOT_NOW: "brief-theme-nothing",
    }.get(role)
    return lines.theme() if key is None else BriefLine(situation.say(key), "goal")


@dataclass(frozen=True, eq=False)
class _Desk:
    """All that lies on the desk while one brief is written."""

    situation: Situation
    persona: Persona
    all_lines: Mapping[int, GuardedLines]
    themes: Mapping[int, BriefLine]

    @property
    def lines(self) -> GuardedLines:
        return self.all_lines[self.persona.segment]

    @property
    def theme(self) -> BriefLine:
        return self.themes[self.persona.segment]

    @property
    def role(self) -> TargetRole:
        return self.situation.role(self.persona)


def _brief(desk: _Desk) -> Brief:
    situation, persona, lines, role = desk.situation, desk.persona, desk.lines, desk.role
    nothing = role is TargetRole.NOT_NOW
    told = () if nothing else messages(situation, persona, lines, desk.theme)
    # Givers are not told how to speak to people who will not buy.
    questions = () if nothing or role is TargetRole.INDIRECT else open_questions(persona, lines)
    house = MessageHouse("", (), ()) if nothing else message_house(situation, lines, desk.theme)
    brief = Brief(
        segment=persona.segment,
        persona=persona.plural,
        role=role,
        why_role=why_role(situation, persona),
        role_advice=lines.about(Slot.ROLE),
        goal=situation.study.objective.goal.value,
        objective=situation.study.objective.statement,
        summary=four_lines(situation, persona, lines, desk.theme),
        where_now=where_now(situation, role),
        where_to_be=where_to_be(situation, role),
        insight=insight(situation, persona, lines),
        theme=desk.theme,
        proposition=proposition(situation, persona, lines),
        reasons=() if nothing else reasons(situation, told, lines),
        house=house,
        messages=told,
        motives=lines.about(Slot.MOTIVE),
        barriers=lines.about(Slot.BARRIER),
        frames=lines.about(Slot.FRAME),
        proofs=lines.about(Slot.PROOF),
        tone=lines.about(Slot.TONE),
        visuals=lines.about(Slot.VISUAL),
        depth=lines.about(Slot.DEPTH),
        channels=() if nothing else channels(situation, lines),
        influencers=_influencers(situation, lines),
        early_access=lines.about(Slot.EARLY_ACCESS),
        referral=lines.about(Slot.REFERRAL),
        events=lines.about(Slot.EVENT),
        offers=lines.about(Slot.OFFER, Slot.PRICE, Slot.PRODUCT),
        timing=_timing(desk),
        donts=lines.about(Slot.DONT, Slot.AVOID_CHANNEL, Slot.RISK),
        notes=lines.about(Slot.NOTE),
        kpis=None if nothing else kpi_tree(situation, role, lines),
        budget=budget_hint(situation, persona, lines),
        plan=plan_test(situation, persona, {s: t.text for s, t in desk.themes.items()}, questions, lines),
        open_questions=questions,
        differs=_differs(desk),
        before_start=before_start(situation, persona, told, lines),
        would_change=would_change(situation, persona) if nothing else (),
        guards=_guards(desk),
        compliance=(),
        silent=persona.silent,
        evidence=EvidenceAppendix(),
        caution=situation.ranking.caution,
    )
    said = list(_lines_of(brief))
    return replace(
        brief, compliance=tuple(_compliance(brief.guards, said, told)), evidence=_evidence(situation, said)
    )


def _influencers(situation: Situation, lines: GuardedLines) -> tuple[BriefLine, ...]:
    """Return the influencers to look for, first among people who speak for the user's cause."""
    cause = situation.facts.cause
    found = lines.about(Slot.INFLUENCER)
    if cause is None or not found:
        return found
    return (*found, BriefLine(situation.say("brief-influencer-cause", cause=cause.name), "yours"))


def _timing(desk: _Desk) -> tuple[Wave, ...]:
    personas = desk.situation.ranked if desk.role is TargetRole.PRIMARY else (desk.persona,)
    return waves(desk.situation, personas, desk.all_lines)


def _differs(desk: _Desk) -> tuple[BriefLine, ...]:
    """Return what a persona that is also suitable needs that the target does not."""
    primary = desk.situation.primary
    if desk.role is not TargetRole.ALSO_SUITABLE or primary is None:
        return ()
    same = {(line.slot, line.text) for line in desk.all_lines[primary.segment].about(*COMPARED)}
    return tuple(line for line in desk.lines.about(*COMPARED) if (line.slot, line.text) not in same)


def _guards(desk: _Desk) -> tuple[GuardResult, ...]:
    case = Case(
        desk.situation.study,
        desk.persona,
        desk.situation.matches,
        desk.lines.blocked,
        desk.situation.knowledge.withheld,
    )
    return run_guards(case, desk.situation.language)


def _lines_of(value: object) -> Iterator[BriefLine]:
    """Yield every line in a record, however deep."""
    if isinstance(value, BriefLine):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _lines_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _lines_of(item)


def _compliance(
    guards: Iterable[GuardResult], said: Sequence[BriefLine], told: Sequence[Message]
) -> Iterator[Compliance]:
    waiting = [(check[:3], line.text) for line in said for check in line.checks]
    waiting += [(check[:3], message.filled) for message in told for check in message.checks]
    for guard in guards:
        concerns = tuple(dict.fromkeys(text for code, text in waiting if code == guard.id))
        otherwise = ComplianceStatus.ACTS if guard.acts else ComplianceStatus.QUIET
        yield Compliance(guard.id, ComplianceStatus.TO_SETTLE if concerns else otherwise, concerns)


def _evidence(situation: Situation, said: Sequence[BriefLine]) -> EvidenceAppendix:
    attributes: dict[str, tuple[str, ...]] = {}
    for line in said:
        for rule in line.rules:
            attributes[rule] = tuple(dict.fromkeys((*attributes.get(rule, ()), *line.attributes)))
    return evidence(situation, attributes, attributes)
