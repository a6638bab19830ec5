"""Guard S11: how many fit the whole description."""

from __future__ import annotations

from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.strategy.guards.guard import Case, Guard

HALF = 0.5 - 1e-9  # shares of weight are rounded


class JointPrevalence(Guard):
    """At least half of the members should fit the whole headline, or it is shortened.

    With every further attribute fewer people fit all of them at once. Headline attributes are taken away, the
    weakest first, until half of the members fit those that are left; how many fit is printed on the card.

    Why
    ---
    Chapman, Love, Milham, ElRif & Alford 2008 (Proceedings of the Human Factors and Ergonomics Society)
    show that descriptions of personas soon fit hardly anybody. People are counted by weight where they
    carry weights.

    Limits
    ------
    One headline attribute always stays, even if fewer than half fit; the guard says so then.
    """

    code = "S11"
    title = "How many fit the whole description"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say how many members fit the headline, and what left it."""
        target = case.target
        if target.joint_share is None:
            fit = language.say("guard-s11-fit", n=target.joint_fit, of=target.n)
        else:
            fit = language.say(
                "guard-s11-fit-weighted",
                n=target.joint_fit,
                of=target.n,
                share=language.percent(target.joint_share),
            )
        if target.dropped:
            names = language.listed([readable(name) for name in target.dropped])
            return self.acts(language, names=names, fit=fit)
        few = 2 * target.joint_fit < target.n if target.joint_share is None else target.joint_share < HALF
        return few, fit
