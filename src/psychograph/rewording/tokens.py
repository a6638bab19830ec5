"""From a text to what it says: numbers, quotations and words in the order in which they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from psychograph.rewording.words import FORMS, FREE, NUMBERS, SAME

OPENS, CLOSES = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
QUOTED = re.compile(f'[{OPENS}"][^{OPENS}{CLOSES}"]*[{CLOSES}"]')
BREAKS = frozenset(",;:.()-\N{EN DASH}\N{EM DASH}")
PIECE = re.compile(
    r"\x00\d+\x00"  # a quotation
    r"|(?<!\d)[+-]?\d[\d,.]*\d%?|(?<!\d)[+-]?\d%?|\d+%?"  # a number; in 34-55 there is no minus
    r"|[^\W\d_]+(?:['-][^\W\d_]+)*"  # a word
    r"|\S"
)
NUMBER = re.compile(r"[+-]?\d[\d,.]*%?")
# What stands between two numbers: 11 of 12 is not 11 to 12.
LINKS = {"of": "of", "in": "of", "to": "to", "-": "to", "\N{EN DASH}": "to", "and": "and", ",": ","}
CONTRACTIONS = (
    (re.compile(r"\bcan't\b", re.I), "can not"),
    (re.compile(r"\bcannot\b", re.I), "can not"),
    (re.compile(r"\bwon't\b", re.I), "will not"),
    (re.compile(r"(?<=[a-z])n't\b", re.I), " not"),
    (re.compile(r"\b(they|who)'re\b", re.I), r"\1 are"),
    (re.compile(r"\b(they|who)'ve\b", re.I), r"\1 have"),
    (re.compile(r"\b(they|who)'ll\b", re.I), r"\1 will"),
)


@dataclass(frozen=True)
class Token:
    """One thing that a text says.

    Parameters
    ----------
    kind : str
        ``"word"``, ``"number"``, ``"link"`` between numbers, or ``"quote"``.
    text : str
        A word in lower case, without the s of plurals and third persons, or the first of those that
        say the same; a number in digits; a quotation to the letter.
    written : str
        As it stands in the text.
    opens : bool
        Whether a sentence begins with it.
    before : str
        What divides it from the token before: ``"and"``, ``","`` for any punctuation, else empty.
    """

    kind: str
    text: str
    written: str
    opens: bool
    before: str = ""


def said_by(text: str) -> tuple[Token, ...]:
    """Return what a text says; words that claim nothing are left out.

    Examples
    --------
    >>> [token.text for token in said_by("They are open to new ideas; 11 of 12 don't wait.")]
    ['they', 'be', 'open', 'new', 'idea', '11', 'of', '12', 'do', 'not', 'wait']
    >>> [token.text for token in said_by("Three in four, 34-55, 57 per cent")]
    ['3', 'of', '4', ',', '34', 'to', '55', ',', '57%']
    """
    quotes: list[str] = []

    def kept(found: re.Match[str]) -> str:
        quotes.append(found.group()[1:-1])
        return f" \x00{len(quotes) - 1}\x00 "

    plain = QUOTED.sub(kept, text.replace("\x00", " ")).replace(APOSTROPHE, "'")
    for contraction, words in CONTRACTIONS:
        plain = contraction.sub(words, plain)
    pieces = PIECE.findall(plain)
    tokens: list[Token] = []
    opens, before, at = True, "", 0
    while at < len(pieces):
        length, kind, said = _read(pieces, at, quotes)
        if kind:
            tokens.append(Token(kind, said, " ".join(pieces[at : at + length]), opens, before))
            before = ""
        elif pieces[at] in BREAKS or pieces[at].lower() == "and":
            before = "and" if pieces[at].lower() == "and" or before == "and" else ","
        # Free words that open a sentence leave the next one inside it.
        opens = pieces[at + length - 1] in {".", ":"}
        at += length
    return tuple(tokens)


def _read(pieces: list[str], at: int, quotes: list[str]) -> tuple[int, str, str]:
    """Return how many pieces are read, the kind of token, empty for what claims nothing, and its text."""
    piece = pieces[at]
    if piece.startswith("\x00"):
        return 1, "quote", quotes[int(piece.strip("\x00"))]
    number = number_in(piece)
    if number is not None:
        after = [word.lower() for word in pieces[at + 1 : at + 3]]
        length = 2 if after[:1] == ["percent"] else 3 if after == ["per", "cent"] else 1
        return length, "number", number + ("%" if length > 1 else "")
    linked = _link(pieces, at)
    if linked is not None:
        return linked[0], "link", linked[1]
    length, group = _phrase(pieces, at)
    if length:
        return length, "word", group
    if piece in BREAKS or piece.lower() in FREE:
        return 1, "", ""
    return 1, "word", base_form(piece)


def number_in(piece: str) -> str | None:
    """Return a number in digits, from digits or a word; None for anything else.

    Examples
    --------
    >>> number_in("2,000"), number_in("4.20"), number_in("Twenty-one"), number_in("dozen")
    ('2000', '4.20', '21', None)
    """
    if NUMBER.fullmatch(piece):
        return re.sub(r"(?<=\d),(?=\d{3}\b)", "", piece)
    return NUMBERS.get(piece.lower())


def _link(pieces: list[str], at: int) -> tuple[int, str] | None:
    """Return how many pieces stand between two numbers, and what they mean."""
    before = pieces[at - 1].lower() if at else ""
    if number_in(before) is None and before not in {"percent", "cent"}:
        return None
    length = 2 if [piece.lower() for piece in pieces[at : at + 2]] == ["out", "of"] else 1
    link = LINKS.get(pieces[at + length - 1].lower())
    after = pieces[at + length] if at + length < len(pieces) else ""
    return (length, link) if link is not None and number_in(after) is not None else None


def base_form(word: str) -> str:
    """Return a word in lower case, without a genitive and without the s of plurals and third persons.

    No other ending is taken off: who trusts is not trusted.

    Examples
    --------
    >>> base_form("Pioneers"), base_form("companies"), base_form("trusted"), base_form("is")
    ('pioneer', 'company', 'trusted', 'be')
    """
    word = word.lower().removesuffix("'s").removesuffix("'")
    if word in FORMS:
        return FORMS[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_PHRASES = {tuple(base_form(word) for word in phrase.split()): group[0] for group in SAME for phrase in group}
_LONGEST = max(map(len, _PHRASES))


def _phrase(pieces: list[str], at: int) -> tuple[int, str]:
    """Return how many pieces make a phrase of the list, and what stands for it; 0 where none does."""
    for length in range(_LONGEST, 0, -1):
        words = tuple(base_form(piece) for piece in pieces[at : at + length])
        if len(words) == length and words in _PHRASES:
            return length, _PHRASES[words]
    return 0, ""
