"""The words of respondents' pages: whole in every language, and fit to be read aloud."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from psychograph.fielding.server.pages import views
from psychograph.fielding.server.pages.speech import Speech, words_of
from psychograph.fielding.walk.forms import KEYS
from psychograph.reports.questionnaire.voice import SPOKEN

ROOM = files("psychograph.fielding.server")
ASKED = files("psychograph.reports.questionnaire").joinpath("words")
MESSAGE = re.compile(r"^([a-z][a-z-]*) = (.*(?:\n(?: +.*|\}.*))*)", re.MULTILINE)
GIVEN = re.compile(r"\{ ?\$([a-z]+)")


def catalogue(language: str) -> dict[str, str]:
    """Return the messages of a language as its file writes them."""
    return dict(MESSAGE.findall(ROOM.joinpath("words", f"{language}.ftl").read_text(encoding="utf-8")))


def used() -> set[str]:
    """Return the keys that templates and pages name."""
    texts = [one.read_text(encoding="utf-8") for one in ROOM.joinpath("templates").iterdir()]
    texts += [one.read_text("utf-8") for one in ROOM.joinpath("pages").iterdir() if one.name.endswith(".py")]
    words = re.compile(r"""["']([a-z]+(?:-[a-z]+)*)["']""")
    return {key for text in texts for key in words.findall(text)}


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_says_the_same_messages_of_the_same_things(language):
    english, other = catalogue("en"), catalogue(language)
    assert len(english) > 150
    assert list(other) == list(english)
    for key, text in english.items():
        assert set(GIVEN.findall(other[key])) == set(GIVEN.findall(text)), key


def test_every_message_is_used():
    built = {f"{one.value}{part}" for one in views.Message for part in ("", "-title")}
    built |= {f"wrong-{one.value}" for one in views.EndWrong} | set(KEYS)
    built |= {"unsubscribed", "unsubscribed-title", "unsubscribe-title", "thanks-title"}
    assert set(catalogue("en")) - used() - built == set()


@pytest.mark.parametrize("language", SPOKEN)
def test_whatever_can_be_wrong_has_words(language):
    for key in KEYS:
        assert words_of(language).say(key)
    for wrong in views.EndWrong:
        assert words_of(language).say(f"wrong-{wrong.value}")


@pytest.mark.parametrize("language", SPOKEN)
def test_messages_are_calm_and_short(language):
    for key, text in catalogue(language).items():
        assert not set("!\u00a1\uff01") & set(text), key  # nobody is shouted at
        for sentence in re.split(r"(?<=[.؟?])\s", text):
            assert len(sentence) < 200, key


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar"])
def test_drafts_say_that_they_are_drafts(language):
    first = ROOM.joinpath("words", f"{language}.ftl").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert re.search("Entwurf|Ébauche|Borrador|مسودة", first)


@pytest.mark.parametrize("language", SPOKEN)
def test_numbers_of_things_are_said_as_the_language_says_them(language):
    speech = Speech(language, "en")
    said = [speech.say("left", n=number) for number in (1, 2, 3, 11, 25)]
    assert len(set(said)) == 5
    assert "1" not in said[0]


def test_arabic_has_a_dual_and_a_few():
    speech = Speech("ar", "en")
    assert "دقيقتان" in speech.say("left", n=2)
    assert "دقائق" in speech.say("left", n=5)
    assert "دقيقة" in speech.say("left", n=20)


def test_a_language_without_words_keeps_its_questions_and_the_rest_is_english():
    speech = Speech("he", "en")
    assert (speech.tag, speech.direction, speech.say("continue")) == ("en", "rtl", "Continue")
