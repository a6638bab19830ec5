"""How long questionnaires take: by the model, by what others measured, and on every way through."""

from __future__ import annotations

import pytest
from questionnaires_in_words import (
    age,
    any_of,
    asking,
    battery,
    consent,
    of_pack,
    one_of,
    paged,
    question,
    rated,
)

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import All, Any, Chosen, Compared, Not, Operator
from psychograph.questionnaire.model import (
    Choice,
    Day,
    FreeText,
    Notice,
    Page,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
)
from psychograph.questionnaire.planning.length import duration, words_in
from psychograph.questionnaire.planning.ways import ways_through


@pytest.mark.parametrize(
    ("pack", "least", "most"),
    [
        ("ipip_bffm_50", 3, 8),  # openpsychometrics.org: "3-8 minutes"
        ("ipip_neo_120", 10, 20),  # its site: "10-20 minutes"
        ("tipi_10", 0.5, 2),  # Gosling et al. 2003: about a minute; Millisecond 0.5; Testable 1-2
    ],
)
def test_instruments_take_as_long_as_those_who_publish_them_say(pack: str, least: float, most: float) -> None:
    # What is published is itself a range, of unknown origin: the estimate lies inside, and the quick
    # and slow persons within half and twice of its ends.
    found = duration(asking(of_pack(pack)))
    assert least <= found.minutes <= most
    assert least / 2 <= found.low / 60
    assert found.high / 60 <= most * 2


def test_questions_that_stand_alone_take_what_pew_and_turkprime_measured() -> None:
    # A usual question: 15 words and five short options. 10.6 and 10.3 seconds, pages counted.
    usual = one_of(
        "q",
        "Thinking about the last time you bought detergent, where did you buy most of it?",
        "A supermarket",
        "A discount store",
        "A drugstore",
        "An online shop",
        "Somewhere else",
    )
    found = duration(asking(usual))
    assert 8 <= found.seconds <= 15  # from TurkPrime's 8 to their 13 seconds, and two for the page


def test_rows_of_a_grid_take_about_six_seconds() -> None:
    rows = battery("g", *["I like to try new things before others do."] * 30)
    found = duration(asking(rows))
    assert 5 <= found.seconds / 30 <= 7  # "10 or more questions a minute" (Amplitude Research)


def test_an_open_question_takes_about_a_minute() -> None:
    said = question("why", "Why did you buy it, in your own words?", FreeText(long=True))
    assert 40 <= duration(asking(said)).seconds <= 70


def test_every_kind_of_answer_takes_time_and_a_notice_only_reading() -> None:
    brands = tuple(Choice(str(n), Translated("Brand")) for n in range(6))
    kinds = {
        "rating": rated("a", "One two three."),
        "line": question("a", "One two three.", FreeText()),
        "day": question("a", "One two three.", Day()),
        "postcode": question("a", "One two three.", Postcode()),
        "ranking": question("a", "One two three.", Ranking(brands)),
        "first three": question("a", "One two three.", Ranking(brands, most=3)),
        "several": any_of("a", "One two three.", *["Brand"] * 6),
        "consent": consent(),
    }
    notice = duration(asking(question("a", "One two three.", Notice())))
    assert notice.answers == 0
    times = {name: duration(asking(one)) for name, one in kinds.items()}
    for found in times.values():
        assert found.answers == 1
        assert found.low < found.seconds < found.high
        assert found.seconds > notice.seconds
    assert times["first three"].seconds < times["ranking"].seconds
    assert times["several"].seconds < times["ranking"].seconds


def test_pages_add_up_and_words_count_once_a_battery() -> None:
    asked = paged((consent(),), (age(), battery("b", "I like it.", "I love it.")))
    found = duration(asked)
    assert [page.name for page in found.by_page] == ["p1", "p2"]
    assert sum(page.seconds.expected for page in found.by_page) == pytest.approx(found.seconds)
    assert sum(page.words for page in found.by_page) == found.words
    # Five for the age, five for the stem, ten for the labels, six for the statements.
    assert found.by_page[1].words == 5 + 5 + 10 + 6
    assert (found.answers, found.screens) == (4, 4)
    assert not found.branches
    assert found.shortest == found.longest


def test_what_is_said_first_is_a_page_and_a_screen() -> None:
    asked = Questionnaire(
        Translated("A"), (Page("one", (age(),)),), intro=Translated("Welcome to this survey.")
    )
    found = duration(asked)
    assert found.by_page[0].words == 4
    assert found.screens == 2


def test_translations_are_read_at_their_own_length() -> None:
    asked = asking(
        Question("a", Translated.of("Age?", {"de": "Wie alt sind Sie heute?", "zh": "你多大?"}), Notice())
    )
    assert (duration(asked).words, duration(asked, "de").words, duration(asked, "zh").words) == (1, 5, 3)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("It's e-mail, 3.5 times", 4), ("- ... -", 0), ("Ça va", 2), ("\u0e01\u0e02", 2)],
)
def test_words(text: str, words: int) -> None:
    assert words_in(text) == words


def test_skip_logic_gives_a_shortest_and_a_longest_way() -> None:
    smokes = one_of("smokes", "Do you smoke?", "Yes", "No")
    many = question("many", "How many a day?", FreeText(), shown_if=Compared("smokes", Operator.EQUAL, "1"))
    since = question("since", "Since when not?", Day(), shown_if=Compared("smokes", Operator.EQUAL, "2"))
    found = duration(asking(smokes, many, since))
    assert found.branches
    assert found.all_ways
    assert (found.shortest.answers, found.longest.answers) == (2, 2)
    # Nobody is asked both: the longest way has the line of text, not the day.
    assert found.seconds == pytest.approx(duration(asking(smokes, many)).seconds)


def test_ways_follow_what_was_shown_not_what_might_have_been_answered() -> None:
    first = one_of("a", "A?", "Yes", "No")
    second = one_of("b", "B?", "Yes", "No")
    only = Question("b", second.text, second.answer, shown_if=Compared("a", Operator.EQUAL, "1"))
    last = question(
        "c",
        "C?",
        Notice(),
        shown_if=All((Compared("a", Operator.EQUAL, "2"), Compared("b", Operator.EQUAL, "1"))),
    )
    ways = ways_through(asking(first, only, last))
    assert ways.all_tried
    assert not ways.ever("c")  # B is asked of those alone who said yes to A
    assert ways.ever("b")


def test_conditions_of_every_kind_are_tried() -> None:
    devices = any_of("devices", "Which?", "Watch", "Phone", "Tablet")
    grid = battery("g", "I run.", "I swim.")
    hours = age()
    conditions = {
        "several": Chosen("devices", "1"),
        "none": Not(Any((Chosen("devices", "1"), Chosen("devices", "2"), Chosen("devices", "3")))),
        "item": Compared("g_2", Operator.AT_LEAST, "4"),
        "number": Compared("age", Operator.LESS, "17"),
        "beyond": Compared("age", Operator.MORE, "110"),
        "stranger": Compared("nobody", Operator.EQUAL, "1"),
    }
    asked = [question(name, "Q?", Notice(), shown_if=condition) for name, condition in conditions.items()]
    ways = ways_through(asking(devices, grid, hours, *asked))
    assert [name for name in conditions if not ways.ever(name)] == ["none", "beyond", "stranger"]


def test_hidden_pages_hide_their_questions() -> None:
    never = Page("never", (age(),), shown_if=Compared("nobody", Operator.EQUAL, "1"))
    asked = Questionnaire(Translated("A"), (Page("one", (consent(),)), never))
    assert [page.name for page in duration(asked).by_page] == ["one"]


def test_very_many_ways_are_drawn_always_the_same() -> None:
    asked = [one_of(f"q{n}", "Q?", "Yes", "No") for n in range(14)]
    shown = [
        question(f"n{n}", "Why?", FreeText(), shown_if=Compared(f"q{n}", Operator.EQUAL, "1"))
        for n in range(14)
    ]
    questionnaire = asking(*asked, *shown)
    found = duration(questionnaire)
    assert not found.all_ways
    assert found == duration(questionnaire)
    assert found.shortest.answers < 20 < found.longest.answers


def test_an_empty_questionnaire_takes_no_time() -> None:
    found = duration(Questionnaire(Translated("A"), ()))
    assert (found.seconds, found.answers, str(found)) == (0, 0, "about 1 minute")


def test_minutes_are_said_with_their_range() -> None:
    assert str(duration(asking(of_pack("ipip_neo_120")))).startswith("about 1")
    assert "(" in str(duration(asking(of_pack("ipip_neo_120"))))
