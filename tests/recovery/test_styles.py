"""The alarm for agreeing with everything: how often it is false, and what it catches.

Content-only surveys are drawn in five shapes. Statements about different things point either way, so
loadings have random signs; a style adds one number a respondent to every answer as given. Where all
statements really praise one thing, the alarm goes off as well: no method tells the two apart without
reversed items, and the finding says so.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from responses_from import responses_of

from psychograph.responses.reliability.styles import looks_like_a_style, styles
from psychograph.responses.table import Table
from psychograph.stats.measurement.response_style import half_ranges
from psychograph.study.load import parse_study

REPLICATES = 200
SHAPES = ("unrelated", "pairs", "one factor", "three factors", "segments")


def content(shape: str, n: int, k: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Opinions of variance 1."""
    noise = rng.normal(size=(n, k))
    loading = rng.uniform(0.4, 0.8, k) * rng.choice([-1, 1], k)
    if shape == "unrelated":
        return noise
    if shape == "one factor":
        return rng.normal(size=(n, 1)) * loading + noise * np.sqrt(1 - loading**2)
    if shape == "pairs":
        factors = rng.normal(size=(n, max(2, k // 3)))[:, np.arange(k) % max(2, k // 3)]
        return factors * loading + noise * np.sqrt(1 - loading**2)
    if shape == "three factors":
        drawn = rng.normal(size=(n, 3)) @ rng.normal(size=(3, k)) * 0.4 + 0.7 * noise
    else:
        drawn = rng.normal(size=(3, k))[rng.integers(0, 3, n)] * 0.8 + noise
    return (drawn - drawn.mean(axis=0)) / drawn.std(axis=0)


def answers(opinions: NDArray[np.float64], share: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Answers on five steps, of which a style makes out a share of the variance."""
    n, k = opinions.shape
    felt = np.sqrt(1 - share) * opinions + np.sqrt(share) * rng.normal(size=(n, 1))
    return np.clip(np.round(3 + rng.normal(0, 0.4, k) + felt), 1, 5)


def alarms(shape: str, n: int, k: int, share: float) -> float:
    rng = np.random.default_rng([n, k, SHAPES.index(shape), int(100 * share)])
    ends = np.full(k, 1.0), np.full(k, 5.0)
    return float(
        np.mean(
            [
                looks_like_a_style(half_ranges(answers(content(shape, n, k, rng), share, rng), *ends))
                for _ in range(REPLICATES)
            ]
        )
    )


@pytest.mark.parametrize("k", [6, 10])
@pytest.mark.parametrize("shape", SHAPES)
def test_opinions_alone_rarely_raise_it(shape: str, k: int) -> None:
    # One factor over six statements has all signs alike in 2 / 2^6 = 3 % of surveys, the worst of all.
    assert alarms(shape, 200, k, 0.0) <= 0.05


@pytest.mark.parametrize("k", [6, 10])
@pytest.mark.parametrize(("shape", "power"), [(s, 0.55 if s == "one factor" else 0.9) for s in SHAPES])
def test_a_strong_style_raises_it(shape: str, k: int, power: float) -> None:
    # 30 % of the variance. One strong factor of both signs hides a style: it is caught half the time.
    assert alarms(shape, 200, k, 0.3) >= power


STUDY = """
title: T
objective: {goal: trial, statement: S}
respondent: null
attributes:
%s
basis: [A, B, C, D, E, F]
"""
SIX = "ABCDEF"


def survey(style: float, level: float, rng: np.random.Generator, n: int = 300) -> tuple[Table, str]:
    """Six attributes of two items, one reversed each; a style moves answers, a level moves opinions."""
    agreeing = style * rng.normal(size=n)
    liking = level * rng.normal(size=n)
    columns = {}
    for name in SIX:
        opinion = rng.normal(size=n) * np.sqrt(1 - level**2) + liking
        for item, sign in ((f"{name}1", 1), (f"{name}2", -1)):
            felt = 4 + sign * opinion + 0.6 * rng.normal(size=n) + agreeing
            columns[item] = tuple(str(int(a)) for a in np.clip(np.round(felt), 1, 7))
    lines = "\n".join(
        f"  {name}: {{type: likert, scale: [1, 7], items: [{{column: {name}1}}, "
        f"{{column: {name}2, reversed: true}}]}}"
        for name in SIX
    )
    return Table("a.csv", columns, tuple(range(2, n + 2))), STUDY % lines


def test_reversed_items_tell_a_style_from_a_level() -> None:
    rng = np.random.default_rng(11)
    table, text = survey(style=0.9, level=0.0, rng=rng)
    study = parse_study(text, "study.yaml")
    with_style = styles(responses_of(table, study), study)
    # The style has variance .81 of about .81 + 1 + .36; rounding to steps and the ends take a little.
    assert with_style.balanced_share == pytest.approx(0.81 / 2.17, abs=0.08)
    assert with_style.balanced_scales == 6
    assert with_style.findings == ()  # averages of both keys are free of it: nothing to take out

    table, text = survey(style=0.0, level=0.7, rng=rng)
    liked = styles(responses_of(table, study), study)
    assert abs(liked.balanced_share) < 0.05
    assert liked.level_share > 0.15
    assert liked.one_sided
    assert liked.findings == ()  # the level is a real one


def test_the_finding_names_what_to_write() -> None:
    rng = np.random.default_rng(3)
    given = answers(content("unrelated", 300, 6, rng), 0.35, rng).astype(int)
    table = Table(
        "a.csv",
        {name: tuple(map(str, column)) for name, column in zip(SIX, given.T, strict=True)},
        tuple(range(2, 302)),
    )
    plain = "\n".join(f"  {name}: {{type: likert, scale: [1, 5]}}" for name in SIX)
    study = parse_study(STUDY % plain, "study.yaml")
    (finding,) = styles(responses_of(table, study), study).findings
    assert finding.code == "acquiescence"
    assert "scaling: person" in finding.text
    assert "Not where the level itself" in finding.text
    scaled = parse_study(STUDY % plain + "segmentation: {segments: 2, scaling: person}\n", "study.yaml")
    assert styles(responses_of(table, scaled), scaled).findings == ()
    free = parse_study(STUDY % plain.replace("F: {type: likert, scale: [1, 5]}", "F: {type: number}"), "s")
    assert styles(responses_of(table, free), free).findings == ()  # five variables are too few to tell
