"""`Situation`: all that a brief is written from, and who the persona is in words that carry statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.rules import Advice, Slot, Standing
from psychograph.language.language import Language
from psychograph.personas.persona import Measurement, Persona, StatementKind
from psychograph.personas.wording import join_clauses
from psychograph.strategy.targets import TargetRanking, TargetRole
from psychograph.study.model import CampaignSettings, Facts, Study

# A pole is said of "them" where at least so many of them fit it themselves: a majority.
FITTING = 0.6
# Families that say who somebody is, not what moves them.
CIRCUMSTANCES = frozenset({"demographics", "geography"})


@dataclass(frozen=True)
class Pole:
    """What members are or do, and the statement that measured it.

    Parameters
    ----------
    text : str
        To follow "they", such as ``"try new products early"``.
    statement : str
        Id of the statement.
    standing : Standing
        Where they stand.
    """

    text: str
    statement: str
    standing: Standing


@dataclass(frozen=True, eq=False)
class Situation:
    """All that briefs are written from.

    Parameters
    ----------
    personas : tuple of Persona
        All personas.
    ranking : TargetRanking
        Their roles.
    study : Study
        Goal, facts and settings.
    matches : tuple of ConstructMatch
        What each attribute measures.
    knowledge : KnowledgeBase
        Rules, goals and references.
    language : Language
        What texts are written in.
    """

    personas: tuple[Persona, ...]
    ranking: TargetRanking
    study: Study
    matches: tuple[ConstructMatch, ...]
    knowledge: KnowledgeBase
    language: Language

    @property
    def facts(self) -> Facts:
        """What the user owns and may say."""
        return self.study.objective.facts

    @property
    def campaign(self) -> CampaignSettings:
        """When, where and with what money."""
        return self.study.strategy.campaign

    @property
    def product(self) -> str:
        """What the campaign is about, as it reads in a sentence."""
        product = self.facts.new_product
        return product.name if product else self.language.say("brief-the-product")

    @property
    def ask(self) -> str:
        """What the goal asks of people, to follow "to"."""
        return self.knowledge.goals[self.study.objective.goal].ask.format(product=self.product)

    @property
    def metric(self) -> str:
        """What tells whether the objective is met: the user's number, or else the goal's."""
        measure = self.study.objective.measure
        return measure.metric if measure else self.knowledge.goals[self.study.objective.goal].measure

    @property
    def answered(self) -> int:
        """Respondents in all segments."""
        return sum(persona.n for persona in self.personas)

    @cached_property
    def ranked(self) -> tuple[Persona, ...]:
        """All personas: the target first, then by attractiveness."""
        by_segment = {persona.segment: persona for persona in self.personas}
        return tuple(by_segment[score.segment] for score in self.ranking.scores)

    @property
    def primary(self) -> Persona | None:
        """The target; None where nobody can be targeted directly."""
        return self.first(TargetRole.PRIMARY)

    def first(self, role: TargetRole) -> Persona | None:
        """Return the most attractive persona of a role."""
        return next((p for p in self.ranked if self.role(p) is role), None)

    def role(self, persona: Persona) -> TargetRole:
        """Return what a persona is to this campaign."""
        return self.ranking.score(persona.segment).role

    def say(self, key: str, /, **given: str | float) -> str:
        """Return a text of the catalogue; see :meth:`Language.say`."""
        return self.language.say(key, **given)

    def clauses(self, parts: Sequence[str], last: str = "and") -> str:
        """Return clauses or phrases, which may hold an "and" themselves, as a list."""
        return join_clauses(parts, last, self.language)


def poles(persona: Persona, knowledge: KnowledgeBase) -> tuple[Pole, ...]:
    """Return what a persona's members are or do, most salient first, each with its statement.

    Only what was measured, sets them apart and fits a majority of them; not their age or where they
    live, and not the media they use, which choose channels and say nothing of what moves them.
    """
    media = _media(knowledge)
    found = [
        pole
        for standing in sorted(persona.standings, key=_salience)
        if standing.level.distinctive
        and standing.construct not in media
        and (pole := pole_of(persona, knowledge, standing)) is not None
    ]
    return tuple(found)


def pole_of(persona: Persona, knowledge: KnowledgeBase, standing: Standing) -> Pole | None:
    """Return what a standing says of the members; None where it says nothing of most of them."""
    construct = knowledge.constructs.get(standing.construct)
    if construct is None or construct.family in CIRCUMSTANCES:
        return None
    text = construct.high if standing.position > 0 else construct.low
    statement = _statement(persona, standing.attribute)
    return Pole(text, statement, standing) if text and statement else None


def _media(knowledge: KnowledgeBase) -> frozenset[str]:
    """Return the constructs that rules take for a measure of media use."""
    return frozenset(
        condition.construct
        for rule in knowledge.rules
        if Slot.CHANNEL in rule.measured
        for condition in rule.when
    )


def _salience(standing: Standing) -> tuple[float, float, str]:
    return -standing.salience, -abs(standing.g), standing.construct


def _statement(persona: Persona, attribute: str) -> str:
    for statement in persona.statements:
        measured = statement.measurement
        if measured is not None and measured.attribute == attribute and _fits(measured):
            return statement.id
    return ""


def _fits(measured: Measurement) -> bool:
    share = measured.fit_share
    if share is None:
        share = measured.members_fit / measured.members if measured.members else 0.0
    return share >= FITTING


def cited(persona: Persona, advice: Iterable[Advice]) -> Mapping[str, str]:
    """Return the phrases of advice that the persona has a statement for, and its id."""
    inferred = [s for s in persona.statements if s.kind is not StatementKind.MEASURED]
    by_rule: dict[str, list[int]] = {}  # places, since the first statement counts; users bring many rules
    for at, statement in enumerate(inferred):
        for rule in statement.rules:
            by_rule.setdefault(rule, []).append(at)
    found = {}
    for line in advice:
        places = sorted({at for rule in line.rules for at in by_rule.get(rule, ())})
        same = next((inferred[at] for at in places if line.phrase in inferred[at].text), None)
        if same is not None:
            found[line.phrase] = same.id
    return found
