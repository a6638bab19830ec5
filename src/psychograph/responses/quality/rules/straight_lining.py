"""`straight-lining`: whole batteries answered with one and the same code."""

from __future__ import annotations

import numpy as np

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least

SMALLEST_BATTERY = 4
FEWEST_ANSWERS = 8
SHARE = 0.5


class StraightLining(QualityRule):
    """One answer down a whole battery, in most of the batteries.

    A battery is a question with several items under it, often shown as a grid. Who ticks one column
    from top to bottom may not have read the items. In one short battery that is common and often
    honest, so the rule counts: of all answers given in batteries of at least four items, which share
    stands in batteries with a single answer? Half or more is remarked, from eight answers on.

    **Where it is weak.** Batteries whose items all point the same way invite honest straight lines:
    delighted customers agree to everything. The rule is strongest where a battery holds items
    worded the other way.

    References
    ----------
    Johnson 2005, J Res Pers 39:103, doi:10.1016/j.jrp.2004.09.009 (long strings of one answer).
    Curran 2016, J Exp Soc Psychol 66:4, doi:10.1016/j.jesp.2015.07.006. The line at half of the
    answers is ours; see the table of hits and false alarms.
    """

    code = "straight-lining"
    title = "One answer down most batteries"
    family = Family.PATTERN

    def applies(self, answers: Answers) -> str | None:
        """Batteries of four items, and eight items in them, are needed."""
        long = [battery for battery in answers.batteries if len(battery) >= SMALLEST_BATTERY]
        if sum(map(len, long)) < FEWEST_ANSWERS:
            return f"fewer than {FEWEST_ANSWERS} items stand in batteries of at least {SMALLEST_BATTERY}"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the share of battery answers that stand in straight-lined batteries."""
        given = np.zeros(len(answers))
        straight = np.zeros(len(answers))
        for battery in answers.batteries:
            if len(battery) < SMALLEST_BATTERY:
                continue
            steps = answers.steps[:, list(battery)]
            count = (steps >= 0).sum(axis=1)
            highest = steps.max(axis=1)
            lowest = np.where(steps >= 0, steps, np.iinfo(np.int16).max).min(axis=1)
            counted = np.where(count >= SMALLEST_BATTERY, count, 0)
            given += counted
            straight += np.where(highest == lowest, counted, 0)
        usable = given >= FEWEST_ANSWERS
        index = np.divide(straight, given, out=np.full(len(answers), np.nan), where=usable)
        return at_least(
            index,
            SHARE,
            "share of the answers in batteries that stand in batteries answered with one code; "
            f"{SHARE:.0%} or more is remarked",
        )
