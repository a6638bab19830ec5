"""`no-midpoint`: answer scales with an even number of steps."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named

MOST = 8


class NoMidpoint(LintRule):
    """Answer scales of four, six or eight steps that go both ways and have no middle.

    Whoever has no opinion must take a side, mostly the friendly one. Where that is wanted, say so beside the
    results; otherwise an odd number of steps is safer. Scales that run from nothing to much have no middle
    to miss and are passed over, as are those with a "don't know".

    References
    ----------
    Nadler, Weston & Voyles 2015, J Gen Psychol 142:71; Weijters, Cabooter & Schillewaert 2010, Int J Res
    Mark 27:236, who recommend five steps with a middle.
    """

    code = "no-midpoint"
    title = "Answer scales without a middle"
    severity = Severity.NOTE
    source = "Weijters, Cabooter & Schillewaert 2010, Int J Res Mark 27:236"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield one remark that names the questions."""
        names: dict[str, None] = {}
        for one in case.rated:
            scale = one.scale
            if (
                scale is None
                or scale.points % 2
                or scale.points > MOST
                or one.declinable
                or case.validated(one)
            ):
                continue
            ends = (case.english(scale.label(scale.low)), case.english(scale.label(scale.high)))
            if (
                "disagree" in ends[0].casefold()
                or "inaccurate" in ends[0].casefold()
                or "dissatisfied" in ends[0].casefold()
            ):
                names[one.question.name] = None
        if names:
            yield self.remark(
                named(list(names)),
                f"{'offers' if len(names) == 1 else 'offer'} no middle: whoever has no opinion must take a "
                "side, mostly the friendly one.",
                "Use an odd number of steps (`scale: agree5`), or add a `declined: [Don't know]`.",
            )
