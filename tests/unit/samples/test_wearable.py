"""The wearable sample: made by its generator, and its three planted groups come back."""

import importlib.util
import sys
from collections import Counter
from math import comb
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, ward

import psychograph.samples
from psychograph.knowledge.levels import Level, level_of
from psychograph.stats.effect_sizes import hedges_g
from psychograph.study.lint import lint_study
from psychograph.study.load import load_study

ROOT = Path(__file__).parents[3]
SAMPLE = Path(psychograph.samples.__file__).parent / "wearable"
STUDY = load_study(SAMPLE / "study.yaml")
BASIS = STUDY.basis


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "simulate_wearable", ROOT / "examples" / "simulate_wearable.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


generator = load_generator()


def answers(simulation) -> NDArray[np.float64]:
    columns = [simulation.header.index(name) for name in BASIS]
    return np.array([[float(row[column]) for column in columns] for row in simulation.rows])


def ward_cut_at_three(values: NDArray[np.float64]) -> NDArray[np.int32]:
    return fcluster(ward((values - values.mean(axis=0)) / values.std(axis=0)), 3, criterion="maxclust")


def adjusted_rand(first, second) -> float:
    """Hubert and Arabie (1985), from the counts of shared pairs."""
    together = sum(comb(count, 2) for count in Counter(zip(first, second, strict=True)).values())
    in_first = sum(comb(count, 2) for count in Counter(first).values())
    in_second = sum(comb(count, 2) for count in Counter(second).values())
    expected = in_first * in_second / comb(len(first), 2)
    return (together - expected) / ((in_first + in_second) / 2 - expected)


@pytest.fixture(scope="module")
def simulation():
    return generator.simulate()


@pytest.fixture(scope="module")
def levels(simulation) -> dict[str, dict[str, Level]]:
    """Level of every basis variable in every segment, by the group that most members come from."""
    values = answers(simulation)
    found = ward_cut_at_three(values)
    told = {}
    for segment in set(found.tolist()):
        member = found == segment
        group = Counter(g for g, m in zip(simulation.groups, member, strict=True) if m).most_common(1)[0][0]
        effects = hedges_g(values, member)
        told[group] = {
            name: level_of((values[member, column].mean() - 4) / 3, effects[column])
            for column, name in enumerate(BASIS)
        }
    return told


def test_the_generator_makes_the_same_bytes_as_the_sample(simulation):
    assert simulation.csv().encode() == (SAMPLE / "responses.csv").read_bytes()


def test_file_and_generator_say_that_nobody_was_asked():
    assert "SIMULATED" in (SAMPLE / "study.yaml").read_text(encoding="utf-8").split("title:")[0]
    assert "Nobody was asked" in (generator.__doc__ or "")


def test_the_study_is_in_order_and_has_all_four_kinds_of_questions():
    assert lint_study(STUDY) == ()
    assert {"Age", "Region", "Beh_DevicesOwned", "Att_LatestGreatest"} <= set(STUDY.attributes)
    assert all(attribute.question for attribute in STUDY.attributes.values())


def test_answers_stay_on_their_scales(simulation):
    for name, attribute in STUDY.attributes.items():
        column = [row[simulation.header.index(name)] for row in simulation.rows]
        if attribute.scale is not None:
            low, high = attribute.scale
            assert {int(answer) for answer in column} <= set(range(int(low), int(high) + 1))
    ages = [int(row[simulation.header.index("Age")]) for row in simulation.rows]
    assert min(ages) >= 18
    assert len({row[0] for row in simulation.rows}) == len(simulation.rows) == 300


def test_segments_recover_the_planted_groups(simulation):
    assert adjusted_rand(ward_cut_at_three(answers(simulation)).tolist(), simulation.groups) > 0.88


@pytest.mark.parametrize("seed", range(2017, 2027))
def test_other_people_of_the_same_kind_are_recovered_too(seed):
    other = generator.simulate(seed)
    assert adjusted_rand(ward_cut_at_three(answers(other)).tolist(), other.groups) >= 0.8


def test_groups_overlap_and_answers_are_correlated(simulation):
    values = answers(simulation)
    latest, first = (values[:, BASIS.index(name)] for name in ("Att_LatestGreatest", "Att_FirstToKnow"))
    early, practical = (
        np.array([group == name for group in simulation.groups]) for name in ("early", "practical")
    )
    assert latest[early].min() < latest[practical].max()
    assert np.corrcoef(latest[practical], first[practical])[0, 1] > 0.2


def test_early_adopters_stand_where_the_article_puts_them(levels):
    early = levels["early"]
    assert early["Att_LatestGreatest"] is Level.HIGH
    assert early["Att_FirstToKnow"] is Level.HIGH
    assert early["Price_BudgetCautious"] is Level.LOW
    assert early["Adopt_WaitSecondGeneration"] is Level.LOW
    assert early["Adopt_WouldBuy"] is Level.HIGH


def test_practical_purchasers_stand_where_the_article_puts_them(levels):
    practical = levels["practical"]
    assert practical["Life_Simplicity"] is Level.HIGH
    assert practical["Price_BudgetCautious"] is Level.HIGH
    assert practical["Adopt_WaitSecondGeneration"] is Level.HIGH
    assert practical["Adopt_WouldBuy"] in (Level.MID, Level.SHARED_HIGH, Level.HIGH)


def test_those_outside_will_not_buy_but_see_a_need(levels):
    outside = levels["outside"]
    assert outside["Adopt_WouldBuy"] is Level.VERY_LOW
    assert outside["Adopt_WaitSecondGeneration"] is Level.HIGH
    assert outside["Att_LatestGreatest"] in (Level.LOW, Level.VERY_LOW)
    assert outside["Need_ActivityTracking"] in (Level.SHARED_HIGH, Level.HIGH)


def test_intent_of_those_outside_is_near_the_bottom_of_the_scale(simulation):
    values = answers(simulation)
    outside = np.array([group == "outside" for group in simulation.groups])
    assert values[outside, BASIS.index("Adopt_WouldBuy")].mean() <= 1.8
