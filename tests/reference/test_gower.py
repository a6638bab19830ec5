"""Gower's dissimilarities, medoids and weighted average linkage against R.

`gower.R` beside this file makes the figures, with daisy and pam of the package cluster and hclust,
from respondents invented by arithmetic; `gower.json` holds them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.spatial.distance import pdist

from psychograph.stats.centres.gower import gower
from psychograph.stats.centres.medoids import k_medoids
from psychograph.stats.trees.linkage import distance_tree
from psychograph.stats.trees.ward import cut_into

R: dict[str, Any] = json.loads(Path(__file__).with_name("gower.json").read_text(encoding="utf-8"))
# Ours are float32: sums of six numbers below 3, divided.
SINGLE = 3e-7


def table(name: str) -> np.ndarray:
    return np.array(list(R[name].values()), dtype=float).T


def condensed(name: str) -> np.ndarray:
    return np.array(R[name], dtype=float)


@pytest.mark.parametrize(
    ("people", "found", "weighed"),
    [("people", "full", False), ("gaps", "some", False), ("gaps", "weighed", True)],
)
def test_dissimilarities_are_those_of_daisy(people: str, found: str, weighed: bool) -> None:
    ours = gower(
        table(people),
        [int(top) for top in R["levels"]],
        ordinal=R["ordinal"],
        column_weights=R["weights"] if weighed else None,
    )
    theirs = condensed(found)
    known = ~np.isnan(theirs)
    assert known.mean() > 0.99
    np.testing.assert_allclose(ours[known], theirs[known], atol=SINGLE)


def test_pairs_that_daisy_cannot_compare_are_the_expected_ones() -> None:
    ours = gower(table("apart"), [0, 0], unknown=0.125)
    theirs = condensed("of_apart")
    assert np.isnan(theirs).sum() == 4
    np.testing.assert_allclose(ours, np.where(np.isnan(theirs), 0.125, theirs), atol=SINGLE)


def test_average_linkage_with_weights_is_hclust_with_members() -> None:
    tree = distance_tree(np.array(R["few"]), "average", weights=np.array(R["mass"], dtype=float))
    np.testing.assert_allclose(tree[:, 2], R["average_heights"], rtol=1e-10)
    pairs = set(zip(cut_into(tree, 6).tolist(), R["average_six"], strict=True))
    assert len(pairs) == 6


@pytest.mark.parametrize("method", ["complete", "single"])
def test_complete_and_single_linkage_are_those_of_hclust(method: str) -> None:
    tree = distance_tree(np.array(R["few"]), method)
    np.testing.assert_allclose(tree[:, 2], R[f"{method}_heights"], rtol=1e-10)


@pytest.mark.parametrize("solution", R["pam_points"], ids=lambda solution: f"k={solution['k']}")
def test_medoids_of_points_are_never_worse_than_those_of_pam(solution: dict[str, Any]) -> None:
    points = np.array(R["points"])
    found = k_medoids(pdist(points), solution["k"], rng=np.random.default_rng(1))
    assert found.cost * len(points) <= solution["cost"] * (1 + SINGLE)


@pytest.mark.parametrize("solution", R["pam_people"], ids=lambda solution: f"k={solution['k']}")
def test_medoids_of_mixed_answers_are_never_worse_than_those_of_pam(solution: dict[str, Any]) -> None:
    found = k_medoids(condensed("full"), solution["k"], rng=np.random.default_rng(1))
    assert found.cost * 60 <= solution["cost"] * (1 + SINGLE)
    if found.cost * 60 > solution["cost"] * (1 - 1e-5):
        # As good: then the same people, each with as many around them.
        assert found.medoids.tolist() == sorted(solution["medoids"])
        assert sorted(np.bincount(found.labels)[1:].tolist()) == sorted(solution["sizes"])
