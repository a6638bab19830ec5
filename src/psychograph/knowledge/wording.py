"""What a question or a column name says: the stems of its words, and which of them are negated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

# Abbreviations that group the columns of a survey and say nothing of what they measure.
PREFIXES = frozenset({"att", "life", "pers", "demo", "beh", "geo", "adopt", "price", "val", "psy"})
# Words that a question needs and a construct does not.
FILLERS = frozenset(
    "a about above after am an and any are as at be been before being but by can could did do does each ever "
    "every for from had has have he her his how i if in into is it its itself just me my myself of on or our "
    "ourselves out own per rather she some such than that the their them then there these they this those "
    "through to too up us very was we were what when where which who whom whose why will with you your "
    "yours yourself".split()
)
# Words that stand in questions of every kind: they tell little.
COMMON = frozenset(
    "agree always average best bring brand buy choose come company consider current day decide different "
    "easy enjoy feel find first friend general get give go good great group help hour important item "
    "keep kind know last like likely long look lot love make many matter money month more most much need new "
    "number often old other people person please prefer product purchas rate say see service should "
    "social something spend start statement take talk thing think time total typical use usual value want "
    "way week well work would year".split()
)
NEGATORS = frozenset(
    "not no never nobody none nothing nor rarely seldom hardly scarcely barely without little few fewer "
    "less neither avoid hate hates lack refuse stop difficulty".split()
)
# Said in one word, meant as two.
UNFOLDED = {
    "cannot": "can not",
    "dislike": "not like",
    "dislikes": "not like",
    "disagree": "not agree",
    "dissatisfied": "not satisfied",
    "unlikely": "not likely",
    "uninterested": "not interested",
    "unimportant": "not important",
    "uncomfortable": "not comfortable",
    "unwilling": "not willing",
    "unaware": "not aware",
    "unfamiliar": "not familiar",
    "indifferent": "not interested",
}
AUXILIARIES = frozenset(
    "am are is was were be been do does did has have had can could will would should may must".split()
)
IRREGULAR = {
    "bought": "buy",
    "chose": "choose",
    "chosen": "choose",
    "felt": "feel",
    "found": "find",
    "got": "get",
    "gave": "give",
    "given": "give",
    "heard": "hear",
    "held": "hold",
    "kept": "keep",
    "knew": "know",
    "known": "know",
    "made": "make",
    "paid": "pay",
    "spent": "spend",
    "stood": "stand",
    "taken": "take",
    "took": "take",
    "thought": "think",
    "went": "go",
    "behaviour": "behavior",
    "favourite": "favorite",
    "labour": "labor",
    "organised": "organized",
    "disorganised": "disorganized",
    "urbanisation": "urbanization",
    "centre": "center",
    "programme": "program",
    "unspoiled": "unspoilt",
    "orderly": "orderliness",
    "likely": "likelihood",
    "aging": "ageing",
}
UNCHANGED = frozenset({"ageing"})
SUFFIXES = ("ing", "ed", "ly")
BREAKS = frozenset("but so because although though while whereas since unless and".split())
RELATIVE = frozenset({"that", "which", "who"})
COMMON_WEIGHT = 0.35


@cache
def stem(word: str) -> str:
    """Return a word without its ending, so that "tried" and "trying" are one word.

    A short list of English endings, no dictionary: it need only be the same for the words of a
    question and for those of a construct.

    Examples
    --------
    >>> [stem(word) for word in ("tried", "trying", "products", "shopping", "purchases", "openness")]
    ['tri', 'tri', 'product', 'shop', 'purchas', 'openness']
    """
    word = IRREGULAR.get(word, word)
    if word in UNCHANGED:
        return word
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in SUFFIXES:
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) > 2 and re.search("[aeiouy]", rest) and not word.endswith("eed"):
            word = rest
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "slz":
                word = word[:-1]
            break
    word = word[:-1] if len(word) > 4 and word.endswith("e") else word
    return word[:-1] + "i" if len(word) > 2 and word.endswith("y") else word


@cache
def weight(stemmed: str) -> float:
    """Return how much a stem tells, 0 to 1: words of every questionnaire tell little."""
    return COMMON_WEIGHT if stemmed in _common() else 1.0


@cache
def _common() -> frozenset[str]:
    return frozenset(stem(word) for word in COMMON)


@dataclass(frozen=True)
class Word:
    """A word of a text: its stem (empty where it tells nothing), its clause, and what turns it.

    Parameters
    ----------
    text : str
        As it stands, in lower case.
    stem : str
        Empty for fillers and negators.
    clause : int
        Number of the clause, 0 for the first.
    negates : bool
        Whether it is a negator that counts.
    after_verb : bool
        Whether a form of "be", "do", "have" or the like stands before it, as in "is not important".
    """

    text: str
    stem: str
    clause: int
    negates: bool = False
    after_verb: bool = False


@dataclass(frozen=True)
class Wording:
    """A text as the matcher reads it."""

    words: tuple[Word, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems that carry meaning."""
        return frozenset(word.stem for word in self.words if word.stem)

    @cached_property
    def weight(self) -> float:
        """The weight of all stems together."""
        return sum(weight(found) for found in sorted(self.stems))

    @cached_property
    def negated(self) -> bool:
        """Whether negators of odd number stand anywhere."""
        return sum(word.negates for word in self.words) % 2 == 1

    def place(self, stems: frozenset[str]) -> tuple[int, int] | None:
        """Return first and last position of the shortest stretch that holds all stems; None if none does."""
        if not stems or not stems <= self.stems:
            return None
        last: dict[str, int] = {}
        best: tuple[int, int] | None = None
        for at, word in enumerate(self.words):
            if word.stem not in stems:
                continue
            last[word.stem] = at
            if len(last) == len(stems):
                start = min(last.values())
                if best is None or at - start < best[1] - best[0]:
                    best = (start, at)
        return best

    def place_of(self, said: tuple[str, ...]) -> tuple[int, int] | None:
        """Return first and last position of words that stand there exactly so; None if they do not."""
        texts = tuple(word.text for word in self.words)
        starts = range(len(texts) - len(said) + 1)
        return next(((at, at + len(said) - 1) for at in starts if texts[at : at + len(said)] == said), None)

    def turned_at(self, place: tuple[int, int]) -> bool:
        """Return whether what stands at a place is negated.

        Negators of its clauses count where they stand before its end, and behind it where a verb
        takes them up ("traditional values are not important to me").
        """
        start, end = place
        clauses = {word.clause for word in self.words[start : end + 1]}
        counted = sum(
            word.negates and word.clause in clauses and (at <= end or word.after_verb)
            for at, word in enumerate(self.words)
        )
        return counted % 2 == 1


@cache
def read(text: str) -> Wording:
    """Return the words of a column name or a question.

    Examples
    --------
    >>> sorted(read("Life_HoursSocialMedia").stems)
    ['hour', 'media', 'social']
    >>> asked = read("Traditional values are not important to me.")
    >>> asked.turned_at(asked.place(read("traditional values").stems))
    True
    """
    return Wording(tuple(_words(_spoken(text))))


def _spoken(text: str) -> list[str]:
    """Return words and marks between clauses, in lower case, with names of columns taken apart."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    spaced = re.sub(r"n't\b", " not", spaced.lower())
    spaced = re.sub(r"'(?:s|m|d|re|ve|ll)\b", " ", spaced)
    parts = re.findall(r"[^\W\d_]+|[.,;:!?()\u2013\u2014]", spaced)
    found = [word for part in parts for word in UNFOLDED.get(part, part).split()]
    if len(found) > 1 and found[0] in PREFIXES and re.match(r"[A-Za-z]+_", text):
        found = found[1:]
    return found


def _words(spoken: list[str]) -> list[Word]:
    found, clause = [], 0
    for at, word in enumerate(spoken):
        before = spoken[at - 1] if at else ""
        after = spoken[at + 1] if at + 1 < len(spoken) else ""
        if not word[0].isalpha() or word in BREAKS or (word in RELATIVE and after in AUXILIARIES):
            clause += 1
            continue
        if _negates(word, before, after):
            found.append(Word(word, "", clause, negates=True, after_verb=before in AUXILIARIES))
        elif word in FILLERS or word in NEGATORS or len(word) == 1 or (word == "mind" and before == "not"):
            found.append(Word(word, "", clause))
        else:
            found.append(Word(word, stem(word), clause))
    return found


def _negates(word: str, before: str, after: str) -> bool:
    """Return whether a word negates: not in "satisfied or not", "not only", "a little", "don't mind"."""
    if word in {"hard", "difficult", "afraid"}:
        return after == "to"
    if word in NEGATORS or stem(word) in {"avoid", "lack"}:
        counts = before != "or" and not (word in {"little", "few"} and before == "a")
        return counts and not (word == "not" and after in {"only", "mind", "just"})
    return False
