"""Pictures of sweeps: valid layouts that fit, and words that say what they show."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from altair import LayerChart
from unit.charts.test_figures import extents, few_rows
from unit.segmentation.choosing.simulated import four_groups, names, people

from psychograph.charts.agreement_chart import agreement_chart
from psychograph.charts.criteria_chart import criteria_chart
from psychograph.charts.figure import Figure, outer_size
from psychograph.charts.flow import flow_chart
from psychograph.charts.render import to_svg
from psychograph.segmentation.choosing.sweep import Sweep, sweep
from psychograph.study.model import SegmentationSettings

CASES = {
    "usual": {"methods": ["ward", "kmeans"], "ks": range(2, 11)},
    "one method": {"methods": ["kmeans"], "ks": range(2, 5)},
    "one number": {"methods": ["ward", "kmeans"], "ks": [3]},
    "many": {"methods": ["ward", "kmeans", "average", "gaussian_mixture"], "ks": range(2, 13)},
}


@pytest.fixture(scope="module", params=CASES)
def found(request: pytest.FixtureRequest) -> Sweep:
    asked = CASES[request.param]
    settings = SegmentationSettings(segments=2, seed=3)
    return sweep(people(four_groups(120)[0]), names(), settings, pairs=2, **asked)


def figures(found: Sweep) -> list[Figure]:
    drawn = [criteria_chart(found), agreement_chart(found), *map(flow_chart, found.across)]
    return [figure for figure in drawn if figure is not None]


def test_layouts_are_valid_and_fit(found: Sweep) -> None:
    for figure in figures(found):
        for spec in (figure.wide, figure.narrow):
            assert len(LayerChart.from_dict(few_rows(spec)).layer) == len(spec["layer"])
        assert outer_size(figure.wide)[0] <= 880.5, figure.name
        assert outer_size(figure.narrow)[0] <= 360.5, figure.name
        assert 40 < len(figure.alt) < 500
        assert figure.wide["description"] == figure.alt
        assert figure.caption.endswith(".")
        for spec in (figure.wide, figure.narrow):
            for start, end, text in extents(spec):
                assert start >= 0, (figure.name, text)
                assert end <= outer_size(spec)[0], (figure.name, text)


def test_names_are_unique_on_a_page(found: Sweep) -> None:
    every = [figure.name for figure in figures(found)]
    assert len(set(every)) == len(every)


def test_what_is_not_there_is_not_drawn(found: Sweep) -> None:
    assert (agreement_chart(found) is None) == (len(found.methods) == 1)
    assert [flow_chart(across) is None for across in found.across] == [len(found.ks) == 1] * len(
        found.methods
    )


def marks(spec: dict, name: str) -> list[dict]:
    return next(layer["data"]["values"] for layer in spec["layer"] if layer["name"] == name)


def test_every_segment_has_a_box_as_tall_as_its_share(found: Sweep) -> None:
    for across in found.across:
        figure = flow_chart(across)
        if figure is None:
            continue
        boxes = marks(figure.wide, "segments")
        by_column = {
            x: [abs(row["y2"] - row["y"]) for row in rows]
            for x, rows in itertools.groupby(boxes, key=lambda row: row["x"])
        }
        solutions = found.of(across.method)
        for one, heights in zip(solutions, list(by_column.values())[: len(solutions)], strict=True):
            expected = sorted(max(share * 300, 2) for share in one.shares)
            np.testing.assert_allclose(sorted(heights), expected, atol=0.01)  # coordinates have six digits


def test_every_figure_is_a_dot(found: Sweep) -> None:
    shown = sum(
        math.isfinite(value)
        for one in found.candidates
        for value in (
            *(one.stability.mean, one.stability.weakest, one.criteria.silhouette, one.criteria.bic),
            *(one.criteria.calinski_harabasz, one.criteria.davies_bouldin, one.criteria.between_share),
            *(one.criteria.gap, one.criteria.prediction_strength, one.criteria.inertia_ratio),
            one.criteria.icl,
        )
    )
    assert len(marks(criteria_chart(found).wide, "dots")) == shown


def test_agreement_prints_the_index(found: Sweep) -> None:
    figure = agreement_chart(found)
    if figure is None:
        return
    cells = marks(figure.wide, "cells")
    pairs = len(found.methods) * (len(found.methods) - 1) // 2
    assert len(cells) == pairs * len(found.ks) ** 2


def test_same_input_same_bytes(found: Sweep) -> None:
    for one, other in zip(figures(found), figures(found), strict=True):
        assert to_svg(one.wide) == to_svg(other.wide)
