"""An interaction as large as a simple effect needs twice the people in each cell: by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from psychograph.strategy.sizes import size_rows
from psychograph.study.model import CampaignSettings

TRIALS = 40_000
# Four standard errors of a share of 0.8 at 40,000 trials, and a point for the normal approximation.
NOISE = 4 * np.sqrt(0.8 * 0.2 / TRIALS) + 0.01


@pytest.mark.parametrize(("base", "lift"), [(0.1, 0.2), (0.3, 0.1)])
def test_cells_see_the_interaction_as_often_as_arms_see_the_lift(base: float, lift: float) -> None:
    (row,) = size_rows(CampaignSettings(base_rate=base, lift=lift), personas=2)
    assert row.per_cell is not None
    rng = np.random.default_rng(5)

    def share(p: float, n: int) -> np.ndarray:
        shares: np.ndarray = rng.binomial(n, p, TRIALS) / n
        return shares

    def error(shares: list[np.ndarray], n: int) -> np.ndarray:
        errors: np.ndarray = np.sqrt(np.sum([p * (1 - p) / n for p in shares], axis=0))
        return errors

    arms = [share(row.lifted, row.per_arm), share(base, row.per_arm)]
    lift_seen = np.abs(arms[0] - arms[1]) / error(arms, row.per_arm) > stats.norm.ppf(0.975)
    # The message lifts those it was written for, and does nothing for the others.
    cells = [share(p, row.per_cell) for p in (row.lifted, base, base, base)]
    match = (cells[0] - cells[1]) - (cells[2] - cells[3])
    match_seen = np.abs(match) / error(cells, row.per_cell) > stats.norm.ppf(0.975)
    assert lift_seen.mean() == pytest.approx(0.8, abs=NOISE)
    assert match_seen.mean() == pytest.approx(0.8, abs=NOISE)
    with_half = [share(p, row.per_arm) for p in (row.lifted, base, base, base)]
    seen = np.abs(with_half[0] - with_half[1] - with_half[2] + with_half[3]) / error(with_half, row.per_arm)
    assert (seen > stats.norm.ppf(0.975)).mean() < 0.6
