import math
from dataclasses import replace

import pytest
from unit.charts.inputs import LONG_NAMES, NAMES, profile, segment, simulated, worked_example

from psychograph.charts import theme
from psychograph.charts.heat_map import heat_map, ordered
from psychograph.charts.overview import lanes
from psychograph.charts.profile_chart import everyone_else, profile_chart, profiles_chart
from psychograph.charts.render import to_svg
from psychograph.charts.sizes import sizes
from psychograph.profiling.profile import Profile


def rows(spec, name):
    return next((layer["data"]["values"] for layer in spec["layer"] if layer["name"] == name), [])


def texts(spec):
    return [
        r["text"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == "text"
        for r in layer["data"]["values"]
    ]


@pytest.fixture(scope="module")
def worked() -> Profile:
    basis, age = worked_example()
    return profile(segment(basis, 2), age)


def changed(described: Profile, name: str, **figures) -> Profile:
    """The profile with some figures of one attribute replaced in every segment."""
    return Profile(
        tuple(
            replace(s, attributes=tuple(replace(a, **figures) if a.name == name else a for a in s.attributes))
            for s in described.segments
        )
    )


def test_heat_map_prints_every_z_on_its_colour(worked):
    spec = heat_map(worked, NAMES).wide
    first = worked.segment(1)
    at = {(r["x"] + r["x2"], r["y"] + r["y2"]): r["colour"] for r in rows(spec, "cells")}
    numbers = {(2 * r["x"], 2 * r["y"]): r for r in rows(spec, "center-12")}
    assert len(numbers) == 20
    limit = max(1, *(abs(a.z) for s in worked.segments for a in s.attributes if a.role == "basis"))
    shown = {r["text"] for r in numbers.values()}
    assert f"{first.attribute('Att_TradValues').z:+.1f}" in shown
    for place, row in numbers.items():
        assert theme.contrast(row["colour"], at[place]) >= 4.5
        assert at[place] in {theme.diverging(a.z, limit) for s in worked.segments for a in s.attributes}


def test_two_segments_are_ordered_by_their_difference(worked):
    one, two = worked.segments
    gaps = [one.attribute(n).z - two.attribute(n).z for n in ordered(worked)]
    assert gaps == sorted(gaps, reverse=True)
    assert "Age" not in ordered(worked)


def test_more_segments_make_a_staircase():
    described = profile(segment(simulated(500, 6), 6))
    leaders = [max(described.segments, key=lambda s: s.attribute(n).z).segment for n in ordered(described)]
    assert leaders == sorted(leaders)


def test_many_segments_wrap_into_blocks_on_a_phone():
    described = profile(segment(worked_example()[0], 10))
    figure = heat_map(described, LONG_NAMES)
    assert len(rows(figure.narrow, "cells")) == 100 + 9
    assert "10 Everybody Else (1)" in texts(figure.narrow)
    assert texts(figure.narrow).count("Openness") == 2
    assert texts(figure.wide).count("Openness") == 1


def test_everyone_else_is_the_mean_of_the_others(worked):
    position, mean = everyone_else(worked, 1, "Openness")
    assert mean == pytest.approx(4.4375)
    assert position == pytest.approx((4.4375 - 3) / 2)
    three = profile(segment(worked_example()[0], 3))
    members = segment(worked_example()[0], 3).labels != 2
    others = worked_example()[0].column("Openness")[members]
    assert everyone_else(three, 2, "Openness")[1] == pytest.approx(others.mean())


def test_profile_marks_stand_at_the_positions(worked):
    spec = profile_chart(worked, 1, NAMES).wide
    drawn = {round(r["x"], 4) for r in rows(spec, "segment")}
    ticks = {round((r["x"] + r["x2"]) / 2, 3) for r in rows(spec, "everyone-else")}
    scaled = [attribute for attribute in worked.segment(1).attributes if attribute.scale]
    for attribute in scaled:
        assert round(attribute.position, 4) in drawn
        assert round(everyone_else(worked, 1, attribute.name)[0], 3) in ticks
    assert len(rows(spec, "segment")) == len(rows(spec, "everyone-else")) == len(scaled) + 1 == 10 + 1


def test_what_has_no_answer_scale_stands_on_none(worked):
    for figure in (profile_chart(worked, 1, NAMES), profiles_chart(worked, NAMES)):
        for spec in (figure.wide, figure.narrow):
            assert "Openness" in texts(spec)
            assert "Age" not in texts(spec)
        assert "Age" not in figure.alt
    assert "on 10 attributes" in profiles_chart(worked, NAMES).alt


def test_a_study_without_any_answer_scale_draws_no_line(worked):
    bare = worked
    for name in [attribute.name for attribute in worked.segments[0].attributes]:
        bare = changed(bare, name, scale=None)
    for figure in (profile_chart(bare, 1, NAMES), profiles_chart(bare, NAMES)):
        for spec in (figure.wide, figure.narrow):
            assert "<svg" in to_svg(spec)
            assert "Openness" not in texts(spec)
    assert "No attribute has an answer scale" in profile_chart(bare, 1, NAMES).alt


def test_profile_puts_the_salient_first_and_headlines_in_colour(worked):
    spec = profile_chart(worked, 1, NAMES).wide
    labels = rows(spec, "right-12-bold")
    headlines = [a.name for a in worked.segment(1).headlines]
    assert [r["text"] for r in labels if not r["text"][0].isdigit()][:2] == [
        "Conscientiousness",
        "Traditional values",
    ]
    assert len([r for r in labels if not r["text"][0].isdigit()]) == len(headlines)
    coloured = [r for r in rows(spec, "segment") if r["colour"] == theme.segment_colour(1)]
    assert len(coloured) == len(headlines) + 1
    assert "Traditional values high, mean 4.7, everyone else 2.3" in profile_chart(worked, 1, NAMES).alt


def test_a_segment_of_everybody_has_nobody_to_compare_with():
    figure = profile_chart(profile(segment(worked_example()[0], 1)), 1)
    assert rows(figure.wide, "everyone-else") == []
    assert "everyone else" not in {r["text"] for r in rows(figure.wide, "left-12")}
    assert "Nothing sets it clearly apart" in figure.alt


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_figures_that_do_not_exist_leave_gaps(worked, value):
    odd = changed(worked, "Openness", g=value, z=value, position=value, salience=value, mean=value)
    made = [heat_map(odd), profile_chart(odd, 1), profiles_chart(odd), sizes(odd)]
    for figure in made:
        for spec in (figure.wide, figure.narrow):
            assert "NaN" not in to_svg(spec)
    assert len(rows(made[1].wide, "segment")) == 9 + 1


def test_overview_has_a_numbered_dot_a_segment_and_attribute(worked):
    spec = profiles_chart(worked, NAMES).wide
    dots, numbers = rows(spec, "segments"), rows(spec, "number-center-12-bold")
    assert len(dots) == len(numbers) == 2 * 10 + 2
    assert {(r["x"], r["y"]) for r in dots} == {(r["x"], r["y"]) for r in numbers}
    assert {"Structured Realists (12)", "Innovative Pioneers (16)"} <= set(texts(spec))


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_overview_dots_never_cover_each_other(layout):
    spec = getattr(profiles_chart(profile(segment(worked_example()[0], 10)), LONG_NAMES), layout)
    px = spec["width"] / 2
    dots = [(r["x"] * px, r["y"]) for r in rows(spec, "segments")]
    for i, (x, y) in enumerate(dots):
        assert all(math.hypot(x - a, y - b) >= 18 for a, b in dots[:i])


def test_lanes():
    assert lanes([0, 0, 0], 1) == [0, 1, 2]
    assert lanes([2, 0, 1], 1) == [0, 0, 0]
    assert lanes([], 1) == []


def test_sizes_draws_share_and_interval(worked):
    figure = sizes(worked, NAMES)
    assert [r["x2"] for r in rows(figure.wide, "bars")] == pytest.approx([12 / 28, 16 / 28], rel=1e-5)
    spans = [(r["x"], r["x2"]) for r in rows(figure.wide, "intervals") if r["y"] == r["y2"]]
    expected = [s.share_interval for s in worked.segments]
    assert [v for pair in spans for v in pair] == pytest.approx(
        [v for pair in expected for v in pair], rel=1e-5
    )
    assert {"43%", "12 respondents, interval 27% to 61%"} <= set(texts(figure.wide))
    assert "1 Structured Realists (12) 43%, 95% interval 27% to 61%" in figure.alt
