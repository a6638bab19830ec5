"""The naming grammar, by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from psychograph.knowledge.base import shipped
from psychograph.knowledge.levels import Level, level_of, salience_of
from psychograph.knowledge.lexicon import lexicon, word_parts
from psychograph.knowledge.rules import Standing
from psychograph.knowledge.translation import translated
from psychograph.language.language import language, of_texts
from psychograph.personas.naming import name_segments


def standings(*, clear: bool = True, **positions: float) -> dict[str, Standing]:
    """Standings with an effect of 2; `big5_openness=.8` is high openness."""
    found = {}
    for key, position in positions.items():
        name = key.replace("_", ".", 1)
        g = 2.0 if position > 0 else -2.0
        level = level_of(position, g)
        found[name] = Standing(
            name, name, level, position, g, 1.0, salience_of(position, g), 0.0, clear=clear
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
        # Personality gives the noun where nothing else does.
        ({"big5_agreeableness": 0.9, "big5_openness": 0.5}, "Warm Idea-seeker"),
        # What the law protects names nobody, however salient.
        ({"demo_income": 0.9, "demo_age": -0.9}, "Balanced All-rounder"),
        # What was asked of one purchase says little of people.
        ({"insight_barrier": 0.9}, "Balanced All-rounder"),
    ],
)
def test_names(positions: dict[str, float], expected: str) -> None:
    assert name(**positions) == expected


def test_adjective_and_noun_speak_of_different_constructs() -> None:
    assert name(val_tradition=0.9) == "Rooted All-rounder"


def test_words_that_deny_each_other_do_not_meet() -> None:
    assert ("Spontaneous", "Planner") in lexicon().apart
    assert name(big5_conscientiousness=-0.9, val_security=0.9) == "Spontaneous Chooser"


def test_who_stands_apart_is_not_called_balanced() -> None:
    """Where the effect is not clear, its end names all the same; where its words are taken, plain ones do."""
    unclear = name_segments({1: standings(clear=False, big5_openness=0.9)}, shipped())[1]
    assert unclear.singular == "Curious All-rounder"
    crowded = name_segments(
        {s: standings(adopt_innovativeness=0.9, val_tradition=0.8) for s in range(1, 7)}, shipped()
    )
    balanced = {*lexicon().fallback_nouns, *lexicon().fallback_adjectives}
    for found in crowded.values():
        assert not balanced & set(found.singular.split())


def test_the_most_distinctive_segment_chooses_first_and_words_are_not_shared() -> None:
    weak = standings(big5_openness=0.6, adopt_innovativeness=0.6)
    strong = standings(big5_openness=0.9, adopt_innovativeness=0.9)
    names = name_segments({1: weak, 2: strong}, shipped())
    assert names[2].singular == "Innovative Pioneer"
    assert not word_parts(names[1].singular) & word_parts(names[2].singular)


def test_parts_of_words_are_words_too() -> None:
    """ "Early-moving" and "Early Mover" in one study would sound as if somebody had stammered."""
    assert word_parts("Early-moving Pioneers") & word_parts("Early Mover") == {"early"}
    many = {s: standings(adopt_innovativeness=0.9, val_status=0.5 + s / 100) for s in range(1, 5)}
    parts = [part for found in name_segments(many, shipped()).values() for part in word_parts(found.singular)]
    assert len(parts) == len(set(parts))


def test_three_alternatives_unlike_each_other() -> None:
    found = name_segments({1: standings(big5_openness=0.9, val_tradition=-0.8, val_status=0.6)}, shipped())[1]
    assert len(found.alternatives) == 3
    everything = [word for text in (found.plural, *found.alternatives) for word in text.split(" ", 1)]
    assert len(everything) == len(set(everything))


def test_more_segments_than_words_get_numbers() -> None:
    names = name_segments({segment: {} for segment in range(1, 15)}, shipped())
    assert len({name.plural for name in names.values()}) == 14
    assert names[14].plural == "Segment 14 members"


def test_the_number_of_a_segment_names_nobody() -> None:
    """Segments of like standing take turns by what else tells them apart."""
    groups = {1: {}, 2: {}, 3: standings(big5_openness=0.6)}
    ties = {1: "a", 2: "b", 3: "c"}
    relabelled = {3: 1, 1: 2, 2: 3}
    one = name_segments(groups, shipped(), ties=ties)
    other = name_segments(
        {relabelled[s]: entry for s, entry in groups.items()},
        shipped(),
        ties={relabelled[s]: entry for s, entry in ties.items()},
    )
    assert {relabelled[s]: found for s, found in one.items()} == other


def test_words_forms_and_order_belong_to_the_language() -> None:
    base = replace(shipped(), lexicon=lexicon())
    french = of_texts(
        "fr",
        [
            "name = { $noun } { $adjective }",
            "name-numbered = Membre du segment { $segment }",
            "name-numbered-plural = Membres du segment { $segment }",
            "adjective-innovative = innovant",
            "adjective-innovative-plural = innovants",
            "noun-pioneer = Pionnier",
            "noun-pioneer-plural = Pionniers",
        ],
    )
    groups = {1: standings(big5_openness=0.7, adopt_innovativeness=0.7)}
    found = name_segments(groups, translated(base, french), language=french)[1]
    assert (found.singular, found.plural) == ("Pionnier innovant", "Pionniers innovants")
    numbered = name_segments(groups, base, {1}, language=french)[1]
    assert numbered.plural == "Membres du segment 1"


def test_a_shipped_word_that_a_study_blocks_names_nobody() -> None:
    base = replace(shipped(), lexicon=replace(lexicon(), blocked=frozenset({"pioneer"})))
    groups = {1: standings(big5_openness=0.7, adopt_innovativeness=0.7)}
    assert "Pioneer" not in name_segments(groups, base, language=language())[1].singular


@pytest.mark.parametrize(
    ("given", "blocked", "protected"),
    [
        ("Structured Realists", (), ()),
        ("Luddites", ("luddite",), ()),
        ("CHEAPSKATES and Couch-Potatoes", ("cheapskate", "couch potato"), ()),
        ("Old-Timers", ("old-timer",), ("old",)),
        ("Lázy Days", ("lazy",), ()),
        ("Wealthy Moms", (), ("mom", "wealthy")),
        ("Housewives", ("housewife",), ()),
        # Letters inside other words mean nothing.
        ("Goldsmiths", (), ()),
        ("Manifold Thinkers", (), ()),
    ],
)
def test_names_of_users_are_looked_at(
    given: str, blocked: tuple[str, ...], protected: tuple[str, ...]
) -> None:
    assert lexicon().blocked_words(given) == blocked
    assert lexicon().protected_words(given) == protected


def test_every_word_may_name() -> None:
    words = lexicon()
    assert all(words.may_name(word) for word in (*words.adjective_words(), *words.noun_words()))
    for adjective, noun in words.apart:
        assert adjective in words.adjective_words()
        assert noun in words.noun_words()


def test_levels_at_their_cuts() -> None:
    assert level_of(0.25, 0.5) is Level.HIGH
    assert level_of(-0.25, -0.5) is Level.LOW
    assert level_of(-0.6, -0.5) is Level.VERY_LOW
    assert level_of(0.25, 0.49) is Level.SHARED_HIGH
    assert level_of(0.24, 9.0) is Level.MID
    assert level_of(float("nan"), 1.0) is Level.MID
    assert salience_of(float("nan"), 1.0) == 0
