"""Tests of week and year: what cannot be told, what does not matter, and what is plain.

How often they call chance a rhythm is held by simulation in tests/recovery.
"""

from __future__ import annotations

import numpy as np
import pytest

from psychograph.stats.comparison import rhythms
from psychograph.stats.comparison.rhythms import season_test, weekday_test


def counts(days: int, seed: int = 1, mean: float = 10.0) -> np.ndarray:
    return np.random.default_rng(seed).poisson(mean, days).astype(float)


@pytest.mark.parametrize("weeks", [0, 1, 9])
def test_few_weeks_are_not_tested(weeks: int) -> None:
    found = weekday_test(counts(weeks * 7 + 3))
    assert found.p is None
    assert found.reason == f"there are {weeks} whole weeks, and 10 are needed"


def test_weeks_with_hardly_a_sale_are_not_tested() -> None:
    found = weekday_test(counts(30 * 7, mean=0.1))
    assert found.p is None
    assert "with so few sales a week" in found.reason


def test_a_shop_that_sells_nothing_is_not_tested() -> None:
    assert weekday_test(np.zeros(700)).p is None
    assert season_test(np.zeros(1_100), np.random.default_rng(1)).p is None


def test_a_day_that_is_always_closed_is_more_than_chance() -> None:
    open_days = np.tile([1.0, 1, 1, 1, 1, 0, 1], 60)
    found = weekday_test(counts(420) * open_days)
    assert found.p is not None
    assert found.p < 1e-20
    assert found.effect > 0.3


def test_unit_of_money_and_first_weekday_do_not_matter() -> None:
    sales = counts(730)
    found = weekday_test(sales)
    assert found.p is not None
    assert weekday_test(sales * 100).p == pytest.approx(found.p, rel=1e-6)
    # Renamed weekdays: the same weeks, each begun elsewhere.
    turned = sales[:728].reshape(-1, 7)[:, [3, 4, 5, 6, 0, 1, 2]]
    flat = weekday_test(turned.ravel()).p
    assert flat is not None
    assert (flat < 0.05) is (found.p < 0.05)


def test_growth_is_no_rhythm() -> None:
    # Noise far below what growth makes of Monday to Sunday, 0.013 of the level.
    day = np.arange(730)
    grown = 1e6 * 2 ** (day / 365) + np.random.default_rng(1).normal(0, 1_000, 730)
    found = weekday_test(grown)
    assert found.p is not None
    assert found.p > 0.01


def test_less_than_two_years_have_no_season() -> None:
    found = season_test(counts(600), np.random.default_rng(1))
    assert found.p is None
    assert found.reason == "the history spans 20 months, and two years are needed"


def test_two_years_but_for_a_week_are_two_years() -> None:
    assert season_test(counts(725), np.random.default_rng(1)).cycles == 2


def test_the_same_draws_give_the_same_p() -> None:
    sales = counts(1_100)
    one, other = (season_test(sales, np.random.default_rng(3)).p for _ in range(2))
    assert one == other


def test_a_december_is_a_season(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rhythms, "DRAWS", 999)
    day = np.arange(1_461)
    busy = counts(1_461) + 15.0 * (day % 365.25 > 335)
    found = season_test(busy, np.random.default_rng(1))
    assert found.p == 0.001
    assert found.effect > 0.5
    # The same extra sales at another time each year are none.
    moving = counts(1_461) + 15.0 * np.isin(
        day, np.concatenate([np.arange(30) + at for at in (20, 560, 850, 1_250)])
    )
    other = season_test(moving, np.random.default_rng(1))
    assert other.p is not None
    assert other.p > 0.05
