"""BG/NBD: formulas against numerical integration and simulated customers; data that say nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import roots_genlaguerre, roots_jacobi
from scipy.stats import poisson

from psychograph.stats.repeat_buying.bg_nbd import (
    BgNbd,
    _kinds,
    _likelihood,
    chance_active,
    chance_of_count,
    expected_from_first,
    expected_purchases,
    fit_bg_nbd,
    log_likelihood,
)

Array = NDArray[np.float64]

MODEL = BgNbd(1.4, 4.0, 1.3, 2.5)
# Gauss's rules are exact for polynomials of twice the degree; on these functions some eight digits.
INTEGRATED = 1e-7


def over_customers(model: BgNbd, of: Callable[[Array, Array], Array]) -> float:
    """Mean of a function of rate and chance to leave over all customers, by Gauss's quadrature."""
    rates, rate_weights = roots_genlaguerre(150, model.r - 1)
    leaves, leave_weights = roots_jacobi(120, model.b - 1, model.a - 1)
    values = of(rates[:, None] / model.alpha, (leaves[None] + 1) / 2)
    return float(rate_weights @ values @ leave_weights / rate_weights.sum() / leave_weights.sum())


def active(rate: Array, leave: Array, x: float, end: float) -> Array:
    return (1 - leave) ** x * rate**x * np.exp(-rate * end)


def individual(rate: Array, leave: Array, x: float, last: float, end: float) -> Array:
    """Likelihood of one customer whose rate and chance to leave are known; equation 3 of the paper."""
    if x == 0:
        return active(rate, leave, x, end)
    gone = leave * (1 - leave) ** (x - 1) * rate**x * np.exp(-rate * last)
    return active(rate, leave, x, end) + gone


@pytest.mark.parametrize(
    ("x", "last", "end"), [(0, 0.0, 20.0), (1, 5.0, 20.0), (4, 15.0, 20.0), (9, 20.0, 20.0)]
)
def test_likelihood_is_the_integral_over_customers(x: int, last: float, end: float) -> None:
    found = over_customers(MODEL, lambda rate, leave: individual(rate, leave, x, last, end))
    assert log_likelihood(MODEL, [x], [last], [end]) == pytest.approx(np.log(found), abs=INTEGRATED)


@pytest.mark.parametrize(("x", "last", "end"), [(0, 0.0, 20.0), (4, 15.0, 20.0), (9, 19.0, 20.0)])
def test_chance_to_be_active_is_bayes_rule(x: int, last: float, end: float) -> None:
    there = over_customers(MODEL, lambda rate, leave: active(rate, leave, x, end))
    whole = over_customers(MODEL, lambda rate, leave: individual(rate, leave, x, last, end))
    assert chance_active(MODEL, [x], [last], [end])[0] == pytest.approx(there / whole, abs=INTEGRATED)


def mean_to_come(rate: Array, leave: Array, time: float) -> Array:
    """Purchases of one active customer: a Poisson process, stopped with a chance after each."""
    return -np.expm1(-rate * leave * time) / leave


@pytest.mark.parametrize("model", [MODEL, BgNbd(1.2, 30.0, 1.0, 1.5), BgNbd(2.0, 9.0, 2.2, 9.0)])
@pytest.mark.parametrize("time", [1.0, 52.0])
def test_expected_purchases_are_the_integral_over_customers(model: BgNbd, time: float) -> None:
    x, last, end = 4, 15.0, 20.0
    to_come = over_customers(
        model, lambda rate, leave: mean_to_come(rate, leave, time) * active(rate, leave, x, end)
    )
    whole = over_customers(model, lambda rate, leave: individual(rate, leave, x, last, end))
    found = expected_purchases(model, time, [x], [last], [end])[0]
    # Where a is 1 the value is the mean of two beside it, which costs a few of the last digits.
    assert found == pytest.approx(to_come / whole, rel=1e-6)


def test_expected_from_first_is_the_mean_of_the_distribution() -> None:
    counts = np.arange(1, 3_000)
    chances = np.array([chance_of_count(MODEL, int(count), [30.0])[0] for count in counts])
    assert chances.sum() + chance_of_count(MODEL, 0, [30.0])[0] == pytest.approx(1, abs=1e-12)
    assert expected_from_first(MODEL, [30.0])[0] == pytest.approx(float(counts @ chances), rel=1e-9)


def test_chance_of_a_count_is_the_integral_over_customers() -> None:
    time, count = 30.0, 3

    def one(rate: Array, leave: Array) -> Array:
        still = (1 - leave) ** count * poisson.pmf(count, rate * time)
        return np.asarray(still + leave * (1 - leave) ** (count - 1) * poisson.sf(count - 1, rate * time))

    expected = over_customers(MODEL, one)
    assert chance_of_count(MODEL, count, [time])[0] == pytest.approx(expected, abs=INTEGRATED)


def drawn(n: int, seed: int, model: BgNbd = MODEL) -> tuple[Array, ...]:
    """Customers of the model, drawn one by one from its story."""
    rng = np.random.default_rng(seed)
    age = rng.uniform(20, 60, n)
    frequency, recency = np.zeros(n), np.zeros(n)
    for at in range(n):
        rate, leave, now = rng.gamma(model.r) / model.alpha, rng.beta(model.a, model.b), 0.0
        while (now := now + rng.exponential(1 / rate)) < age[at]:
            frequency[at] += 1
            recency[at] = now
            if rng.random() < leave:
                break
    return frequency, recency, age


def test_gradient_is_that_of_the_likelihood() -> None:
    value = _likelihood(_kinds(*drawn(200, 1)))
    at = np.array([0.2, 1.1, -0.3, 0.7])
    gradient = value(at)[1]
    for one in range(4):
        shift = np.eye(4)[one] * 1e-6
        slope = (value(at + shift)[0] - value(at - shift)[0]) / 2e-6
        assert gradient[one] == pytest.approx(slope, rel=1e-5, abs=1e-4)


def test_order_of_customers_and_unit_of_time_do_not_matter() -> None:
    frequency, recency, age = drawn(400, 2)
    found = fit_bg_nbd(frequency, recency, age)
    turned = fit_bg_nbd(frequency[::-1], recency[::-1] * 7, age[::-1] * 7)
    assert found.model is not None
    assert turned.model is not None
    assert found.converged
    assert turned.converged
    assert turned.model.alpha == pytest.approx(found.model.alpha * 7, rel=1e-5)
    assert (turned.model.r, turned.model.a) == pytest.approx((found.model.r, found.model.a), rel=1e-5)
    assert found.log_likelihood == pytest.approx(
        log_likelihood(found.model, frequency, recency, age), abs=1e-8
    )


def test_a_sketch_of_the_likelihood_ends_at_the_same_peak(monkeypatch: pytest.MonkeyPatch) -> None:
    customers = drawn(1_000, 3)
    whole = fit_bg_nbd(*customers)
    monkeypatch.setattr("psychograph.stats.repeat_buying.bg_nbd.SKETCHED", 100)
    sketched = fit_bg_nbd(*customers)
    assert whole.model is not None
    assert sketched.model is not None
    assert sketched.model.b == pytest.approx(whole.model.b, rel=1e-5)


@pytest.mark.parametrize("x", [0, 1, 50, 5_000])
def test_customers_with_many_purchases_or_long_ages_have_finite_forecasts(x: int) -> None:
    last = 0.0 if x == 0 else 4_999.0
    found = expected_purchases(MODEL, 520.0, [x], [last], [5_000.0])[0]
    # Nobody buys more often in the time to come than at his rate so far, which is all that is known of him.
    assert 0 <= found <= (MODEL.r + x) / (MODEL.alpha + 5_000) * 520 + 1e-9
    assert np.isfinite(log_likelihood(MODEL, [x], [last], [5_000.0]))


@pytest.mark.parametrize(("x", "alpha", "time"), [(102, 0.25, 5.0), (99, 1.0, 12.0)])
def test_whole_numbers_and_a_far_horizon_do_not_overflow(x: int, alpha: float, time: float) -> None:
    # Found by Hypothesis: scipy's 2F1 is infinite there. A hair beside, it is not.
    at, beside = (
        expected_purchases(BgNbd(1.0, alpha, a, 1.0), time, [x], [0.25], [0.25])[0] for a in (2.0, 2.000001)
    )
    assert at == pytest.approx(beside, rel=1e-4)
    assert at > 50


def test_equal_shapes_of_both_distributions_have_a_mean() -> None:
    # Found by Hypothesis: with r = a scipy's 2F1 is NaN there.
    shape = 1.6538730743072119
    found = expected_from_first(BgNbd(shape, 0.05078125, shape, 17.322123722576546), [22.0])[0]
    assert found == pytest.approx(24.079, abs=0.001)  # the mean of chances of 0 to 5,000 purchases


def test_nothing_comes_in_no_time_and_more_in_more() -> None:
    grown = [expected_purchases(MODEL, time, [3], [10.0], [12.0])[0] for time in (0.0, 1.0, 10.0, 100.0, 1e4)]
    assert grown[0] == 0
    assert (np.diff(grown) > 0).all()


def test_a_beta_that_sums_below_one_forecasts() -> None:
    model = BgNbd(1.4, 4.0, 0.3, 0.5)
    expected = over_customers(model, lambda rate, leave: mean_to_come(rate, leave, 30.0))
    assert expected_from_first(model, [30.0])[0] == pytest.approx(expected, rel=1e-6)


def test_nobody_came_back() -> None:
    found = fit_bg_nbd(np.zeros(50), np.zeros(50), np.full(50, 10.0))
    assert found.model is None
    assert not found.converged
    assert found.reason == "0 of 50 customers came back; at least 10 are needed"


def test_one_customer() -> None:
    assert "1 of 1 customers came back" in fit_bg_nbd([3], [4.0], [5.0]).reason


def test_everybody_buys_alike_and_nobody_leaves() -> None:
    found = fit_bg_nbd(np.full(60, 20), np.full(60, 20.0), np.full(60, 20.5))
    assert not found.converged
    assert "ran off" in found.reason
    assert found.errors is None
    assert found.model is not None
    # The parameters say nothing; the forecast is what everybody sees: 20 in 20.5 weeks. Where they
    # stopped moves that by less than half a purchase.
    assert expected_purchases(found.model, 10.0, [20], [20.0], [20.5])[0] == pytest.approx(9.8, abs=0.5)


@pytest.mark.parametrize(
    ("frequency", "recency", "age"),
    [
        ([1.5], [1.0], [2.0]),
        ([-1.0], [0.0], [2.0]),
        ([1.0], [3.0], [2.0]),
        ([0.0], [1.0], [2.0]),
        ([1.0], [float("nan")], [2.0]),
        ([1.0, 2.0], [1.0], [2.0]),
        ([], [], []),
    ],
)
def test_customers_that_cannot_be(frequency: list[float], recency: list[float], age: list[float]) -> None:
    with pytest.raises(ValueError, match=r"frequency|purchase|recency"):
        fit_bg_nbd(frequency, recency, age)
