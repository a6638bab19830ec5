"""Texts that ask the same thing: word for word, or nearly."""

from __future__ import annotations

import re

from psychograph.questionnaire.lint.sentences import words

NEGATIONS = frozenset(
    "not no never nobody nothing none hardly seldom rarely don't doesn't didn't isn't aren't can't "
    "cannot won't wouldn't without little few".split()
)
EMPTY = frozenset(
    "i am i'm my me myself to a an the of in on at it is that be do does you your are am for and or".split()
)
NEAR = 0.75
FEWEST = 3


def same_text(text: str) -> str:
    """Return what two texts have in common that say the same word for word, in lower case and without "I am".

    Examples
    --------
    >>> same_text("I am full of ideas.") == same_text("Am full of ideas")
    True
    """
    said = " ".join(words(text))
    return re.sub(r"^(?:i see myself as |i am |i'm |am |i )", "", said)


def nearly_same(one: str, other: str) -> bool:
    """Return whether two texts hold nearly the same words that carry meaning, and deny equally often.

    Of these words at least three quarters are common to both (Jaccard's index), and there are three or more.

    Examples
    --------
    >>> nearly_same("I enjoy trying new kinds of food.", "I enjoy trying new foods and new kinds of food.")
    True
    >>> nearly_same("I talk to many people at parties.", "I don't talk to many people at parties.")
    False
    """
    mine, theirs = _meaning(one), _meaning(other)
    if min(len(mine), len(theirs)) < FEWEST or _denials(one) != _denials(other):
        return False
    return len(mine & theirs) / len(mine | theirs) >= NEAR


def _meaning(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in words(text) if word not in EMPTY | NEGATIONS)


def _denials(text: str) -> int:
    return sum(word in NEGATIONS for word in words(text))
