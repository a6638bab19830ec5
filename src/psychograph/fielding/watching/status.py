"""`Status`: how the field goes, from the store of answers alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from sqlalchemy import Connection

from psychograph.errors import ResponsesError
from psychograph.fielding.clock import moment, stamp
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.watching.answers import given_by, scored_of
from psychograph.fielding.watching.arms import ArmEffect, arm_effects
from psychograph.fielding.watching.breakdowns import breakdowns, counts_of, factors_of
from psychograph.fielding.watching.costs import Cost, costs_of
from psychograph.fielding.watching.counts import Breakdown, Counts
from psychograph.fielding.watching.dispositions import Disposition, Thresholds
from psychograph.fielding.watching.early_late import FEWEST, EarlyLate, early_against_late
from psychograph.fielding.watching.log import Record, read_log, thresholds_of
from psychograph.fielding.watching.mail import WaveLine, wave_lines
from psychograph.fielding.watching.pace import Pace, pace_of
from psychograph.fielding.watching.rates import Eligibility, Rates, Tally, rates
from psychograph.fielding.watching.remarks import remarks
from psychograph.fielding.watching.sample import QuotaLine, SampleGoal, goal_of, quota_lines
from psychograph.fielding.watching.stops import Stop, stops_of
from psychograph.fielding.watching.times import Times, times_of
from psychograph.fielding.watching.usable import usable_study
from psychograph.findings import Finding, by_severity

MOST_COMPARED = 10_000  # early against late; more change no figure that is printed


@dataclass(frozen=True)
class Status:
    """How the field goes.

    Parameters
    ----------
    title : str
        Of the questionnaire.
    time_zone : str
        That of the plan, on whose clock the field opens and closes.
    at, opens, closes : datetime
        When it was counted, and when the field opens and closes; UTC.
    thresholds : Thresholds
        What counts as complete and partial, as it was declared.
    invited : Counts
        Cases with a personal invitation: the sample. Test cases count nowhere.
    open_link : Counts
        Cases that came by an open link: of no sample, so that no response rate stands for them.
    rates : Rates
        Outcome rates of `invited`.
    dispositions : tuple of (Disposition, int)
        Of `invited`; those that occur, in the order of their codes.
    waves : tuple of WaveLine
        Mail by wave, in the order of the plan.
    breakdowns : tuple of Breakdown
        Both kinds of cases by wave, group, device, hour and each randomised factor; each adds up to all.
    starts_by_hour : tuple of int
        Cases that began, by hour of their own time zone; 24 numbers.
    stops : tuple of Stop
        Where those stand who have not finished; most first.
    times : Times
        How long completing took.
    quotas : tuple of QuotaLine
        In the order of the plan.
    goal : SampleGoal or None
        What the segments need; None without a study.
    pace : Pace
        How fast it goes.
    costs : tuple of Cost
        Cost of a complete answer; one for each currency.
    arms : tuple of ArmEffect
        What randomised arms did to starting and completing.
    early_late : EarlyLate or None
        Early against late respondents on what builds segments; None without a study, or with too few.
    findings : tuple of Finding
        What a manager should know, most serious first.
    """

    title: str
    time_zone: str
    at: datetime
    opens: datetime
    closes: datetime
    thresholds: Thresholds
    invited: Counts
    open_link: Counts
    rates: Rates
    dispositions: tuple[tuple[Disposition, int], ...]
    waves: tuple[WaveLine, ...]
    breakdowns: tuple[Breakdown, ...]
    starts_by_hour: tuple[int, ...]
    stops: tuple[Stop, ...]
    times: Times
    quotas: tuple[QuotaLine, ...]
    goal: SampleGoal | None
    pace: Pace
    costs: tuple[Cost, ...]
    arms: tuple[ArmEffect, ...]
    early_late: EarlyLate | None
    findings: tuple[Finding, ...]

    @property
    def all(self) -> Counts:
        """Invited cases and those of an open link together."""
        return self.invited + self.open_link

    def breakdown(self, by: str) -> Breakdown:
        """Return a breakdown by its name, such as ``"group"`` or ``"arm: window"``.

        Raises
        ------
        KeyError
            Where there is none of that name.
        """
        for one in self.breakdowns:
            if one.by == by:
                return one
        raise KeyError(by)


def status(
    connection: Connection, field: Fieldwork, at: datetime, *, eligibility: Eligibility | None = None
) -> Status:
    """Count how the field goes.

    Parameters
    ----------
    connection : Connection
        Of the store of answers; nothing is written.
    field : Fieldwork
        Plan, questionnaire and study.
    at : datetime
        Now, aware.
    eligibility : Eligibility, optional
        e, where somebody knows better than proportional allocation.

    Notes
    -----
    The store is read in a handful of passes, each in one statement; a hundred thousand cases take some
    seconds.
    """
    log = read_log(connection, field, stamp(at))
    records = log.records
    invited = [record for record in records if not record.open_link]
    complete = [one for one in records if one.standing.disposition is Disposition.COMPLETE]
    ended = Counter(one.standing.disposition for one in invited)
    planned = arms_planned(field)
    lines = wave_lines(log, waves_planned(field))
    found = Status(
        title=str(field.questionnaire.title),
        time_zone=field.plan.period.time_zone,
        at=at,
        opens=field.opens,
        closes=field.closes,
        thresholds=thresholds_of(field),
        invited=counts_of(invited),
        open_link=counts_of(one for one in records if one.open_link),
        rates=rates(Tally.counted(ended), eligibility),
        dispositions=tuple((code, ended[code]) for code in Disposition if ended[code]),
        waves=lines,
        breakdowns=breakdowns(records, waves_planned(field), factors_of(records)),
        starts_by_hour=_starts_by_hour(records),
        stops=stops_of(connection, records, field.questionnaire),
        times=times_of(connection, field.questionnaire, complete),
        quotas=quota_lines(connection, field),
        goal=goal_of(field.study, len(complete)),
        pace=pace_of(_finished(complete), field.opens, field.closes, at, field.plan.period.time_zone),
        costs=costs_of(field.plan, sum(line.sent for line in lines), len(complete), _arms_of_ended(records)),
        arms=arm_effects(invited, planned),
        early_late=_early_late(connection, field, complete),
        findings=(),
    )
    return replace(found, findings=by_severity(remarks(found)))


def waves_planned(field: Fieldwork) -> tuple[str, ...]:
    """Return the names of the waves of the plan, in their order."""
    invitations = field.plan.invitations
    return tuple(wave.name for wave in invitations.waves) if invitations else ()


def arms_planned(field: Fieldwork) -> dict[str, tuple[str, ...]]:
    """Return the arms of the plan by factor, in their order."""
    if field.plan.invitations is None:
        return {}
    arms = field.plan.invitations.arms
    planned = {"window": arms.window, "subject": arms.subject, "incentive": arms.incentive}
    return {factor: tuple(names) for factor, names in planned.items() if names}


def _starts_by_hour(records: Iterable[Record]) -> tuple[int, ...]:
    hours = Counter(record.started_hour for record in records)
    return tuple(hours[hour] for hour in range(24))


def _finished(complete: Iterable[Record]) -> list[datetime]:
    return [moment(one.finished_at) for one in complete if one.finished_at is not None]


def _arms_of_ended(records: Iterable[Record]) -> list[dict[str, str]]:
    """Return the arms of those who came to the end, whom incentives were promised to."""
    return [json.loads(record.arms) for record in records if record.at_end]


def _early_late(connection: Connection, field: Fieldwork, complete: Sequence[Record]) -> EarlyLate | None:
    """Compare early with late respondents on what builds segments; None where that cannot be done."""
    study = usable_study(field) if len(complete) >= 2 * FEWEST else None
    if study is None:
        return None
    in_order = sorted(complete, key=lambda one: (one.finished_at or 0, one.case_id))
    in_order = in_order[:: 1 + len(in_order) // MOST_COMPARED]  # of very many, every second or third
    numbers = {name: at for at, name in enumerate(waves_planned(field))}
    try:
        scored = scored_of(field.questionnaire, given_by(connection, field, in_order), study)
    except ResponsesError:  # the study asks for columns that the questionnaire does not have
        return None
    attributes = scored.numeric
    names = [name for name in study.basis if name in attributes.names]
    values = np.column_stack([attributes.column(name) for name in names]) if names else np.empty((0, 0))
    return early_against_late(names, values, [numbers.get(one.wave, -1) for one in in_order])
