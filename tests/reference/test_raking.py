"""Weights against R's survey package, and Ward's tree of masses against R's hclust.

`raking.R` beside this file makes the figures, from respondents invented by arithmetic; `raking.json`
holds them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.cluster.hierarchy import is_valid_linkage

from psychograph.stats.raking import Margin, rake, trim
from psychograph.stats.trees.ward import cut_into, ward_tree
from psychograph.stats.weights import design_effect, effective_n, weighted_mean, weighted_variance

R: dict[str, Any] = json.loads(Path(__file__).with_name("raking.json").read_text(encoding="utf-8"))
# Both stop when margins are kept to about ten digits.
SAME = 1e-6


def column(name: str) -> np.ndarray:
    return np.array([person[name] for person in R["people"]])


def margins() -> list[Margin]:
    found = []
    for attribute, shares in R["shares"].items():
        categories = list(shares)
        groups = np.array([categories.index(value) for value in column(attribute)])
        found.append(Margin(groups, np.array(list(shares.values()))))
    return found


@pytest.mark.parametrize("other", ["raked", "calibrated"])
def test_raking_agrees_with_rake_and_with_calibrate(other: str) -> None:
    # calibrate(calfun = "raking") reaches the same weights by Newton's method, without passes.
    found = rake(margins())
    assert found.converged
    np.testing.assert_allclose(found.weights, R[other], atol=SAME)


def test_raking_from_other_weights() -> None:
    np.testing.assert_allclose(rake(margins(), start=column("start")).weights, R["started"], atol=SAME)


def test_trimming_once() -> None:
    np.testing.assert_allclose(trim(np.array(R["raked"]), *R["once_bounds"]), R["trimmed_once"], atol=SAME)


def test_raking_and_trimming_in_turns() -> None:
    low, high = R["turns_bounds"]
    found = rake(margins(), bounds=(low, high))
    assert found.converged
    assert low <= found.weights.min()
    assert found.weights.max() <= high
    theirs = np.array(R["in_turns"])
    assert found.trimmed == int((theirs < low + SAME).sum() + (theirs > high - SAME).sum()) > 0
    np.testing.assert_allclose(found.weights, theirs, atol=SAME)


def test_kish() -> None:
    weights = np.array(R["raked"])
    assert effective_n(weights) == pytest.approx(R["kish"]["effective_n"], rel=1e-12)
    assert design_effect(weights) == pytest.approx(R["kish"]["design_effect"], rel=1e-12)


def test_kish_is_about_what_svymean_finds_for_answers_unrelated_to_the_weights() -> None:
    # 5 %: svymean takes deviations from the weighted mean, towards which heavy respondents pull it.
    assert design_effect(np.array(R["raked"])) == pytest.approx(R["mean_design_effect"], rel=0.05)


def test_mean_and_variance_are_those_of_svymean_and_svyvar() -> None:
    weights, answers = np.array(R["raked"]), column("y")
    assert float(weighted_mean(answers, weights)) == pytest.approx(R["mean"], rel=1e-12)
    assert float(weighted_variance(answers, weights, ddof=1)) == pytest.approx(R["variance"], rel=1e-12)


def test_ward_heights_and_cut_are_those_of_hclust_with_members() -> None:
    points, mass = np.array(R["points"]), np.array(R["mass"])
    tree = ward_tree(points, mass)
    assert is_valid_linkage(tree)
    # Weights are brought to a mean of 1 first, which scales all heights alike.
    np.testing.assert_allclose(tree[:, 2] * np.sqrt(mass.mean()), R["ward_heights"], rtol=1e-10)
    pairs = set(zip(cut_into(tree, 5).tolist(), R["ward_five"], strict=True))
    assert len(pairs) == 5
