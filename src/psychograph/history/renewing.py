"""From a table of subscriptions to `Renewals`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem
from psychograph.findings import Finding, Severity
from psychograph.history.engines.engine import Engine, Fetched
from psychograph.history.errors import HistoryError
from psychograph.history.lines.day_numbers import day_number, no_days
from psychograph.history.lines.sources import open_source
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import Subscriptions
from psychograph.history.renewals import Renewals
from psychograph.history.tables.subscriptions import (
    EXAMPLE,
    GROUPED,
    ROWS,
    TROUBLES,
    started_and_ended,
)
from psychograph.quoting import quoted
from psychograph.stats.comparison.strata import mantel_haenszel
from psychograph.stats.comparison.tables import LEAST_EXPECTED
from psychograph.stats.repeat_buying.beta_geometric import fit_beta_geometric, renewal_rates

Counts = NDArray[np.int64]

MONTHS = {"month": 1, "quarter": 3, "year": 12}
BATCH = 50_000  # rows fetched at a time
BEYOND = 4  # renewals that the model tells after the last that was seen
MOST_UNREAD = 0.1  # of the rows; above it, the plan is wrong rather than the rows
UNREADABLE = ("start-unreadable", "end-unreadable")


@dataclass(frozen=True)
class Renewed:
    """Renewals, or why there are none.

    Parameters
    ----------
    renewals : Renewals or None
    findings : tuple of Finding
        What is the matter with rows, and in what the model is weak.
    """

    renewals: Renewals | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, eq=False)
class _Told:
    """Counts as they were fetched: parallel arrays, and rows with something the matter by code."""

    started: Counts
    made: Counts
    lapsed: Counts
    running: Counts
    rows: Counts
    trouble: tuple[tuple[str, int, str], ...]


def renewals_of(engine: Engine, planned: PlannedHistory, *, until: int) -> Renewed:
    """Count renewals of subscriptions, and fit the beta-geometric to them.

    Parameters
    ----------
    engine : Engine
    planned : PlannedHistory
        Nothing is done where it has no subscriptions.
    until : int
        Of this day (since 1970-01-01) and later nothing is known; subscriptions without an end run.

    Returns
    -------
    Renewed
        Rows without a start, with days that do not read, that start before `earliest` or from `until` on,
        or end before they start, are left out, and findings count them.

    Raises
    ------
    HistoryError
        Where columns are of a type that cannot be days, or more than a tenth of the rows does not read.
    """
    source = planned.plan.subscriptions
    if source is None:
        return Renewed(None, ())
    table = open_source(engine, planned, "subscriptions", source)
    kinds = table.collect_schema()
    HistoryError.collect(
        problem
        for key, column in (("started", source.started), ("ended", source.ended))
        for problem in no_days(planned.where("subscriptions", key), column, kinds[column])
    )
    earliest = day_number(planned.plan.earliest)
    counted = started_and_ended(table, source, earliest=earliest, until=until)
    told = _told(engine.batches(counted, BATCH), MONTHS[source.period], until)
    _refuse(planned, source, told)
    if not told.rows.sum():
        text = "No subscription could be used: see what is the matter with their rows."
        return Renewed(None, (*_troubles(told), Finding("no-subscriptions", Severity.CAUTION, text)))
    return _renewed(source, told)


def _told(batches: Iterable[Fetched], step: int, until: int) -> _Told:
    """Count subscriptions by month of start and renewals made, one batch after the other."""
    kinds: Counter[tuple[int, ...]] = Counter()
    wrong: Counter[int] = Counter()
    examples: dict[int, str] = {}
    for batch in batches:
        start, end, running, trouble, rows = (
            np.asarray(batch[name].to_list(), dtype=np.int64) for name in (*GROUPED, ROWS)
        )
        for at in np.flatnonzero(trouble).tolist():
            code, said = int(trouble[at]), str(batch[EXAMPLE][at] or "")
            wrong[code] += int(rows[at])
            examples[code] = min(examples.get(code, said), said)
        good = trouble == 0
        table = _renewals_made(start[good], end[good], running[good], step, until)
        found, at_kind = np.unique(table, axis=1, return_inverse=True)
        many = np.bincount(at_kind.ravel(), rows[good], minlength=found.shape[1]).astype(np.int64)
        kinds.update(dict(zip(map(tuple, found.T.tolist()), many.tolist(), strict=True)))
    columns = np.array(sorted(kinds), dtype=np.int64).reshape(-1, 4).T
    many = np.array([kinds[kind] for kind in sorted(kinds)], dtype=np.int64)
    bad = tuple((TROUBLES[code], wrong[code], examples[code]) for code in sorted(wrong))
    return _Told(columns[0], columns[1], columns[2], columns[3], many, bad)


def _renewals_made(start: Counts, end: Counts, running: Counts, step: int, until: int) -> Counts:
    """Return month of start, renewals made, whether the next one lapsed, and what runs, shape (4, n).

    A subscription falls due on its day of the month, every so many months; where a month is too short, on its
    last day. One that ended on that day or before was not renewed then, one that ended later was. Who ended
    before `until` at a renewal that falls due only afterwards is counted as renewed so far, and no further:
    others like him have not been asked yet.
    """
    month, day = _month_and_day(start)

    def due_before(days: Counts) -> Counts:
        later, last = _month_and_day(days)
        return np.asarray(np.maximum(later - month - (day >= last), 0) // step)

    made = due_before(end)
    lapsed = (running == 0) & (made < due_before(np.full_like(start, until)))
    return np.stack([month, made, lapsed.astype(np.int64), running])


def _month_and_day(days: Counts) -> tuple[Counts, Counts]:
    """Return months since January 1970 and days of the month, from 1, of days since 1970-01-01."""
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    within = days - months.astype("datetime64[D]").astype(np.int64) + 1
    return months.astype(np.int64), within


def _refuse(planned: PlannedHistory, source: Subscriptions, told: _Told) -> None:
    """Refuse days of which more than a tenth does not read."""
    everything = int(told.rows.sum()) + sum(rows for _, rows, _ in told.trouble)
    HistoryError.collect(
        Problem(
            where=planned.where("subscriptions", "dates" if source.dates != "iso" else column),
            found=f"{rows:,} of {everything:,} rows whose {quoted(getattr(source, column))} is no day when "
            f"read as `{source.dates}`, such as {quoted(example)}",
            expected="days as `dates` says, with or without an hour",
            mend="write `dates: day first` or `dates: month first`, as they are written",
        )
        for code, rows, example in told.trouble
        for column in ["started" if code.startswith("start") else "ended"]
        if code in UNREADABLE and rows > MOST_UNREAD * everything
    )


def _renewed(source: Subscriptions, told: _Told) -> Renewed:
    step = MONTHS[source.period]
    came, kept, due = _by_start(told, step)
    at_risk, renewed = came.sum(axis=0), kept.sum(axis=0)
    seen = int(np.flatnonzero(at_risk)[-1]) + 1 if at_risk.any() else 0
    at_risk, renewed = at_risk[:seen], renewed[:seen]
    month = due % 12
    by_month = tuple((int(came[month == one].sum()), int(kept[month == one].sum())) for one in range(12))
    findings = list(_troubles(told))
    alpha = beta = math.nan
    fitted: tuple[float, ...] = ()
    if seen:
        fit = fit_beta_geometric(at_risk, renewed)
        if fit.model is not None:
            alpha, beta = fit.model.alpha, fit.model.beta
            fitted = tuple(renewal_rates(fit.model, seen + BEYOND).tolist())
        if fit.reason:
            findings.append(_weak(fit.reason, fitted=bool(fitted)))
    else:
        findings.append(_weak("no subscription has come to a renewal yet", fitted=False))
    p, v = _month_test(came, kept, due)
    found = Renewals(
        period=source.period,
        subscriptions=int(told.rows.sum()),
        running=int(told.rows[told.running == 1].sum()),
        at_risk=tuple(at_risk.tolist()),
        renewed=tuple(renewed.tolist()),
        alpha=alpha,
        beta=beta,
        fitted=fitted,
        by_month=by_month,
        month_p=p,
        month_v=v,
    )
    return Renewed(found, tuple(findings))


def _by_start(told: _Told, step: int) -> tuple[Counts, Counts, Counts]:
    """Return who came to a renewal and renewed, and its month since 1970, shape (starts, renewals) each."""
    starts, at = np.unique(told.started, return_inverse=True)
    longest = int((told.made + told.lapsed).max())
    shape = (len(starts), longest + 2)
    made, lost = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    np.add.at(made, (at, told.made), told.rows)
    np.add.at(lost, (at, told.made + 1), told.rows * told.lapsed)
    # Who made n renewals made each one before, too.
    kept = made[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1 : longest + 1]
    came = kept + lost[:, 1 : longest + 1]
    due = starts[:, None] + step * np.arange(1, longest + 1)[None]
    return came, kept, due


def _month_test(came: Counts, kept: Counts, due: Counts) -> tuple[float | None, float]:
    """Return p and Cramer's V of the month, within subscriptions at the same renewal in the same year.

    Months of which fewer than five would be expected to leave, or to stay, are left out.
    """
    month, year = due % 12, due // 12
    stratum = np.unique(
        (year - year.min(initial=0)) * (came.shape[1] + 1) + np.arange(came.shape[1]), return_inverse=True
    )[1].reshape(came.shape)
    strata = int(stratum.max(initial=-1)) + 1
    of, had = np.zeros((strata, 12), np.int64), np.zeros((strata, 12), np.int64)
    np.add.at(of, (stratum, month), came)
    np.add.at(had, (stratum, month), came - kept)
    whole = of.sum()
    rate = had.sum() / whole if whole else 0.0
    enough = of.sum(axis=0) * min(rate, 1 - rate) >= LEAST_EXPECTED
    if int(enough.sum()) < 2:
        return None, math.nan
    found = mantel_haenszel(had[:, enough], of[:, enough])
    if not math.isfinite(found.p):
        return None, math.nan
    surplus = max(0.0, found.statistic - found.df[0])
    return found.p, min(1.0, math.sqrt(surplus / float(of[:, enough].sum())))


def _weak(reason: str, *, fitted: bool) -> Finding:
    if fitted:
        text = f"Parameters of the model of renewals are not to be read one by one: {reason}."
        return Finding("renewal-parameters", Severity.NOTE, text)
    return Finding("no-renewal-model", Severity.CAUTION, f"Renewals to come are not forecast: {reason}.")


SAID = {
    "start-missing": "do not say when they started",
    "start-unreadable": "start on a day that does not read",
    "end-unreadable": "end on a day that does not read",
    "start-early": "start before the first day that can be meant",
    "start-future": "start after the last day that is known",
    "end-before-start": "end before they start",
}


def _troubles(told: _Told) -> Iterator[Finding]:
    for code, rows, example in told.trouble:
        such = f", such as {quoted(example)}" if example else ""
        text = f"{rows:,} subscriptions {SAID[code]}{such}: they are left out."
        yield Finding(f"subscriptions-{code}", Severity.CAUTION, text)
