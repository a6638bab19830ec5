"""Consensus and reproducibility: planted partitions, brute force, and what must not matter."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from psychograph.stats.choosing.agreement import adjusted_rand
from psychograph.stats.choosing.consensus import agreement_table, consensus, reproducibility
from psychograph.stats.choosing.consensus_search import Patterns, _Space


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def planted(n: int, k: int, seed: int) -> np.ndarray:
    """Groups of quite unlike sizes, 1 the heaviest."""
    shares = np.arange(k, 0, -1, dtype=float)
    return np.repeat(np.arange(1, k + 1), np.maximum(1, np.round(n * shares / shares.sum())).astype(int))


def noisy(truth: np.ndarray, share: float, seed: int, k: int | None = None) -> np.ndarray:
    """A solution that puts some respondents anywhere, its groups numbered anyhow."""
    k = k or int(truth.max())
    random = rng(seed)
    labels = np.where(random.random(len(truth)) < share, random.integers(1, k + 1, len(truth)), truth)
    return random.permutation(max(k, int(truth.max())))[labels - 1] + 1


def parted(solutions: list[np.ndarray], labels: np.ndarray, weights: np.ndarray, shares: np.ndarray) -> float:
    """What is made small, from every pair: the weight of solutions that part it, over the group's weight."""
    total = 0.0
    for group in np.unique(labels):
        inside = np.flatnonzero(labels == group)
        apart = sum(
            share * (solution[inside][:, None] != solution[inside])
            for share, solution in zip(shares, solutions, strict=True)
        )
        mass = weights[inside]
        total += float(mass @ apart @ mass) / mass.sum()
    return total


@pytest.mark.parametrize("k", [2, 4, 6])
def test_a_planted_partition_is_found_better_than_by_any_solution(k: int) -> None:
    truth = planted(600, k, 0)
    solutions = [noisy(truth, 0.35, seed) for seed in range(15)]
    found = consensus(solutions, k, rng=rng())
    mine = adjusted_rand(found.labels, truth)
    assert mine > 0.97 > max(adjusted_rand(solution, truth) for solution in solutions) + 0.2
    # Whom more solutions keep has more right to the place.
    right = found.labels == truth
    assert right.all() or found.confidence[right].mean() > found.confidence[~right].mean() + 0.2


def test_solutions_of_other_numbers_of_groups_help() -> None:
    truth = planted(600, 4, 0)
    solutions = [noisy(truth, 0.35, seed, k) for seed, k in enumerate([4, 5, 6, 8, 4, 5, 7, 8, 4, 6])]
    solutions.append(np.where(truth > 2, 3, truth))
    found = consensus(solutions, 4, rng=rng())
    assert adjusted_rand(found.labels, truth) > 0.95


def test_solutions_of_other_numbers_alone_are_enough() -> None:
    truth = planted(300, 4, 0)
    coarse = [np.where(truth == out, out % 4 + 1, truth) for out in (1, 2, 3, 4)]
    assert adjusted_rand(consensus(coarse, 4, rng=rng()).labels, truth) == 1


def test_the_same_solution_again_and_again_is_certain() -> None:
    truth = planted(120, 3, 0)
    found = consensus([truth, truth % 3 + 1, truth], 3, rng=rng())
    np.testing.assert_array_equal(found.labels, truth)
    assert found.confidence.tolist() == [1.0] * len(truth)
    assert (found.mean_agreement, found.agreement.tolist()) == (1.0, [1.0] * 3)


@pytest.mark.parametrize("seed", range(6))
def test_no_partition_parts_less(seed: int) -> None:
    n = 7
    solutions = [rng(10 * seed + r).integers(1, 4, n) for r in range(4)]
    weights, shares = rng(seed).uniform(0.5, 2, n), rng(seed + 1).dirichlet(np.ones(4))
    found = consensus(solutions, 3, rng=rng(), weights=weights, importance=shares, starts=40)
    best = min(
        parted(solutions, np.array(labels), weights, shares)
        for labels in product(range(3), repeat=n)
        if len(set(labels)) == 3
    )
    assert parted(solutions, found.labels, weights, shares) == pytest.approx(best, rel=1e-9)


def test_the_cost_of_the_search_is_what_pairs_are_parted_by() -> None:
    solutions = [rng(r).integers(1, 4, 30) for r in range(5)]
    weights, shares = rng(7).uniform(0.5, 2, 30), rng(8).dirichlet(np.ones(5))
    patterns = Patterns.of(np.column_stack(solutions) - 1, weights, shares)
    labels, cost = _Space(patterns).settled(rng(9).integers(0, 3, len(patterns.masses)), 3)
    wanted = parted(solutions, labels[patterns.pattern], weights, shares)
    assert cost == pytest.approx(wanted, rel=1e-9)


@given(st.integers(12, 60), st.integers(0, 10**6), st.booleans())
def test_neither_order_nor_numbering_matters(n: int, seed: int, weighted: bool) -> None:
    truth = planted(n, 3, seed)
    solutions = [noisy(truth, 0.3, seed + r) for r in range(6)]
    random = rng(seed)
    weights = random.uniform(0.5, 2, len(truth)) if weighted else None
    importance = random.permutation(6) + 1.0
    found = consensus(solutions, 3, rng=rng(), weights=weights, importance=importance)
    rows, order = random.permutation(len(truth)), random.permutation(6)
    other = consensus(
        [(random.permutation(3)[solutions[r] - 1] + 1)[rows] for r in order],
        3,
        rng=rng(),
        weights=None if weights is None else weights[rows],
        importance=importance[order],
    )
    np.testing.assert_array_equal(other.labels, found.labels[rows])
    np.testing.assert_allclose(other.agreement, found.agreement[order], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(other.confidence, found.confidence[rows], atol=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_a_weight_of_three_is_three_respondents(seed: int) -> None:
    truth = planted(40, 3, 0)
    solutions = [noisy(truth, 0.4, seed + r) for r in range(5)]
    weights = rng(seed).integers(1, 4, len(truth))
    found = consensus(solutions, 3, rng=rng(), weights=weights, starts=30)
    again = consensus([np.repeat(solution, weights) for solution in solutions], 3, rng=rng(), starts=30)
    np.testing.assert_array_equal(np.repeat(found.labels, weights), again.labels)
    np.testing.assert_allclose(np.repeat(found.confidence, weights), again.confidence)


def test_groups_are_numbered_from_the_heaviest() -> None:
    truth = np.array([1, 1, 1, 2, 2, 3])
    assert consensus([truth], 3, rng=rng()).labels.tolist() == [1, 1, 1, 2, 2, 3]
    weights = [1, 1, 1, 1, 1, 9]
    assert consensus([truth], 3, rng=rng(), weights=weights).labels.tolist() == [2, 2, 2, 3, 3, 1]


def test_a_solution_without_importance_has_no_say() -> None:
    truth, other = planted(60, 3, 0), rng(4).integers(1, 4, 60)
    other = other[: len(truth)]
    found = consensus([truth, other, other], 3, rng=rng(), importance=[1, 0, 0])
    np.testing.assert_array_equal(found.labels, truth)
    assert found.mean_agreement == 1
    assert found.agreement[1] == adjusted_rand(truth, other)


def test_confidence_is_the_share_of_solutions_that_keep() -> None:
    truth = np.repeat([1, 2], [6, 4])
    one, other = truth.copy(), truth.copy()
    one[0], other[[0, 9]] = 2, (2, 1)
    finer = np.repeat([1, 2, 3], [3, 3, 4])
    found = consensus([truth, one, other, finer], 2, rng=rng(), importance=[5, 3, 2, 1])
    np.testing.assert_array_equal(found.labels, truth)
    np.testing.assert_allclose(found.confidence, [6 / 11, *[1.0] * 8, 9 / 11], rtol=1e-12)


def test_groups_that_split_patterns_no_solution_tells_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="tell only 2 apart"):
        consensus([[1, 1, 2, 2]], 3, rng=rng())
    # Of no importance, the second does not tell anybody apart.
    with pytest.raises(ValueError, match="tell only 2 apart"):
        consensus([[1, 1, 2, 2], [1, 2, 3, 4]], 3, rng=rng(), importance=[1, 0])


def test_one_group_and_as_many_as_patterns() -> None:
    solutions = [[1, 1, 2, 3], [1, 2, 2, 3]]
    assert consensus(solutions, 1, rng=rng()).labels.tolist() == [1] * 4
    assert sorted(consensus(solutions, 4, rng=rng()).labels.tolist()) == [1, 2, 3, 4]


def test_importance_beyond_all_measure() -> None:
    solutions = [[1, 1, 2, 2, 2], [1, 2, 1, 2, 1], [1, 2, 3, 4, 5]]
    found = consensus(solutions, 5, rng=rng(), importance=[1.0, 1.0, 1e-300])
    assert sorted(found.labels.tolist()) == [1, 2, 3, 4, 5]


def test_the_table_of_agreement_is_that_of_scikit_learn() -> None:
    solutions = [rng(r).integers(1, r + 3, 80) for r in range(4)]
    table = agreement_table(solutions)
    for one, other in combinations(range(4), 2):
        wanted = adjusted_rand_score(solutions[one], solutions[other])
        assert table[one, other] == table[other, one] == pytest.approx(wanted, abs=1e-12)
    assert np.diag(table).tolist() == [1.0] * 4


def test_agreement_counts_pairs_by_weight() -> None:
    # Who weighs next to nothing is as good as not there.
    solutions = [rng(r).integers(1, 4, 40) for r in range(3)]
    weights = np.where(np.arange(40) < 30, 2.0, 1e-12)
    without = agreement_table([solution[:30] for solution in solutions])
    np.testing.assert_allclose(agreement_table(solutions, weights=weights), without, atol=1e-9)
    found = consensus(solutions, 3, rng=rng(), weights=weights)
    wanted = [adjusted_rand(solution[:30], found.labels[:30]) for solution in solutions]
    np.testing.assert_allclose(found.agreement, wanted, atol=1e-9)


def test_reproducibility_by_hand() -> None:
    one = [1, 1, 1, 2, 2, 2, 3, 3, 3, 3]
    other = [2, 2, 3, 3, 3, 3, 1, 1, 1, 2]
    found = reproducibility([one, other], rng=rng())
    # 1 goes with 2, 2 with 3, 3 with 1: 2 + 3 + 3 of ten.
    assert (found.k, found.percent, found.pairs[0, 1]) == (3, pytest.approx(80), pytest.approx(80))
    # The last weighs 11, so 3 goes with 2, and 1 with nobody: 11 + 3 of 20.
    weights = [1.0] * 9 + [11.0]
    assert reproducibility([one, other], rng=rng(), weights=weights).percent == pytest.approx(70)


def test_groups_that_have_nothing_to_do_with_each_other_agree_by_chance() -> None:
    solutions = [rng(r).choice(4, 3_000, p=[0.4, 0.3, 0.2, 0.1]) + 1 for r in range(8)]
    found = reproducibility(solutions, rng=rng())
    # A share of 3,000 respondents has a standard error under .01, and this is the mean of 28.
    assert abs(found.adjusted) < 0.01
    # Even without any agreement the largest two groups cannot but overlap: .4^2 + .3^2 + .2^2 + .1^2.
    assert 30 < found.by_chance < 35


def test_the_same_groups_are_reproduced_wholly_whatever_their_number() -> None:
    truth = planted(90, 3, 0)
    found = reproducibility([truth, truth % 3 + 1, truth], rng=rng())
    assert (found.percent, found.adjusted) == (100, 1)
    assert found.by_chance < 60
    everybody = np.ones(5, dtype=int)
    assert reproducibility([everybody, everybody], rng=rng()).adjusted == 1


def test_chance_does_not_depend_on_order_or_numbers() -> None:
    solutions = [rng(r).integers(1, 4, 60) for r in range(4)]
    one = reproducibility(solutions, rng=rng())
    other = reproducibility([4 - solution for solution in solutions[::-1]], rng=rng())
    assert (one.by_chance, one.percent) == (other.by_chance, pytest.approx(other.percent))


def test_chance_is_exact_where_one_solution_is_one_group() -> None:
    found = reproducibility([[1, 1, 1, 1], [1, 1, 1, 2]], rng=rng())
    assert (found.percent, found.by_chance) == (75, 75)
    assert found.adjusted == 0


@pytest.mark.parametrize(
    ("solutions", "k", "options", "said"),
    [
        ([], 2, {}, "one solution"),
        ([[]], 1, {}, "one label"),
        ([[1, 2], [1, 2, 3]], 2, {}, "one label"),
        ([[[1, 2]]], 2, {}, "one label"),
        ([[1, 2], [0, 1]], 2, {}, "solution 1 has labels"),
        ([[1, 1.5]], 1, {}, "solution 0 has labels"),
        ([[1, np.nan]], 1, {}, "solution 0 has labels"),
        ([["a", "b"]], 1, {}, "solution 0 has labels"),
        ([[1, 2]], 0, {}, "at least one group"),
        ([[1, 2]], 2, {"starts": 0}, "one start"),
        ([[1, 2]], 2, {"weights": [1, 0]}, "above zero"),
        ([[1, 2]], 2, {"importance": [0]}, "importance"),
        ([[1, 2]], 2, {"importance": [-1]}, "importance"),
        ([[1, 2]], 2, {"importance": [1, 1]}, "importance"),
        ([[1, 2]], 2, {"importance": [np.inf]}, "importance"),
    ],
)
def test_bad_input_is_refused_in_words(
    solutions: list[list[float]], k: int, options: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        consensus(solutions, k, rng=rng(), **options)


def test_one_solution_alone_reproduces_nothing() -> None:
    with pytest.raises(ValueError, match="two solutions"):
        reproducibility([[1, 2]], rng=rng())
