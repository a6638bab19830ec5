"""`regular-pattern`: zigzags and diagonals down the questionnaire."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.responses.quality.answers import Answers, Block
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least
from psychograph.responses.quality.rules.longstring import line_of

FEWEST_ITEMS = 10
SHORTEST = 8


class RegularPattern(QualityRule):
    """A zigzag (1, 5, 1, 5) or a diagonal (1, 2, 3, 4, 5, 4, 3 or 1, 2, 3, 1, 2, 3).

    Such ticks draw a picture on the page. The rule takes the longest run in which every answer
    differs from the one before and either goes back to the answer before that (zigzag) or goes on by
    the same step, turning round or starting anew at the end of the scale (diagonal). The line is that
    of the longest run of one answer: far out among all respondents or half of the items, and at least
    eight. A blank ends a pattern.

    **Where it is weak.** Items that alternate between straight and reversed wording draw a zigzag in
    honest answers too; then everybody's runs are long, and the line rises with them.

    References
    ----------
    Curran 2016, J Exp Soc Psychol 66:4, doi:10.1016/j.jesp.2015.07.006, on patterns of ticks. The line
    here is ours; see the table of hits and false alarms.
    """

    code = "regular-pattern"
    title = "Zigzags and diagonals"
    family = Family.PATTERN

    def applies(self, answers: Answers) -> str | None:
        """Ten items are needed, eight of them in a row on one scale of three steps."""
        if len(answers.items) < FEWEST_ITEMS:
            return f"fewer than {FEWEST_ITEMS} questions on an answer scale"
        if not any(block.end - block.first >= SHORTEST for block in answers.blocks if block.points > 2):
            return f"nowhere do {SHORTEST} questions on one scale of three or more steps follow each other"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the longest pattern of each respondent, in answers."""
        index = np.zeros(len(answers))
        for block in answers.blocks:
            if block.points > 2:
                np.maximum(index, _longest(answers.steps[:, block.first : block.end], block), out=index)
        index[answers.answered == 0] = np.nan
        threshold = line_of(index, len(answers.items))
        return at_least(
            index,
            threshold,
            f"answers in the longest zigzag or diagonal; {threshold:g} or more is remarked "
            "(half of the questions, or far out among all respondents)",
        )


def _longest(steps: NDArray[np.int16], block: Block) -> NDArray[np.float64]:
    """Return the answers in the longest zigzag or diagonal of one block, shape (n,)."""
    longest = np.zeros(len(steps), dtype=np.int64)
    zigzag, diagonal = np.zeros_like(longest), np.zeros_like(longest)
    for place in range(2, steps.shape[1]):
        before, last, now = (steps[:, place - back].astype(np.int64) for back in (2, 1, 0))
        moves = (before >= 0) & (last >= 0) & (now >= 0) & (now != last) & (last != before)
        back_again = moves & (now == before)
        turned = back_again & ((last == 0) | (last == block.points - 1))
        on = moves & ((now - last) % block.points == (last - before) % block.points)
        zigzag = np.where(back_again, zigzag + 1, 0)
        diagonal = np.where(on | turned, diagonal + 1, 0)
        np.maximum(longest, np.maximum(zigzag, diagonal), out=longest)
    return np.where(longest > 0, longest + 2, 0).astype(float)
