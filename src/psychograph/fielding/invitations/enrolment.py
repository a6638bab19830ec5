"""Contacts become cases: arms are drawn, a number of chance is given, and the log of the case begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, select, update

from psychograph.fielding.cases import Enrolment, enrol
from psychograph.fielding.invitations.arms import arms_in, arms_text, draw_arms, factors_of
from psychograph.fielding.invitations.planning import Recipient, zone_of
from psychograph.fielding.links.keys import tie
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.answers_tables import cases
from psychograph.fielding.stores.contact_tables import persons
from psychograph.fielding.stores.opened import Stores
from psychograph.fielding.stores.parts import in_parts


def enrol_all(stores: Stores, plan: Fieldwork, people: Sequence[Recipient], at: int) -> list[Recipient]:
    """Enrol people who are to be written to, and return them with their arms and cases.

    Three stores are written one after the other, and each step does nothing where it was done: after a
    crash between two of them, or beside a second process, everybody ends up with one case and one draw.

    Parameters
    ----------
    stores : Stores
        Of the study.
    plan : Fieldwork
        What is varied.
    people : sequence of Recipient
        Whom; may be cases already.
    at : int
        Milliseconds since 1970.
    """
    drawn = stores.contacts.write(lambda contacts: _draw(contacts, plan, people))
    ids = [one.person_id for one in people]
    tied = stores.links.write(lambda links: tie(links, ids))
    ready = [
        replace(one, arms=drawn[one.person_id], case_id=tied[one.person_id])
        for one in people
        if one.person_id in drawn
    ]
    enrolments = [
        Enrolment(
            one.case_id,
            language=one.language,
            time_zone=zone_of(plan, one),
            group=one.group,
            arms=one.arms,
            list_name=one.source,
        )
        for one in ready
    ]
    stores.answers.write(lambda answers: _enrol_missing(answers, enrolments, at))
    return ready


def arms_for(
    contacts: Connection, plan: Fieldwork, people: Sequence[Recipient]
) -> Mapping[str, Mapping[str, str]]:
    """Return the arms of people by their numbers: as they were drawn, or as they would be drawn now."""
    factors = factors_of(plan.plan.invitations)
    found: dict[str, Mapping[str, str]] = {one.person_id: one.arms for one in people}
    if not factors:
        return found
    fresh = [one for one in people if not one.arms]
    rows = contacts.execute(
        select(persons.c.group_name, func.count())
        .where(persons.c.arms != "{}")
        .group_by(persons.c.group_name)
    )
    earlier = Counter({row[0]: row[1] for row in rows})
    by_group: dict[str, list[str]] = {}
    for one in fresh:
        by_group.setdefault(one.group, []).append(one.address_key)
    drawn = draw_arms(factors, by_group, earlier, plan.digest)
    return found | {one.person_id: drawn[one.address_key] for one in fresh}


def _draw(contacts: Connection, plan: Fieldwork, people: Sequence[Recipient]) -> dict[str, dict[str, str]]:
    """Draw arms for those who have none in the store, and return everybody's who is still there."""
    ids = [one.person_id for one in people]
    stored = _stored(contacts, ids)
    there = [replace(one, arms=stored[one.person_id]) for one in people if one.person_id in stored]
    for person_id, arms in arms_for(contacts, plan, there).items():
        if arms and not stored[person_id]:
            contacts.execute(
                update(persons)
                .where(persons.c.person_id == person_id, persons.c.arms == "{}")
                .values(arms=arms_text(arms))
            )
    return _stored(contacts, ids)


def _stored(contacts: Connection, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for part in in_parts(ids):
        rows = contacts.execute(
            select(persons.c.person_id, persons.c.arms).where(persons.c.person_id.in_(part))
        )
        found.update((row.person_id, arms_in(row.arms)) for row in rows)
    return found


def _enrol_missing(answers: Connection, enrolments: Sequence[Enrolment], at: int) -> None:
    there: set[str] = set()
    for part in in_parts([one.case_id for one in enrolments]):
        there.update(answers.execute(select(cases.c.case_id).where(cases.c.case_id.in_(part))).scalars())
    enrol(answers, [one for one in enrolments if one.case_id not in there], at)
