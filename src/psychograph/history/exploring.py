"""Exploring a history: every step in its order, from the tables of a plan to an `Exploration`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date

import numpy as np

from psychograph.findings import Finding, by_severity
from psychograph.history.asking import questions_of
from psychograph.history.customer_base import CustomerBase, customer_base
from psychograph.history.differences.differences import differences_of, with_chances
from psychograph.history.engines.engine import Engine
from psychograph.history.exploration import Exploration
from psychograph.history.forecasting import forecast_of
from psychograph.history.measures.sample import CustomerSample
from psychograph.history.measuring import (
    active_by_cohort,
    calendar_of,
    concentration_of,
    days_of,
    headcount,
    partitions,
    retained,
    rfm_of,
    totals,
)
from psychograph.history.natural_grouping import natural_groups
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.progress import Progress, part_of, silent, within
from psychograph.history.renewing import renewals_of
from psychograph.history.sampling import MOST, customer_sample
from psychograph.history.weaknesses import Weighed, weaknesses_of

#: Shares of the time at which steps begin, about as they are with many rows.
MEASURED, SAMPLED, GROUPED, DIFFERENCES = 0.65, 0.8, 0.85, 0.95


def explore(
    planned: PlannedHistory,
    engine: Engine,
    *,
    today: date,
    progress: Progress | None = None,
    base: CustomerBase | None = None,
) -> Exploration:
    """Return everything that a history says, before anybody is asked.

    Parameters
    ----------
    planned : PlannedHistory
        What the tables are and mean.
    engine : Engine
        What computes.
    today : date
        Rows after it are mistakes; nothing else reads the date.
    progress : callable or None
        Told what is being done, and the share of the whole that is done.
    base : CustomerBase or None
        The customer base of this plan by this engine, where it was made before; made here if None.

    Returns
    -------
    Exploration
        Equal on every engine, but for its name. What cannot be computed is None or empty, and a finding says
        why.

    Raises
    ------
    HistoryError
        Where the tables cannot be read, or no row of them can be used.
    """
    tell = progress or silent
    if base is None:
        base = customer_base(planned, engine, today=today, progress=part_of(progress, 0.0, MEASURED))
    tell("Measuring days, places and groups", MEASURED)
    found = measured(planned, engine, base)
    tell("Drawing customers for models", SAMPLED)
    sample = _sample(planned, engine, base)
    if sample is not None:
        tell("Forecasting", SAMPLED)
        forecasted = forecast_of(sample)
        found = with_findings(dataclasses.replace(found, forecast=forecasted.forecast), forecasted.findings)
        tell("Looking for natural groups", GROUPED)
        told = within(progress, "Looking for natural groups", GROUPED, DIFFERENCES)
        found = dataclasses.replace(
            found, groups=natural_groups(sample, seed=planned.plan.seed, progress=told)
        )
    tell("Comparing places, groups and times", DIFFERENCES)
    found = _compared(planned, engine, base, found)
    found = dataclasses.replace(found, questions=questions_of(found, sample))
    tell("Done", 1.0)
    return found


def _compared(planned: PlannedHistory, engine: Engine, base: CustomerBase, found: Exploration) -> Exploration:
    """Return an exploration with renewals, and with every question about differences answered."""
    renewed = renewals_of(engine, planned, until=base.lines.until)
    differences = differences_of(
        found.partitions,
        found.calendar,
        renewed.renewals,
        first=base.first,
        until=base.until,
        rng=np.random.default_rng(planned.plan.seed),
    )
    found = dataclasses.replace(
        found,
        renewals=renewed.renewals,
        differences=differences,
        calendar=with_chances(found.calendar, differences),
    )
    return with_findings(found, renewed.findings)


def with_findings(found: Exploration, more: Iterable[Finding]) -> Exploration:
    """Return an exploration with more findings, the most serious first."""
    return dataclasses.replace(found, findings=by_severity([*found.findings, *more]))


def measured(planned: PlannedHistory, engine: Engine, base: CustomerBase) -> Exploration:
    """Return what is counted and added up, without what models say."""
    rows = base.lines.rows
    if base.people is not None:
        rows = dataclasses.replace(rows, treated=(*rows.treated, *base.people.treated))
    heads = headcount(engine, base)
    days = days_of(engine, base)
    cohorts = active_by_cohort(engine, base)
    whole = totals(base, days, heads, base.lines.currency)
    parts = partitions(engine, base, heads)
    scores = rfm_of(engine, base)
    weighed = Weighed(
        rows=rows,
        totals=whole,
        heads=heads,
        rfm=scores,
        partitions=parts,
        valued=base.lines.valued,
        listed=base.people is not None,
        sampled=min(heads.bought, MOST),
        everybody=heads.bought,
    )
    return Exploration(
        title=planned.plan.title,
        engine=engine.name,
        rows=rows,
        totals=whole,
        calendar=calendar_of(engine, base, days, cohorts, seed=planned.plan.seed),
        partitions=parts,
        rfm=scores,
        retention=retained(base, cohorts),
        concentration=concentration_of(engine, base),
        forecast=None,
        renewals=None,
        groups=None,
        differences=(),
        questions=(),
        findings=by_severity([*engine.findings, *weaknesses_of(weighed)]),
    )


def _sample(planned: PlannedHistory, engine: Engine, base: CustomerBase) -> CustomerSample | None:
    if base.cuts is None:
        return None
    return customer_sample(engine, base.bought, until=base.lines.until, cut=base.cut, seed=planned.plan.seed)
