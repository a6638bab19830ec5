"""Models of repeat buying find the parameters that customers were simulated from.

Of simulated shops, the share whose 95 % interval (estimate and 1.96 standard errors, of logarithms) holds the
truth lies within three standard errors of 95 %.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from history_tables import measure
from simulated_shop import Truths, simulate

from psychograph.history.forecasting import forecast_of
from psychograph.stats.repeat_buying.beta_geometric import fit_beta_geometric
from psychograph.stats.repeat_buying.bg_nbd import chance_of_count, fit_bg_nbd
from psychograph.stats.repeat_buying.gamma_gamma import GammaGamma, expected_order_value, fit_gamma_gamma

SHOPS = 60
TRUTHS = Truths(customers=1_500, days=500)
# Three standard errors of a share over so many shops, and 1 % for what is only true of endless customers.
NOISE = 3 * math.sqrt(0.95 * 0.05 / SHOPS) + 0.01


def holds(estimate: float, error: float, truth: float) -> bool:
    return abs(math.log(estimate / truth)) < 1.96 * error / estimate


def test_purchases() -> None:
    held = []
    for seed in range(SHOPS):
        shop = simulate(TRUTHS, np.random.default_rng(seed))
        found = fit_bg_nbd(shop.frequency, shop.recency, shop.age)
        assert found.converged
        assert found.model is not None
        assert found.errors is not None
        held.append(
            [
                holds(getattr(found.model, name), getattr(found.errors, name), getattr(TRUTHS, name))
                for name in ("r", "alpha", "a", "b")
            ]
        )
    assert np.mean(held, axis=0) == pytest.approx(0.95, abs=NOISE)


def test_purchases_to_come_are_foreseen() -> None:
    misses = []
    for seed in range(20):
        found = forecast_of(measure(simulate(TRUTHS, np.random.default_rng(seed))).sample).forecast
        assert found is not None
        assert found.held_out is not None
        misses.append(found.held_out)
    # Three standard errors of the mean, and 2 % for days being coarser than moments.
    assert abs(float(np.mean(misses))) < 3 * float(np.std(misses)) / math.sqrt(len(misses)) + 0.02
    assert float(np.std(misses)) < 0.15


def test_counts_are_those_of_the_model() -> None:
    shop = simulate(Truths(customers=6_000), np.random.default_rng(7))
    found = fit_bg_nbd(shop.frequency, shop.recency, shop.age)
    assert found.model is not None
    for count in range(6):
        chances = chance_of_count(found.model, count, shop.age)
        spread = math.sqrt(float((chances * (1 - chances)).sum()))
        assert float((shop.frequency == count).sum()) == pytest.approx(float(chances.sum()), abs=3.5 * spread)


def test_values() -> None:
    truth, held = GammaGamma(6.25, 3.74, 15.44), []
    for seed in range(SHOPS):
        rng = np.random.default_rng(seed)
        orders = 1 + rng.geometric(0.4, 1_200)
        rate = rng.gamma(truth.q, 1 / truth.v, 1_200)
        found = fit_gamma_gamma(orders, rng.gamma(truth.p * orders, 1 / (rate * orders)))
        assert found.converged
        assert found.model is not None
        assert found.errors is not None
        held.append(
            [
                holds(getattr(found.model, name), getattr(found.errors, name), getattr(truth, name))
                for name in "pqv"
            ]
        )
    assert np.mean(held, axis=0) == pytest.approx(0.95, abs=NOISE)


def test_the_next_order_is_worth_what_was_expected() -> None:
    rng, truth = np.random.default_rng(5), GammaGamma(6.25, 3.74, 15.44)
    orders, rate = np.full(40_000, 2), rng.gamma(truth.q, 1 / truth.v, 40_000)
    mean = rng.gamma(truth.p * 2, 1 / (rate * 2))
    after = rng.gamma(truth.p, 1 / rate)
    expected = expected_order_value(truth, orders, mean)
    dear = mean > np.quantile(mean, 0.9)
    # Three standard errors of the mean of what was spent; and the dearest are drawn in, not believed.
    error = 3 * float(after[dear].std()) / math.sqrt(dear.sum())
    assert float(after[dear].mean()) == pytest.approx(float(expected[dear].mean()), abs=error)
    assert expected[dear].mean() < mean[dear].mean() - error


def test_renewals() -> None:
    alpha, beta, held = 0.7, 1.9, []
    for seed in range(SHOPS):
        rng = np.random.default_rng(seed)
        leaving, came, stayed = rng.beta(alpha, beta, 2_000), [], []
        length = rng.integers(1, 9, 2_000)  # cohorts of different ages: some have come to one renewal yet
        there = np.ones(2_000, dtype=bool)
        for renewal in range(1, 9):
            there &= length >= renewal
            came.append(int(there.sum()))
            there &= rng.random(2_000) >= leaving
            stayed.append(int(there.sum()))
        found = fit_beta_geometric(came, stayed)
        assert found.converged
        assert found.model is not None
        assert found.errors is not None
        held.append(
            [
                holds(found.model.alpha, found.errors.alpha, alpha),
                holds(found.model.beta, found.errors.beta, beta),
            ]
        )
    assert np.mean(held, axis=0) == pytest.approx(0.95, abs=NOISE)
