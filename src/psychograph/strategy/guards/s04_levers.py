"""Guard S04: weaknesses as levers."""

from __future__ import annotations

from psychograph.language.language import Language
from psychograph.strategy.guards.copy import all_claims, presses_on_weakness
from psychograph.strategy.guards.guard import Case, Guard


class Levers(Guard):
    """Worry, fear, addiction, debt, loneliness and shame never become a lever.

    A line of a rule that would press on one of them (a motive, frame, offer, tone, picture, channel or
    time, in shipped rules and in your own) is taken out before any rule speaks, so no statement, card or
    brief holds it. A claim of yours with such a word is not printed as a message. Barriers, warnings and
    measures may name a weakness: they describe it, and do not press on it.

    The words stand in the catalogue of the language (`guard-words-levers`), beside phrases that hold one and
    mean no harm, such as "worry-free".

    Why
    ---
    The EU's AI Act, Art. 5(1)(a) and (b), forbids systems that manipulate, or that exploit weaknesses of
    age, disability or a social or economic situation, to people's harm. The Unfair Commercial Practices
    Directive protects the vulnerable likewise. It is also bad business.

    Limits
    ------
    It goes by words. A text can press on a weakness without naming it: read before you print.
    """

    code = "S04"
    title = "Weaknesses as levers"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say which lines and claims were left out."""
        lines = [line.phrase for line in case.blocked]
        lines += [line.phrase for line in case.withheld if line.guard == self.code]
        lines += [claim.text for claim in all_claims(case.study) if presses_on_weakness(claim.text, language)]
        if lines:
            return self.acts(language, lines="; ".join(dict.fromkeys(lines)))
        return self.quiet(language)
