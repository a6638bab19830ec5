"""`unlabelled-steps`: steps of an answer scale without words."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named

FEW_STEPS = 7


class UnlabelledSteps(LintRule):
    """Answer scales without words, without words at an end, or of up to seven steps with words at some only.

    What a bare number means everybody decides by themselves. Scales with words at every step are more
    reliable, and people prefer them. With eight steps or more, words at both ends are usual and enough.

    References
    ----------
    Krosnick & Presser 2010, in Handbook of Survey Research, 2nd ed., 263; Menold et al. 2014, Field Methods
    26:21.
    """

    code = "unlabelled-steps"
    title = "Steps of an answer scale without words"
    severity = Severity.CAUTION
    source = "Krosnick & Presser 2010, Handbook of Survey Research, 263"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each answer scale, with the questions it is used for."""
        for scale, names in _scales(case).items():
            if not scale.labels:
                text, severity = (
                    f"is answered from {scale.low} to {scale.high} without a word",
                    Severity.SERIOUS,
                )
            elif not (scale.label(scale.low) and scale.label(scale.high)):
                text, severity = "has an answer scale with an end that has no words", Severity.CAUTION
            elif scale.points <= FEW_STEPS and not scale.fully_labelled:
                text = f"has words at {len(scale.labels)} of {scale.points} steps of its answer scale"
                severity = Severity.NOTE
            else:
                continue
            yield self.remark(
                named(names),
                f"{text}; what the others mean everybody decides by themselves.",
                "Give every step words: `scale: agree5` does.",
                severity,
            )


def _scales(case: Case) -> dict[AnswerScale, list[str]]:
    found: dict[AnswerScale, list[str]] = {}
    for one in case.rated:
        if one.scale is not None and one.question.name not in found.setdefault(one.scale, []):
            found[one.scale].append(one.question.name)
    return found
