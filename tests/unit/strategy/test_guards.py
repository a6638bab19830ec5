"""Every guard can be tripped, and stays quiet where nothing is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.matching import match_construct
from psychograph.knowledge.rules import Advice, Grade
from psychograph.language.language import language
from psychograph.personas.persona import CategorySummary, NumberSummary, Persona
from psychograph.runs.run import Run
from psychograph.strategy.guards import Case, GuardResult, checks_for_copy, lever_is_lawful, run_guards
from psychograph.study.model import Facts, Study

AGED = (match_construct("Age"),)
AGE = NumberSummary("Age", "", 40, 30.0, 25.0, 35.0, 19.0, 60.0)


def advice(slot: str, phrase: str, *, risks: tuple[str, ...] = (), grade: Grade = Grade.B) -> Advice:
    return Advice(slot, phrase, 1.0, ("P01",), (), (), (), grade, risks)


def plain_study(run: Run, **facts: object) -> Study:
    objective = run.study.objective.model_copy(update={"facts": Facts.model_validate(facts)})
    return run.study.model_copy(update={"objective": objective})


def campaign(study: Study, **settings: object) -> Study:
    """The study with other settings of its campaign."""
    changed = study.strategy.campaign.model_copy(update=settings)
    return study.model_copy(update={"strategy": study.strategy.model_copy(update={"campaign": changed})})


@pytest.fixture
def quiet(worked_example: Run) -> Case:
    """A case in which no guard has anything to say."""
    target = replace(
        worked_example.personas[1],
        numbers=(AGE,),
        categories=(),
        advice=(advice("frame", "simple to own"),),
        exploratory=False,
        split=(),
        dropped=(),
    )
    return Case(plain_study(worked_example), target, (match_construct("Age"),), ())


def acting(case: Case) -> dict[str, GuardResult]:
    return {result.id: result for result in run_guards(case, language()) if result.acts}


def with_target(case: Case, **changes: object) -> Case:
    target: Persona = replace(case.target, **changes)  # type: ignore[arg-type]
    return replace(case, target=target)


def test_nothing_acts_where_nothing_is_wrong(quiet: Case) -> None:
    assert acting(quiet) == {}
    assert len(run_guards(quiet, language())) == 12


def test_s01_special_categories(quiet: Case) -> None:
    case = replace(quiet, matches=(match_construct("Religion"),))
    assert "Religion" in acting(case)["S01"].text


@pytest.mark.parametrize(
    ("matches", "youth", "said"),
    [((), False, "not asked"), ((), True, "may not be used"), (AGED, False, "under 18")],
)
def test_s02_minors(quiet: Case, matches: tuple[ConstructMatch, ...], youth: bool, said: str) -> None:
    case = with_target(quiet, numbers=(replace(AGE, minimum=15.0),))
    assert said in acting(replace(case, matches=matches, study=campaign(case.study, youth=youth)))["S02"].text


def test_s03_regulated_categories(quiet: Case) -> None:
    strategy = quiet.study.strategy.model_copy(update={"category": "housing"})
    case = replace(quiet, study=quiet.study.model_copy(update={"strategy": strategy}))
    text = acting(replace(case, matches=(match_construct("Age"), match_construct("Openness"))))["S03"].text
    assert "Housing: Age must not choose who sees the campaign" in text


def test_s04_levers(quiet: Case) -> None:
    bad = advice("frame", "use their worries about debt")
    assert not lever_is_lawful(bad, language())
    assert lever_is_lawful(advice("risk", "never raise worry to sell"), language())
    assert "worries" in acting(replace(quiet, blocked=(bad,)))["S04"].text


def test_s05_green_claims(quiet: Case, worked_example: Run) -> None:
    study = plain_study(
        worked_example, cause={"name": "x", "pledges": [{"text": "Every purchase plants a tree"}]}
    )
    assert "\N{LEFT DOUBLE QUOTATION MARK}tree" in acting(replace(quiet, study=study))["S05"].text
    assert checks_for_copy("Every purchase plants a tree", study, language=language())[0].startswith("S05")
    assert not checks_for_copy("Two for one", study, language=language())


def test_s06_endorsement(quiet: Case) -> None:
    case = with_target(quiet, advice=(advice("influencer", "niche creators", risks=("endorsement",)),))
    assert "S06" in acting(case)


@pytest.mark.parametrize(("stock", "acts"), [(None, True), ("500 pieces", False)])
def test_s07_scarcity(quiet: Case, worked_example: Run, stock: str | None, acts: bool) -> None:
    study = plain_study(worked_example, new_product={"name": "tea", "limited_to": stock})
    case = replace(with_target(quiet, advice=(advice("offer", "limited first run"),)), study=study)
    assert ("S07" in acting(case)) is acts
    assert bool(checks_for_copy("limited first run", study, language=language())) is acts


def test_s08_exploratory(quiet: Case) -> None:
    assert "S08" in acting(with_target(quiet, exploratory=True))


def test_s09_small_cells(quiet: Case) -> None:
    case = with_target(quiet, categories=(CategorySummary("Region", "", 16, (("North", 12),), 4),))
    assert "Region" in acting(case)["S09"].text


def test_s10_split(quiet: Case) -> None:
    assert "Openness" in acting(with_target(quiet, split=("Openness",)))["S10"].text


def test_s11_joint_prevalence(quiet: Case) -> None:
    assert "Openness" in acting(with_target(quiet, dropped=("Openness",)))["S11"].text
    assert "S11" in acting(with_target(quiet, joint_fit=1))


def test_s12_hypotheses(quiet: Case) -> None:
    case = with_target(quiet, advice=(advice("channel", "pop-up shops", grade=Grade.D),))
    assert "pop-up shops" in acting(case)["S12"].text


def test_small_categories_are_withheld_from_the_persona(worked_example: Run) -> None:
    for persona in worked_example.personas:
        (occupation,) = persona.categories
        assert occupation.shown == ()
        assert occupation.withheld == persona.n
