"""Who of the invited may win, and who gets a voucher: cases and contacts, joined through the key."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from psychograph.fielding.outcomes import Outcome, Source
from psychograph.fielding.stores.answers_tables import cases, consents
from psychograph.fielding.stores.contact_tables import persons
from psychograph.fielding.stores.link_tables import key
from psychograph.fielding.stores.opened import Stores

FINISHED = (Outcome.COMPLETE, Outcome.SCREENED_OUT, Outcome.QUOTA_FULL)


@dataclass(frozen=True)
class Entrant:
    """A contact who came to an end of the survey.

    Parameters
    ----------
    case_id, person_id : str
        Two numbers of chance that stand side by side in the key alone.
    address, name : str
        How to reach them.
    """

    case_id: str
    person_id: str
    address: str
    name: str


def agreed_entrants(stores: Stores) -> tuple[Entrant, ...]:
    """Return the invited who came to an end of the survey and agreed to be in the draw, last time asked.

    Sorted by person. Who came by an open link is not among them: they gave their address on the last page,
    and it was entered then.
    """
    agreed = {one.case_id for one in agreed_to(stores, "draw")}
    return tuple(one for one in _finished(stores, FINISHED) if one.case_id in agreed)


def agreed_to(stores: Stores, purpose: str) -> tuple[Entrant, ...]:
    """Return the invited who agreed to something, last time asked, sorted by person.

    Parameters
    ----------
    stores : Stores
        Of the field.
    purpose : str
        ``draw`` or ``marketing``.
    """

    def agreed(connection: Connection) -> dict[str, bool]:
        rows = connection.execute(
            select(consents.c.case_id, consents.c.given)
            .where(consents.c.purpose == purpose)
            .order_by(consents.c.consent_id)
        )
        return {row.case_id: row.given for row in rows}

    last = stores.answers.read(agreed)
    return tuple(one for one in _finished(stores, tuple(Outcome)) if last.get(one.case_id))


def voucher_entrants(stores: Stores) -> tuple[Entrant, ...]:
    """Return the invited who completed and were promised a voucher, sorted by person.

    Where the incentive is drawn by chance, it was promised to those of its arm alone.
    """
    return _finished(stores, (Outcome.COMPLETE,), arm="voucher")


def _finished(stores: Stores, outcomes: tuple[Outcome, ...], arm: str = "") -> tuple[Entrant, ...]:
    rows = stores.answers.read(
        lambda connection: connection.execute(
            select(cases.c.case_id, cases.c.arms).where(
                cases.c.outcome.in_(outcomes), cases.c.source == Source.INVITED.value
            )
        ).all()
    )
    finished = {row.case_id for row in rows if not arm or json.loads(row.arms).get("incentive", arm) == arm}
    pairs = stores.links.read(lambda connection: connection.execute(select(key)).all())
    case_of = {pair.person_id: pair.case_id for pair in pairs if pair.case_id in finished}
    people = stores.contacts.read(
        lambda connection: connection.execute(select(persons).order_by(persons.c.person_id)).all()
    )
    return tuple(
        Entrant(case_of[one.person_id], one.person_id, one.address, one.name)
        for one in people
        if one.person_id in case_of
    )
