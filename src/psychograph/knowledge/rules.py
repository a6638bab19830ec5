"""Rules as data: conditions on where a segment stands, phrases by slot, and the evidence behind them.

`psychograph.knowledge.firing` applies them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from psychograph.knowledge.data_files import read_data
from psychograph.knowledge.levels import HEADLINE_CUT, Level


class Slot(StrEnum):
    """What a line of advice is about."""

    ROLE = "role"
    THEME = "theme"
    MOTIVE = "motive"
    BARRIER = "barrier"
    DECISION = "decision"
    FRAME = "frame"
    PROOF = "proof"
    TONE = "tone"
    DEPTH = "depth"
    CHANNEL = "channel"
    PLATFORM = "platform"
    AVOID_CHANNEL = "avoid_channel"
    INFLUENCER = "influencer"
    OFFER = "offer"
    EARLY_ACCESS = "early_access"
    REFERRAL = "referral"
    EVENT = "event"
    PRODUCT = "product"
    PRICE = "price"
    VISUAL = "visual"
    TIMING = "timing"
    DONT = "dont"
    KPI = "kpi"
    RISK = "risk"
    NOTE = "note"
    TEST = "test"
    BUDGET = "budget"
    PRODUCT_ANCHOR = "product_anchor"
    STAGE = "stage"


class Basis(StrEnum):
    """What a line of advice rests on, firmest first."""

    MEASURED = "measured"  # the survey asked about the matter itself, such as media use for a channel
    FACT = "fact"  # a dated table of this country
    INFERRED = "inferred"  # a rule, from something else that was measured
    HYPOTHESIS = "hypothesis"  # plausible only (guard S12)


class Grade(StrEnum):
    """Strength and directness of the evidence behind a rule, A best."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


GRADE_WEIGHT = {Grade.A: 1.0, Grade.B: 0.7, Grade.C: 0.4, Grade.D: 0.2}
EFFECT_WEIGHT = {"moderate": 1.0, "small": 0.8, "trivial": 0.3, "unknown": 0.6, "fact": 1.0}
HIGHEST_PRIORITY = 3


@dataclass(frozen=True)
class Standing:
    """Where a segment stands on one construct.

    Parameters
    ----------
    construct, attribute : str
        What is measured, and by which attribute.
    level : Level
        The level, turned where the attribute measures the opposite.
    position, g, z : float
        As in the attribute's profile, turned likewise.
    salience : float
        0 to 1.
    median : float
        Median of the members in the attribute's own units, for bands such as age.
    clear : bool
        Whether the interval of g lies on one side of zero.
    """

    construct: str
    attribute: str
    level: Level
    position: float
    g: float
    z: float
    salience: float
    median: float
    clear: bool = True


@dataclass(frozen=True)
class Condition:
    """One condition of a rule: a construct at a level, or its median within a band."""

    construct: str
    level: str
    band: tuple[float, float] | None = None

    def degree(self, standings: Mapping[str, Standing]) -> float:
        """Return how far the condition holds: 0 not at all, 1 fully."""
        if self.level == "always":
            return 1.0
        standing = standings.get(self.construct)
        if standing is None:
            return 0.0
        if self.band is not None:
            return float(self.band[0] <= standing.median <= self.band[1])
        if self.level == Level.MID:
            return float(standing.level is Level.MID)
        holds = standing.level == self.level or (self.level == Level.LOW and standing.level is Level.VERY_LOW)
        return min(1.0, standing.salience / HEADLINE_CUT) if holds and standing.clear else 0.0


@dataclass(frozen=True)
class Rule:
    """One rule of the rule base; its file says what each field means."""

    id: str
    when: tuple[Condition, ...]
    also_any: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    goals: frozenset[str]
    needs: str
    unless_measured: str
    then: tuple[tuple[Slot, str], ...]
    evidence: tuple[str, ...]
    against: tuple[str, ...]
    grade: Grade
    effect: str
    priority: int
    risk: str
    role: str
    measured: frozenset[Slot] = frozenset()
    protects: frozenset[Slot] = frozenset()
    stage: str = ""
    asks: str = ""
    group: str = ""

    def weight(self, standings: Mapping[str, Standing], goal: str, owned: Iterable[str]) -> float:
        """Return the weight with which the rule speaks: 0 where it is silent.

        Grade x effect x priority / 3 x degree, the degree being the least over its conditions.
        """
        if self.goals and goal not in self.goals:
            return 0.0
        if (self.needs and self.needs not in owned) or self.unless_measured in standings:
            return 0.0
        if any(condition.degree(standings) > 0 for condition in self.unless):
            return 0.0
        degrees = [condition.degree(standings) for condition in self.when]
        if self.also_any:
            degrees.append(max(condition.degree(standings) for condition in self.also_any))
        scale = GRADE_WEIGHT[self.grade] * EFFECT_WEIGHT[self.effect] * self.priority / HIGHEST_PRIORITY
        return scale * min(degrees)

    def constructs(self, standings: Mapping[str, Standing]) -> tuple[str, ...]:
        """Return the measured constructs that the rule rests on."""
        return tuple(
            condition.construct
            for condition in (*self.when, *self.also_any)
            if condition.level != "always" and condition.degree(standings) > 0
        )


@dataclass(frozen=True)
class DatedFigure:
    """A figure of a table in words: the share, of whom, where and when, and from which source."""

    share: str
    whom: str
    source: str


@dataclass(frozen=True)
class Advice:
    """One line of advice, with everything it rests on.

    Parameters
    ----------
    slot : Slot
        What the line is about: motive, frame, channel, offer and so on.
    phrase : str
        The advice.
    weight : float
        Sum of the weights of the rules that give it, for ordering.
    rules : tuple of str
        Ids of those rules.
    attributes : tuple of str
        Attributes the rules rest on.
    evidence, against : tuple of str
        Keys of references for it, and of references that contradict or qualify it.
    grade : Grade
        Best grade among the rules.
    risks : tuple of str
        What must be checked before it is used: claims, green_claims, endorsement, scarcity.
    basis : Basis
        Whether it rests on the matter itself, on a dated table, on an inference or on plausibility.
    note : str
        Of a fact: figure, source, country and date, as a sentence; empty otherwise.
    figure : DatedFigure or None
        Of a fact: the same in parts, so that several can be told in one line.
    """

    slot: Slot
    phrase: str
    weight: float
    rules: tuple[str, ...]
    attributes: tuple[str, ...]
    evidence: tuple[str, ...]
    against: tuple[str, ...]
    grade: Grade
    risks: tuple[str, ...]
    basis: Basis = Basis.INFERRED
    note: str = ""
    figure: DatedFigure | None = None

    @property
    def hypothesis(self) -> bool:
        """Whether nothing but plausibility supports it (guard S12)."""
        return self.grade is Grade.D


@cache
def rule_base() -> tuple[Rule, ...]:
    """Return the rules that ship with the product."""
    return tuple(rule_of(entry) for entry in read_data("rules")["rules"])


@dataclass(frozen=True)
class GoalKnowledge:
    """What is known about a business goal.

    Parameters
    ----------
    ask : str
        What the campaign asks of people; holds ``{product}``.
    measure : str
        What tells whether they did.
    weights : mapping of str to float
        How much each construct counts for choosing a target; negative counts against.
    """

    ask: str
    measure: str
    weights: Mapping[str, float]


@cache
def goals() -> Mapping[str, GoalKnowledge]:
    """Return what is known about each goal, by its name."""
    return {
        goal: GoalKnowledge(entry["ask"], entry["measure"], entry["weights"])
        for goal, entry in read_data("rules")["goals"].items()
    }


def rule_of(entry: Mapping[str, object]) -> Rule:
    """Return the rule that an entry of a file declares."""
    get = entry.get
    return Rule(
        id=str(entry["id"]),
        when=_conditions(get("when")),
        also_any=_conditions(get("also_any")),
        unless=_conditions(get("unless")),
        goals=frozenset(_strings(get("goals"))),
        needs=str(get("needs", "")),
        unless_measured=str(get("unless_measured", "")),
        then=tuple((Slot(slot), str(phrase)) for slot, phrase in dict(entry["then"]).items()),  # type: ignore[call-overload]
        evidence=_strings(get("evidence")),
        against=_strings(get("against")),
        grade=Grade(str(entry["grade"])),
        effect=str(entry["effect"]),
        priority=int(str(entry["priority"])),
        risk=str(get("risk", "")),
        role=str(get("role", "")),
        measured=frozenset(Slot(slot) for slot in _strings(get("measured"))),
        protects=frozenset(Slot(slot) for slot in _strings(get("protects"))),
        stage=str(get("stage", "")),
        asks=str(get("asks") or ""),
        group=str(get("group") or ""),
    )


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _conditions(value: object) -> tuple[Condition, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(
        Condition(
            str(entry[0]), str(entry[1]), (float(entry[2]), float(entry[3])) if len(entry) > 2 else None
        )
        for entry in value
    )
