"""Whose data it is: an address, or a case, led to everything that is held under it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, or_, select

from psychograph.errors import Problem
from psychograph.fielding.contacts.addresses import address_of
from psychograph.fielding.errors import ContactsError
from psychograph.fielding.incentives.codes import Codes
from psychograph.fielding.links.tokens import Purpose, resolve
from psychograph.fielding.stores.answers_tables import cases, consents, events, quota_members, saves
from psychograph.fielding.stores.contact_tables import (
    bounces,
    draw_entries,
    outbox,
    persons,
    vouchers,
    winners,
)
from psychograph.fielding.stores.link_tables import key, tokens
from psychograph.fielding.stores.opened import Stores


@dataclass(frozen=True)
class Subject:
    """Somebody whose data are asked for, by every number they have in the stores.

    Parameters
    ----------
    address_keys : tuple of str
        Addresses; none for a case that came by an open link.
    person_ids, case_ids, handles, entry_ids : tuple of str
        As a contact, as a case (its number, and its name in addresses), and in the draw.
    holders : tuple of str
        What stands beside vouchers that the page showed, as long as it can be known.
    """

    address_keys: tuple[str, ...] = ()
    person_ids: tuple[str, ...] = ()
    case_ids: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    entry_ids: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether anything is held about them; an address alone is nothing."""
        return bool(self.person_ids or self.case_ids or self.entry_ids)


@dataclass(frozen=True)
class Reached:
    """Rows of a table that are about somebody."""

    store: str
    table: Table
    where: ColumnElement[bool]


def subject_of_address(stores: Stores, address: str) -> Subject:
    """Return who an address stands for; see `known` for whether anything is held.

    Parameters
    ----------
    stores : Stores
        Of the field.
    address : str
        As somebody wrote it.

    Raises
    ------
    ContactsError
        Where it is no address.
    """
    try:
        wanted = address_of(address).key
    except ValueError as reason:
        raise ContactsError(
            Problem("the address", str(reason), "an e-mail address", "write it as in name@example.org")
        ) from None
    found = stores.contacts.read(
        lambda c: (
            c.execute(select(persons.c.person_id).where(persons.c.address_key == wanted)).scalars().all()
        )
    )
    return _subject(stores, (wanted,), tuple(found), ())


def subject_of_case(stores: Stores, named: str, study: str, at: int) -> Subject:
    """Return who a case is: named by its handle, which stands in addresses as /r/HANDLE, or by a link.

    For those who came by an open link and gave no address.

    Parameters
    ----------
    stores : Stores
        Of the field.
    named : str
        The handle, the last part of a link to go on, or the whole link.
    study : str
        ``Fieldwork.name``.
    at : int
        Now: milliseconds since 1970.
    """
    parts = [part for part in named.split("/") if part]
    after = parts[parts.index("r") + 1] if "r" in parts[:-1] else parts[-1] if parts else ""
    found = stores.answers.read(
        lambda c: c.execute(select(cases.c.case_id).where(cases.c.handle == after)).scalars().all()
    )
    case_ids = list(found)
    for purpose in (Purpose.RESUME, Purpose.SURVEY):
        link = stores.links.read(lambda c, p=purpose: resolve(c, after, study, p, at=at))  # type: ignore[misc]
        if link is not None and link.case_id:
            case_ids.append(link.case_id)
    ids = tuple(dict.fromkeys(case_ids))
    people = stores.links.read(
        lambda c: c.execute(select(key.c.person_id).where(key.c.case_id.in_(ids))).scalars().all()
    )
    addresses = stores.contacts.read(
        lambda c: (
            c.execute(select(persons.c.address_key).where(persons.c.person_id.in_(people))).scalars().all()
        )
    )
    return _subject(stores, tuple(addresses), tuple(people), ids)


def reached(subject: Subject) -> tuple[Reached, ...]:
    """Return every row about somebody, in the order in which they are erased: the address last.

    Whoever adds a table to the stores adds it here, or to `ABOUT_NOBODY`; a test says so.
    """
    of_cases, of_people = subject.case_ids, subject.person_ids
    # A winner's message stands under the entry to the draw.
    to_them = outbox.c.person_id.in_((*of_people, *subject.entry_ids))
    messages = select(outbox.c.message_id).where(to_them)
    return (
        Reached("answers", saves, saves.c.case_id.in_(of_cases)),
        Reached("answers", events, events.c.case_id.in_(of_cases)),
        Reached("answers", consents, consents.c.case_id.in_(of_cases)),
        Reached("answers", quota_members, quota_members.c.case_id.in_(of_cases)),
        Reached("answers", cases, cases.c.case_id.in_(of_cases)),
        Reached("links", tokens, or_(tokens.c.case_id.in_(of_cases), tokens.c.person_id.in_(of_people))),
        Reached("contacts", bounces, bounces.c.message_id.in_(messages)),
        Reached("contacts", outbox, to_them),
        Reached("contacts", vouchers, vouchers.c.person_id.in_((*of_people, *subject.holders))),
        Reached("contacts", winners, winners.c.entry_id.in_(subject.entry_ids)),
        Reached("contacts", draw_entries, draw_entries.c.entry_id.in_(subject.entry_ids)),
        Reached("links", key, or_(key.c.case_id.in_(of_cases), key.c.person_id.in_(of_people))),
        Reached("contacts", persons, persons.c.person_id.in_(of_people)),
    )


# Tables that hold no row about one person: the published draw; keyed hashes, looked up apart; the office's.
ABOUT_NOBODY = frozenset({"draws", "suppressed", "users", "sessions", "audit", "state", "copies", "erasures"})


def _subject(
    stores: Stores, addresses: tuple[str, ...], people: tuple[str, ...], case_ids: tuple[str, ...]
) -> Subject:
    of_people = stores.links.read(
        lambda c: c.execute(select(key.c.case_id).where(key.c.person_id.in_(people))).scalars().all()
    )
    case_ids = tuple(dict.fromkeys((*case_ids, *of_people)))
    handles = stores.answers.read(
        lambda c: c.execute(select(cases.c.handle).where(cases.c.case_id.in_(case_ids))).scalars().all()
    )
    entered = or_(draw_entries.c.address_key.in_(addresses), draw_entries.c.person_id.in_(people))
    entry_ids = stores.contacts.read(
        lambda c: c.execute(select(draw_entries.c.entry_id).where(entered)).scalars().all()
    )
    codes = stores.office.read(Codes.kept)
    holders = tuple(codes.voucher_holder(one) for one in case_ids) if codes is not None else ()
    return Subject(addresses, people, case_ids, tuple(handles), tuple(entry_ids), holders)
