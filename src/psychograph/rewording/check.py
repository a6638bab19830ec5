"""What makes a rewording unfit: anything it says that the text does not say, and anything it leaves out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psychograph.knowledge.lexicon import Lexicon
from psychograph.personas.persona import Sentence
from psychograph.quoting import listed
from psychograph.rewording.tokens import APOSTROPHE, CLOSES, OPENS, Token, said_by
from psychograph.rewording.words import COUNTING, NEGATIONS

LONGEST = 1.5  # times the text
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:()%-'") | {
    "\N{EN DASH}",
    "\N{EM DASH}",
    APOSTROPHE,
}
QUOTES = frozenset({OPENS, CLOSES, '"', "`", "\N{LEFT SINGLE QUOTATION MARK}"})
LONE = re.compile(f"(?<![^\\W\\d_])['{APOSTROPHE}]|['{APOSTROPHE}](?![^\\W\\d_])")
ADDRESS = re.compile(r"\w:/|\bwww\b|\w@\w|\w\.[a-z]{2,}", re.IGNORECASE)
ENDINGS = frozenset(".?!")
TWICE = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
SMALL_START = re.compile(r"^\s*[a-z]|[.] [a-z]")


@dataclass(frozen=True)
class Allowed:
    """What a rewording may hold besides the text.

    Parameters
    ----------
    words : frozenset of str
        Further words that claim nothing, in lower case and singular.
    lexicon : Lexicon or None
        Says which words are blocked.
    """

    words: frozenset[str] = frozenset()
    lexicon: Lexicon | None = None


def check(original: Sentence, reworded: Sentence, allowed: Allowed | None = None) -> list[str]:
    """Return every reason against a rewording; none where it says the same.

    It may change words that claim nothing (articles, "and", "that"), punctuation where nothing is
    denied, singular and plural, and take a word from a short list of words that mean the same. All else
    that is said must stand there in the same order. So rejected are: a number, name or word that is new
    or lacking, a hedge or a negation that appears or vanishes, quotation marks, addresses, markup, other
    alphabets, a text half as long again, another statement.

    Parameters
    ----------
    original, reworded : Sentence
        The text and what a language model made of it, with their statements.
    allowed : Allowed or None
        What a rewording may hold besides.

    Examples
    --------
    >>> text = Sentence("They are probably moved by trust; 11 of 12 fit.", ("S1", "S2"))
    >>> check(text, Sentence("They are likely driven by trust: eleven out of twelve fit.", ("S1", "S2")))
    []
    >>> check(text, Sentence("They are probably moved by trust; nearly all fit.", ("S1", "S2")))[:2]
    ['a number is new: nearly, all', 'a number is lacking: 11, of, 12']
    >>> check(text, Sentence("They are moved by trust; 11 of 12 fit.", ("S1",)))
    ['statements: S1 in place of S1, S2', "words are lacking: 'probably'"]
    """
    allowed = allowed or Allowed()
    if reworded == original:
        return []
    found = [*_statements(original, reworded), *_form(original.text, reworded.text)]
    one, other = said_by(original.text), said_by(reworded.text)
    further = allowed.words - {token.text for token in one}
    other = tuple(token for token in other if token.text not in further)
    found += [*_meaning(one, other), *_capitals(one, other)]
    if allowed.lexicon is not None:
        blocked = allowed.lexicon.blocked_words
        new = set(blocked(reworded.text)) - set(blocked(original.text))
        found += [f"a blocked word: {word}" for word in sorted(new)]
    return found


def _statements(original: Sentence, reworded: Sentence) -> Iterator[str]:
    if sorted(original.statements) != sorted(reworded.statements):
        found, wanted = (listed(one.statements) or "none" for one in (reworded, original))
        yield f"statements: {found} in place of {wanted}"


def _form(original: str, reworded: str) -> Iterator[str]:
    if not reworded.strip():
        yield "no text"
    if len(reworded) > LONGEST * len(original):
        yield f"much longer: {len(reworded)} characters in place of {len(original)}"
    if len(ADDRESS.findall(reworded)) > len(ADDRESS.findall(original)):
        yield "an address"
    marks = any(reworded.count(mark) != original.count(mark) for mark in QUOTES)
    if marks or len(LONE.findall(reworded)) > len(LONE.findall(original)):
        yield "quotation marks"
    strange = sorted(set(reworded) - PLAIN - QUOTES - set(original))
    if strange:
        yield "characters that the text does not hold: " + ", ".join(f"U+{ord(c):04X}" for c in strange[:5])
    last = original.rstrip()[-1:]
    if (last in ENDINGS or reworded.rstrip()[-1:] in ENDINGS) and reworded.rstrip()[-1:] != last:
        yield "another ending"
    if len(SMALL_START.findall(reworded)) > len(SMALL_START.findall(original)):
        yield "a sentence without a capital"
    if len(TWICE.findall(reworded)) > len(TWICE.findall(original)):
        yield "a word twice in a row"


def _meaning(one: Sequence[Token], other: Sequence[Token]) -> Iterator[str]:
    """Yield what was added, lost or moved, the gravest kind first."""
    ours, theirs = (Counter(_class(token) for token in said) for said in (one, other))
    new, lost = theirs - ours, ours - theirs
    for kind in ("number", "quotation", "negation"):
        for what, which in (("is new", new), ("is lacking", lost)):
            texts = [text for found, text in which if found == kind]
            if texts:
                yield f"a {kind} {what}: {listed(texts)}"
    for what, which in (("are new", new), ("are lacking", lost)):
        texts = [f"'{text}'" for found, text in which if found == "word"]
        if texts:
            yield f"words {what}: {listed(texts)}"
    if not new and not lost and [t.text for t in one] != [t.text for t in other]:
        yield "the same words in another order"
    # A comma decides what is denied: "trust brands, not ads" is not "trust brands not, ads".
    denied = any(token.text in NEGATIONS for token in one)
    if denied and not new and not lost and [t.before for t in one] != [t.before for t in other]:
        yield "other punctuation around a negation"


def _class(token: Token) -> tuple[str, str]:
    """Return what a change of a token is told as, and its text."""
    if token.kind == "quote":
        return "quotation", token.text
    if token.kind != "word" or token.text in COUNTING:
        return "number", token.text
    return "negation" if token.text in NEGATIONS else "word", token.text


def _capitals(one: Sequence[Token], other: Sequence[Token]) -> Iterator[str]:
    """Yield words that were made a name, names that were made a word, and words that were made to shout."""
    for mine, theirs in zip(one, other, strict=False):
        if mine.kind != "word" or mine.text != theirs.text:
            continue
        became = theirs.written[:1].isupper() and not mine.written[:1].isupper() and not theirs.opens
        lost = mine.written[:1].isupper() and not theirs.written[:1].isupper() and not mine.opens
        named = mine.written[:1].isupper() and not mine.opens
        if named and theirs.written.lower() != mine.written.lower():
            yield f"a name differs: '{theirs.written}' in place of '{mine.written}'"
        elif became or lost or _inner_capitals(mine.written) != _inner_capitals(theirs.written):
            yield f"capitals differ: '{theirs.written}' in place of '{mine.written}'"


def _inner_capitals(word: str) -> int:
    return sum(letter.isupper() for letter in word[1:])
