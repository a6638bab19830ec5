"""Whatever the data: groups do not depend on the order of rows, and every merge is a cheapest one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psychograph.stats.trees import ward
from psychograph.stats.trees.ward import cut_into, ward_tree

SEEDS = st.integers(0, 2**32 - 1)
steady = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, max_examples=25)


def same_groups(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two labellings are one partition: as many pairs of labels as labels."""
    pairs = np.unique(np.column_stack([one, other]), axis=0)
    return len(pairs) == len(np.unique(one)) == len(np.unique(other))


@pytest.fixture(params=["scipy where it wins", "rounds"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "rounds":
        monkeypatch.setattr(ward, "_scipy_wins", lambda n, d: False)
    return str(request.param)


@steady
@given(SEEDS, st.integers(2, 400), st.integers(1, 6), st.sampled_from(["none", "raked", "counts"]))
def test_shuffled_answers_give_the_same_groups_at_every_k(
    way: str, seed: int, n: int, d: int, weighting: str
) -> None:
    rng = np.random.default_rng(seed)
    values = rng.integers(1, 6, (n, d)).astype(float)
    weights = {
        "none": None,
        "raked": rng.choice([0.4, 0.8, 1.3, 2.5], n),
        "counts": rng.integers(1, 4, n).astype(float),
    }[weighting]
    order = rng.permutation(n)
    tree = ward_tree(values, weights)
    shuffled = ward_tree(values[order], None if weights is None else weights[order])
    assert (shuffled[:, 2] == tree[:, 2]).all()
    for k in range(1, len(np.unique(values, axis=0)) + 1):
        assert same_groups(cut_into(tree, k)[order], cut_into(shuffled, k))


@steady
@given(SEEDS, st.integers(2, 150), st.integers(1, 4), st.booleans())
def test_every_merge_is_among_the_cheapest(way: str, seed: int, n: int, d: int, weighted: bool) -> None:
    # With ties there is more than one tree, and scipy's depends on the order of rows. What holds of
    # any is that no two groups could have been joined for less. Costs follow Lance and Williams.
    rng = np.random.default_rng(seed)
    values = rng.integers(1, 6, (n, d)).astype(float)
    mass = rng.integers(1, 4, n).astype(float) if weighted else np.ones(n)
    tree = ward_tree(values, mass)
    mass = mass / mass.mean()
    costs = ((values[:, None] - values) ** 2).sum(axis=2) * 2 * np.outer(mass, mass) / (mass[:, None] + mass)
    np.fill_diagonal(costs, np.inf)
    place = list(range(n))
    for left, right, height, _ in tree:
        a, b = place[int(left)], place[int(right)]
        cost = costs[a, b]
        assert height**2 == pytest.approx(cost, rel=1e-9, abs=1e-9)
        assert cost <= costs.min() * (1 + 1e-9) + 1e-9
        new = (mass + mass[a]) * costs[a] + (mass + mass[b]) * costs[b] - mass * cost
        new /= mass + mass[a] + mass[b]
        new[[a, b]] = np.inf
        costs[a] = costs[:, a] = new
        costs[b] = costs[:, b] = np.inf
        mass[a] += mass[b]
        place.append(a)


@steady
@given(SEEDS, st.integers(3, 60), st.integers(1, 5))
def test_weights_do_what_repeated_rows_do(way: str, seed: int, n: int, d: int) -> None:
    rng = np.random.default_rng(seed)
    values, times = rng.normal(size=(n, d)), rng.integers(1, 6, n)
    again = np.repeat(np.arange(n), times)
    tree, repeated = ward_tree(values, times.astype(float)), ward_tree(values[again])
    heights = tree[:, 2] * np.sqrt(times.mean())  # weights are brought to a mean of 1
    np.testing.assert_allclose(repeated[-(n - 1) :, 2], heights, rtol=1e-9)
    for k in range(1, n + 1):
        assert same_groups(cut_into(tree, k)[again], cut_into(repeated, k))
