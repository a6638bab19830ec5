"""Markdown that can be pasted into a wiki: headings, tables, lists and footnotes, no HTML.

Whatever comes from a study is escaped, so that a name is never a link, a heading or a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from psychograph.labels import clean

# Everything that CommonMark, its tables, footnotes, formulas, mentions or automatic links give a meaning.
_MARKS = re.compile(r"[\\`*_{}\[\]<>|~&!#$@^]")
_LINKS = re.compile(r"(?i)(?<=:)//|\b(?:www|ftp)(?=\.)")
_LEADS = re.compile(r"^(?:[-+=:]|\d{1,9}[.)])")
# Keys and commands between backticks, once the text is escaped.
_CODE = re.compile(r"\\`((?:[A-Za-z0-9:., /-]|\\_)+)\\`")
# Marks that turn the direction of all text after them, or that nobody sees.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def escaped(text: str) -> str:
    r"""Return a text so that Markdown shows just these characters, on one line.

    Examples
    --------
    >>> print(escaped("a|b *c* [d](http://e)"))
    a\|b \*c\* \[d\](http:\//e)
    >>> print(escaped("1. first"), escaped("- x"))
    1\. first \- x
    """
    plain = clean(_UNSEEN.sub("", text))
    safe = _MARKS.sub(lambda found: "\\" + found.group(), plain)
    safe = _LINKS.sub(lambda found: _apart(found.group()), safe)
    lead = _LEADS.match(safe)
    return safe if lead is None else f"{safe[: lead.end() - 1]}\\{safe[lead.end() - 1 :]}"


def coded(text: str) -> str:
    r"""Return a text like `escaped`, but keys and commands between backticks as code.

    Only letters, digits and the marks of keys and commands can be code: whatever else somebody wrote
    between backticks stays text.

    Examples
    --------
    >>> print(coded("Write `strategy: base_rate:` for a|b."))
    Write `strategy: base_rate:` for a\|b.
    >>> print(coded("`<b>`"))
    \`\<b\>\`
    """
    return _CODE.sub(lambda found: "`" + found[1].replace("\\_", "_") + "`", escaped(text))


def _apart(start: str) -> str:
    return "\\//" if start == "//" else f"{start}\\"  # the full stop after it is escaped


def heading(level: int, text: str) -> str:
    """Return a heading."""
    return f"{'#' * level} {escaped(text)}"


def strong(text: str) -> str:
    """Return a text in bold type; nothing where there is none."""
    said = escaped(text)
    return f"**{said}**" if said else ""


def marks(ids: Iterable[str]) -> str:
    """Return footnote marks.

    Examples
    --------
    >>> marks(["S1", "S4"])
    '[^S1][^S4]'
    """
    return "".join(f"[^{_key(id_)}]" for id_ in ids)


def footnote(id_: str, text: str) -> str:
    """Return what a footnote mark leads to; `text` is Markdown."""
    return f"[^{_key(id_)}]: {text}"


def _key(id_: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", id_)


def items(texts: Iterable[str]) -> str:
    """Return a list; `texts` are Markdown."""
    return "\n".join(f"- {text}" for text in texts)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are Markdown without line breaks.

    Examples
    --------
    >>> print(table(["a", "b"], [["1", "2"]]))
    | a | b |
    | --- | --- |
    | 1 | 2 |
    """
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def document(parts: Iterable[str]) -> str:
    """Return parts as one text, an empty line between them; empty parts are left out."""
    return "\n\n".join(part for part in parts if part) + "\n"
