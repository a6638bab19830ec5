"""`seconds-per-item`: faster than anybody reads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Role, Variable
from psychograph.quoting import listed
from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, below

SECONDS = 2.0
FEWEST_ITEMS = 5  # below, the whole duration says nothing about them


class SecondsPerItem(QualityRule):
    """Less than two seconds for each question on an answer scale that was answered.

    The whole duration is divided by the questions on answer scales that a respondent answered. Other
    questions take time too and are not counted, so the rule spares people rather than accusing
    them. Where a file has times of several pages, they are added up, unless one of them is the whole.

    **Where it is weak.** A break in the middle hides any haste. A duration in another unit than seconds makes
    it useless: the report names the median, so look whether it can be true.

    References
    ----------
    Huang, Curran, Keeney, Poposki & DeShon 2012, J Bus Psychol 27:99, doi:10.1007/s10869-011-9231-8; Bowling,
    Huang, Brower & Bragg 2023, Organ Res Methods 26:323, doi:10.1177/10944281211056520, who count pages
    faster than two seconds an item and find whole durations less valid. Wood, Harms, Lowman & DeSimone 2017,
    Soc Psychol Personal Sci 8:454, doi:10.1177/1948550617703168: consistency falls sharply below one second.
    """

    code = "seconds-per-item"
    title = "Under two seconds a question"
    family = Family.TIME

    def applies(self, answers: Answers) -> str | None:
        """A duration, and five questions on an answer scale, are needed."""
        return no_time(answers)

    def check(self, answers: Answers) -> RuleResult:
        """Return seconds for each answered question."""
        index = seconds_per_item(answers)
        return below(
            index,
            SECONDS,
            f"seconds for each question answered, from {listed(v.name for v in durations(answers))}; median "
            f"{np.nanmedian(index):.1f}, below {SECONDS:g} is remarked",
        )


def durations(answers: Answers) -> tuple[Variable, ...]:
    """Return the variables that hold durations."""
    return answers.responses.codebook.with_role(Role.DURATION)


def no_time(answers: Answers) -> str | None:
    """Return why time says nothing here, None where it does."""
    if not durations(answers):
        return "no duration is known: name its column as `duration` under `quality`"
    if len(answers.items) < FEWEST_ITEMS:
        return f"fewer than {FEWEST_ITEMS} questions on an answer scale"
    if not np.isfinite(seconds_per_item(answers)).any():
        return "no duration is a number above 0"
    return None


def seconds_per_item(answers: Answers) -> NDArray[np.float64]:
    """Return the whole duration over the items answered, shape (n,); NaN without either."""
    times = np.column_stack([answers.responses.numbers(v.name) for v in durations(answers)])
    times = np.where(times > 0, times, np.nan)
    total = _whole(times)
    usable = np.isfinite(total) & (answers.answered > 0)
    each = np.full(len(total), np.nan)
    np.divide(total, answers.answered, out=each, where=usable)
    return each


def _whole(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the one column that is the sum of the others, or the sum of all; shape (n,)."""
    if times.shape[1] == 1:
        return times[:, 0]
    known = np.where(np.isfinite(times), times, 0.0)
    longest = int(np.argmax(known.sum(axis=0)))
    others = known.sum(axis=1) - known[:, longest]
    has_whole = times.shape[1] > 2 and np.mean(known[:, longest] >= 0.95 * others) > 0.95
    found = known[:, longest] if has_whole or times.shape[1] == 2 else known.sum(axis=1)
    return np.where(found > 0, found, np.nan)
