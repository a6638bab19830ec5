"""Guard S07: scarcity."""

from __future__ import annotations

from psychograph.language.language import Language
from psychograph.strategy.guards.copy import PUBLISHED, all_claims, scarcity_is_unproven
from psychograph.strategy.guards.guard import Case, Guard


class Scarcity(Guard):
    """What is called limited needs a stock figure or an end date that is true.

    A line or claim with "limited", "last chance" and the like carries a check until the study file
    gives a figure or a date under `new_product: limited_to:`. Words alone, as in "very few", do not count.

    Why
    ---
    Directive 2005/29, Annex I no. 7, forbids to say falsely that something is there for a short time only.
    Urgency without a reason does not work either: the meta-analysis behind rule M03 found no effect.

    Limits
    ------
    Whether the figure is true nobody checks here.
    """

    code = "S07"
    title = "Scarcity"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say whether something is called limited without a figure."""
        texts = [line.phrase for line in case.target.advice if line.slot in PUBLISHED]
        texts += [claim.text for claim in all_claims(case.study)]
        if any(scarcity_is_unproven(text, case.study, language) for text in texts):
            return self.acts(language, rule=language.say("guard-check-s07"))
        return self.quiet(language)
