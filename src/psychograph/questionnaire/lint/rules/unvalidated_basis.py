"""`unvalidated-basis`: segments built on items that nobody has tested."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named
from psychograph.questionnaire.lint.topics import fact


class UnvalidatedBasis(LintRule):
    """Basis variables made of items that come from no validated instrument.

    Nobody has shown that such items measure what they are meant to. Segments inherit that doubt, and so does
    every advice that rests on them. Items of your own are often needed, for attitudes to your own market
    above all: then read reliability and factors before you trust them. Facts, such as hours a week, are
    passed over.

    References
    ----------
    AERA, APA & NCME 2014, Standards for Educational and Psychological Testing, ch. 1; DeVellis 2017, Scale
    Development, 4th ed.
    """

    code = "unvalidated-basis"
    title = "Segments built on items that nobody has tested"
    severity = Severity.NOTE
    source = "AERA, APA & NCME 2014, Standards, ch. 1"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield one remark that names the attributes."""
        if case.study is None:
            return
        doubtful = [
            name
            for name in case.study.basis
            if any(not fact(one) and not case.validated(one) for one in case.attributes.get(name, ()))
        ]
        if doubtful:
            yield self.remark(
                named(doubtful),
                f"{'builds' if len(doubtful) == 1 else 'build'} segments from items that nobody has tested.",
                "Where a validated instrument measures the same, use it; else read `psychograph "
                "reliability` before you rely "
                "on them.",
            )
