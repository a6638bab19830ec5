"""`double-barrelled`: one question that asks two things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Asked, Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.lint.sentences import joined_parts, sentences
from psychograph.questionnaire.model import FreeText

FULL_SENTENCE = re.compile(r"(?:I|we|my|how|when|do|did|does|the|they)\b", re.IGNORECASE)
OFTEN = ("never", "rarely", "sometimes", "often", "times", "daily", "weekly", "once", "hour", "every day")


class DoubleBarrelled(LintRule):
    """One question that asks two things, as "The staff are quick and friendly" does.

    Whoever finds the staff quick but not friendly has no answer to give, and whoever reads the answers
    cannot know which of the two was meant. Looked for is "and" in every question, and "or" in statements
    that people agree to or rate; in a choice between two things, and in how often either was done, "or" is
    sound.

    Not remarked are pairs that nobody holds apart ("family and friends", "products or services"), examples
    ("such as ..."), what stands in brackets, numbers ("one or two"), and items of validated instruments,
    whose wording is not yours to change.

    **Where it is weak.** It knows English, and words rather than sense: "calm and relaxed" is one thing,
    said twice.

    Of the 620 items of the packs that ship, validated ones too, it remarked 15. Read aloud, 11 ask two things
    ("I always meet deadlines and keep promises") and 4 say one thing twice ("organized and clutter-free"):
    right in 11 of 15. A test holds that list.

    References
    ----------
    Payne 1951, The Art of Asking Questions, ch. 6; Bassili & Scott 1996, Public Opin Q 60:390: such
    questions take longer to answer than each of their parts; Menold 2020, Public Opin Q 84:1.
    """

    code = "double-barrelled"
    title = "Two things asked in one question"
    severity = Severity.CAUTION
    source = "Bassili & Scott 1996, Public Opin Q 60:390"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each text that joins two things."""
        for one, text in case.our_texts:
            found = [part for sentence in sentences(text)[-2:] for part in self.joined(case, one, sentence)]
            if found:
                before, by, after = found[0]
                yield self.remark(
                    one.name,
                    f'asks two things: "{before} {by} {after}". Who feels differently about them cannot '
                    "answer, and nobody can tell which was meant.",
                    "Ask the one that matters, or each by itself.",
                )

    @staticmethod
    def joined(case: Case, one: Asked, sentence: str) -> list[tuple[str, str, str]]:
        """Return what one sentence joins, as far as it matters for this kind of answer."""
        parts = joined_parts(sentence)
        if _how_often(case, one) and not FULL_SENTENCE.match(sentence):
            return []  # "Films and series": one kind of thing, done more or less often
        if one.scale is None or _how_often(case, one):
            parts = [part for part in parts if part[1] == "and"]
        return [] if isinstance(one.question.answer, FreeText) else parts


def _how_often(case: Case, one: Asked) -> bool:
    labels = " ".join(case.english(label) for label in one.labels).casefold()
    return any(word in labels for word in OFTEN)
