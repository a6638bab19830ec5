"""Who gets which message when: worked out from the plan, the contacts and what became of them so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, Table, and_, exists, or_, select

from psychograph.fielding.clock import moment, stamp
from psychograph.fielding.contacts.suppression import suppressions
from psychograph.fielding.invitations.arms import arms_in
from psychograph.fielding.invitations.outbox import SURVEY, Entry, State, entry
from psychograph.fielding.invitations.schedule import MARGIN, first_moment, share_of
from psychograph.fielding.links.keys import cases_of
from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.schema import Invitations, Wave, Window
from psychograph.fielding.plan.values import in_zone
from psychograph.fielding.stores.answers_tables import cases, events
from psychograph.fielding.stores.contact_tables import bounces, outbox, persons
from psychograph.fielding.stores.opened import Stores
from psychograph.fielding.stores.parts import in_parts

# What a manager, an erasure or a bounce noted on a case, after which nothing more is sent.
ENDED = {
    Happening.BOUNCED: "bounced",
    Happening.UNSUBSCRIBED: "unsubscribed",
    Happening.COMPLAINED: "complained",
    Happening.REFUSED: "refused",
    Happening.DUPLICATE: "duplicate",
    Happening.UNAVAILABLE: "unavailable",
    Happening.INELIGIBLE: "ineligible",
    Happening.ERASED: "erased",
}
TOO_LATE = "its window comes too late: the field closes first"
AHEAD = timedelta(days=1)  # so long before it may go, a reminder is written into the outbox


@dataclass(frozen=True)
class Recipient:
    """A contact, with what decides about their messages; `stopped` says why they get no more."""

    person_id: str
    address: str
    address_key: str
    name: str
    language: str
    time_zone: str
    group: str
    source: str
    arms: Mapping[str, str]
    case_id: str = ""
    stopped: str = ""
    history: Mapping[str, Entry] = field(default_factory=dict)  # by wave


@dataclass(frozen=True)
class Intended:
    """A message that is meant for somebody: when it goes, or why not.

    `expected` tells that it depends on messages which did not go out yet, and on nobody answering them.
    """

    recipient: Recipient
    wave: Wave
    due: datetime | None
    why_not: str = ""
    expected: bool = False


def recipients(stores: Stores, secret: str, person_ids: Sequence[str] | None = None) -> list[Recipient]:
    """Return people with what became of them so far; all of them for None, in the order of their numbers.

    Parameters
    ----------
    stores : Stores
        Of the study.
    secret : str
        ``Settings.secret``.
    person_ids : sequence of str, optional
        Whom; those who are not there any more are left out.
    """
    people = stores.contacts.read(lambda contacts: _people(contacts, secret, person_ids))
    ids = [one.person_id for one in people]
    tied = stores.links.read(lambda links: cases_of(links, ids))
    ended = stores.answers.read(lambda answers: _ended(answers, list(tied.values())))
    return [
        replace(
            one,
            case_id=tied.get(one.person_id, ""),
            stopped=one.stopped or ended.get(tied.get(one.person_id, ""), ""),
        )
        for one in people
    ]


def intend(plan: Fieldwork, recipient: Recipient, wave: Wave, now: datetime) -> Intended:
    """Return when a wave goes to somebody who has not got it yet.

    Not before its day of the plan; a reminder not before the day, on the recipient's calendar, that is as
    many days after the previous message really went out as the plan has between the two. In the window
    that follows, at the recipient's own place in it (:mod:`~psychograph.fielding.invitations.schedule`).
    """
    invitations = invitations_of(plan)
    if recipient.stopped:
        return Intended(recipient, wave, None, recipient.stopped)
    earliest = max(nominal(plan, wave), now)
    before = previous(invitations, wave)
    if before is not None:
        passed = recipient.history.get(before.name)
        if passed is not None and passed.went_at is not None:
            went = moment(passed.went_at).astimezone(ZoneInfo(zone_of(plan, recipient)))
            day = went.date() + timedelta(days=days_between(before, wave))
            apart = datetime.combine(day, time(0), tzinfo=went.tzinfo).astimezone(UTC)
            earliest = max(earliest, apart)
    return _at(plan, recipient, wave, earliest)


def forecast(plan: Fieldwork, recipient: Recipient, now: datetime) -> list[Intended]:
    """Return every message somebody would still get, as if they never answered.

    What is in the outbox is told as it is there; what is not is worked out, one wave upon the other.
    """
    invitations = invitations_of(plan)
    found: list[Intended] = []
    expecting = False
    for wave in invitations.waves:
        there = recipient.history.get(wave.name)
        if there is None:
            intended = replace(intend(plan, recipient, wave, now), expected=expecting)
        elif there.state is State.PLANNED and not recipient.stopped:
            intended = Intended(recipient, wave, max(moment(there.try_at), now))
        elif there.state is State.PLANNED:
            intended = Intended(recipient, wave, None, recipient.stopped)
        else:
            continue
        found.append(intended)
        if intended.due is not None:
            expecting = True
            recipient = _as_if_sent(recipient, wave, intended.due)
        elif there is None and intended.why_not == TOO_LATE:
            break
    return found


def waiting_for(plan: Fieldwork, wave: Wave, contacts: Connection, now: datetime) -> list[str]:
    """Return the numbers of people for whom a wave is to be written into the outbox now.

    Of the first wave: all who have none. Of a reminder: all whose previous message is over, and whose day
    is near.
    """
    invitations = invitations_of(plan)
    mine, before = outbox.alias(), previous(invitations, wave)
    has_it = exists().where(
        mine.c.person_id == persons.c.person_id, mine.c.wave == wave.name, mine.c.message == SURVEY
    )
    wanted = select(persons.c.person_id).where(~has_it)
    if before is not None:
        if now < nominal(plan, wave) - AHEAD:
            return []
        went = stamp(now - timedelta(days=days_between(before, wave) - 1) + AHEAD)
        earlier = outbox.alias()
        sent = and_(earlier.c.state == State.SENT.value, earlier.c.sent_at <= went)
        perhaps = and_(earlier.c.state == State.UNCERTAIN.value, earlier.c.claimed_at <= went)
        over = or_(sent, perhaps, earlier.c.state.in_([State.FAILED.value, State.CANCELLED.value]))
        wanted = wanted.where(
            exists().where(
                earlier.c.person_id == persons.c.person_id,
                earlier.c.wave == before.name,
                earlier.c.message == SURVEY,
                over,
            )
        )
    return list(contacts.execute(wanted.order_by(persons.c.person_id)).scalars())


def window_of(plan: Fieldwork, arms: Mapping[str, str]) -> Window:
    """Return the window of a person: that of the arm, where the plan varies it."""
    invitations = invitations_of(plan)
    varied = invitations.arms.window or {}
    return varied.get(arms.get("window", ""), invitations.window)


def zone_of(plan: Fieldwork, recipient: Recipient) -> str:
    """Return whose clock counts: the person's own, that of the plan where it is not known."""
    return recipient.time_zone or plan.plan.period.time_zone


def next_moment(plan: Fieldwork, recipient: Recipient, after: datetime, part: float = 1.0) -> datetime | None:
    """Return when a message to somebody may go at or after a moment; None where that is too late.

    `part`: in what part of the window, from its start, all are placed.
    """
    window = window_of(plan, recipient.arms)
    share = part * share_of(recipient.person_id, plan.digest)
    found = first_moment(after, window, zone_of(plan, recipient), share)
    return found if found is not None and found <= plan.closes - MARGIN else None


def nominal(plan: Fieldwork, wave: Wave) -> datetime:
    """Return the moment from which the window of a wave is looked for, in UTC."""
    period = plan.plan.period
    return in_zone(period.opens + timedelta(days=wave.after_days), period.time_zone).astimezone(UTC)


def previous(invitations: Invitations, wave: Wave) -> Wave | None:
    """Return the wave before; None for the first."""
    names = [one.name for one in invitations.waves]
    at = names.index(wave.name)
    return invitations.waves[at - 1] if at else None


def days_between(before: Wave, wave: Wave) -> int:
    """Return how many days the plan has between two waves, at least one."""
    return max(wave.after_days - before.after_days, 1)


def invitations_of(plan: Fieldwork) -> Invitations:
    """Return the invitations of a plan that has some."""
    if plan.plan.invitations is None:
        raise ValueError("a plan without invitations sends nothing")
    return plan.plan.invitations


def _at(plan: Fieldwork, recipient: Recipient, wave: Wave, earliest: datetime) -> Intended:
    due = next_moment(plan, recipient, earliest)
    return Intended(recipient, wave, due, "" if due is not None else TOO_LATE)


def _as_if_sent(recipient: Recipient, wave: Wave, due: datetime) -> Recipient:
    at = stamp(due)
    sent = Entry("", recipient.person_id, wave.name, SURVEY, State.SENT, at, "", 1, at, at, at, "")
    return replace(recipient, history={**recipient.history, wave.name: sent})


def _people(contacts: Connection, secret: str, person_ids: Sequence[str] | None) -> list[Recipient]:
    rows = [row for part in _parts(person_ids) for row in contacts.execute(_chosen(persons, part))]
    history: dict[str, dict[str, Entry]] = {}
    hard: set[str] = set()
    for part in _parts(person_ids):
        for row in contacts.execute(_chosen(outbox, part).where(outbox.c.message == SURVEY)):
            history.setdefault(row.person_id, {})[row.wave] = entry(row)
        returned = _chosen(outbox, part).join(bounces, bounces.c.message_id == outbox.c.message_id)
        hard.update(
            row.person_id
            for row in contacts.execute(returned.where(bounces.c.kind.in_(("hard", "complaint"))))
        )
    left_out = suppressions(contacts, [row.address_key for row in rows], secret)
    return [
        Recipient(
            person_id=row.person_id,
            address=row.address,
            address_key=row.address_key,
            name=row.name,
            language=row.language,
            time_zone=row.time_zone,
            group=row.group_name,
            source=row.source,
            arms=arms_in(row.arms),
            stopped=left_out.get(row.address_key, "bounced" if row.person_id in hard else ""),
            history=history.get(row.person_id, {}),
        )
        for row in sorted(rows, key=lambda row: str(row.person_id))
    ]


def _parts(person_ids: Sequence[str] | None) -> Iterable[Sequence[str] | None]:
    return [None] if person_ids is None else list(in_parts(person_ids))


def _chosen(table: Table, part: Sequence[str] | None) -> Select[Any]:
    chosen: Select[Any] = select(table)
    return chosen if part is None else chosen.where(table.c.person_id.in_(part))


def _ended(answers: Connection, case_ids: Sequence[str]) -> dict[str, str]:
    """Return why nothing more is sent, by case, for cases that are over."""
    found: dict[str, str] = {}
    kinds = [one.value for one in ENDED]
    for part in in_parts(case_ids):
        logged = select(events.c.case_id, events.c.kind).where(
            events.c.case_id.in_(part), events.c.kind.in_(kinds)
        )
        found.update((row.case_id, ENDED[Happening(row.kind)]) for row in answers.execute(logged))
        outcomes = select(cases.c.case_id, cases.c.outcome).where(cases.c.case_id.in_(part))
        found.update(
            (row.case_id, row.outcome.replace("_", " "))
            for row in answers.execute(outcomes)
            if Outcome(row.outcome).over
        )
    return found
