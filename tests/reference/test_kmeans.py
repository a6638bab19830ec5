"""k-means and criteria against figures that others published, and R's and scikit-learn's."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_iris

from psychograph.stats.centres.kmeans import consolidate, group_centres, kmeans
from psychograph.stats.choosing.criteria import between_share, calinski_harabasz
from psychograph.stats.choosing.gap import gap_statistic
from psychograph.stats.choosing.prediction_strength import prediction_strength
from psychograph.stats.trees.ward import cut_into, ward_tree

DATA = Path(__file__).parents[3] / "shared" / "data"
R = json.loads((Path(__file__).with_name("kmeans.json")).read_text(encoding="utf-8"))  # made by kmeans.R
NEVER_WORSE = 1.0001  # than the best listed: room for its last printed digit


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def rows(name: str) -> list[dict[str, str]]:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not here: reference data lie outside the project")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def method(values: np.ndarray, k: int, weights: np.ndarray | None) -> np.ndarray:
    return kmeans(values, k, starts=10, rng=rng(), weights=weights).labels


def test_vacation_motives() -> None:
    # Published: 2665.36 with six segments; the best of a thousand starts of Lloyd's rule: 2660.53.
    values = np.array([[float(cell) for cell in list(row.values())[:20]] for row in rows(VACMOT)])
    found = kmeans(values, 6, starts=50, rng=rng())
    assert values.shape == (1000, 20)
    assert found.within <= 2660.53 * NEVER_WORSE
    # Single moves make the best common: a thousand starts are not needed.
    assert found.share_at_best > 0.05


VACMOT = "psychographic/vacmot.csv"


def test_toothpaste() -> None:
    # Published by radiant: Ward on standardised data, consolidated by k-means.
    answers = np.array(
        [[float(row[f"v{i}"]) for i in range(1, 7)] for row in rows("psychographic/toothpaste.csv")]
    )
    values = (answers - answers.mean(axis=0)) / answers.std(axis=0, ddof=1)
    found = consolidate(values, cut_into(ward_tree(values), 3))
    assert np.bincount(found.labels)[1:].tolist() == [26, 18, 16]
    within = [((values[found.labels == g] - found.centres[g - 1]) ** 2).sum() for g in (1, 2, 3)]
    np.testing.assert_allclose(within, [37.740, 23.803, 33.896], atol=6e-4)  # three decimals
    assert between_share(values, found.labels) == pytest.approx(0.7304, abs=6e-5)
    means = group_centres(answers, found.labels)
    np.testing.assert_allclose(
        means.round(2),
        [
            [5.85, 3.38, 6.15, 3.38, 1.92, 3.77],
            [1.67, 3.00, 1.89, 3.44, 5.56, 3.22],
            [3.38, 5.75, 3.25, 6.00, 3.75, 5.88],
        ],
        atol=0.006,  # two decimals, halves rounded either way
    )


def test_mall_customers() -> None:
    # Printed in many public notebooks: 44448.4555 with five segments of income and spending.
    table = rows("behavioural/mall_customers.csv")
    columns = [name for name in table[0] if "ncome" in name or "core" in name]
    values = np.array([[float(row[name]) for name in columns] for row in table])
    assert values.shape == (200, 2)
    found = kmeans(values, 5, rng=rng())
    assert found.within <= 44448.4555 * NEVER_WORSE
    assert np.bincount(found.labels)[1:].tolist() == [81, 39, 35, 23, 22]
    assert kmeans(values, 4, rng=rng()).within <= 73679.789 * NEVER_WORSE
    assert kmeans(values, 6, rng=rng()).within <= 37233.8145 * NEVER_WORSE


def test_iris() -> None:
    values = load_iris().data
    found = kmeans(values, 3, rng=rng())
    assert found.within == pytest.approx(78.85144, abs=6e-6)
    assert np.bincount(found.labels)[1:].tolist() == [62, 50, 38]
    assert calinski_harabasz(values, found.labels) == pytest.approx(R["calinski_harabasz"], rel=1e-9)


@pytest.mark.parametrize("k", range(2, 7))
def test_never_worse_than_hartigan_and_wong(k: int) -> None:
    # R's kmeans from 200 starts; ours from 25. Ten digits are stored.
    found = kmeans(load_iris().data, k, rng=rng())
    assert found.within <= R["hartigan_wong_within"][k - 2] * (1 + 1e-9)


def test_gap_statistic() -> None:
    found = gap_statistic(load_iris().data, method, range(1, 6), 60, rng())
    # Both are means over draws, theirs of 500: four standard errors.
    noise = np.array(R["gap_error"]) * np.sqrt(1 / 60 + 1 / 500)
    assert (abs(found.gaps - R["gap"]) < 4 * noise).all()
    # A standard deviation of 60 draws errs by 9%, four times that.
    np.testing.assert_allclose(found.errors, R["gap_error"], rtol=0.4)


def test_prediction_strength() -> None:
    found = prediction_strength(load_iris().data, method, range(2, 6), 60, rng())
    noise = found.strengths.std(axis=1) * np.sqrt(1 / 60 + 1 / 500)
    assert (abs(found.means - R["prediction_strength"]) < 4 * noise).all()
    assert found.chosen == 2
