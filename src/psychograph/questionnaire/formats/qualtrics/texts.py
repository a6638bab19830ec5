"""Texts of Qualtrics: HTML, one text in the language of the survey and the others beside it.

What stands with a question and has no place of its own there (its help, the unit of a number) is written
below it, in a form that our reader finds again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign.bounded import Json
from psychograph.questionnaire.formats.foreign.html_text import Plain, html_of, text_of
from psychograph.questionnaire.formats.foreign.language_names import shaped

PIPED = re.compile(r"\$\{(?=[A-Za-z]+://)")
GUARDED = re.compile("\\$\u200b\\{")
INTRO = "intro__text"  # names the text that stands above all
HEAD = "__page"  # ends the name of the text that stands above a page
VERSION = "_version"  # ends the name of the field that holds the version of a consent
BELOW = re.compile(
    r"<p>(?P<text>.*?)</p>(?:<p><small>(?P<help>.*?)</small></p>)?(?:<p><em>(?P<unit>.*?)</em></p>)?",
    re.DOTALL,
)
HEADING = re.compile(r"(?:<h2>(?P<title>.*?)</h2>)?(?:<div>(?P<intro>.*?)</div>)?", re.DOTALL)
OF_SCRIPTS = {"zh-Hans": "ZH-S", "zh-Hant": "ZH-T"}


def html(text: str) -> str:
    """Return HTML that shows a text, runs nothing and pipes no answers into it."""
    return PIPED.sub("$\u200b{", html_of(text))


def plain(source: Json) -> Plain:
    """Return the text of HTML; of anything else, no text."""
    if isinstance(source, (int, float)) and not isinstance(source, bool):
        source = str(source)
    found = text_of(source if isinstance(source, str) else "")
    return Plain(GUARDED.sub("${", found.text), found.lost)


def piped(text: str) -> bool:
    """Return whether an answer, or another field, is put into a text."""
    return PIPED.search(text) is not None


def below(text: Translated, small: Translated, unit: Translated, tag: str | None) -> str:
    """Return a question with what stands below it, in one language."""
    if not small and not unit:
        return html(text.read(tag))
    parts = [f"<p>{html(text.read(tag))}</p>"]
    if small:
        parts.append(f"<p><small>{html(small.read(tag))}</small></p>")
    if unit:
        parts.append(f"<p><em>{html(unit.read(tag))}</em></p>")
    return "".join(parts)


def heading(title: Translated, intro: Translated, tag: str | None) -> str:
    """Return what stands above a page, in one language."""
    head = f"<h2>{html(title.read(tag))}</h2>" if title else ""
    return head + (f"<div>{html(intro.read(tag))}</div>" if intro else "")


def parts_of(source: str, pattern: re.Pattern[str], names: Iterable[str]) -> dict[str, str]:
    """Return the parts of HTML of the form of a pattern; all of it as the first part where it has not."""
    first, *others = names
    found = pattern.fullmatch(source)
    if found is None:
        return {first: source} | dict.fromkeys(others, "")
    return {name: found[name] or "" for name in (first, *others)}


def tags_of(*texts: Translated) -> list[str]:
    """Return the languages into which any of several texts is translated, sorted."""
    return sorted({tag for text in texts for tag in text.languages})


def language_of(tag: str) -> str:
    """Return a language as Qualtrics names it.

    Examples
    --------
    >>> language_of("pt-BR"), language_of("zh-Hans")
    ('PT-BR', 'ZH-S')
    """
    return OF_SCRIPTS.get(tag, tag.upper())


def tag_of(language: str) -> str:
    """Return the tag of a language that Qualtrics names.

    Examples
    --------
    >>> tag_of("PT-BR"), tag_of("ZH-S"), tag_of("EN")
    ('pt-BR', 'zh-Hans', 'en')
    """
    for tag, named in OF_SCRIPTS.items():
        if language.upper() == named:
            return tag
    return shaped(language)


def translated(texts: Mapping[str | None, str], *, same: bool) -> Translated:
    """Return a text from its languages, None for its own; `same`: also those that do not differ."""
    text = texts.get(None, "")
    others = {tag: said for tag, said in texts.items() if tag and (same or said != text)}
    return Translated.of(text, others)
