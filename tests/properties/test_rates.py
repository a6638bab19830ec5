"""What must hold of dispositions, rates and counts, whatever happens to cases."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.stores.answers_tables import answers
from psychograph.fielding.watching.counts import ENDS, Counts, Standing, counted
from psychograph.fielding.watching.dispositions import (
    Category,
    Disposition,
    Facts,
    Thresholds,
    disposition,
)
from psychograph.fielding.watching.rates import Tally, declared, rates
from psychograph.fielding.watching.record import record_of
from psychograph.fielding.watching.status import status
from psychograph.reports.records import to_json
from tests.fielded_cases import DAY, OPENS, T0, Kept, put
from tests.fieldworks import fieldwork

FIELD = fieldwork()

COUNTS = st.integers(0, 500)
TALLIES = st.builds(Tally, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
SHARES = st.fractions(0, 1)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    asked = draw(st.integers(0, 40))
    return Facts(
        outcome=draw(st.sampled_from(Outcome)),
        answered=draw(st.integers(0, asked)),
        asked=asked,
        unavailable=draw(st.sampled_from([None, "", "away", "ill", "language", "dead"])),
        **{
            name: draw(st.booleans())
            for name in (
                "needed", "sent", "undelivered", "opened", "refused", "withdrawn", "duplicate", "ineligible",
            )
        },
    )  # fmt: skip


@st.composite
def thresholds(draw: st.DrawFn) -> Thresholds:
    partial, complete = sorted(draw(st.tuples(st.floats(0.01, 1), st.floats(0.01, 1))))
    return Thresholds(complete, partial)


@given(facts(), thresholds())
def test_every_case_ends_in_exactly_one_code(told: Facts, declared_before: Thresholds) -> None:
    found = disposition(told, declared_before)
    assert [code for code in Disposition if code == found] == [found]
    assert found.words
    assert found.category in Category
    assert found in ENDS


@given(facts(), thresholds())
def test_only_answers_make_a_complete_or_partial_case(told: Facts, declared_before: Thresholds) -> None:
    found = disposition(told, declared_before)
    share = told.answered / told.asked if told.asked else 0
    if found is Disposition.COMPLETE:
        assert told.outcome is Outcome.COMPLETE
        assert told.needed
        # Shares are multiplied out and rounded to nine digits, so that 4 of 5 are .8.
        assert share >= declared_before.complete - 1e-9
    if found is Disposition.PARTIAL:
        assert share >= declared_before.partial - 1e-9
    if found is Disposition.BREAK_OFF:
        assert 0 < share < declared_before.partial


@given(TALLIES)
def test_rates_with_a_letter_and_those_without_stand_in_their_order(tally: Tally) -> None:
    found = rates(tally)
    for low, middle, high in (
        ("RR1", "RR3", "RR5"),
        ("RR2", "RR4", "RR6"),
        ("REF1", "REF2", "REF3"),
        ("CON1", "CON2", "CON3"),
    ):
        values = [found.rate(name).value for name in (low, middle, high)]
        known = [value for value in values if value is not None]
        assert known == sorted(known)
    for few, many in (("RR1", "RR2"), ("RR3", "RR4"), ("RR5", "RR6"), ("COOP1", "COOP2"), ("COOP1", "COOP3")):
        less, more = found.rate(few).value, found.rate(many).value
        assert less is None or more is None or less <= more


@given(TALLIES)
def test_rates_add_up_exactly(tally: Tally) -> None:
    found = rates(tally)
    value = {rate.name: rate.value for rate in found.all}
    everybody = tally.eligible + tally.of_unknown
    if everybody:
        left = Fraction(tally.no_contact + tally.other + tally.of_unknown, everybody)
        assert value["RR2"] + value["REF1"] + left == 1
        assert value["CON1"] == value["RR2"] + value["REF1"] + Fraction(tally.other, everybody)
    if value["COOP2"] is not None:
        assert value["RR2"] == value["COOP2"] * value["CON1"]
        assert value["RR6"] == value["COOP2"] * value["CON3"]


@given(TALLIES, SHARES)
def test_e_of_one_and_of_nought_are_the_rates_beside(tally: Tally, e: Fraction) -> None:
    everybody, nobody, some = (rates(tally, declared(share)) for share in (Fraction(1), Fraction(0), e))
    assert everybody.rate("RR3").value == everybody.rate("RR1").value
    assert nobody.rate("RR4").value == nobody.rate("RR6").value
    between = some.rate("RR3").value
    if between is not None and nobody.rate("RR5").value is not None:
        assert everybody.rate("RR1").value <= between <= nobody.rate("RR5").value


@given(TALLIES)
def test_a_rate_is_a_share_or_no_rate(tally: Tally) -> None:
    for rate in rates(tally).all:
        assert rate.value is None or 0 <= rate.value <= 1
        assert (rate.value is None) == (not rate.below)
        assert str(rate).endswith("%") or rate.value is None


STANDINGS = st.builds(
    Standing, st.sampled_from(Disposition), st.booleans(), st.booleans(), st.booleans(), st.booleans()
)


@given(st.lists(st.tuples(st.sampled_from("abc"), STANDINGS)))
def test_counts_of_the_parts_are_counts_of_the_whole(cases: list[tuple[str, Standing]]) -> None:
    whole = counted(Counter(one for _, one in cases))
    parts = [counted(Counter(one for group, one in cases if group == name)) for name in "abc"]
    assert sum(parts, Counts()) == whole
    assert sum(whole.ends) == whole.cases == len(cases)
    tally = Tally.counted(Counter(one.disposition for _, one in cases))
    assert tally.cases == len(cases)


KINDS = st.sampled_from(
    [
        Happening.SENT, Happening.BOUNCED, Happening.COMPLAINED, Happening.UNSUBSCRIBED, Happening.OPENED,
        Happening.DUPLICATE, Happening.UNAVAILABLE, Happening.INELIGIBLE, Happening.ERASED, Happening.DELAYED,
    ]
)  # fmt: skip
ANSWERS = st.dictionaries(
    st.sampled_from(["agreed", "Drinks", "Cups", "Calm", "Age", "Gender", "nobody asked this"]),
    st.sampled_from(["1", "tea", "44", "", "\u202e<b>"])
    | st.sampled_from([("tea",), ("coffee", "none"), ()]),
)
TIMES = st.integers(0, 20 * DAY).map(lambda after: T0 + after)


@st.composite
def a_case(draw: st.DrawFn, name: str) -> Kept:
    """Anything that a store could hold, in any order, sensible or not."""
    outcome = draw(st.sampled_from(Outcome))
    return Kept(
        name,
        outcome,
        draw(ANSWERS),
        draw(st.lists(st.tuples(KINDS, st.sampled_from(["invitation", "reminder", ""]), TIMES), max_size=6)),
        source=draw(st.sampled_from(["invited", "open", "test"])),
        group=draw(st.sampled_from(["", "north", "south"])),
        arms=draw(st.dictionaries(st.sampled_from(["window", "subject"]), st.sampled_from(["a", "b"]))),
        device=draw(st.sampled_from(["", "phone"])),
        time_zone=draw(st.sampled_from(["", "Asia/Kathmandu", "America/St_Johns"])),
        screen=draw(st.sampled_from(["", "Drinks", "gone"])),
        started_at=draw(st.none() | TIMES),
        finished_at=draw(st.none() | TIMES),
    )


CASES = st.integers(0, 8).flatmap(lambda n: st.tuples(*(a_case(f"case {at}") for at in range(n))))


@settings(max_examples=60)
@given(CASES)
def test_a_status_adds_up_to_the_person_whatever_the_store_holds(people: tuple[Kept, ...]) -> None:
    engine = create_engine("sqlite://")
    answers.create_all(engine)
    with engine.connect() as store:
        if people:
            put(store, people)
        found = status(store, FIELD, OPENS)
    engine.dispose()
    counted_people = [one for one in people if one.source != "test"]
    assert found.all.cases == sum(found.all.ends) == len(counted_people)
    for breakdown in found.breakdowns:
        assert sum((row.counts for row in breakdown.rows), Counts()) == found.all
    assert found.rates.tally.cases == sum(cases for _, cases in found.dispositions) == found.invited.cases
    assert sum(found.starts_by_hour) == found.all.started <= found.all.opened
    assert found.all.bounced <= found.all.sent
    assert found.all.started == sum(one.started_at is not None for one in counted_people)
    assert all(stop.stopped <= stop.came for stop in found.stops)
    assert to_json(record_of(found))
