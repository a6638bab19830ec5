"""The days of the plan: what is due, what waits, and what an attacker with both stores can still do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fieldworks import fieldwork
from hypothesis import given
from hypothesis import strategies as st
from people_answered import Answered, fill, population
from sqlalchemy import func, select, text

from psychograph.fielding.incentives.draw import commit, run
from psychograph.fielding.links.tokens import Purpose
from psychograph.fielding.privacy.apart import FEWEST, blanked, destroy_key
from psychograph.fielding.privacy.copies import note_copy
from psychograph.fielding.privacy.retain import Step, due, retain
from psychograph.fielding.stores.answers_tables import cases, events, saves
from psychograph.fielding.stores.contact_tables import (
    draw_entries,
    outbox,
    persons,
    suppressed,
    vouchers,
    winners,
)
from psychograph.fielding.stores.link_tables import key, tokens
from psychograph.fielding.stores.office_tables import audit
from psychograph.fielding.stores.opened import TABLES, Stores

BEFORE = datetime(2027, 1, 31, 23, 59, tzinfo=UTC)
KEY_DAY = datetime(2027, 2, 1, 0, 1, tzinfo=UTC)
CONTACTS_DAY = datetime(2027, 3, 1, tzinfo=UTC)
ANSWERS_DAY = datetime(2029, 12, 31, tzinfo=UTC)
NO_DRAW = fieldwork(incentives={"draw": None})
PEOPLE = population(300)

Match = dict[str, str]  # person -> case, as an attacker guesses


def rows(stores: Stores, name: str, table: Any) -> list[Any]:
    return list(getattr(stores, name).read(lambda c: c.execute(select(table)).all()))


def in_the_order_of_the_disk(stores: Stores, name: str, table: Any) -> list[Any]:
    """Return rows as they lie: by rowid in SQLite, by their place in the heap of PostgreSQL."""
    place = "rowid" if getattr(stores, name).embedded else "ctid"
    return list(getattr(stores, name).read(lambda c: c.execute(select(table).order_by(text(place))).all()))


def pairs(people: dict[str, Hashable], their_cases: dict[str, Hashable]) -> Match:
    """Match who is alone with a mark on one side with whoever is alone with it on the other."""
    alone = [Counter(side.values()) for side in (people, their_cases)]
    at = {mark: case for case, mark in their_cases.items() if alone[1][mark] == 1}
    return {person: at[mark] for person, mark in people.items() if alone[0][mark] == 1 and mark in at}


def by_order(stores: Stores) -> Match:
    people = [row.person_id for row in in_the_order_of_the_disk(stores, "contacts", persons)]
    return dict(
        zip(people, [r.case_id for r in in_the_order_of_the_disk(stores, "answers", cases)], strict=False)
    )


def by_order_of_the_log(stores: Stores) -> Match:
    people = [row.person_id for row in in_the_order_of_the_disk(stores, "contacts", persons)]
    logged = dict.fromkeys(
        row.case_id for row in sorted(rows(stores, "answers", events), key=lambda r: r.event_id)
    )
    return dict(zip(people, logged, strict=False))


def by_order_of_messages(stores: Stores) -> Match:
    sent = [row.person_id for row in in_the_order_of_the_disk(stores, "contacts", outbox)]
    logged = sorted(rows(stores, "answers", events), key=lambda row: row.event_id)
    told = dict.fromkeys(row.case_id for row in logged if row.kind == "sent")
    return dict(zip(dict.fromkeys(sent), told, strict=False))


def by_sending(stores: Stores) -> Match:
    sent: dict[str, set[Any]] = defaultdict(set)
    for row in rows(stores, "contacts", outbox):
        sent[row.person_id] |= {(row.wave, row.sent_at), (row.wave, row.due_at)}
    logged: dict[str, set[Any]] = defaultdict(set)
    for row in rows(stores, "answers", events):
        if row.kind == "sent":
            logged[row.case_id].add((row.wave, row.at))
    return pairs({p: frozenset(v) for p, v in sent.items()}, {c: frozenset(v) for c, v in logged.items()})


def by_attributes(stores: Stores) -> Match:
    """Group, time zone and language of the file of contacts, which the attacker has kept."""
    marks = {p.person_id: (p.group, p.zone, p.language) for p in PEOPLE}
    known = {r.case_id: (r.group_name, r.time_zone, r.language) for r in rows(stores, "answers", cases)}
    return pairs(marks, known)


def by_attributes_of_those_who_completed(stores: Stores) -> Match:
    """As above, among those who are known to have completed: they have a voucher, or entered the draw."""
    finished = {r.person_id for r in rows(stores, "contacts", vouchers)}
    finished |= {r.person_id for r in rows(stores, "contacts", draw_entries)}
    marks = {p.person_id: (p.group, p.zone, p.language) for p in PEOPLE if p.person_id in finished}
    known = {
        r.case_id: (r.group_name, r.time_zone, r.language)
        for r in rows(stores, "answers", cases)
        if r.outcome == "complete"
    }
    return pairs(marks, known)


def by_attributes_that_are_left(stores: Stores) -> Match:
    columns = ("group_name", "time_zone", "language", "arms")
    return pairs(
        {r.person_id: tuple(getattr(r, c) for c in columns) for r in rows(stores, "contacts", persons)},
        {r.case_id: tuple(getattr(r, c) for c in columns) for r in rows(stores, "answers", cases)},
    )


def by_unsubscribing(stores: Stores) -> Match:
    import hashlib

    told = {r.address_hash: r.at for r in rows(stores, "contacts", suppressed)}
    hashed = {hashlib.sha256(p.address.encode()).hexdigest(): p.person_id for p in PEOPLE}
    said = {r.case_id: r.at for r in rows(stores, "answers", events) if r.kind == "unsubscribed"}
    return pairs({hashed[one]: at for one, at in told.items()}, said)


def by_links(stores: Stores) -> Match:
    return {r.person_id: r.case_id for r in rows(stores, "links", tokens) if r.person_id and r.case_id}


ATTACKS = (
    by_order, by_order_of_the_log, by_order_of_messages, by_sending, by_attributes,
    by_attributes_of_those_who_completed, by_attributes_that_are_left, by_unsubscribing, by_links,
)  # fmt: skip


def found(match: Match) -> int:
    true = {p.person_id: p.case_id for p in PEOPLE}
    return sum(true.get(person) == case for person, case in match.items())


def test_who_holds_both_stores_finds_no_more_than_chance(stores: Stores) -> None:
    """Before, every attack finds some; afterwards as many as a random pairing of 300 would.

    A random pairing has 1 true pair on average, close to Poisson: more than 8 happens once in a million.
    Those that pair only who is alone must find none.
    """
    fill(stores, PEOPLE)
    before = {attack.__name__: found(attack(stores)) for attack in ATTACKS}
    assert min(before.values()) >= 4, before
    destroy_key(stores, 1_801_440_000_000)
    after = {attack.__name__: found(attack(stores)) for attack in ATTACKS}
    assert all(count <= (8 if "order" in name else 0) for name, count in after.items()), after


def test_answers_stay_whole_and_in_order_within_a_case(stores: Stores) -> None:
    fill(stores, PEOPLE[:80])

    def said() -> dict[str, Any]:
        logs: dict[str, list[str]] = defaultdict(list)
        for row in sorted(rows(stores, "answers", events), key=lambda r: r.event_id):
            if row.kind not in {"delayed", "unsubscribed"}:
                logs[row.case_id].append(row.kind)
        kept = {
            r.case_id: (r.answers, r.outcome, r.arms, r.started_at, r.seed)
            for r in rows(stores, "answers", cases)
        }
        each = {r.case_id: (r.screen, r.answers, r.nonce, r.at) for r in rows(stores, "answers", saves)}
        return {"logs": dict(logs), "cases": kept, "saves": each}

    before = said()
    destroy_key(stores, 1_801_440_000_000)
    assert said() == before


def test_an_order_within_a_table_that_is_written_on_goes_on(stores: Stores) -> None:
    """Numbers that count rows are those that there were, so that the next one is new."""
    fill(stores, PEOPLE[:20])
    destroy_key(stores, 0)
    fill(stores, population(25)[20:])
    assert len({row.event_id for row in rows(stores, "answers", events)}) == len(
        rows(stores, "answers", events)
    )


def test_whoever_got_mail_can_still_unsubscribe(stores: Stores) -> None:
    fill(stores, PEOPLE[:10])
    destroy_key(stores, 0)
    left = rows(stores, "links", tokens)
    assert {row.purpose for row in left} == {Purpose.UNSUBSCRIBE.value}
    assert {row.person_id for row in left} == {p.person_id for p in PEOPLE[:10]}


values = st.dictionaries(
    st.integers(0, 999).map(str), st.tuples(*[st.sampled_from(["", "a", "b", "c"])] * 3), max_size=60
)


@given(values, st.integers(1, 7))
def test_nobody_is_left_with_few(people: dict[str, tuple[str, ...]], fewest: int) -> None:
    kept = blanked(people, fewest)
    counts = Counter(kept.values())
    assert set(kept) == set(people)
    assert all(count >= fewest for count in counts.values()) or set(counts) <= {("", "", "")}
    for one, own in kept.items():
        assert all(value in ("", before) for value, before in zip(own, people[one], strict=True))


@given(values)
def test_who_are_many_lose_nothing(people: dict[str, tuple[str, ...]]) -> None:
    many = {f"{one} {n}": own for one, own in people.items() for n in range(FEWEST)}
    assert blanked(many) == many


def held(stores: Stores, field: Any) -> None:
    at = datetime(2026, 12, 21, tzinfo=UTC)
    commit(stores, field, at)
    run(stores, datetime(2026, 12, 23, tzinfo=UTC), "ab" * 32)


def test_days_come_on_the_clock_of_the_plan(stores: Stores) -> None:
    fill(stores, PEOPLE[:5])
    assert due(stores, NO_DRAW, BEFORE) == ()
    assert [one.step for one in due(stores, NO_DRAW, KEY_DAY)] == [Step.DESTROY_KEY]
    east = fieldwork(incentives={"draw": None}, period={"time_zone": "Asia/Tokyo"})
    assert [one.step for one in due(stores, east, BEFORE)] == [Step.DESTROY_KEY]
    assert [one.step for one in due(stores, NO_DRAW, ANSWERS_DAY)] == list(Step)
    assert due(stores, fieldwork(incentives={"draw": None}, privacy=None), ANSWERS_DAY) == ()


def test_looking_changes_nothing(stores: Stores) -> None:
    fill(stores, PEOPLE[:20])
    before = {t.name: rows(stores, s.name, t) for s in stores.all for t in TABLES[s.name].sorted_tables}
    assert due(stores, NO_DRAW, ANSWERS_DAY)
    after = {t.name: rows(stores, s.name, t) for s in stores.all for t in TABLES[s.name].sorted_tables}
    assert after == before


def test_the_key_waits_for_the_draw_and_the_vouchers(stores: Stores) -> None:
    fill(stores, PEOPLE[:20])
    field = fieldwork(incentives={"voucher": {"what": "5 EUR", "worth": 5}})
    (key_due,) = due(stores, field, KEY_DAY)
    assert "draw was not held" in key_due.held_back
    assert retain(stores, field, KEY_DAY) == ()
    held(stores, field)
    stores.contacts.write(lambda c: c.execute(vouchers.delete()))
    assert "16 people have no voucher" in due(stores, field, KEY_DAY)[0].held_back
    bounded = fieldwork(incentives={"voucher": {"what": "5 EUR", "worth": 5, "at_most": 1}})
    stores.contacts.write(lambda c: c.execute(vouchers.insert().values(code="A", person_id="somebody")))
    assert due(stores, bounded, KEY_DAY)[0].held_back == ""  # nobody else will get one
    assert any("whose voucher" in loss for loss in due(stores, bounded, KEY_DAY)[0].losses)


def test_contacts_wait_for_prizes_that_are_open(stores: Stores) -> None:
    fill(stores, PEOPLE[:20])
    stores.contacts.write(lambda c: c.execute(vouchers.delete()))
    held(stores, fieldwork())
    first, second = due(stores, fieldwork(), CONTACTS_DAY)
    assert (first.held_back, "place 1, 2" in second.held_back) == ("", True)


def test_the_key_leaves_winners_and_no_other_entry(stores: Stores) -> None:
    fill(stores, PEOPLE[:40])
    held(stores, fieldwork())
    (done,) = retain(stores, fieldwork(), KEY_DAY)
    assert done.step is Step.DESTROY_KEY
    left = {row.entry_id for row in rows(stores, "contacts", draw_entries)}
    assert left == {row.entry_id for row in rows(stores, "contacts", winners)}
    assert len(left) == 5
    assert rows(stores, "links", key) == []
    assert len(rows(stores, "contacts", persons)) == 40


def test_again_does_nothing_and_each_step_is_in_the_log(stores: Stores) -> None:
    fill(stores, PEOPLE[:20])
    done = retain(stores, NO_DRAW, ANSWERS_DAY)
    assert [one.step for one in done] == list(Step)
    assert retain(stores, NO_DRAW, ANSWERS_DAY) == ()
    assert [row.action for row in rows(stores, "office", audit)] == [step.value for step in Step]


def test_contacts_are_gone_after_their_day_and_answers_after_theirs(stores: Stores, tmp_path: Path) -> None:
    fill(stores, PEOPLE[:20], draw="draw")
    (tmp_path / "responses.csv").write_text("respondent\n1\n")
    (tmp_path / "backup").mkdir()
    note_copy(stores, tmp_path / "responses.csv", "export", 0)
    note_copy(stores, tmp_path / "backup", "backup", 0)
    retain(stores, NO_DRAW, CONTACTS_DAY)
    assert [rows(stores, "contacts", table) for table in (persons, outbox, draw_entries)] == [[], [], []]
    assert {row.entry_id for row in rows(stores, "contacts", winners)} == {""}
    assert (tmp_path / "responses.csv").exists()
    assert all(row.answers != "{}" for row in rows(stores, "answers", cases))
    (answers_due,) = (one for one in due(stores, NO_DRAW, ANSWERS_DAY) if one.rows)
    assert any("responses.csv" in loss for loss in answers_due.losses)
    assert any("1 backups" in loss for loss in answers_due.losses)
    retain(stores, NO_DRAW, ANSWERS_DAY)
    assert not (tmp_path / "responses.csv").exists()
    assert (tmp_path / "backup").exists()
    left = rows(stores, "answers", cases)
    assert len(left) == 20
    assert {row.answers for row in left} == {"{}"}
    assert Counter(row.outcome for row in left) == {"complete": 16, "started": 4}
    assert rows(stores, "answers", saves) == []
    assert not [row for row in rows(stores, "answers", events) if row.kind == "saved"]


def test_nothing_is_destroyed_while_people_may_answer(stores: Stores) -> None:
    fill(stores, PEOPLE[:5])
    hasty = fieldwork(incentives={"draw": None}, privacy={"destroy_key": "2026-12-10"})
    at = datetime(2026, 12, 11, tzinfo=UTC)
    assert "people may answer until" in due(stores, hasty, at)[0].held_back
    assert retain(stores, hasty, at) == ()
    assert stores.links.read(lambda c: c.execute(select(func.count()).select_from(key)).scalar_one()) == 5


def test_no_contact_of_these_is_like_another() -> None:
    """What the attacks rest on: numbers of chance, and some who are alone with what they have in common."""
    assert len({one.person_id for one in PEOPLE} | {one.case_id for one in PEOPLE}) == 600
    alone = Counter((one.group, one.zone, one.language) for one in PEOPLE)
    assert sum(count == 1 for count in alone.values()) >= 8
    assert isinstance(PEOPLE[0], Answered)
