"""`key-question`: what the business wants to know and nobody asks."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case, columns_of_attribute
from psychograph.questionnaire.lint.rule import LintRule, Remark


class KeyQuestion(LintRule):
    """A key question of the study that no attribute answers, or whose attributes nobody asks.

    The key questions are why the survey is made. One that nothing in the questionnaire answers will stand
    unanswered in the report, after the money is spent.

    References
    ----------
    The study's own objective (step 1); Dolnicar, Gruen & Leisch 2018, Market Segmentation Analysis, ch. 5.
    """

    code = "key-question"
    title = "A key question that the questionnaire does not answer"
    severity = Severity.SERIOUS
    source = "Dolnicar, Gruen & Leisch 2018, Market Segmentation Analysis, ch. 5"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such key question."""
        if case.study is None:
            return
        for asked in case.study.objective.key_questions:
            measured = [name for name in asked.attributes if _asked(case, name)]
            if not asked.attributes:
                text = "is tied to no attribute, so nothing will answer it."
            elif not measured:
                text = f"rests on {', '.join(asked.attributes)}, which the questionnaire does not ask."
            else:
                continue
            yield self.remark(
                f'"{asked.question}"',
                text,
                "Add a question for it; `psychograph questionnaire suggest` names some.",
            )


def _asked(case: Case, name: str) -> bool:
    if case.study is None or name not in case.study.attributes:
        return False
    columns = columns_of_attribute(name, case.study.attributes[name])
    return name in case.attributes or any(column in case.columns for column in columns)
