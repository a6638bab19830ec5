"""The KPI tree: the number that decides, what moves it, and what must not suffer for it."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.strategy.lines import BriefLine, Stage


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
