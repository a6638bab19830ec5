"""Texts of Triple-S: line breaks as `<br/>`, other languages as `<text xml:lang="...">` inside of a text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign.bounded import seen

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
SPACES = re.compile(r"[ \t]+")
WHITE = re.compile(r"[ \t\r\n]+")
INTERVIEW = "interview"  # the mode of texts for respondents; any other is for tables


@dataclass(frozen=True)
class Said:
    """A text as a file has it, and another of it that stands there for tables; empty for none."""

    text: Translated
    other: str = ""


def tidy(text: str) -> str:
    r"""Return a text as Triple-S keeps it: lines without space around them, one space between words.

    Examples
    --------
    >>> tidy(" How  old\tare you? \n In years")
    'How old are you?\nIn years'
    """
    lines = (SPACES.sub(" ", line).strip(" ") for line in seen(text).split("\n"))
    return "\n".join(lines).strip("\n")


def element(tag: str, text: Translated, indent: str, attributes: str = "") -> str:
    """Return an element that holds a text in all its languages, on one line."""
    others = "".join(
        f'<text xml:lang="{html.escape(language)}">{_markup(said)}</text>' for language, said in text.others
    )
    return f"{indent}<{tag}{attributes}>{_markup(text.text)}{others}</{tag}>"


def read_text(found: Element | None, base: str) -> Said:
    """Return the text of an element in all its languages.

    Parameters
    ----------
    found : Element or None
        A title, a label or a value; None where there is none.
    base : str
        Language of texts that name none.
    """
    if found is None:
        return Said(Translated())
    plain = _plain(found)
    by_language: dict[str, list[tuple[bool, str]]] = {}
    for one in found.findall("text"):
        language = one.get(LANGUAGE, base).strip()
        text, mode = _plain(one), one.get("mode", INTERVIEW).strip()
        if text and TAG.fullmatch(language):
            by_language.setdefault(language, []).append((mode != INTERVIEW, text))
    best = {language: min(texts, key=lambda said: said[0]) for language, texts in by_language.items()}
    for_tables, text = best.pop(base, (True, ""))
    told = plain if not text or (for_tables and plain) else text
    other = next((one for one in (plain, text) if one and one != told), "")
    return Said(Translated.of(told, {language: said for language, (_, said) in best.items()}), other)


def _plain(found: Element) -> str:
    """Return the text of an element without that of its `text`; markup other than line breaks falls away."""
    lines = "".join(_pieces(found)).split("\n")
    return "\n".join(SPACES.sub(" ", line).strip(" ") for line in lines).strip("\n")


def _pieces(found: Element) -> Iterator[str]:
    yield WHITE.sub(" ", found.text or "")
    for child in found:
        if child.tag == "br":
            yield "\n"
        elif child.tag != "text":
            yield from _pieces(child)
        yield WHITE.sub(" ", child.tail or "")


def _markup(text: str) -> str:
    return html.escape(tidy(text), quote=False).replace("\n", "<br/>")
