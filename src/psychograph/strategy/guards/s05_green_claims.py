"""Guard S05: environmental claims."""

from __future__ import annotations

from psychograph.language.language import Language
from psychograph.strategy.guards.copy import all_claims, generic_claims
from psychograph.strategy.guards.guard import Case, Guard
from psychograph.strategy.guards.words import words_found


class GreenClaims(Guard):
    """Environmental claims need evidence, and generic ones more than that.

    A claim of yours with an environmental word prints as "needs evidence" until the study file gives
    `evidence:`. A generic claim ("eco-friendly", "green", "climate neutral") carries a further check that
    depends on country and first day of the campaign (`strategy: campaign:`): barred in the European Union
    from 27 September 2026, and never enough by itself under the US and UK guides. Where no country is
    named, the strictest rule is shown. Names and descriptions of products are looked at as well.

    Why
    ---
    Directive (EU) 2024/825 bars generic environmental claims without recognised excellent performance, and
    claims of neutrality for a product that rest on offsetting. US: 16 CFR 260.4. UK: the CMA's Green Claims
    Code. What was read of these: reports about the directive and excerpts of 16 CFR 260; not every national
    law.

    Limits
    ------
    Whether evidence proves the claim nobody checks here. "Green" as a colour trips the guard; pictures do
    not.
    """

    code = "S05"
    title = "Environmental claims"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say which environmental words the copy holds."""
        product = case.study.objective.facts.new_product
        texts = [claim.text for claim in all_claims(case.study)]
        texts += [product.name, product.description] if product else []
        green = [word for text in texts for word in words_found("green", text, language)]
        generic = [word for text in texts for word in words_found("generic", text, language)]
        found = sorted({*green, *generic})
        if not found:
            return self.quiet(language)
        words = language.listed([language.say("guard-quoted", word=word) for word in found])
        if not generic:
            return self.acts(language, words=words)
        barred = language.listed([language.say("guard-quoted", word=word) for word in sorted(set(generic))])
        rule = language.say(f"guard-check-s05-{generic_claims(case.study)}", words=barred)
        return self.acts(language, "generic", words=words, rule=rule)
