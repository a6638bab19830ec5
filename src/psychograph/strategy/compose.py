"""From personas and a target to a brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.rules import Advice
from psychograph.language.language import Language
from psychograph.personas.persona import Persona, Sentence, StatementKind
from psychograph.personas.wording import by_weight, capitalised, join_words
from psychograph.stats.sample_size import two_mean_size, two_proportion_size
from psychograph.strategy.brief import Arm, Brief, BriefLine, GetWhoToBy, Message, RolePlay
from psychograph.strategy.guards import (
    PUBLISHED,
    Case,
    checks_for_copy,
    claims,
    lever_is_lawful,
    run_guards,
)
from psychograph.strategy.targets import TargetRanking, TargetRole
from psychograph.study.model import Study

MOST_LINES = 4
BASE_RATES = (0.02, 0.05, 0.10)
LIFT = 1.2
PRETEST_EFFECT = 0.2
# Slots that rest on what the survey asked about the matter itself, when these constructs drive them.
MEASURED_MEDIA = ("life.social_media", "life.traditional_media", "life.online_shopping")
# What each role still says: a persona that will not buy is not sold to.
ROLE_SLOTS = {
    TargetRole.ALSO_SUITABLE: ("frame", "offer", "channel"),
    TargetRole.SECOND_WAVE: ("timing", "frame", "proof", "offer"),
    TargetRole.INDIRECT: ("role", "channel", "dont"),
    TargetRole.MAINTAIN: ("offer", "frame"),
    TargetRole.NOT_NOW: ("frame", "channel"),
}


def compose_brief(
    personas: Sequence[Persona],
    ranking: TargetRanking,
    study: Study,
    matches: Sequence[ConstructMatch],
    knowledge: KnowledgeBase,
    language: Language,  # noqa: ARG001 - texts move into catalogues next
) -> Brief | None:
    """Write the brief for the target persona.

    Parameters
    ----------
    personas : sequence of Persona
        All personas.
    ranking : TargetRanking
        Says which one is the target.
    study : Study
        Goal, facts and settings.
    matches : sequence of ConstructMatch
        What each attribute measures.
    knowledge : KnowledgeBase
        What is known about the goal.
    language : Language
        What texts are written in.

    Returns
    -------
    Brief or None
        None where no persona can be targeted directly.
    """
    if ranking.target is None:
        return None
    target = next(persona for persona in personas if persona.segment == ranking.target)
    lawful = [line for line in target.advice if lever_is_lawful(line)]
    blocked = tuple(line for line in target.advice if not lever_is_lawful(line))
    lines = _Lines(lawful, target, study)
    theme = lines.theme()
    return Brief(
        segment=target.segment,
        persona=target.plural,
        goal=study.objective.goal.value,
        objective=study.objective.statement,
        summary=_summary(target, theme, lines, study, knowledge),
        insight=_insight(target),
        theme=theme,
        proposition=_proposition(lines, study),
        messages=tuple(_messages(study)),
        frames=lines.about("frame"),
        proofs=lines.about("proof"),
        tone=lines.about("tone"),
        visuals=lines.about("visual"),
        depth=lines.about("depth"),
        channels=lines.about("channel", "platform"),
        influencers=lines.influencers(),
        early_access=lines.about("early_access"),
        referral=lines.about("referral"),
        events=lines.about("event"),
        offers=lines.about("offer", "price", "product"),
        timing=lines.about("timing"),
        donts=lines.about("dont", "avoid_channel", "risk"),
        kpis=(_primary_measure(study, knowledge), *lines.about("kpi")),
        budget=lines.about("budget"),
        test=lines.about("test", "product_anchor"),
        arms=tuple(_arm(base) for base in BASE_RATES),
        pretest_per_arm=two_mean_size(PRETEST_EFFECT),
        others=tuple(_others(personas, ranking, study)),
        guards=run_guards(Case(study, target, tuple(matches), blocked)),
        caution=ranking.caution,
    )


class _Lines:
    """The target's advice, slot by slot, with guards and basis attached."""

    def __init__(self, advice: Sequence[Advice], persona: Persona, study: Study) -> None:
        self._advice = advice
        self._persona = persona
        self._study = study

    def phrases(self, slot: str) -> list[str]:
        return [line.phrase for line in self._advice if line.slot == slot]

    def about(self, *slots: str) -> tuple[BriefLine, ...]:
        chosen = [line for slot in slots for line in self._slot(slot)]
        return tuple(self._line(line) for line in chosen)

    def theme(self) -> BriefLine:
        """Return the theme: the rules' own, or else the frame that carries most weight."""
        for slot in ("theme", "frame", "motive"):
            for line in self._slot(slot):
                return self._line(line)
        return BriefLine("what the product does, plainly said", "hypothesis")

    def influencers(self) -> tuple[BriefLine, ...]:
        """Return the influencers to look for, first among people who speak for the user's cause."""
        cause = self._study.objective.facts.cause
        found = self.about("influencer")
        if cause is None or not found:
            return found
        wish = BriefLine(f"look first among people already active for {cause.name}", "yours")
        return (*found, wish)

    def _slot(self, slot: str) -> list[Advice]:
        return [line for line in self._advice if line.slot == slot][:MOST_LINES]

    def _line(self, line: Advice) -> BriefLine:
        return BriefLine(
            text=line.phrase,
            basis=self._basis(line),
            rules=line.rules,
            attributes=line.attributes,
            evidence=line.evidence,
            against=line.against,
            grade=line.grade,
            checks=checks_for_copy(line.phrase, self._study, risks=line.risks)
            if line.slot in PUBLISHED
            else (),
            slot=line.slot,
        )

    def _basis(self, line: Advice) -> str:
        if line.hypothesis:
            return "hypothesis"
        if line.slot == "platform":
            return "fact"
        media = {s.attribute for s in self._persona.standings if s.construct in MEASURED_MEDIA}
        if line.slot in {"channel", "avoid_channel"} and set(line.attributes) <= media:
            return "measured"
        return "inferred"


def _insight(target: Persona) -> Sentence:
    """Return what probably moves the target and holds it back; who they are, where no rule tells."""
    inferred = {s.id for s in target.statements if s.kind is not StatementKind.MEASURED}
    told = [sentence for sentence in target.narrative if inferred & set(sentence.statements)]
    if not told:
        return target.one_line
    return Sentence(" ".join(s.text for s in told), tuple(key for s in told for key in s.statements))


def _arm(base: float) -> Arm:
    lifted = round(base * LIFT, 6)  # 0.024 and not 0.0239999..., so that n is the table's
    return Arm(base, lifted, two_proportion_size(base, lifted))


def product_name(study: Study) -> str:
    """Return what the campaign is about, as it reads in a sentence."""
    product = study.objective.facts.new_product
    return product.name if product else "the product"


def _summary(
    target: Persona, theme: BriefLine, lines: _Lines, study: Study, knowledge: KnowledgeBase
) -> GetWhoToBy:
    means = [
        text for slot in ("early_access", "event", "referral", "offer") for text in lines.phrases(slot)[:1]
    ]
    return GetWhoToBy(
        get=f"{target.plural} ({target.n} of the respondents, "
        f"{by_weight(f'{target.share:.0%}', weighted=target.weighted)})",
        who=target.one_line.text,
        to=capitalised(knowledge.goals[study.objective.goal].ask.format(product=product_name(study))),
        by="; ".join([capitalised(theme.text), *means[:3]]),
    )


def _proposition(lines: _Lines, study: Study) -> BriefLine:
    product = study.objective.facts.new_product
    offered = product_name(study) + (f", {product.description}" if product and product.description else "")
    motives = lines.phrases("motive")[:2]
    text = f"For people moved by {join_words(motives)}: {offered}." if motives else f"{capitalised(offered)}."
    return BriefLine(text, "yours", checks=checks_for_copy(text, study))


def _messages(study: Study) -> Iterator[Message]:
    for claim in claims(study):
        checks = () if claim.evidence else checks_for_copy(claim.text, study)
        yield Message(claim.text, bool(claim.evidence), claim.evidence or "", checks)


def _primary_measure(study: Study, knowledge: KnowledgeBase) -> BriefLine:
    return BriefLine(
        f"{knowledge.goals[study.objective.goal].measure}; set base, target, date and owner", "goal"
    )


def _others(personas: Sequence[Persona], ranking: TargetRanking, study: Study) -> Iterator[RolePlay]:
    by_segment = {persona.segment: persona for persona in personas}
    for score in ranking.scores:
        if score.segment == ranking.target:
            continue
        persona = by_segment[score.segment]
        lawful = [line for line in persona.advice if lever_is_lawful(line)]
        lines = _Lines(lawful, persona, study)
        said = tuple(line for slot in ROLE_SLOTS[score.role] for line in lines.about(slot)[:2])
        yield RolePlay(persona.segment, persona.plural, score.role, said)
