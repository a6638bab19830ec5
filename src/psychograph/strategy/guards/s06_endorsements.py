"""Guard S06: paid and rewarded voices."""

from __future__ import annotations

from psychograph.language.language import Language
from psychograph.strategy.guards.copy import needs_disclosure
from psychograph.strategy.guards.guard import Case, Guard


class Endorsements(Guard):
    """Whoever is paid or rewarded for speaking must say so.

    Every line about influencers, ambassadors, referral rewards or free products carries the line of
    disclosure that those people need to print.

    Why
    ---
    US: 16 CFR 255, the Endorsement Guides. European Union: Directive 2005/29, Annex I no. 11 and 22. Both ask
    for clear words where people see them, not in a profile or behind "more".

    Limits
    ------
    National codes differ in the words they accept ("Ad", "Anzeige", "publicité").
    """

    code = "S06"
    title = "Paid and rewarded voices"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say whether paid or rewarded voices are advised."""
        if any(
            needs_disclosure(line.phrase, language, risks=line.risks, slot=line.slot)
            for line in case.target.advice
        ):
            return self.acts(language, rule=language.say("guard-check-s06"))
        return self.quiet(language)
