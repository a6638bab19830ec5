"""The brief in four lines, the insight and the proposition: what a director reads first."""

from __future__ import annotations

from collections.abc import Mapping

from psychograph.knowledge.levels import POSITION_CUT
from psychograph.knowledge.rules import Advice, Slot
from psychograph.personas.persona import Persona, Sentence
from psychograph.personas.wording import capitalised
from psychograph.strategy.brief import GetWhoToBy
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.situation import Pole, Situation, cited, pole_of, poles
from psychograph.strategy.targets import TargetRole
from psychograph.strategy.targets_rating import Z_CAP
from psychograph.study.model import Goal

MOST_POLES = 3
MOST_MEANS = 3
MOST_MOTIVES = 2
# What brings the idea to life, in the order in which it is told; who waits for proof is shown proof first.
MEANS = (Slot.EARLY_ACCESS, Slot.EVENT, Slot.REFERRAL, Slot.PROOF, Slot.PRODUCT, Slot.OFFER)
MEANS_LATER = (Slot.PROOF, Slot.PRODUCT, Slot.OFFER, Slot.EVENT, Slot.REFERRAL)
USEFULNESS = "adopt.usefulness"
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
        text = situation.say("brief-who-told", text=persona.one_line.text)
        return text, persona.one_line.statements
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
        barrier = next((a.phrase for a in persona.slot(Slot.BARRIER)), "")
        if barrier:
            return situation.say("brief-by-giving-barrier", barrier=barrier)
        return situation.say("brief-by-giving")
    if role is TargetRole.MAINTAIN:
        return situation.say("brief-by-keeping")
    order = MEANS_LATER if role is TargetRole.SECOND_WAVE else MEANS
    means = [_means(situation, slot, lines, role) for slot in order if lines.slot(slot)][:MOST_MEANS]
    if not means:
        return situation.say("brief-by-theme", theme=theme.text)
    return situation.say("brief-by", theme=theme.text, means=situation.clauses(means))


def _means(situation: Situation, slot: Slot, lines: GuardedLines, role: TargetRole) -> str:
    key = f"brief-means-{slot.replace('_', '-')}"
    if slot not in QUOTED_MEANS:
        return situation.say(key)
    first, *_ = sorted(lines.slot(slot), key=lambda advice: not _made_for(situation, advice, role))
    return situation.say(key, phrase=first.phrase)


def _made_for(situation: Situation, advice: Advice, role: TargetRole) -> bool:
    """Return whether a rule that gave a persona its role gives this advice too."""
    name = role.name.lower()
    return any(rule.role == name for rule in situation.knowledge.rules if rule.id in advice.rules)


def insight(situation: Situation, persona: Persona, lines: GuardedLines) -> Sentence:
    """Return what a campaign can use: what pulls them and what holds them, as measured; and why, probably.

    What pulls and what holds is told by the goal's own weights: where the survey found them high on what
    speaks for the goal, or on what speaks against it. People who are only given to are pulled by the use
    they see in a thing, whether or not that sets them apart.
    """
    parts = [_measured(situation, persona), _inferred(situation, persona, lines)]
    told = [part for part in parts if part is not None]
    statements = dict.fromkeys(key for part in told for key in part.statements)
    return Sentence(" ".join(part.text for part in told), tuple(statements))


def _measured(situation: Situation, persona: Persona) -> Sentence:
    told = poles(persona, situation.knowledge)
    weights = situation.knowledge.goals[situation.study.objective.goal].weights
    counts = {pole.standing.construct: _count(weights, pole) for pole in told}
    by_count = sorted(told, key=lambda pole: -abs(counts[pole.standing.construct]))
    pulls = [pole for pole in by_count if counts[pole.standing.construct] > 0][:MOST_POLES]
    brakes = [pole for pole in by_count if counts[pole.standing.construct] < 0][:MOST_POLES]
    others = [p for p in told if p.standing.construct not in weights][:2]
    if situation.role(persona) is TargetRole.INDIRECT:
        pulls, brakes, others = _use_they_see(situation, persona), brakes[:2], []
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
    texts = {name: situation.clauses([pole.text for pole in group]) for name, group in groups.items()}
    statements = tuple(pole.statement for group in groups.values() for pole in group)
    text = situation.say(f"brief-insight-{kind}", product=situation.product, **texts)
    return Sentence(text, statements)


def _count(weights: Mapping[str, float], pole: Pole) -> float:
    """Return how much a standing speaks for the goal, or against it, as the ranking of targets counts it."""
    z = min(max(pole.standing.z, -Z_CAP), Z_CAP)
    return round(weights.get(pole.standing.construct, 0.0) * z, 9)


def _use_they_see(situation: Situation, persona: Persona) -> list[Pole]:
    standing = persona.standing(USEFULNESS)
    if standing is None or standing.position < POSITION_CUT:
        return []
    pole = pole_of(persona, situation.knowledge, standing)
    return [pole] if pole else []


def _inferred(situation: Situation, persona: Persona, lines: GuardedLines) -> Sentence | None:
    statements = cited(persona, lines.advice)
    motives = [a.phrase for a in lines.slot(Slot.MOTIVE) if a.phrase in statements][:MOST_MOTIVES]
    barriers = [a.phrase for a in lines.slot(Slot.BARRIER) if a.phrase in statements][:MOST_MOTIVES]
    kind = {(True, True): "moved-held", (True, False): "moved", (False, True): "held-back"}.get(
        (bool(motives), bool(barriers)), ""
    )
    if situation.role(persona) is TargetRole.INDIRECT:
        kind, motives = "receivers" if barriers else "receivers-plain", []
    if not kind:
        return None
    given = {"motives": situation.clauses(motives), "barriers": situation.clauses(barriers, "or")}
    used = tuple(statements[phrase] for phrase in (*motives, *barriers))
    return Sentence(situation.say(f"brief-insight-{kind}", **given), used)


def proposition(situation: Situation, persona: Persona, lines: GuardedLines) -> BriefLine:
    """Return what is offered, in one sentence: the user's words for the product, and whom it is for."""
    product = situation.facts.new_product
    if product and product.description:
        offered = situation.say("brief-offered", product=product.name, description=product.description)
    else:
        offered = situation.say("brief-offered-plain", product=situation.product)
    motives = [a.phrase for a in lines.slot(Slot.MOTIVE) if not a.hypothesis][:MOST_MOTIVES]
    role = situation.role(persona)
    if role is TargetRole.NOT_NOW:
        return BriefLine(situation.say("brief-proposition-nothing"), "goal")
    if role is TargetRole.INDIRECT:
        text = situation.say("brief-proposition-present", offered=offered)
    elif motives:
        text = situation.say("brief-proposition", offered=offered, motives=situation.clauses(motives))
    else:
        text = situation.say("brief-proposition-plain", offered=offered)
    text = capitalised(text)
    return BriefLine(text, "yours", checks=lines.checks(text))
