"""`Voice`: one language of a questionnaire, with the words that stand around its questions.

The words are catalogues of Fluent messages, ``words/<language>.ftl``: a language is a file. They were
drafted by the project. A language without a file has its questions translated, and English around them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import babel

from psychograph.errors import Problem, UsageError
from psychograph.instruments.translated import Translated
from psychograph.language.language import SHIPPED, Language, of_texts
from psychograph.questionnaire.model import Questionnaire, texts_of

SPOKEN = ("ar", "de", "en", "es", "fr")  # languages that have a file


@dataclass(frozen=True)
class Voice:
    """How a questionnaire is read out in one language.

    Parameters
    ----------
    code : str
        The language (BCP 47).
    own : str
        The language in which the questionnaire is written.
    """

    code: str
    own: str

    @cached_property
    def words(self) -> Language:
        """What stands around the questions; English where no file holds the language."""
        return words_of(self.code)

    @property
    def direction(self) -> str:
        """``"rtl"`` for a language that is written from right to left, else ``"ltr"``."""
        return direction_of(self.code)

    def read(self, text: Translated) -> str:
        """Return a text in this language; as it was written where it is not translated."""
        return text.text if self.code == self.own else text.read(self.code)

    def say(self, key: str, /, **given: str) -> str:
        """Return a message of the words around the questions."""
        return self.words.say(key, **given)

    def quoted(self, text: str) -> str:
        """Return words in quotation marks."""
        return self.say("quoted", text=text)

    def listed(self, parts: Sequence[str], last: str = "and") -> str:
        """Return parts as a list in a sentence."""
        return self.words.listed(parts, last)


def voice_of(questionnaire: Questionnaire, language: str | None = None) -> Voice:
    """Return the voice of a language; of the questionnaire's own, for None.

    Raises
    ------
    UsageError
        Where the questionnaire is not translated into that language.

    Examples
    --------
    >>> asked = Questionnaire(Translated.of("Coffee", {"de": "Kaffee"}), ())
    >>> voice_of(asked, "de").read(asked.title), voice_of(asked, "de").say("next")
    ('Kaffee', 'Weiter')
    """
    known = (questionnaire.language, *questionnaire.languages)
    if language is not None and language not in known:
        raise UsageError(
            Problem(
                where=f"language {language}",
                found="a language into which nothing of this questionnaire is translated",
                expected=f"one of: {', '.join(known)}",
                mend="ask for one of these, or translate the questionnaire",
            )
        )
    return Voice(language or questionnaire.language, questionnaire.language)


@dataclass(frozen=True)
class Voices:
    """Every language of a questionnaire, its own first."""

    all: tuple[Voice, ...]

    def say(self, spoken: Callable[[Voice], str]) -> Translated:
        """Return what is said in every language, as one text with its translations."""
        own, *others = self.all
        return Translated.of(spoken(own), {voice.code: spoken(voice) for voice in others})


def voices_of(questionnaire: Questionnaire) -> Voices:
    """Return every language of a questionnaire, its own first."""
    codes = dict.fromkeys((questionnaire.language, *questionnaire.languages))
    return Voices(tuple(Voice(code, questionnaire.language) for code in codes))


def spoken(code: str) -> str:
    """Return the language of the file that holds the words for a language; English where none does.

    Examples
    --------
    >>> spoken("de-AT"), spoken("fi")
    ('de', 'en')
    """
    main = code.replace("_", "-").split("-")[0].lower()
    return main if main in SPOKEN else SHIPPED


@cache
def words_of(code: str) -> Language:
    """Return the words around the questions in a language."""
    room = files("psychograph.reports.questionnaire").joinpath("words")
    found = spoken(code)
    texts = [room.joinpath(f"{one}.ftl").read_text(encoding="utf-8") for one in (found, SHIPPED)]
    return of_texts(found, texts)


def direction_of(code: str) -> str:
    """Return how a language is written; from left to right where nobody knows it.

    Examples
    --------
    >>> direction_of("ar"), direction_of("he-IL"), direction_of("de"), direction_of("tlh")
    ('rtl', 'rtl', 'ltr', 'ltr')
    """
    try:
        order = babel.Locale.parse(code.replace("_", "-"), sep="-").character_order
    except (ValueError, babel.UnknownLocaleError):
        return "ltr"
    return "rtl" if order == "right-to-left" else "ltr"


def name_of(code: str) -> str:
    """Return a language as those who speak it call it; its tag where nobody knows it.

    Examples
    --------
    >>> name_of("de"), name_of("x-own")
    ('Deutsch', 'x-own')
    """
    try:
        locale = babel.Locale.parse(code.replace("_", "-"), sep="-")
    except (ValueError, babel.UnknownLocaleError):
        return code
    said = locale.get_display_name(locale) or code
    return said[:1].upper() + said[1:]


def untranslated(questionnaire: Questionnaire, code: str) -> int:
    """Return how many texts have no translation into a language."""
    return sum(1 for text in texts_of(questionnaire) if text and not text.has(code))
