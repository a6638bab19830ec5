"""The test of Mantel and Haenszel against R: `strata.R` beside this file makes the figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from psychograph.stats.comparison.strata import mantel_haenszel

STORED: dict[str, Any] = json.loads(Path(__file__).with_name("strata.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("case", "groups"), [("several", 4), ("two", 2)])
def test_as_in_r(case: str, groups: int) -> None:
    had, of = (np.array(STORED[name])[:, :groups] for name in ("had", "of"))
    found = mantel_haenszel(had, of)
    # Both sides compute the same closed form; rounding alone differs.
    assert found.statistic == pytest.approx(STORED[case]["statistic"], rel=1e-9)
    assert found.df == (STORED[case]["df"],)
    assert found.p == pytest.approx(STORED[case]["p"], rel=1e-9)
