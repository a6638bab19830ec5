"""Two humps, and what only looks like them. The rates are in docs/profiles.md, by benchmarks/humps.py."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psychograph.stats.comparison.humps import CRITICAL, answer_counts, humps


@pytest.mark.parametrize(
    ("counts", "two"),
    [
        ([40, 10, 4, 10, 40], True),
        ([10, 30, 60, 30, 10], False),  # one peak
        ([60, 30, 10, 5, 2], False),  # all at one end
        ([20, 21, 20, 19, 20], False),  # flat
        ([90, 2, 0, 0, 8], False),  # a few outliers are no hump
        ([300, 250, 240, 250, 300], False),  # a valley of a fifth is too shallow, however sure
        ([6, 1, 2], False),  # too few to tell
        ([20, 5, 1, 1, 1, 5, 20], True),
    ],
)
def test_humps_by_eye(counts: list[int], two: bool) -> None:
    assert humps(np.array(counts, dtype=float)).two is two


@pytest.mark.parametrize("cells", [5, 7, 11])
def test_one_in_a_hundred_flat_groups_is_called_two(cells: int) -> None:
    rng = np.random.default_rng(cells)
    drawn = rng.multinomial(100, np.full(cells, 1 / cells), size=1_000).astype(float)
    found = np.mean([humps(counts).clarity > CRITICAL[cells] for counts in drawn])
    assert found <= 0.02  # three standard errors above 1 % at 1,000 draws


@given(st.lists(st.integers(0, 60), min_size=3, max_size=11))
def test_mirrored_answers_have_the_same_humps(counts: list[int]) -> None:
    there, back = humps(np.array(counts, dtype=float)), humps(np.array(counts[::-1], dtype=float))
    assert there.two == back.two
    assert there.clarity == pytest.approx(back.clarity)


def test_answers_are_counted_by_their_steps() -> None:
    assert answer_counts(np.array([2.0, 2.5, 2.5, 4.0])).tolist() == [1, 2, 0, 0, 1]
    assert answer_counts(np.array([3.0, 3.0])).tolist() == [2]
    assert answer_counts(np.array([1.0, 5.0])).tolist() == [1, 0, 0, 0, 1]
    assert answer_counts(np.zeros(0)).tolist() == []


def test_many_different_answers_are_spread_over_seven_stretches() -> None:
    counts = answer_counts(np.arange(0.0, 200.0))
    assert len(counts) == 7
    np.testing.assert_allclose(counts, 180 / 7, rtol=1e-9)  # nine tenths of a flat shape, evenly


def test_a_gap_among_many_answers_stays_a_gap() -> None:
    ages = np.concatenate([np.arange(20.0, 30), np.arange(60.0, 70)])
    assert answer_counts(ages)[3] == 0
    assert humps(answer_counts(np.repeat(ages, 4))).two


def test_weights_tell_how_much_there_is_to_see() -> None:
    answers = np.repeat([1.0, 2, 3, 4, 5], [40, 10, 4, 10, 40])
    assert answer_counts(answers, np.full(104, 3.0)).tolist() == [40, 10, 4, 10, 40]
    lumpy = np.where(np.arange(104) % 10 == 0, 50.0, 1.0)  # as much as eleven people tell
    assert answer_counts(answers, lumpy).sum() < 20
    assert not humps(answer_counts(answers, lumpy)).two
