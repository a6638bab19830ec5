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
from psychograph.study.model import Goal, Measure

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


def metric_of(situation: Situation, role: TargetRole) -> str:
    """Return the number that decides for a role: the user's or the goal's, but their own for givers and
    for people who buy already.
    """
    if role is TargetRole.INDIRECT:
        return situation.say("brief-kpi-presents")
    if role is TargetRole.MAINTAIN:
        return situation.knowledge.goals[Goal.RETENTION].measure
    return situation.metric


def _measure_of(situation: Situation, role: TargetRole) -> Measure | None:
    """Return the user's number, for the roles that it is about."""
    about = role not in {TargetRole.INDIRECT, TargetRole.MAINTAIN, TargetRole.NOT_NOW}
    return situation.study.objective.measure if about else None


def where_now(situation: Situation, role: TargetRole) -> Aim:
    """Return where the business stands; the number to fetch where the user gave none."""
    metric, measure = metric_of(situation, role), _measure_of(situation, role)
    if role is TargetRole.NOT_NOW:
        return Aim(situation.say("brief-now-nothing"), metric)
    if measure is None or measure.base is None:
        return Aim(situation.say("brief-now-fetch", metric=metric), metric)
    value = situation.language.number(measure.base)
    return Aim(situation.say("brief-now", metric=capitalised(metric), value=value), metric, measure.base)


def where_to_be(situation: Situation, role: TargetRole) -> Aim:
    """Return where the business wants to be; what to set where the user did not say."""
    metric, measure = metric_of(situation, role), _measure_of(situation, role)
    if role is TargetRole.NOT_NOW:
        return Aim(situation.say("brief-aim-nothing"), metric)
    if measure is None or measure.target is None:
        return Aim(situation.say("brief-aim-set", metric=metric), metric)
    by = format_date(measure.by, "long", locale=situation.language.locale) if measure.by else ""
    key = "brief-aim" + ("-by" if by else "") + ("-owner" if measure.owner else "")
    given = {"metric": capitalised(metric), "value": situation.language.number(measure.target)}
    given |= {"by": by} if by else {}
    given |= {"owner": measure.owner} if measure.owner else {}
    iso = measure.by.isoformat() if measure.by else ""
    return Aim(situation.say(key, **given), metric, measure.target, iso, measure.owner or "")


def kpi_tree(situation: Situation, role: TargetRole, lines: GuardedLines) -> KpiTree:
    """Return the number that decides, its parts, what to watch at each stage, and the guardrails.

    The goal gives one line a stage; rules add theirs at the stage that they name, else where people act.
    """
    own = {TargetRole.INDIRECT: "presents", TargetRole.MAINTAIN: "retention"}
    formula = own.get(role, situation.study.objective.goal.replace("_", "-"))
    yours = _measure_of(situation, role) is not None
    by_rules = list(lines.about(Slot.KPI)) if role is not TargetRole.INDIRECT else []
    return KpiTree(
        primary=BriefLine(metric_of(situation, role), "yours" if yours else "goal"),
        formula=situation.say(f"brief-formula-{formula}"),
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
