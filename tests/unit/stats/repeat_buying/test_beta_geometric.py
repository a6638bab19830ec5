"""Beta-geometric: censored subscriptions, other units, data that say nothing."""

from __future__ import annotations

import numpy as np
import pytest

from psychograph.stats.repeat_buying.beta_geometric import (
    BetaGeometric,
    _likelihood,
    fit_beta_geometric,
    renewal_rates,
    surviving,
)

MODEL = BetaGeometric(0.7, 1.9)


def expected_renewals(cohorts: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """What the model expects of cohorts, each a size and how many renewals it came to."""
    longest = max(length for _, length in cohorts)
    at_risk, renewed = np.zeros(longest), np.zeros(longest)
    for size, length in cohorts:
        there = size * surviving(MODEL, length)
        at_risk[:length] += there[:-1]
        renewed[:length] += there[1:]
    return at_risk, renewed


def test_rates_and_survival_say_the_same() -> None:
    assert np.cumprod(renewal_rates(MODEL, 12)) == pytest.approx(surviving(MODEL, 12)[1:])


@pytest.mark.parametrize("cohorts", [[(1_000, 6)], [(500, 8), (900, 3), (300, 1)]])
def test_what_the_model_expects_gives_the_model_back(cohorts: list[tuple[int, int]]) -> None:
    found = fit_beta_geometric(*expected_renewals(cohorts))
    assert found.converged
    assert found.model is not None
    # Exact expectations: what is left is where the search stops.
    assert (found.model.alpha, found.model.beta) == pytest.approx((MODEL.alpha, MODEL.beta), rel=1e-5)


def test_likelihood_is_that_of_the_paper() -> None:
    # 1,000 customers: who left at the first and second renewal, and who is still there.
    at_risk, renewed = np.array([1000.0, 631.0]), np.array([631.0, 468.0])
    there = surviving(MODEL, 2)
    expected = 369 * np.log(1 - there[1]) + 163 * np.log(there[1] - there[2]) + 468 * np.log(there[2])
    found = _likelihood(at_risk, renewed)(np.log([MODEL.alpha, MODEL.beta]))[0]
    assert found == pytest.approx(expected, abs=1e-9)


def test_gradient_is_that_of_the_likelihood() -> None:
    value = _likelihood(np.array([1000.0, 631.0]), np.array([631.0, 468.0]))
    at = np.array([0.1, 0.5])
    for one in range(2):
        shift = np.eye(2)[one] * 1e-6
        slope = (value(at + shift)[0] - value(at - shift)[0]) / 2e-6
        assert value(at)[1][one] == pytest.approx(slope, rel=1e-6)


def test_a_rate_that_does_not_rise_has_no_parameters() -> None:
    # Eight in ten renew, again and again: everybody is alike.
    at_risk = np.round(100_000 * 0.8 ** np.arange(6))
    found = fit_beta_geometric(at_risk, np.round(at_risk * 0.8))
    assert not found.converged
    assert found.model is not None
    assert "ran off" in found.reason
    # At the limit of the parameters people still differ a little, and rates rise by that.
    assert renewal_rates(found.model, 6) == pytest.approx(0.8, abs=0.005)


@pytest.mark.parametrize(
    ("at_risk", "renewed", "reason"),
    [
        ([100, 98], [98, 97], "3 left and 195 renewals were seen; at least 5 of each are needed"),
        ([100], [50], "one renewal alone says nothing of the next"),
        ([100, 0], [0, 0], "100 left and 0 renewals were seen; at least 5 of each are needed"),
    ],
)
def test_data_that_say_nothing(at_risk: list[int], renewed: list[int], reason: str) -> None:
    found = fit_beta_geometric(at_risk, renewed)
    assert found.model is None
    assert found.reason == reason


@pytest.mark.parametrize(("at_risk", "renewed"), [([10], [11]), ([10], [-1]), ([10, 9], [9]), ([], [])])
def test_counts_that_cannot_be(at_risk: list[int], renewed: list[int]) -> None:
    with pytest.raises(ValueError, match="renew"):
        fit_beta_geometric(at_risk, renewed)
