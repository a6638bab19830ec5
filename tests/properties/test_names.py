"""Whatever segments stand for: names hold no word twice and no blocked one, and numbers name nobody."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psychograph.knowledge.base import shipped
from psychograph.knowledge.levels import level_of, salience_of
from psychograph.knowledge.lexicon import word_parts
from psychograph.knowledge.rules import Standing
from psychograph.personas.naming import ALTERNATIVES, Name, name_segments, poles

Standings = Mapping[str, Standing]
NAMEABLE = tuple(sorted(n for n, c in shipped().constructs.items() if c.family != "insight"))


def drawn(seed: int) -> dict[int, Standings]:
    """Two to eight segments on one to twelve constructs: some far apart, some alike, some equal."""
    rng = np.random.default_rng(seed)
    names = rng.choice(NAMEABLE, rng.integers(1, 13), replace=False).tolist()
    groups: dict[int, Standings] = {}
    for segment in range(1, int(rng.integers(2, 9)) + 1):
        if groups and rng.random() < 0.1:
            groups[segment] = groups[int(rng.integers(1, segment))]
            continue
        spread = rng.choice([0.05, 0.4, 0.8])
        groups[segment] = {name: standing(name, rng, spread) for name in names}
    return groups


def standing(name: str, rng: np.random.Generator, spread: float) -> Standing:
    position = float(np.clip(rng.normal(0, spread), -1, 1))
    g = float(rng.normal(2.5 * position, 0.5))
    clear = bool(abs(g) > rng.random())
    return Standing(
        name, name, level_of(position, g), position, g, 1.0, salience_of(position, g), 0.0, clear=clear
    )


def hold(groups: Mapping[int, Standings], names: Mapping[int, Name]) -> None:
    words = shipped().lexicon
    parts = [part for name in names.values() for part in word_parts(name.singular) - {"segment", "member"}]
    assert len(parts) == len(set(parts)), names
    plurals = {name.plural for name in names.values()}
    offered = [text for name in names.values() for text in name.alternatives]
    assert len(plurals) == len(names)
    assert len(offered) == len(set(offered))
    assert not plurals & set(offered)
    for segment, name in names.items():
        for text in (name.singular, name.plural, *name.alternatives):
            assert not words.blocked_words(text), text
            assert not words.protected_words(text), text
        balanced = set(words.fallback_adjectives) & set(name.singular.split())
        assert not (balanced and poles(groups[segment], shipped())), name
        elsewhere = frozenset().union(*(word_parts(names[s].singular) for s in names if s != segment))
        for text in name.alternatives:
            singular = text.removesuffix("s")
            assert not word_parts(singular) & (elsewhere - {"segment", "member"}), (text, names)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.integers(0, 2**32 - 1))
def test_names_of_random_segments(seed: int) -> None:
    groups = drawn(seed)
    hold(groups, name_segments(groups, shipped()))


@settings(max_examples=75, deadline=None, derandomize=True)
@given(st.integers(0, 2**32 - 1))
def test_relabelling_segments_renames_nobody(seed: int) -> None:
    groups = drawn(seed)
    shuffled = np.random.default_rng(seed).permutation(len(groups)) + 1
    ties = {segment: f"group {segment}" for segment in groups}
    one = name_segments(groups, shipped(), ties=ties)
    new = {segment: int(shuffled[segment - 1]) for segment in groups}
    other = name_segments(
        {new[segment]: groups[segment] for segment in sorted(groups, key=new.__getitem__)},
        shipped(),
        ties={new[segment]: ties[segment] for segment in groups},
    )
    for segment, name in one.items():
        if name.singular.startswith("Segment"):
            assert other[new[segment]].singular == f"Segment {new[segment]} member"
        else:
            assert other[new[segment]] == name


@pytest.mark.parametrize("constructs", [3, 5, 8])
def test_three_alternatives_where_poles_allow(constructs: int) -> None:
    """Two segments that both stand out on three constructs or more, all with words for either end."""
    words = shipped().lexicon
    known = [
        name
        for name in NAMEABLE
        if shipped().constructs[name].family in {"personality", "values", "cognition"}
    ]
    rng = np.random.default_rng(constructs)
    for _ in range(300):
        names = rng.choice(known, constructs, replace=False).tolist()
        signs = rng.choice([-1, 1], constructs)
        groups = {
            segment: {
                name: Standing(
                    name,
                    name,
                    level_of(side * s * 0.5, side * s * 1.5),
                    side * s * 0.5,
                    side * s * 1.5,
                    1.0,
                    0.4,
                    0,
                )
                for name, s in zip(names, signs, strict=True)
            }
            for segment, side in ((1, 1), (2, -1))
        }
        for name in name_segments(groups, shipped()).values():
            assert len(name.alternatives) == ALTERNATIVES, (names, signs, name)
    assert words.nouns
