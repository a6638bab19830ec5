"""Whether the field will have enough complete answers: one word, and a sentence that says why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from psychograph.fielding.watching.counts import Counts
from psychograph.fielding.watching.status import Status

EARLY = timedelta(days=1)  # a pace of less holds one part of the day, and tells nothing


@dataclass(frozen=True)
class Outlook:
    """Complete answers against what is needed.

    Parameters
    ----------
    word : str
        In a word or three; empty where there is no goal to be judged by.
    kind : "good", "caution", "serious" or "calm"
        How it is coloured, beside the word.
    sentence : str
        Why.
    at_close : int or None
        Complete answers at the close if it goes on as in the last week; None where that tells nothing: before
        the second day, after the end, and where it would be more than people who may still answer.
    a_day : float or None
        Complete answers a day that would be needed from now on; None without a goal, once it is reached,
        and after the close.
    """

    word: str
    kind: str
    sentence: str
    at_close: int | None = None
    a_day: float | None = None


def outlook(found: Status, *, open_link: bool, over: bool) -> Outlook:
    """Say whether there will be enough complete answers.

    Parameters
    ----------
    found : Status
        As counted.
    open_link : bool
        Whether anybody may answer, so that those who are invited are no bound.
    over : bool
        Whether nobody may begin any more.
    """
    pace, goal, complete = found.pace, found.goal, found.all.complete
    if found.at < found.opens:
        return Outlook("Not open yet", "calm", "Answers are counted from the day it opens.")
    if not (over or open_link or found.all.cases):
        return Outlook("Nobody is invited yet", "calm", "Import a list of contacts; the first wave follows.")
    bound = complete + may_still(found.invited)
    early = found.at - found.opens < EARLY
    foretold = not (over or early) and (found.open_link.cases > 0 or pace.projected <= bound)
    at_close = pace.projected if foretold else None
    going = (
        f"At {pace.a_day:.1f} a day there will be {at_close:,} at the close" if at_close is not None else ""
    )
    if goal is None:
        said = "The field is closed. " if over else f"{going}. " if going else ""
        return Outlook("", "calm", f"{said}Without study.yaml nobody knows how many are needed.", at_close)
    if not goal.missing:
        said = f"{complete:,} are complete; segments need {goal.completed:,}."
        return Outlook("Reached", "good", said, at_close)
    if over:
        said = f"The field is closed, {goal.missing:,} short of what the segments need."
        return Outlook("Not reached", "serious", said)
    a_day = goal.missing / pace.days_left
    if not open_link and bound < goal.completed:
        said = (
            f"Even if everybody answered who still may, there would be {bound:,}, and {goal.completed:,} are "
            "needed. Invite more people."
        )
        return Outlook("Too few are invited", "serious", said, at_close, a_day)
    if early:
        return Outlook("Too early to tell", "calm", f"From now on {a_day:.1f} a day are needed.", None, a_day)
    if pace.projected >= goal.completed:
        days = math.ceil(goal.missing / pace.a_day)
        said = (
            f"{goal.missing:,} are missing. At {pace.a_day:.1f} a day they come within "
            f"{_days(days)}; {_days(math.floor(pace.days_left))} left."
        )
        return Outlook("On pace", "good", said, at_close, a_day)
    said = (
        f"{going or 'At this pace there will be too few'}; {goal.completed:,} are needed. Invite more "
        "people, or remind those who have not answered."
    )
    return Outlook("Behind", "caution", said, at_close, a_day)


def _days(number: int) -> str:
    return "one day" if number == 1 else f"{number} days"


def may_still(counts: Counts) -> int:
    """Return how many have not answered yet, and have neither refused nor been out of reach."""
    return counts.partial + counts.broken_off + counts.logged_on + counts.silent + counts.not_sent
