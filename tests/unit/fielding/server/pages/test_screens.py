"""Screens: what is filled in comes back as it was, and no more than the screen asks for is sent."""

from __future__ import annotations

import re

import pytest
from survey_gallery import PLACE, SEED, asked, pages, question, screen_of, wrong_forms
from survey_people import main_form

from psychograph.fielding.server.pages import views
from psychograph.fielding.server.pages.filled import filled
from psychograph.fielding.walk.forms import Wrong, fields_of, read_form
from psychograph.fielding.walk.screens import Place, Screen
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.model import Choice, FreeText, Notice, Number, Page, Question, Single

ANSWERS = {
    "agreed": {"agreed": "1"},
    "Gender": {"Gender": "3", "Gender_3_text": 'a "b" <c> & d'},
    "Age": {"Age": "31"},
    "School": {"School": ("1", "8"), "School_8_text": "By <b>boat</b>"},
    "Post": {"Post": "04109"},
    "att": {"Att_Tradition": "5", "Att_Eco": "98", "Att_NoBrand": "1", "check_1": "4"},
    "nps": {"nps": "0"},
    "why": {"why": "\nIt is\n  warm & <script>alert(1)</script>"},
    "first": {"first": ("d", "a", "c")},
    "devices": {"devices": ("watch",)},
    "last": {"last": "2024-02-29"},
    "job": {"job": 'O\'Neill "x"'},
    "seven": {"plans": "7", "new": "1", "home": "99"},
    "often": {"often": "4"},
    "every": {"every": ("look", "price", "origin", "taste")},
}
ASKED = [one.name for one in asked().questions if not isinstance(one.answer, Notice)]


@pytest.mark.parametrize("name", ASKED)
def test_a_form_holds_the_fields_of_its_screen_and_no_others(name):
    form = main_form(question(name))
    hidden = {key for key, _ in form.hidden}
    assert hidden == {"form-ticket", views.ANSWER_LANGUAGE}
    asks = set(fields_of(screen_of(name)))
    assert set(form.offered) | set(form.texts) == asks - ({name} if name == "last" else set())


@pytest.mark.parametrize("name", ASKED)
def test_nothing_is_chosen_beforehand(name):
    page = question(name)
    assert not re.search(r"<input [^>]*\bchecked\b", page)
    assert not re.search(r"<option [^>]*\bselected\b", page)


def sent_back(page: str) -> dict[str, list[str]]:
    """Return what a browser sends when nothing is changed."""
    body: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") in ("radio", "checkbox") and not re.search(r"\schecked\b", tag):
            continue
        body.setdefault(said["name"], []).append(unescaped(said["value"]))
    for select in re.findall(r"<select [^>]*name=\"([^\"]+)\"[^>]*>(.*?)</select>", page, re.DOTALL):
        chosen = re.search(r'<option value="(\d+)" selected', select[1])
        body[select[0]] = [chosen[1] if chosen else ""]
    for name, text in re.findall(
        r"<textarea [^>]*name=\"([^\"]+)\"[^>]*>\n(.*?)</textarea>", page, re.DOTALL
    ):
        body[name] = [unescaped(text)]
    return body


def unescaped(text: str) -> str:
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_that_are_shown_again_come_back_as_they_were(name):
    screen, answers = screen_of(name), ANSWERS[name]
    page = question(name, answers={**answers, "other": "x"})
    back = read_form(screen, sent_back(page))
    assert back.wrong == ()
    kept = {key: value.strip() if isinstance(value, str) else value for key, value in answers.items()}
    assert {key: value for key, value in back.answers.items() if value} == kept
    assert "<script>" not in page.replace('<script src="', "")


@pytest.mark.parametrize("name", ANSWERS)
def test_fields_are_the_inverse_of_reading(name):
    held = filled(screen_of(name).question, ANSWERS[name])
    assert {key: value for key, value in read_form(screen_of(name), held).answers.items() if value} == {
        key: value.strip() if isinstance(value, str) else value for key, value in ANSWERS[name].items()
    }


@pytest.mark.parametrize("name", wrong_forms())
def test_what_was_typed_is_kept_beside_what_is_wrong(name):
    typed = wrong_forms()[name]
    page = question(name, typed=typed)
    back = sent_back(page)
    for field, values in typed.items():
        assert back[field] == list(values)
    assert "<title>Please check: " in page
    assert 'class="wrong"' in page
    for target in re.findall(r'<li><a href="#([^"]+)"', page):
        assert f'id="{target}"' in page


def test_the_statements_without_an_answer_are_named():
    page = question("att", typed=wrong_forms()["att"])
    listed = re.findall(r'<li><a href="#([^"]+)-1">([^<]+)</a>', page)
    assert {name for name, _ in listed} == {"Att_Tradition", "Att_NoBrand", "check_1"}
    order = [match for match in re.findall(r'name="(\w+)" value="1"', page) if match in dict(listed)]
    assert [name for name, _ in listed] == order  # in the order of the screen, which is one of chance


def shown(asking: Question, *wrong: Wrong, **more: object) -> str:
    screen = Screen(asking.name, Page("p", (asking,)), asking)
    around = views.Around("en")
    view = views.QuestionView(around, views.Form("/x"), screen, SEED, PLACE, wrong=wrong, **more)
    return pages().question(view)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Number(16, 110), "from 16 to 110"),
        (Number(16, None), "at least 16"),
        (Number(None, 99.5), "at most 99.5"),
        (Number(None, None), "a whole number"),
        (Number(None, None, whole=False), "give a number, in digits"),
    ],
)
def test_a_number_says_what_it_should_be(answer, says):
    page = shown(Question("n", Translated("How many?"), answer), Wrong("n", "wrong-number"))
    assert says in page


@pytest.mark.parametrize(
    ("answer", "mode"),
    [
        (Number(0, 9), "numeric"),
        (Number(0, 9, whole=False), "decimal"),
        (Number(-5, 5), None),
        (Number(), None),
    ],
)
def test_keyboards_of_digits_are_offered_where_digits_suffice(answer, mode):
    page = shown(Question("n", Translated("How many?"), answer))
    found = re.search(r'id="n"[^>]*inputmode="(\w+)"', page)
    assert (found and found[1]) == mode


def test_texts_are_shown_as_text_wherever_they_stand():
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp'
    asking = Question("q", Translated(evil), FreeText(), help=Translated(evil))
    page = shown(asking, typed={"q": (evil,)})
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_text_that_is_not_translated_says_its_language():
    page = question("job", "ar")
    assert '<html lang="ar" dir="rtl">' in page
    assert '<span lang="en" dir="ltr">What is your occupation?</span>' in page


def test_progress_is_in_words():
    page = question("Age")
    assert "Part 2 of 4: What you do" in page
    assert "about 2 minutes left" in page
    assert "<progress" not in page


def test_one_part_alone_has_no_number():
    page = question("Age", place=Place(1, 1, Translated(), 1))
    assert "Part 1 of 1" not in page
    assert "about one minute left" in page


def test_a_choice_without_a_label_shows_its_code():
    page = shown(Question("q", Translated("Which?"), Single((Choice("a<b", Translated()),))))
    assert "a&lt;b" in page


def test_consent_can_be_withheld_as_easily_as_given():
    page = question("agreed")
    values = re.findall(r'<input type="radio" id="agreed-\d" name="agreed" value="(\d)"', page)
    assert values == ["1", "0"]
    assert "kept without your name" in page  # the text itself, not a link to it


def test_the_last_button_says_so_but_never_on_a_consent():
    assert ">Finish</button>" in question("job", last=True)
    assert ">Finish</button>" not in question("job")
    assert ">Finish</button>" not in question(
        "agreed", last=True
    )  # the way ends there only until it is given
