"""Guard S10: attributes on which members disagree."""

from __future__ import annotations

from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.strategy.guards.guard import Case, Guard


class SplitAttributes(Guard):
    """Where members disagree, the spread is shown and not the mean alone.

    A basis variable whose standard deviation inside the segment passes a quarter of its scale, or whose
    answers gather at two places, is called split: no sentence speaks of all members there, the card says
    so, a finding proposes to cut further.

    Why
    ---
    A mean in the middle of two camps describes nobody. On a scale of 1 to 5 a standard deviation of 1 is what
    answers have that spread over about the whole scale by chance (a uniform one has 1.41).

    Limits
    ------
    A quarter of the scale is a convention.
    """

    code = "S10"
    title = "Members who disagree"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say on what members of the target disagree."""
        split = [readable(name) for name in case.target.split]
        return self.acts(language, names=language.listed(split)) if split else self.quiet(language)
