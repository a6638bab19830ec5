"""Statistics of trials against R and statsmodels, and against tables that were published.

`trials.R` and `trials_statsmodels.py` beside this file make the figures, from people invented by
arithmetic; the two JSON files hold them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from psychograph.stats.comparison.multiplicity import holm
from psychograph.stats.trials.allocation import split_alike, split_as_planned
from psychograph.stats.trials.amounts import contrast_of_means, moments_of
from psychograph.stats.trials.complier import complier_average, reach_of
from psychograph.stats.trials.detectable import detectable_mean, detectable_rate
from psychograph.stats.trials.interaction import interaction_of_means, interaction_of_rates
from psychograph.stats.trials.rates import (
    LEAST_EXPECTED,
    chance_of_difference,
    difference_of_rates,
    ratio_of_rates,
    wilson,
)


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


R, STATSMODELS = read("trials.json"), read("trials_statsmodels.json")
# Both sides compute the same closed forms with the same quantiles; rounding alone differs.
SAME = 1e-9
# The others search for the ends and stop earlier.
SEARCHED = 1e-5

NEWCOMBE_TABLE_2 = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0000)),
    ((10, 10, 0, 10), (0.6075, 1.0000)),
]


@pytest.mark.parametrize(("counts", "ends"), NEWCOMBE_TABLE_2)
def test_newcombes_table_of_examples(counts: tuple[int, int, int, int], ends: tuple[float, float]) -> None:
    # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10; printed to four decimals.
    found = difference_of_rates(*counts)
    assert (round(found.low, 4), round(found.high, 4)) == ends


@pytest.mark.parametrize(
    ("counts", "ends"),
    [
        ((81, 263), (0.2553, 0.3662)),
        ((15, 148), (0.0624, 0.1605)),
        ((0, 20), (0, 0.1611)),
        ((1, 29), (0.0061, 0.1718)),
    ],
)
def test_newcombes_table_of_single_rates(counts: tuple[int, int], ends: tuple[float, float]) -> None:
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
    found = wilson(*counts)
    assert (round(found.low, 4), round(found.high, 4)) == ends


def test_koopmans_example() -> None:
    found = ratio_of_rates(36, 40, 16, 80)  # Koopman 1984, Biometrics 40:513
    assert (round(found.low, 2), round(found.high, 2)) == (2.94, 7.15)


@pytest.mark.parametrize("case", STATSMODELS["intervals"])
def test_intervals_of_statsmodels(case: dict[str, Any]) -> None:
    difference = difference_of_rates(*case["counts"], level=case["level"])
    np.testing.assert_allclose([difference.low, difference.high], case["newcombe"], atol=SAME)
    ratio = ratio_of_rates(*case["counts"], level=case["level"])
    np.testing.assert_allclose([ratio.low, ratio.high], case["ratio"], rtol=SEARCHED)


@pytest.mark.parametrize("case", R["rates"])
def test_rates_against_r(case: dict[str, Any]) -> None:
    successes, n, base_successes, base_n = case["counts"]
    rate = wilson(successes, n)
    np.testing.assert_allclose([rate.low, rate.high], case["wilson"], atol=SAME)
    pooled = (successes + base_successes) / (n + base_n)
    exact = min(n, base_n) * min(pooled, 1 - pooled) < LEAST_EXPECTED
    wanted = case["fisher"] if exact else case["p"]
    assert chance_of_difference(successes, n, base_successes, base_n) == pytest.approx(wanted, abs=SAME)


def test_both_tests_of_rates_are_among_the_cases() -> None:
    exact = [
        case
        for case in R["rates"]
        if chance_of_difference(*case["counts"]) == pytest.approx(case["fisher"], abs=SAME)
    ]
    assert 0 < len(exact) < len(R["rates"])


def test_welch_against_r() -> None:
    r = R["amounts"]
    found = contrast_of_means([moments_of(np.array(r["a"])), moments_of(np.array(r["b"]))], [1, -1])
    np.testing.assert_allclose([found.estimate.low, found.estimate.high], r["interval"], rtol=SAME)
    assert found.df == pytest.approx(r["df"], rel=SAME)
    assert found.p == pytest.approx(r["p"], rel=SAME)
    assert found.error == pytest.approx(r["error"], rel=SAME)


@pytest.mark.parametrize("case", R["tables"])
def test_logistic_interaction_against_r(case: dict[str, Any]) -> None:
    found = interaction_of_rates(np.array(case["successes"]), np.array(case["n"]))
    # glm stops when its deviance moves by less than a millionth of a millionth.
    assert found.statistic == pytest.approx(case["statistic"], rel=1e-7)
    assert found.df == case["df"]
    assert found.p == pytest.approx(case["p"], rel=1e-6)


def test_wald_interaction_against_r() -> None:
    r = R["means"]
    persona, arm, amount = (np.array(r[name]) for name in ("persona", "arm", "amount"))
    cells = [[moments_of(amount[(persona == p) & (arm == a)]) for a in (1, 2, 3)] for p in (1, 2, 3)]
    found = interaction_of_means(
        np.array([[cell.mean for cell in row] for row in cells]),
        np.array([[cell.error_variance for cell in row] for row in cells]),
        np.array([[cell.n for cell in row] for row in cells]),
    )
    assert found.statistic == pytest.approx(r["statistic"], rel=SAME)
    assert (found.df, found.p) == (r["df"], pytest.approx(r["p"], rel=SAME))


def test_complier_average_against_r() -> None:
    r = R["complier"]
    sent, reached, bought = (np.array(r[name], dtype=float) for name in ("sent", "reached", "bought"))
    found = complier_average(
        reach_of(bought[sent == 1], reached[sent == 1]), reach_of(bought[sent == 0], reached[sent == 0])
    )
    assert found.value == pytest.approx(r["value"], rel=SAME)  # AER's ivreg
    # uniroot stops at a hundred-millionth or so.
    np.testing.assert_allclose([found.low, found.high], [r["low"], r["high"]], atol=1e-7)
    # The delta method of two-stage least squares, where four in ten are reached, says nearly the same.
    np.testing.assert_allclose([found.low, found.high], r["delta"], atol=0.01)


def test_splits_against_r() -> None:
    planned = split_as_planned(np.array([5200, 4800, 980]), np.array([10, 10, 2]))
    alike = split_alike(np.array([[50, 50], [30, 70], [41, 60]]))
    for found, r in ((planned, R["planned"]), (alike, R["alike"])):
        assert found.statistic == pytest.approx(r["statistic"], rel=SAME)
        assert (found.df, found.p) == (r["df"], pytest.approx(r["p"], rel=SAME))


@pytest.mark.parametrize("case", R["power"])
def test_detectable_rates_against_r(case: dict[str, Any]) -> None:
    # power.prop.test solves the same equation, to its own tolerance.
    assert detectable_rate(case["base"], case["n"], case["n"]) == pytest.approx(case["rise"], rel=1e-6)


def test_detectable_means_against_r() -> None:
    # R takes the t distribution; with 998 degrees of freedom that is 0.2 % more at most.
    assert detectable_mean(3 * (2 / 500) ** 0.5) == pytest.approx(R["power_mean"], rel=2e-3)


def test_holm_against_r() -> None:
    np.testing.assert_allclose(holm(R["chances"]), R["holm"], atol=SAME)
