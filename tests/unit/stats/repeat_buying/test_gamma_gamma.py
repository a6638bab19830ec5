"""Gamma-gamma: formulas against numerical integration, estimates against simulated customers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gamma

from psychograph.stats.repeat_buying.gamma_gamma import (
    GammaGamma,
    _likelihood,
    expected_order_value,
    fit_gamma_gamma,
    log_likelihood,
)

MODEL = GammaGamma(6.25, 3.74, 15.44)  # published for CDNOW; only the formulas are at stake here


def density(scale_rate: float, orders: int, mean: float) -> float:
    """Chance of a mean and of a customer's rate: a mean of gammas is a gamma of x times the shape."""
    own = gamma.pdf(mean, MODEL.p * orders, scale=1 / (scale_rate * orders))
    return float(own * gamma.pdf(scale_rate, MODEL.q, scale=1 / MODEL.v))


@pytest.mark.parametrize(("orders", "mean"), [(1, 5.0), (2, 30.0), (25, 80.0)])
def test_likelihood_and_expectation_are_integrals_over_customers(orders: int, mean: float) -> None:
    whole, _ = quad(density, 0, 20, args=(orders, mean), epsabs=1e-14, limit=400, points=[0.05, 0.1, 0.5, 1])
    assert log_likelihood(MODEL, [orders], [mean]) == pytest.approx(math.log(whole), abs=1e-7)
    spent, _ = quad(
        lambda rate: MODEL.p / rate * density(rate, orders, mean),
        1e-9, 20, epsabs=1e-14, limit=400, points=[0.05, 0.1, 0.5, 1],
    )  # fmt: skip
    assert expected_order_value(MODEL, [orders], [mean])[0] == pytest.approx(spent / whole, rel=1e-7)


def customers(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    orders = rng.integers(1, 8, n)
    rate = rng.gamma(MODEL.q, 1 / MODEL.v, n)
    return orders, rng.gamma(MODEL.p * orders, 1 / (rate * orders))


def test_gradient_is_that_of_the_likelihood() -> None:
    orders, mean = customers(100, 1)
    value = _likelihood(orders.astype(float), mean)
    at = np.array([1.0, 0.9, 2.0])
    for one in range(3):
        shift = np.eye(3)[one] * 1e-6
        slope = (value(at + shift)[0] - value(at - shift)[0]) / 2e-6
        assert value(at)[1][one] == pytest.approx(slope, rel=1e-5)


def test_unit_of_money_does_not_matter() -> None:
    orders, mean = customers(500, 2)
    found, pence = fit_gamma_gamma(orders, mean), fit_gamma_gamma(orders, mean * 100)
    assert found.model is not None
    assert pence.model is not None
    assert found.converged
    assert pence.model.v == pytest.approx(found.model.v * 100, rel=1e-5)
    assert pence.model.mean == pytest.approx(found.model.mean * 100, rel=1e-5)
    assert found.log_likelihood == pytest.approx(log_likelihood(found.model, orders, mean), abs=1e-8)


def test_everybody_spends_the_same() -> None:
    found = fit_gamma_gamma(np.full(20, 2), np.full(20, 9.99))
    assert found.model is None
    assert found.reason == "all customers spend the same"


def test_customers_hardly_differ() -> None:
    rng = np.random.default_rng(3)
    found = fit_gamma_gamma(rng.integers(1, 5, 400), 10 + rng.normal(0, 0.01, 400))
    assert not found.converged
    assert found.errors is None
    assert "ran off" in found.reason
    # The parameters say nothing; what an order is worth is what everybody sees.
    assert found.model is not None
    # Orders were drawn within hundredths of 10.
    assert expected_order_value(found.model, [3], [10.0])[0] == pytest.approx(10, abs=0.1)


def test_a_mean_that_does_not_exist_is_infinite() -> None:
    assert GammaGamma(2.0, 0.9, 1.0).mean == math.inf
    assert expected_order_value(GammaGamma(0.05, 0.5, 1.0), [1], [1.0])[0] == math.inf


@pytest.mark.parametrize(("orders", "mean"), [([0], [1.0]), ([1], [0.0]), ([1, 2], [1.0]), ([1], [math.nan])])
def test_customers_that_cannot_be(orders: list[float], mean: list[float]) -> None:
    with pytest.raises(ValueError, match="mean value"):
        fit_gamma_gamma(orders, mean)
