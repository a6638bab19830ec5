"""Campaigns with known effects: how often a bet is said to hold, and how often wrongly."""

from __future__ import annotations

import math

import numpy as np
import pytest

from psychograph.strategy.evaluation.columns import Columns
from psychograph.strategy.evaluation.evaluate import evaluate
from psychograph.strategy.evaluation.evaluation import Evaluation, Verdict
from psychograph.strategy.evaluation.results import CampaignResults, OutcomeKind

TRIALS = 400
PEOPLE = 4_000
ARMS = ("A", "B", "holdout")


def campaign(rng: np.random.Generator, lead: float, base: float = 0.08) -> Evaluation:
    """Two personas crossed with two messages; each has a lead of `lead` in its own persona."""
    persona, arm = rng.integers(0, 2, PEOPLE), rng.choice(3, PEOPLE, p=[0.45, 0.45, 0.1])
    outcome = (rng.random(PEOPLE) < base + lead * (arm == persona)).astype(float)
    results = CampaignResults(
        "made up",
        Columns("persona", "arm", "outcome"),
        OutcomeKind.RATE,
        ("one", "other"),
        (1, 2),
        ARMS,
        "holdout",
        persona,
        arm.astype(np.int64),
        outcome,
        None,
        PEOPLE,
    )
    return evaluate(results, matched={"one": "A", "other": "B"})


def shares(lead: float, seed: int) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    runs = [campaign(rng, lead) for _ in range(TRIALS)]
    return {
        "any bet held": float(np.mean([any(b.verdict is Verdict.HELD for b in run.bets) for run in runs])),
        "both held": float(np.mean([all(b.verdict is Verdict.HELD for b in run.bets) for run in runs])),
        "some lift": float(np.mean([any(lift.p_holm < 0.05 for lift in run.lifts) for run in runs])),
        "match": float(
            np.mean([any(b.match is not None and b.match.above(0) for b in run.bets) for run in runs])
        ),
        "interaction": float(np.mean([run.interactions[0].test.p < 0.05 for run in runs])),
    }


def noise(level: float) -> float:
    return 3 * math.sqrt(level * (1 - level) / TRIALS)


def test_without_any_effect_little_is_found() -> None:
    found = shares(0.0, 1)
    # Two bets at 97.5 %, of which only the upper side counts: 2.5 % in all.
    assert found["any bet held"] <= 0.025 + noise(0.025)
    assert found["some lift"] <= 0.05 + noise(0.05)  # Holm, over four lifts
    assert found["interaction"] == pytest.approx(0.05, abs=noise(0.05))


def test_a_match_is_found() -> None:
    # Some 900 people a cell, 8 % against 14 %: four standard errors in each persona.
    found = shares(0.06, 2)
    assert found["both held"] > 0.9
    assert found["match"] > 0.99
    assert found["interaction"] > 0.99
