"""Messages: what may be said, built of nothing but what the user owns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from psychograph.knowledge.levels import Level
from psychograph.knowledge.rules import Slot
from psychograph.personas.persona import Persona
from psychograph.personas.wording import capitalised
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.guards import claims, stock_figure
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.situation import Situation
from psychograph.study.model import NewProduct, Pledge

MOST_PILLARS = 3
MOST_PROOFS = 3


class ClaimStatus(StrEnum):
    """Whether a claim may be printed."""

    SUBSTANTIATED = "substantiated"
    NEEDS_EVIDENCE = "needs evidence"


@dataclass(frozen=True)
class Message:
    """A claim the user may make, and copy that carries it.

    Parameters
    ----------
    text : str
        The claim, to the letter as the user declared it.
    filled : str
        Copy built of it by a template: the user's words and the theme, nothing else.
    template : str
        Key of the template in the catalogue.
    asset : str
        Where the claim stands in the study file: ``"cause"``, ``"eco_facts"`` or ``"claims"``.
    status : ClaimStatus
        Whether evidence is given; without it the claim prints as "needs evidence".
    evidence : str
        The evidence.
    checks : tuple of str
        What must be settled before it is printed.
    """

    text: str
    filled: str
    template: str
    asset: str
    status: ClaimStatus
    evidence: str = ""
    checks: tuple[str, ...] = ()

    @property
    def substantiated(self) -> bool:
        """Whether evidence is given."""
        return self.status is ClaimStatus.SUBSTANTIATED


@dataclass(frozen=True)
class Reason:
    """A reason to believe: what would convince them, and what the user has to show for it.

    Parameters
    ----------
    text : str
        The kind of proof, or the claim.
    asset : str
        Where the study file holds it: ``"cause"``, ``"eco_facts"``, ``"claims"``; empty where the
        user has yet to bring it.
    status : ClaimStatus
        Whether it may be printed.
    line : BriefLine or None
        The advice behind it; None for a claim of the user's.
    """

    text: str
    asset: str
    status: ClaimStatus
    line: BriefLine | None = None


@dataclass(frozen=True)
class Pillar:
    """One pillar of the message house: an angle, and the proof that goes with it."""

    frame: BriefLine
    proof: BriefLine | None
    rules: tuple[str, ...]


@dataclass(frozen=True)
class MessageHouse:
    """What every text of the campaign hangs from.

    Parameters
    ----------
    roof : str
        The idea of the campaign, in one sentence.
    pillars : tuple of Pillar
        Three at most, heaviest first.
    floor : tuple of BriefLine
        What is true of the product: facts the user declared, and nothing else.
    """

    roof: str
    pillars: tuple[Pillar, ...]
    floor: tuple[BriefLine, ...]


def messages(
    situation: Situation, persona: Persona, lines: GuardedLines, theme: BriefLine
) -> tuple[Message, ...]:
    """Return the claims that the user owns, each filled into copy; nothing is added to them.

    Claims about the cause come last for people who do not look to companies for it. Where the user owns no
    claim, the product's description stands in, and needs evidence.
    """
    owned = [(asset, claim) for asset, claim in _claims(situation)]
    found = [_message(situation, lines, theme, asset, claim) for asset, claim in owned]
    if cause_last(persona):
        found.sort(key=lambda message: message.asset == "cause")
    product = situation.facts.new_product
    early = lines.slot(Slot.EARLY_ACCESS)
    if early and product is not None and product.limited_to and stock_figure(situation.study):
        found.append(_limited(situation, lines, product))
    if not owned and product is not None and product.description:
        found.insert(0, _description(situation, lines, product))
    return tuple(found)


def _claims(situation: Situation) -> Iterator[tuple[str, Pledge]]:
    facts = situation.facts
    lawful = set(claims(situation.study, situation.language))
    for asset, owned in (
        ("cause", facts.cause.pledges if facts.cause else ()),
        ("eco_facts", facts.eco_facts),
        ("claims", facts.claims),
    ):
        yield from ((asset, claim) for claim in owned if claim in lawful)


def cause_last(persona: Persona) -> bool:
    """Return whether a persona does not look to companies for causes: theirs come last then."""
    standing = persona.standing("val.cause_expectation")
    return standing is not None and standing.level in {Level.LOW, Level.VERY_LOW}


def _message(
    situation: Situation, lines: GuardedLines, theme: BriefLine, asset: str, claim: Pledge
) -> Message:
    """Fill a claim into copy; the theme leads only claims about what the theme needs."""
    cause = situation.facts.cause
    partner = cause.partner if cause and asset == "cause" else None
    led = theme.slot == Slot.THEME and _asset(situation, theme) in {"", asset}
    template = f"brief-message-{'theme' if led else 'product'}" + ("-partner" if partner else "")
    given = {"claim": _unstopped(claim.text)}
    given |= {"theme": capitalised(theme.text)} if led else {"product": capitalised(situation.product)}
    given |= {"partner": partner} if partner else {}
    return _guarded(
        situation.say(template, **given),
        Message(claim.text, "", template, asset, ClaimStatus.NEEDS_EVIDENCE, claim.evidence or ""),
        lines,
    )


def _guarded(filled: str, message: Message, lines: GuardedLines) -> Message:
    status = ClaimStatus.SUBSTANTIATED if message.evidence else ClaimStatus.NEEDS_EVIDENCE
    checks = lines.checks(filled, evidence=message.evidence or None)
    return replace(message, filled=filled, status=status, checks=checks)


def _limited(situation: Situation, lines: GuardedLines, product: NewProduct) -> Message:
    stock = product.limited_to or ""
    filled = situation.say("brief-message-limited", product=capitalised(product.name), stock=stock)
    declared = situation.say("brief-evidence-declared")
    empty = Message(filled, "", "brief-message-limited", "new_product", ClaimStatus.SUBSTANTIATED, declared)
    return _guarded(filled, empty, lines)


def _description(situation: Situation, lines: GuardedLines, product: NewProduct) -> Message:
    key = "brief-message-description"
    filled = situation.say(
        key, product=capitalised(product.name), description=_unstopped(product.description)
    )
    empty = Message(product.description, "", key, "new_product", ClaimStatus.NEEDS_EVIDENCE)
    return _guarded(filled, empty, lines)


def _unstopped(text: str) -> str:
    """Return a claim without the full stop at its end, since templates set their own."""
    return text.strip().removesuffix(".")


def reasons(situation: Situation, told: Sequence[Message], lines: GuardedLines) -> tuple[Reason, ...]:
    """Return reasons to believe: the user's own claims, then the kinds of proof that would convince them."""
    own = [Reason(m.text, m.asset, m.status) for m in told if m.asset != "new_product"]
    proofs = [
        Reason(line.text, _asset(situation, line), ClaimStatus.NEEDS_EVIDENCE, line)
        for line in lines.about(Slot.PROOF)[:MOST_PROOFS]
    ]
    return (*own, *proofs)


def _asset(situation: Situation, line: BriefLine) -> str:
    """Return the fact that the rules behind a line ask for."""
    needs = {rule.needs for rule in situation.knowledge.rules if rule.id in line.rules and rule.needs}
    return min(needs, default="")


def message_house(situation: Situation, lines: GuardedLines, theme: BriefLine) -> MessageHouse:
    """Return roof, pillars and floor: the theme, the angles with their proofs, and what the user owns."""
    proofs = list(lines.about(Slot.PROOF))
    pillars = []
    frames = sorted(lines.about(Slot.FRAME), key=lambda frame: frame.text != theme.text)
    for frame in frames[:MOST_PILLARS]:
        proof = _best_proof(frame, proofs)
        if proof is not None:
            proofs.remove(proof)
        rules = dict.fromkeys((*frame.rules, *(proof.rules if proof else ())))
        pillars.append(Pillar(frame, proof, tuple(rules)))
    roof = situation.say("brief-roof", product=capitalised(situation.product), theme=capitalised(theme.text))
    return MessageHouse(roof, tuple(pillars), tuple(_floor(situation, lines)))


def _best_proof(frame: BriefLine, proofs: Sequence[BriefLine]) -> BriefLine | None:
    """Return the proof that goes with an angle: by the same rule, else by the same attribute."""
    by_rule = (proof for proof in proofs if set(proof.rules) & set(frame.rules))
    by_attribute = (proof for proof in proofs if set(proof.attributes) & set(frame.attributes))
    return next(by_rule, None) or next(by_attribute, None)


def _floor(situation: Situation, lines: GuardedLines) -> Iterator[BriefLine]:
    facts = situation.facts
    product, cause = facts.new_product, facts.cause
    texts: list[tuple[str, dict[str, str]]] = []
    if product is not None and product.description:
        texts.append(("brief-floor-product", {"product": product.name, "description": product.description}))
    elif product is not None:
        texts.append(("brief-floor-product-name", {"product": product.name}))
    if product is not None and product.limited_to:
        texts.append(("brief-floor-limited", {"stock": product.limited_to}))
    if cause is not None:
        texts.append(("brief-floor-cause", {"cause": cause.name}))
        if cause.partner:
            texts.append(("brief-floor-partner", {"partner": cause.partner}))
    for key, given in texts:
        yield BriefLine(situation.say(key, **given), "yours")
    for _, claim in _claims(situation):
        if claim.evidence:
            yield BriefLine(
                claim.text,
                "yours",
                checks=lines.checks(claim.text, evidence=claim.evidence),
                note=claim.evidence,
            )
