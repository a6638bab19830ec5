"""What was promised and must be kept up: users, backups, the published plan, days of privacy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from psychograph.fielding.clock import moment
from psychograph.fielding.deployment.finding import Look, look, ok, wrong
from psychograph.fielding.errors import StoreError
from psychograph.fielding.invitations.outbox import State as Message
from psychograph.fielding.office.callers import kept as kept_callers
from psychograph.fielding.office.published import published
from psychograph.fielding.office.secret import changed_at, is_another
from psychograph.fielding.office.users import Role, everybody
from psychograph.fielding.plan.findings import weaknesses
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.privacy.retain import due
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.answers_tables import cases, events
from psychograph.fielding.stores.contact_tables import outbox, suppressed
from psychograph.fielding.stores.office_tables import audit, copies, state
from psychograph.fielding.stores.opened import Stores
from psychograph.fielding.stores.versions import VERSIONS
from psychograph.findings import Severity

FRESH = timedelta(days=2)  # of a backup while the field is open
PROBE = "doctor"


def stores_work(stores: Stores) -> Iterator[Look]:
    """Write and read each store."""
    try:
        for store in stores.all:
            store.read(lambda connection: connection.exec_driver_sql("SELECT 1").scalar())
        stores.office.write(_probe)
    except StoreError as reason:
        problem = reason.problems[0]
        yield wrong("stores", f"{problem.where}: {problem.found}", problem.mend)
        return
    kind = "SQLite files" if stores.answers.embedded else "PostgreSQL"
    versions = ", ".join(f"{name} {version}" for name, version in VERSIONS.items())
    yield ok("stores", f"{kind} of this version ({versions}), written and read")


def _probe(connection: Connection) -> None:
    connection.execute(state.delete().where(state.c.key == PROBE))
    connection.execute(state.insert().values(key=PROBE, value="", at=0))
    connection.execute(state.delete().where(state.c.key == PROBE))


def last_written(stores: Stores) -> int | None:
    """Return when the latest row was written, in milliseconds since 1970; None for no row."""
    told = (
        stores.answers.read(lambda connection: connection.scalar(select(func.max(events.c.at)))),
        stores.office.read(lambda connection: connection.scalar(select(func.max(audit.c.at)))),
    )
    return max((int(one) for one in told if one is not None), default=None)


def secret(stores: Stores, settings: Settings) -> Look:
    """Look whether the secret is the one that suppressed addresses were noted with."""
    counted = select(func.count()).select_from(suppressed)
    if stores.office.read(lambda connection: is_another(connection, settings.secret)):
        there = _rows(stores.contacts.read(lambda connection: connection.scalar(counted)))
        return wrong(
            "secret",
            f"another than it was served with: {there:,} suppressed addresses will not be recognised",
            "put the old one back; if it became known, suppress the addresses again: "
            "psychograph field contacts suppress",
        )
    since = stores.office.read(changed_at)
    if since is not None:
        older = counted.where(suppressed.c.at < since)
        lost = _rows(stores.contacts.read(lambda connection: connection.scalar(older)))
        if lost:
            return look(
                "secret",
                f"changed {moment(since):%Y-%m-%d}: {lost:,} addresses suppressed before are not recognised",
                "suppress them again: psychograph field contacts suppress",
            )
    return ok("secret", "of chance, long enough, not shown anywhere")


def users(stores: Stores) -> Look:
    """Look at who may log in."""
    found = [one for one in stores.office.read(everybody) if one.disabled_at is None]
    managers = [one for one in found if one.role is Role.MANAGER]
    if not managers:
        return look("users", "no manager may log in", "psychograph field user add STUDY NAME --role manager")
    said = f"{len(found)} may log in, {len(managers)} of them as manager"
    if len(managers) == 1:
        return look("users", said, "a second manager helps when the first is ill or forgets the password")
    return ok("users", said)


def backups(stores: Stores, field: Fieldwork, now: datetime) -> Look:
    """Look at when the last backup was made."""
    last = stores.office.read(
        lambda connection: connection.scalar(select(func.max(copies.c.at)).where(copies.c.kind == "backup"))
    )
    mend = "psychograph field backup STUDY --to FOLDER, every night by a timer, and to another machine"
    has_answers = _rows(stores.answers.read(lambda c: c.scalar(select(func.count()).select_from(cases))))
    if last is None:
        if not has_answers:
            return look("backups", "none yet", mend)
        return wrong("backups", "none, and there are answers to lose", mend)
    age = now - moment(int(last))
    said = f"the last is of {moment(int(last)):%Y-%m-%d %H:%M} UTC"
    if age > FRESH and field.opens <= now <= field.last_call + FRESH:
        return look("backups", said, mend)
    return ok("backups", said)


def plan_published(stores: Stores, field: Fieldwork, now: datetime) -> Look:
    """Look at whether plan and questionnaire are those that were published."""
    before = stores.office.read(published)
    if not before:
        return ok("plan", "not published yet; `psychograph field serve` notes what is")
    if before == field.digest:
        return ok("plan", f"as published ({before[:12]})")
    mend = "take the change back, or serve it anew, which notes it in the audit log"
    if field.opens <= now:
        return wrong("plan", "plan or questionnaire changed since they were published", mend)
    return look("plan", "plan or questionnaire changed since they were published", mend)


def privacy(stores: Stores, field: Fieldwork, now: datetime) -> Look:
    """Look at days on which something was to be forgotten."""
    told = field.plan.privacy
    days = {name: getattr(told, name) for name in ("destroy_key", "erase_contacts", "erase_answers")}
    overdue = [one for one in due(stores, field, now) if one.rows]
    unset = [name for name, day in days.items() if day is None]
    mend = "psychograph field retain STUDY, every day by a timer"
    if overdue:
        what = ", ".join(f"{one.step.value} ({one.rows:,})" for one in overdue)
        held = next((one.held_back for one in overdue if one.held_back), "")
        return wrong("privacy", f"due and not done: {what}", f"{held}; then {mend}" if held else mend)
    if unset:
        return look("privacy", f"no day is set for {', '.join(unset)}", "set one under privacy in field.yaml")
    return ok("privacy", ", ".join(f"{name} {day:%Y-%m-%d}" for name, day in days.items()))


def _rows(counted: object) -> int:
    return int(counted) if isinstance(counted, int) else 0


def messages(stores: Stores) -> Look:
    """Look at messages of which nobody knows whether they went out."""
    counted = select(func.count()).where(outbox.c.state == Message.UNCERTAIN.value)
    found = _rows(stores.contacts.read(lambda connection: connection.scalar(counted)))
    if found:
        return look(
            "outbox",
            f"{found} uncertain: nobody knows whether they went out",
            "see the page Mail under /manage",
        )
    return ok("outbox", "nothing is uncertain")


def callers(stores: Stores) -> Look:
    """Look whether proxies said for whom they call: limits by network rest on it.

    Only a server that ran can have seen it, and only of visits that it tells apart by network, such as
    beginning or logging in.
    """
    found = stores.office.read(kept_callers)
    mend = "let the proxy set X-Forwarded-For; docs/field-deployment.md shows how"
    if found.unnamed and found.unnamed >= found.named:
        return look("callers", f"of {found.unnamed:,} visits the proxy did not say whose they were", mend)
    if found.untrusted and not found.named:
        return look(
            "callers",
            f"{found.untrusted:,} visits came by a proxy that is not trusted",
            "name it in PSYCHOGRAPH_TRUSTED_PROXIES, unless strangers can reach the server past the proxy",
        )
    if found.named:
        return ok("callers", f"of {found.named:,} visits the proxy said whose they were")
    return ok("callers", "no visit came by a proxy yet")


def plan_weak(field: Fieldwork, now: datetime) -> Look:
    """Look at what `psychograph field check` says."""
    found = [one for one in weaknesses(field, now) if one.severity is not Severity.NOTE]
    serious = [one.code for one in found if one.severity is Severity.SERIOUS]
    mend = "psychograph field check STUDY says more"
    if serious:
        return wrong("field.yaml", ", ".join(dict.fromkeys(serious)), mend)
    if found:
        return look("field.yaml", ", ".join(dict.fromkeys(one.code for one in found)), mend)
    return ok("field.yaml", "in order, in every language of the questionnaire")
