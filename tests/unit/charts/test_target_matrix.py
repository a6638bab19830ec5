"""The target matrix: valid layouts, discs by value, labels that do not cover each other, one axis or two."""

from __future__ import annotations

import math

import pytest

from psychograph.charts.figure import Figure, Spec, outer_size
from psychograph.charts.render import to_svg
from psychograph.charts.target_matrix import target_matrix
from psychograph.language.language import language
from psychograph.strategy.targets import TargetRanking, TargetRole, TargetScore

ROLES = (TargetRole.PRIMARY, TargetRole.SECOND_WAVE, TargetRole.INDIRECT, TargetRole.NOT_NOW)
LONG = "People of many words whose name goes on and on until there is no room"


def score(segment: int, attractiveness: float, position: float | None, size: float = 5) -> TargetScore:
    role = ROLES[min(segment - 1, 3)]
    return TargetScore(segment, role, 5, size, None, attractiveness, 0.1, (), (), position)


def figure(*scores: TargetScore, names: dict[int, str] | None = None) -> Figure:
    ranking = TargetRanking("awareness", 1, False, scores, 0.5, ())
    return target_matrix(ranking, names or {s.segment: f"Persona {s.segment}" for s in scores}, language())


CROWD = tuple(score(number, 5, 5, size=number) for number in range(1, 11))
CASES = {
    "two axes": (score(1, 8, 6, 10), score(2, 3, 9)),
    "corners": (score(1, 10, 10), score(2, 0, 0), score(3, 10, 0), score(4, 0, 10)),
    "crowd": CROWD,
    "one axis": (score(1, 8, None), score(2, 3, None), score(3, 0, None), score(4, 10, None)),
    "one persona": (score(1, 8, None),),
}


@pytest.fixture(params=CASES)
def drawn(request: pytest.FixtureRequest) -> Figure:
    scores = CASES[request.param]
    return figure(*scores, names={s.segment: f"{LONG} {s.segment}" for s in scores})


def layer(spec: Spec, name: str) -> list[dict[str, float]]:
    return next((part["data"]["values"] for part in spec["layer"] if part["name"] == name), [])


def test_layouts_are_valid_and_keep_to_their_widths(drawn: Figure) -> None:
    assert len(drawn.altair().layer) == len(drawn.wide["layer"])
    assert len(drawn.altair(narrow=True).layer) == len(drawn.narrow["layer"])
    assert outer_size(drawn.wide)[0] <= 880.5
    assert outer_size(drawn.narrow)[0] <= 360.5
    assert "<svg" in to_svg(drawn.wide)


def test_words_are_there_for_those_who_do_not_see_it(drawn: Figure) -> None:
    assert 40 < len(drawn.alt) < 500
    assert drawn.wide["description"] == drawn.alt
    assert drawn.caption.endswith(".")


@pytest.mark.parametrize("narrow", [False, True])
def test_numbers_on_discs_do_not_cover_each_other(narrow: bool) -> None:
    found = figure(*CROWD)
    spec = found.narrow if narrow else found.wide
    numbers = [
        row for part in spec["layer"] if part["name"].startswith("numbers") for row in part["data"]["values"]
    ]
    span = spec["encoding"]["x"]["scale"]["domain"][1] - spec["encoding"]["x"]["scale"]["domain"][0]
    px, py = spec["width"] / span, spec["height"] / span
    places = [(row["x"] * px, row["y"] * py) for row in numbers]
    assert len(places) == 10
    apart = min(math.dist(a, b) for i, a in enumerate(places) for b in places[:i])
    assert apart > 12  # px: the height of a number


def test_areas_grow_with_size_and_the_target_has_a_ring() -> None:
    spec = figure(score(1, 8, 6, 10), score(2, 3, 9, 5)).wide
    large, small = layer(spec, "discs")
    assert small["size"] / large["size"] == pytest.approx(0.5, abs=1e-3)  # sizes are rounded to .01 px
    (ring,) = layer(spec, "target")
    assert (ring["x"], ring["y"]) == (6, 8)


def test_without_positions_there_is_one_axis_and_the_most_attractive_comes_first() -> None:
    found = figure(score(1, 3, None), score(2, 8, None))
    assert "one axis" in found.caption
    assert not layer(found.wide, "discs")
    first, second = layer(found.wide, "dots")
    assert (first["x"], second["x"]) == (8, 3)
    assert first["y"] < second["y"]


def test_a_position_of_some_is_no_axis() -> None:
    assert "one axis" in figure(score(1, 3, None), score(2, 8, 5.0)).caption


def test_no_figure_is_told_by_colour_alone() -> None:
    """Every disc bears its number, and the key says name, role and both figures."""
    said = [
        row["text"]
        for part in figure(score(1, 8.25, 6, 10), score(2, 3, 9)).wide["layer"]
        for row in part["data"]["values"]
        if "text" in row
    ]
    assert {"1", "2", "1 Persona 1", "2 Persona 2"} <= set(said)
    assert "second wave: attractiveness 3.0, position 9.0" in said
