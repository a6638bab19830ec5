"""The naming grammar, by itself."""

from __future__ import annotations

import pytest

from psychograph.knowledge.base import shipped
from psychograph.knowledge.levels import Level, level_of, salience_of
from psychograph.knowledge.rules import Standing
from psychograph.personas.naming import name_segments


def standings(**positions: float) -> dict[str, Standing]:
    """Standings with an effect of 2; `big5_openness=.8` is high openness."""
    found = {}
    for key, position in positions.items():
        name = key.replace("_", ".", 1)
        g = 2.0 if position > 0 else -2.0
        found[name] = Standing(
            name, name, level_of(position, g), position, g, 1.0, salience_of(position, g), 0.0
        )
    return found


def name(**positions: float) -> str:
    return name_segments({1: standings(**positions)}, shipped())[1].singular


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ({"big5_conscientiousness": 0.9, "val_tradition": 0.8, "big5_openness": -0.5}, "Structured Realist"),
        ({"big5_openness": 0.7, "adopt_innovativeness": 0.7}, "Innovative Pioneer"),
        ({"val_stimulation": 0.8, "val_status": 0.7}, "Trend-seeking Front-runner"),
        ({"adopt_intent": -0.8, "val_stimulation": -0.5}, "Calm Non-adopter"),
        ({"big5_agreeableness": 0.7}, "Warm All-rounder"),
        ({"price_sensitivity": 0.6, "life_simplicity": 0.5}, "Practical Purchaser"),
        ({}, "Balanced All-rounder"),
        # What the law protects names nobody, however salient.
        ({"demo_income": 0.9, "demo_age": -0.9}, "Balanced All-rounder"),
    ],
)
def test_names(positions: dict[str, float], expected: str) -> None:
    assert name(**positions) == expected


def test_adjective_and_noun_speak_of_different_constructs() -> None:
    assert name(val_tradition=0.9) == "Time-tested All-rounder"


def test_the_most_distinctive_segment_chooses_first_and_words_are_not_shared() -> None:
    weak = standings(big5_openness=0.6, adopt_innovativeness=0.6)
    strong = standings(big5_openness=0.9, adopt_innovativeness=0.9)
    names = name_segments({1: weak, 2: strong}, shipped())
    assert names[2].singular == "Innovative Pioneer"
    assert not set(names[1].singular.split()) & set(names[2].singular.split())


def test_more_segments_than_words_get_numbers() -> None:
    names = name_segments({segment: {} for segment in range(1, 9)}, shipped())
    assert len({name.plural for name in names.values()}) == 8
    assert names[8].plural == "Segment 8 members"


def test_levels_at_their_cuts() -> None:
    assert level_of(0.25, 0.5) is Level.HIGH
    assert level_of(-0.25, -0.5) is Level.LOW
    assert level_of(-0.6, -0.5) is Level.VERY_LOW
    assert level_of(0.25, 0.49) is Level.SHARED_HIGH
    assert level_of(0.24, 9.0) is Level.MID
    assert level_of(float("nan"), 1.0) is Level.MID
    assert salience_of(float("nan"), 1.0) == 0
