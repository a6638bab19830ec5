"""A map of where customers are, drawn offline; what it has no place for is listed, never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.amounts import percent
from psychograph.charts.history.classes import Classes, by_magnitude, draw_key, key_layer
from psychograph.charts.history.map_labels import Named, labels
from psychograph.charts.history.ranked_chart import fit_name
from psychograph.charts.history.sold import Sold
from psychograph.charts.history.windows import Canvas, Window, around, windows_of
from psychograph.charts.labels import listed, shorten, wrap
from psychograph.charts.layers import Frame, Sheet, area, frames, rules
from psychograph.history.boundaries.regions import Boundaries
from psychograph.history.measures.customers import Part, Partition

LEAST, MOST_OF = 3, 0.5  # places on the map, and share of all named places, that make it worth drawing
LAND = theme.EMPTY  # countries without a customer
SEA_LINE = "#ffffff"
LINE = 15


@dataclass(frozen=True)
class Placed:
    """Which places of the data lie where.

    Parameters
    ----------
    sales : mapping of int to float
        Sales by index of the region.
    absent : tuple of Part
        Places that the map does not have, by sales.
    """

    sales: Mapping[int, float]
    absent: tuple[Part, ...]


def placed(partition: Partition, boundaries: Boundaries, sold: Sold) -> Placed:
    """Return the regions of all places; several names of one region are added up."""
    sales: dict[int, float] = {}
    absent = []
    found = boundaries.matched([part.name for part in partition.parts])
    for part, index in zip(partition.parts, found, strict=True):
        if index is None:
            absent.append(part)
        else:
            sales[index] = sales.get(index, 0.0) + sold.of_part(part)
    return Placed(sales, tuple(absent))


def region_map(partition: Partition, boundaries: Boundaries, sold: Sold) -> Figure | None:
    """Draw the sales of each region in classes, each a step darker.

    Parameters
    ----------
    partition : Partition
        Of places.
    boundaries : Boundaries
        Outlines of regions of this level.
    sold : Sold

    Returns
    -------
    Figure or None
        None where fewer than three places, or fewer than half, are on the map: a ranked list tells more.
    """
    where = placed(partition, boundaries, sold)
    named = sum(1 for part in partition.parts if part.name)
    if len(where.sales) < LEAST or not named:
        return None
    on_it = named - sum(1 for part in where.absent if part.name)
    if on_it < MOST_OF * named:
        return None
    regions = [boundaries.regions[index] for index in where.sales]
    windows = windows_of(regions) if boundaries.world else (around(regions, ""),)
    classes = by_magnitude(list(where.sales.values()))
    alt = _alt(partition, boundaries, where, sold)
    drawing = _Drawing(partition, boundaries, where, classes, sold, windows)
    return Figure(
        name=f"map-{fit_name(partition.name)}",
        title="The map",
        caption=f"{sold.word} by {partition.name}, darker for more. {boundaries.credit}",
        alt=alt,
        wide=_layout(drawing, theme.WIDE, 500, alt),
        narrow=_layout(drawing, theme.NARROW, 330, alt),
    )


@dataclass(frozen=True)
class _Drawing:
    partition: Partition
    boundaries: Boundaries
    where: Placed
    classes: Classes
    sold: Sold
    windows: tuple[Window, ...]


def _layout(drawing: _Drawing, total: float, most: float, alt: str) -> Spec:
    width = total - 16
    sheet, shapes, borders, y = Sheet(), [], Sheet(), 0.0
    for at, window in enumerate(drawing.windows):
        if len(drawing.windows) > 1:
            sheet.text(0, y + 8, window.name, theme.SOFT, size=theme.SMALL, bold=True)
            y += 20
        canvas = Canvas.fitting(window, width, most if at == 0 else most * 0.62, y)
        shapes += _shapes(canvas, drawing)
        if at == 0:
            _name(sheet, canvas, drawing)
        borders.boxes.append(area(0, y, width, y + canvas.height, theme.GRID))
        y += canvas.height + 12

    lead = drawing.sold.word if total == theme.WIDE else ""
    y = draw_key(sheet, drawing.classes, drawing.sold.brief, (0, y), lead=lead, empty="none")
    y = _absent(sheet, drawing, width, y + 6)
    frame = Frame(width, y, 8, 8, 8, 4)
    spec = frame.spec([frames(borders.boxes, "frames", thickness=1), *sheet.text_layers()], alt)
    leads = [rules(sheet.rules, "leads")] if sheet.rules else []
    spec["layer"] = [
        *spec["layer"][:1],
        _geoshapes(shapes),
        key_layer(sheet.boxes),
        *leads,
        *spec["layer"][1:],
    ]
    return spec


def _geoshapes(features: Sequence[Spec]) -> Spec:
    """Return the layer of outlines, whose corners are px already."""
    return {
        "name": "regions",
        "data": {"values": list(features)},
        # Outlines are cut to their window before; clipping here would need ids, which pages cannot share.
        "mark": {"type": "geoshape", "stroke": SEA_LINE, "strokeWidth": 0.7, "clip": False},
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}},
    }


def _shapes(canvas: Canvas, drawing: _Drawing) -> list[Spec]:
    found = []
    for index, region in enumerate(drawing.boundaries.regions):
        polygons = canvas.polygons(region)
        if polygons:
            sales = drawing.where.sales.get(index)
            found.append(
                {
                    "type": "Feature",
                    "colour": LAND if sales is None else drawing.classes.colour(sales),
                    "geometry": {"type": "MultiPolygon", "coordinates": polygons},
                }
            )
    return found


def _name(sheet: Sheet, canvas: Canvas, drawing: _Drawing) -> None:
    """Name the regions of the highest sales, in them or beside them."""
    known = drawing.boundaries.regions
    told = [
        Named(
            polygons=canvas.polygons(known[index]),
            lines=(shorten(known[index].name, 110, theme.SMALL), drawing.sold.say(sales)),
            ink=theme.ink_on(drawing.classes.colour(sales)),
        )
        for index, sales in sorted(drawing.where.sales.items(), key=lambda item: -item[1])
        if canvas.window.holds(known[index].middle())
    ]
    land = [piece[0] for region in known for piece in canvas.polygons(region)]
    corner = (canvas.width, canvas.top + canvas.height)
    for one in labels([one for one in told if one.polygons], land, canvas.top, corner):
        if one.lead is not None:
            sheet.rule(*one.lead, theme.SOFT)
        for step, line in enumerate(one.lines):
            sheet.text(one.x, one.y - 6.5 + 13 * step, line, one.ink, align="center", size=theme.SMALL)


def _absent(sheet: Sheet, drawing: _Drawing, width: float, y: float) -> float:
    """List places that are not on the map, with their sales."""
    if not drawing.where.absent:
        return y
    names = [shorten(part.name, 150, theme.SMALL) or "nothing said" for part in drawing.where.absent]
    values = [drawing.sold.say(drawing.sold.of_part(part)) for part in drawing.where.absent]
    told = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    lines = wrap("Not on the map: " + listed(told, 330), width, theme.SMALL, 5)
    for at, line in enumerate(lines):
        sheet.text(0, y + LINE * (at + 0.5), line, theme.SOFT, size=theme.SMALL)
    return y + LINE * len(lines) + 4


def _alt(partition: Partition, boundaries: Boundaries, where: Placed, sold: Sold) -> str:
    ranked = sorted(where.sales, key=lambda at: -where.sales[at])
    whole = sum(sold.of_part(part) for part in partition.parts) or 1.0
    told = [
        f"{shorten(boundaries.regions[at].name, 160, theme.SMALL)} {sold.say(where.sales[at])} "
        f"({percent(where.sales[at] / whole)})"
        for at in ranked[:8]
    ]
    start = f"Map of {sold.word.lower()} in {len(ranked)} places. Highest: "
    return start + listed(told, 400 - len(start)) + f". {len(where.absent)} places are not on the map."
