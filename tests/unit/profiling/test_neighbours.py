"""The nearest segment does not hang on how segments are numbered."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from psychograph.profiling.neighbours import neighbours


@pytest.mark.parametrize("names", [[1, 2, 3], [3, 1, 2], [2, 3, 1]])
def test_of_two_equally_near_the_lower_one(names: list[int]) -> None:
    # Three segments on a line at 0, 4 and 8: the middle one has two neighbours equally near.
    places = np.array([[-1.0], [1], [3], [5], [7], [9]])
    labels = np.repeat(names, 2)
    found: Any = SimpleNamespace(places=places, labels=labels, weights=np.ones(6), segments=(1, 2, 3))
    nearest = neighbours(found)
    low, middle, high = names
    assert nearest[middle].segment == low
    assert nearest[low].segment == nearest[high].segment == middle
    assert nearest[middle].nearer_to_it == 0


def test_members_nearer_to_another_centre_are_counted() -> None:
    places = np.array([[0.0], [0.0], [0.0], [3.6], [4.0], [5.0], [6.0]])
    labels = np.array([1, 1, 1, 1, 2, 2, 2])
    found: Any = SimpleNamespace(places=places, labels=labels, weights=np.ones(7), segments=(1, 2))
    assert {segment: near.nearer_to_it for segment, near in neighbours(found).items()} == {1: 1, 2: 0}
