"""Sample sizes give the power they promise, by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from psychograph.stats.sample_size import two_mean_size, two_proportion_size

TRIALS = 40_000
# Four standard errors of a share of 0.8 at 40,000 trials.
NOISE = 4 * np.sqrt(0.8 * 0.2 / TRIALS)


@pytest.mark.parametrize(("base", "lifted"), [(0.02, 0.04), (0.1, 0.12), (0.3, 0.25)])
def test_two_proportions(base: float, lifted: float) -> None:
    n = two_proportion_size(base, lifted)
    rng = np.random.default_rng(11)
    first, second = rng.binomial(n, base, TRIALS) / n, rng.binomial(n, lifted, TRIALS) / n
    middle = (first + second) / 2
    z = np.abs(first - second) / np.sqrt(2 * middle * (1 - middle) / n)
    # The formula is asymptotic: with counts near 20 it is a point or two off.
    assert (z > stats.norm.ppf(0.975)).mean() == pytest.approx(0.8, abs=NOISE + 0.015)


def test_two_means() -> None:
    n = two_mean_size(0.2)
    reached = stats.norm.cdf(0.2 * np.sqrt(n / 2) - stats.norm.ppf(0.975))
    assert reached >= 0.8 > stats.norm.cdf(0.2 * np.sqrt((n - 1) / 2) - stats.norm.ppf(0.975))
