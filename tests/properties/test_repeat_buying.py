"""Forecasts of repeat buying: whatever parameters and customers, they are numbers that can be."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from psychograph.stats.repeat_buying.bg_nbd import (
    BgNbd,
    chance_active,
    chance_of_count,
    expected_from_first,
    expected_purchases,
    log_likelihood,
)

above_zero = st.floats(0.02, 20.0)
models = st.builds(BgNbd, r=above_zero, alpha=st.floats(0.05, 200.0), a=above_zero, b=above_zero)


@st.composite
def customers(draw: st.DrawFn) -> tuple[list[float], list[float], list[float]]:
    """One customer: purchases after the first, time of the last, time since the first."""
    age = draw(st.floats(0.2, 500.0))
    often = draw(st.integers(0, 400))
    last = age * draw(st.floats(0.01, 1.0)) if often else 0.0
    return [float(often)], [last], [age]


@given(models, customers(), st.floats(0.1, 300.0))
def test_expected_purchases_lie_between_none_and_those_of_who_never_leaves(
    model: BgNbd, customer: tuple[list[float], list[float], list[float]], time: float
) -> None:
    active = chance_active(model, *customer)[0]
    assert 0 <= active <= 1
    found = expected_purchases(model, time, *customer)[0]
    frequency, _, age = (one[0] for one in customer)
    # Rounding where hardly anything comes.
    most = active * (model.r + frequency) / (model.alpha + age) * time
    assert -1e-9 <= found <= most * (1 + 1e-4) + 1e-9
    assert expected_purchases(model, time * 2, *customer)[0] >= found * (1 - 1e-4) - 1e-9
    assert np.isfinite(log_likelihood(model, *customer))


@given(models, st.floats(0.1, 300.0))
def test_chances_of_counts_are_chances(model: BgNbd, time: float) -> None:
    chances = np.array([chance_of_count(model, count, [time])[0] for count in range(60)])
    assert (chances >= -1e-12).all()
    assert chances.sum() <= 1 + 1e-9
    # The mean of all is at least that of these.
    assert expected_from_first(model, [time])[0] >= (np.arange(60) @ chances) * (1 - 1e-4) - 1e-9
