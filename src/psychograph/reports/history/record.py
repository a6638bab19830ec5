"""`exploration.json`: everything that was found, as plain figures."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from psychograph.findings import Finding
from psychograph.history.exploration import Exploration
from psychograph.history.forecast import Forecast
from psychograph.history.lines.rows import Rows
from psychograph.history.measures.customers import Concentration, Partition, Retention, Rfm
from psychograph.history.measures.time import Calendar
from psychograph.history.measures.totals import Totals
from psychograph.history.natural_groups import NaturalGroup
from psychograph.history.questions import Question
from psychograph.history.renewals import Renewals

FORMAT = "psychograph exploration 1"


@dataclass(frozen=True)
class GroupsRecord:
    """Natural groups without the customers in them.

    Parameters
    ----------
    method, verdict, text : str
        How they were made, and how far to trust them.
    customers, everybody : int
        Who was segmented, and for how many they stand.
    why : str
        Why so many groups.
    groups : tuple of NaturalGroup
    findings : tuple of Finding
    """

    method: str
    verdict: str
    text: str
    customers: int
    everybody: int
    why: str
    groups: tuple[NaturalGroup, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, eq=False)
class DifferenceRecord:
    """A difference, and whether it is called one; see `psychograph.history.measures.difference`."""

    by: str
    what: str
    test: str
    p: float | None
    q: float | None
    effect: float
    effect_name: str
    real: bool
    text: str


@dataclass(frozen=True, eq=False)
class ExplorationRecord:
    """An exploration as plain figures; see `psychograph.history.exploration`. Equal data give equal bytes.

    Parameters
    ----------
    format : str
        ``"psychograph exploration 1"``.
    """

    format: str
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
    groups: GroupsRecord | None
    differences: tuple[DifferenceRecord, ...]
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]


def record_of(found: Exploration) -> ExplorationRecord:
    """Return an exploration as plain figures: without customers, labels and models."""
    same = {
        field.name: getattr(found, field.name)
        for field in dataclasses.fields(ExplorationRecord)
        if field.name not in {"format", "groups", "differences"}
    }
    return ExplorationRecord(
        format=FORMAT,
        groups=_groups(found),
        differences=tuple(
            DifferenceRecord(
                *(one.by, one.what, one.test, one.p, one.q, one.effect, one.effect_name, one.real, one.text)
            )
            for one in found.differences
        ),
        **same,
    )


def _groups(found: Exploration) -> GroupsRecord | None:
    if found.groups is None:
        return None
    segmentation = found.groups.segmentation
    return GroupsRecord(
        method=segmentation.method,
        verdict=segmentation.verdict.kind.value,
        text=segmentation.verdict.text,
        customers=found.groups.customers,
        everybody=found.groups.everybody,
        why=found.groups.why,
        groups=found.groups.groups,
        findings=tuple(segmentation.findings),
    )
