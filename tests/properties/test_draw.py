"""What must hold of every draw: nobody is favoured, order is nobody's business, tampering shows."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from fieldworks import fieldwork
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from psychograph.fielding.incentives import verify_draw as check
from psychograph.fielding.incentives.record import Record, drawn_record, record_of, statement_of
from psychograph.fielding.incentives.rules import rules_of

COMMITTED, DRAWN = datetime(2026, 12, 21, tzinfo=UTC), datetime(2026, 12, 22, 12, tzinfo=UTC)
CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
CERTAIN = 1e-9  # chance of a false alarm, had the seeds not been fixed: the test is the same in every run

tickets = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=12, unique=True)
signatures = st.binary(min_size=48, max_size=48)


RULES = rules_of(fieldwork())


def committed(entries: list[str]) -> Record:
    rules = RULES
    assert rules is not None
    statement = statement_of(
        rules, entries, committed_at=COMMITTED, drawn=DRAWN, source=f"drand {CHAIN} round 7", changed=""
    )
    return Record(statement, rules.lines, tuple(sorted(entries)))


def held(entries: list[str], signature: bytes = b"s" * 48) -> Record:
    return drawn_record(committed(entries), hashlib.sha256(signature).hexdigest(), signature.hex())


def of(number: int, what: str) -> str:
    return hashlib.sha256(f"{what}{number}".encode()).hexdigest()


def test_every_ticket_has_the_same_chance_of_every_place() -> None:
    """20 tickets, 4,000 draws: each place is that of each ticket 200 times, but for chance (chi-square).

    For one place, the sum over tickets of (seen - 200)^2 / 200 follows chi-square with 19 degrees of freedom
    where every ticket is as likely.
    """
    entries = [of(number, "ticket") for number in range(20)]
    orders = [check.ranked(of(draw, "draw"), entries) for draw in range(4_000)]
    for place in range(20):
        seen = Counter(order[place] for order in orders)
        statistic = sum((seen[ticket] - 200) ** 2 / 200 for ticket in entries)
        assert statistic < chi2.isf(CERTAIN, 19)


def test_a_ticket_with_a_low_number_is_no_better_and_one_place_says_nothing_of_the_next() -> None:
    """First and second place together: 380 ordered pairs of 20 tickets, 7,600 draws, 20 of each expected."""
    entries = [f"{number:064x}" for number in range(20)]  # as unlike chance as can be
    pairs = Counter(tuple(check.ranked(of(draw, "pair"), entries)[:2]) for draw in range(7_600))
    every = [(one, other) for one in entries for other in entries if one != other]
    assert sum((pairs[pair] - 20) ** 2 / 20 for pair in every) < chi2.isf(CERTAIN, 379)


@given(tickets, signatures, st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(entries: list[str], signature: bytes, random: Any) -> None:
    shuffled = random.sample(entries, len(entries))
    assert held(shuffled, signature).text == held(entries, signature).text


@given(tickets, signatures)
def test_what_is_written_agrees_and_comes_back(entries: list[str], signature: bytes) -> None:
    for record in (committed(entries), held(entries, signature)):
        assert check.problems_of(record.text, record.commitment) == []
        assert record_of(record.text) == record


@given(tickets)
def test_nobody_has_two_places(entries: list[str]) -> None:
    result = held(entries).result
    assert result is not None
    places = [one.ticket for one in result.places]
    assert len(set(places)) == len(places) == min(len(entries), 5)
    assert [one.place for one in result.places] == list(range(1, len(places) + 1))


@given(tickets, st.data())
def test_no_byte_can_be_changed_unseen(entries: list[str], data: st.DataObject) -> None:
    text = held(entries).text
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda letter: letter != text[at]))
    assert check.problems_of(text[:at] + other + text[at + 1 :])


@given(tickets, st.data())
def test_no_byte_can_be_left_out_or_added_unseen(entries: list[str], data: st.DataObject) -> None:
    text = held(entries).text
    at = data.draw(st.integers(0, len(text) - 1))
    assert check.problems_of(text[:at] + text[at + 1 :])
    assert check.problems_of(text[:at] + data.draw(st.sampled_from(' \n0a,"')) + text[at:])


def _resealed(record: Record, change: Callable[[dict[str, Any]], object]) -> str:
    """Return a record that somebody changed who knows how it is sealed."""
    kept = json.loads(record.text)
    change(kept)
    return check.record_text(kept)


@given(tickets.filter(bool), st.binary(min_size=32, max_size=32).map(bytes.hex))
def test_an_entry_added_after_the_commitment_shows(entries: list[str], late: str) -> None:
    record = held(entries)
    more = sorted({*entries, late})
    if len(more) == len(entries):
        return

    def add(kept: dict[str, Any]) -> None:
        again = drawn_record(committed(more), record.result.randomness, "")  # type: ignore[union-attr]
        kept.update(json.loads(again.text), commitment=record.commitment, statement=list(record.statement))

    assert "The list is not the one that was committed to." in check.problems_of(_resealed(record, add))


@given(tickets.filter(lambda entries: len(entries) > 1))
def test_changes_by_somebody_who_seals_again_show(entries: list[str]) -> None:
    record = held(entries)
    changes: list[Callable[[dict[str, Any]], object]] = [
        lambda kept: kept["entries"].pop(),
        lambda kept: kept["entries"].append(kept["entries"][0]),
        lambda kept: kept["entries"].reverse(),
        lambda kept: kept["rules"].append("The organiser may win."),
        lambda kept: kept["statement"].append("prize: 1 x A car"),
        lambda kept: kept["result"]["winners"].reverse(),
        lambda kept: kept["result"]["winners"].pop(),
        lambda kept: kept["result"]["winners"][0].update(prize="A car"),
        lambda kept: kept["result"]["winners"][0].update(ticket=kept["entries"][0], place=2),
        lambda kept: kept["result"].update(randomness="00" * 32),
        lambda kept: kept["result"].update(signature="00" * 48),
        lambda kept: kept.update(format="another"),
        lambda kept: kept.update(note="The first place was by mistake."),
        lambda kept: kept["result"].update(note="or this one"),
    ]
    for change in changes:
        assert check.problems_of(_resealed(record, change))


@given(tickets, tickets)
def test_another_draw_altogether_shows_to_who_kept_the_commitment(one: list[str], other: list[str]) -> None:
    if sorted(one) == sorted(other):
        return
    kept = committed(one).commitment
    assert check.problems_of(held(other).text) == []
    assert check.problems_of(held(other).text, kept) == [
        "The commitment is not the one you were given before the draw."
    ]


@given(st.one_of(st.text(), st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps)))
def test_nonsense_is_told_and_never_a_traceback(text: str) -> None:
    assert check.problems_of(text)


@given(
    st.dictionaries(
        st.sampled_from(sorted(check.KEYS - {"seal"})), st.none() | st.text() | st.lists(st.text())
    )
)
def test_well_sealed_nonsense_is_told_and_never_a_traceback(kept: dict[str, Any]) -> None:
    assert check.problems_of(check.record_text(kept))
