"""`two-items`: a scale of two items."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named


class TwoItems(LintRule):
    """Attributes measured with two items.

    Two items are better than one, but their reliability can only be guessed from one correlation, and where
    one of them is left blank nothing remains to go by.

    **Where it is weak.** Very short instruments, such as the TIPI, were made so; they trade reliability for
    time knowingly.

    References
    ----------
    Eisinga, te Grotenhuis & Pelzer 2013, Int J Public Health 58:637: Spearman-Brown for two items; Gosling,
    Rentfrow & Swann 2003, J Res Pers 37:504.
    """

    code = "two-items"
    title = "Attributes measured with two items"
    severity = Severity.NOTE
    source = "Eisinga, te Grotenhuis & Pelzer 2013, Int J Public Health 58:637"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield one remark that names all of them."""
        pairs = [
            name
            for name, members in case.attributes.items()
            if len(members) == 2 and all(one.scale is not None for one in members)
        ]
        if pairs:
            yield self.remark(
                named(pairs),
                "is measured with two items: reliability rests on a single correlation."
                if len(pairs) == 1
                else "are measured with two items each: reliability rests on a single correlation.",
                "Add an item or two where there is room.",
            )
