"""`single-item`: a basis variable measured with one item."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named
from psychograph.questionnaire.lint.topics import fact


class SingleItem(LintRule):
    """Basis variables that are measured with one item each.

    How well one item measures cannot be told from its answers, and it measures worse than several: what is
    chance about the answer becomes a difference between segments. Facts, such as hours a week, need one
    question and are passed over.

    **Where it is weak.** For something concrete that everybody understands alike one good item may do
    (Bergkvist & Rossiter 2007, J Mark Res 44:175); for a trait of personality it does not.

    References
    ----------
    Diamantopoulos et al. 2012, J Acad Mark Sci 40:434: several items predict better in nearly all cases;
    Crede et al. 2012, J Pers Soc Psychol 102:874, on very short measures of personality.
    """

    code = "single-item"
    title = "Basis variables measured with one item"
    severity = Severity.CAUTION
    source = "Diamantopoulos et al. 2012, J Acad Mark Sci 40:434"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield one remark that names all of them."""
        if case.study is None:
            return
        alone = [
            name
            for name in case.study.basis
            if len(case.attributes.get(name, ())) == 1 and not fact(case.attributes[name][0])
        ]
        if alone:
            yield self.remark(
                named(alone),
                f"{'builds' if len(alone) == 1 else 'build'} segments and "
                f"{'is' if len(alone) == 1 else 'are'} "
                "measured with one item each; how much of it is chance cannot be told.",
                "Ask three or more items for each, best those of an instrument: `psychograph instruments "
                "list`.",
            )
