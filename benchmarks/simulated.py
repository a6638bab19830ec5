"""Simulated surveys for benchmarks: five segments, correlated items or scores, the same on every run."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SHARES = (0.30, 0.25, 0.20, 0.15, 0.10)
"""Shares of the five segments."""
CHUNK = 1_000_000
"""Answers are drawn for this many respondents at a time, to save memory."""


def likert(n: int, d: int, seed: int = 0) -> NDArray[np.int8]:
    """Draw answers from 1 to 5 to d items: about four items a factor, a quarter of them reversed.

    Respondents differ in how high they answer on everything, by a standard deviation of 0.3.
    """
    factors = max(2, d // 4)
    item = np.random.default_rng(777 + d)  # so that items are the same for any n and seed
    loadings = item.uniform(0.65, 0.85, d) * item.choice([1, 1, 1, -1], d)
    easiness = item.normal(0, 0.25, d)
    rng = np.random.default_rng(seed)
    answers = np.empty((n, d), np.int8)
    for first in range(0, n, CHUNK):
        m = min(CHUNK, n - first)
        traits = _traits(m, factors, rng)
        style = rng.normal(0, 0.3, (m, 1))
        felt = traits[:, np.arange(d) % factors] * loadings + style + rng.normal(0, 0.6, (m, d)) + easiness
        answers[first : first + m] = 1 + np.digitize(felt, [-1.3, -0.45, 0.45, 1.3])
    return answers


def scores(n: int, d: int = 10, seed: int = 0) -> NDArray[np.float64]:
    """Draw d correlated, standardised scale scores."""
    rng = np.random.default_rng(seed)
    traits = _traits(n, d, rng)
    mixing = np.random.default_rng(99 + d).normal(0, 0.25, (d, d)) + np.eye(d)
    values = traits @ mixing + rng.normal(0, 0.3, (n, d))
    result: NDArray[np.float64] = (values - values.mean(axis=0)) / values.std(axis=0)
    return result


def _traits(n: int, factors: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw standings on the factors, from segments that are the same for any n and seed."""
    centres = np.random.default_rng(12345 + factors).normal(0, 0.9, (len(SHARES), factors))
    segment = rng.choice(len(SHARES), size=n, p=SHARES)
    traits: NDArray[np.float64] = centres[segment] + rng.normal(0, 0.6, (n, factors))
    return traits
