"""Every part of a questionnaire that changes is told, once, at its place; what nobody can see is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from random_questionnaires import Size, questionnaires

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.comparing.differences import covers, differences
from psychograph.questionnaire.comparing.equivalence import equivalent
from psychograph.questionnaire.conditions import (
    All,
    Answered,
    Any,
    Chosen,
    Compared,
    Condition,
    Not,
    Operator,
)
from psychograph.questionnaire.formats.probe import probe
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    Consent,
    FreeText,
    Item,
    Multiple,
    Page,
    Question,
    Questionnaire,
    Rating,
    Single,
)

TEA = probe()
ODD = Translated("odd")
SHORTER = Translated("Age", TEA.question("age").text.others)


def question(name: str, /, **changed: object) -> Questionnaire:
    return everywhere(lambda one: replace(one, **changed) if one.name == name else one)


def answer(name: str, /, **changed: object) -> Questionnaire:
    return question(name, answer=replace(TEA.question(name).answer, **changed))  # type: ignore[type-var]


def page(name: str, /, **changed: object) -> Questionnaire:
    return replace(
        TEA, pages=tuple(replace(one, **changed) if one.name == name else one for one in TEA.pages)
    )


def everywhere(change: Callable[[Question], Question]) -> Questionnaire:
    return replace(
        TEA, pages=tuple(replace(page, questions=tuple(map(change, page.questions))) for page in TEA.pages)
    )


def without(name: str) -> Questionnaire:
    return replace(
        TEA,
        pages=tuple(
            replace(page, questions=tuple(one for one in page.questions if one.name != name))
            for page in TEA.pages
        ),
    )


def choices(name: str, place: int, **changed: object) -> Questionnaire:
    held = list(TEA.question(name).answer.choices)  # type: ignore[union-attr]
    held[place] = replace(held[place], **changed)
    return answer(name, choices=tuple(held))


def items(place: int, **changed: object) -> Questionnaire:
    held = list(TEA.question("opinion").answer.items)  # type: ignore[union-attr]
    held[place] = replace(held[place], **changed)
    return answer("opinion", items=tuple(held))


def scale(**changed: object) -> Questionnaire:
    return answer("recommend", scale=replace(TEA.question("recommend").answer.scale, **changed))  # type: ignore[union-attr]


merged = replace(
    TEA,
    pages=(
        TEA.pages[0],
        TEA.pages[1],
        replace(TEA.pages[2], questions=TEA.pages[2].questions + TEA.pages[3].questions, shuffled=False),
    ),
)
CASES: dict[str, tuple[Questionnaire, set[tuple[str, Aspect]]]] = {
    "title": (replace(TEA, title=TEA.thanks), {(WHOLE, Aspect.TEXT), (WHOLE, Aspect.TRANSLATION)}),
    "intro": (replace(TEA, intro=Translated("Hello", TEA.intro.others)), {(WHOLE, Aspect.TEXT)}),
    "thanks": (replace(TEA, thanks=NO_TEXT), {(WHOLE, Aspect.TEXT), (WHOLE, Aspect.TRANSLATION)}),
    "language": (replace(TEA, language="fr"), {(WHOLE, Aspect.TRANSLATION)}),
    "order of pages": (replace(TEA, pages=(*TEA.pages[1:], TEA.pages[0])), {(WHOLE, Aspect.ORDER)}),
    "pages merged": (
        merged,
        {("opinions", Aspect.PAGES), ("habits", Aspect.PAGES), ("opinions", Aspect.ORDER)},
    ),
    "name of a page": (page("habits", name="usage"), {("habits", Aspect.NAME)}),
    "title of a page": (
        page("about_you", title=NO_TEXT),
        {("about_you", Aspect.TEXT), ("about_you", Aspect.TRANSLATION)},
    ),
    "condition of a page": (page("about_you", shown_if=None), {("about_you", Aspect.SKIP)}),
    "order of chance of a page": (page("opinions", shuffled=False), {("opinions", Aspect.ORDER)}),
    "order of questions": (
        page("habits", questions=TEA.pages[3].questions[::-1]),
        {("habits", Aspect.ORDER)},
    ),
    "text": (question("age", text=SHORTER), {("age", Aspect.TEXT)}),
    "translation": (question("age", text=Translated("How old are you?")), {("age", Aspect.TRANSLATION)}),
    "help": (question("age", help=ODD), {("age", Aspect.HELP)}),
    "required": (question("age", required=False), {("age", Aspect.REQUIRED)}),
    "condition": (question("spend", shown_if=None), {("spend", Aspect.SKIP)}),
    "attribute": (question("home", attribute=""), {("home", Aspect.KEY)}),
    "question gone": (without("why"), {("why", Aspect.CONTENT)}),
    "kind of answer": (question("brand", answer=FreeText(long=True)), {("brand", Aspect.TYPE)}),
    "kind and limits": (
        question("postcode", answer=FreeText()),
        {("postcode", Aspect.TYPE), ("postcode", Aspect.LIMITS)},
    ),
    "bounds": (answer("age", high=None), {("age", Aspect.LIMITS)}),
    "decimals": (answer("spend", whole=True), {("spend", Aspect.LIMITS)}),
    "unit": (answer("age", unit=Translated("", ())), {("age", Aspect.TEXT), ("age", Aspect.TRANSLATION)}),
    "days": (answer("last", latest=""), {("last", Aspect.LIMITS)}),
    "how many": (answer("drinks", most=None), {("drinks", Aspect.LIMITS)}),
    "length": (answer("why", most=None), {("why", Aspect.LIMITS)}),
    "order of chance": (answer("drinks", shuffled=False), {("drinks", Aspect.ORDER)}),
    "order of choices": (
        answer("best", choices=TEA.question("best").answer.choices[::-1]),  # type: ignore[union-attr]
        {("best", Aspect.ORDER)},
    ),
    "code": (choices("home", 0, code="town"), {("home", Aspect.CODES)}),
    "label": (choices("home", 0, label=ODD), {("home", Aspect.TEXT), ("home", Aspect.TRANSLATION)}),
    "exclusive": (choices("drinks", 3, exclusive=False), {("drinks", Aspect.CHOICE)}),
    "specify": (choices("home", 2, specify=False), {("home", Aspect.CHOICE)}),
    "declined": (choices("home", 3, declined=False), {("home", Aspect.CHOICE)}),
    "fewer choices": (
        answer("drinks", choices=TEA.question("drinks").answer.choices[1:], most=2),  # type: ignore[union-attr]
        {("drinks", Aspect.CODES), ("drinks", Aspect.LIMITS)},
    ),
    "ends of a scale": (scale(low=1), {("recommend", Aspect.CODES)}),
    "label of a scale": (scale(labels=()), {("recommend", Aspect.TEXT), ("recommend", Aspect.TRANSLATION)}),
    "statement gone": (
        answer("opinion", items=TEA.question("opinion").answer.items[1:]),  # type: ignore[union-attr]
        {("trad_1", Aspect.CONTENT)},
    ),
    "order of statements": (
        answer("opinion", items=TEA.question("opinion").answer.items[::-1]),  # type: ignore[union-attr]
        {("opinion", Aspect.ORDER), ("opinions", Aspect.ORDER)},
    ),
    "text of a statement": (items(0, text=ODD), {("trad_1", Aspect.TEXT), ("trad_1", Aspect.TRANSLATION)}),
    "reversed": (items(1, reversed=False), {("trad_2", Aspect.KEY)}),
    "expected": (items(2, expected=""), {("check", Aspect.KEY)}),
    "version of a consent": (
        question("agreed", answer=replace(TEA.question("agreed").answer, version="2")),  # type: ignore[type-var]
        {("agreed", Aspect.KEY)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_changed_is_told_at_its_place(case: str) -> None:
    after, told = CASES[case]
    found = differences(TEA, after)
    assert {(one.where, one.aspect) for one in found} == told
    assert all(one.before != one.after for one in found)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(questionnaires(Size(pages=2)), questionnaires(Size(pages=1)))
def test_nothing_differs_from_itself_and_any_two_do(one: Questionnaire, other: Questionnaire) -> None:
    assert differences(one, one) == ()
    assert one == other or differences(one, other)


def asked(kind: Answer, name: str = "q", **more: object) -> Questionnaire:
    question = replace(Question(name, Translated("Why?"), kind), **more)  # type: ignore[arg-type]
    return Questionnaire(Translated("t"), (Page("p", (question,)),))


THREE = (Choice("1", Translated("a")), Choice("2", Translated("b")), Choice("3", Translated("c")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (asked(Rating(AnswerScale(1, 2))), asked(Rating(AnswerScale(1, 2, ((1, Translated("1")),), "own")))),
        (asked(Multiple(THREE)), asked(Multiple(THREE, least=0, most=3))),
        (asked(Consent("1")), asked(Consent("1"), required=True)),
        (asked(FreeText()), asked(FreeText(), text=Translated("Why?", (("de", "Why?"),)))),
    ],
)
def test_what_nobody_sees_is_no_difference(before: Questionnaire, after: Questionnaire) -> None:
    assert differences(before, after) == ()


def test_a_rating_that_comes_back_as_choices_keeps_its_codes_and_labels() -> None:
    scale = AnswerScale(1, 3, tuple((int(one.code), one.label) for one in THREE))
    assert [one.aspect for one in differences(asked(Rating(scale)), asked(Single(THREE)))] == [Aspect.TYPE]


def test_a_battery_of_which_each_statement_is_a_question_now() -> None:
    scale = AnswerScale(1, 3, tuple((int(one.code), one.label) for one in THREE))
    battery = asked(Battery(scale, (Item("a", Translated("A.")), Item("b", Translated("B.")))), required=True)
    split = Questionnaire(
        Translated("t"),
        (
            Page(
                "p",
                tuple(Question(name, Translated(f"Why? {name.upper()}."), Single(THREE)) for name in "ab"),
            ),
        ),
    )
    found = differences(battery, split)
    assert {(one.where, one.aspect, one.part_of) for one in found} == {
        ("q", Aspect.TYPE, ""),
        ("q", Aspect.REQUIRED, ""),
        ("a", Aspect.TEXT, "q"),
        ("b", Aspect.TEXT, "q"),
    }
    assert all(covers(Loss("q", one.aspect, "it", "not"), one) for one in found)
    gone = replace(split, pages=(replace(split.pages[0], questions=split.pages[0].questions[:1]),))
    assert ("b", Aspect.CONTENT) in {(one.where, one.aspect) for one in differences(battery, gone)}


def test_new_names_and_codes_are_followed_into_conditions() -> None:
    before = probe()
    after = everywhere(lambda one: replace(one, name="drinks_") if one.name == "drinks" else one)
    moved = {"1": "a", "2": "b", "3": "c", "9": "d"}
    habits = []
    for one in after.pages[3].questions:
        if one.name == "drinks_":
            made = tuple(replace(choice, code=moved[choice.code]) for choice in one.answer.choices)  # type: ignore[union-attr]
            habits.append(replace(one, answer=replace(one.answer, choices=made)))  # type: ignore[type-var]
        elif one.name == "best":
            seen = Any((Chosen("drinks_", "b"), Chosen("drinks_", "a")))
            habits.append(replace(one, shown_if=seen))
        else:
            habits.append(one)
    after = replace(after, pages=(*after.pages[:3], replace(after.pages[3], questions=tuple(habits))))
    found = differences(before, after, {"drinks": "drinks_"})
    assert {(one.where, one.aspect) for one in found} == {("drinks", Aspect.NAME), ("drinks", Aspect.CODES)}
    assert {one.aspect for one in differences(before, after)} >= {Aspect.CONTENT, Aspect.SKIP}


def test_a_condition_may_move_from_a_page_without_words_to_its_questions() -> None:
    seen = Answered("age")
    page = Page(
        "p", (Question("a", ODD, FreeText()), Question("b", ODD, FreeText(), shown_if=seen)), shown_if=seen
    )
    moved = replace(
        page, shown_if=None, questions=tuple(replace(one, shown_if=seen) for one in page.questions)
    )
    first = Page("f", (Question("age", ODD, FreeText()),))
    before, after = (Questionnaire(ODD, (first, one)) for one in (page, moved))
    assert differences(before, after) == ()
    titled = Questionnaire(ODD, (first, replace(page, title=ODD)))
    assert {one.aspect for one in differences(titled, after)} == {Aspect.TEXT, Aspect.SKIP}


LESS, MORE = Compared("a", Operator.LESS, "18"), Compared("a", Operator.AT_LEAST, "18")
WATCH, PHONE = Chosen("d", "watch"), Chosen("d", "phone")
YES, NO = Compared("y", Operator.EQUAL, "yes"), Compared("y", Operator.UNEQUAL, "yes")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (MORE, All((Answered("a"), MORE)), True),
        (Not(LESS), MORE, False),  # of those who said nothing
        (All((Answered("a"), Not(LESS))), MORE, True),
        (Not(Any((WATCH, PHONE))), All((Not(PHONE), Not(WATCH))), True),
        (Any((WATCH, PHONE)), Any((PHONE, WATCH)), True),
        (WATCH, PHONE, False),
        (Not(NO), YES, False),
        (NO, All((Answered("y"), Not(YES))), True),
        (Compared("a", Operator.MORE, "18"), MORE, False),
        (Compared("a", Operator.AT_LEAST, "18.0"), MORE, True),
        (Any((MORE, Not(MORE))), None, True),
        (MORE, None, False),
        (None, None, True),
    ],
)
def test_conditions_are_the_same_where_no_answer_tells_them_apart(
    one: Condition | None, other: Condition | None, same: bool
) -> None:
    assert equivalent(one, other, {"d"}) is equivalent(other, one, {"d"}) is same


def test_long_conditions_are_compared_as_they_are_built() -> None:
    parts = tuple(Compared(f"q{place}", Operator.EQUAL, "1") for place in range(12))
    assert equivalent(All(parts), All(parts[::-1]))
    assert equivalent(All(parts), All((parts[0], All(parts[1:]))))
    assert not equivalent(All(parts), Any(parts))


def test_losses_of_the_whole_cover_no_text_of_a_question() -> None:
    (told,) = differences(TEA, question("age", text=SHORTER))
    assert not covers(Loss(WHOLE, Aspect.TEXT, "texts", "none"), told)
    assert covers(Loss("age", Aspect.TEXT, "its text", "none"), told)
    (skipped,) = differences(TEA, question("spend", shown_if=None))
    assert covers(Loss(WHOLE, Aspect.SKIP, "logic", "none"), skipped)
