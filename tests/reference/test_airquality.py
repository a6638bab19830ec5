"""EM and Little's test on the air of New York, 1973, against R's naniar and lavaan.

``airquality.csv`` holds daily measurements of the New York State Department of Conservation and the
National Weather Service (Chambers et al. 1983, Graphical Methods for Data Analysis).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from psychograph.stats.blanks.missing import fit_normal, little_test

STORED = json.loads(Path(__file__).with_name("psychometrics.json").read_text("utf-8"))["em_airquality"]


@pytest.fixture
def air() -> np.ndarray:
    path = Path(__file__).with_name("airquality.csv")
    return np.genfromtxt(path, delimiter=",", skip_header=1, missing_values="NA", filling_values=np.nan)


def test_em_is_that_of_lavaan(air: np.ndarray) -> None:
    model = fit_normal(air, rng=np.random.default_rng(1), tolerance=1e-10)
    np.testing.assert_allclose(model.mean, STORED["mean"], rtol=1e-7)
    np.testing.assert_allclose(model.covariance, STORED["covariance"], rtol=1e-6, atol=1e-6)
    assert model.log_likelihood == pytest.approx(STORED["log_likelihood"], abs=1e-6)


def test_little_is_that_of_naniar(air: np.ndarray) -> None:
    # naniar's own test expects 35.1061288689702, p .00141778113856683; its EM stops at 1e-4.
    early = little_test(air, fit_normal(air, rng=np.random.default_rng(1), tolerance=1e-4))
    assert early.d2 == pytest.approx(35.1061288689702, abs=1e-9)
    assert early.p == pytest.approx(0.00141778113856683, abs=1e-11)
    assert (early.df, early.patterns) == (14, 4)
    late = little_test(air, fit_normal(air, rng=np.random.default_rng(1)))
    assert late.d2 == pytest.approx(early.d2, abs=1e-4)


def test_days_without_any_measurement_are_left_out_and_counted(air: np.ndarray) -> None:
    rng = np.random.default_rng(1)
    more = np.vstack([air, np.full((2, 6), np.nan)])
    model = fit_normal(more, rng=rng)
    assert model.silent == 2
    assert little_test(more, model) == little_test(air, fit_normal(air, rng=rng))
