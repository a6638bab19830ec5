"""Texts that stand in HTML: our own written so that nothing is run, foreign ones as plain text.

Questions of Qualtrics, and some parts of SurveyJS, are HTML. What we write there is escaped; what we read
there becomes lines of text, and the names of the tags that shaped it are told, so that the loss can be named.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

LONGEST = 200_000  # characters of one text; longer ones are cut, since nobody reads them
SPACES = re.compile(r"[ \t\n\r\f]+")
KEPT_SPACES = re.compile(r"^[ \n]+|[ \n]+$|(?<=[ \n]) +| +(?=\n)|[\t\r\f]")
PLAIN_TAGS = frozenset({"br", "p", "div", "span", "html", "body"})
BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr html li main ol p pre section table tbody td th thead tr ul".split()
)
UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "iframe", "object"})
TAG = re.compile(
    r"</?(?:a|b|big|blockquote|br|center|div|em|font|form|h[1-6]|hr|i|iframe|img|input|li|object|ol|p|script|small"
    r"|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|tr|u|ul|video)(?:\s[^<>]*|/)?>",
    re.I,
)


@dataclass(frozen=True)
class Plain:
    r"""A text without its HTML.

    Parameters
    ----------
    text : str
        Lines, parted by ``"\n"``.
    lost : tuple of str
        Names of the tags that shaped it, or that it left out, sorted; empty where only lines were broken.
    """

    text: str
    lost: tuple[str, ...] = ()


def html_of(text: str) -> str:
    r"""Return HTML that shows a text and nothing else.

    Spaces that HTML would drop are written as references, so that `text_of` gives the same text back.

    Examples
    --------
    >>> html_of("Do you own a <smart> watch?\nOr two?")
    'Do you own a &lt;smart&gt; watch?<br>Or two?'
    """
    kept = KEPT_SPACES.sub(
        lambda found: "".join(f"\x00{ord(c)};" for c in found[0]), text.replace("\x00", "")
    )
    return html.escape(kept, quote=False).replace("\n", "<br>").replace("\x00", "&#")


def looks_like_html(text: str) -> bool:
    """Return whether a text holds a tag that browsers know.

    Examples
    --------
    >>> looks_like_html("a < b and c > d"), looks_like_html("<b>Now</b> you")
    (False, True)
    """
    return TAG.search(text[:LONGEST]) is not None


def text_of(source: str) -> Plain:
    r"""Return the lines that a browser would show, and which tags shaped them.

    Examples
    --------
    >>> text_of("<p>How <b>old</b> are&nbsp;you?</p><script>steal()</script><p>In years.</p>")
    Plain(text='How old are you?\nIn years.', lost=('b', 'script'))
    """
    if "<" not in source and "&" not in source:
        return Plain(_without_ends(source[:LONGEST]))
    reader = _Lines()
    reader.feed(_without_declarations(source[:LONGEST]))
    reader.close()
    return Plain("".join(reader.out), tuple(sorted(reader.lost)))


def _without_ends(text: str) -> str:
    return SPACES.sub(" ", text).strip(" ")


def _without_declarations(source: str) -> str:
    """Take out comments and `<!...>`, on which parsers stumble; in time that grows with the text alone."""
    parts, at = [], 0
    while (start := source.find("<!", at)) >= 0:
        parts.append(source[at:start])
        closing = "-->" if source.startswith("<!--", start) else ">"
        end = source.find(closing, start)
        if end < 0:
            return "".join(parts)
        at = end + len(closing)
    return "".join([*parts, source[at:]])


@dataclass
class _Lines(HTMLParser):
    """Collects what is shown; `waiting` is white space that counts only if something follows."""

    out: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    waiting: str = ""
    unseen: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in PLAIN_TAGS or any(name not in {"id", "class", "dir", "lang"} for name, _ in attrs):
            self.lost.add(tag)
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "br":
            self.waiting = self.waiting.strip(" ") + "\n"
        elif tag in BLOCKS:
            self._block()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in UNSEEN:
            self.unseen -= 1

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in BLOCKS:
            self._block()

    def handle_data(self, data: str) -> None:
        for number, word in enumerate(SPACES.split(data)):
            if number and not self.waiting:
                self.waiting = " "
            if word:
                self._show(word)

    def handle_entityref(self, name: str) -> None:
        if name == "nbsp":
            self.waiting = self.waiting or " "
        else:
            self._show(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._show(html.unescape(f"&#{name};"))

    def _block(self) -> None:
        if self.out and "\n" not in self.waiting:
            self.waiting = "\n"

    def _show(self, text: str) -> None:
        if self.unseen:
            return
        if self.out:
            self.out.append(self.waiting)
        self.waiting = ""
        self.out.append(text)
