"""Heights of merges against scipy, where no ties make several trees equally right.

2,500 rows are more than scipy builds for us, for any number of columns. fastcluster gives the same
heights as scipy; `benchmarks/ward.py` compares their time. With N = 20,000 the same held when tried
by hand: heights differed by 2e-15 at most; scipy takes 4 to 95 seconds and 3 GB for each.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.cluster import hierarchy

from psychograph.stats.trees.ward import cut_into, ward_tree

N = 2_500
# Both sum squares of some columns, and merge some thousand times, at 1e-16 each.
ROUNDING = 1e-9

Draw = Callable[[np.random.Generator], np.ndarray]
DATA: dict[str, Draw] = {
    "random": lambda rng: rng.normal(size=(N, 5)),
    "one column": lambda rng: rng.normal(size=(N, 1)),
    "a constant column": lambda rng: np.column_stack([rng.normal(size=(N, 2)), np.full(N, 3.3)]),
    "on a line": lambda rng: rng.normal(size=(N, 1)) * [[1.0, 2.0, -3.0]],
    "far from zero": lambda rng: rng.normal(size=(N, 3)) + 1e8,
    "of unlike units": lambda rng: rng.normal(size=(N, 3)) * [1, 1e-6, 1e3] + [1e8, -5, 1e12],
    "repeated": lambda rng: rng.normal(size=(40, 3))[rng.integers(0, 40, N)],
    "tight groups": lambda rng: (
        rng.normal(size=(20, 3))[rng.integers(0, 20, N)] + 1e-6 * rng.normal(size=(N, 3))
    ),
    "gaps that shrink": lambda rng: np.cumsum(1e-10 ** (np.arange(N) / N))[:, None],
    "gaps that grow": lambda rng: (1e10 ** (np.arange(N) / N))[:, None],
    "one far out": lambda rng: np.concatenate([rng.normal(size=(N - 1, 3)), [[1e9, 0, 0]]]),
    "heavy tails": lambda rng: rng.standard_cauchy(size=(N, 4)),
    "many columns": lambda rng: rng.normal(size=(N, 120)),
    "more columns than rows": lambda rng: rng.normal(size=(N // 5, 600))[rng.integers(0, N // 5, N)],
}


@pytest.mark.parametrize("name", DATA)
def test_heights_are_those_of_scipy(name: str) -> None:
    values = DATA[name](np.random.default_rng(11))
    tree, theirs = ward_tree(values), hierarchy.linkage(values, "ward")
    assert hierarchy.is_valid_linkage(tree)
    np.testing.assert_allclose(tree[:, 2], theirs[:, 2], rtol=ROUNDING)


def test_groups_are_those_of_scipy() -> None:
    values = np.random.default_rng(12).normal(size=(N, 4))
    tree, theirs = ward_tree(values), hierarchy.linkage(values, "ward")
    assert (tree[:, 3] == theirs[:, 3]).all()
    for k in (2, 5, 50, 1000):
        pairs = set(zip(cut_into(tree, k).tolist(), cut_into(theirs, k).tolist(), strict=True))
        assert len(pairs) == k
    # Which of two children stands first, too: the whole matrix is scipy's.
    assert (tree[:, :2] == theirs[:, :2]).all()


def test_weights_are_repeated_rows_to_scipy() -> None:
    rng = np.random.default_rng(13)
    values, times = rng.normal(size=(800, 3)), rng.integers(1, 6, 800)
    theirs = hierarchy.linkage(np.repeat(values, times, axis=0), "ward")[-799:, 2]
    ours = ward_tree(values, times.astype(float))[:, 2] * np.sqrt(times.mean())
    np.testing.assert_allclose(ours, theirs, rtol=ROUNDING)


def test_tied_answers_of_few_rows_give_the_tree_of_scipy_on_sorted_rows() -> None:
    values = np.random.default_rng(14).integers(1, 6, (400, 4)).astype(float)
    in_order = values[np.lexsort(values.T[::-1])]
    assert (ward_tree(values)[:, 2] == hierarchy.linkage(in_order, "ward")[:, 2]).all()
