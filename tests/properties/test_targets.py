"""What must hold of every ranking of targets, whatever was measured and rated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psychograph.knowledge.base import shipped
from psychograph.knowledge.levels import Level
from psychograph.knowledge.rules import Standing
from psychograph.language.language import language
from psychograph.personas.persona import Persona
from psychograph.runs.run import Run
from psychograph.strategy.targets import TargetRanking, rank_targets
from psychograph.strategy.targets_rating import points_of
from psychograph.study.model import Criterion, StrategySettings, Study

CONSTRUCTS = ("adopt.innovativeness", "adopt.intent", "big5.openness", "val.tradition", "beh.monetary")
RATED = ("spending", "growth", "cost_of_reach", "offer", "price")
ratings = st.floats(0, 10, allow_nan=False)
means = st.floats(-3, 3, allow_nan=False)


@st.composite
def cases(
    draw: st.DrawFn,
) -> tuple[dict[int, dict[str, float]], dict[int, int], dict[str, object], list[int]]:
    """Means by construct and sizes of three personas, what the user says, and an order to shuffle into."""
    z = {s: {c: draw(means) for c in CONSTRUCTS if draw(st.booleans())} for s in (1, 2, 3)}
    sizes = {s: draw(st.integers(1, 500)) for s in (1, 2, 3)}
    given_ratings = {
        s: {name: draw(ratings) for name in RATED if draw(st.booleans())}
        | ({"served": False} if draw(st.integers(0, 4)) == 0 else {})
        for s in (1, 2, 3)
    }
    weights = {c.value: draw(st.integers(0, 100)) for c in Criterion if draw(st.booleans())}
    return z, sizes, {"ratings": given_ratings, "weights": weights}, draw(st.permutations([1, 2, 3]))


def people(run: Run, z: dict[int, dict[str, float]], sizes: dict[int, int]) -> list[Persona]:
    return [
        replace(
            persona,
            n=sizes[persona.segment],
            advice=(),
            standings=tuple(
                Standing(c, c, Level.VERY_LOW if value < -2.5 else Level.MID, 0.0, 0.0, value, 0.0, 4.0)
                for c, value in z[persona.segment].items()
            ),
        )
        for persona in run.personas
    ]


def study_of(run: Run, said: dict[str, object]) -> Study:
    return run.study.model_copy(update={"strategy": StrategySettings.model_validate(said)})


def by_name(ranking: TargetRanking, names: dict[int, str]) -> dict[str, tuple[object, ...]]:
    return {
        names[s.segment]: (s.role, s.fit, s.size, s.attractiveness, s.first_share, s.competitiveness)
        for s in ranking.scores
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases())
def test_rankings(wearable: Run, case: tuple) -> None:  # type: ignore[type-arg]
    z, sizes, said, order = case
    personas = people(wearable, z, sizes)
    study = study_of(wearable, said)
    ranking = rank_targets(personas, wearable.segmentation, study, shipped(), language())
    points = points_of(study)
    counted = [criterion for criterion in Criterion if criterion.value not in ranking.not_rated]
    for score in ranking.scores:
        rated = {cell.criterion: cell for cell in score.criteria}
        assert all(cell.rating is None or 0 <= cell.rating <= 10 for cell in score.criteria)
        if sum(points[criterion] for criterion in counted):
            values = [rated[criterion].rating for criterion in counted]
            expected = np.average(values, weights=[points[criterion] for criterion in counted])
            assert score.attractiveness == pytest.approx(expected, abs=1e-9)
        assert score.segment != ranking.target or not score.closed
        assert score.first_share == 0 or not score.closed
    total = sum(score.first_share for score in ranking.scores)
    assert total == pytest.approx(1 if ranking.target is not None else 0, abs=1e-9)
    if ranking.target is not None:
        open_to = [score.attractiveness for score in ranking.scores if not score.closed]
        assert ranking.score(ranking.target).attractiveness == pytest.approx(max(open_to), abs=1e-9)
    _numbers_do_not_matter(wearable, personas, study, ranking, order)


def _numbers_do_not_matter(
    run: Run, personas: list[Persona], study: Study, ranking: TargetRanking, order: list[int]
) -> None:
    """Number the same personas otherwise, in another order, and expect the same of each."""
    number = dict(zip((1, 2, 3), order, strict=True))
    ratings = {number[s]: rated for s, rated in study.strategy.ratings.items()}
    other = study.model_copy(update={"strategy": study.strategy.model_copy(update={"ratings": ratings})})
    renamed = sorted((replace(p, segment=number[p.segment]) for p in personas), key=lambda p: p.segment)
    stability = {s.segment: s for s in run.segmentation.stability}
    segmentation = replace(
        run.segmentation,
        stability=tuple(replace(stability[s], segment=number[s]) for s in (1, 2, 3)),
    )
    again = rank_targets(renamed, segmentation, other, shipped(), language())
    names = {p.segment: p.plural for p in personas}, {p.segment: p.plural for p in renamed}
    assert by_name(ranking, names[0]) == by_name(again, names[1])
    assert names[0].get(ranking.target or 0) == names[1].get(again.target or 0)
    assert [names[0][s.segment] for s in ranking.scores] == [names[1][s.segment] for s in again.scores]
