"""Agreement of partitions, against scikit-learn and by properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from psychograph.stats.choosing.agreement import adjusted_rand, matched

PARTITIONS = st.integers(2, 30).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(1, 5), min_size=n, max_size=n)] * 2)
)


@given(PARTITIONS)
def test_adjusted_rand_is_that_of_scikit_learn(both: tuple[list[int], list[int]]) -> None:
    one, other = map(np.array, both)
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand_score(one, other), abs=1e-12)


@given(
    labels=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30),
    names=st.lists(st.integers(-9, 9), min_size=4, max_size=4, unique=True),
)
def test_what_groups_are_called_does_not_matter(labels: list[tuple[int, int]], names: list[int]) -> None:
    one, other = np.array(labels).T
    assert adjusted_rand(np.array(names)[one], other) == pytest.approx(adjusted_rand_score(one, other))


@given(PARTITIONS, st.permutations([1, 2, 3, 4, 5]))
def test_matching_undoes_any_renaming(both: tuple[list[int], list[int]], names: list[int]) -> None:
    labels = np.array(both[0])
    assert matched(np.array(names)[labels - 1], labels).tolist() == labels.tolist()


@given(PARTITIONS)
def test_matching_never_loses_agreement_and_names_each_group_once(both: tuple[list[int], list[int]]) -> None:
    one, other = map(np.array, both)
    found = matched(one, other)
    assert (found == other).sum() >= (one == other).sum()
    used = {(int(a), int(b)) for a, b in zip(one, found, strict=True) if b}
    assert len({b for _, b in used}) == len(used) == len({a for a, _ in used})


def test_a_group_without_a_partner_has_none() -> None:
    assert matched(np.array([1, 1, 2, 3]), np.array([1, 1, 1, 1])).tolist() == [1, 1, 0, 0]
