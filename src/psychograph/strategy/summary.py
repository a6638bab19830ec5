"""The brief in four lines, the insight and the proposition: what a director reads first."""

from __future__ import annotations

from psychograph.knowledge.rules import Slot
from psychograph.personas.persona import Persona, Sentence
from psychograph.personas.wording import capitalised
from psychograph.strategy.brief import GetWhoToBy
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.situation import Pole, Situation, cited, poles
from psychograph.strategy.targets import TargetRole
from psychograph.study.model import Goal

MOST_POLES = 3
MOST_MEANS = 3
MOST_MOTIVES = 2
# What brings the idea to life, in the order in which it is told; who waits for proof is shown proof first.
MEANS = (Slot.EARLY_ACCESS, Slot.EVENT, Slot.REFERRAL, Slot.PROOF, Slot.PRODUCT, Slot.OFFER)
MEANS_LATER = (Slot.PROOF, Slot.PRODUCT, Slot.OFFER, Slot.EVENT, Slot.REFERRAL)
QUOTED_MEANS = frozenset({Slot.PROOF, Slot.PRODUCT, Slot.OFFER})


def four_lines(situation: Situation, persona: Persona, lines: GuardedLines, theme: BriefLine) -> GetWhoToBy:
    """Return get, who, to and by, which read on from one another."""
    role = situation.role(persona)
    who, statements = _who(situation, persona)
    return GetWhoToBy(
        get=_get(situation, persona, role),
        who=who,
        to=_to(situation, role),
        by=_by(situation, persona, lines, theme, role),
        statements=statements,
    )


def _get(situation: Situation, persona: Persona, role: TargetRole) -> str:
    share = situation.language.percent(persona.share)
    key = {TargetRole.INDIRECT: "brief-get-givers", TargetRole.NOT_NOW: "brief-get-nobody"}.get(
        role, "brief-get"
    )
    return situation.say(
        key,
        personas=persona.plural,
        n=persona.n,
        total=situation.answered,
        share=situation.say("brief-weighted", share=share) if persona.weighted else share,
    )


def _who(situation: Situation, persona: Persona) -> tuple[str, tuple[str, ...]]:
    told = poles(persona, situation.knowledge)[:MOST_POLES]
    if not told:
        return persona.one_line.text, persona.one_line.statements
    text = situation.clauses([pole.text for pole in told])
    if situation.role(persona) is TargetRole.INDIRECT:
        text = situation.say("brief-who-receivers", poles=text)
    return text, tuple(pole.statement for pole in told)


def _to(situation: Situation, role: TargetRole) -> str:
    if role in {TargetRole.PRIMARY, TargetRole.ALSO_SUITABLE}:
        return situation.ask
    if role is TargetRole.MAINTAIN:
        return situation.knowledge.goals[Goal.RETENTION].ask.format(product=situation.product)
    key = {
        TargetRole.SECOND_WAVE: "brief-to-second-wave",
        TargetRole.INDIRECT: "brief-to-give",
        TargetRole.NOT_NOW: "brief-to-nothing",
    }[role]
    return situation.say(key, product=situation.product)


def _by(
    situation: Situation, persona: Persona, lines: GuardedLines, theme: BriefLine, role: TargetRole
) -> str:
    if role is TargetRole.NOT_NOW:
        return situation.say("brief-by-nothing")
    if role is TargetRole.INDIRECT:
        barrier = next((a.phrase for a in persona.slot("barrier")), "")
        if barrier:
            return situation.say("brief-by-giving-barrier", barrier=barrier)
        return situation.say("brief-by-giving")
    if role is TargetRole.MAINTAIN:
        return situation.say("brief-by-keeping")
    order = MEANS_LATER if role is TargetRole.SECOND_WAVE else MEANS
    means = [_means(situation, slot, lines) for slot in order if lines.slot(slot)][:MOST_MEANS]
    if not means:
        return situation.say("brief-by-theme", theme=theme.text)
    return situation.say("brief-by", theme=theme.text, means=situation.clauses(means))


def _means(situation: Situation, slot: Slot, lines: GuardedLines) -> str:
    key = f"brief-means-{slot.replace('_', '-')}"
    if slot in QUOTED_MEANS:
        return situation.say(key, phrase=lines.slot(slot)[0].phrase)
    return situation.say(key)


def insight(situation: Situation, persona: Persona, lines: GuardedLines) -> Sentence:
    """Return what a campaign can use: what pulls them and what holds them, as measured; and why, probably.

    What pulls and what holds is told by the goal's own weights: where the survey found them high on what
    speaks for the goal, or on what speaks against it.
    """
    told = poles(persona, situation.knowledge)
    weights = situation.knowledge.goals[situation.study.objective.goal].weights
    pulls = [p for p in told if weights.get(p.standing.construct, 0) * p.standing.z > 0][:MOST_POLES]
    brakes = [p for p in told if weights.get(p.standing.construct, 0) * p.standing.z < 0][:MOST_POLES]
    others = [p for p in told if p.standing.construct not in weights][:2]
    first = _measured(situation, pulls, brakes, others, persona)
    second = _inferred(situation, persona, lines)
    parts = [part for part in (first, second) if part is not None]
    return Sentence(
        " ".join(part.text for part in parts),
        tuple(dict.fromkeys(key for part in parts for key in part.statements)),
    )


def _measured(
    situation: Situation, pulls: list[Pole], brakes: list[Pole], others: list[Pole], persona: Persona
) -> Sentence:
    if pulls and brakes:
        kind, groups = "torn", {"pulls": pulls, "brakes": brakes}
    elif len(pulls) > 1:
        kind, groups = "pulled", {"pulls": pulls}
    elif brakes and others:
        kind, groups = "held", {"others": others, "brakes": brakes}
    elif pulls or brakes or others:
        kind, groups = "plain", {"poles": pulls or brakes or others}
    else:
        return persona.one_line
    told = {name: situation.clauses([pole.text for pole in group]) for name, group in groups.items()}
    statements = tuple(pole.statement for group in groups.values() for pole in group)
    return Sentence(situation.say(f"brief-insight-{kind}", **told), statements)


def _inferred(situation: Situation, persona: Persona, lines: GuardedLines) -> Sentence | None:
    statements = cited(persona, lines.advice)
    motives = [a.phrase for a in lines.slot("motive") if a.phrase in statements][:MOST_MOTIVES]
    barriers = [a.phrase for a in lines.slot("barrier") if a.phrase in statements][:MOST_MOTIVES]
    given = {
        "motives": situation.clauses(motives),
        "barriers": situation.clauses(barriers, "or"),
    }
    kind = {(True, True): "moved-held", (True, False): "moved", (False, True): "held-back"}.get(
        (bool(motives), bool(barriers))
    )
    if kind is None:
        return None
    if situation.role(persona) is TargetRole.INDIRECT and barriers:
        return Sentence(
            situation.say("brief-insight-receivers", barriers=given["barriers"]),
            tuple(statements[phrase] for phrase in barriers),
        )
    return Sentence(
        situation.say(f"brief-insight-{kind}", **given),
        tuple(statements[phrase] for phrase in (*motives, *barriers)),
    )


def proposition(situation: Situation, persona: Persona, lines: GuardedLines) -> BriefLine:
    """Return what is offered, in one sentence: the user's words for the product, and whom it is for."""
    product = situation.facts.new_product
    offered = situation.product
    if product and product.description:
        offered = situation.say("brief-offered", product=offered, description=product.description)
    motives = [a.phrase for a in lines.slot("motive") if not a.hypothesis][:MOST_MOTIVES]
    if situation.role(persona) is TargetRole.INDIRECT:
        text = situation.say("brief-proposition-present", offered=offered)
    elif motives:
        text = situation.say("brief-proposition", offered=offered, motives=situation.clauses(motives))
    else:
        text = situation.say("brief-proposition-plain", offered=offered)
    text = capitalised(text)
    return BriefLine(text, "yours", checks=lines.checks(text))
