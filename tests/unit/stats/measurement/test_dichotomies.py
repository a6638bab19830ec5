"""Dichotomies against scipy's bivariate normal distribution, and against people drawn from one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from psychograph.instruments.four_preferences import AXES
from psychograph.stats.measurement.dichotomies import side_probability, split_agreement


@pytest.mark.parametrize("r", [-0.9, -0.3, 0.0, 0.44, 0.49, 0.72, 0.74, 0.95])
def test_agreement_is_two_quadrants_of_a_bivariate_normal(r: float) -> None:
    both = multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([0, 0])
    assert split_agreement(r) == pytest.approx(2 * both, abs=1e-6)  # scipy integrates to about that


def test_published_agreements() -> None:
    # The figures that go with the published correlations, to their three decimals.
    assert [round(axis.agreement, 3) for axis in AXES] == [0.765, 0.756, 0.645, 0.663]
    assert np.prod([axis.agreement for axis in AXES]) == pytest.approx(0.247, abs=5e-4)


def test_side_probability_is_the_share_of_people_on_that_side() -> None:
    rng = np.random.default_rng(7)
    first = rng.normal(size=400_000)
    second = 0.6 * first + np.sqrt(1 - 0.6**2) * rng.normal(size=len(first))
    near = np.abs(first - 1) < 0.05
    # About 9,700 people, so a standard error of .004; four of them.
    assert side_probability(1.0, 0.6) == pytest.approx((second[near] > 0).mean(), abs=0.017)


def test_nobody_knows_more_than_a_correlation_says() -> None:
    assert side_probability([-3.0, 3.0], 0.0).tolist() == [0.5, 0.5]
    assert np.isnan(side_probability(np.nan, 0.5))
    with pytest.raises(ValueError, match="correlation"):
        split_agreement(1.2)
    with pytest.raises(ValueError, match="correlation"):
        side_probability(1.0, 1.0)
