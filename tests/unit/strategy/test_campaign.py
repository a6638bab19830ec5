"""Targets and briefs of both samples, and what the user may decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from psychograph.errors import StudyError
from psychograph.knowledge.base import shipped
from psychograph.knowledge.levels import Level
from psychograph.knowledge.rules import Standing
from psychograph.language.language import language
from psychograph.profiling.neighbours import Neighbour
from psychograph.runs.run import Run, run_steps
from psychograph.strategy.knock_outs import knock_outs
from psychograph.strategy.targets import TargetRole, rank_targets
from psychograph.study.model import Goal, StrategySettings, Study

pytestmark = pytest.mark.usefixtures("hasty_judgement")

KNOWN = (shipped(), language())


def with_strategy(run: Run, **settings: object) -> Study:
    return run.study.model_copy(update={"strategy": StrategySettings.model_validate(settings)})


def eager(z: float = 1.0) -> Standing:
    return Standing("val.cause_expectation", "Cause", Level.HIGH, 0.8, 2.0, z, 0.8, 4.0)


def frequent() -> Standing:
    return Standing("beh.frequency", "Orders", Level.HIGH, 0.8, 2.0, 1.0, 0.8, 12.0)


def test_wearable_personas_read_as_the_article_has_them(wearable: Run) -> None:
    names = {persona.plural for persona in wearable.personas}
    assert names == {"Trend-seeking Front-runners", "Practical Purchasers", "Calm Non-adopters"}
    assert not any("luddite" in name.lower() for p in wearable.personas for name in p.alternatives)


def test_wearable_roles(wearable: Run) -> None:
    roles = {persona.plural: wearable.ranking.score(persona.segment).role for persona in wearable.personas}
    assert roles == {
        "Trend-seeking Front-runners": TargetRole.PRIMARY,
        "Practical Purchasers": TargetRole.SECOND_WAVE,
        "Calm Non-adopters": TargetRole.INDIRECT,
    }


def test_people_who_will_not_buy_are_spoken_of_as_recipients_of_gifts(wearable: Run) -> None:
    (gift,) = [brief for brief in wearable.briefs if brief.role is TargetRole.INDIRECT]
    assert "gift" in " ".join(line.text for line in (*gift.role_advice, *gift.channels))
    assert not gift.offers


def test_a_user_may_choose_the_target_and_the_names(worked_example: Run) -> None:
    study = with_strategy(worked_example, target=1, names={1: "Steady Hands"})
    run = run_steps(study, worked_example.responses)
    assert run.brief is not None
    assert (run.brief.segment, run.brief.persona) == (1, "Steady Hands")
    assert run.ranking.chosen_by_user
    assert "Structured Realists" in run.personas[0].alternatives


def test_a_derogatory_name_of_the_user_is_a_finding(worked_example: Run) -> None:
    study = with_strategy(worked_example, names={1: "Old Luddites"})
    run = run_steps(study, worked_example.responses)
    assert [f.text for f in run.findings if f.code == "derogatory-name"] == [
        "The name 'Old Luddites' holds luddite: a name should not belittle anybody."
    ]


def test_a_target_that_does_not_exist(worked_example: Run) -> None:
    with pytest.raises(StudyError, match="a segment from 1 to 2"):
        run_steps(with_strategy(worked_example, target=3), worked_example.responses)


def test_no_target_is_made_up_where_nothing_that_counts_was_measured(worked_example: Run) -> None:
    objective = worked_example.study.objective.model_copy(update={"goal": Goal.WINBACK})
    study = worked_example.study.model_copy(update={"objective": objective})
    run = run_steps(study, worked_example.responses)
    assert (run.ranking.target, run.brief, run.ranking.coverage) == (None, None, 0)
    assert "measured nothing that counts" in run.ranking.why_no_target
    assert {score.role for score in run.ranking.scores} == {TargetRole.NOT_NOW}
    assert all("measured nothing that counts" in brief.why_role for brief in run.briefs)
    assert "no-target" in [finding.code for finding in run.findings]
    # The user may still decide.
    settings = StrategySettings(target=1)
    named = run_steps(study.model_copy(update={"strategy": settings}), worked_example.responses)
    assert named.brief is not None


def test_no_target_where_nobody_would_buy(wearable: Run) -> None:
    unwilling = [replace(persona, standings=(refusing(),)) for persona in wearable.personas]
    ranking = rank_targets(unwilling, wearable.segmentation, wearable.study, *KNOWN)
    assert ranking.target is None
    assert "no persona would buy" in ranking.why_no_target
    assert {score.role for score in ranking.scores} == {TargetRole.INDIRECT}
    assert {score.first_share for score in ranking.scores} == {0}


def refusing() -> Standing:
    return Standing("adopt.intent", "WouldBuy", Level.VERY_LOW, -0.8, -2.0, -1.0, 0.8, 1.0)


def test_rules_that_need_a_fact_are_silent_without_it(worked_example: Run) -> None:
    bare = worked_example.study.objective.model_copy(
        update={"facts": type(worked_example.study.objective.facts)(), "goal": Goal.LAUNCH_NEW}
    )
    run = run_steps(worked_example.study.model_copy(update={"objective": bare}), worked_example.responses)
    assert run.brief is not None
    assert run.brief.messages == ()
    assert run.brief.early_access == ()
    assert "V04" not in run.brief.theme.rules


def test_coverage_counts_what_was_measured(worked_example: Run) -> None:
    # launch_cause weighs 4.7 in all; environment (.8), intent (.6) and price (.3) were not asked.
    assert worked_example.ranking.coverage == pytest.approx((4.7 - 1.7) / 4.7)
    assert worked_example.ranking.not_rated == ("spending", "growth", "cost_of_reach")


@pytest.mark.parametrize(
    ("changes", "role"),
    [
        ({"advice": (), "standings": ()}, TargetRole.NOT_NOW),
        ({"advice": (), "standings": (frequent(),)}, TargetRole.MAINTAIN),
        ({"advice": (), "standings": (eager(),)}, TargetRole.ALSO_SUITABLE),
    ],
)
def test_roles_of_the_personas_that_are_not_the_target(
    worked_example: Run, changes: dict[str, object], role: TargetRole
) -> None:
    target, other = worked_example.personas[1], replace(worked_example.personas[0], **changes)
    if role is TargetRole.NOT_NOW:
        other = replace(other, standings=(replace(eager(), z=-1.0),))
    ranking = rank_targets((other, target), worked_example.segmentation, worked_example.study, *KNOWN)
    assert ranking.target == 2
    assert ranking.score(1).role is role


def test_close_calls_are_unsure(worked_example: Run) -> None:
    # Two personas of one size: one stands higher on a heavy construct, the other on two lighter ones.
    one = replace(worked_example.personas[0], n=14, advice=(), standings=(eager(z=0.9),))
    lighter = (
        replace(eager(z=0.8), construct="big5.openness"),
        replace(eager(z=1.0), construct="val.prosocial"),
    )
    other = replace(worked_example.personas[1], n=14, advice=(), standings=lighter)
    ranking = rank_targets((one, other), worked_example.segmentation, worked_example.study, *KNOWN)
    shares = sorted(score.first_share for score in ranking.scores)
    assert 0.05 < shares[0] <= shares[1] < 0.95
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(("nearer", "met"), [(1, True), (3, False)])
def test_overlap_beyond_a_tenth_is_not_distinct(worked_example: Run, nearer: int, met: bool) -> None:
    persona = replace(worked_example.personas[1], neighbour=Neighbour(1, nearer))
    run = worked_example
    found = knock_outs(persona, run.study, run.matches, run.knowledge, run.language)
    (distinct,) = [k for k in found if k.code == "distinct"]
    assert distinct.met is met


def test_the_proposition_is_guarded_like_any_copy(worked_example: Run) -> None:
    assert worked_example.brief is not None
    assert "eco-friendly" in worked_example.brief.proposition.text
    assert any(check.startswith("S05") for check in worked_example.brief.proposition.checks)
