"""`no-way-out`: choices of which none may fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psychograph.codebook.anchors import codes_of
from psychograph.findings import Severity
from psychograph.questionnaire.lint.bands import band_of
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.model import Choice, Multiple, Question, Single

OTHER = re.compile(
    r"\b(?:other|others|another|none|neither|nothing|no one|nobody|never|somewhere else|something else|"
    r"somebody else|else|"
    r"don't know|do not know|not sure|not applicable|n/a|no answer|prefer not|rather not|can't say|"
    r"undecided|any of these|"
    r"all of (?:these|them|the above)|don't (?:use|have|own|buy)|do not (?:use|have|own|buy)|no opinion)\b|"
    r"^no\b",
    re.IGNORECASE,
)
FEWEST = 4
ORDERED = re.compile(
    r"\b(?:less|more|most|least|low|high|middle|primary|secondary|tertiary|bachelor|master|daily|weekly|"
    r"monthly|yearly|"
    r"every|once|twice|times|often|sometimes|rarely|first|second|small|large|very|somewhat|quite)\b",
    re.IGNORECASE,
)


class NoWayOut(LintRule):
    """Lists of choices without "other" or "none of these".

    Whoever finds nothing that fits picks something. Of a question with several answers (a caution), nothing
    ticked may mean none of them, or passed over; only "none of these" tells. Of one with a single answer, a
    list of four kinds or more without "other" claims to be complete (a note).

    Passed over are yes and no, answer scales, bands of numbers, lists in an order, and questions of the bank.

    **Where it is weak.** A list may be complete, such as the days of the week; nobody but you can know.

    References
    ----------
    Krosnick & Presser 2010, in Handbook of Survey Research, 2nd ed., 263; Smyth et al. 2006, Public Opin Q
    70:66, on check-all questions.
    """

    code = "no-way-out"
    title = "Choices of which none may fit"
    severity = Severity.CAUTION
    source = "Smyth et al. 2006, Public Opin Q 70:66"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such list."""
        for question in case.questionnaire.questions:
            match question.answer:
                case Multiple(choices) if not question.source and not self.open_ended(choices):
                    yield self.remark(
                        question.name,
                        'has no "none of these": nothing ticked may mean none, or passed over.',
                        'Add a choice "None of these" with `exclusive: true`.',
                    )
                case Single(choices) if self.kinds(case, question, choices) and not self.open_ended(choices):
                    yield self.remark(
                        question.name,
                        f"offers {len(choices)} choices and no other: whoever finds none that fits picks "
                        f"something.",
                        'Add "Other, namely" with `specify: true`, unless the list is complete.',
                        Severity.NOTE,
                    )

    @staticmethod
    def open_ended(choices: tuple[Choice, ...]) -> bool:
        """Return whether one of the choices fits those whom no other fits."""
        return any(
            choice.specify or choice.exclusive or choice.declined or bool(OTHER.search(choice.label.text))
            for choice in choices
        )

    @staticmethod
    def kinds(case: Case, question: Question, choices: tuple[Choice, ...]) -> bool:
        """Return whether the choices are kinds of things, rather than steps of something."""
        labels = [case.english(choice.label) for choice in choices]
        if question.source or len(choices) < FEWEST or not all(labels):
            return False
        steps = sum(bool(ORDERED.search(label)) for label in labels)
        bands = sum(band_of(label) is not None for label in labels)
        return bands < 2 and steps < 2 and not codes_of(labels)
