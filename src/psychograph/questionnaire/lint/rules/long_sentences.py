"""`long-sentence`: more words than are read."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.lint.sentences import sentences
from psychograph.questionnaire.planning.length import words_in

MOST_IN_ITEM = 20
MOST_IN_QUESTION = 25
VERY_LONG = 40


class LongSentence(LintRule):
    """A sentence of more than 20 words in a statement, or 25 in a question.

    Long sentences are skimmed, on phones more than elsewhere, and those who read less easily lose their end.
    Sentences of more than 40 words are a caution, others a note.

    **Where it is weak.** Words are counted, not difficulty: a list of short words may be easy, a short
    sentence hard. Languages with long words need fewer of them.

    References
    ----------
    Payne 1951, The Art of Asking Questions, ch. 8 (20 words); Lenzner, Kaczmirek & Lenzner 2010, Appl Cogn
    Psychol 24:1003: what makes questions hard to read makes answers slower.
    """

    code = "long-sentence"
    title = "Sentences of more words than are read"
    severity = Severity.NOTE
    source = "Payne 1951, ch. 8; Lenzner et al. 2010, Appl Cogn Psychol 24:1003"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each text with a long sentence, in whatever language."""
        stems = [(question.name, question.text.text) for question in case.questionnaire.questions]
        items = [(one.name, one.text.text) for one in case.asked if one.is_item and not case.validated(one)]
        for most, texts in ((MOST_IN_QUESTION, stems), (MOST_IN_ITEM, items)):
            for name, text in texts:
                longest = max((words_in(sentence) for sentence in sentences(text)), default=0)
                if longest > most:
                    yield self.remark(
                        name,
                        f"has a sentence of {longest} words, of which the last are hardly read.",
                        f"Make two of it, or leave out what is not needed; {most} words will do.",
                        Severity.CAUTION if longest > VERY_LONG else Severity.NOTE,
                    )
