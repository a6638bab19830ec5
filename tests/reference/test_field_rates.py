"""Response rates and effects of arms against published examples, and against R.

`field_rates.R` beside this file makes the figures of R, from the formulas and from the equations that define
intervals; `field_rates.json` holds them.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from psychograph.fielding.watching.arms import Share, difference_within
from psychograph.fielding.watching.early_late import standardised_difference
from psychograph.fielding.watching.rates import Tally, declared, rates

R: dict[str, Any] = json.loads(Path(__file__).with_name("field_rates.json").read_text(encoding="utf-8"))
SAME = 1e-12  # the same fractions, once in exact numbers and once in R's doubles
SEARCHED = 1e-7  # R searches for the ends, and stops near 1e-8 of the share

# The two examples of the R package outcomerate 1.0.1 (R. Pilliard Hellwig 2018): its README, printed to three
# decimals, and its vignette, to eight. The package takes its formulas from AAPOR 2016, 9th edition.
README = (
    Tally(4, 2, 1, 1, 1, 1, 1, 1),
    3,
    """RR1 0.364 RR2 0.545 RR3 0.370 RR4 0.556 RR5 0.444 RR6 0.667
    COOP1 0.500 COOP2 0.750 COOP3 0.571 COOP4 0.857
    REF1 0.091 REF2 0.093 REF3 0.111 CON1 0.727 CON2 0.741 CON3 0.889""",
)
VIGNETTE = (
    Tally(760, 339, 59, 288, 1, 0, 173, 71),
    8,
    """RR1 0.46913580 RR2 0.67839506 RR3 0.47149080 RR4 0.68180052 RR5 0.52522460 RR6 0.75950242
    COOP1 0.65573770 COOP2 0.94823123 COOP3 0.65630397 COOP4 0.94905009 REF1 0.03641975 REF2 0.03660258
    REF3 0.04077402 CON1 0.71543210 CON2 0.71902347 CON3 0.80096752""",
)


@pytest.mark.parametrize(("tally", "digits", "printed"), [README, VIGNETTE], ids=["readme", "vignette"])
def test_published_examples(tally: Tally, digits: int, printed: str) -> None:
    words = printed.split()
    expected = dict(zip(words[::2], map(float, words[1::2]), strict=True))
    found = {rate.name: round(float(rate.value or -1), digits) for rate in rates(tally).all}
    assert found == expected


def test_the_note_on_the_calculator_of_aapor() -> None:
    # "Updates in Response Rate Calculator 4.1" of AAPOR corrects the formulas of COOP1 to COOP4:
    # I / ((I + P) + R + O), (I + P) / ((I + P) + R + O), I / ((I + P) + R) and (I + P) / ((I + P) + R).
    found = rates(Tally(60, 10, 20, 99, 10, 99, 99, 99)).cooperation
    assert [rate.value for rate in found] == [
        Fraction(60, 100),
        Fraction(70, 100),
        Fraction(60, 90),
        Fraction(70, 90),
    ]


@pytest.mark.parametrize("example", R["rates"], ids=lambda example: str(example["tally"]))
def test_rates_by_another_program(example: dict[str, Any]) -> None:
    found = rates(Tally(*example["tally"]))
    expected = dict(example["rates"])
    assert float(found.eligibility.e or -1) == pytest.approx(expected.pop("e"), rel=SAME)
    for name, value in expected.items():
        assert float(found.rate(name).value or 0) == pytest.approx(value, rel=SAME), name


def test_rates_with_an_e_that_somebody_sets() -> None:
    found = rates(Tally(*R["rates"][2]["tally"]), declared(Fraction(1, 2)))
    for name in ("RR3", "RR4", "REF2", "CON2"):
        assert float(found.rate(name).value or 0) == pytest.approx(R["half"][name], rel=SAME)


@pytest.mark.parametrize("example", R["within"], ids=["one group", "three groups", "nobody in one"])
def test_intervals_of_arms_solve_the_equations_that_define_them(example: dict[str, Any]) -> None:
    strata = [(Share(round(x), round(n)), Share(round(y), round(m))) for x, n, y, m in example["strata"]]
    for level, expected in ((0.95, example["at_95"]), (0.9875, example["at_9875"])):
        found = difference_within(strata, level=level)
        assert (found.value, found.low, found.high) == pytest.approx(tuple(expected), abs=SEARCHED)


def test_the_difference_within_groups_is_that_of_mantel_and_haenszel() -> None:
    for example, expected in zip(R["within"][1:], R["mantel_haenszel"], strict=True):
        strata = [(Share(round(x), round(n)), Share(round(y), round(m))) for x, n, y, m in example["strata"]]
        assert difference_within(strata).value == pytest.approx(expected, abs=SAME)


def test_standardised_differences() -> None:
    gap = R["gap"]
    found = standardised_difference(np.array(gap["late"]), np.array(gap["early"]))
    assert (found.value, found.low, found.high) == pytest.approx(tuple(gap["g"]), rel=1e-9)  # doubles, twice


def test_intervals_within_groups_hold_the_truth_as_often_as_they_say() -> None:
    # Groups of different size and different shares; the arm adds 4 points everywhere.
    rng = np.random.default_rng(20261201)
    sizes, bases, effect = np.array([30, 120, 300]), np.array([0.05, 0.2, 0.5]), 0.04
    trials = 2_000
    held = 0
    for _ in range(trials):
        base, arm = rng.binomial(sizes, bases), rng.binomial(sizes, bases + effect)
        found = difference_within(
            [(Share(int(x), int(n)), Share(int(y), int(n))) for x, y, n in zip(arm, base, sizes, strict=True)]
        )
        held += found.holds(effect)
    # 95% less three standard errors of 2,000 trials, .0146; it may hold more often, being a little wide.
    assert held / trials >= 0.95 - 3 * (0.95 * 0.05 / trials) ** 0.5
    assert held / trials <= 0.98
