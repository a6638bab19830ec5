"""Sample sizes: rules of thumb, the smallest segment, margins, invitations."""

from __future__ import annotations

import math

import pytest
from scipy.stats import binom

from psychograph.questionnaire.planning.sample_size import (
    margin_of_mean,
    margin_of_share,
    people_for,
    sample_size,
    thumbs,
)


@pytest.mark.parametrize("share", [0.04, 0.1, 0.25, 1.0])
@pytest.mark.parametrize("least", [1, 50, 100])
def test_people_for_a_segment_are_the_least_that_will_do(share: float, least: int) -> None:
    n = people_for(share, least)
    assert binom.sf(least - 1, n, share) >= 0.9
    assert n == least or binom.sf(least - 1, n - 1, share) < 0.9


def test_the_smallest_segment_decides_where_it_needs_more() -> None:
    few = sample_size(3, segments=5, response_rate=0.1)
    assert few.smallest_share == pytest.approx(0.1)
    assert few.answers == people_for(0.1, 50)
    assert "3 basis variables need 210" in few.because
    many = sample_size(12, segments=5, response_rate=0.1)
    assert many.answers == 840
    assert many.because.startswith("70 people for each of 12 basis variables")
    assert many.comfortable == 1200


def test_without_segments_variables_alone_decide() -> None:
    found = sample_size(1, response_rate=1, usable=1)
    assert (found.answers, found.completed, found.invitations) == (70, 70, 70)
    assert found.segment_margin is None
    assert "10 p k" not in {rule.formula for rule in found.thumbs}


def test_invitations_make_good_for_those_who_do_not_answer_and_answer_carelessly() -> None:
    found = sample_size(6, response_rate=0.5, usable=0.7)
    assert found.completed == 600  # 420 / 0.7, not 601 for what rounding leaves over
    assert found.invitations == 1200


def test_more_invitations_than_people_are_said() -> None:
    assert sample_size(6, response_rate=0.1, population=1_000).out_of_reach
    assert not sample_size(6, response_rate=0.1, population=100_000).out_of_reach
    assert not sample_size(6, response_rate=0.1).out_of_reach


def test_margins_are_those_of_the_textbook() -> None:
    assert margin_of_share(1067) == pytest.approx(0.03, abs=1e-4)  # the well-known three points
    assert margin_of_share(400, share=0.1) == pytest.approx(1.959964 * math.sqrt(0.09 / 400))
    assert margin_of_share(200, population=400) == pytest.approx(margin_of_share(200) * math.sqrt(200 / 399))
    assert margin_of_mean(100) == pytest.approx(0.1959964)
    assert margin_of_share(500, population=500) == 0
    assert margin_of_share(1, population=1) == margin_of_share(1)


def test_powers_of_two_are_absurd_for_many_variables() -> None:
    assert [rule.formula for rule in thumbs(18) if rule.absurd] == ["5 x 2^p"]
    assert not any(rule.absurd for rule in thumbs(10))
    assert all(rule.source and rule.note for rule in thumbs(5, 3))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"basis": 0}, "basis variables"),
        ({"segments": 1}, "2 to 1,000 segments"),
        ({"response_rate": 20}, "20% is 0.2"),
        ({"usable": 0}, "usable"),
        ({"smallest_share": 0.5, "segments": 3}, "at most 0.333 of all people"),
        ({"smallest_share": 0}, "smallest segment"),
        ({"population": 0}, "population"),
    ],
)
def test_figures_out_of_their_range_are_named(wrong: dict[str, float], said: str) -> None:
    given: dict[str, float] = {"basis": 5, "response_rate": 0.2, **wrong}
    with pytest.raises(ValueError, match=said):
        sample_size(**given)  # type: ignore[arg-type]
