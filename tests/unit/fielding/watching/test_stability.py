"""Whether adding answers still changes the segments: people of known kinds, and people without any."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection

from psychograph.fielding.clock import stamp
from psychograph.fielding.outcomes import Outcome
from psychograph.fielding.watching.stability import HALVES, SHARES, Stability, stability
from tests.fielded_cases import HOUR, MINUTE, OPENS, T0, Kept, put
from tests.fieldworks import fieldwork, worked_example

NOW = stamp(OPENS + timedelta(days=6))
PLAIN = (
    "Att_GreaterGood",
    "Att_TradValues",
    "Att_SocialIssues",
    "Life_HoursSocialMedia",
    "Life_TryNewProducts",
)
TRAITS = ("ope", "con", "ext", "agr", "neu")
REVERSED = {"ope_3", "con_3", "ext_2", "neu_3"}


def person(number: int, scores: np.ndarray[Any, Any]) -> Kept:
    """A complete case whose answers average to these ten scores."""
    answers: dict[str, Any] = {"agreed": "1", "Age": "40", "Occupation": "Engineer"}
    answers |= {name: str(score) for name, score in zip(PLAIN, scores[:5].tolist(), strict=True)}
    for trait, score in zip(TRAITS, scores[5:].tolist(), strict=True):
        for item in (f"{trait}_1", f"{trait}_2", f"{trait}_3"):
            answers[item] = str(6 - score if item in REVERSED else score)
    at = T0 + number * MINUTE
    return Kept(f"p{number}", Outcome.COMPLETE, answers, started_at=at, finished_at=at + HOUR)


def two_kinds(n: int, *, seed: int = 3) -> list[Kept]:
    rng = np.random.default_rng(seed)
    kinds = rng.integers(0, 2, n)
    means = np.where(kinds[:, None] == 1, 4.2, 1.8)
    scores = np.clip(np.round(means + rng.normal(0, 0.6, (n, 10))), 1, 5).astype(int)
    return [person(at, row) for at, row in enumerate(scores)]


def no_kinds(n: int) -> list[Kept]:
    scores = np.random.default_rng(5).integers(1, 6, (n, 10))
    return [person(at, row) for at, row in enumerate(scores)]


def found(store: Connection, people: list[Kept]) -> Stability:
    put(store, people)
    result = stability(store, worked_example(), NOW)
    assert result is not None
    return result


def test_segments_that_are_there_hold_while_answers_come_in(store: Connection) -> None:
    result = found(store, two_kinds(200))
    assert [step.answers for step in result.steps] == [round(share * 200) for share in SHARES]
    assert result.steps[0].agreement is None
    # Kinds four standard deviations apart: hardly anybody changes sides.
    assert min(step.agreement for step in result.steps if step.agreement is not None) > 0.95
    assert len(result.halves) == HALVES
    assert (result.median_of_halves or 0) > 0.95
    assert "hardly changes the segments" in result.sentence


def test_segments_that_are_not_there_move(store: Connection) -> None:
    result = found(store, no_kinds(200))
    # People who differ by chance alone are split anew by every half; agreement by chance is 0.
    assert (result.median_of_halves or 0) < 0.3
    assert "still move" in result.sentence
    assert max(step.drift or 0 for step in result.steps) > 0


@pytest.mark.parametrize("people", [two_kinds(200), no_kinds(200)], ids=["kinds", "none"])
def test_it_never_says_to_stop(store: Connection, people: list[Kept]) -> None:
    # Ten basis variables want 778 complete answers.
    sentence = found(store, people).sentence
    assert "This is no test" in sentence
    assert "778, of which 200 are there" in sentence


def test_few_answers_say_nothing(store: Connection) -> None:
    result = found(store, two_kinds(59))
    assert result.steps == ()
    assert "too few" in result.sentence
    assert "778" in result.sentence


def test_the_same_answers_give_the_same_figures(store: Connection) -> None:
    first = found(store, two_kinds(80))
    assert stability(store, worked_example(), NOW) == first


def test_answers_that_make_no_segments_are_told(store: Connection) -> None:
    alike = [person(at, np.full(10, 3)) for at in range(70)]
    result = found(store, alike)
    assert result.steps == ()
    assert "make no segments" in result.sentence


def test_without_a_study_there_are_no_segments(store: Connection) -> None:
    assert stability(store, fieldwork(), NOW) is None


def test_how_far_it_is_is_told(store: Connection) -> None:
    told: list[float] = []
    put(store, two_kinds(80))
    stability(store, worked_example(), NOW, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)
