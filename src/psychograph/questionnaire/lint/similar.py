"""Texts that ask the same thing: word for word, or nearly."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Meaning:
    """The words of a text that carry meaning, and how often it denies."""

    words: frozenset[str]
    denials: int

    @classmethod
    def of(cls, text: str) -> Meaning:
        """Return what a text says."""
        said = words(text)
        carrying = frozenset(word.rstrip("s") for word in said if word not in EMPTY | NEGATIONS)
        return cls(carrying, sum(word in NEGATIONS for word in said))

    def nearly(self, other: Meaning) -> bool:
        """Return whether two texts hold nearly the same words that carry meaning, and deny equally often.

        Of these words at least three quarters are common to both (Jaccard's index), and there are three or
        more.

        Examples
        --------
        >>> new = Meaning.of("I enjoy trying new kinds of food.")
        >>> new.nearly(Meaning.of("I enjoy trying new foods and new kinds of food."))
        True
        >>> Meaning.of("I talk to many people.").nearly(Meaning.of("I don't talk to many people."))
        False
        """
        both = len(self.words & other.words)
        if both < FEWEST or self.denials != other.denials:
            return False
        return both / len(self.words | other.words) >= NEAR
