"""The 25 personality items of bfi: reliability, factorability and EM against R and published numbers.

The answers do not ship with the project; ``psychometrics.R`` made ``psychometrics.json`` from them.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from psychograph.stats.blanks.missing import fit_normal
from psychograph.stats.measurement.covariance import correlation
from psychograph.stats.measurement.factorability import (
    bartlett_sphericity,
    one_factor_check,
    parallel_analysis,
    sampling_adequacy,
)
from psychograph.stats.measurement.reliability import reliability_of_covariance, scale_reliability

BFI = Path(__file__).parents[3] / "shared" / "data" / "psychographic" / "bfi.csv"
NAMES = [scale + str(item) for scale in "ACENO" for item in range(1, 6)]
REVERSED = "A1 C4 C5 E1 E2 O2 O5".split()
STORED: dict[str, Any] = json.loads(Path(__file__).with_name("psychometrics.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def items() -> np.ndarray:
    if not BFI.exists():
        pytest.skip("bfi.csv is not here: reference data lie outside the project")
    with BFI.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return np.array([[float(row[name]) if row[name] else np.nan for name in NAMES] for row in rows])


@pytest.fixture(scope="module")
def keyed(items: np.ndarray) -> np.ndarray:
    turned = [NAMES.index(name) for name in REVERSED]
    answers = items.copy()
    answers[:, turned] = 7 - answers[:, turned]
    return answers


def scale(answers: np.ndarray, name: str) -> np.ndarray:
    return answers[:, 5 * "ACENO".index(name) :][:, :5]


@pytest.mark.parametrize("missing", ["pairwise", "listwise"])
@pytest.mark.parametrize("name", "ACENO")
def test_scales_are_those_of_psych(keyed: np.ndarray, name: str, missing: Any) -> None:
    found, stored = scale_reliability(scale(keyed, name), missing=missing), STORED[missing][name]
    # Ten digits are stored.
    assert found.alpha == pytest.approx(stored["alpha"], abs=1e-9)
    assert found.alpha_standardised == pytest.approx(stored["standardised"], abs=1e-9)
    assert found.mean_inter_item_r == pytest.approx(stored["mean_r"], abs=1e-9)
    np.testing.assert_allclose(found.alpha_if_dropped, stored["if_dropped"], atol=1e-9)
    np.testing.assert_allclose(found.item_rest_r, stored["item_rest"], atol=1e-9)
    # The other program minimises over unique variances and stops sooner.
    np.testing.assert_allclose(found.factor.loadings, stored["loadings"], atol=2e-4)
    assert found.omega == pytest.approx(stored["omega"], abs=5e-5)
    assert found.factor.converged
    assert found.factor.heywood == ()


@pytest.mark.parametrize(
    ("name", "pairwise", "listwise", "imputed"),
    [
        ("A", 0.7030, 0.7038, 0.7012),
        ("C", 0.7267, 0.7293, 0.7247),
        ("E", 0.7617, 0.7609, 0.7597),
        ("N", 0.8140, 0.8133, 0.8118),
        ("O", 0.6002, 0.6025, 0.5968),
    ],
)
def test_published_alphas(
    keyed: np.ndarray, name: str, pairwise: float, listwise: float, imputed: float
) -> None:
    answers = scale(keyed, name)
    filled = np.where(np.isfinite(answers), answers, np.nanmedian(answers, axis=0))
    # Four decimals. Listwise O is .602546: .6026 is also about, rounded twice.
    assert scale_reliability(answers).alpha == pytest.approx(pairwise, abs=5e-5)
    assert scale_reliability(answers, missing="listwise").alpha == pytest.approx(listwise, abs=5e-5)
    assert scale_reliability(filled).alpha == pytest.approx(imputed, abs=5e-5)
    assert scale_reliability(filled).alpha == pytest.approx(STORED["median_imputed"][name]["alpha"], abs=1e-9)


@pytest.mark.parametrize(
    ("name", "n", "low", "high"),
    [
        ("A", 2709, 0.6857, 0.7210),
        ("C", 2707, 0.7128, 0.7451),
        ("E", 2713, 0.7464, 0.7749),
        ("N", 2694, 0.8019, 0.8242),
        ("O", 2726, 0.5785, 0.6257),
    ],
)
def test_feldt_intervals_of_complete_answers(
    keyed: np.ndarray, name: str, n: int, low: float, high: float
) -> None:
    found = scale_reliability(scale(keyed, name), missing="listwise")
    assert (found.n, found.n_smallest) == (n, n)
    assert found.alpha_interval == pytest.approx((low, high), abs=5e-5)


def test_pairwise_counts_everybody_but_the_interval_the_thinnest_pair(keyed: np.ndarray) -> None:
    found = scale_reliability(scale(keyed, "N"))
    assert (found.n, found.n_smallest) == (2800, 2739)


@pytest.mark.parametrize(
    ("missing", "n", "kmo", "chi2"),
    [("pairwise", 2800, 0.8459, 20163.79), ("listwise", 2436, 0.8486, 18146.1)],
)
def test_sampling_adequacy_and_sphericity(
    items: np.ndarray, missing: Any, n: int, kmo: float, chi2: float
) -> None:
    found, stored = correlation(items, missing=missing), STORED[f"battery_{missing}"]
    adequacy, sphericity = sampling_adequacy(found.matrix), bartlett_sphericity(found.matrix, found.n)
    assert found.n == n
    assert adequacy.overall == pytest.approx(kmo, abs=5e-5)
    assert adequacy.overall == pytest.approx(stored["kmo"], abs=1e-9)
    np.testing.assert_allclose(adequacy.items, stored["kmo_items"], atol=1e-9)
    assert sphericity.chi2 == pytest.approx(chi2, abs=0.05)
    assert sphericity.chi2 == pytest.approx(stored["chi2"], rel=1e-9)
    assert sphericity.df == 300
    assert sphericity.p == 0
    assert not adequacy.mended


def test_turning_items_changes_no_adequacy(items: np.ndarray, keyed: np.ndarray) -> None:
    raw, turned = correlation(items).matrix, correlation(keyed).matrix
    assert sampling_adequacy(turned).overall == pytest.approx(sampling_adequacy(raw).overall)
    assert one_factor_check(turned).factor_share == pytest.approx(one_factor_check(raw).factor_share)


@pytest.mark.parametrize(("missing", "components", "factors"), [("pairwise", 6, 6), ("listwise", 5, 6)])
def test_parallel_analysis(items: np.ndarray, missing: Any, components: int, factors: int) -> None:
    found, stored = correlation(items, missing=missing), STORED[f"battery_{missing}"]
    result = parallel_analysis(found.matrix, found.n, rng=np.random.default_rng(1), draws=500)
    assert (result.n_components, result.n_factors) == (components, factors)
    np.testing.assert_allclose(result.components, stored["component_values"], atol=1e-9)
    # The other program's factor stops sooner (see above).
    np.testing.assert_allclose(result.factors, stored["factor_values"], atol=2e-4)
    # 95th percentiles of 500 draws on either side have standard errors below .003.
    np.testing.assert_allclose(result.component_thresholds, stored["component_thresholds"], atol=0.012)
    # The first differs by .014: of unrelated answers the two programs now and then end at other minima.
    np.testing.assert_allclose(result.factor_thresholds[1:], stored["factor_thresholds"][1:], atol=0.012)


def test_squared_multiple_correlations_keep_more(items: np.ndarray) -> None:
    # psych::fa.parallel(SMC = TRUE) says 8 as well.
    found = correlation(items)
    rng = np.random.default_rng(1)
    assert parallel_analysis(found.matrix, found.n, rng=rng, communalities="smc").n_factors == 8


def test_one_factor_of_the_battery(items: np.ndarray) -> None:
    check = one_factor_check(correlation(items).matrix)
    assert check.factor_share == pytest.approx(STORED["battery_pairwise"]["one_factor_share"], abs=2e-5)


def test_em_is_that_of_lavaan(items: np.ndarray) -> None:
    stored = STORED["em_neuroticism"]
    model = fit_normal(scale(items, "N"), rng=np.random.default_rng(1), tolerance=1e-10)
    assert model.patterns == stored["patterns"]
    np.testing.assert_allclose(model.mean, stored["mean"], atol=1e-8)
    np.testing.assert_allclose(model.covariance, stored["covariance"], atol=1e-8)
    assert model.log_likelihood == pytest.approx(stored["log_likelihood"], abs=1e-6)


def test_likelihood_of_all_items_is_that_of_lavaan(items: np.ndarray) -> None:
    model = fit_normal(items, rng=np.random.default_rng(1))
    assert model.converged
    assert model.log_likelihood == pytest.approx(STORED["em_all_log_likelihood"], abs=1e-4)


def test_alpha_of_an_em_covariance_lies_near_the_others(keyed: np.ndarray) -> None:
    answers = scale(keyed, "N")
    model = fit_normal(answers, rng=np.random.default_rng(1))
    found = reliability_of_covariance(model.covariance, int(model.used.sum()))
    assert found.missing == "given"
    assert found.alpha == pytest.approx(scale_reliability(answers).alpha, abs=0.002)
