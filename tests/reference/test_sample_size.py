"""People that tests need, against R and statsmodels, and against the table of the rule base's design.

`sample_size.R` and `sample_size_statsmodels.py` beside this file make the figures.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from psychograph.stats.sample_size import two_mean_size, two_proportion_size
from psychograph.strategy.sizes import size_rows
from psychograph.study.model import CampaignSettings


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


R, STATSMODELS = read("sample_size.json"), read("sample_size_statsmodels.json")


@pytest.mark.parametrize("case", R["equal"], ids=str)
def test_equal_arms_are_those_of_r(case: dict[str, float]) -> None:
    found = two_proportion_size(case["base"], round(case["lifted"], 9), power=case["power"])
    assert found == math.ceil(case["n"])


@pytest.mark.parametrize("case", R["unequal"], ids=str)
def test_unequal_arms_have_the_power_that_r_computes(case: dict[str, float]) -> None:
    found = two_proportion_size(case["base"], round(case["lifted"], 9), ratio=case["ratio"])
    assert found == math.ceil(case["n"])


@pytest.mark.parametrize("case", STATSMODELS["rates"], ids=str)
def test_arms_are_those_of_statsmodels(case: dict[str, float]) -> None:
    # statsmodels counts the chance of a difference on the wrong side as power too: a fraction of a person.
    found = two_proportion_size(case["base"], case["lifted"], ratio=case["ratio"])
    assert found - 1 - 0.5 < case["n"] <= found


def test_means_are_those_of_r_and_statsmodels() -> None:
    for r, statsmodels in zip(R["means"], STATSMODELS["means"], strict=True):
        found = two_mean_size(statsmodels["effect"])
        assert r["effect"] == statsmodels["effect"]
        assert found == math.ceil(statsmodels["normal"])
        # The t-test pays one person more for not knowing the spread.
        assert math.ceil(r["t"]) == math.ceil(statsmodels["t"]) == found + 1


def test_the_table_of_the_rules_comes_out() -> None:
    # rules.md, section 6, rounds to the nearest; a test that keeps its promise rounds up.
    table = {(0.02, 0.1): 80_681, (0.02, 0.2): 21_108, (0.05, 0.1): 31_233}
    table |= {(0.05, 0.2): 8_158, (0.1, 0.1): 14_751, (0.1, 0.2): 3_841}
    cases = [case for case in R["equal"] if case["power"] == 0.8]
    exact = {(case["base"], round(case["lifted"], 9)): case["n"] for case in cases}
    for (base, lift), people in table.items():
        n = exact[base, round(base * (1 + lift), 9)]
        assert round(n) == people
        (row,) = size_rows(CampaignSettings(base_rate=base, lift=lift))
        assert row.per_arm == math.ceil(n)
    assert [round(case["normal"]) for case in STATSMODELS["means"][1:3]] == [392, 174]


def test_a_thousand_people_at_two_per_cent_show_no_less_than_a_doubling() -> None:
    assert two_proportion_size(0.02, 0.04) > 1_000
    assert two_proportion_size(0.02, 0.0421) < 1_000
