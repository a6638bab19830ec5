"""The questionnaire on paper: what stands there, in which words, and what never does."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from unit.reports.everyday import everyday
from unit.reports.pages import read

from psychograph.errors import UsageError
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
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
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Day,
    Item,
    Notice,
    Number,
    Page,
    Question,
    Questionnaire,
    Rating,
    Single,
)
from psychograph.reports.questionnaire.places import places
from psychograph.reports.questionnaire.printable import printable
from psychograph.reports.questionnaire.routing import END, InWords, sends
from psychograph.reports.questionnaire.voice import Voice

YESNO = Single((Choice("1", Translated("Yes")), Choice("2", Translated("No"))))


def asked(*questions: Question) -> Questionnaire:
    """A questionnaire of one page."""
    return Questionnaire(Translated("Title"), (Page("one", questions),))


def yes_no(name: str, shown_if: Condition | None = None) -> Question:
    return Question(name, Translated(f"Is it {name}?"), YESNO, shown_if=shown_if)


def test_questions_are_numbered_over_all_pages_and_texts_are_not() -> None:
    page = printable(everyday())
    numbers = re.findall(r'<span class="number">(\d+)\.', page)
    assert numbers == [str(at) for at in range(1, 16)]
    assert '<p class="text">Almost done: only the last questions remain.</p>' in page


def test_skip_logic_is_said_in_words_with_numbers_and_labels() -> None:
    words = read(printable(everyday())).words
    assert (
        "Answer questions 5 and 6 only if you answered question 4 with “Yes”. Otherwise go to question 7."
        in words
    )
    assert "No → Go to question 7" in words
    assert (
        "Answer question 10 only if your answer to question 9 is 6 or less and your answer to question 3 is "
        "18 or more. Otherwise go to question 11." in words
    )
    assert "Answer questions 12 to 15 only if" in words
    assert "Otherwise go to the end." in words
    assert "Read on here only if you ticked “Smartphone” in question 13." in words


def test_nothing_tells_respondents_what_is_measured() -> None:
    page = printable(everyday())
    for key in (
        "BrandTrust",
        "TradValues",
        "Extraversion",
        "mini_ipip",
        "reversed",
        "check_1",
        "Att_",
        "expected",
    ):
        assert key not in page


def test_codes_and_names_stay_out_of_conditions() -> None:
    words = read(printable(everyday())).words
    for name in ("Kids", "nps", "devices", "KidsN"):
        assert not re.search(rf"\b{name}\b", words)


@pytest.mark.parametrize(("language", "direction"), [(None, "ltr"), ("de", "ltr"), ("ar", "rtl")])
def test_a_translation_is_read_in_its_own_direction(language: str | None, direction: str) -> None:
    page = read(printable(everyday(), language))
    root = page.all("html")[0]
    assert root["lang"] == (language or "en")
    assert root["dir"] == direction
    text = {None: "How old are you?", "de": "Wie alt sind Sie?", "ar": "كم عمرك؟"}[language]
    assert text in page.words


def test_what_is_not_translated_says_in_which_language_it_stands() -> None:
    page = printable(everyday(), "ar")
    assert '<span lang="en" dir="ltr">What is your occupation?</span>' in page


def test_words_around_the_questions_are_translated_too() -> None:
    words = read(printable(everyday(), "de")).words
    assert "Fragen 5 und 6 bitte nur beantworten, wenn Folgendes gilt" in words
    assert "Otherwise" not in words
    assert "Respondent" not in words


def test_a_language_into_which_nothing_is_translated_is_refused() -> None:
    with pytest.raises(UsageError, match="one of: en, ar, de"):
        printable(everyday(), "fi")


def test_equal_questionnaires_give_equal_pages() -> None:
    assert printable(everyday(), "de") == printable(everyday(), "de")


def test_heads_of_tables_repeat_and_rows_are_named() -> None:
    page = printable(everyday())
    assert page.count("<thead>") == page.count('<table width="100%" class="grid') + 1  # and a rating's
    assert "thead { display: table-header-group; }" in page
    assert ">8.1<" in page
    assert ">8.4<" in page


def test_a_title_cannot_leave_the_style_it_stands_in() -> None:
    title = '"} body { display: none } </style><script>alert(1)</script>\\'
    page = printable(replace(everyday(), title=Translated(title)))
    assert "<script" not in page
    assert page.count("</style>") == 1
    style = page[page.index("<style>") : page.index("</style>")]
    assert "alert(" not in style
    assert "} body {" not in style
    assert style.count("{") == style.count("}")


CONDITIONS = [
    (Compared("a", Operator.EQUAL, "1"), "you answered question 1 with “Yes”"),
    (Compared("a", Operator.UNEQUAL, "1"), "you answered question 1 with “No”"),
    (Not(Compared("a", Operator.EQUAL, "1")), "you did not answer question 1 with “Yes”"),
    (Answered("a"), "you answered question 1"),
    (Not(Answered("a")), "you left question 1 open"),
    (
        Any((Compared("s", Operator.EQUAL, "1"), Compared("s", Operator.EQUAL, "5"))),
        "you answered question 2 with 1 or 5",
    ),
    (Compared("s", Operator.AT_LEAST, "3"), "your answer to question 2 is 3 or more"),
    (Compared("s", Operator.LESS, "4"), "your answer to question 2 is 3 or less"),
    (Compared("n", Operator.EQUAL, "5"), "your answer to question 3 is 5"),
    (Compared("n", Operator.UNEQUAL, "5"), "your answer to question 3 is not 5"),
    (Compared("n", Operator.LESS, "5"), "your answer to question 3 is less than 5"),
    (Compared("n", Operator.AT_MOST, "5"), "your answer to question 3 is 5 or less"),
    (Compared("n", Operator.MORE, "5"), "your answer to question 3 is more than 5"),
    (Compared("n", Operator.AT_LEAST, "5"), "your answer to question 3 is 5 or more"),
    (Compared("d", Operator.LESS, "2026-03-01"), "the day in question 4 is before 1 March 2026"),
    (Compared("d", Operator.AT_LEAST, "2026-03-01"), "the day in question 4 is 1 March 2026 or later"),
    (Compared("b_2", Operator.EQUAL, "5"), "you answered question 5.2 with “Much”"),
    (Compared("gone", Operator.EQUAL, "5"), "your answer to question “gone” is 5"),
    (
        All((Answered("n"), Any((Answered("d"), Compared("a", Operator.EQUAL, "1"))))),
        "you answered question 3 and (you answered question 4 or you answered question 1 with “Yes”)",
    ),
    (
        Not(All((Answered("n"), Answered("d")))),
        "this is not so: (you answered question 3 and you answered question 4)",
    ),
]


@pytest.mark.parametrize(("condition", "words"), CONDITIONS, ids=lambda one: str(one)[:40])
def test_conditions_are_said_in_words(condition: Condition, words: str) -> None:
    five = AnswerScale(1, 5, ((1, Translated("Little")), (5, Translated("Much"))))
    named = AnswerScale(
        1,
        5,
        tuple(
            (at, Translated(text)) for at, text in enumerate(["None", "Little", "Some", "More", "Much"], 1)
        ),
    )
    questionnaire = asked(
        yes_no("a"),
        Question("s", Translated("How much?"), Rating(five)),
        Question("n", Translated("How many?"), Number()),
        Question("d", Translated("When?"), Day()),
        Question(
            "b",
            Translated("And?"),
            Battery(named, (Item("b_1", Translated("One")), Item("b_2", Translated("Two")))),
        ),
    )
    assert InWords(places(questionnaire), Voice("en", "en")).say(condition) == words


def test_several_choices_are_ticked() -> None:
    words = InWords(places(everyday()), Voice("en", "en"))
    assert words.say(Chosen("devices", "watch")) == "you ticked “Smart watch” in question 13"
    assert words.say(Not(Chosen("devices", "watch"))) == "you did not tick “Smart watch” in question 13"
    assert words.say(Compared("agreed", Operator.EQUAL, "1")) == "you ticked “I agree” in question 1"


def test_an_answer_sends_past_what_it_leaves_out_and_no_further() -> None:
    yes, no = Compared("a", Operator.EQUAL, "1"), Compared("a", Operator.EQUAL, "2")
    found = sends(asked(yes_no("a"), yes_no("b", yes), yes_no("c", no), yes_no("d", yes)))
    assert found == {("a", "2"): 3}  # after "Yes" the next question follows


def test_an_answer_that_leaves_out_all_that_follows_sends_to_the_end() -> None:
    yes = Compared("a", Operator.EQUAL, "1")
    assert sends(asked(yes_no("a"), yes_no("b", yes), yes_no("c", yes))) == {("a", "2"): END}


def test_no_answer_sends_where_other_answers_decide_too() -> None:
    both = All((Compared("a", Operator.EQUAL, "1"), Compared("b", Operator.EQUAL, "1")))
    assert sends(asked(yes_no("a"), yes_no("b"), yes_no("c", both), yes_no("d"))) == {}


def test_no_answer_sends_past_a_text_that_all_should_read() -> None:
    yes = Compared("a", Operator.EQUAL, "1")
    text = Question("t", Translated("Please read this."), Notice())
    assert sends(asked(yes_no("a"), yes_no("b", yes), text, yes_no("c"))) == {}


def test_a_number_has_as_many_boxes_as_digits() -> None:
    def boxes(answer: Number) -> int:
        return printable(asked(Question("n", Translated("How many?"), answer))).count('<span class="cell">')

    assert boxes(Number(16, 110)) == 3
    assert boxes(Number(0, 9)) == 1
    assert boxes(Number(0, 9, whole=False)) == 0
    assert boxes(Number()) == 0
    assert boxes(Number(-5, 5)) == 0


@pytest.mark.parametrize(("label", "said"), [("Else", "Else namely: ___"), ("Else:", "Else: ___")])
def test_a_text_beside_a_choice_is_asked_for_once(label: str, said: str) -> None:
    answer = Single((Choice("1", Translated("Tea")), Choice("2", Translated(label), specify=True)))
    words = read(printable(asked(Question("q", Translated("Which?"), answer)))).words
    assert said in words
