"""Targets: arithmetic by hand, bases of ratings, ties, conditions that rule out, positions, roles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from psychograph.errors import StudyError
from psychograph.knowledge.base import shipped
from psychograph.knowledge.levels import Level
from psychograph.knowledge.rules import Standing
from psychograph.language.language import language
from psychograph.personas.persona import Persona
from psychograph.runs.run import Run, run_steps
from psychograph.strategy.knock_outs import HARD
from psychograph.strategy.targets import RatingBasis, TargetRanking, TargetRole, rank_targets
from psychograph.strategy.targets_rating import CRITERIA, fit
from psychograph.study.model import Criterion, StrategySettings, Study

pytestmark = pytest.mark.usefixtures("hasty_judgement")

KNOWN = (shipped(), language())
ALL_RATED = {1: {"growth": 2}, 2: {"growth": 9}, 3: {"growth": 4}}


def settled(run: Run, **settings: object) -> Study:
    return run.study.model_copy(update={"strategy": StrategySettings.model_validate(settings)})


def ranked(run: Run, personas: tuple[Persona, ...] | None = None, **settings: object) -> TargetRanking:
    people = run.personas if personas is None else personas
    return rank_targets(people, run.segmentation, settled(run, **settings), *KNOWN)


def standing(construct: str, z: float, level: Level = Level.MID) -> Standing:
    return Standing(construct, construct, level, 0.0, 0.0, z, 0.0, 4.0)


def test_the_worked_example_by_hand(worked_example: Run) -> None:
    """Weights 1, .8, .6, .3, .3 on what was measured; fit = 5 + 2.5 x weighted mean; points 50 and 20."""
    score = worked_example.ranking.scores[0]
    z = {c.construct: c.z for c in score.contributions}
    weights = {
        "val.cause_expectation": 1.0,
        "val.prosocial": 0.8,
        "adopt.innovativeness": 0.6,
        "big5.openness": 0.3,
        "life.social_media": 0.3,
    }
    assert set(z) == set(weights)
    by_hand = 5 + 2.5 * sum(weights[c] * z[c] for c in z) / 3.0
    assert score.fit == pytest.approx(by_hand, abs=1e-12)
    assert score.size == 10  # 16 of 28, the largest
    assert score.attractiveness == pytest.approx((50 * by_hand + 20 * 10) / 70, abs=1e-12)
    assert worked_example.ranking.scores[1].size == pytest.approx(10 * 12 / 16, abs=1e-12)


def test_the_page_shows_the_same_arithmetic(worked_example: Run) -> None:
    page = (Path(__file__).parents[3] / "docs" / "targets.md").read_text(encoding="utf-8")
    score = worked_example.ranking.scores[0]
    for part in score.contributions:
        assert f"| {part.weight:.1f} | {part.z:+.2f} | {part.weight * part.z:.2f} |" in page
    total = sum(part.weight * part.z for part in score.contributions)
    assert f"2.5 \N{MULTIPLICATION SIGN} {total:.2f} / 3.0 = {score.fit:.1f}" in page
    assert f"/ 70 = {score.attractiveness:.1f}" in page
    assert f"{worked_example.ranking.coverage:.0%} coverage" in page


def test_fit_is_a_weighted_mean_and_the_average_respondent_is_in_the_middle() -> None:
    assert float(fit(np.array([1.0, 2.0, -1.0]), np.zeros(3))) == 5
    assert float(fit(np.array([1.0, -1.0]), np.array([2.0, -2.0]))) == 10
    assert float(fit(np.array([0.5]), np.array([-2.0]))) == 0


def test_points_and_ratings_of_the_user(wearable: Run) -> None:
    """A weighted sum, as numpy's average computes it."""
    weights = {"objective_fit": 40, "size": 10, "growth": 50}
    ranking = ranked(wearable, weights=weights, ratings=ALL_RATED)
    assert dict(ranking.points) == {**CRITERIA, **{Criterion(k): v for k, v in weights.items()}}
    for score in ranking.scores:
        rated = [score.fit, score.size, ALL_RATED[score.segment]["growth"]]
        expected = np.average(rated, weights=[40, 10, 50])
        assert score.attractiveness == pytest.approx(expected, abs=1e-12)
    assert ranking.target == 2
    assert ranking.not_rated == ("spending", "cost_of_reach")


def test_every_rating_says_what_it_rests_on(wearable: Run) -> None:
    ranking = ranked(wearable, ratings={**ALL_RATED, 1: {"growth": 2, "spending": 8}})
    rated = {cell.criterion: cell for cell in ranking.score(1).criteria}
    assert {name: cell.basis for name, cell in rated.items() if cell.basis is not RatingBasis.NOT_RATED} == {
        "objective_fit": RatingBasis.MEASURED,
        "size": RatingBasis.MEASURED,
        "growth": RatingBasis.YOURS,
        "spending": RatingBasis.YOURS,
    }
    assert not rated["spending"].counts  # the others have none
    assert "spending" in ranking.not_rated
    statements = {s.id: s for s in wearable.personas[0].statements}
    for key in rated["objective_fit"].statements:
        measurement = statements[key].measurement
        assert measurement is not None
        assert measurement.attribute in {c.attribute for c in ranking.score(1).contributions}


def test_spending_is_measured_unless_the_user_rates_everybody(wearable: Run) -> None:
    people = tuple(
        replace(p, standings=(*p.standings, standing("beh.monetary", z)))
        for p, z in zip(wearable.personas, (-1.0, 0.0, 2.0), strict=True)
    )
    measured = ranked(wearable, people)
    assert [measured.score(s).spending for s in (1, 2, 3)] == [2.5, 5, 10]
    partly = ranked(wearable, people, ratings={1: {"spending": 9}})
    assert partly.score(1).spending == 2.5
    yours = ranked(wearable, people, ratings={s: {"spending": 9 - s} for s in (1, 2, 3)})
    assert [yours.score(s).spending for s in (1, 2, 3)] == [8, 7, 6]


def test_position_needs_ratings_of_everybody(wearable: Run) -> None:
    ratings = {
        1: {"offer": 4, "price": 2},
        2: {"offer": 8, "price": 7, "image": 9},
        3: {"offer": 3, "price": 3},
    }
    ranking = ranked(wearable, ratings=ratings)
    assert ranking.two_axes
    assert [ranking.score(s).competitiveness for s in (1, 2, 3)] == [3, 7.5, 3]
    one = ranked(wearable, ratings={1: {"offer": 4}})
    assert not one.two_axes
    assert {score.competitiveness for score in one.scores} == {None}


def test_a_weak_position_is_a_reservation(wearable: Run) -> None:
    ratings = {1: {"offer": 4}, 2: {"offer": 8}, 3: {"offer": 3}}
    texts = ranked(wearable, ratings=ratings).reservations
    assert any("behind rivals" in text for text in texts)
    near = ranked(wearable, ratings=ratings, weights={"objective_fit": 1, "size": 99}).reservations
    assert any("stand clearly better" in text for text in near)
    strong = ranked(wearable, ratings={segment: {"offer": 8} for segment in (1, 2, 3)})
    assert not any("rivals" in text for text in strong.reservations)


def test_who_cannot_be_served_is_not_proposed(wearable: Run) -> None:
    ranking = ranked(wearable, ratings={1: {"served": False}})
    assert ranking.target == 2
    assert ranking.score(1).role is TargetRole.NOT_NOW
    assert ranking.score(1).first_share == 0
    assert ranking.score(2).first_share == 1
    nobody = ranked(wearable, ratings={s: {"served": False} for s in (1, 2, 3)})
    assert nobody.target is None
    assert "cannot serve" in nobody.why_no_target


def test_naming_a_persona_that_fails_a_hard_condition_is_possible_and_said(wearable: Run) -> None:
    study = settled(wearable, target=3)
    run = run_steps(study, wearable.responses)
    assert run.ranking.target == 3
    assert "they would not buy" in run.ranking.reservations[0]
    (finding,) = [f for f in run.findings if f.code == "target-knocked-out"]
    assert finding.severity == "serious"


def test_hard_conditions_are_those_and_no_others(wearable: Run) -> None:
    found = {k.code: k.hard for k in wearable.ranking.scores[0].knock_outs}
    assert [code for code, hard in found.items() if hard] == list(HARD)
    assert set(found) == {*HARD, "large", "homogeneous", "distinct", "stable", "identifiable", "reachable"}


def test_what_was_not_said_is_neither_met_nor_failed(worked_example: Run) -> None:
    found = {k.code: k.met for k in worked_example.ranking.scores[0].knock_outs}
    assert found["served"] is None
    assert found["no_rejector"] is None
    assert found["large"] is False
    assert worked_example.ranking.reservations == (
        "Innovative Pioneers do not meet one condition of a good target: large enough.",
    )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_equals_share_first_place_and_the_choice_does_not_follow_numbers(
    wearable: Run, order: tuple[int, ...]
) -> None:
    same = (standing("adopt.innovativeness", 1.0),)
    people = [
        replace(wearable.personas[at], standings=same, advice=(), n=100, plural=name)
        for at, name in zip(order, ("Beta", "Alpha", "Gamma"), strict=True)
    ]
    ranking = ranked(wearable, tuple(people))
    names = {p.segment: p.plural for p in people}
    assert ranking.target is not None
    assert names[ranking.target] == "Alpha"
    assert {names[segment] for segment in ranking.tied} == {"Beta", "Gamma"}
    assert [score.first_share for score in ranking.scores] == pytest.approx([1 / 3] * 3, abs=1e-12)
    assert any("exactly as attractive" in text for text in ranking.reservations)


def test_shares_do_not_depend_on_order_or_numbers(wearable: Run) -> None:
    two = ("adopt.innovativeness", "big5.openness")
    close = [
        replace(p, n=100, advice=(), standings=tuple(standing(c, z) for c, z in zip(two, pair, strict=True)))
        for p, pair in zip(wearable.personas, ((0.9, 0.1), (0.2, 1.9), (0.75, 0.7)), strict=True)
    ]
    forwards = ranked(wearable, tuple(close))
    renamed = [replace(p, segment=number) for p, number in zip(close, (3, 1, 2), strict=True)]
    backwards = ranked(wearable, tuple(reversed(renamed)))
    names = {p.segment: p.plural for p in close}, {p.segment: p.plural for p in renamed}
    one, other = (
        {known[s.segment]: s.first_share for s in ranking.scores}
        for known, ranking in zip(names, (forwards, backwards), strict=True)
    )
    assert one == other
    assert sum(one.values()) == pytest.approx(1, abs=1e-12)
    assert min(one.values()) > 0


def test_shares_of_first_place_against_counting_by_hand(wearable: Run) -> None:
    """Two personas, one criterion: the chance that random weights turn their order, in closed form."""
    people = (
        replace(wearable.personas[0], standings=(standing("adopt.innovativeness", 1.0),), advice=()),
        replace(
            wearable.personas[1],
            standings=(standing("adopt.intent", 1.2), standing("price.sensitivity", 1.0)),
            advice=(),
        ),
    )
    only_fit = {"objective_fit": 100, "size": 0, "spending": 0, "growth": 0, "cost_of_reach": 0}
    ranking = ranked(wearable, people, weights=only_fit)
    # The first has z = 1 whatever the weight. The second has (1.2 w - 1.0 v) / (w + v), which is below it
    # wherever v > .1 w: w = exp(x / 2), v = .3 exp(y / 2), so x - y < 2 log 3.
    expected = 1 - _normal(-(2 * np.log(3)) / np.sqrt(2))
    # 2,000 draws: a standard error of at most .011.
    assert ranking.score(1).first_share == pytest.approx(expected, abs=0.03)


def _normal(z: float) -> float:
    from scipy.stats import norm

    return float(norm.cdf(z))


def test_all_weight_on_what_nobody_rated_gives_no_target(wearable: Run) -> None:
    weights = {"objective_fit": 0, "size": 0, "growth": 10}
    ranking = ranked(wearable, weights={**weights, "spending": 0, "cost_of_reach": 0})
    assert ranking.target is None
    assert "no criterion" in ranking.why_no_target
    assert {score.attractiveness for score in ranking.scores} == {0}


def test_ratings_of_a_segment_that_the_cut_does_not_give(wearable: Run) -> None:
    with pytest.raises(StudyError, match="ratings of segment 4"):
        ranked(wearable, ratings={4: {"growth": 1}})


def test_value_is_size_times_spending_where_that_is_known(wearable: Run) -> None:
    ranking = ranked(wearable, ratings={s: {"spending": 5} for s in (1, 2, 3)})
    assert [s.value for s in ranking.scores] == [s.size / 2 for s in ranking.scores]
    assert [s.value for s in wearable.ranking.scores] == [s.size for s in wearable.ranking.scores]
