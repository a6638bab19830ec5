"""Ward's tree against figures that others published, on data that do not ship with the project."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from psychograph.stats.trees.ward import ward_tree

PSYCHOGRAPHIC = Path(__file__).parents[3] / "shared" / "data" / "psychographic"


def attributes(name: str) -> np.ndarray:
    path = PSYCHOGRAPHIC / name
    if not path.exists():
        pytest.skip(f"{name} is not here: reference data lie outside the project")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return np.array([[float(row[f"v{i}"]) for i in range(1, 7)] for row in rows])


def sample_scores(values: np.ndarray) -> np.ndarray:
    """Standardise as the source does: with the sample standard deviation."""
    return (values - values.mean(axis=0)) / values.std(axis=0, ddof=1)


def test_toothpaste() -> None:
    # Published by radiant (ward.D2 on standardised data), five decimals.
    heights = ward_tree(sample_scores(attributes("toothpaste.csv")))[-3:, 2]
    np.testing.assert_allclose(heights, [5.39305, 15.07242, 17.02774], atol=6e-6)


def test_shopping() -> None:
    # Published by radiant on squared distances, four decimals.
    heights = ward_tree(sample_scores(attributes("shopping.csv")))[-2:, 2]
    np.testing.assert_allclose(heights**2, [76.1883, 92.3811], atol=6e-5)
