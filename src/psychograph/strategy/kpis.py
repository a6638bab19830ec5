"""The KPI tree: the number that decides, what moves it, and what must not suffer for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.dates import format_date

from psychograph.knowledge.rules import Slot
from psychograph.personas.wording import capitalised
from psychograph.strategy.channels import rule_stages
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.lines import BriefLine, Stage
from psychograph.strategy.situation import Situation
from psychograph.strategy.targets import TargetRole
from psychograph.study.model import Goal

GUARDRAILS = ("margin", "complaints", "opt-outs", "refunds")


@dataclass(frozen=True)
class Aim:
    """Where the business stands, or wants to stand.

    Parameters
    ----------
    text : str
        In words; says which number to fetch where the user gave none.
    metric : str
        What is counted.
    value : float or None
        The number; None where the user gave none. It is never made up.
    by, owner : str
        Day and person, as the user gave them; empty otherwise.
    """

    text: str
    metric: str
    value: float | None = None
    by: str = ""
    owner: str = ""


@dataclass(frozen=True)
class StageKpis:
    """What to watch at one stage."""

    stage: Stage
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True)
class KpiTree:
    """What to measure.

    Parameters
    ----------
    primary : BriefLine
        The number that decides.
    formula : str
        What it is made of.
    diagnostics : tuple of StageKpis
        What tells why it moved, stage by stage.
    guardrails : tuple of BriefLine
        What must not get worse: margin, complaints, opt-outs, refunds.
    """

    primary: BriefLine
    formula: str
    diagnostics: tuple[StageKpis, ...]
    guardrails: tuple[BriefLine, ...]


def where_now(situation: Situation) -> Aim:
    """Return where the business stands; the number to fetch where the user gave none."""
    measure = situation.study.objective.measure
    if measure is None or measure.base is None:
        return Aim(situation.say("brief-now-fetch", metric=situation.metric), situation.metric)
    value = situation.language.number(measure.base)
    text = situation.say("brief-now", metric=capitalised(measure.metric), value=value)
    return Aim(text, measure.metric, measure.base)


def where_to_be(situation: Situation) -> Aim:
    """Return where the business wants to be; what to set where the user did not say."""
    measure = situation.study.objective.measure
    if measure is None or measure.target is None:
        return Aim(situation.say("brief-aim-set", metric=situation.metric), situation.metric)
    by = format_date(measure.by, "long", locale=situation.language.locale) if measure.by else ""
    key = "brief-aim" + ("-by" if by else "") + ("-owner" if measure.owner else "")
    given = {"metric": capitalised(measure.metric), "value": situation.language.number(measure.target)}
    given |= {"by": by} if by else {}
    given |= {"owner": measure.owner} if measure.owner else {}
    iso = measure.by.isoformat() if measure.by else ""
    return Aim(situation.say(key, **given), measure.metric, measure.target, iso, measure.owner or "")


def kpi_tree(situation: Situation, role: TargetRole, lines: GuardedLines) -> KpiTree:
    """Return the number that decides, its parts, what to watch at each stage, and the guardrails.

    The goal gives one line a stage; rules add theirs at the stage that they name, else where people act.
    """
    goal = situation.study.objective.goal
    primary, formula = situation.metric, f"brief-formula-{goal.replace('_', '-')}"
    yours = situation.study.objective.measure is not None
    if role is TargetRole.INDIRECT:
        primary, formula, yours = situation.say("brief-kpi-presents"), "brief-formula-presents", False
    if role is TargetRole.MAINTAIN:
        primary = situation.knowledge.goals[Goal.RETENTION].measure
        formula, yours = "brief-formula-retention", False
    by_rules = list(lines.about(Slot.KPI)) if role is not TargetRole.INDIRECT else []
    return KpiTree(
        primary=BriefLine(primary, "yours" if yours else "goal"),
        formula=situation.say(formula),
        diagnostics=tuple(_stages(situation, by_rules)),
        guardrails=tuple(BriefLine(situation.say(f"brief-guardrail-{name}"), "goal") for name in GUARDRAILS),
    )


def _stages(situation: Situation, by_rules: Sequence[BriefLine]) -> Iterator[StageKpis]:
    stages = rule_stages(situation.knowledge)
    for stage in Stage:
        added = [
            line
            for line in by_rules
            if next((stages[rule] for rule in line.rules if rule in stages), Stage.DO) is stage
        ]
        usual = BriefLine(situation.say(f"brief-kpi-{stage}"), "goal")
        yield StageKpis(stage, (usual, *added))
