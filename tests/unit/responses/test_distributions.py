"""Counting answers: every answer in one bin, blanks apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from psychograph.codebook.codebook import Scale
from psychograph.responses.attributes import Attributes
from psychograph.responses.distributions import Distribution, distributions


def counted(values: list[float], scale: Scale | None) -> Distribution:
    column = np.array(values, dtype=float)[:, None]
    people = tuple(map(str, range(len(values))))
    return distributions(Attributes(people, ("A",), ("",), (scale,), column))[0]


@given(
    st.sampled_from([Scale(1, 5), Scale(0, 10), Scale(-2, 2), Scale(0, 100), Scale(1, 3.5), None]),
    st.data(),
)
def test_every_answer_is_in_one_bin(scale: Scale | None, data: st.DataObject) -> None:
    low, high = (scale.low, scale.high) if scale else (-1e6, 1e6)
    answers = st.one_of(st.floats(low, high), st.just(float("nan")))
    values = data.draw(st.lists(answers, min_size=1, max_size=40))
    found = counted(values, scale)
    assert sum(found.counts) == found.answered
    assert found.answered + found.missing == len(values)
    assert list(found.edges) == sorted(set(found.edges))
    assert len(found.counts) == len(found.edges) - 1


def test_a_short_scale_has_a_bin_a_step_even_where_nobody_answered() -> None:
    found = counted([1, 1, 7, float("nan")], Scale(1, 7))
    assert found.counts == (2, 0, 0, 0, 0, 0, 1)
    assert (found.at_low, found.at_high) == (2 / 3, 1 / 3)


def test_answers_without_a_scale_are_counted_over_their_own_range() -> None:
    found = counted([20, 20, 70], None)
    assert (found.edges[0], found.edges[-1], found.counts[0], found.counts[-1]) == (20, 70, 2, 1)
    assert found.at_low != found.at_low


def test_nobody_answered() -> None:
    found = counted([float("nan")], Scale(1, 5))
    assert (found.answered, found.missing, sum(found.counts)) == (0, 1, 0)
    assert np.isnan(found.mean)
