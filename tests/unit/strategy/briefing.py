"""Briefs of a run under other facts, settings and roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from psychograph.personas.persona import Persona
from psychograph.runs.run import Run
from psychograph.strategy.brief import Brief
from psychograph.strategy.compose import compose_briefs
from psychograph.strategy.targets import TargetRole
from psychograph.study.model import Study


def changed(study: Study, **paths: object) -> Study:
    """Return a study with other values: ``objective__facts__claims=[...]``."""
    told: dict[str, Any] = study.model_dump(mode="json", by_alias=True)
    for path, value in paths.items():
        place = told
        *above, last = path.split("__")
        for key in above:
            if place.get(key) is None:
                place[key] = {}
            place = place[key]
        place[last] = value
    return Study.model_validate(told)


def briefs_of(
    run: Run,
    *,
    roles: Mapping[int, TargetRole] | None = None,
    personas: tuple[Persona, ...] | None = None,
    **paths: object,
) -> dict[int, Brief]:
    """Return the briefs of a run by segment; roles that are not given stay."""
    scores = [replace(s, role=(roles or {}).get(s.segment, s.role)) for s in run.ranking.scores]
    order = sorted(scores, key=lambda score: score.role is not TargetRole.PRIMARY)
    target = next((s.segment for s in order if s.role is TargetRole.PRIMARY), None)
    ranking = replace(run.ranking, scores=tuple(order), target=target)
    briefs = compose_briefs(
        personas or run.personas,
        ranking,
        changed(run.study, **paths),
        run.matches,
        run.knowledge,
        run.language,
    )
    return {brief.segment: brief for brief in briefs}
