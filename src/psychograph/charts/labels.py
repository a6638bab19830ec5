"""Words in charts: readable names, segment labels, and text that fits its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile

from psychograph.labels import clean

# A word may be broken after its hyphens.
_PIECES = re.compile(r"[^\s-]*-+(?=\w)|\S+\s*|\s+")

# Advance widths of Helvetica in 1/1000 em for the characters 32 to 126.
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 "
    "556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 "
    "1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 "
    "333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 "
    "556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_ADVANCE = {chr(32 + i): int(w) / 1000 for i, w in enumerate(_WIDTHS.split())}


def segment_name(segment: int, names: Mapping[int, str] | None) -> str:
    """Return number and name of a segment, such as ``"1 Structured Realists"``."""
    name = clean((names or {}).get(segment) or "")
    return f"{segment} {name}" if name else f"Segment {segment}"


def segment_label(segment: int, names: Mapping[int, str] | None, n: int) -> str:
    """Return number, name and size of a segment.

    Examples
    --------
    >>> segment_label(1, {1: "Structured Realists"}, 12), segment_label(2, None, 1600)
    ('1 Structured Realists (12)', 'Segment 2 (1,600)')
    """
    return f"{segment_name(segment, names)} ({n:,})"


def signed(value: float, digits: int = 1) -> str:
    """Return a number with a true minus sign; a dash where there is none.

    Examples
    --------
    >>> signed(-1.24), signed(0.5), signed(-0.01), signed(float("nan"))
    ('\u22121.2', '+0.5', '0.0', '\u2013')
    """
    if value != value:  # noqa: PLR0124 - NaN
        return "\N{EN DASH}"
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in px, estimated on the safe side from Helvetica's widths."""
    return _ems(text) * size * (1.08 if bold else 1.02)


@lru_cache(maxsize=4096)  # a card is measured in many sizes until it fits its sheet
def _ems(text: str) -> float:
    return sum(_ADVANCE.get(c) or _other(c) for c in text)


def _other(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.68


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it is wider than `width` px."""
    text = clean(text)
    if text_width(text, size, bold=bold) <= width:
        return text
    # Only as much as can fit is measured again and again: a cell may hold a page of text.
    text = text[: _fitting(text, width / size)]
    while text and text_width(text + "\u2026", size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + "\u2026"


def _fitting(text: str, ems: float) -> int:
    """Return how many characters at the start are no wider than so many ems."""
    ends = accumulate(_ADVANCE.get(c) or _other(c) for c in text)
    return sum(1 for _ in takewhile(lambda end: end <= ems, ends))


def told_apart(labels: Sequence[str], width: float, size: float) -> list[str]:
    """Shorten labels so that they stay distinct: what all of them share goes first.

    Examples
    --------
    >>> told_apart(["customer-0017@example.org", "customer-0018@example.org"], 60, 11)
    ['\u20267\u2026', '\u20268\u2026']
    """
    texts = [clean(label) for label in labels]
    short = [shorten(text, width, size) for text in texts]
    if len(set(short)) >= len(set(texts)):
        return short
    start = _shared(texts)
    rest = [text[start:] for text in texts]
    end = _shared([text[::-1] for text in rest])
    tail = "\u2026" if end else ""
    return [shorten("\u2026" + text[: len(text) - end] + tail, width, size) for text in rest]


def _shared(texts: Sequence[str]) -> int:
    """Return how many characters all texts begin with."""
    # The first and the last in the alphabet differ as early as any two.
    pairs = zip(min(texts), max(texts), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def wrap(text: str, width: float, size: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into at most `lines` lines of `width` px; what is left over gets an ellipsis."""
    pieces = _PIECES.findall(clean(text))
    done: list[str] = []
    while pieces and len(done) < lines - 1:
        taken = 1
        while taken < len(pieces) and _fits("".join(pieces[: taken + 1]), width, size, bold=bold):
            taken += 1
        done.append(shorten("".join(pieces[:taken]), width, size, bold=bold))
        pieces = pieces[taken:]
    return (*done, shorten("".join(pieces), width, size, bold=bold)) if pieces else tuple(done)


def _fits(text: str, width: float, size: float, *, bold: bool) -> bool:
    return text_width(text.rstrip(), size, bold=bold) <= width


def longest_piece(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in px of the longest piece that `wrap` never breaks."""
    return max((text_width(p.rstrip(), size, bold=bold) for p in _PIECES.findall(clean(text))), default=0.0)


def listed(parts: Sequence[str], room: int) -> str:
    """Join parts with semicolons, in at most `room` characters; the rest is counted.

    Examples
    --------
    >>> listed(["one", "two", "three", "four"], 20)
    'one; two; 2 more'
    """
    for kept in range(len(parts), 0, -1):
        more = len(parts) - kept
        text = "; ".join([*parts[:kept], *([f"{more:,} more"] if more else [])])
        if len(text) <= room:
            return text
    return f"{len(parts):,} in all"
