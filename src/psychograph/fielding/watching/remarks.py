"""What a manager should know: weaknesses of the field so far, as findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from psychograph.findings import Finding, Severity
from psychograph.quoting import shortened

if TYPE_CHECKING:
    from psychograph.fielding.watching.status import Status

MANY_BOUNCES = 0.05  # of addresses; more, and mail servers take the sender for careless
FEW_SENT = 20
STEEP = 0.10  # of those who came to a screen
FEWEST_STOPS = 5
MANY_HASTY = 0.10
FEWEST_TIMED = 20


def remarks(status: Status) -> Iterator[Finding]:
    """Yield what weakens the field so far, and what can still be done.

    Parameters
    ----------
    status : Status
        As counted; its findings are not looked at.
    """
    yield from _open_link(status)
    yield from _bounces(status)
    yield from _steep(status)
    yield from _hasty(status)
    yield from _quotas(status)
    yield from _goal(status)
    yield from _eligibility(status)
    yield from _arms(status)


def _open_link(status: Status) -> Iterator[Finding]:
    came = status.open_link
    if came.cases:
        yield Finding(
            "open-link",
            Severity.NOTE,
            f"{came.cases:,} came by the open link. Nobody knows how many saw it, so there is no response "
            f"rate for them, and no margin of error: {came.complete:,} of those who began completed. Rates "
            f"are of the {status.invited.cases:,} who were invited.",
        )


def _bounces(status: Status) -> Iterator[Finding]:
    sent, bounced = status.invited.sent, status.invited.bounced
    if sent >= FEW_SENT and bounced / sent > MANY_BOUNCES:
        yield Finding(
            "many-bounces",
            Severity.CAUTION,
            f"Mail to {bounced:,} of {sent:,} came back ({bounced / sent * 100:.0f}%). Check how old the "
            "list is before the next wave: mail servers begin to refuse senders whose mail often comes back.",
        )


def _steep(status: Status) -> Iterator[Finding]:
    for stop in status.stops:
        if stop.stopped >= FEWEST_STOPS and stop.share > STEEP:
            words = f": {shortened(stop.text)}" if stop.text else ""
            yield Finding(
                "many-stop-here",
                Severity.CAUTION,
                f"{stop.stopped:,} of the {stop.came:,} who came to {stop.screen} have not gone on "
                f"({float(stop.share) * 100:.0f}%){words}. Some may come back; try this question on a phone.",
            )


def _hasty(status: Status) -> Iterator[Finding]:
    share = status.times.hasty_share
    if share is not None and status.times.items_timed >= FEWEST_TIMED and share > MANY_HASTY:
        yield Finding(
            "many-hasty",
            Severity.CAUTION,
            f"{status.times.hasty:,} of {status.times.items_timed:,} took less than two seconds a statement "
            f"({float(share) * 100:.0f}%): too quick to have read. Leave them out later by two signs, not by "
            "this one alone.",
        )


def _quotas(status: Status) -> Iterator[Finding]:
    full = [quota.name for quota in status.quotas if quota.full]
    if full:
        yield Finding(
            "quota-full",
            Severity.NOTE,
            f"Full: {', '.join(full)}. Whoever belongs there is thanked and not asked on.",
        )


def _goal(status: Status) -> Iterator[Finding]:
    goal = status.goal
    if goal is not None and status.at >= status.opens and status.pace.projected < goal.completed:
        yield Finding(
            "short-of-goal",
            Severity.CAUTION,
            f"At this pace there will be {status.pace.projected:,} complete answers at the close; segments "
            f"on {goal.basis} attributes want {goal.completed:,}. Invite more people, or remind those who "
            "have not answered.",
        )


def _eligibility(status: Status) -> Iterator[Finding]:
    if status.rates.tally.cases and status.rates.eligibility.e is None:
        yield Finding(
            "no-eligibility",
            Severity.NOTE,
            "Nobody of the invited has answered yet, so e is not known, and neither are RR3, RR4, REF2 "
            "and CON2.",
        )


def _arms(status: Status) -> Iterator[Finding]:
    waiting = status.invited.not_sent
    if status.arms and waiting and status.at < status.closes:
        yield Finding(
            "arms-unfinished",
            Severity.NOTE,
            f"Arms are compared while {waiting:,} of {status.invited.cases:,} have not been written to "
            "yet. Who "
            "waits counts as not begun, so an arm that is sent later looks worse until it is.",
        )
