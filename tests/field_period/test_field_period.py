"""A whole field period: five hundred customers are asked, and the report adds up to the person.

Twelve time zones, a real mail server, respondents with real browsers and with plain HTTP, reminders, a draw
that is checked by its script, export and segments. Days pass on a virtual clock, everything else is real.
"""

from __future__ import annotations

import csv
import gc
import heapq
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import numpy as np
from click.testing import CliRunner
from field_period.population import NUMBERS, STATEMENTS, Course, Customer, contact_list, population
from fieldworks import SECRET, WORKED_EXAMPLE
from smtp_server import MailServer, mail_server
from survey_people import Person, knowing
from virtual_clock import VirtualClock

from psychograph.cli.main import commands
from psychograph.fielding.incentives.draw import commit, run
from psychograph.fielding.invitations.mailing import Mailing
from psychograph.fielding.plan.reading import load_fieldwork
from psychograph.fielding.server.app import make_app
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.contact_tables import draw_entries, outbox, suppressed, winners
from psychograph.fielding.stores.opened import Stores, stores_at
from psychograph.fielding.watching.status import status
from psychograph.stats.choosing.agreement import adjusted_rand

PLAN = """\
organiser:
  name: Northwind Research
  contact: survey@example.org
  address: 1 High Street, Northtown
  privacy_notice: Answers are kept apart from addresses; nobody passes them on.
period: {opens: 2027-03-22 00:00, closes: 2027-04-09 18:00, time_zone: UTC}
screen_out:
  - {name: minors, when: Age < 18}
invitations:
  sender: survey@example.org
  a_minute: 6000
  waves:
    - {name: invitation, after_days: 0}
    - {name: reminder, after_days: 6}
  arms:
    subject: {plain: Your opinion on our products, question: What matters to you?}
incentives:
  draw:
    prizes: [{what: Gift card, worth: 100, number: 5}]
    drawn: 2027-04-12 12:00
    eligible: Customers who are adults
    law: The law of the country of the organiser.
consents:
  draw: {version: 2027-03, text: Keep my address for the draw.}
  marketing: {version: 2027-03, text: You may write to me about new products.}
costs: {fixed: 500, a_message: 0.01, currency: USD}
privacy: {destroy_key: 2027-06-01, erase_contacts: 2027-07-01, erase_answers: 2030-03-22}
"""
# Over the change to summer time in Europe (2027-03-28), and of winter time in Sydney and Auckland (04-04).
STEP = timedelta(hours=1)
PATIENCE = 60.0  # seconds that a loaded machine may take for a reply; nobody waits so long but for a fault
BROWSERS = 3  # of those who answer, with a real browser: two phones and a desk
RESPONDENT = "respondent"
LINK = re.compile(r"http://127\.0\.0\.1:\d+/s/[\w-]+")
UNSUBSCRIBE = re.compile(r"<(http://[^>]+/u/[\w-]+)>")


@dataclass
class World:
    """Everything that a field period is made of."""

    folder: Path
    stores: Stores
    clock: VirtualClock
    address: str
    mailbox: MailServer
    people: dict[str, Customer]
    mailing: Mailing
    todo: list[tuple[datetime, int, str, str]] = field(
        default_factory=list
    )  # a heap: when, number, address, link
    got: Counter[str] = field(default_factory=Counter)  # messages by address
    arrived: list[tuple[str, datetime, Message]] = field(default_factory=list)
    done: dict[str, Course] = field(default_factory=dict)
    wants_draw: set[str] = field(default_factory=set)
    browsers_left: int = BROWSERS
    sender: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    browse: Any = None


def test_a_field_period_adds_up_to_the_person(tmp_path, browse):
    with world(tmp_path, browse) as here:
        field_period(here)
        check_mail(here)
        check_status(here)
        check_draw(here)
        check_segments(here)


# --- The world


@contextmanager
def world(tmp_path: Path, browse: Any) -> Iterator[World]:
    # The port is kept from the beginning: one that is let go in between may be taken by another.
    with socket.create_server(("127.0.0.1", 0)) as bound, _world(tmp_path, browse, bound) as made:
        yield made


@contextmanager
def _world(tmp_path: Path, browse: Any, bound: socket.socket) -> Iterator[World]:
    folder = tmp_path / "study"
    folder.mkdir()
    shutil.copy(WORKED_EXAMPLE / "questionnaire.yaml", folder)
    (folder / "field.yaml").write_text(PLAN, encoding="utf-8")
    people = population()
    (tmp_path / "people.csv").write_text(contact_list(people), encoding="utf-8")
    clock = VirtualClock(datetime(2027, 3, 21, 12, tzinfo=UTC))
    address = f"http://127.0.0.1:{bound.getsockname()[1]}"
    settings_file = folder / "field" / "settings.env"
    settings_file.parent.mkdir()
    settings_file.write_text(f"PSYCHOGRAPH_PUBLIC_URL={address}\nPSYCHOGRAPH_SECRET={SECRET}\n")
    settings_file.chmod(0o600)
    command("contacts", "import", folder, tmp_path / "people.csv")
    work = load_fieldwork(folder)
    with mail_server() as mailbox, stores_at(folder / "field") as stores:
        mailbox.script.at_recipient |= {
            one.address: ["550 5.1.1 no such user"] for one in people if one.course is Course.BOUNCES
        }
        settings = Settings(
            address, SECRET, place=str(folder / "field"), mail=replace(mailbox.mail, timeout=PATIENCE)
        )
        app = make_app(work, stores, settings, clock, mailing=False)
        with served(app, bound):
            known = {one.address: one for one in people}
            mailing = Mailing(work, stores, settings, clock)
            yield World(folder, stores, clock, address, mailbox, known, mailing, browse=browse)


@contextmanager
def served(app: Any, bound: socket.socket) -> Iterator[None]:
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, args=([bound],))
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
        # Connections that browsers kept open go now, and not as a warning in whatever test comes later.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


def command(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(commands, ["field", *map(str, words)])
    assert result.exit_code == code, (result.output, result.exception)
    return result.stdout


# --- The days


def field_period(here: World) -> None:
    """Let the days pass: mail goes out when its window opens, people do what they do when they do it."""
    close = here.mailing.field.closes
    while here.clock.now() < close:
        here.clock.move(seconds=STEP.total_seconds())
        # In a thread of its own, as on the server; the browser has an event loop in this one.
        while here.sender.submit(here.mailing.turn).result().waiting:
            here.clock.move(minutes=1)
        read_mail(here)
        while here.todo and here.todo[0][0] <= here.clock.now():
            _, _, address, link = heapq.heappop(here.todo)
            act(here, here.people[address], link)


def read_mail(here: World) -> None:
    for address, content in here.mailbox.taken[len(here.arrived) :]:
        # As old programs read it: parsing each of its fields takes ten times as long.
        message = message_from_bytes(content)
        one = here.people[address]
        here.arrived.append((address, here.clock.now(), message))
        plain = next(part for part in message.walk() if part.get_content_type() == "text/plain")
        link = LINK.search(plain.get_payload(decode=True).decode())
        assert link is not None
        scanned(here, link[0])
        if here.got[address] == one.after and address not in here.done:
            unsubscribe = UNSUBSCRIBE.search(message["List-Unsubscribe"])
            assert unsubscribe is not None
            to = unsubscribe[1] if one.course is Course.UNSUBSCRIBES else link[0]
            when = here.clock.now() + timedelta(hours=one.hours)
            heapq.heappush(here.todo, (when, one.number, address, to))
        here.got[address] += 1


def scanned(here: World, link: str) -> None:
    """A scanner of the mail server follows every fifth link; that opens nothing and begins nothing."""
    if len(here.arrived) % 5 == 0:
        assert httpx.get(link, timeout=PATIENCE).status_code == 200


def act(here: World, one: Customer, link: str) -> None:
    if one.course in (Course.SILENT, Course.SCANNED):
        return
    here.done[one.address] = one.course
    if one.course is Course.ANSWERS and here.browsers_left:
        here.browsers_left -= 1
        here.browse(link, one, phone=here.browsers_left % 3 > 0)
    else:
        by_http(here, one, link)
    if one.course is Course.ANSWERS and one.draw:
        here.wants_draw.add(one.address)


def by_http(here: World, one: Customer, link: str) -> None:
    # Each comes through the proxy from a network of their own.
    network = {"x-forwarded-for": f"10.0.{one.number // 250}.{one.number % 250 + 1}"}
    # Without certificates, as it is plain HTTP: reading them takes longer than a visit.
    with httpx.Client(headers=network, verify=False, timeout=PATIENCE) as client:  # noqa: S501
        if one.course is Course.UNSUBSCRIBES:
            answer = client.post(link, data={"List-Unsubscribe": "One-Click"})
            assert answer.status_code == 200
            return
        person = Person(client, knowing(known_of(one), otherwise(one)))
        assert person.open(link).status_code == 200
        if one.course is Course.LOOKS:
            assert client.post(f"{link}/seen").status_code == 204
            return
        assert person.send(action=link.rpartition("/")[2]).status_code == 200
        if one.course is Course.BREAKS_OFF:
            person.send()  # agrees
            person.send()  # answers the first battery, and goes
        elif one.course is Course.PARTIAL:
            person.finish(lambda page: "/q/Age" in page.url.path)
        elif one.course is Course.DECLINES:
            person.send(lambda name, values: ["0"] if "0" in values else [])
        else:
            end = person.finish(lambda page: "/q/" not in page.url.path)
            if one.course is Course.ANSWERS:
                assert end.url.path.endswith("/end")
                person.send()
                assert str(person.page.url).endswith("/thanks")


def known_of(one: Customer) -> dict[str, str]:
    return {**one.answers, "agreed": "1"}


def otherwise(one: Customer):
    def says(name: str, values: Any) -> list[str]:
        if name == "draw":
            return list(values) if one.draw else []
        if name == "marketing" or not values:
            return []
        return [values[one.number % len(values)]] if name not in one.answers else []

    return says


# --- What must hold


def check_mail(here: World) -> None:
    """Every message came on a weekday between 10 and 14 of the recipient, once a wave, and none too many."""
    for address, when, message in here.arrived:
        local = when.astimezone(ZoneInfo(here.people[address].zone))
        assert local.weekday() < 5, (address, local)
        assert 10 <= local.hour < 14, (address, local)
        assert parseaddr(message["To"])[1] == address
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert {part.get_content_type() for part in message.walk()} >= {"text/plain", "text/html"}
    reached = [one for one in here.people.values() if one.course is not Course.BOUNCES]
    assert {one.address for one in reached} == set(here.got)
    assert max(here.got.values()) == 2
    opened = {address: when for address, when, _ in reversed(here.arrived)}
    for address, number in here.got.items():
        one = here.people[address]
        answered_first = one.after == 0 and one.course in FINAL and acted_before_reminder(here, one, opened)
        assert number == (1 if answered_first else 2), (one, number)


FINAL = (Course.ANSWERS, Course.DECLINES, Course.MINOR, Course.UNSUBSCRIBES)


def acted_before_reminder(here: World, one: Customer, opened: dict[str, datetime]) -> bool:
    reminded = [when for address, when, _ in here.arrived if address == one.address][1:]
    acts = opened[one.address] + timedelta(hours=one.hours)
    return not reminded or acts <= reminded[0]


def check_status(here: World) -> None:
    """The report says what really happened, to the person."""
    happened = Counter(here.people[address].course for address in here.done)
    work = here.mailing.field
    found = here.stores.answers.read(lambda answers: status(answers, work, here.clock.now()))
    counts = found.invited
    assert counts.cases == len(here.people) == sum(NUMBERS.values())
    assert counts.delivered == len(here.got)
    assert counts.undelivered == counts.bounced == NUMBERS[Course.BOUNCES]
    assert counts.complete == happened[Course.ANSWERS]
    assert counts.partial == happened[Course.PARTIAL]
    assert counts.broken_off == happened[Course.BREAKS_OFF]
    assert counts.logged_on == happened[Course.LOOKS]
    assert counts.refused == happened[Course.DECLINES] + happened[Course.UNSUBSCRIBES]
    assert counts.screened_out == happened[Course.MINOR]
    assert counts.silent == counts.delivered - sum(happened.values())
    eligible = counts.cases - counts.screened_out
    assert found.rates.rate("RR1").value == Fraction(counts.complete, eligible)
    for one in found.breakdowns:
        assert sum(line.counts.cases for line in one.rows) == counts.cases, one.by
        assert sum(line.counts.complete for line in one.rows) == counts.complete, one.by
    sent = here.stores.contacts.read(lambda contacts: contacts.execute(outbox.select()).all())
    assert Counter(row.state for row in sent if row.state == "sent") == {"sent": len(here.arrived)}
    gone = here.stores.contacts.read(lambda contacts: contacts.execute(suppressed.select()).all())
    assert Counter(row.reason for row in gone)["unsubscribed"] == happened[Course.UNSUBSCRIBES]


def check_draw(here: World) -> None:
    """The draw is of those who wanted it, and anyone can check it with the published script."""
    here.clock.set(here.mailing.field.last_call + timedelta(hours=1))
    work = here.mailing.field
    commit(here.stores, work, here.clock.now())
    entered = here.stores.contacts.read(lambda contacts: contacts.execute(draw_entries.select()).all())
    assert {row.address for row in entered} == here.wants_draw
    here.clock.set(datetime(2027, 4, 12, 13, tzinfo=UTC))
    signature = sha256(b"what the beacon of this test says").hexdigest() * 3
    randomness = sha256(bytes.fromhex(signature)).hexdigest()
    drawn = run(here.stores, here.clock.now(), randomness, signature)
    check = here.folder / "check"
    check.mkdir()
    for name, content in drawn.files().items():
        (check / name).write_bytes(content)
    script = next(check.glob("*.py"))
    record = next(check.glob("*.json"))
    told = subprocess.run(
        [sys.executable, "-I", script.name, record.name],
        cwd=check,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "@example.com" not in record.read_text()  # of a respondent
    won = here.stores.contacts.read(lambda contacts: contacts.execute(winners.select()).all())
    assert len([row for row in won if row.prize]) == 5
    public = httpx.get(f"{here.address}/draw", timeout=PATIENCE)
    assert public.status_code == 200
    assert drawn.commitment in public.text


def check_segments(here: World) -> None:
    """Exported answers are what people said, and their two kinds are found again."""
    command("export", here.folder)
    rows = table(here.folder / "responses.csv")
    finished = [one for one in here.people.values() if here.done.get(one.address) is Course.ANSWERS]
    assert Counter(map(said, rows)) == Counter(tuple(map(one.answers.get, STATEMENTS)) for one in finished)
    exported = (here.folder / "responses.csv").read_text(encoding="utf-8")
    assert not any(sign in exported for sign in ("@", "Customer ", *(one.zone for one in finished)))
    run_command("init", here.folder)
    study = here.folder / "study.yaml"
    study.write_text(
        re.sub(r"segments: \d+", "segments: 2", study.read_text(encoding="utf-8")), encoding="utf-8"
    )
    run_command("run", here.folder)
    labels = {row["respondent"]: row["segment"] for row in table(here.folder / "results" / "segments.csv")}
    kinds = {tuple(map(one.answers.get, STATEMENTS)): one.kind for one in finished}
    assert len(kinds) == len(finished)  # so that answers tell who it is
    placed = [(kinds[said(row)], labels[row[RESPONDENT]]) for row in rows if row[RESPONDENT] in labels]
    assert len(placed) > 0.9 * len(finished)  # somebody whose answers look careless may be left out
    both = adjusted_rand(
        np.array([kind + 1 for kind, _ in placed]), np.array([int(label) for _, label in placed])
    )
    # Two kinds that stand two standard deviations apart on most statements: hardly anybody is misplaced.
    assert both > 0.9


def said(row: Mapping[str, str]) -> tuple[str | None, ...]:
    return tuple(map(row.get, STATEMENTS))


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def run_command(*words: object) -> None:
    result = CliRunner().invoke(commands, [*map(str, words)])
    assert result.exit_code in (0, 1), (result.output, result.exception)  # 1: it has findings
