"""Gaussian mixtures against R's mclust.

`gaussian_mixture.R` beside this file makes the figures; `gaussian_mixture.json` holds them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris

from psychograph.stats.mixtures.gaussian_mixture import gaussian_mixture

R: dict[str, Any] = json.loads(Path(__file__).with_name("gaussian_mixture.json").read_text(encoding="utf-8"))
POINTS, WEIGHTS = np.array(R["points"]), np.array(R["weights"])
FORMS = ["full", "tied", "diagonal", "spherical"]


@pytest.mark.parametrize("name", ["iris", "simulated"])
@pytest.mark.parametrize("covariance", FORMS)
def test_mclust(name: str, covariance: Any) -> None:
    values = load_iris().data if name == "iris" else POINTS
    for theirs in R[name][covariance]:
        found = gaussian_mixture(values, theirs["k"], rng=1, covariance=covariance)
        assert found.parameters == theirs["parameters"]
        assert found.log_likelihood > theirs["log_likelihood"] - 1e-4
        if (
            found.log_likelihood < theirs["log_likelihood"] + 1e-3
        ):  # mclust has one start, and stays below once
            # Both stop when a step gains next to nothing; the gain is of second order in what is left.
            np.testing.assert_allclose(found.shares, theirs["shares"], atol=1e-4)
            np.testing.assert_allclose(found.means, theirs["means"], atol=1e-4)
        else:
            assert (name, covariance, theirs["k"]) == ("iris", "diagonal", 3)


@pytest.mark.parametrize("covariance", FORMS)
def test_weights_of_mclust(covariance: Any) -> None:
    theirs = R["weighted"][covariance]
    found = gaussian_mixture(POINTS, 3, rng=1, covariance=covariance, weights=WEIGHTS)
    np.testing.assert_allclose(found.shares, theirs["shares"], atol=1e-5)
    np.testing.assert_allclose(found.means, theirs["means"], atol=1e-5)
