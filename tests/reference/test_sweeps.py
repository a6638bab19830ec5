"""Sweeps of published data, read as an analyst would read them."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from psychograph.codebook.codebook import Scale
from psychograph.responses.attributes import Attributes
from psychograph.runs.opened import open_study
from psychograph.runs.sweeping import sweep_study
from psychograph.segmentation.choosing.recommend import recommend
from psychograph.segmentation.choosing.standing import Standing
from psychograph.segmentation.choosing.sweep import Sweep, sweep
from psychograph.study.model import Missing, SegmentationSettings

ROOT = Path(__file__).parents[2]
PSYCHOGRAPHIC = ROOT.parent / "shared" / "data" / "psychographic"
BFI_REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}  # psych::bfi, by its manual


def table(name: str) -> dict[str, np.ndarray]:
    path = PSYCHOGRAPHIC / name
    if not path.exists():
        pytest.skip(f"{name} is not here: reference data lie outside the project")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = zip(rows[0], zip(*rows[1:], strict=True), strict=True)
    return {head: np.array([_number(cell) for cell in cells]) for head, cells in columns}


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return np.nan


def attributes(columns: dict[str, np.ndarray], scale: Scale) -> Attributes:
    values = np.column_stack(list(columns.values()))
    d = len(columns)
    return Attributes(tuple(map(str, range(len(values)))), tuple(columns), ("",) * d, (scale,) * d, values)


@pytest.fixture(scope="module")
def vacmot() -> Sweep:
    motives = {name: column for name, column in table("vacmot.csv").items() if set(column) <= {0.0, 1.0}}
    assert len(motives) == 20
    answers = attributes(motives, Scale(0, 1))
    # Fewer pairs than usual keep the test short; a mean over 30 is known to about .02.
    settings = SegmentationSettings(segments=6, seed=1)
    return sweep(answers, answers.names, settings, methods=["kmeans"], ks=range(2, 10), pairs=30)


def test_vacmot_is_no_natural_segmentation(vacmot: Sweep) -> None:
    # Two segments, of people with many and with few motives, come back; finer ones poorly.
    two = vacmot.candidate("kmeans:2")
    assert two.level_only
    assert two.stability.mean > 0.7
    found = recommend(vacmot)
    assert found.standing is Standing.LEVEL
    assert "high or low on everything" in found.text
    assert all(one.candidate.stability.mean < 0.65 for one in found.first)


def test_bfi_has_a_broad_middle() -> None:
    items = table("bfi.csv")
    scored = {name: 7 - column if name in BFI_REVERSED else column for name, column in items.items()}
    scales = {
        trait: np.nanmean(np.column_stack([scored[f"{trait}{i}"] for i in range(1, 6)]), axis=1)
        for trait in "ACENO"
    }
    answers = attributes(scales, Scale(1, 6))
    settings = SegmentationSettings(segments=4, seed=1, missing=Missing.IMPUTE)
    found = sweep(answers, answers.names, settings, methods=["kmeans"], ks=range(2, 9), pairs=30)
    said = recommend(found)
    # Five traits are continua: two segments are stable, as halves are, nothing beyond stands out, and
    # nowhere is a gap between segments.
    assert not said.stands_out
    assert found.candidate("kmeans:2").stability.mean > 0.85
    assert all(one.criteria.valley < 0.2 for one in found.candidates)
    assert max(one.stability.mean for one in found.of("kmeans")[1:]) < 0.8


def test_the_worked_example_points_to_its_two_segments() -> None:
    opened = open_study(ROOT / "src" / "psychograph" / "samples" / "worked_example")
    found = sweep_study(opened, ks=range(2, 7), pairs=30)
    assert found.recommendation.stands_out
    assert {one.candidate.k for one in found.recommendation.first} == {2}
    assert found.sweep.candidate("ward:2").sizes == (12, 16)  # as published
    doubts = [doubt for one in found.recommendation.first for doubt in one.doubts]
    assert any("under 30 is exploratory" in doubt for doubt in doubts)
