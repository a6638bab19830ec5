"""Whatever a questionnaire says: respondents read all of it, on paper and on screens, but not its key."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from hypothesis import given
from random_questionnaires import questionnaires
from unit.reports.pages import read

from psychograph.questionnaire.lint import lint
from psychograph.questionnaire.model import Answer, Battery, Question, Questionnaire, texts_of
from psychograph.questionnaire.planning.length import duration
from psychograph.reports.questionnaire.preview import preview
from psychograph.reports.questionnaire.printable import printable
from psychograph.reports.questionnaire.voice import voices_of
from psychograph.reports.templating import FORBIDDEN

ALLOWED = {"script": 2, "iframe": 0, "img": 0, "link": 0, "object": 0, "base": 0}


def plain(text: str) -> str:
    """Return a text as a browser shows it."""
    return " ".join(FORBIDDEN.sub(" ", text).split())


def without_key(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire that says nothing of what it measures."""

    def answer(one: Answer) -> Answer:
        if not isinstance(one, Battery):
            return one
        items = (replace(item, reversed=False, attribute="", expected="", source="") for item in one.items)
        return replace(one, items=tuple(items))

    def question(one: Question) -> Question:
        return replace(one, answer=answer(one.answer), reversed=False, attribute="", expected="", source="")

    pages = (replace(page, questions=tuple(map(question, page.questions))) for page in questionnaire.pages)
    return replace(questionnaire, pages=tuple(pages))


def parts(html: str) -> tuple[str, str]:
    """Return what respondents see of a preview, and what its script is told."""
    seen = html[html.index("<main") : html.index("</main>") + len("</main>")]
    found = re.search(r'<script type="application/json" id="told">(.*?)</script>', html, re.DOTALL)
    assert found
    return seen, found[1]


@given(questionnaires())
def test_respondents_read_every_text_on_paper_in_every_language(questionnaire: Questionnaire) -> None:
    for voice in voices_of(questionnaire).all:
        page = read(printable(questionnaire, voice.code))
        for text in texts_of(questionnaire):
            assert plain(voice.read(text)) in page.words
        assert not any(page.all(tag) for tag in ALLOWED)
        assert page.all("html")[0]["lang"] == voice.code


@given(questionnaires())
def test_respondents_read_every_text_on_screens_in_every_language(questionnaire: Questionnaire) -> None:
    html = preview(questionnaire, duration=duration(questionnaire), remarks=lint(questionnaire, None))
    seen, told = parts(html)
    words, translations = read(seen).words, json.loads(told)["texts"]
    for text in texts_of(questionnaire):
        assert plain(text.text) in words
        for tag, translated in text.others:
            if text:
                assert any(plain(translated) in plain(one) for one in translations[tag].values())
    page = read(html)
    assert {tag: len(page.all(tag)) for tag in ALLOWED} == ALLOWED
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


@given(questionnaires())
def test_the_key_makes_no_difference_to_what_respondents_see(questionnaire: Questionnaire) -> None:
    bare = without_key(questionnaire)
    assert printable(questionnaire) == printable(bare)
    assert parts(preview(questionnaire)) == parts(preview(bare))
