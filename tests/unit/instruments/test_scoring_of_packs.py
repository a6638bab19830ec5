"""Every scale of every instrument, scored on simulated answers: by hand, and by finding who is who again."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from responses_from import score_table

from psychograph.instruments.catalogue import SHIPPED, shipped
from psychograph.responses.table import Table
from psychograph.study.load import parse_study
from psychograph.study.model import Study

REFERENCES = list(shipped().references)
PEOPLE = 300


def study_of(reference: str) -> Study:
    """A study of one scale, as its user would write it."""
    return parse_study(
        "title: T\nobjective: {goal: trial, statement: S}\nrespondent: null\n"
        f"attributes:\n  Trait: {{instrument: {reference}}}\nbasis: [Trait]\nsegmentation: {{segments: 2}}\n",
        "study.yaml",
    )


def data(*path: str) -> Any:
    """A file of the room as it is, read by nothing of the product."""
    return json.loads(files("psychograph.instruments").joinpath("data", *path).read_text("utf-8"))


def key_of(reference: str) -> tuple[dict[str, int], int, int]:
    """Direction of each item of a scale, and the ends of its answers, from the file alone."""
    name, scale = reference.split("/")
    pack = data("packs", f"{name}.json")
    (entry,) = (one for one in pack["scales"] if one["id"] == scale)
    wanted = {scale, *entry.get("parts", ())}
    key = {item["id"]: -1 if item.get("reversed") else 1 for item in pack["items"] if item["scale"] in wanted}
    answers = pack["answers"]
    if isinstance(answers, str):
        answers = data("answer_scales.json")[answers]
    return key, answers["low"], answers["high"]


def table_of(answers: dict[str, NDArray[np.float64]]) -> Table:
    cells = {
        name: tuple(None if np.isnan(value) else f"{value:.0f}" for value in values)
        for name, values in answers.items()
    }
    return Table("answers.csv", cells, tuple(range(2, PEOPLE + 2)))


def scores(reference: str, answers: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    scored = score_table(table_of(answers), study_of(reference))
    assert scored.numeric.names == ("Trait",)
    return scored.numeric.values[:, 0]


@pytest.mark.parametrize("reference", REFERENCES)
def test_scores_are_means_of_keyed_answers(reference: str) -> None:
    key, low, high = key_of(reference)
    rng = np.random.default_rng(sum(map(ord, reference)))
    answers = {name: rng.integers(low, high + 1, PEOPLE).astype(float) for name in key}
    for values in answers.values():
        values[rng.random(PEOPLE) < 0.1] = np.nan
    keyed = np.array([answers[n] if sign > 0 else low + high - answers[n] for n, sign in key.items()])
    answered = np.isfinite(keyed).sum(axis=0)
    expected = np.where(answered >= len(key) / 2, np.nansum(keyed, axis=0) / np.maximum(answered, 1), np.nan)
    expected[answered == 0] = np.nan
    np.testing.assert_allclose(scores(reference, answers), expected, rtol=1e-12)


@pytest.mark.parametrize("reference", REFERENCES)
def test_scores_find_the_trait_again(reference: str) -> None:
    # Answers go up with the trait, those of turned items down; noise as large as the trait moves each answer.
    key, low, high = key_of(reference)
    rng = np.random.default_rng(sum(map(ord, reference)) + 1)
    trait = rng.standard_normal(PEOPLE)
    step = (high - low) / 6
    answers = {
        name: np.clip(
            np.rint((low + high) / 2 + step * (sign * trait + rng.standard_normal(PEOPLE))), low, high
        )
        for name, sign in key.items()
    }
    found = np.corrcoef(scores(reference, answers), trait)[0, 1]
    # One such answer correlates .7 with the trait, less .1 for rounding, the mean of k more (Spearman-Brown);
    # .5 leaves four standard errors. A single wrong key in a scale of four halves what the mean holds.
    assert found > 0.5
    if len(key) >= 4:
        assert found > 0.75


def test_all_scales_are_tried() -> None:
    assert len(REFERENCES) == sum(len(shipped().pack(name).scales) for name in SHIPPED) >= 110
