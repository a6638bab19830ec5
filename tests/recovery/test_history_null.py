"""Differences: none is invented in shops without any, and those that are planted are found.

A shop of which nothing differs may make a false call once in twenty. The share of simulated shops that do is
held against that, with three binomial standard errors.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from history_tables import measure
from simulated_shop import Truths, simulate

from psychograph.history.differences.differences import differences_of
from psychograph.history.measures.difference import Difference
from psychograph.stats.comparison import rhythms

SHOPS = 120
STATED = 0.05


@pytest.fixture(autouse=True)
def _fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    # p of the season to a thousandth, a tenth of the time.
    monkeypatch.setattr(rhythms, "DRAWS", 999)


def asked(truths: Truths, seed: int) -> tuple[Difference, ...]:
    rng = np.random.default_rng(seed)
    found = measure(simulate(truths, rng))
    return differences_of(
        found.partitions, found.calendar, None, first=found.first, until=found.until, rng=rng
    )


@pytest.mark.parametrize(
    "truths",
    [
        Truths(customers=300),
        Truths(customers=120, days=400, growth=1.0, returns=0.1, nameless=0.2),
        Truths(customers=300, joining=60, group=0.1),
    ],
    ids=["usual", "small and growing", "two kinds of customers"],
)
def test_shops_without_differences_make_false_calls_as_rarely_as_stated(truths: Truths) -> None:
    questions = [asked(truths, seed) for seed in range(SHOPS)]
    false = float(np.mean([any(one.real for one in found) for found in questions]))
    assert false <= STATED + 3 * math.sqrt(STATED * (1 - STATED) / SHOPS)
    # Nor is silence the reason: single questions have p below .05 as often as they should.
    raw = [one.p for found in questions for one in found if one.p is not None]
    # Questions about one part hang together, so their share varies about as that of one question does.
    assert float(np.mean(np.array(raw) < STATED)) == pytest.approx(STATED, abs=0.02)


@pytest.mark.parametrize(
    ("truths", "by", "what"),
    [
        (Truths(customers=1_200, days=1_096, season=0.5), "season", "sales"),
        (Truths(customers=1_200, weekday=1.0), "weekday", "sales"),
        (Truths(customers=1_500, region_repeat=2.0), "region", "orders"),
        (Truths(customers=1_500, region_value=0.8), "region", "value"),
        (Truths(customers=1_500, gender_value=0.6), "gender", "value"),
    ],
)
def test_what_is_planted_is_found(truths: Truths, by: str, what: str) -> None:
    found = [
        next(one for one in asked(truths, seed) if (one.by, one.what) == (by, what)) for seed in range(10)
    ]
    assert sum(one.real for one in found) >= 9
    assert all("than chance" in one.text for one in found)
