"""`no-reversed-item`: a scale on which agreeing with everything scores high."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.lint.topics import agreeing

FEWEST = 3


class NoReversedItem(LintRule):
    """A scale of three items or more, all keyed alike.

    Some people agree with whatever they are asked (acquiescence). Where no item is turned, they score high
    without meaning it, and segments form of those who agree and those who do not. One item in three or four
    the other way lets agreement be told from meaning. In a validated instrument that was made so it is a
    note.

    Scales of frequency or importance are passed over: nobody agrees with "rarely".

    **Where it is weak.** Reversed items cost something as well: careless people overlook them, and
    reliability falls a little. Better words of opposite meaning than "not".

    References
    ----------
    Billiet & McClendon 2000, Struct Equ Modeling 7:608; Baumgartner & Steenkamp 2001, J Mark Res 38:143, on
    response styles in market research; Weijters & Baumgartner 2012, J Mark Res 49:737, on what reversed
    items cost.
    """

    code = "no-reversed-item"
    title = "A scale without a reversed item"
    severity = Severity.CAUTION
    source = "Baumgartner & Steenkamp 2001, J Mark Res 38:143"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each attribute whose items are all keyed alike."""
        for name, members in case.attributes.items():
            rated = [one for one in members if one.scale is not None]
            if len(rated) < FEWEST or len({one.reversed for one in rated}) > 1:
                continue
            if not any(agreeing(case, one) for one in rated):
                continue
            validated = all(case.validated(one) for one in rated)
            yield self.remark(
                name,
                f"has {len(rated)} items, all keyed alike: whoever agrees with everything scores "
                + ("low." if rated[0].reversed else "high."),
                "The instrument was made so; read its scores beside those of a balanced one."
                if validated
                else "Turn one item in three into its opposite, in words of its own, with `reversed: true`.",
                Severity.NOTE if validated else Severity.CAUTION,
            )
