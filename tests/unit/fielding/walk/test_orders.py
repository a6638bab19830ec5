"""Orders of chance: anyone can recompute them, and what must stay last does."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from psychograph.fielding.walk.orders import choices_in_order, items_in_order
from psychograph.fielding.walk.walk import Walk
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    FreeText,
    Item,
    Multiple,
    Notice,
    Page,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)

DRINKS = tuple(Choice(code, Translated(code)) for code in ("tea", "coffee", "milk", "water"))
LAST = (
    Choice("other", Translated("Other"), specify=True),
    Choice("none", Translated("None"), exclusive=True),
    Choice("-8", Translated("Prefer not to say"), declined=True),
)
SCALE = AnswerScale(1, 5)
ITEMS = tuple(Item(name, Translated(name)) for name in ("calm", "bold", "kind", "shy"))


def _asked(answer: Answer, name: str = "drinks") -> Question:
    return Question(name, Translated("Which?"), answer)


def _codes(answer: Answer, seed: int) -> list[str]:
    return [choice.code for choice in choices_in_order(_asked(answer), seed)]


@pytest.mark.parametrize("kind", [Single, Multiple, Ranking])
def test_an_order_follows_from_the_seed_by_the_documented_rule(
    kind: type[Single] | type[Multiple] | type[Ranking],
) -> None:
    for seed in (0, 7, 2**62 - 1):
        keys = {
            choice.code: hashlib.sha256(f"{seed}|choices|drinks|{choice.code}".encode()).hexdigest()
            for choice in DRINKS
        }
        assert _codes(kind(DRINKS, shuffled=True), seed) == sorted(keys, key=keys.__getitem__)


def test_orders_that_were_seen_once_stay_what_they_were() -> None:
    """An answer of this year must be explained next year: these are of `sha256sum`."""
    assert _codes(Single(DRINKS, shuffled=True), 7) == ["coffee", "water", "tea", "milk"]
    battery = _asked(Battery(SCALE, ITEMS, shuffled=True), "you")
    assert [item.name for item in items_in_order(battery, 7)] == ["shy", "kind", "calm", "bold"]


def test_choices_that_stand_apart_stay_last_in_the_order_of_the_list() -> None:
    mixed = Single((LAST[0], DRINKS[0], LAST[1], *DRINKS[1:], LAST[2]), shuffled=True)
    for seed in range(50):
        codes = _codes(mixed, seed)
        assert codes[-3:] == ["other", "none", "-8"]
        assert sorted(codes[:-3]) == ["coffee", "milk", "tea", "water"]


def test_nothing_is_moved_that_is_not_shuffled() -> None:
    assert _codes(Single((*LAST, *DRINKS)), 7) == [choice.code for choice in (*LAST, *DRINKS)]
    assert items_in_order(_asked(Battery(SCALE, ITEMS)), 7) == ITEMS
    declined = (LAST[2], Choice("-9", Translated("Don't know"), declined=True))
    assert choices_in_order(_asked(Rating(SCALE, declined)), 7) == declined
    assert items_in_order(_asked(FreeText()), 7) == ()
    assert choices_in_order(_asked(FreeText()), 7) == ()


def test_every_place_is_as_likely_as_another() -> None:
    firsts = Counter(_codes(Single(DRINKS, shuffled=True), seed)[0] for seed in range(4_000))
    # 1,000 expected, standard deviation 27: five of them, which chance passes once in a million.
    assert all(abs(firsts[choice.code] - 1_000) < 5 * 27.4 for choice in DRINKS)


def _way(page: Page, seed: int) -> list[tuple[str, list[str]]]:
    walk = Walk(Questionnaire(Translated("Tea"), (page,)), seed)
    return [(screen.name, [notice.name for notice in screen.notices]) for screen in walk.way({})]


def test_questions_of_a_shuffled_page_come_in_an_order_of_chance_and_take_their_notices_along() -> None:
    asked = {name: Question(name, Translated(name), FreeText()) for name in "abcd"}
    said = {name: Question(name, Translated(name), Notice()) for name in ("first", "of_b", "of_d", "end")}
    before = (said["first"], asked["a"], said["of_b"], asked["b"])
    questions = (*before, asked["c"], said["of_d"], asked["d"], said["end"])
    page = Page("p", questions, shuffled=True)
    seen = set()
    for seed in range(200):
        way = _way(page, seed)
        assert way[-1] == ("end", [])  # a screen of its own, as nothing follows it
        order = [name for name, _ in way[:-1]]
        keys = {name: hashlib.sha256(f"{seed}|page|p|{name}".encode()).hexdigest() for name in "abcd"}
        assert order == sorted("abcd", key=keys.__getitem__)
        notices = dict(way)
        assert notices[order[0]][0] == "first"
        assert notices["b"][-1] == "of_b"
        assert notices["d"][-1] == "of_d"
        seen.add("".join(order))
    assert len(seen) > 20  # of 24 orders


def test_a_page_that_is_not_shuffled_keeps_its_order() -> None:
    questions = tuple(Question(name, Translated(name), FreeText()) for name in "abcd")
    assert [name for name, _ in _way(Page("p", questions), 7)] == list("abcd")
