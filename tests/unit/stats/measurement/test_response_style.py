"""Use of the answer scale, and answers relative to one's own mean."""

from __future__ import annotations

import numpy as np
import pytest

from psychograph.stats.measurement.response_style import (
    balanced_acquiescence,
    half_ranges,
    ipsatise,
    response_style,
)

LOW, HIGH = np.full(6, 1.0), np.full(6, 5.0)


def answers(seed: int = 1, share: float = 0.15) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = rng.integers(1, 6, size=(40, 6)).astype(float)
    values[rng.random(values.shape) < share] = np.nan
    return values


def test_shares_are_counts() -> None:
    style = response_style(np.array([[1.0, 2, 3, 4, 5, np.nan]]), LOW, HIGH)
    assert style.answered[0] == 5
    assert style.agreeing[0] == style.disagreeing[0] == style.extreme[0] == pytest.approx(0.4)
    assert style.midpoint[0] == pytest.approx(0.2)
    assert style.net[0] == style.acquiescence[0] == 0
    assert style.spread[0] == pytest.approx(np.std([1, 2, 3, 4, 5], ddof=1) / 2)


def test_shares_add_up_and_numbers_stay_in_range() -> None:
    style = response_style(answers(), LOW, HIGH)
    np.testing.assert_allclose(style.agreeing + style.disagreeing + style.midpoint, 1)
    np.testing.assert_allclose(style.net, style.agreeing - style.disagreeing)
    assert (np.abs(style.acquiescence) <= 1).all()
    assert (style.extreme <= style.agreeing + style.disagreeing + 1e-12).all()


def test_turning_every_answer_turns_the_style() -> None:
    values = answers()
    style, turned = response_style(values, LOW, HIGH), response_style(6 - values, LOW, HIGH)
    np.testing.assert_allclose(turned.acquiescence, -style.acquiescence, atol=1e-12)
    np.testing.assert_allclose(turned.agreeing, style.disagreeing)
    np.testing.assert_allclose(turned.extreme, style.extreme)
    np.testing.assert_allclose(turned.spread, style.spread)


def test_order_does_not_matter() -> None:
    values, rng = answers(), np.random.default_rng(2)
    people, items = rng.permutation(40), rng.permutation(6)
    style, mixed = response_style(values, LOW, HIGH), response_style(values[people][:, items], LOW, HIGH)
    np.testing.assert_allclose(mixed.acquiescence, style.acquiescence[people])
    np.testing.assert_allclose(mixed.spread, style.spread[people])


def test_even_formats_have_no_midpoint() -> None:
    style = response_style(np.array([[3.0, 4.0]]), np.ones(2), np.full(2, 6.0))
    assert np.isnan(style.midpoint[0])
    assert style.agreeing[0] == style.disagreeing[0] == 0.5
    # Of two formats only the one with a midpoint counts for it.
    mixed = response_style(np.array([[3.0, 3.0]]), np.ones(2), np.array([6.0, 5.0]))
    assert mixed.midpoint[0] == 1


def test_formats_are_comparable() -> None:
    style = response_style(np.array([[5.0, 10.0], [1.0, 0.0]]), np.array([1.0, 0.0]), np.array([5.0, 10.0]))
    np.testing.assert_array_equal(style.acquiescence, [1, -1])
    np.testing.assert_array_equal(style.extreme, [1, 1])


def test_few_answers() -> None:
    style = response_style(np.array([[np.nan] * 6, [4.0] + [np.nan] * 5]), LOW, HIGH)
    np.testing.assert_array_equal(style.answered, [0, 1])
    assert np.isnan([style.acquiescence[0], style.agreeing[0], style.extreme[0], style.midpoint[0]]).all()
    assert np.isnan(style.spread).all()
    assert style.acquiescence[1] == 0.5
    assert response_style(np.zeros((0, 6)), LOW, HIGH).answered.shape == (0,)


def test_opinion_does_not_look_like_acquiescence_when_keys_are_balanced() -> None:
    key = np.array([False, False, False, False, True, True])
    opinion = np.array([[5.0, 5, 5, 5, 1, 1], [1, 1, 1, 1, 5, 5]])
    np.testing.assert_allclose(balanced_acquiescence(opinion, LOW, HIGH, key), 0)
    np.testing.assert_allclose(response_style(opinion, LOW, HIGH).acquiescence, [1 / 3, -1 / 3])
    np.testing.assert_allclose(balanced_acquiescence(np.full((1, 6), 4.0), LOW, HIGH, key), 0.5)
    np.testing.assert_allclose(
        balanced_acquiescence(answers(), LOW, HIGH, key), balanced_acquiescence(answers(), LOW, HIGH, ~key)
    )


def test_acquiescence_needs_answers_under_both_keys() -> None:
    key = np.array([False, True])
    found = balanced_acquiescence(np.array([[4.0, np.nan], [np.nan, 4.0]]), LOW[:2], HIGH[:2], key)
    assert np.isnan(found).all()
    assert np.isnan(balanced_acquiescence(answers(), LOW, HIGH, np.zeros(6, dtype=bool))).all()


@pytest.mark.parametrize("standardise", [False, True])
def test_answers_relative_to_ones_own_sum_to_nothing(standardise: bool) -> None:
    found = ipsatise(answers(share=0.05), standardise=standardise)
    np.testing.assert_allclose(np.nansum(found, axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(ipsatise(found, standardise=standardise), found, atol=1e-12)


def test_who_rates_everything_higher_is_the_same() -> None:
    values = answers()
    np.testing.assert_allclose(ipsatise(values + 3), ipsatise(values), atol=1e-12)
    np.testing.assert_allclose(
        ipsatise(3 * values + 3, standardise=True), ipsatise(values, standardise=True), atol=1e-12
    )


def test_standardised_answers_have_spread_one() -> None:
    found = ipsatise(answers(share=0), standardise=True)
    np.testing.assert_allclose(found.std(axis=1, ddof=1), 1)


def test_scales_of_different_width_count_alike() -> None:
    low, high = np.array([1.0, 0.0]), np.array([5.0, 10.0])
    np.testing.assert_allclose(
        ipsatise(np.array([[5.0, 10.0], [5.0, 5.0]]), low, high), [[0, 0], [0.5, -0.5]]
    )


def test_too_few_answers_or_always_the_same() -> None:
    values = np.array([[4.0, np.nan, np.nan], [0.1, 0.1, 0.1], [np.nan] * 3])
    found = ipsatise(values)
    assert np.isnan(found[[0, 2]]).all()
    np.testing.assert_allclose(found[1], 0, atol=1e-15)
    assert np.isnan(ipsatise(values, standardise=True)).all()


def test_bad_input() -> None:
    with pytest.raises(ValueError, match="two ends a question"):
        response_style(answers(), LOW[:3], HIGH)
    with pytest.raises(ValueError, match="two ends a question"):
        half_ranges(np.ones(6), LOW, HIGH)
    with pytest.raises(ValueError, match="above its low end"):
        half_ranges(answers(), HIGH, LOW)
    with pytest.raises(ValueError, match="keys of shape"):
        balanced_acquiescence(answers(), LOW, HIGH, np.array([True]))
    with pytest.raises(ValueError, match="or neither"):
        ipsatise(answers(), LOW)
    with pytest.raises(ValueError, match="a table"):
        ipsatise(np.ones(3))
