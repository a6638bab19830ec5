"""`repeated-id`: a second submission under the same id."""

from __future__ import annotations

import numpy as np

from psychograph.codebook.codebook import Role
from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.repeats import repeats
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult


class RepeatedId(QualityRule):
    """A second submission under an id that was there before.

    The first is kept, every later one is proposed for leaving out, by this sign alone: whatever the
    reason, one person must not count twice. Blank ids are not compared.

    **Where it is weak.** The first is not always the better one: somebody may have broken off and started
    again. Look at both, and take the other row out of the file where it should go.

    References
    ----------
    Johnson 2005, J Res Pers 39:103, doi:10.1016/j.jrp.2004.09.009, on repeated protocols.
    """

    code = "repeated-id"
    title = "The same id again"
    family = Family.IDENTITY

    def applies(self, answers: Answers) -> str | None:
        """A column of ids is needed."""
        if not answers.responses.codebook.with_role(Role.ID):
            return "no column identifies respondents"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return how many rows before have the same id."""
        name = answers.responses.codebook.with_role(Role.ID)[0].name
        cells = answers.responses.table.columns[name]
        before = repeats(cells)
        index = np.where(np.array([cell is None for cell in cells]), np.nan, before.astype(float))
        return RuleResult(before > 0, index, 1.0, f"rows before with the same {name}; 1 or more is remarked")
