"""Latent classes against poLCA's published results and StepMix.

`latent_class_stepmix.py` beside this file makes the figures of StepMix; `latent_class.json` holds
them, and the simulated answers they are about.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from psychograph.stats.mixtures.latent_class import latent_class

LCA = Path(__file__).parents[3] / "shared" / "data" / "lca"
STEPMIX: dict[str, Any] = json.loads(
    Path(__file__).with_name("latent_class.json").read_text(encoding="utf-8")
)
SEEDS = (1, 2, 3)


def published(name: str) -> tuple[np.ndarray, list[int]]:
    path = LCA / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"{name}.csv is not here: reference data lie outside the project")
    with path.open(encoding="utf-8", newline="") as file:
        answers = np.array(list(csv.reader(file))[1:])
    columns = [np.unique(column, return_inverse=True) for column in answers.T]
    return np.column_stack([codes for _, codes in columns]), [len(labels) for labels, _ in columns]


def bic(log_likelihood: float, parameters: int, n: int) -> float:
    return -2 * log_likelihood + parameters * np.log(n)


# Log-likelihoods with three or four decimals, BIC and G2 with four, of poLCA; G2 of gss82 for k = 3 only.
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "k", "log_likelihood", "their_bic", "g2"),
    [
        ("carcinoma", 2, -317.2568, 706.0739, 62.3654),
        ("carcinoma", 3, -293.7050, 697.1357, 15.2617),
        ("carcinoma", 4, -289.2858, 726.4629, 6.4235),
        ("gss82", 2, -2783.268, None, None),
        ("gss82", 3, -2754.545, 5650.9257, 21.8920),
        ("gss82", 4, -2746.621, None, None),
    ],
)
def test_polca(
    name: str, k: int, log_likelihood: float, their_bic: float | None, g2: float | None, seed: int
) -> None:
    codes, levels = published(name)
    found = latent_class(codes, levels, k, rng=seed)
    assert found.converged
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=6e-4)
    if their_bic is not None:
        assert bic(found.log_likelihood, found.parameters, found.n) == pytest.approx(their_bic, abs=1e-4)
    if g2 is not None:
        assert found.absolute_fit is not None
        # 2e-4: at four classes of 118 slides the top is flat.
        assert found.absolute_fit.g2 == pytest.approx(g2, abs=2e-4)


def test_shares_and_pearson_of_carcinoma() -> None:
    codes, levels = published("carcinoma")
    found = latent_class(codes, levels, 3, rng=1)
    np.testing.assert_allclose(found.shares, [0.4447, 0.3736, 0.1817], atol=6e-5)
    assert found.absolute_fit is not None
    assert found.absolute_fit.x2 == pytest.approx(20.50336, abs=1e-3)


def test_shares_of_gss82() -> None:
    codes, levels = published("gss82")
    np.testing.assert_allclose(latent_class(codes, levels, 3, rng=1).shares, [0.621, 0.207, 0.172], atol=6e-4)


def test_local_optima_of_gss82_are_met_told_and_left_behind() -> None:
    # Those published: that all starts run to the end is what saves from them.
    codes, levels = published("gss82")
    found = [latent_class(codes, levels, 3, rng=seed) for seed in range(8)]
    ends = np.concatenate([each.starts_log_likelihood for each in found])
    for optimum in (-2755.617, -2755.739, -2762.005, -2762.231):
        assert (abs(ends - optimum) < 2e-3).any()
    assert all(each.log_likelihood > -2754.546 for each in found)
    assert all(each.share_at_best < 0.8 for each in found)


@pytest.mark.parametrize("part", ["unweighted", "weighted"])
def test_stepmix_with_missing_answers(part: str) -> None:
    codes, levels = np.array(STEPMIX["codes"]), STEPMIX["levels"]
    weights = np.array(STEPMIX["weights"]) if part == "weighted" else None
    for theirs in STEPMIX[part]:
        found = latent_class(codes, levels, theirs["k"], rng=1, weights=weights)
        # Theirs stops at an average gain of 1e-12; where the two stop differs by less than 1e-5.
        assert found.log_likelihood == pytest.approx(theirs["log_likelihood"], abs=1e-5)
        np.testing.assert_allclose(found.shares, theirs["shares"], atol=1e-5)
        np.testing.assert_allclose(found.memberships[:10], theirs["memberships_of_first"], atol=1e-4)
        table = np.array(theirs["probabilities"]).reshape(theirs["k"], len(levels), max(levels))
        for item, count in enumerate(levels):
            np.testing.assert_allclose(found.probabilities[item], table[:, item, :count], atol=1e-5)
