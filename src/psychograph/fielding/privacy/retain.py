"""The days of the plan: what is due is done, and what cannot be done yet is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, func, select, update

from psychograph.fielding.clock import DAY, stamp
from psychograph.fielding.incentives.draw import committed_record
from psychograph.fielding.incentives.eligible import agreed_to, voucher_entrants
from psychograph.fielding.incentives.winners import Standing, winners_of
from psychograph.fielding.office.audit import note
from psychograph.fielding.outcomes import Happening
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.privacy.apart import destroy_key
from psychograph.fielding.privacy.copies import Copy, delete_copies, known_copies
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


class Step(StrEnum):
    """What a day of the plan does."""

    DESTROY_KEY = "destroy the key"
    ERASE_CONTACTS = "erase contacts"
    ERASE_ANSWERS = "erase answers"


@dataclass(frozen=True)
class Due:
    """A step whose day has come.

    Parameters
    ----------
    step : Step
        What is done.
    day : date
        Of the plan.
    rows : int
        People or cases that it concerns; 0 where it was done before.
    held_back : str
        Why it cannot be done yet; empty where it can.
    losses : tuple of str
        What cannot be had any more afterwards.
    """

    step: Step
    day: date
    rows: int
    held_back: str = ""
    losses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Retained:
    """What was done: rows by what became of them, and files that hold copies."""

    step: Step
    rows: dict[str, int]
    copies: tuple[Copy, ...] = field(default=())


def due(stores: Stores, field: Fieldwork, at: datetime) -> tuple[Due, ...]:
    """Return the steps whose day has come, on the clock of the plan; nothing is changed.

    Parameters
    ----------
    stores : Stores
        Of the field.
    field : Fieldwork
        With the days of its plan.
    at : datetime
        Now.
    """
    plan = field.plan.privacy
    days = {
        Step.DESTROY_KEY: plan.destroy_key,
        Step.ERASE_CONTACTS: plan.erase_contacts,
        Step.ERASE_ANSWERS: plan.erase_answers,
    }
    today = at.astimezone(ZoneInfo(field.plan.period.time_zone)).date()
    return tuple(
        Due(step, day, _concerned(stores, step), _held_back(stores, field, step, at), _losses(stores, step))
        for step, day in days.items()
        if day is not None and day <= today
    )


def retain(stores: Stores, field: Fieldwork, at: datetime) -> tuple[Retained, ...]:
    """Do every step that is due and not held back; again does nothing more.

    Parameters
    ----------
    stores : Stores
        Of the field.
    field : Fieldwork
        With the days of its plan.
    at : datetime
        Now.
    """
    done = []
    for one in due(stores, field, at):
        if one.held_back or not one.rows:
            continue
        if one.step is Step.DESTROY_KEY:
            result = Retained(one.step, destroy_key(stores, stamp(at)), _backups(stores))
        elif one.step is Step.ERASE_CONTACTS:
            rows = destroy_key(stores, stamp(at)) | _erase_contacts(stores)
            result = Retained(one.step, rows, delete_copies(stores, {"winners"}))
        else:
            result = Retained(one.step, _erase_answers(stores), delete_copies(stores, {"export"}))
        note(stores, one.step.value, f"{one.rows} rows", at)
        done.append(result)
    return tuple(done)


def _concerned(stores: Stores, step: Step) -> int:
    if step is Step.DESTROY_KEY:
        return _count(stores, "links", select(func.count()).select_from(key))
    if step is Step.ERASE_CONTACTS:
        entered = _count(stores, "contacts", select(func.count()).select_from(draw_entries))
        return _count(stores, "contacts", select(func.count()).select_from(persons)) + entered
    return _count(stores, "answers", select(func.count()).select_from(cases).where(cases.c.answers != "{}"))


def _count(stores: Stores, store: str, query) -> int:  # type: ignore[no-untyped-def]
    return int(getattr(stores, store).read(lambda connection: connection.execute(query).scalar_one()))


def _held_back(stores: Stores, field: Fieldwork, step: Step, at: datetime) -> str:
    if at < field.last_call:
        return f"people may answer until {field.last_call:%Y-%m-%d %H:%M} UTC"
    if step is Step.ERASE_ANSWERS:
        return ""
    incentives = field.plan.incentives
    record = committed_record(stores)
    if incentives.draw is not None and (record is None or record.result is None):
        return "the draw was not held; afterwards nobody could be entered, or told: psychograph field draw"
    if step is Step.ERASE_CONTACTS:
        waiting = [
            one.place
            for one in stores.contacts.read(winners_of)
            if one.prize and one.address and one.standing in (Standing.DRAWN, Standing.TOLD)
        ]
        if waiting:
            places = ", ".join(map(str, waiting))
            return f"prizes are open, place {places}: psychograph field draw winners"
    if incentives.voucher is not None:
        wanting = {one.person_id for one in voucher_entrants(stores)}
        have = select(vouchers.c.person_id).where(vouchers.c.person_id.is_not(None))
        given = set(stores.contacts.read(lambda c: c.execute(have).scalars().all()))
        bound = incentives.voucher.at_most
        if wanting - given and (bound is None or len(given) < bound):
            return f"{len(wanting - given)} people have no voucher yet: psychograph field vouchers --give"
    return ""


def _losses(stores: Stores, step: Step) -> tuple[str, ...]:
    backups = [one.path for one in known_copies(stores) if one.kind == "backup" and Path(one.path).exists()]
    held = [f"{len(backups)} backups hold what is lost here; delete them too"] if backups else []
    if step is Step.ERASE_ANSWERS:
        exports = [one.path for one in known_copies(stores) if one.kind == "export"]
        return (*(f"the file {path} is deleted" for path in exports), *held)
    if step is Step.ERASE_CONTACTS:
        return ("addresses, names, the list of winners", *held)
    agreed = len(agreed_to(stores, "marketing"))
    lost = ["nobody can be erased from the answers any more, or told what they answered"]
    if agreed:
        lost.append(f"who the {agreed} people are who agreed to be written to: list them first (--agreed)")
    named = vouchers.c.person_id.is_not(None)
    if _count(stores, "contacts", select(func.count()).select_from(vouchers).where(named)):
        lost.append("whose voucher is whose: list them first (psychograph field vouchers --list)")
    exports = [one.path for one in known_copies(stores) if one.kind == "export"]
    lost += [f"{path} may hold groups that are blanked here: delete it, and export anew" for path in exports]
    return (*lost, *held)


def _backups(stores: Stores) -> tuple[Copy, ...]:
    return delete_copies(stores, ())


def _erase_contacts(stores: Stores) -> dict[str, int]:
    def work(connection: Connection) -> dict[str, int]:
        gone = {table.name: connection.execute(delete(table)).rowcount for table in (bounces, outbox)}
        connection.execute(update(winners).values(entry_id=""))
        gone |= {table.name: connection.execute(delete(table)).rowcount for table in (draw_entries, persons)}
        return gone

    rows = stores.contacts.write(work)
    stores.links.write(lambda connection: connection.execute(delete(tokens)))
    for store in stores.all:
        store.overwrite()
    return rows


def _erase_answers(stores: Stores) -> dict[str, int]:
    """Erase what people said; what became of each case is left, without any detail, for the rates."""

    def work(connection: Connection) -> dict[str, int]:
        blank = {"answers": "{}", "screen": "", "language": "", "time_zone": "", "device": "", "network": ""}
        erased = connection.execute(
            update(cases).where(cases.c.answers != "{}").values(seed=0, **blank)
        ).rowcount
        gone = {table.name: connection.execute(delete(table)).rowcount for table in (saves, quota_members)}
        gone["consents"] = connection.execute(delete(consents)).rowcount
        # Screens on the way, rules and quotas would say what was answered.
        connection.execute(delete(events).where(events.c.kind == Happening.SAVED.value))
        said = [Happening.SCREENED_OUT.value, Happening.QUOTA_FULL.value]
        connection.execute(update(events).where(events.c.kind.in_(said)).values(detail=""))
        connection.execute(update(events).values(at=events.c.at - events.c.at % DAY))
        return {"answers": erased, **gone}

    rows = stores.answers.write(work)
    stores.answers.overwrite()
    return rows
