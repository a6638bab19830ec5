"""A status as plain data, for scripts."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction

from psychograph.fielding.watching.counts import Breakdown, Counts
from psychograph.fielding.watching.rates import Rates
from psychograph.fielding.watching.stability import Stability
from psychograph.fielding.watching.status import Status
from psychograph.stats.trials.estimate import Estimate


def record_of(status: Status, stability: Stability | None = None) -> dict[str, object]:
    """Return a status as dicts, lists, texts and numbers; shares are numbers from 0 to 1.

    Parameters
    ----------
    status : Status
        How the field goes.
    stability : Stability, optional
        Whether adding answers still changes the segments, where that was asked for.
    """
    record: dict[str, object] = {
        "title": status.title,
        "time_zone": status.time_zone,
        "at": status.at.isoformat(),
        "opens": status.opens.isoformat(),
        "closes": status.closes.isoformat(),
        "counting": asdict(status.thresholds),
        "invited": _counts(status.invited),
        "open_link": _counts(status.open_link),
        "dispositions": [
            {"code": code.value, "means": code.words, "category": code.category.value, "cases": cases}
            for code, cases in status.dispositions
        ],
        "rates": _rates(status.rates),
        "waves": [
            {**asdict(wave), "delivered": wave.delivered, "first_at": _when(wave.first_at)}
            for wave in status.waves
        ],
        "breakdowns": {one.by: _breakdown(one) for one in status.breakdowns},
        "starts_by_hour": list(status.starts_by_hour),
        "stops": [{**asdict(stop), "share": float(stop.share)} for stop in status.stops],
        "times": {**asdict(status.times), "hasty_share": _share(status.times.hasty_share)},
        "quotas": [{**asdict(quota), "full": quota.full} for quota in status.quotas],
        "goal": None if status.goal is None else {**asdict(status.goal), "missing": status.goal.missing},
        "pace": asdict(status.pace),
        "costs": [{**asdict(cost), "total": cost.total, "each": cost.each} for cost in status.costs],
        "arms": [
            {
                **asdict(arm),
                "difference": _estimate(arm.difference),
                "together": _estimate(arm.together),
            }
            for arm in status.arms
        ],
        "early_late": None if status.early_late is None else asdict(status.early_late),
        "findings": [asdict(finding) for finding in status.findings],
    }
    if stability is not None:
        record["stability"] = asdict(stability)
    return record


def _counts(counts: Counts) -> dict[str, object]:
    return {**asdict(counts), "delivered": counts.delivered, "completion": _share(counts.completion())}


def _breakdown(breakdown: Breakdown) -> dict[str, object]:
    rows = [{"name": row.name, **_counts(row.counts)} for row in breakdown.rows]
    return {"note": breakdown.note, "rows": rows}


def _rates(rates: Rates) -> dict[str, object]:
    return {
        "e": _share(rates.eligibility.e),
        "e_basis": rates.eligibility.basis,
        "tally": asdict(rates.tally),
        **{
            rate.name: {"above": rate.above, "below": _share(rate.below), "value": _share(rate.value)}
            for rate in rates.all
        },
    }


def _estimate(estimate: Estimate) -> dict[str, float]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}


def _share(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def _when(moment: object) -> str | None:
    return None if moment is None else str(moment.isoformat())  # type: ignore[attr-defined]
