"""Texts of SurveyJS: plain, or one for each language, of which the one named `default` stands for English.

As its source shows (`survey-core` 3.1.1, `LocalizableString`), what stands under `default` is shown wherever
a language has no text, and is what English readers see. So where a questionnaire is written in another
language and translated into English, the English text goes there and the other under its own tag.

SurveyJS replaces a name in braces by an answer, and pages may be set to take texts for Markdown or HTML. A
sign of no width after `{` and `<` keeps our texts from both; respondents see no difference, and our reader
takes it out again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.formats.foreign.bounded import Json
from psychograph.questionnaire.formats.foreign.html_text import looks_like_html, text_of
from psychograph.questionnaire.formats.foreign.language_names import shaped

ENGLISH = "en"
DEFAULT = "default"
FILLED_IN = re.compile(r"\{[^{}\n\u200b][^{}\n]{0,200}\}")
NO_WIDTH = "\u200b"
BRACES = re.compile(r"\{(?=[^{}]*\})")
TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
GUARDED = re.compile(f"([{{<]){NO_WIDTH}")


@dataclass(frozen=True)
class Texts:
    """Writes and reads texts of a questionnaire in one language."""

    language: str

    def written(self, text: Translated) -> Json:
        """Return a text as SurveyJS takes it, so that it is shown as it stands."""
        return self.html(
            Translated(guarded(text.text), tuple((tag, guarded(said)) for tag, said in text.others))
        )

    def html(self, text: Translated) -> Json:
        """Return HTML in all its languages as SurveyJS takes it."""
        if not text.others:
            return text.text
        said = dict(text.others)
        english = said.pop(ENGLISH, None) if self.language != ENGLISH else None
        made: dict[str, Json] = {DEFAULT: text.text if english is None else english}
        if english is not None:
            made[_key(self.language)] = text.text
        return made | {_key(tag): other for tag, other in said.items()}

    def read(self, value: Json) -> Translated:
        """Return a text of SurveyJS; no text for anything that is none."""
        if not isinstance(value, dict):
            return Translated(_line(value))
        said = {shaped(key): _line(other) for key, other in value.items() if key != DEFAULT}
        default = _line(value.get(DEFAULT, value.get(ENGLISH, "")))
        if self.language == ENGLISH:
            text = default or said.get(ENGLISH, "")
        elif self.language in said:
            text = said[self.language]
            said.setdefault(ENGLISH, default)
        else:
            text = default
        said.pop(self.language, None)
        if not text and not any(said.values()):
            return NO_TEXT
        return Translated.of(text, said)


def guarded(text: str) -> str:
    """Return a text in which nothing is taken for a name in braces or for a tag."""
    return TAG_START.sub(f"<{NO_WIDTH}", braces_guarded(text))


def braces_guarded(text: str) -> str:
    """Return a text in which nothing is taken for a name in braces."""
    return BRACES.sub(f"{{{NO_WIDTH}", text)


def unguarded(text: Translated) -> Translated:
    """Return a text as it was before it was guarded."""
    return Translated.of(
        GUARDED.sub(r"\1", text.text), {tag: GUARDED.sub(r"\1", said) for tag, said in text.others}
    )


def kept_tag(tag: str) -> bool:
    """Return whether a language comes back by the same tag."""
    return shaped(_key(tag)) == tag


def without_html(text: Translated) -> tuple[Translated, tuple[str, ...]]:
    """Return a text without HTML, and the tags that it lost; one that only looks odd stays as it is."""
    lost: set[str] = set()

    def plain(source: str) -> str:
        if not looks_like_html(source):
            return source
        found = text_of(source)
        lost.update(found.lost)
        return found.text

    return Translated.of(plain(text.text), {tag: plain(said) for tag, said in text.others}), tuple(
        sorted(lost)
    )


def filled_in(text: Translated) -> str:
    """Return the first part of a text in braces, which SurveyJS replaces by an answer; empty for none."""
    for said in (text.text, *(other for _, other in text.others)):
        found = FILLED_IN.search(said)
        if found:
            return found[0]
    return ""


def _key(tag: str) -> str:
    return tag.lower()


def _line(value: Json) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, (str, int, float)) else ""
