"""What holds of every way, every form and every sitting, whatever the questionnaire and whoever answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import TypeAlias

import pytest
from fieldworks import fieldwork
from hypothesis import given, settings
from hypothesis import strategies as st
from random_questionnaires import Size, questionnaires
from sqlalchemy import Connection, Engine, create_engine, select, update

from psychograph.fielding.cases import Case, Submitted, begin_open, case_by_id, save
from psychograph.fielding.outcomes import Outcome, Source
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.answers_tables import answers as tables
from psychograph.fielding.stores.answers_tables import cases, saves
from psychograph.fielding.walk.forms import KEYS, fields_of, rank_field, read_form
from psychograph.fielding.walk.orders import choices_in_order, items_in_order
from psychograph.fielding.walk.screens import Screen
from psychograph.fielding.walk.values import Value, answers_of, text_of
from psychograph.fielding.walk.values import given as seen
from psychograph.fielding.walk.walk import Walk
from psychograph.questionnaire.answers.codebook import text_column
from psychograph.questionnaire.answers.codes import codes_of
from psychograph.questionnaire.conditions import Given, holds
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Day,
    FreeText,
    Multiple,
    Notice,
    Number,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    choices_of,
)

SEEDS = st.integers(0, 2**62 - 1)
ASKED = questionnaires(Size(pages=4, questions=4))
PLAN = fieldwork(screen_out=[], quotas=[])
Sayings: TypeAlias = dict[str, list[dict[str, Value]]]


def columns(question: Question) -> tuple[str, ...]:
    answer = question.answer
    return tuple(item.name for item in answer.items) if isinstance(answer, Battery) else (question.name,)


def answer_to(draw: st.DrawFn, question: Question) -> dict[str, Value]:
    """Draw what may be stored of a question: an answer, or that it was left empty."""
    found: dict[str, Value] = {}
    for name in columns(question):
        found[name] = draw(value_of(question))
    for choice in choices_of(question.answer):
        if choice.specify:
            found[text_column(question.name, choice.code)] = draw(st.sampled_from(("", "namely")))
    return found


def value_of(question: Question) -> st.SearchStrategy[Value]:
    answer = question.answer
    codes = list(codes_of(answer) or ())
    match answer:
        case Multiple():
            return st.sets(st.sampled_from(codes)).map(lambda chosen: tuple(c for c in codes if c in chosen))
        case Ranking():
            return st.lists(st.sampled_from(codes), unique=True).map(tuple)
        case Notice():
            return st.just("")
        case Consent():
            return st.sampled_from(("1", "1", "1", "0"))
        case Number(low, high):
            return st.sampled_from(["", "18", *(f"{end:g}" for end in (low, high) if end is not None)])
        case Day():
            return st.sampled_from(["", "2000-01-01", "2026-12-01"])
        case FreeText() | Postcode():
            return st.sampled_from(["", "a", "SW1A 1AA"])
        case _:
            return st.sampled_from(["", *codes])


@st.composite
def stored(draw: st.DrawFn, questionnaire: Questionnaire) -> dict[str, Value]:
    """Answers to some of the questions, on the way or not."""
    found: dict[str, Value] = {}
    for question in questionnaire.questions:
        if draw(st.integers(0, 3)):
            found |= answer_to(draw, question)
    return found


def asked_by_the_rules(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> list[str]:
    """Return the questions that are asked, by nothing but `conditions.holds`, in the order of the file."""
    told: dict[str, Given] = {}
    found = []
    for page in questionnaire.pages:
        if page.shown_if is not None and not holds(page.shown_if, told):
            continue
        for question in page.questions:
            if question.shown_if is not None and not holds(question.shown_if, told):
                continue
            if isinstance(question.answer, Notice):
                continue
            found.append(question.name)
            told |= {name: seen(answers[name]) for name in columns(question) if answers.get(name)}
            if (
                isinstance(question.answer, Consent)
                and answers.get(question.name) != "1"
                and not page.shuffled
            ):
                return found
    return found


@settings(max_examples=50)
@given(st.data(), ASKED, SEEDS)
def test_the_way_is_what_skip_logic_says(data: st.DataObject, asked: Questionnaire, seed: int) -> None:
    if any(
        page.shuffled and isinstance(one.answer, Consent) for page in asked.pages for one in page.questions
    ):
        return  # what stands before the consent is of chance there
    answers = data.draw(stored(asked))
    way = [one.name for one in Walk(asked, seed).way(answers) if not isinstance(one.question.answer, Notice)]
    expected = asked_by_the_rules(asked, answers)
    assert sorted(way) == sorted(expected)
    if not any(page.shuffled for page in asked.pages):
        assert way == expected


@settings(max_examples=50)
@given(st.data(), ASKED, SEEDS)
def test_a_way_is_the_same_each_time_and_has_no_screen_twice(
    data: st.DataObject, asked: Questionnaire, seed: int
) -> None:
    answers = data.draw(stored(asked))
    way = Walk(asked, seed).way(answers)
    again = Walk(replace(asked), seed).way(dict(reversed(answers.items())))
    assert [(a.name, [n.name for n in a.notices], a.opens_page) for a in way] == [
        (b.name, [n.name for n in b.notices], b.opens_page) for b in again
    ]
    names = [screen.name for screen in way]
    assert len(set(names)) == len(names)
    said = [notice.name for screen in way for notice in screen.notices]
    assert len(set(said)) == len(said)
    assert not set(said) & set(names)
    opening = [screen.page.name for screen in way if screen.opens_page]
    assert sorted(opening) == sorted({screen.page.name for screen in way})


@settings(max_examples=50)
@given(st.data(), ASKED, SEEDS)
def test_back_undoes_on_and_a_place_is_within_the_way(
    data: st.DataObject, asked: Questionnaire, seed: int
) -> None:
    answers, walk = data.draw(stored(asked)), Walk(asked, seed)
    way = walk.way(answers)
    for at, screen in enumerate(way):
        after, before = walk.after(screen.name, answers), walk.before(screen.name, answers)
        assert after == (way[at + 1] if at + 1 < len(way) else None)
        assert before == (way[at - 1] if at else None)
        place = walk.place(screen.name, answers)
        assert 1 <= place.part <= place.parts <= len(asked.pages)
        assert place.minutes_left >= 1
    for question in asked.questions:  # also those that are not on the way
        if not isinstance(question.answer, Notice):
            assert walk.place(question.name, answers).parts >= 1


@settings(max_examples=50)
@given(st.data(), ASKED, SEEDS)
def test_only_answers_on_the_way_are_kept_and_only_they_decide_it(
    data: st.DataObject, asked: Questionnaire, seed: int
) -> None:
    answers, walk = data.draw(stored(asked)), Walk(asked, seed)
    kept = walk.kept(answers)
    on_the_way = {name for screen in walk.way(answers) for name in walk.takes(screen.name, answers)}
    assert set(kept) <= on_the_way
    assert all(kept[name] == answers[name] for name in kept)
    assert all(kept.values())
    assert [one.name for one in walk.way(kept)] == [one.name for one in walk.way(answers)]
    assert walk.kept(kept) == kept
    order = [name for question in asked.questions for name in columns(question)]
    assert [name for name in kept if name in order] == [name for name in order if name in kept]


@settings(max_examples=50)
@given(st.data(), ASKED, SEEDS)
def test_answering_what_is_open_leads_to_the_end(
    data: st.DataObject, asked: Questionnaire, seed: int
) -> None:
    """Each screen is asked once, as long as nobody goes back, and at the end nothing required is open."""
    walk = Walk(asked, seed)
    answers: dict[str, Value] = {}
    passed: list[str] = []
    while (screen := walk.first_open(answers)) is not None:
        assert screen.name not in passed
        passed.append(screen.name)
        given_now = answer_to(data.draw, screen.question)
        if screen.question.required or isinstance(screen.question.answer, Consent):
            for name in columns(screen.question):
                given_now[name] = given_now[name] or _any_answer(screen.question)
        answers |= given_now
    assert passed == [one.name for one in walk.way(answers)]
    assert walk.sure(answers).settled
    if not walk.refused(answers):
        required = [one.question for one in walk.way(answers) if one.question.required]
        assert all(answers[name] for question in required for name in columns(question))


def _any_answer(question: Question) -> Value:
    codes = codes_of(question.answer)
    if codes is None:
        return "1"
    return (codes[0],) if isinstance(question.answer, Multiple | Ranking) else codes[0]


@settings(max_examples=50)
@given(ASKED, SEEDS)
def test_orders_move_nothing_in_or_out(asked: Questionnaire, seed: int) -> None:
    for question in asked.questions:
        choices = choices_in_order(question, seed)
        assert sorted(one.code for one in choices) == sorted(one.code for one in choices_of(question.answer))
        apart = [one.specify or one.exclusive or one.declined for one in choices]
        if getattr(question.answer, "shuffled", False):
            assert apart == sorted(apart)
        items = question.answer.items if isinstance(question.answer, Battery) else ()
        assert sorted(one.name for one in items_in_order(question, seed)) == sorted(one.name for one in items)


# --- Forms

HOSTILE = (
    "", " ", "\x00", "\ud800", "\u202e", "<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd",
    "%00", "${7*7}", "{{7*7}}", "1,5", "-1", "1e999", "NaN", "9" * 400, "x" * 20_001, "\u0661", "2026-02-30",
    "0", "1", "2", "dk", "-99", "\U0001f468\u200d\U0001f469", "__proto__", "null", "true",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20))


@st.composite
def forms(draw: st.DrawFn, screen: Screen) -> dict[str, list[str]]:
    """A form that anybody may send: right fields and wrong, right values and wrong, several of one."""
    names = [*fields_of(screen), screen.name, "case", "outcome", "seed", "", "q.1"]
    codes = list(codes_of(screen.question.answer) or ())
    values = st.one_of(TEXTS, st.sampled_from(codes)) if codes else TEXTS
    return {
        name: draw(st.lists(values, max_size=3))
        for name in draw(st.lists(st.sampled_from(names), unique=True))
    }


@settings(max_examples=50)
@given(st.data(), ASKED)
def test_no_form_raises_and_nothing_is_read_that_was_not_asked(
    data: st.DataObject, asked: Questionnaire
) -> None:
    for screen in _screens(asked):
        read = read_form(screen, data.draw(forms(screen)))
        question = screen.question
        own = set(columns(question))
        texts = {text_column(question.name, one.code) for one in choices_of(question.answer) if one.specify}
        assert set(read.answers) <= own | texts
        assert {one.key for one in read.wrong} <= set(KEYS)
        assert {one.name for one in read.wrong} <= own | texts | {question.name}
        missing = (own | texts) - set(read.answers) - {one.name for one in read.wrong}
        assert not missing, "every answer is read, or something is wrong with it"
        for name, value in read.answers.items():
            assert isinstance(value, str | tuple)
            text_of({name: value}).encode()  # can be stored
            codes = codes_of(question.answer)
            if codes is not None and name in own:
                assert set(value if isinstance(value, tuple) else [value]) <= {*codes, ""}
        if question.required and not read.wrong and not isinstance(question.answer, Notice):
            assert all(read.answers[name] for name in own)


@settings(max_examples=50)
@given(st.data(), ASKED)
def test_what_was_read_is_read_again_as_the_same(data: st.DataObject, asked: Questionnaire) -> None:
    """A screen that is shown filled in and sent as it is changes nothing."""
    for screen in _screens(asked):
        read = read_form(screen, data.draw(forms(screen)))
        if not read.wrong:
            assert read_form(screen, dict(_sent(screen.question, read.answers))) == read


def _sent(question: Question, answers: Mapping[str, Value]) -> Iterator[tuple[str, list[str]]]:
    for name, value in answers.items():
        if isinstance(question.answer, Ranking) and isinstance(value, tuple):
            yield from ((rank_field(name, code), [str(at)]) for at, code in enumerate(value, 1))
        else:
            yield name, list(value) if isinstance(value, tuple) else [value]


def _screens(asked: Questionnaire) -> Sequence[Screen]:
    return [Screen(one.name, page, one) for page in asked.pages for one in page.questions]


# --- Sittings: everything through the store, with back, jumps, repeats and two tabs


@pytest.fixture(scope="module")
def store() -> Iterator[Engine]:
    """The tables of the answers, in memory: what is durable is tested elsewhere."""
    engine = create_engine("sqlite://")
    tables.create_all(engine)
    yield engine
    engine.dispose()


class Browser:
    """Somebody with two tabs who goes on, back, elsewhere, and sends things twice."""

    def __init__(self, connection: Connection, field: Fieldwork, sayings: Sayings, chance: Random) -> None:
        self.connection, self.field, self.sayings, self.chance = connection, field, sayings, chance
        case = begin_open(connection, source=Source.OPEN, language="en", device="phone", at=1, at_most=10**9)
        assert case is not None
        self.case_id = case.case_id
        seed = chance.randrange(2**31)  # the case's own comes of no generator that could be wound back
        connection.execute(update(cases).where(cases.c.case_id == self.case_id).values(seed=seed))
        self.walk = Walk(field.questionnaire, seed)
        self.tabs: list[str | None] = [None, None]
        self.sent: list[Submitted] = []
        self.taken: set[str] = set()  # nonces
        self.accepted: dict[str, Value] = {}
        asked = field.questionnaire.questions
        self.agreed = {one.name: "1" for one in asked if isinstance(one.answer, Consent)}

    @property
    def case(self) -> Case:
        case = case_by_id(self.connection, self.case_id)
        assert case is not None
        return case

    def step(self, number: int) -> None:
        """Do one thing in one tab."""
        answers = self.case.answers
        tab = self.chance.randrange(2)
        here = self.tabs[tab]
        match self.chance.randrange(10):
            case 0 if self.sent:
                self.post(self.chance.choice(self.sent))
            case 1 if self.walk.way(answers):
                self.tabs[tab] = self.chance.choice(self.walk.way(answers)).name
            case 2 if here is not None:
                before = self.walk.before(here, answers)
                self.tabs[tab] = here if before is None else before.name
            case _ if here is None:
                first = self.walk.first_open(answers)
                self.tabs[tab] = None if first is None else first.name
            case does:
                said = self.chance.choice(self.sayings.get(here, [{here: ""}]))
                form = Submitted(
                    self.case_id, f"n{number}", here, said, 5, "phone", number, partial=does == 3
                )
                self.tabs[tab] = self.post(form)

    def post(self, form: Submitted) -> str | None:
        """Send a form; whatever is said to be taken for the first time must be there ever after."""
        before = any(one.nonce == form.nonce for one in self.sent)
        saved = save(self.connection, form, self.field)
        assert before or not saved.repeated
        if saved.taken and not saved.repeated:
            assert form.nonce not in self.taken, "a form was taken twice"
            self.taken.add(form.nonce)
            names = self.walk.takes(form.screen, {**saved.case.answers, **self.agreed})
            left_empty = {} if form.partial else dict.fromkeys(names, "")
            self.accepted |= {
                **left_empty,
                **{name: form.answers[name] for name in names if name in form.answers},
            }
        self.sent.append(form)
        return saved.next or None


@st.composite
def said(draw: st.DrawFn, asked: Questionnaire) -> Sayings:
    """For each question a few things that might be said."""
    return {one.name: [answer_to(draw, one) for _ in range(2)] for one in asked.questions}


@settings(max_examples=60)
@given(st.data(), questionnaires(Size(pages=3, questions=3, odd=False)), st.randoms(use_true_random=False))
def test_every_answer_that_was_accepted_is_there_at_the_end(
    store: Engine, data: st.DataObject, asked: Questionnaire, chance: Random
) -> None:
    """By whatever way it came, and however often; and whoever is complete answered what is required."""
    field = replace(PLAN, questionnaire=asked)
    sayings = data.draw(said(asked))
    with store.begin() as connection:
        browser = Browser(connection, field, sayings, chance)
        for number in range(40):
            browser.step(number)
        case = browser.case
        rows = connection.execute(
            select(saves).where(saves.c.case_id == case.case_id).order_by(saves.c.save_id)
        ).all()
    assert dict(case.answers) == browser.accepted
    assert case.revision == len(rows) == len(browser.taken)
    told: dict[str, Value] = {}
    for row in rows:
        told |= answers_of(row.answers)
    assert told == browser.accepted, "the present state is what the saves add up to"
    if case.outcome is Outcome.COMPLETE:
        assert browser.walk.first_open(case.answers) is None
        assert not browser.walk.refused(case.answers)
    if case.outcome is Outcome.REFUSED:
        assert browser.walk.refused(case.answers)
    assert case.outcome.over == (case.finished_at is not None)
    assert not (case.outcome.over and case.screen)
