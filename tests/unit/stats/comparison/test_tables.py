"""Weighted tables with empty cells, where R's svychisq ends in an error."""

from __future__ import annotations

import numpy as np

from psychograph.stats.comparison.tables import rao_scott


def test_empty_cells_drop_out() -> None:
    # Each row gave one answer of three: most interactions cannot be seen.
    rows = np.repeat([0, 1, 2, 3], 6)
    columns = np.repeat([0, 1, 2, 2], 6)
    weights = np.tile([1.0, 2.0, 1.5], 8)
    found = rao_scott(rows, columns, weights)
    assert np.isfinite(found.statistic)
    assert 0 <= found.p < 0.001
