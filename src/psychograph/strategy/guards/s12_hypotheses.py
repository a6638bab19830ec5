"""Guard S12: advice that is only plausible."""

from __future__ import annotations

from psychograph.language.language import Language
from psychograph.strategy.guards.guard import Case, Guard


class Hypotheses(Guard):
    """Advice of grade D prints as a hypothesis to test, never as advice.

    A line that only rules of grade D support carries the mark wherever it stands: on cards, in statements
    and in briefs. A rule of your own without a reference is of grade D.

    Why
    ---
    Readers take a printed recommendation for knowledge. What nobody has shown should not borrow the weight of
    what somebody has.

    Limits
    ------
    Grades are judgement; the page of rules says how they were given.
    """

    code = "S12"
    title = "Advice that is only plausible"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say which lines are hypotheses."""
        found = [line.phrase for line in case.target.advice if line.hypothesis]
        return self.acts(language, lines="; ".join(found)) if found else self.quiet(language)
