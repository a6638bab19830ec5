"""The forecast of a simulated shop: what is expected comes, weaknesses are told, emptiness has a reason."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from history_tables import measure
from simulated_shop import Truths, simulate

from psychograph.history.forecasting import forecast_of
from psychograph.history.measures.sample import CustomerSample
from psychograph.stats.repeat_buying.bg_nbd import BgNbd, chance_active


def sample(seed: int = 1, **truths: float) -> CustomerSample:
    return measure(simulate(Truths(customers=1_500, **truths), np.random.default_rng(seed))).sample


@pytest.fixture(scope="module")
def usual() -> CustomerSample:
    return sample()


def codes(of: CustomerSample) -> set[str]:
    return {finding.code for finding in forecast_of(of).findings}


def test_parameters_are_those_of_the_shop(usual: CustomerSample) -> None:
    found = forecast_of(usual).forecast
    assert found is not None
    # Three standard errors, about, of 1,500 customers; days are coarser than moments.
    assert found.r == pytest.approx(0.8, abs=0.15)
    assert found.alpha == pytest.approx(6.0, abs=1.5)
    assert found.p == pytest.approx(6.0, abs=1.0)
    assert found.q == pytest.approx(4.0, abs=0.7)
    assert found.weeks == 52
    assert sum(found.observed) == pytest.approx(len(usual))
    assert sum(found.fitted) == pytest.approx(len(usual))
    # Three standard errors of a count.
    for seen, fitted in zip(found.observed, found.fitted, strict=True):
        assert seen == pytest.approx(fitted, abs=3.5 * math.sqrt(fitted))
    assert not forecast_of(usual).findings


def test_the_last_third_is_foreseen_from_the_first_two(usual: CustomerSample) -> None:
    found = forecast_of(usual).forecast
    assert found is not None
    assert found.held_out == pytest.approx(0.0, abs=0.2)
    bare = forecast_of(dataclasses.replace(usual, cut=None)).forecast
    assert bare is not None
    assert bare.held_out is None


def test_a_sample_stands_for_everybody(usual: CustomerSample) -> None:
    one = forecast_of(usual).forecast
    ten = forecast_of(dataclasses.replace(usual, everybody=len(usual) * 10)).forecast
    assert one is not None
    assert ten is not None
    assert ten.expected_orders == pytest.approx(10 * one.expected_orders)
    assert ten.expected_value == pytest.approx(10 * one.expected_value)
    assert ten.alive == one.alive


def test_what_comes_back_is_taken_off(usual: CustomerSample) -> None:
    whole = forecast_of(usual).forecast
    half = forecast_of(dataclasses.replace(usual, value=usual.sales / 2)).forecast
    assert whole is not None
    assert half is not None
    assert half.expected_value == pytest.approx(whole.expected_value / 2)


def test_a_shop_that_loses_its_customers_is_foreseen_too_well() -> None:
    shop = sample(days=730)
    assert shop.cut is not None
    assert shop.early_days is not None
    assert shop.early_last is not None
    # From the cut on hardly anybody comes any more.
    back = (np.arange(len(shop)) % 15 == 0) & (shop.early_days > 0)
    last = np.where(shop.early_days > 0, shop.early_last, shop.first)
    gone = dataclasses.replace(
        shop,
        days=np.maximum(shop.early_days, 1) + back,
        last=np.where(back, shop.until - 1, last),
    )
    assert "forecast-missed" in codes(gone)


def test_a_shop_that_nobody_seems_to_leave_is_told() -> None:
    shop = sample(a=0.01, b=5.0)
    found = forecast_of(shop).forecast
    assert found is not None
    assert not found.sees_leaving
    assert "nobody-leaves" in codes(shop)


def test_who_bought_once_is_not_called_active(usual: CustomerSample) -> None:
    found = forecast_of(usual).forecast
    assert found is not None
    assert found.sees_leaving
    again = usual.days > 1
    few = dataclasses.replace(
        usual,
        keys=tuple(key for key, back in zip(usual.keys, again.tolist(), strict=True) if back),
        **{
            name: getattr(usual, name)[again]
            for name in ("orders", "days", "first", "last", "sales", "value", "early_days", "early_last")
        },
    )
    model = BgNbd(found.r, found.alpha, found.a, found.b)
    chances = chance_active(model, few.days - 1.0, (few.last - few.first) / 7, (few.until - few.first) / 7)
    assert found.alive == pytest.approx(float(chances.mean()))
    assert 0.3 < found.alive < 0.8  # a fifth to a quarter of the customers leaves after each purchase


def test_customers_who_were_there_before_the_history_begins_are_told() -> None:
    assert "history-begins-late" in codes(sample(joining=60))


def test_orders_that_grow_with_their_number_are_told(usual: CustomerSample) -> None:
    dearer = usual.days * usual.days * 10.0
    assert "order-value-related" in codes(dataclasses.replace(usual, sales=dearer, value=dearer))


def test_without_prices_purchases_alone_are_forecast(usual: CustomerSample) -> None:
    nothing = np.zeros(len(usual))
    found = forecast_of(dataclasses.replace(usual, sales=nothing, value=nothing))
    assert found.forecast is not None
    assert math.isnan(found.forecast.expected_value)
    assert found.forecast.expected_orders > 0
    assert [finding.code for finding in found.findings] == ["no-value-forecast"]


def test_nobody_came_back(usual: CustomerSample) -> None:
    found = forecast_of(dataclasses.replace(usual, days=np.ones_like(usual.days), last=usual.first))
    assert found.forecast is None
    assert found.findings[0].text == (
        "Repeat buying is not forecast: 0 of 1500 customers came back; at least 10 are needed."
    )


def test_nobody_bought() -> None:
    none = np.zeros(0, np.int64)
    empty = CustomerSample((), none, none, none, none, none.astype(float), none.astype(float), 10, 0)
    assert forecast_of(empty).forecast is None
