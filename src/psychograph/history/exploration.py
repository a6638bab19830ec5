"""`Exploration`: everything that history says, before anybody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psychograph.findings import Finding
from psychograph.history.lines.rows import Rows
from psychograph.history.measures.customers import Concentration, Partition, Retention, Rfm
from psychograph.history.measures.difference import Difference
from psychograph.history.measures.time import Calendar
from psychograph.history.measures.totals import Totals

if TYPE_CHECKING:
    from psychograph.history.forecast import Forecast
    from psychograph.history.natural_groups import NaturalGroups
    from psychograph.history.questions import Question
    from psychograph.history.renewals import Renewals


@dataclass(frozen=True, eq=False)
class Exploration:
    """What was found; every part that could not be computed is None, and a finding says why.

    Parameters
    ----------
    title : str
    engine : str
        What computed it.
    rows : Rows
    totals : Totals
    calendar : Calendar
    partitions : tuple of Partition
        Places, then groups.
    rfm : Rfm or None
    retention : Retention or None
    concentration : Concentration or None
        These three are None where no row names a customer who bought.
    forecast : Forecast or None
        Repeat buying and value to come (BG/NBD, gamma-gamma).
    renewals : Renewals or None
        Where there are subscriptions (beta-geometric).
    groups : NaturalGroups or None
        Segments of behaviour, by the segmentation engine.
    differences : tuple of Difference
        Every question that was asked, whatever the answer.
    questions : tuple of Question
        What to ask in the survey, because history cannot say.
    findings : tuple of Finding
        Weaknesses, the most serious first.
    """

    title: str
    engine: str
    rows: Rows
    totals: Totals
    calendar: Calendar
    partitions: tuple[Partition, ...]
    rfm: Rfm | None
    retention: Retention | None
    concentration: Concentration | None
    forecast: Forecast | None
    renewals: Renewals | None
    groups: NaturalGroups | None
    differences: tuple[Difference, ...]
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
