"""The study, as a run would use it."""

from __future__ import annotations

from psychograph.errors import PsychographError
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.study.model import Study


def usable_study(field: Fieldwork) -> Study | None:
    """Return the study without special categories of data, as a run sees it (guard S01).

    Parameters
    ----------
    field : Fieldwork
        With its study.

    Returns
    -------
    Study or None
        None without a study, or where nothing is left that segments could be built of.
    """
    if field.study is None or not field.study.basis:
        return None
    from psychograph.profiling.standings import map_constructs
    from psychograph.runs.known import known_to
    from psychograph.strategy.guards.s01_special_categories import quarantined

    try:
        known = known_to(field.study, field.folder)
        return quarantined(field.study, map_constructs(field.study, known.knowledge))
    except PsychographError:  # a run says what is wrong with it
        return None
