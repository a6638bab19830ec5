"""`scale-direction`: answer scales that run both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named

LITTLE = re.compile(
    r"\b(?:disagree|not|inaccurate|unlikely|dissatisfied|unimportant|bad|poor|low|least|untrue|false|"
    r""
    r"unlike|worst|hate|dislike|disapprove|oppose|negative)\b",
    re.IGNORECASE,
)
NEVER = re.compile(r"\b(?:never|rarely|hardly ever|not at all)\b", re.IGNORECASE)
OFTEN = re.compile(r"\b(?:always|often|daily|every day|all the time|constantly)\b", re.IGNORECASE)


class ScaleDirection(LintRule):
    """Answer scales of which some run from little to much and others from much to little.

    People learn where "agree" stands and then go by place, not by word. Where the direction changes, some
    answer the opposite of what they mean, and in the file a 5 is sometimes much and sometimes little.

    **Where it is weak.** It goes by words such as "disagree", "unlikely", "never" and "always" at the ends
    of a scale, in English; it cannot tell which way a scale without words runs.

    References
    ----------
    Tourangeau, Couper & Conrad 2004, Public Opin Q 68:368, on going by place; Yan & Keusch 2015, Public Opin
    Q 79:145, on directions of scales.
    """

    code = "scale-direction"
    title = "Answer scales that run both ways"
    severity = Severity.CAUTION
    source = "Tourangeau, Couper & Conrad 2004, Public Opin Q 68:368"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield one remark that names the questions in the rarer direction."""
        ways: dict[bool, list[str]] = {True: [], False: []}
        for one in case.rated:
            rising = None if one.scale is None else _rising(case, one.scale)
            if rising is not None and one.question.name not in ways[rising]:
                ways[rising].append(one.question.name)
        if ways[True] and ways[False]:
            fewer = min(ways.values(), key=len)
            run = "runs" if len(fewer) == 1 else "run"
            yield self.remark(
                named(fewer),
                f"{run} from much to little, other questions from little to much."
                if fewer is ways[False]
                else f"{run} from little to much, other questions from much to little.",
                "Let every scale run the same way.",
            )


def _rising(case: Case, scale: AnswerScale) -> bool | None:
    low, high = (case.english(scale.label(end)) for end in (scale.low, scale.high))
    if NEVER.search(low) and OFTEN.search(high):
        return True
    if OFTEN.search(low) and NEVER.search(high):
        return False
    little_low, little_high = bool(LITTLE.search(low)), bool(LITTLE.search(high))
    return None if not low or not high or little_low == little_high else little_low
