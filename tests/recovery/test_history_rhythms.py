"""Tests of week and year: series without a rhythm have p below .05 as rarely as stated.

Of what shops are like: counts that vary more than Poisson's, levels that hang together from day to day,
random walks, growth, skewed amounts, purchases in clumps. Held against three binomial standard errors of the
share, and two points more for what is only nearly normal or nearly stationary.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from scipy.signal import lfilter

from psychograph.history.measures.calendar import month_totals
from psychograph.history.measures.rhythms import season_rhythm
from psychograph.history.measures.time import DayTotal
from psychograph.stats.comparison import rhythms
from psychograph.stats.comparison.rhythms import season_test, weekday_test

SERIES = 250
Draw = Callable[[np.random.Generator, int], np.ndarray]
STATED = 0.05
MOST = STATED + 3 * math.sqrt(STATED * (1 - STATED) / SERIES) + 0.02


def level(rng: np.random.Generator, days: int, rho: float, spread: float) -> np.ndarray:
    noise = rng.normal(0, spread * math.sqrt(1 - rho**2), days + 500)
    return np.exp(lfilter([1], [1, -rho], noise)[500:])


WITHOUT: dict[str, Draw] = {
    "Poisson": lambda rng, days: rng.poisson(5, days),
    "overdispersed": lambda rng, days: rng.negative_binomial(1, 1 / 6, days),
    "hanging together": lambda rng, days: rng.poisson(10 * level(rng, days, 0.7, 0.3)),
    "long waves": lambda rng, days: rng.poisson(10 * level(rng, days, 0.99, 0.3)),
    "random walk": lambda rng, days: rng.poisson(30 * np.exp(np.cumsum(rng.normal(0, 0.02, days)))),
    "growing": lambda rng, days: rng.poisson(20 * 2 ** (np.arange(days) / 365)),
    "skewed money": lambda rng, days: np.array(
        [rng.lognormal(3, 1.2, count).sum() for count in rng.poisson(5, days)]
    ),
    "clumps": lambda rng, days: np.convolve(rng.poisson(0.5, days), rng.poisson(3, 20))[:days],
}


def share_below(
    test: Callable[[np.ndarray, np.random.Generator], float | None], draw: Draw, days: int
) -> float:
    rng = np.random.default_rng(8)
    found = [test(draw(rng, days).astype(float), rng) for _ in range(SERIES)]
    assert all(p is not None for p in found)
    return float(np.mean([p is not None and p < STATED for p in found]))


@pytest.mark.parametrize("kind", WITHOUT)
@pytest.mark.parametrize("days", [300, 900])
def test_no_week_is_invented(kind: str, days: int) -> None:
    assert share_below(lambda series, _: weekday_test(series).p, WITHOUT[kind], days) <= MOST


@pytest.mark.parametrize("kind", WITHOUT)
@pytest.mark.parametrize("years", [2, 3])
def test_no_season_is_invented(kind: str, years: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rhythms, "DRAWS", 199)
    days = round(years * 365.25)
    assert share_below(lambda series, rng: season_test(series, rng).p, WITHOUT[kind], days) <= MOST


# In the very middle of two years a jump can hardly be told from a season that came back once: what is stated
# is one in five, plus three binomial standard errors.
HARDLY = 0.2 + 3 * math.sqrt(0.2 * 0.8 / SERIES)


@pytest.mark.parametrize(
    ("years", "at", "times", "most"),
    [(2, 0.5, 2.0, HARDLY), (2, 0.5, 4.0, HARDLY), (4, 0.5, 4.0, MOST), (5, 0.4, 3.0, MOST)],
)
def test_a_level_that_jumps_and_stays_is_no_season(
    years: int, at: float, times: float, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Less a smooth curve, these are saws with a year between the teeth: up to 93 in 100 were seasons once.
    monkeypatch.setattr(rhythms, "DRAWS", 199)
    jump: Draw = lambda rng, days: rng.poisson(  # noqa: E731
        20 * np.where(np.arange(days) < at * days, 1.0, times) * level(rng, days, 0.7, 0.2)
    )
    assert share_below(lambda series, rng: season_test(series, rng).p, jump, round(years * 365.25)) <= most


def test_a_week_is_found() -> None:
    saturday: Draw = lambda rng, days: rng.poisson(10 * (1 + 0.2 * (np.arange(days) % 7 == 5)))  # noqa: E731
    assert share_below(lambda series, _: weekday_test(series).p, saturday, 730) > 0.9


def test_a_season_is_found_also_behind_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rhythms, "DRAWS", 199)
    swing = 1 + 0.2 * np.cos(2 * np.pi * np.arange(1_096) / 365.25)
    plain: Draw = lambda rng, days: rng.poisson(10 * swing)  # noqa: E731
    assert share_below(lambda series, rng: season_test(series, rng).p, plain, 1_096) > 0.9


@pytest.mark.parametrize("rho", [0.7, 0.99])
def test_intervals_of_months_hold_the_truth_also_where_levels_hang_together(rho: float) -> None:
    rng, first, until = np.random.default_rng(8), date(2018, 1, 1), date(2021, 1, 1)
    days = [first + timedelta(at) for at in range((until - first).days)]
    truth = np.array([0.8, 0.7, 0.85, 0.9, 1, 1, 1, 1, 1.1, 1.2, 1.5, 1.2])
    usual = 20 * truth[[day.month - 1 for day in days]]
    held = []
    for _ in range(60):
        sold = rng.poisson(usual * level(rng, len(days), rho, 0.3)).tolist()
        totals = [DayTotal(day, n, Decimal(n), Decimal(0)) for day, n in zip(days, sold, strict=True)]
        found = season_rhythm(month_totals(totals, {}, first, until))
        index = 100 * truth / truth.mean()
        held.append(float(((np.array(found.low) <= index) & (index <= np.array(found.high))).mean()))
    # Three standard errors of the mean over shops, and two points for months that are not independent.
    error = 3 * float(np.std(held)) / math.sqrt(len(held)) + 0.02
    assert float(np.mean(held)) == pytest.approx(0.95, abs=error)
