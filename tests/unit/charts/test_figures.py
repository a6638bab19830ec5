"""What holds for every figure: two valid layouts that fit, words that say what they show."""

import re
import xml.etree.ElementTree as ET

import pytest
from altair import LayerChart
from unit.charts.inputs import LONG_NAMES, NAMES, profile, segment, simulated, worked_example

from psychograph.charts.dendrogram import dendrogram
from psychograph.charts.distributions import distributions_chart
from psychograph.charts.figure import Figure, outer_size
from psychograph.charts.heat_map import heat_map
from psychograph.charts.labels import text_width
from psychograph.charts.missingness import missingness_chart
from psychograph.charts.profile_chart import profile_chart, profiles_chart
from psychograph.charts.render import _draw, to_png, to_svg
from psychograph.charts.sizes import sizes
from psychograph.labels import readable_all
from psychograph.responses.distributions import distributions
from psychograph.responses.quality.report import GapPattern, Missingness, Unanswered


def figures(segmentation, names, descriptors=None) -> list[Figure]:
    described = profile(segmentation, descriptors)
    return [
        dendrogram(segmentation, names),
        heat_map(described, names),
        sizes(described, names),
        profiles_chart(described, names),
        profile_chart(described, 1, names),
        distributions_chart(distributions(segmentation.basis), readable_all(segmentation.basis.names)),
    ]


def blanks(questions: int) -> list[Figure]:
    names = [f"A question that goes on and on, number {i}" for i in range(questions)]
    missing = Missingness(
        share=0.2,
        complete=10,
        questions=tuple(Unanswered(name, 0.9 / (i + 1)) for i, name in enumerate(names)),
        patterns=(GapPattern(10, ()), *(GapPattern(1_000 - i, tuple(names[: i + 1])) for i in range(9))),
        distinct=12,
        little=None,
    )
    figure = missingness_chart(missing, {name: name for name in names})
    return [figure] if figure else []


CASES = {
    "blanks": lambda: blanks(3),
    "many blanks": lambda: blanks(200),
    "two": lambda: figures(segment(worked_example()[0], 2), NAMES, worked_example()[1]),
    "one": lambda: figures(segment(worked_example()[0], 1), None),
    "ten": lambda: figures(segment(worked_example()[0], 10), LONG_NAMES),
    "twelve": lambda: figures(segment(simulated(500, 12), 12), LONG_NAMES),
    "pair": lambda: figures(segment(simulated(2, 2), 2), {1: "<script>alert(1)</script>" * 4}),
}


@pytest.fixture(params=CASES, scope="module")
def case(request) -> list[Figure]:
    return CASES[request.param]()


def few_rows(spec: dict) -> dict:
    """Return a specification with two rows a layer: the schema asks nothing of how many there are."""
    layers = [layer | {"data": {"values": layer["data"]["values"][:2]}} for layer in spec["layer"]]
    return spec | {"layer": layers}


def test_specifications_are_valid(case):
    for figure in case:
        for spec in (figure.wide, figure.narrow):
            assert len(LayerChart.from_dict(few_rows(spec)).layer) == len(spec["layer"])


def test_layouts_keep_to_their_widths(case):
    for figure in case:
        assert outer_size(figure.wide)[0] <= 880.5, figure.name
        assert outer_size(figure.narrow)[0] <= 360.5, figure.name


def test_alternative_text_is_short_and_names_the_segments(case):
    for figure in case:
        assert 40 < len(figure.alt) < 500
        assert figure.wide["description"] == figure.alt
        assert figure.caption.endswith(".")


def extents(spec):
    """Left and right end in px, inside the picture, of every text."""
    low, high = spec["encoding"]["x"]["scale"]["domain"]
    for layer in spec["layer"]:
        mark = layer["mark"]
        if mark["type"] != "text" or "angle" in mark:
            continue
        assert mark["fontSize"] >= 11
        for row in layer["data"]["values"]:
            x = spec["padding"]["left"] + (row["x"] - low) / (high - low) * spec["width"]
            wide = text_width(row["text"], mark["fontSize"], bold="fontWeight" in mark) / 1.02
            start = {"left": x, "right": x - wide, "center": x - wide / 2}[mark["align"]]
            yield start, start + wide, row["text"]


def test_no_text_is_clipped(case):
    for figure in case:
        for spec in (figure.wide, figure.narrow):
            for start, end, text in extents(spec):
                assert start >= 0, (figure.name, text)
                assert end <= outer_size(spec)[0], (figure.name, text)


def test_svg_is_sound_and_can_share_a_page(case):
    for figure in case:
        for spec in (figure.wide, figure.narrow):
            svg = to_svg(spec)
            root = ET.fromstring(svg)  # noqa: S314 - drawn a line above
            assert root.get("viewBox")
            assert root.get("role") == "img"
            assert root.get("aria-label") == figure.alt
            assert "<script" not in svg
            assert not re.search(r"\sid=|NaN|undefined|Infinity", svg)


def test_same_input_same_bytes():
    first, second = CASES["two"](), CASES["two"]()
    for one, other in zip(first, second, strict=True):
        before = to_svg(one.wide), to_svg(one.narrow), to_png(one.wide)
        _draw.cache_clear()
        assert before == (to_svg(other.wide), to_svg(other.narrow), to_png(other.wide))


def test_png_is_drawn_at_its_scale():
    figure = CASES["two"]()[0]
    data = to_png(figure.wide, scale=2)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") == 2 * outer_size(figure.wide)[0]


def test_text_is_set_in_fonts_that_every_desk_has():
    assert "Helvetica, Arial, Liberation Sans, sans-serif" in to_svg(CASES["two"]()[0].wide)


def test_nothing_is_drawn_where_nothing_is_blank():
    assert (
        missingness_chart(Missingness(0.0, 5, (Unanswered("a", 0.0),), (GapPattern(5, ()),), 1, None), {})
        is None
    )
