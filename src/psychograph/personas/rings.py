"""The five rings of buying insight, filled from answers and rules, or marked as not asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields

from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.rules import Slot
from psychograph.language.language import Language
from psychograph.personas.category_claims import answer_claim
from psychograph.personas.opening import figures_of
from psychograph.personas.persona import BuyingInsight, Ring
from psychograph.personas.phrases import Claim, Group, counted, said
from psychograph.personas.statement import Sentence, Statement, StatementKind
from psychograph.personas.statements import Ledger, sentence_case
from psychograph.personas.wording import join_clauses, join_points, join_words
from psychograph.profiling.profile import SegmentProfile

# Constructs whose answers fill a ring, and the matters that rules infer for it.
ASKED: dict[str, frozenset[str]] = {
    "trigger": frozenset({"insight.trigger"}),
    "success": frozenset({"insight.success", "need.unmet"}),
    "barriers": frozenset({"insight.barrier", "adopt.tech_comfort", "att.privacy"}),
    "criteria": frozenset(
        {
            "insight.criteria",
            "price.sensitivity",
            "price.deal_prone",
            "life.simplicity",
            "val.security",
            "val.status",
            "val.environment",
            "cog.need_for_cognition",
        }
    ),
    "journey": frozenset({"insight.journey", "life.online_shopping", "adopt.opinion_leader"}),
}
INFERRED = {"success": Slot.MOTIVE, "barriers": Slot.BARRIER, "criteria": Slot.PROOF}
# Of these alone, having asked says something even where the answers do not differ.
TELLING = frozenset(
    {"insight.trigger", "insight.success", "insight.barrier", "insight.criteria", "insight.journey"}
)
MOST = 3
MOST_ANSWERS = 2


def buying_insight(
    part: SegmentProfile,
    claims: Sequence[Claim],
    inferred: Sequence[Statement],
    matches: Mapping[str, ConstructMatch],
    ledger: Ledger,
    language: Language,
) -> BuyingInsight:
    """Return the five rings of a persona.

    Success factors, barriers and criteria may be inferred by rules, and then say so; what set the search
    off and how it went can only be asked.

    Parameters
    ----------
    part : SegmentProfile
        The segment: its answers in categories fill a ring whether or not others give them too.
    claims : sequence of Claim
        What its answers on scales say.
    inferred : sequence of Statement
        What rules infer.
    matches : mapping of str to ConstructMatch
        What each attribute measures.
    ledger : Ledger
        Takes the statements.
    language : Language
        What they are written in.
    """

    def ring(name: str) -> Ring:
        found = [m for m in matches.values() if m.construct and m.construct.name in ASKED[name]]
        asked = {match.attribute for match in found}
        open_ended = {m.attribute for m in found if m.construct and m.construct.name in TELLING}
        high = {match.construct.high for match in found if match.construct}
        parts = [
            *_said(claims, asked, high, language),
            *_answered(part, open_ended, ledger, language),
            *_inferred(name, inferred, language),
        ]
        if parts:
            text = " ".join(sentence.text for sentence in parts)
            ids = dict.fromkeys(key for sentence in parts for key in sentence.statements)
            return Ring(text, tuple(ids), asked=True)
        constructs = {m.construct.name for m in matches.values() if m.construct}
        if constructs & ASKED[name] & TELLING:
            return Ring(language.say("persona-ring-alike"), asked=True)
        question = language.say(f"persona-ring-{name}-question")
        return Ring(language.say("persona-ring-not-asked"), question=question)

    return BuyingInsight(*(ring(field.name) for field in fields(BuyingInsight)))


def _said(
    claims: Sequence[Claim], asked: Collection[str], high: Collection[str], language: Language
) -> Iterator[Sentence]:
    """Yield what is true of most of them; that something matters little to them fills no ring."""
    held = [
        claim
        for claim in claims
        if claim.group is not Group.AVERAGE
        and claim.statement.measurement is not None
        and claim.statement.measurement.attribute in asked
        and claim.phrase.text in high
    ]
    if held:
        clauses = join_clauses(said([claim.phrase for claim in held], language), language=language)
        text = language.say("persona-ring-measured", clauses=clauses)
        yield Sentence(text, tuple(claim.statement.id for claim in held))


def _answered(
    part: SegmentProfile, asked: Collection[str], ledger: Ledger, language: Language
) -> Iterator[Sentence]:
    """Yield the answers they gave most often to questions with categories, so far as they may be shown."""
    for category in sorted(part.categories, key=lambda category: category.name):
        told = category.shown[: MOST_ANSWERS if len(category.counts) > MOST_ANSWERS else 1]
        for count in told if category.name in asked else ():
            claim = answer_claim(category, count, Group.AVERAGE, language)
            statement = ledger.add(claim.statement)
            fit = sentence_case(figures_of(claim, language)["fit"])
            text = language.say("persona-ring-share", capital=fit, what=counted(claim.phrase, language))
            yield Sentence(text, (statement.id,))


def _inferred(ring: str, statements: Sequence[Statement], language: Language) -> Iterator[Sentence]:
    """Yield what rules infer, hedged, and apart from it what is a hypothesis."""
    for kind, key in (
        (StatementKind.INFERRED, f"persona-ring-{ring}"),
        (StatementKind.HYPOTHESIS, f"persona-ring-hypothesis-{ring}"),
    ):
        lines = [s for s in statements if s.kind is kind and s.slot == INFERRED.get(ring)][:MOST]
        phrases = [s.phrase or "" for s in lines]
        if not lines:
            continue
        if ring == "barriers":
            text = language.say(key, what=join_words(phrases, "or", language))
        else:
            text = language.say(key, points=join_points(phrases, language))
        yield Sentence(text, tuple(s.id for s in lines))
