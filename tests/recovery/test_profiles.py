"""Tests of descriptors on simulated people: silent where segments do not differ, loud where they do."""

from __future__ import annotations

import numpy as np
import pytest
from segmented_people import profile_of

STUDIES = 60
N = 200


def study(rng: np.random.Generator, difference: float, *, weighted: bool) -> list[float]:
    """The q-values of eight descriptors; in the first and the fifth, the first segment differs."""
    labels = rng.choice([1, 2, 3], N, p=[0.2, 0.3, 0.5])
    apart = difference * (labels == 1)
    spread = np.where(labels == 1, 1.6, 1.0)  # groups need not spread alike
    numbers = {
        "Mood": (np.clip(np.rint(rng.normal(3 + apart, spread)), 1, 5), True),
        "Age": (np.rint(rng.normal(45, 12 * spread)), False),
        "Spend": (rng.lognormal(3, 0.8, N), False),
        "Visits": (rng.poisson(3, N).astype(float), False),
    }
    chance = np.where(
        rng.random(N) < 0.5 * difference * (labels == 1), 0, rng.choice(4, N, p=[0.1, 0.2, 0.3, 0.4])
    )
    categories = {
        "Region": [str(code) for code in chance],
        "Gender": list(rng.choice(["f", "m"], N)),
        "Rare": list(rng.choice(["a", "b", "c", "d"], N, p=[0.94, 0.02, 0.02, 0.02])),
        "Job": list(rng.choice(list("klmnop"), N)),
    }
    weights = rng.choice([0.4, 1.0, 2.6], N) if weighted else None
    return [test.q for test in profile_of(labels, numbers, categories, weights=weights).tests]


@pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
def test_without_differences_few_studies_call_any(weighted: bool) -> None:
    rng = np.random.default_rng(21)
    called = [min(study(rng, 0.0, weighted=weighted)) < 0.05 for _ in range(STUDIES)]
    # Where nothing differs, 5 % of studies may call something; of 60, 8 or more come up in 1 % of trials.
    assert sum(called) <= 7


@pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
def test_planted_differences_are_found_and_others_are_not(weighted: bool) -> None:
    rng = np.random.default_rng(22)
    q = np.array([study(rng, 0.9, weighted=weighted) for _ in range(30)])
    called = q < 0.05
    planted = [0, 4]
    assert called[:, planted].mean() > 0.6  # weights leave less to see with
    false = np.delete(called, planted, axis=1).sum(axis=1) / np.maximum(called.sum(axis=1), 1)
    assert false.mean() <= 0.05 + 0.04  # the promise, and two standard errors of 30 studies
