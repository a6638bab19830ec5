"""What the pages show and do: figures, masked addresses, doors, users, the draw, what is taken away."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from fielded_cases import HOUR, T0, Kept, put
from manager_site import PASSWORD, Site

from psychograph.fielding.incentives.entries import enter
from psychograph.fielding.incentives.winners import winners_of
from psychograph.fielding.office.audit import entries
from psychograph.fielding.office.door import Told, told
from psychograph.fielding.office.users import everybody
from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.stores.contact_tables import outbox, persons
from psychograph.fielding.stores.opened import Stores

SENT = (Happening.SENT, "invitation", T0 + HOUR)
ANSWERS = {
    "agreed": "1", "Drinks": ("tea",), "Cups": "3", "Calm": "4", "Ritual": "5", "Attentive": "4",
    "Order": ("green", "black", "herbal"), "Taste": "5", "Age": "44", "Gender": "w", "Since": "2001-05-06",
    "Place": "10115", "Words": "<b>hot</b>",
}  # fmt: skip


def a_field(site: Site) -> None:
    """Put in ten cases: three complete, two on the way, five silent."""
    times = {"started_at": T0 + 2 * HOUR, "device": "phone", "events": (SENT,)}
    kept = [
        *(Kept(f"c{n}", Outcome.COMPLETE, ANSWERS, finished_at=T0 + 3 * HOUR, **times) for n in range(3)),  # type: ignore[arg-type]
        *(Kept(f"s{n}", Outcome.STARTED, {"agreed": "1"}, screen="Drinks", **times) for n in range(2)),  # type: ignore[arg-type]
        *(Kept(f"n{n}", events=(SENT,)) for n in range(5)),
    ]
    site.stores.answers.write(lambda answers: put(answers, kept))


def a_message(stores: Stores, name: str, state: str, reply: str = "") -> str:
    message_id = name.encode().hex().ljust(32, "0")
    person = {"person_id": message_id, "address": name, "address_key": name, "added_at": T0}
    message = {
        "message_id": message_id, "person_id": message_id, "wave": "invitation", "message": "survey",
        "state": state, "due_at": T0, "try_at": T0, "claimed_at": T0, "reply": reply,
    }  # fmt: skip

    def work(contacts) -> None:  # type: ignore[no-untyped-def]
        contacts.execute(persons.insert().values(person))
        contacts.execute(outbox.insert().values(message))

    stores.contacts.write(work)
    return message_id


def state_of(stores: Stores, message_id: str) -> str:
    asked = outbox.select().where(outbox.c.message_id == message_id)
    return str(stores.contacts.read(lambda contacts: contacts.execute(asked).one().state))


def test_the_overview_shows_the_way_from_message_to_answer(site: Site) -> None:
    a_field(site)
    page = site.browser("vera").get("/manage").text
    found = [part.partition("</span>")[0] for part in page.split('class="number">')[1:]]
    steps = page.partition('<ol class="funnel">')[2].partition("</ol>")[0].split('class="number">')[1:]
    assert [one.partition("<")[0] for one in steps] == ["10", "10", "5", "5", "3"]
    assert any("30.0%" in one for one in found)  # RR1 by hand: 3 of 10


def test_every_rate_stands_with_its_definition(site: Site) -> None:
    a_field(site)
    page = site.browser("ben").get("/manage/detail").text
    for name in (*(f"RR{n}" for n in range(1, 7)), "COOP4", "REF3", "CON1"):
        assert f'<th scope="row">{name}</th>' in page
    assert "I / ((I+P) + (R+NC+O) + e(UH+UO))" in page
    assert "proportional allocation" in page


def test_an_empty_field_is_shown_without_a_fault(site: Site) -> None:
    anna = site.browser("anna")
    for page in ("", "/detail", "/mail", "/draw", "/stability", "/export", "/door", "/users", "/audit"):
        assert anna.get(f"/manage{page}").status_code == 200
    assert "Nobody is invited yet" in anna.get("/manage").text


LAST_WORDS = "451 <ann.lee@northwind.example>: the line went dead"


def test_addresses_are_masked_and_an_uncertain_message_is_released_by_hand_alone(site: Site) -> None:
    lost = a_message(site.stores, "ann.lee@northwind.example", "uncertain", LAST_WORDS)
    failed = a_message(site.stores, "bob@northwind.example", "failed", "550 no such user")
    anna = site.browser("anna")
    page = anna.get("/manage/mail").text
    assert "the line went dead" in page
    assert "northwind" not in page
    assert "ann.lee" not in page
    assert anna.send("/manage/mail/release", message=failed).status_code == 422
    assert anna.send("/manage/mail/release", message=lost).status_code == 303
    assert (state_of(site.stores, lost), state_of(site.stores, failed)) == ("planned", "failed")
    assert site.stores.office.read(entries)[0].action == "message released"


def test_the_door_is_paused_opened_and_closed_for_good_with_a_tick(site: Site) -> None:
    anna = site.browser("anna")

    def stands() -> Told:
        return site.stores.office.read(told)[0]

    assert anna.send("/manage/door", door="paused").status_code == 303
    assert stands() is Told.PAUSED
    assert "Paused" in anna.get("/manage").text
    assert anna.send("/manage/door", door="open").status_code == 303
    assert anna.send("/manage/door", door="closed").status_code == 422
    assert stands() is Told.OPEN
    assert anna.send("/manage/door", door="ajar").status_code == 422
    assert anna.send("/manage/door", door="closed", sure="yes").status_code == 303
    assert stands() is Told.CLOSED
    assert anna.send("/manage/door", door="open").status_code == 422
    told_of = [(one.user_name, one.action) for one in site.stores.office.read(entries)][:3]
    assert told_of == [("anna", "survey closed"), ("anna", "survey resumed"), ("anna", "survey paused")]


def test_users_are_added_changed_and_locked_out_and_the_log_says_by_whom(site: Site) -> None:
    anna = site.browser("anna")
    new = {"name": "Cleo", "role": "viewer", "password": "nine green bottles fall"}
    assert anna.send("/manage/users/add", **new).status_code == 303
    assert anna.send("/manage/users/add", **new).status_code == 422  # there already
    assert anna.send("/manage/users/add", **{**new, "name": "dora", "password": "short"}).status_code == 422
    assert anna.send("/manage/users/add", **{**new, "name": "dora", "role": "owner"}).status_code == 422
    assert site.browser().log_in("cleo", new["password"]).status_code == 303
    assert anna.send("/manage/users/role", name="cleo", role="analyst").status_code == 303
    assert anna.send("/manage/users/lock", name="cleo", lock="yes").status_code == 303
    assert site.browser().log_in("cleo", new["password"]).status_code == 403
    assert anna.send("/manage/users/lock", name="cleo", lock="no").status_code == 303
    actions = [(one.user_name, one.action) for one in site.stores.office.read(entries)]
    for action in ("user added", "role changed", "user disabled", "user enabled"):
        assert ("anna", action) in actions
    page = anna.get("/manage/audit").text
    assert "cleo from viewer to analyst" in page
    assert new["password"] not in page


@pytest.mark.parametrize("change", [("role", {"role": "viewer"}), ("lock", {"lock": "yes"})])
def test_the_last_manager_can_neither_leave_nor_be_thrown_out(
    site: Site, change: tuple[str, dict[str, str]]
) -> None:
    path, fields = change
    answer = site.browser("anna").send(f"/manage/users/{path}", name="anna", **fields)
    assert answer.status_code == 422
    assert "the last manager" in answer.text
    assert site.browser("anna").get("/manage/users").status_code == 200


def test_what_anybody_wrote_is_shown_as_text(site: Site) -> None:
    hostile = "<script>alert(1)</script>\"'>"
    a_message(site.stores, "x@northwind.example", "uncertain", hostile)
    times = {"started_at": T0, "device": hostile, "group": hostile, "events": (SENT,)}
    site.stores.answers.write(
        lambda answers: put(answers, [Kept("h", Outcome.STARTED, screen=hostile, **times)])  # type: ignore[arg-type]
    )
    anna = site.browser("anna")
    for path in ("", "/detail", "/mail", "/audit"):
        page = anna.get(f"/manage{path}").text
        assert "<script" not in page
    assert "&lt;script&gt;" in anna.get("/manage/mail").text
    assert "<script" not in site.browser().log_in(hostile, "x").text


def test_answers_are_taken_away_without_anybody_who_gave_them_and_that_is_written_down(site: Site) -> None:
    a_field(site)
    a_message(site.stores, "ann.lee@northwind.example", "sent")
    answer = site.browser("ben").send("/manage/export")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="tea-and-you-2026-12-01.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        table = archive.read("responses.csv").decode()
        assert "codebook.json" in archive.namelist()
    assert len(table.splitlines()) == 1 + 3
    assert "northwind" not in table
    entry = site.stores.office.read(entries)[0]
    assert (entry.user_name, entry.action, entry.detail) == (
        "ben", "answers exported", "3 rows, complete answers",
    )  # fmt: skip


def test_a_draw_is_committed_to_and_held_and_only_the_manager_sees_who_won(site: Site) -> None:
    code_free = datetime(2026, 12, 20, 21, tzinfo=UTC)
    anna, ben = site.browser("anna"), site.browser("ben")
    assert anna.send("/manage/draw/commit").status_code == 422  # people may still answer
    site.stores.contacts.write(
        lambda contacts: enter(contacts, "win@northwind.example", "Ann Lee", "free", None, T0)
    )
    site.clock.set(code_free)
    anna, ben = site.browser("anna"), site.browser("ben")
    assert anna.send("/manage/draw/commit").status_code == 303
    assert anna.send("/manage/draw/run", randomness="ab" * 32).status_code == 422  # too early
    site.clock.set(site.field.closes + timedelta(days=3))
    anna, ben = site.browser("anna"), site.browser("ben")
    assert anna.send("/manage/draw/run", randomness="ab" * 32).status_code == 303
    assert "win@northwind.example" in anna.get("/manage/draw").text
    page = ben.get("/manage/draw").text
    assert "ab" * 32 in page
    assert "northwind.example" not in page
    assert "Ann Lee" not in page
    assert anna.send("/manage/draw/winner", place="1", standing="told").status_code == 303
    assert site.stores.contacts.read(winners_of)[0].standing.value == "told"
    assert anna.send("/manage/draw/winner", place="9", standing="told").status_code == 422
    assert anna.send("/manage/draw/winner", place="1;", standing="told").status_code == 422
    assert site.stores.office.read(entries)[0].detail == "place 1 told"


def test_stability_says_when_there_is_nothing_to_segment(site: Site) -> None:
    page = site.browser("ben").send("/manage/stability").text
    assert "no study.yaml" in page


def test_the_audit_log_is_turned_over_page_by_page(site: Site) -> None:
    anna = site.browser("anna")
    for n in range(60):
        site.clock.move(seconds=61)
        anna.send("/manage/door", door="paused" if n % 2 == 0 else "open")
    for n in range(60):
        site.clock.move(seconds=61)
        anna.send("/manage/users/role", name="ben", role="viewer" if n % 2 == 0 else "analyst")
    first = anna.get("/manage/audit").text
    assert first.count("<tr>") == 1 + 100
    later = anna.get(first.partition('href="/manage/audit?before=')[0] and "/manage/audit?before=50").text
    assert "user added" in later
    assert anna.get("/manage/audit?before=x").text.count("<tr>") == 101


def test_all_users_stand_in_the_list_and_no_hash(site: Site) -> None:
    page = site.browser("anna").get("/manage/users").text
    for one in site.stores.office.read(everybody):
        assert one.name in page
    assert "argon2" not in page
    assert PASSWORD not in page
