"""Pictures of customer history: valid layouts that fit, words that say what they show, right marks."""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import explored
import pytest
from altair import LayerChart
from unit.charts.test_figures import extents, few_rows

from psychograph.charts import theme
from psychograph.charts.figure import Figure, outer_size
from psychograph.charts.history.calendar_map import calendar_map
from psychograph.charts.history.classes import RAMP, by_magnitude, by_rank
from psychograph.charts.history.columns import ABOVE, BELOW, UNSURE
from psychograph.charts.history.differences_chart import differences_chart
from psychograph.charts.history.lorenz_chart import lorenz_chart
from psychograph.charts.history.months_chart import months_chart
from psychograph.charts.history.ranked_chart import ranked_chart
from psychograph.charts.history.region_map import placed, region_map
from psychograph.charts.history.renewal_charts import renewal_curve, renewal_months
from psychograph.charts.history.repeat_chart import repeat_chart
from psychograph.charts.history.retention_map import retention_map
from psychograph.charts.history.rfm_grid import rfm_grid
from psychograph.charts.history.rhythm_chart import rhythm_chart
from psychograph.charts.history.sold import Sold
from psychograph.charts.render import to_svg
from psychograph.history.boundaries.countries import countries
from psychograph.history.exploration import Exploration
from psychograph.history.measures.customers import Partition
from psychograph.reports.history.drawings import draw_history

POUNDS = Sold("GBP")


def orders_alone() -> Exploration:
    """Return the shop without amounts, where orders are counted instead."""
    found = explored.shop()
    none = Decimal()
    days = tuple(dataclasses.replace(day, sales=none, returns=none) for day in found.calendar.days)
    months = tuple(dataclasses.replace(month, sales=none) for month in found.calendar.months)
    return dataclasses.replace(
        found,
        totals=dataclasses.replace(found.totals, sales=none, returns=none, named_sales=none, currency=None),
        calendar=dataclasses.replace(found.calendar, days=days, months=months),
    )


CASES: dict[str, Callable[[], Exploration]] = {
    "shop": explored.shop,
    "bare": explored.bare,
    "years": lambda: explored.years(7),
    "hostile": explored.hostile,
}


@pytest.fixture(scope="module", params=CASES)
def figures(request: pytest.FixtureRequest) -> list[Figure]:
    return [drawing.figure for drawing in draw_history(CASES[request.param]()).every()]


def marks(spec: dict, name: str) -> list[dict]:
    return next((layer["data"]["values"] for layer in spec["layer"] if layer["name"] == name), [])


def texts(spec: dict) -> list[str]:
    return [
        row["text"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == "text"
        for row in layer["data"]["values"]
    ]


def test_layouts_are_valid_and_fit(figures: list[Figure]) -> None:
    for figure in figures:
        for spec in (figure.wide, figure.narrow):
            assert len(LayerChart.from_dict(few_rows(spec)).layer) == len(spec["layer"])
        assert outer_size(figure.wide)[0] <= 880.5, figure.name
        assert outer_size(figure.narrow)[0] <= 360.5, figure.name
        assert 40 < len(figure.alt) < 500, (figure.name, figure.alt)
        assert figure.wide["description"] == figure.alt
        assert figure.caption.endswith(".")
        for spec in (figure.wide, figure.narrow):
            for start, end, text in extents(spec):
                assert start >= 0, (figure.name, text)
                assert end <= outer_size(spec)[0], (figure.name, text)


def test_svg_is_sound_and_can_share_a_page(figures: list[Figure]) -> None:
    for figure in figures:
        for spec in (figure.wide, figure.narrow):
            svg = to_svg(spec)
            root = ET.fromstring(svg)  # noqa: S314 - drawn a line above
            assert root.get("aria-label") == figure.alt
            assert "<script" not in svg
            assert not re.search(r"\sid=|NaN|undefined|Infinity", svg), figure.name


def test_names_are_unique_on_a_page(figures: list[Figure]) -> None:
    every = [figure.name for figure in figures]
    assert len(set(every)) == len(every)
    assert all(re.fullmatch("[a-z0-9-]+", name) for name in every)


def test_every_day_of_the_span_is_a_cell_and_no_other() -> None:
    found = explored.shop()
    figure = calendar_map(found.calendar, found.totals.first, found.totals.last, POUNDS)
    span = (found.totals.last - found.totals.first).days + 1
    sold = sum(day.sales > 0 for day in found.calendar.days)
    for spec in (figure.wide, figure.narrow):
        cells = [box for box in marks(spec, "days") if abs(box["y2"] - box["y"]) > 8]
        key = len(RAMP) + 1
        assert len(cells) == span + key
        assert sum(box["colour"] == theme.EMPTY for box in cells) == span - sold + 1
    assert f"{span - sold} days had no sale" in figure.alt


def test_of_long_spans_the_last_six_years_are_drawn() -> None:
    found = explored.years(13)
    figure = calendar_map(found.calendar, found.totals.first, found.totals.last, POUNDS)
    years = {text for text in texts(figure.wide) if re.fullmatch(r"20\d\d", text)}
    assert years == {str(found.totals.last.year - back) for back in range(6)}
    assert "The last 6 years are drawn." in figure.caption


def test_names_of_months_do_not_meet_where_a_span_begins_late_in_one() -> None:
    found = explored.shop(date(2021, 3, 29), date(2022, 2, 3))
    figure = calendar_map(found.calendar, found.totals.first, found.totals.last, POUNDS)
    for spec in (figure.wide, figure.narrow):
        heads = sorted(
            (row["y"], row["x"], row["text"])
            for layer in spec["layer"]
            if layer["mark"]["type"] == "text" and layer["mark"]["align"] == "left"
            for row in layer["data"]["values"]
            if re.fullmatch("[A-Z][a-z]{2}", row["text"])
        )
        assert len(heads) >= 10
        for (y, x, _), (below, right, _) in itertools.pairwise(heads):
            assert below > y or right >= x + 24


def test_months_that_are_not_over_are_hollow() -> None:
    found = explored.shop()
    figure = months_chart(found.calendar.months, found.totals.last, POUNDS)
    assert figure is not None
    assert len(marks(figure.wide, "unfinished")) == 1
    assert len(marks(figure.wide, "bars")) == 12
    assert "the last up to 9 December" in figure.caption
    assert "9 days of it" in figure.alt


def test_one_month_is_no_series() -> None:
    found = explored.shop(date(2011, 3, 1), date(2011, 3, 31))
    assert months_chart(found.calendar.months, found.totals.last, POUNDS) is None
    assert retention_map(explored.retention(date(2011, 3, 1), date(2011, 3, 31))) is None


def test_colours_of_a_rhythm_say_what_is_sure() -> None:
    found = explored.shop().calendar
    figure = rhythm_chart(found.season)
    assert figure is not None
    colours = [bar["colour"] for bar in marks(figure.wide, "bars")]
    for colour, low, high in zip(colours, found.season.low, found.season.high, strict=True):
        assert colour == (ABOVE if low > 100 else BELOW if high < 100 else UNSURE)
    assert "fewer than two years" in figure.caption
    assert "fewer than two years" not in rhythm_chart(found.weekday).caption


def test_days_without_a_sale_have_no_bar() -> None:
    week = explored.shop().calendar.weekday
    never = dataclasses.replace(week, index=(*week.index[:5], 0.0, week.index[6]))
    for rhythm in (week, never):
        figure = rhythm_chart(rhythm)
        assert len([bar for bar in marks(figure.wide, "bars") if bar["y2"] > 0]) == 6
        assert "none" in texts(figure.wide)
        assert "Saturday none" in figure.alt
    nothing = dataclasses.replace(week, index=(math.nan,) * 7)
    assert rhythm_chart(nothing) is None


def test_map_colours_by_magnitude_and_lists_what_it_has_no_place_for() -> None:
    places = explored.shop().partitions[0]
    figure = region_map(places, countries(), POUNDS)
    assert figure is not None
    where = placed(places, countries(), POUNDS)
    names = [countries().regions[index].name for index in where.sales]
    assert {"United Kingdom", "Ireland", "South Africa", "United States"} <= set(names)
    assert [part.name for part in where.absent] == ["Channel Islands", "Malta", "Singapore"]
    listed = " ".join(texts(figure.wide))
    assert all(f"{part.name} £" in listed for part in where.absent)
    # A giant of 88% of the sales leaves the others apart: Germany is darker than Spain.
    classes = by_magnitude(list(where.sales.values()))
    germany, spain = (where.sales[names_index(name)] for name in ("Germany", "Spain"))
    assert RAMP.index(classes.colour(germany)) > RAMP.index(classes.colour(spain))


def names_index(name: str) -> int:
    return next(at for at, region in enumerate(countries().regions) if region.name == name)


def test_names_of_one_country_are_added_up() -> None:
    parts = [explored.part(name, 10, each=100) for name in ("England", "Scotland", "France", "Spain")]
    where = placed(Partition("country", "place", tuple(parts), None, 0), countries(), Sold("GBP"))
    assert where.sales[names_index("United Kingdom")] == 2 * where.sales[names_index("France")]


def test_whole_map_of_the_world_where_no_continent_holds_most() -> None:
    names = ("China", "India", "USA", "Brazil", "RSA", "France", "Australia")
    parts = tuple(explored.part(name, 10 + at) for at, name in enumerate(names))
    figure = region_map(Partition("country", "place", parts, None, 0), countries(), POUNDS)
    assert "Europe" not in texts(figure.wide)
    european = region_map(explored.shop().partitions[0], countries(), POUNDS)
    assert {"Europe", "World"} <= set(texts(european.wide))


@pytest.mark.parametrize("names", [("France", "Spain"), ("France", "Spain", "Italy", "a", "b", "c", "d")])
def test_no_map_where_few_places_or_the_smaller_part_of_them_are_on_it(names: tuple[str, ...]) -> None:
    parts = tuple(explored.part(name, 10) for name in names)
    assert region_map(Partition("country", "place", parts, None, 0), countries(), POUNDS) is None


def test_no_label_of_a_map_covers_another() -> None:
    figure = region_map(explored.shop().partitions[0], countries(), POUNDS)
    for spec in (figure.wide, figure.narrow):
        rows = [
            (row["x"], row["y"])
            for layer in spec["layer"]
            if layer["mark"]["type"] == "text" and layer["mark"]["align"] == "center"
            for row in layer["data"]["values"]
            if not row["text"].startswith("£")
        ]
        assert len(rows) > 2
        apart = [abs(a[0] - b[0]) > 20 or abs(a[1] - b[1]) > 20 for a in rows for b in rows if a != b]
        assert all(apart)


def test_ranked_rates_of_few_customers_are_hollow() -> None:
    parts = (explored.part("many", 400, 0.5), explored.part("few", 8, 1.0))
    figure = ranked_chart(Partition("region", "place", parts, None, 0), POUNDS)
    assert len(marks(figure.wide, "rates")) == 1
    assert len(marks(figure.wide, "few")) == 1
    assert "100% of 8" in figure.alt
    assert "51% of all" in figure.alt  # (200 + 8) / 408
    long = [row["x2"] - row["x"] for row in marks(figure.wide, "intervals")]
    assert long[1] > 3 * long[0]
    assert ranked_chart(Partition("region", "place", parts[:1], None, 0), POUNDS) is None


def test_circles_are_as_large_as_groups_are() -> None:
    rfm = explored.rfm()
    figure = rfm_grid(rfm, "GBP")
    counts = rfm.customers.sum(axis=2)
    circles = marks(figure.wide, "customers")
    assert len(circles) == (counts > 0).sum()
    areas = sorted(circle["size"] for circle in circles)
    largest, smallest_drawn = counts.max(), 16.0  # nothing is smaller than a dot of 4 px
    expected = sorted(max(smallest_drawn, areas[-1] * count / largest) for count in counts.ravel() if count)
    assert areas == pytest.approx(expected, abs=0.2)  # sizes are written with one decimal
    assert f"{counts.sum():,} customers" in figure.alt


def test_scores_that_nobody_has_are_no_rows() -> None:
    rfm = explored.rfm()
    customers, sales = rfm.customers.copy(), rfm.sales.copy()
    customers[:, 1], sales[:, 1] = 0, 0
    circles = marks(rfm_grid(dataclasses.replace(rfm, customers=customers, sales=sales)).wide, "customers")
    assert len({circle["y"] for circle in circles}) == 4


def test_retention_prints_shares_and_sets_the_unfinished_period_apart() -> None:
    whole = explored.retention(date(2011, 1, 1), date(2011, 6, 30), last_whole=True)
    half = dataclasses.replace(whole, last_whole=False)
    cells = 5 * 6 // 2
    assert len(marks(retention_map(whole).wide, "unfinished")) == 0
    assert len(marks(retention_map(half).wide, "unfinished")) == 5
    shown = [text for text in texts(retention_map(whole).wide) if re.fullmatch(r"\d+%", text)]
    assert len(shown) >= cells
    assert f"{int(whole.active[0, 1]) / int(whole.active[0, 0]):.0%}" in shown
    assert "which is not over" in retention_map(half).caption


def test_the_curve_reads_twenty_eighty() -> None:
    spread = explored.concentration()
    made = dict(spread.top)[0.2]
    figure = lorenz_chart(spread)
    assert f"20% of customers make {made:.0%}" in texts(figure.wide)
    (point,) = marks(figure.wide, "read")
    assert (point["x"], point["y"]) == pytest.approx((0.2, made), abs=1e-5)  # six digits
    curve = marks(figure.wide, "curve")
    assert (curve[0]["x"], curve[0]["y"]) == (0, 0)
    assert (curve[-1]["x2"], curve[-1]["y2"]) == (1, 1)


def test_repeats_show_what_was_seen_and_what_the_model_says() -> None:
    forecast = explored.forecast()
    figure = repeat_chart(forecast)
    assert [bar["y2"] for bar in marks(figure.wide, "bars")] == list(forecast.observed)
    assert [dot["y"] for dot in marks(figure.wide, "model")] == list(forecast.fitted)


def test_renewals_beyond_the_last_seen_are_dashed() -> None:
    renewals = explored.renewals()
    figure = renewal_curve(renewals)
    assert len(marks(figure.wide, "seen")) == len(renewals.at_risk)
    assert len(marks(figure.wide, "ahead")) == len(renewals.fitted) - len(renewals.at_risk)
    assert len(marks(renewal_months(renewals).wide, "intervals")) == 3 * 12
    nobody = dataclasses.replace(renewals, at_risk=(), renewed=(), by_month=((0, 0),) * 12)
    assert renewal_curve(nobody) is None
    assert renewal_months(nobody) is None


def test_differences_that_could_be_chance_are_hollow() -> None:
    found = explored.differences()
    figure = differences_chart(found)
    assert len(marks(figure.wide, "called")) == sum(one.real for one in found) == 3
    assert len(marks(figure.wide, "chance")) == 1
    assert "of which 3 are more than chance" in figure.alt
    assert differences_chart([one for one in found if one.q is None]) is None


def test_without_amounts_orders_are_drawn() -> None:
    drawn = draw_history(orders_alone())
    assert "daily orders" in drawn.calendar.figure.alt
    assert "orders of 13 months" in drawn.months.figure.alt
    assert not any("£" in text for text in texts(drawn.calendar.figure.wide))


def test_classes_hold_equally_many_and_no_class_is_empty() -> None:
    values = [float(at**3) for at in range(1, 101)]
    classes = by_rank(values)
    held = [classes.colours.index(classes.colour(value)) for value in values]
    counts = [held.count(at) for at in range(5)]
    assert min(counts) >= 18  # 20 each, but for cuts rounded to two digits
    assert by_rank([]).colours == by_rank([5.0, 5.0]).colours == (RAMP[2],)
    assert by_rank([]).colour(math.nan) == theme.EMPTY


def test_an_empty_history_of_days_is_drawn_as_empty() -> None:
    found = explored.shop()
    nothing = dataclasses.replace(found.calendar, days=())
    first = date(2011, 1, 1)
    figure = calendar_map(nothing, first, first + timedelta(days=30), POUNDS)
    assert "No day has a sale." in figure.alt
