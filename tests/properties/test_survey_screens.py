"""Screens of invented questionnaires: sound pages, the right fields; what was typed comes back as it was."""

from __future__ import annotations

from functools import cache

import pytest
from fieldworks import fieldwork
from hypothesis import given
from hypothesis import strategies as st
from page_reader import read
from random_questionnaires import questionnaires
from survey_gallery import SETTINGS

from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.server.pages import views
from psychograph.fielding.server.pages.filled import filled
from psychograph.fielding.server.pages.pages import Pages
from psychograph.fielding.walk.forms import day_field, fields_of, read_form
from psychograph.fielding.walk.screens import Place, Screen
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.model import Day, Notice, Questionnaire

FORM = views.Form("/x", (("form-ticket", "1"),))
PLACE = Place(1, 2, Translated(), 3)
HIDDEN = {"form-ticket", views.ANSWER_LANGUAGE}
TYPED = st.one_of(
    st.text(max_size=40), st.sampled_from(["1", "2", "31", "2026", "a", " ", "\n", "</textarea>"])
)


@cache
def plan() -> Fieldwork:
    """Return a field period to lay over any questionnaire."""
    return fieldwork()


def pages_of(questionnaire: Questionnaire) -> Pages:
    """Return the pages of a questionnaire."""
    usual = plan()
    return Pages.of(Fieldwork(usual.folder, usual.plan, questionnaire, None, ""), SETTINGS)


def screens_of(questionnaire: Questionnaire) -> list[Screen]:
    """Return every question as a screen."""
    return [
        Screen(question.name, page, question, (), opens_page=True)
        for page in questionnaire.pages
        for question in page.questions
    ]


@pytest.mark.parametrize("language", ["own", "other"])
@given(asked=questionnaires(), seed=st.integers(0, 2**62))
def test_every_screen_is_a_sound_page_with_the_fields_that_are_read(language, asked, seed):
    shown = pages_of(asked)
    around = views.Around(shown.languages[0 if language == "own" else -1])
    for screen in screens_of(asked):
        page = read(shown.question(views.QuestionView(around, FORM, screen, seed, PLACE)))
        assert page.wrong == []
        assert page.open == []
        assert [one for one, times in page.ids.items() if times > 1] == []
        assert page.refers <= set(page.ids)
        assert page.tags["h1"] == 1
        whole = (
            {screen.name} if isinstance(screen.question.answer, Day) else set()
        )  # its three parts are asked
        assert page.fields == HIDDEN | set(fields_of(screen)) - whole
        assert not any(name.startswith("on") or name == "style" for name in page.attributes)


@given(data=st.data(), asked=questionnaires(), seed=st.integers(0, 2**62))
def test_whatever_is_typed_comes_back_with_what_is_wrong_and_every_link_has_its_aim(data, asked, seed):
    shown = pages_of(asked)
    for screen in screens_of(asked):
        typed = {name: data.draw(st.lists(TYPED, max_size=3)) for name in fields_of(screen)}
        wrong = read_form(screen, typed).wrong
        view = views.QuestionView(
            views.Around(shown.languages[0]), FORM, screen, seed, PLACE, typed=typed, wrong=wrong
        )
        page = read(shown.question(view))
        assert page.wrong == []
        assert page.open == []
        assert page.refers <= set(page.ids)
        aims = {one[1:] for one in page.addresses if one.startswith("#")}
        assert aims <= set(page.ids) | {"main"}
        assert ("summary" in page.ids) is bool(wrong)


@given(data=st.data(), asked=questionnaires())
def test_what_was_read_is_filled_in_and_read_again_the_same(data, asked):
    for screen in screens_of(asked):
        if isinstance(screen.question.answer, Notice):
            continue
        typed = {name: data.draw(st.lists(TYPED, max_size=2)) for name in fields_of(screen)}
        if isinstance(screen.question.answer, Day):
            typed[day_field(screen.name, "year")] = ["2026"]
        first = read_form(screen, typed)
        again = read_form(screen, filled(screen.question, first.answers))
        kept = {name: value for name, value in first.answers.items() if value}
        assert {name: value for name, value in again.answers.items() if value} == kept
