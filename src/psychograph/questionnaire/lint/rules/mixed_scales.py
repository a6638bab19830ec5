"""`mixed-scales`: items of one attribute on different answer scales."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark


class MixedScales(LintRule):
    """Items of one attribute that are answered on different scales.

    A study averages the items of an attribute. A 4 of five steps and a 4 of seven mean different things, so
    their average means neither. Scales of as many steps with other words are a caution.

    References
    ----------
    Dawes 2008, Int J Mark Res 50:61, on what 5, 7 and 10 steps do to means; Cohen, Cohen, Aiken & West 1999,
    Multivariate Behav Res 34:315, on per cent of maximum for comparing them.
    """

    code = "mixed-scales"
    title = "One attribute answered on different scales"
    severity = Severity.SERIOUS
    source = "Dawes 2008, Int J Mark Res 50:61"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such attribute."""
        for name, members in case.attributes.items():
            scales = {one.scale for one in members if one.scale is not None}
            ends = sorted({(scale.low, scale.high) for scale in scales})
            if len(ends) > 1:
                said = ", ".join(f"{low} to {high}" for low, high in ends)
                yield self.remark(
                    name,
                    f"averages items answered on different scales ({said}), so that the average means "
                    f"neither.",
                    "Ask all its items on one scale.",
                )
            elif len({scale.labels for scale in scales}) > 1:
                yield self.remark(
                    name,
                    "averages items whose steps have different words.",
                    "Ask all its items with the same words.",
                    Severity.CAUTION,
                )
