"""The draw: who is in the list, when it may be closed, what comes out, and what may not happen twice."""

from __future__ import annotations

import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fieldworks import fieldwork
from people_asked import Asked, ask
from sqlalchemy import func, select

from psychograph.fielding.errors import IncentiveError
from psychograph.fielding.incentives.codes import Codes
from psychograph.fielding.incentives.draw import Change, commit, committed_record, run
from psychograph.fielding.incentives.entries import enter
from psychograph.fielding.incentives.published import published
from psychograph.fielding.incentives.record import record_of
from psychograph.fielding.incentives.rules import freeze_rules, rules_of, secret_of
from psychograph.fielding.incentives.verify_draw import problems_of, standing_of, ticket_of
from psychograph.fielding.incentives.winners import Standing, mark, winners_of
from psychograph.fielding.stores.contact_tables import draw_entries
from psychograph.fielding.stores.opened import Stores, open_stores

OPENING = datetime(2026, 12, 1, 8, tzinfo=UTC)
AFTER = datetime(2026, 12, 21, 9, tzinfo=UTC)
DRAWN = datetime(2026, 12, 22, 12, 0, 5, tzinfo=UTC)
SIGNATURE = "ab" * 48
RANDOMNESS = hashlib.sha256(bytes.fromhex(SIGNATURE)).hexdigest()
FREE = "Free.Entrant@example.org"


def _free(stores: Stores, address: str = FREE, code: str = "") -> str:
    return stores.contacts.write(lambda c: enter(c, address, "", "free", None, 1_796_515_300_123, code))


def _entered(stores: Stores) -> int:
    return stores.contacts.read(
        lambda c: c.execute(select(func.count()).select_from(draw_entries)).scalar_one()
    )


def _problem(caught: pytest.ExceptionInfo[IncentiveError]) -> str:
    return str(caught.value)


def test_the_list_holds_who_agreed_and_came_to_an_end_and_whoever_came_in_freely(stores: Stores) -> None:
    ask(
        stores,
        [
            Asked(1),
            Asked(2, outcome="screened_out"),
            Asked(3, outcome="quota_full"),
            Asked(4, outcome="started"),
            Asked(5, outcome="refused"),
            Asked(6, draw=()),
            Asked(7, draw=(True, False)),  # changed their mind: the last word counts
            Asked(8, draw=(False, True)),
            Asked(9, source="test"),
        ],
    )
    free = _free(stores)
    record = commit(stores, fieldwork(), AFTER)
    codes = Codes.of(stores, 0)
    expected = [ticket_of(codes.for_case(f"case000{n}"), f"p{n}@example.org") for n in (1, 2, 3, 8)]
    expected.append(ticket_of(free, FREE.lower()))
    assert record.entries == tuple(sorted(expected))


def test_one_address_has_one_chance_by_whatever_ways_it_came_in(stores: Stores) -> None:
    ask(stores, [Asked(1)])
    codes = [_free(stores, address) for address in ("P1@Example.org", "p1@example.org ", "p1@EXAMPLE.ORG")]
    record = commit(stores, fieldwork(), AFTER)
    assert record.entries == (ticket_of(codes[0], "p1@example.org"),)


def test_whether_an_address_is_in_shows_in_no_answer(stores: Stores) -> None:
    first, again = _free(stores), _free(stores)
    assert first != again
    assert re.fullmatch("[0-9a-f]{32}", first)
    assert re.fullmatch("[0-9a-f]{32}", again)


def test_a_form_that_is_sent_twice_gives_one_code(stores: Stores) -> None:
    code = Codes.of(stores, 0).for_form("nonce of the form")
    assert _free(stores, code=code) == _free(stores, code=code) == code
    assert Codes.of(stores, 1).for_form("nonce of the form") == code
    assert commit(stores, fieldwork(), AFTER).entries == (ticket_of(code, FREE.lower()),)


def test_no_moment_of_entering_is_kept(stores: Stores) -> None:
    _free(stores)
    assert stores.contacts.read(lambda c: c.execute(select(draw_entries.c.at)).scalar()) % 86_400_000 == 0


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c", "x@localhost\r\nBcc: y@example.org", "a" * 400])
def test_what_is_no_address_does_not_enter_and_is_not_repeated(stores: Stores, address: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - in the words of the library
        _free(stores, address)
    assert not address or address not in str(caught.value)
    assert (
        stores.contacts.read(lambda c: c.execute(select(func.count()).select_from(draw_entries)).scalar())
        == 0
    )


def test_nobody_enters_after_the_commitment_and_no_trace_of_it_is_left(stores: Stores) -> None:
    commit(stores, fieldwork(), AFTER)
    with pytest.raises(IncentiveError, match="committed to"):
        _free(stores)
    assert (
        stores.contacts.read(lambda c: c.execute(select(func.count()).select_from(draw_entries)).scalar())
        == 0
    )


@pytest.mark.parametrize(
    ("at", "because"),
    [
        (datetime(2026, 12, 20, 19, 59, tzinfo=UTC), "people may answer until 2026-12-20 20:00 UTC"),
        (datetime(2026, 12, 22, 11, 59, 30, tzinfo=UTC), "its randomness came out"),
        (datetime(2026, 12, 23, tzinfo=UTC), "its randomness came out"),
    ],
)
def test_the_commitment_is_made_between_last_answer_and_randomness(
    stores: Stores, at: datetime, because: str
) -> None:
    with pytest.raises(IncentiveError) as caught:
        commit(stores, fieldwork(), at)
    assert because in _problem(caught)
    assert committed_record(stores) is None


def test_a_late_draw_names_its_hour_and_why_and_publishes_both(stores: Stores) -> None:
    late = datetime(2026, 12, 28, 12, tzinfo=UTC)
    with pytest.raises(IncentiveError, match="why with --because"):
        commit(stores, fieldwork(), DRAWN, Change(drawn=late))
    record = commit(stores, fieldwork(), DRAWN, Change("we were ill", late))
    assert record.drawn == late
    assert "changed: the hour of the draw, from 2026-12-22 12:00 UTC; we were ill" in record.statement


@pytest.mark.parametrize(
    ("beacon", "chain", "number"),
    [
        # (1797940800 - 1692803367) / 3 = 35045811: round 1 is at the genesis, so that number + 1.
        ("drand-quicknet", "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", 35_045_812),
        # (1797940800 - 1595431050) / 30 = 6750325.
        ("drand-default", "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce", 6_750_326),
    ],
)
def test_the_round_is_the_first_at_the_hour_of_the_draw(
    stores: Stores, beacon: str, chain: str, number: int
) -> None:
    field = fieldwork(incentives={"draw": {"beacon": beacon}})
    record = commit(stores, field, AFTER)
    assert f"randomness: drand {chain} round {number}" in record.statement
    assert record.round == number
    assert f"https://api.drand.sh/{chain}/public/{number}" in record.where_to_look


def test_rules_that_change_after_the_opening_are_refused_or_told(stores: Stores) -> None:
    before, after = fieldwork(), fieldwork(incentives={"draw": {"reserves": 9}})
    frozen = stores.office.write(lambda c: freeze_rules(c, before, OPENING))
    again = stores.office.write(lambda c: freeze_rules(c, after, AFTER))
    assert frozen is not None
    assert again == frozen
    shown = published(stores, after)
    assert shown is not None
    assert shown.changed
    with pytest.raises(IncentiveError, match="others than those that the field opened with"):
        commit(stores, after, AFTER)
    record = commit(stores, after, AFTER, Change("more reserves, nobody loses by it"))
    told = f"changed: the rules, which had the SHA-256 {frozen.sha256} when the field opened; more reserves"
    assert any(line.startswith(told) for line in record.statement)


def test_every_rule_of_the_plan_is_in_the_text_and_in_its_hash() -> None:
    rules = rules_of(fieldwork())
    assert rules is not None
    for said in (
        "Gift card", "[de] Gutschein", "worth 100 EUR each", "2 times", "Adults who live in Germany",
        "Northwind Research, 1 High Street", "survey@example.org", "from 2026-12-01 08:00 UTC to 2026-12-20",
        "2026-12-22 12:00 UTC", "quicknet", "free way in", "14 days", "3 reserves", "German law holds.",
    ):  # fmt: skip
        assert said in rules.text, said
    assert rules.sha256 == hashlib.sha256(rules.text.encode()).hexdigest()
    changes: list[dict[str, Any]] = [
        {"currency": "USD"}, {"drawn": "2026-12-23 12:00"}, {"beacon": "committed"}, {"eligible": "All"},
        {"free_entry": False}, {"reserves": 4}, {"days_to_claim": 15}, {"law": "Other"},
        {"prizes": [{"what": "Gift card", "worth": 101, "number": 2}]},
    ]  # fmt: skip
    hashes = {rules_of(fieldwork(incentives={"draw": change})).sha256 for change in changes}  # type: ignore[union-attr]
    assert len(hashes | {rules.sha256}) == len(changes) + 1


def test_the_draw_gives_prizes_by_rank_then_reserves(stores: Stores) -> None:
    ask(stores, [Asked(number) for number in range(20)])
    committed = commit(stores, fieldwork(), AFTER)
    record = run(stores, DRAWN, RANDOMNESS, SIGNATURE)
    assert record.result is not None
    by_hand = sorted(
        committed.entries,
        key=lambda ticket: hashlib.sha256(bytes.fromhex(RANDOMNESS + ticket)).hexdigest(),
    )
    assert [one.ticket for one in record.result.places] == by_hand[:5]
    prize = "Gift card, worth 100 EUR"
    assert [one.prize for one in record.result.places] == [prize, prize, "", "", ""]
    assert record.commitment == committed.commitment
    found = stores.contacts.read(winners_of)
    assert [one.place for one in found] == [1, 2, 3, 4, 5]
    codes = Codes.of(stores, 0)
    for one, ticket in zip(found, by_hand, strict=False):
        number = int(one.address[1:].partition("@")[0])
        assert ticket == ticket_of(codes.for_case(f"case{number:04d}"), one.address)


def test_everybody_finds_themselves_by_code_and_address(stores: Stores) -> None:
    ask(stores, [Asked(number) for number in range(8)])
    commit(stores, fieldwork(), AFTER)
    record = json.loads(run(stores, DRAWN, RANDOMNESS).text)
    code = Codes.of(stores, 0).for_case("case0003")
    assert re.search(r"has place \d of 8", standing_of(record, ticket_of(code, "p3@example.org")))
    assert "not in the list" in standing_of(record, ticket_of(code, "p4@example.org"))


@pytest.mark.parametrize(("entered", "prizes", "reserves"), [(0, 0, 0), (1, 1, 0), (2, 2, 0), (4, 2, 2)])
def test_fewer_entries_than_places(stores: Stores, entered: int, prizes: int, reserves: int) -> None:
    ask(stores, [Asked(100, draw=()), *(Asked(number) for number in range(entered))])
    commit(stores, fieldwork(), AFTER)
    record = run(stores, DRAWN, RANDOMNESS, SIGNATURE)
    assert record.result is not None
    assert sum(bool(one.prize) for one in record.result.places) == prizes
    assert sum(not one.prize for one in record.result.places) == reserves
    assert problems_of(record.text) == []


def test_the_draw_is_held_once(stores: Stores) -> None:
    ask(stores, [Asked(1), Asked(2)])
    with pytest.raises(IncentiveError, match="no list was committed to"):
        run(stores, DRAWN, RANDOMNESS)
    commit(stores, fieldwork(), AFTER)
    with pytest.raises(IncentiveError, match="committed to before"):
        commit(stores, fieldwork(), AFTER)
    with pytest.raises(IncentiveError, match="it is before 2026-12-22 12:00:00 UTC"):
        run(stores, AFTER, RANDOMNESS)
    first = run(stores, DRAWN, RANDOMNESS, SIGNATURE)
    assert run(stores, DRAWN, RANDOMNESS) == first
    with pytest.raises(IncentiveError, match="another randomness"):
        run(stores, DRAWN, "00" * 32)
    assert committed_record(stores) == first


@pytest.mark.parametrize(
    ("randomness", "signature", "because"),
    [
        ("", "", "no randomness"),
        ("xyz", "", "no randomness"),
        (RANDOMNESS[:-2], "", "no randomness"),
        (RANDOMNESS, "abc", "not hexadecimal"),
        (RANDOMNESS, "cd" * 48, "not the SHA-256 of its signature"),
    ],
)
def test_randomness_that_cannot_be_is_refused(
    stores: Stores, randomness: str, signature: str, because: str
) -> None:
    commit(stores, fieldwork(), AFTER)
    with pytest.raises(IncentiveError, match=because):
        run(stores, DRAWN, randomness, signature)
    record = committed_record(stores)
    assert record is not None
    assert record.result is None


def test_a_secret_is_hashed_at_the_opening_and_revealed_at_the_draw(stores: Stores) -> None:
    field = fieldwork(incentives={"draw": {"beacon": "committed"}})
    frozen = stores.office.write(lambda c: freeze_rules(c, field, OPENING))
    ask(stores, [Asked(1), Asked(2)])
    record = commit(stores, field, AFTER)
    assert frozen is not None
    assert f"randomness: secret {frozen.secret_hash} made at the opening" in record.statement
    secret = stores.office.read(secret_of)
    assert secret not in record.text
    done = run(stores, DRAWN)
    assert done.result is not None
    assert done.result.randomness == secret
    assert hashlib.sha256(bytes.fromhex(secret)).hexdigest() == frozen.secret_hash
    assert "weaker" in done.where_to_look


def test_a_secret_made_when_the_list_was_known_says_so(stores: Stores) -> None:
    record = commit(stores, fieldwork(incentives={"draw": {"beacon": "committed"}}), AFTER)
    assert any("at the commitment, when the list was known" in line for line in record.statement)


def test_what_is_published_names_nobody(stores: Stores) -> None:
    ask(stores, [Asked(number) for number in range(5)])
    code = _free(stores)
    commit(stores, fieldwork(), AFTER)
    record = run(stores, DRAWN, RANDOMNESS, SIGNATURE)
    codes = Codes.of(stores, 0)
    hidden = [FREE.lower(), code, "Person", "case000", "person000", *(f"p{n}@" for n in range(5))]
    hidden += [codes.for_case(f"case{n:04d}") for n in range(5)]
    for name, content in record.files().items():
        assert not [one for one in hidden if one.encode() in content.lower()], name
    assert record_of(record.text) == record


def test_a_prize_that_is_given_up_goes_to_the_next_reserve_until_there_is_none(stores: Stores) -> None:
    ask(stores, [Asked(number) for number in range(4)])
    field = fieldwork(incentives={"draw": {"reserves": 2}})
    commit(stores, field, AFTER)
    run(stores, DRAWN, RANDOMNESS)

    def marked(place: int, standing: Standing) -> int | None:
        passed = stores.contacts.write(lambda c: mark(c, place, standing, DRAWN))
        return passed.place if passed is not None else None

    assert marked(1, Standing.TOLD) is None
    assert marked(1, Standing.TOLD) is None
    assert marked(1, Standing.FORFEITED) == 3
    assert marked(3, Standing.FORFEITED) == 4
    assert marked(4, Standing.CLAIMED) is None
    assert marked(2, Standing.FORFEITED) is None
    standings = [(one.standing.value, bool(one.prize)) for one in stores.contacts.read(winners_of)]
    assert standings == [("forfeited", True), ("forfeited", True), ("forfeited", True), ("claimed", True)]
    for place, because in ((1, "forfeited already"), (4, "claimed already"), (9, "no prize on it")):
        with pytest.raises(IncentiveError, match=because):
            marked(place, Standing.TOLD)
    shown = published(stores, field)
    assert shown is not None
    assert shown.passed_on == (1, 2, 3)


def test_who_was_told_long_ago_is_overdue(stores: Stores) -> None:
    ask(stores, [Asked(1)])
    commit(stores, fieldwork(), AFTER)
    run(stores, DRAWN, RANDOMNESS)
    stores.contacts.write(lambda c: mark(c, 1, Standing.TOLD, DRAWN))
    (winner,) = stores.contacts.read(winners_of)
    assert not winner.overdue(14, datetime(2027, 1, 5, 13, tzinfo=UTC))  # the hour is made full
    assert winner.overdue(14, datetime(2027, 1, 5, 13, 0, 1, tzinfo=UTC))


def test_a_field_without_a_draw_has_none(stores: Stores) -> None:
    field = fieldwork(incentives={"draw": None})
    assert rules_of(field) is None
    assert published(stores, field) is None
    assert stores.office.write(lambda c: freeze_rules(c, field, OPENING)) is None
    with pytest.raises(IncentiveError, match=r"no draw in field\.yaml"):
        commit(stores, field, AFTER)


def test_whoever_is_entered_while_the_list_is_closed_is_in_it(stores: Stores, tmp_path: Path) -> None:
    """Two processes, as it were: one takes entries, the other commits in the midst of them."""
    url = stores.contacts.engine.url.render_as_string(hide_password=False)
    others = open_stores(url if url.startswith("postgresql") else tmp_path / "field")
    try:

        def one(number: int) -> str:
            if number == 60:
                commit(stores, fieldwork(), AFTER)
                return ""
            address = f"free{number}@example.org"
            try:
                code = others.contacts.write(lambda c: enter(c, address, "", "free", None, 1))
            except IncentiveError:
                return ""
            return ticket_of(code, address)

        with ThreadPoolExecutor(6) as pool:
            told = set(pool.map(one, range(120))) - {""}
    finally:
        others.close()
    record = committed_record(stores)
    assert record is not None
    assert set(record.entries) == told
    assert 0 < len(told) < 120
