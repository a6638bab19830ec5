"""The outlines that a plan names."""

from __future__ import annotations

from psychograph.errors import Problem
from psychograph.history.boundaries.geojson import read_boundaries
from psychograph.history.boundaries.regions import Boundaries
from psychograph.history.errors import HistoryError
from psychograph.history.plan.planned import PlannedHistory
from psychograph.quoting import listed, quoted


def boundaries_of(planned: PlannedHistory) -> tuple[Boundaries, ...]:
    """Return the outlines of the user's own regions, read and checked; none where the plan names none.

    Parameters
    ----------
    planned : PlannedHistory

    Raises
    ------
    HistoryError
        Where no table has places of that level; else see
        :func:`~psychograph.history.boundaries.geojson.read_boundaries`.
    """
    plan, named = planned.plan, planned.plan.boundaries
    if named is None:
        return ()
    levels = {*plan.transactions.places, *(plan.customers.places if plan.customers is not None else ())}
    if named.level not in levels:
        raise HistoryError(
            Problem(
                where=planned.where("boundaries", "level"),
                found=quoted(named.level),
                expected=f"a level of places of the plan: {listed(sorted(levels)) or 'it names none'}",
                mend=f"name the column of it under `places:`, such as `{named.level}: Region`",
            )
        )
    return (read_boundaries(planned.folder / named.data, named.level, named.name),)
