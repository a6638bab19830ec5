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


def test_a_small_holdout_has_the_power_it_promises() -> None:
    # A tenth is held out: nine people with the campaign for each one without.
    n = two_proportion_size(0.1, 0.12, ratio=9)
    rng = np.random.default_rng(12)
    held, treated = rng.binomial(n, 0.1, TRIALS) / n, rng.binomial(9 * n, 0.12, TRIALS) / (9 * n)
    middle = (held + 9 * treated) / 10
    z = np.abs(held - treated) / np.sqrt(middle * (1 - middle) * (1 / n + 1 / (9 * n)))
    assert (z > stats.norm.ppf(0.975)).mean() == pytest.approx(0.8, abs=NOISE + 0.015)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"base": 0.0, "lifted": 0.1}, "a share lies between 0 and 1"),
        ({"base": 0.9, "lifted": 1.0}, "a share lies between 0 and 1"),
        ({"base": 0.1, "lifted": 0.1}, "cannot be told apart"),
        ({"base": 0.1, "lifted": 0.2, "power": 1.0}, "an error or a power"),
        ({"base": 0.1, "lifted": 0.2, "ratio": 0.0}, "the ratio of two arms is above 0"),
        ({"base": 0.1, "lifted": 0.2, "ratio": float("nan")}, "the ratio of two arms is above 0"),
    ],
)
def test_what_cannot_be_planned(given: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        two_proportion_size(**given)


@pytest.mark.parametrize("effect", [0.0, float("inf")])
def test_no_effect_cannot_be_planned(effect: float) -> None:
    with pytest.raises(ValueError, match="cannot be planned for"):
        two_mean_size(effect)
