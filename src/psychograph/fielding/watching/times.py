"""How long completing took, and who was too quick to have read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from sqlalchemy import Connection, Select, case, func, select

from psychograph.fielding.outcomes import Outcome, Source
from psychograph.fielding.stores.answers_tables import cases, saves
from psychograph.fielding.watching.asked import items_on_scale
from psychograph.fielding.watching.log import Record
from psychograph.questionnaire.model import Questionnaire
from psychograph.questionnaire.planning.length import duration

SECONDS = 2.0  # an item; quicker is no reading (Huang et al. 2012, as the rule `seconds-per-item` has it)
FEWEST_ITEMS = 5  # below, the time on them says nothing


@dataclass(frozen=True)
class Times:
    """How long completing took: time on the screens, breaks between visits not counted.

    Parameters
    ----------
    completes : int
        Cases that came to the end, with times.
    quartiles : tuple of float
        Seconds below which a quarter, half and three quarters of them lie; NaN for nobody.
    tenth, ninetieth : float
        The same for a tenth and nine tenths.
    planned : float
        Seconds that the questionnaire was planned to take, on its longest way.
    items_timed : int
        Cases with five or more statements on a scale, of whom haste can be told.
    hasty : int
        Those of them with less than two seconds a statement on the screens with scales.
    """

    completes: int
    quartiles: tuple[float, float, float]
    tenth: float
    ninetieth: float
    planned: float
    items_timed: int
    hasty: int

    @property
    def hasty_share(self) -> Fraction | None:
        """Hasty of those of whom it can be told; None for nobody."""
        return Fraction(self.hasty, self.items_timed) if self.items_timed else None


def times_of(connection: Connection, questionnaire: Questionnaire, complete: Iterable[Record]) -> Times:
    """Return how long completing took.

    Time on a screen is from showing it to taking its form, and adds up over visits to it. A page that lay
    open over lunch counts in full, so medians say more than the slowest tenth does.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    questionnaire : Questionnaire
        Says which screens hold statements on a scale.
    complete : iterable of Record
        Cases that are complete.

    References
    ----------
    Huang, Curran, Keeney, Poposki & DeShon 2012, J Bus Psychol 27:99, doi:10.1007/s10869-011-9231-8.
    """
    items = {one.case_id: one.items for one in complete}
    on_scale = [one.name for one in questionnaire.questions if items_on_scale(one)]
    totals: list[float] = []
    timed = hasty = 0
    for case_id, total, scaled in connection.execute(_spent(on_scale)):
        answered = items.get(case_id)
        if answered is None or not total:
            continue
        totals.append(float(total) / 1000)
        if answered >= FEWEST_ITEMS and scaled:
            timed += 1
            hasty += float(scaled) / 1000 < SECONDS * answered
    low, first, middle, third, high = _percentiles(totals)
    return Times(
        len(totals), (first, middle, third), low, high, duration(questionnaire).seconds, timed, hasty
    )


def _spent(on_scale: Sequence[str]) -> Select[str, int | None, int | None]:
    """Return the question for milliseconds on all screens, and on those with scales, of ended cases."""
    ended = select(cases.c.case_id).where(
        cases.c.source != Source.TEST.value, cases.c.outcome == Outcome.COMPLETE.value
    )
    scaled = case((saves.c.screen.in_(on_scale), saves.c.shown_ms), else_=0)
    return (
        select(saves.c.case_id, func.sum(saves.c.shown_ms), func.sum(scaled))
        .where(saves.c.case_id.in_(ended))
        .group_by(saves.c.case_id)
    )


def _percentiles(values: list[float]) -> tuple[float, float, float, float, float]:
    if not values:
        return (math.nan,) * 5
    low, first, middle, third, high = np.percentile(values, [10, 25, 50, 75, 90]).tolist()
    return low, first, middle, third, high
