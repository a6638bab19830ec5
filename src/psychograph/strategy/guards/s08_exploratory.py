"""Guard S08: personas on too few or too unstable answers."""

from __future__ import annotations

from psychograph.language.language import Language
from psychograph.personas.persona import Persona
from psychograph.strategy.guards.guard import Case, Guard


class Exploratory(Guard):
    """A persona on fewer than 30 people, or one that resampling does not find again, is exploratory.

    Card and brief say so, and no budget is split by it: the hint for a split is left out, and the advice
    is to collect more answers first.

    Why
    ---
    With 30 people the interval of a share is up to 36 points wide. Hennig (2007, Comput Stat Data Anal
    52:258) takes clusters that come back with a Jaccard index below .6 as not to be trusted; between .6 and
    .75 as patterns whose members are unsure.

    Limits
    ------
    Thirty is a convention. A large and stable segment can still be the wrong one.
    """

    code = "S08"
    title = "Exploratory personas"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say whether the target is exploratory."""
        return self.quiet(language) if may_split_budget(case.target) else self.acts(language)


def may_split_budget(persona: Persona) -> bool:
    """Return whether a persona is firm enough to split a budget by."""
    return not persona.exploratory
