"""T scores against the norms of a population."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from psychograph.responses.reliability.norms import against_norms, t_scores
from psychograph.study.model import Norms

NORMS = Norms(mean=3.4, sd=0.8, source="an example")


def test_the_population_itself_has_mean_fifty_and_deviation_ten() -> None:
    values = 3.4 + 0.8 * np.array([-1.0, 1.0])
    found = t_scores(values, NORMS)
    assert (found.mean(), found.std()) == (pytest.approx(50), pytest.approx(10))


def test_the_interval_is_student_s() -> None:
    values = np.random.default_rng(1).normal(3.6, 0.7, 40)
    found = against_norms(np.append(values, np.nan), NORMS)
    expected = ttest_1samp(t_scores(values, NORMS), 50).confidence_interval(0.95)
    assert found.interval == pytest.approx((expected.low, expected.high))


def test_one_score_has_a_mean_and_no_interval_and_none_has_neither() -> None:
    one, none = against_norms(np.array([4.2]), NORMS), against_norms(np.array([np.nan]), NORMS)
    assert one.t == pytest.approx(60)
    assert np.isnan([*one.interval, none.t, *none.interval]).all()
