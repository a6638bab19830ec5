"""Wanting no more mail: one press of a button, or of the mail program's own."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from psychograph.fielding.contacts.suppression import Reason, suppress
from psychograph.fielding.invitations.noting import record_once
from psychograph.fielding.invitations.outbox import cancel_planned
from psychograph.fielding.links.keys import case_of_person
from psychograph.fielding.links.tokens import Purpose, resolve
from psychograph.fielding.outcomes import Happening
from psychograph.fielding.stores.contact_tables import persons
from psychograph.fielding.stores.opened import Stores
from psychograph.fielding.stores.parts import in_parts


def unsubscribe(stores: Stores, token: str, at: int, *, study: str, secret: str) -> bool:
    """Write no more to whoever got this link; again does no harm.

    A link to unsubscribe is honoured after its end as well: nobody is held by a date.

    Parameters
    ----------
    stores : Stores
        Of the study.
    token : str
        As it stands in the link.
    at : int
        Milliseconds since 1970.
    study : str
        ``Fieldwork.name``.
    secret : str
        ``Settings.secret``, which keys the list of suppressed addresses.

    Returns
    -------
    bool
        False for a link that was never given out.
    """
    link = stores.links.read(lambda links: resolve(links, token, study, Purpose.UNSUBSCRIBE, at=at))
    if link is None or not link.person_id:
        return False
    return withdraw(stores, link.person_id, Reason.UNSUBSCRIBED, secret, at)


def withdraw(stores: Stores, person_id: str, reason: Reason, secret: str, at: int) -> bool:
    """Suppress a person, call off what is planned, and note it on the case; False where nobody is known."""

    def stopped(contacts: Connection) -> bool:
        row = contacts.execute(
            select(persons.c.address_key).where(persons.c.person_id == person_id)
        ).one_or_none()
        if row is None:
            return False
        suppress(contacts, row.address_key, secret, reason, at)
        cancel_planned(contacts, person_id, reason.value)
        return True

    known = stores.contacts.write(stopped)
    case_id = stores.links.read(lambda links: case_of_person(links, person_id))
    kind = {Reason.UNSUBSCRIBED: Happening.UNSUBSCRIBED, Reason.COMPLAINED: Happening.COMPLAINED}.get(reason)
    if case_id and kind is not None:
        stores.answers.write(lambda answers: record_once(answers, case_id, kind, wave="", detail="", at=at))
    return known or bool(case_id)


def suppress_addresses(stores: Stores, reasons: Mapping[str, Reason], secret: str, at: int) -> int:
    """Suppress addresses by their keys, call off what is planned for them, and return how many are new."""

    def stopped(contacts: Connection) -> int:
        new = sum(suppress(contacts, key, secret, why, at) for key, why in reasons.items())
        for some in in_parts(list(reasons)):
            rows = contacts.execute(select(persons).where(persons.c.address_key.in_(some))).all()
            for row in rows:
                cancel_planned(contacts, row.person_id, reasons[row.address_key].value)
        return new

    return stores.contacts.write(stopped)
