"""`reversed-pairs`: agreeing with an item and with its opposite."""

from __future__ import annotations

import numpy as np

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least

WEAK = -0.20  # a pair correlated above this over all respondents is no pair of opposites
FEWEST_PAIRS = 2
SHARE = 0.5


class ReversedPairs(QualityRule):
    """Agreeing with an item and with its reversed twin, or disagreeing with both.

    Each reversed item is paired with the straight item of the same construct that is most
    opposed to it over all respondents (correlation below -.20, as ticked). A pair is contradicted
    where both answers lie on the same side of the midpoint. The index is the share of
    contradicted pairs; an answer at the midpoint contradicts nothing. Half or more is remarked, from
    two contradicted pairs on.

    **Where it is weak.** People who tend to say yes contradict themselves without being careless, and
    "I am not lazy, and not busy either" is an opinion. Two pairs are little.

    References
    ----------
    Semantic antonyms: Goldberg & Kilkowski 1985, J Pers Soc Psychol 48:82; Curran 2016, J Exp Soc Psychol
    66:4, doi:10.1016/j.jesp.2015.07.006. The lines are ours; see the table of hits and false alarms.
    """

    code = "reversed-pairs"
    title = "Agreeing with opposites"
    family = Family.CONSISTENCY

    def applies(self, answers: Answers) -> str | None:
        """Two reversed items with a straight twin of the same construct are needed."""
        found = len(twins(answers))
        if found < FEWEST_PAIRS:
            if not answers.reversed_items.any():
                return "no item is marked as reversed"
            return (
                f"{found} reversed items have a straight twin of the same construct, fewer than "
                f"{FEWEST_PAIRS}"
            )
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the share of contradicted pairs."""
        pairs = twins(answers)
        contradicted = np.zeros(len(answers))
        answered = np.zeros(len(answers))
        for reversed_item, straight in pairs:
            one, other = answers.relative[:, reversed_item], answers.relative[:, straight]
            known = np.isfinite(one) & np.isfinite(other)
            answered += known
            contradicted += known & (np.nan_to_num(one) * np.nan_to_num(other) > 0)
        usable = answered >= FEWEST_PAIRS
        share = np.divide(contradicted, answered, out=np.full(len(answers), np.nan), where=usable)
        result = at_least(
            share,
            SHARE,
            f"share of {len(pairs)} pairs of opposites with both answers on the same side; {SHARE:.0%} or "
            f"more is remarked, from {FEWEST_PAIRS} pairs on",
        )
        return RuleResult(
            result.flags & (contradicted >= FEWEST_PAIRS), result.index, result.threshold, result.rests_on
        )


def twins(answers: Answers) -> list[tuple[int, int]]:
    """Return each reversed item with its most opposed straight item, as places."""
    found = []
    for places in answers.constructs:
        straight = [place for place in places if not answers.reversed_items[place]]
        for turned in (place for place in places if answers.reversed_items[place]):
            r = {place: answers.correlations[turned, place] for place in straight}
            opposed = {place: value for place, value in r.items() if value < WEAK}
            if opposed:
                found.append((turned, min(opposed, key=lambda place: (opposed[place], place))))
    return found
