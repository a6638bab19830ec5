"""Which test a descriptor gets, and what is said of it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from segmented_people import profile_of

from psychograph.profiling.descriptor_test import DescriptorTest, TestKind

LABELS = np.repeat([1, 2, 3], [40, 60, 50])
RNG = np.random.default_rng(12)
SPEND = RNG.gamma(4, 5, 150) + 6 * (LABELS == 2)
REGION = RNG.choice(["N", "S", "E"], 150)
WEIGHTS = RNG.choice([0.5, 1.0, 2.0], 150)


def only(*args: object, **named: object) -> DescriptorTest:
    (test,) = profile_of(*args, **named).tests  # type: ignore[arg-type]
    return test


def test_numbers_get_welch_and_ranks_beside_it() -> None:
    found = only(LABELS, {"Spend": (SPEND, False)})
    parts = [SPEND[g == LABELS] for g in (1, 2, 3)]
    assert found.kind is TestKind.WELCH
    assert found.beside is not None
    assert found.beside.kind is TestKind.KRUSKAL
    assert found.beside.p == pytest.approx(stats.kruskal(*parts).pvalue, rel=1e-9)
    assert (found.n, found.effect_name, found.notes) == (150, "omega squared", ())
    assert found.q == pytest.approx(found.p)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (list(REGION), TestKind.CHI_SQUARE),
        (["N", "S"] * 74 + ["X", "N"], TestKind.FISHER_MONTE_CARLO),
        (["N"] * 147 + ["S"] * 3, TestKind.FISHER_MONTE_CARLO),
    ],
)
def test_tables_go_by_what_is_expected_in_their_cells(said: list[str], kind: TestKind) -> None:
    found = only(LABELS, {}, {"Region": said})
    assert found.kind is kind
    assert (found.p_interval is not None) is (kind is TestKind.FISHER_MONTE_CARLO)
    assert bool(found.notes) is (kind is TestKind.FISHER_MONTE_CARLO)
    assert found.effect_name == "Cramer's V"


def test_two_by_two_with_few_is_exact() -> None:
    labels = np.repeat([1, 2], 10)
    said = ["a"] * 8 + ["b"] * 2 + ["a"] * 2 + ["b"] * 8
    found = only(labels, {}, {"Region": said})
    assert found.kind is TestKind.CHI_SQUARE  # five expected in each cell
    said[0] = None
    found = only(labels, {}, {"Region": said})
    assert found.kind is TestKind.FISHER
    assert found.p == pytest.approx(stats.fisher_exact([[7, 2], [2, 8]]).pvalue)


def test_weights_bring_design_based_tests() -> None:
    profile = profile_of(LABELS, {"Spend": (SPEND, False)}, {"Region": list(REGION)}, weights=WEIGHTS)
    number, category = profile.tests
    assert number.kind is TestKind.WEIGHTED_WELCH
    assert number.beside is not None
    assert number.beside.kind is TestKind.WEIGHTED_RANKS
    assert category.kind is TestKind.RAO_SCOTT


def test_rare_answers_of_weighted_people_are_taken_together() -> None:
    said = [*REGION[:144], *"uvwxyz"]
    found = only(LABELS, {}, {"Region": said}, weights=WEIGHTS)
    assert found.kind is TestKind.RAO_SCOTT
    assert "Rare answers were taken together for the test." in found.notes
    # Four columns, so no more than (3 - 1) (4 - 1) degrees of freedom.
    assert found.df[0] <= 6


def test_q_values_are_over_the_family() -> None:
    noise = {f"X{i}": (np.random.default_rng(i).normal(size=150), False) for i in range(6)}
    profile = profile_of(LABELS, {"Spend": (SPEND, False), **noise}, {"Region": list(REGION)})
    p, q = (np.array([getattr(test, name) for test in profile.tests]) for name in ("p", "q"))
    np.testing.assert_allclose(q, stats.false_discovery_control(p), rtol=1e-12)
    assert [test.name for test in profile.tests] == ["Spend", *noise, "Region"]


@pytest.mark.parametrize(
    ("numbers", "categories", "why"),
    [
        ({"X": (np.full(150, 3.0), False)}, {}, "Everybody gave the same answer."),
        ({"X": (np.where(LABELS == 1, 3.0, np.nan), False)}, {}, "Fewer than two segments have 5 answers."),
        ({}, {"X": ["a"] * 150}, "everybody gave the same answer"),
        ({}, {"X": [f"name {i}" for i in range(150)]}, "no answer is frequent enough"),
        ({}, {"X": ["a" if g == 1 else None for g in LABELS]}, "Fewer than two segments answered."),
        ({}, {"X": [None] * 150}, "Fewer than two segments answered."),
    ],
)
def test_what_cannot_be_tested_says_why(
    numbers: dict[str, tuple[np.ndarray, bool]], categories: dict[str, list[str | None]], why: str
) -> None:
    found = only(LABELS, numbers, categories)
    assert found.kind is TestKind.NONE
    assert math.isnan(found.p)
    assert math.isnan(found.q)
    assert why in found.notes[0]


def test_what_cannot_be_tested_is_no_part_of_the_family() -> None:
    profile = profile_of(LABELS, {"Spend": (SPEND, False), "X": (np.full(150, 3.0), False)})
    assert profile.tests[0].q == profile.tests[0].p


def test_segments_with_few_answers_are_left_out_and_named() -> None:
    spend = SPEND.copy()
    spend[np.flatnonzero(LABELS == 3)[4:]] = np.nan
    found = only(LABELS, {"Spend": (spend, False)})
    assert found.n == 100
    assert "Segment 3 is left out: fewer than 5 of its members answered." in found.notes


def test_a_segment_that_answers_alike_is_compared_by_ranks() -> None:
    found = only(LABELS, {"Spend": (np.where(LABELS == 1, 3.0, SPEND), False)})
    assert found.kind is TestKind.KRUSKAL
    assert found.effect_name == "epsilon squared"
    assert found.beside is None
    assert "ranks are compared" in found.notes[0]


def test_means_and_ranks_that_disagree_are_told() -> None:
    rng = np.random.default_rng(2)
    labels = np.repeat([1, 2], 60)
    skewed = np.where(labels == 1, rng.lognormal(0, 2.2, 120), rng.lognormal(1.0, 0.4, 120))
    found = only(labels, {"Spend": (skewed, False)})
    assert found.beside is not None
    assert (found.p < 0.05) != (found.beside.p < 0.05)
    assert any("do not agree" in note for note in found.notes)
