"""Shuffling respondents and renumbering segments change nothing but labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segmented_people import profile_of

from psychograph.profiling.letters import letter
from psychograph.profiling.profile import Profile, SegmentProfile


def described(seed: int, k: int, rows: np.ndarray, names: np.ndarray, *, weighted: bool) -> Profile:
    """Profile the same people in an order of rows, with numbers of segments."""
    rng = np.random.default_rng(seed)
    n = 60
    labels = np.concatenate([np.arange(k), rng.integers(0, k, n - k)])
    mood = rng.integers(1, 6, n).astype(float)
    mood[rng.random(n) < 0.1] = np.nan
    town = rng.choice(["a", "b", "c"], n, p=[0.5, 0.4, 0.1]).astype(object)
    town[rng.random(n) < 0.05] = None
    weights = rng.choice([0.5, 1.0, 2.5], n) if weighted else np.ones(n)
    basis = np.round(rng.normal(3 + labels / k, 0.7, n), 2)
    return profile_of(
        names[labels][rows],
        {
            "B": (basis[rows], True),
            "Mood": (mood[rows], True),
            "Age": (rng.integers(18, 80, n).astype(float)[rows], False),
        },
        {"Town": list(town[rows])},
        weights=weights[rows] if weighted else None,
        respondents=[f"r{i:02}" for i in rows],
    )


def unlettered(part: SegmentProfile) -> SegmentProfile:
    return replace(
        part,
        segment=0,
        attributes=tuple(replace(a, letters="") for a in part.attributes),
        categories=tuple(
            replace(c, counts=tuple(replace(count, letters="") for count in c.counts))
            for c in part.categories
        ),
    )


def lettered(part: SegmentProfile, names: np.ndarray, k: int) -> list[set[str]]:
    """The letters of every figure, translated to numbers from 0 and back to letters."""
    back = {letter(int(names[g])): letter(g + 1) for g in range(k)}
    back |= {old.lower(): new.lower() for old, new in back.items()}
    texts = [a.letters for a in part.attributes]
    texts += [count.letters for c in part.categories for count in c.counts]
    return [{back[sign] for sign in text} for text in texts]


@settings(max_examples=25, derandomize=True)
@given(st.integers(0, 2**32 - 1), st.integers(2, 4), st.booleans())
def test_profiles_do_not_know_the_order_of_rows_or_the_numbers_of_segments(
    seed: int, k: int, weighted: bool
) -> None:
    rng = np.random.default_rng(seed)
    plain = np.arange(k) + 1
    rows, names = rng.permutation(60), rng.permutation(k) + 1
    one = described(seed, k, np.arange(60), plain, weighted=weighted)
    other = described(seed, k, rows, names, weighted=weighted)
    for group in range(k):
        mine, theirs = one.segment(group + 1), other.segment(int(names[group]))
        # To the last bit; text compares NaN with NaN.
        assert repr(unlettered(mine)) == repr(unlettered(theirs))
        assert lettered(mine, plain, k) == lettered(theirs, names, k)
    tests = [[replace(test, notes=()) for test in profile.tests] for profile in (one, other)]
    assert repr(tests[0]) == repr(tests[1])


def test_intervals_are_drawn_from_the_seed() -> None:
    one, other = (described(3, 2, np.arange(60), np.array([1, 2]), weighted=False) for _ in range(2))
    assert repr(one) == repr(other)
    assert one.segment(1).attribute("Mood").g_interval == pytest.approx(
        other.segment(1).attribute("Mood").g_interval
    )
