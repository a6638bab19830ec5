"""What an answer means for the case: goes on, is complete, refused, screened out, or its quota is full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.schema import Quota
from psychograph.fielding.stores.answers_tables import quota_members
from psychograph.fielding.walk.values import Value
from psychograph.fielding.walk.walk import Walk

_COUNTS = (
    select(quota_members.c.quota, func.count())
    .where(quota_members.c.quota.in_(bindparam("quotas", expanding=True)))
    .group_by(quota_members.c.quota)
)


@dataclass(frozen=True)
class Judgement:
    """What becomes of a case: its outcome, what the log says of it, and the quotas it counts for."""

    outcome: Outcome
    happening: Happening | None = None
    detail: str = ""
    counts_for: tuple[str, ...] = ()


GOES_ON = Judgement(Outcome.STARTED)


def judged(
    connection: Connection,
    field: Fieldwork,
    walk: Walk,
    before: Mapping[str, Value],
    answers: Mapping[str, Value],
    *,
    may_finish: bool,
) -> Judgement:
    """Judge a case by the answers so far.

    First that consent was withheld, then rules that screen out, then quotas that are full, then whether all
    is answered. A rule or quota applies once it is sure to, see `Walk.sure`.

    A quota counts completed cases. Whoever gives the last answer is complete and counts, even if the quota
    was filled since they gave the answers that it looks at: so it can be passed by as many as stood before
    their last screen when it filled, and no more. Others are told at their next save. Where the last answer
    is the one that a quota looks at, it is looked at before it counts.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    field : Fieldwork
        Rules and quotas.
    walk : Walk
        Of the case.
    before, answers : mapping of str to Value
        What was stored, and what is now.
    may_finish : bool
        Whether this can be the end; False for a form that was put aside.
    """
    if walk.refused(answers):
        return Judgement(Outcome.REFUSED, Happening.REFUSED, "consent")
    sure = walk.sure(answers)
    for rule in field.plan.screen_out:
        if sure.holds(rule.when):
            return Judgement(Outcome.SCREENED_OUT, Happening.SCREENED_OUT, rule.name)
    finished = may_finish and sure.settled
    own = [quota for quota in field.plan.quotas if sure.holds(quota.when)]
    was = walk.sure(before) if finished and own else None
    looked_at = [quota for quota in own if was is None or not was.holds(quota.when)]
    full = first_full(connection, looked_at)
    if full is not None:
        return Judgement(Outcome.QUOTA_FULL, Happening.QUOTA_FULL, full.name)
    if finished:
        names = tuple(quota.name for quota in own)
        return Judgement(Outcome.COMPLETE, Happening.COMPLETED, counts_for=names)
    return GOES_ON


def first_full(connection: Connection, quotas: Sequence[Quota]) -> Quota | None:
    """Return the first of these quotas that as many completed cases as it may have count for."""
    if not quotas:
        return None
    rows = connection.execute(_COUNTS, {"quotas": [quota.name for quota in quotas]})
    counted = {row[0]: row[1] for row in rows}
    return next((quota for quota in quotas if counted.get(quota.name, 0) >= quota.at_most), None)
