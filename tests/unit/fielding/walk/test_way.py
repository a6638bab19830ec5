"""The way through a questionnaire: skip logic, back, where to go on, what counts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from fieldworks import fieldwork, questions

from psychograph.fielding.walk.screens import Place
from psychograph.fielding.walk.values import Value
from psychograph.fielding.walk.walk import Walk
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.condition_text import parse_condition
from psychograph.questionnaire.model import FreeText, Notice, Page, Question, Questionnaire

SMALL = fieldwork().questionnaire
TEA: dict[str, Value] = {"agreed": "1", "Drinks": ("tea",)}
VIEWS: dict[str, Value] = {"Calm": "4", "Ritual": "2", "Attentive": "4"}


def _names(walk: Walk, answers: dict[str, Value]) -> list[str]:
    return [screen.name for screen in walk.way(answers)]


def _open(walk: Walk, answers: dict[str, Value]) -> str:
    found = walk.first_open(answers)
    return "" if found is None else found.name


@pytest.fixture
def walk() -> Walk:
    return Walk(SMALL, 7)


def _walk(*pages: Page) -> Walk:
    return Walk(Questionnaire(Translated("Tea"), pages), 7)


def _asked(name: str, when: str = "", *, required: bool = False) -> Question:
    condition = parse_condition(when) if when else None
    return Question(name, Translated(name), FreeText(), required=required, shown_if=condition)


def _said(name: str, when: str = "") -> Question:
    return Question(name, Translated(name), Notice(), shown_if=parse_condition(when) if when else None)


def test_nothing_is_asked_before_consent_is_given(walk: Walk) -> None:
    assert _names(walk, {}) == ["agreed"]
    assert _names(walk, {"agreed": ""}) == ["agreed"]
    assert walk.screen("Drinks", {}) is None
    assert walk.takes("Drinks", {}) == ()
    assert walk.takes("agreed", {}) == ("agreed",)


def test_a_consent_that_was_withheld_ends_the_way(walk: Walk) -> None:
    withheld: dict[str, Value] = {**TEA, "agreed": "0"}
    assert _names(walk, withheld) == ["agreed"]
    assert walk.refused(withheld)
    assert walk.first_open(withheld) is None
    assert walk.after("agreed", withheld) is None
    assert not walk.refused({})
    assert not walk.refused(TEA)


def test_pages_and_questions_are_asked_where_their_condition_holds(walk: Walk) -> None:
    assert {"Cups", "views", "Order", "Taste"} <= set(_names(walk, TEA))
    about = ["Age", "Gender", "Since", "Place", "Words"]
    assert _names(walk, {"agreed": "1", "Drinks": ("coffee",)}) == ["agreed", "Drinks", *about]
    assert _names(walk, {"agreed": "1"}) == ["agreed", "Drinks", *about]


def test_a_condition_sees_only_answers_on_the_way() -> None:
    walk = _walk(Page("p", (_asked("a"), _asked("b", "a = yes"), _asked("c", "answered(b)"))))
    assert _names(walk, {"a": "yes", "b": "kept"}) == ["a", "b", "c"]
    closed: dict[str, Value] = {"a": "no", "b": "kept", "c": "kept too"}
    assert _names(walk, closed) == ["a"]
    assert walk.kept(closed) == {"a": "no"}


def test_changing_an_answer_back_brings_back_what_was_answered(walk: Walk) -> None:
    answers: dict[str, Value] = {**TEA, **VIEWS, "Cups": "3"}
    assert walk.kept({**answers, "Drinks": ("coffee",)}) == {"agreed": "1", "Drinks": ("coffee",)}
    assert walk.kept(answers) == answers


def test_an_empty_answer_is_passed_but_none(walk: Walk) -> None:
    answers: dict[str, Value] = {**TEA, "Cups": ""}
    assert walk.kept(answers) == TEA
    cups = walk.screen("Cups", answers)
    assert cups is not None
    assert walk.passed(cups, answers)
    assert not walk.passed(cups, TEA)


def test_where_to_go_on_leads_once_round_and_to_the_end(walk: Walk) -> None:
    """Whoever leaves open all they may, and answers what they must, sees every screen once."""
    needed: dict[str, dict[str, Value]] = {
        "agreed": {"agreed": "1"},
        "Drinks": {"Drinks": ("tea",)},
        "views": VIEWS,
        "Age": {"Age": "31"},
    }
    answers: dict[str, Value] = {}
    seen = []
    while (screen := walk.first_open(answers)) is not None:
        seen.append(screen.name)
        assert len(seen) <= 20
        answers |= needed.get(screen.name, {screen.name: ""})
    assert seen == _names(walk, answers)
    assert len(seen) == 11


@pytest.mark.parametrize("left", ["Drinks", "Age"])
def test_what_is_required_stays_open_when_it_is_left_empty(walk: Walk, left: str) -> None:
    answers: dict[str, Value] = {"agreed": "1", "Drinks": ("coffee",), "Age": "31", "Gender": ""}
    answers |= {"Since": "", "Place": "", "Words": ""}
    assert _open(walk, answers) == ""
    assert _open(walk, {**answers, left: ""}) == left


def test_a_battery_is_open_until_every_required_line_is_answered(walk: Walk) -> None:
    answers: dict[str, Value] = {**TEA, **VIEWS, "Cups": "", "Order": "", "Taste": ""}
    assert _open(walk, answers) == "Age"
    assert _open(walk, {**answers, "Ritual": ""}) == "views"
    del answers["Ritual"]
    assert _open(walk, answers) == "views"


def test_after_and_before_go_along_the_way(walk: Walk) -> None:
    way = _names(walk, TEA)
    for one, two in pairwise(way):
        after, before = walk.after(one, TEA), walk.before(two, TEA)
        assert after is not None
        assert before is not None
        assert (after.name, before.name) == (two, one)
    assert walk.before(way[0], TEA) is None
    assert walk.after(way[-1], TEA) is None
    assert walk.after("nobody", TEA) is None
    assert walk.before("nobody", TEA) is None
    assert walk.screen("nobody", TEA) is None


def test_from_a_screen_that_left_the_way_it_goes_on_where_it_stood(walk: Walk) -> None:
    """Another tab changed an earlier answer meanwhile."""
    coffee: dict[str, Value] = {"agreed": "1", "Drinks": ("coffee",)}
    after, before = walk.after("views", coffee), walk.before("views", coffee)
    assert after is not None
    assert before is not None
    assert (before.name, after.name) == ("Drinks", "Age")
    assert walk.screen("views", coffee) is None
    assert walk.takes("views", coffee) == ("Calm", "Ritual", "Attentive")


def test_a_notice_stands_above_the_next_question_that_is_asked() -> None:
    walk = _walk(Page("p", (_said("n"), _asked("a", "answered(z)"), _said("m"), _asked("b"))))
    (screen,) = walk.way({})
    assert screen.name == "b"
    assert [notice.name for notice in screen.notices] == ["n", "m"]
    assert screen.opens_page


def test_notices_that_no_question_follows_are_a_screen_that_is_passed_by_reading() -> None:
    walk = _walk(Page("p", (_asked("a"), _said("n"), _said("m"))), Page("q", (_asked("b"),)))
    assert _names(walk, {}) == ["a", "m", "b"]
    _, last, _ = walk.way({})
    assert ([notice.name for notice in last.notices], last.opens_page) == (["n"], False)
    assert _open(walk, {"a": ""}) == "m"
    assert _open(walk, {"a": "", "m": ""}) == "b"
    assert walk.kept({"a": "x", "m": "", "b": ""}) == {"a": "x"}
    assert walk.takes("m", {}) == ("m",)


def test_a_page_that_only_says_something_is_a_screen_and_one_with_nothing_to_ask_is_none() -> None:
    says = Page("a", (), title=Translated("Half way"))
    walk = _walk(Page("p", (_asked("a"),)), says, Page("q", (_asked("b", "a = yes"),), intro=Translated("B")))
    assert _names(walk, {}) == ["a", "a_"]  # a question has its name already
    screen = walk.way({})[1]
    assert (screen.page.name, screen.opens_page, screen.question.answer) == ("a", True, Notice())
    assert _open(walk, {"a": "", "a_": ""}) == ""
    assert _names(walk, {"a": "yes"}) == ["a", "a_", "b"]


def test_title_and_intro_stand_above_the_first_screen_of_a_page_alone() -> None:
    walk = _walk(Page("p", (_asked("a", "answered(z)"), _asked("b"), _asked("c"))), Page("q", (_asked("d"),)))
    assert [(screen.name, screen.opens_page) for screen in walk.way({})] == [
        ("b", True),
        ("c", False),
        ("d", True),
    ]


def test_a_shuffled_page_is_decided_by_what_stood_before_it() -> None:
    page = Page("p", tuple(_asked(name, "start = go") for name in "abc"), shuffled=True)
    assert sorted(_names(_walk(Page("s", (_asked("start"),)), page), {"start": "go"})) == [
        "a",
        "b",
        "c",
        "start",
    ]
    assert _names(_walk(Page("s", (_asked("start"),)), page), {"start": "stay"}) == ["start"]


def test_a_place_tells_parts_of_the_way_and_minutes_that_shrink(walk: Walk) -> None:
    tea, coffee = dict(TEA), {"agreed": "1", "Drinks": ("coffee",)}
    assert walk.place("agreed", {}) == Place(1, 3, Translated(), walk.place("agreed", {}).minutes_left)
    assert walk.place("Drinks", tea).parts == 4
    place = walk.place("Age", coffee)
    assert (place.part, place.parts, str(place.title)) == (3, 3, "About you")
    left = [walk.place(name, tea).minutes_left for name in _names(walk, tea)]
    assert left == sorted(left, reverse=True)
    assert left[0] > left[-1] == 1


def test_a_place_of_a_screen_that_left_the_way_is_that_of_the_next(walk: Walk) -> None:
    coffee: dict[str, Value] = {"agreed": "1", "Drinks": ("coffee",)}
    assert walk.place("views", coffee) == walk.place("Age", coffee)
    with pytest.raises(KeyError):
        walk.place("nobody", coffee)


def test_where_nothing_is_asked_there_is_no_way() -> None:
    walk = _walk(Page("p", (_asked("a", "answered(z)"),)))
    assert walk.way({}) == ()
    assert walk.first_open({}) is None
    assert not walk.refused({})
    assert walk.takes("a", {}) == ()
    assert walk.place("a", {}).parts == 1


def test_kept_is_in_the_order_of_the_questionnaire_whatever_was_shuffled() -> None:
    views = {
        "Order": ("black", "green", "herbal"),
        "Taste": "3",
        "Calm": "1",
        "Ritual": "2",
        "Attentive": "3",
    }
    for seed in range(20):
        kept = list(Walk(SMALL, seed).kept({**views, **TEA}))
        assert kept == ["agreed", "Drinks", "Calm", "Ritual", "Attentive", "Order", "Taste"]


def test_the_text_of_a_choice_is_kept_while_that_choice_is_chosen(walk: Walk) -> None:
    answers: dict[str, Value] = {"agreed": "1", "Drinks": ("coffee", "other"), "Drinks_other_text": "Mate"}
    answers |= {"Gender": "x", "Gender_x_text": "Both"}
    assert walk.kept(answers) == answers
    kept = walk.kept({**answers, "Drinks": ("coffee",), "Gender": "w"})
    assert kept == {"agreed": "1", "Drinks": ("coffee",), "Gender": "w"}


def test_the_way_is_the_same_for_the_same_seed_and_answers() -> None:
    again = questions()  # read anew: nothing rests on which object it is
    for seed in range(10):
        one, two = Walk(SMALL, seed).way(TEA), Walk(again, seed).way(dict(reversed(TEA.items())))
        assert [(a.name, a.notices, a.opens_page) for a in one] == [
            (b.name, b.notices, b.opens_page) for b in two
        ]


def test_a_walk_sees_answers_that_were_changed_in_place(walk: Walk) -> None:
    answers = dict(TEA)
    assert "Cups" in _names(walk, answers)
    answers["Drinks"] = ("coffee",)
    assert "Cups" not in _names(walk, answers)
