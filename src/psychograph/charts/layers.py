"""The grammar all charts are written in: rules, boxes, dots and words inside one frame.

The specifications are written as plain Vega-Lite and not through Altair's classes: building and
checking those costs more than drawing. The tests check every specification with Altair instead.
A frame fixes its size and margins itself, so that no layout depends on the fonts of a machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from psychograph.charts import theme
from psychograph.charts.figure import Spec

Row = dict[str, float | str]


@dataclass(frozen=True)
class Frame:
    """The plotting area and its margins.

    Parameters
    ----------
    width, height : float
        Plotting area in px.
    left, right, top, bottom : float
        Margins in px.
    x, y : tuple of float or None
        Values at left and right, at bottom and top; None measures in px from the left and, as on
        a page, from the top.
    axis : {"x", "y"} or None
        The direction that gets a numeric axis.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    x: tuple[float, float] | None = None
    y: tuple[float, float] | None = None
    axis: Literal["x", "y"] | None = None

    def x_of(self, px: float) -> float:
        """Return the value that lies `px` from the left edge of the plotting area."""
        low, high = self.x or (0.0, self.width)
        return low + (high - low) * px / self.width

    def y_of(self, px: float) -> float:
        """Return the value that lies `px` from the top edge of the plotting area."""
        low, high = self.y or (self.height, 0.0)
        return high + (low - high) * px / self.height

    def _channel(self, name: Literal["x", "y"], domain: tuple[float, float]) -> Spec:
        shown = {"grid": False, "tickCount": 5, "domain": True}
        return {
            "field": name,
            "type": "quantitative",
            "scale": {"domain": [_short(v) for v in domain], "nice": False, "zero": False},
            "axis": shown if self.axis == name else None,
        }

    def spec(self, layers: Sequence[Spec], description: str) -> Spec:
        """Return the specification of the layers inside this frame; empty layers are dropped."""
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "description": description,
            "width": self.width,
            "height": self.height,
            "autosize": {"type": "none"},
            "padding": {"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom},
            "background": theme.PAPER,
            "config": theme.config(),
            "encoding": {
                "x": self._channel("x", self.x or (0.0, self.width)),
                "y": self._channel("y", self.y or (self.height, 0.0)),
            },
            "layer": [layer for layer in layers if layer["data"]["values"]],
        }


@dataclass
class Sheet:
    """Rows of marks that a layout gathers before they become layers."""

    boxes: list[Row] = field(default_factory=list)
    rules: list[Row] = field(default_factory=list)
    words: dict[tuple[str, int, bool], list[Row]] = field(default_factory=dict)

    def box(self, x: float, y: float, x2: float, y2: float, colour: str) -> None:
        """Add a filled rectangle."""
        self.boxes.append(area(x, y, x2, y2, colour))

    def rule(self, x: float, y: float, x2: float, y2: float, colour: str) -> None:
        """Add a straight line."""
        self.rules.append(area(x, y, x2, y2, colour))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        colour: str = theme.INK,
        *,
        align: str = "left",
        size: int = theme.BODY,
        bold: bool = False,
    ) -> None:
        """Add one line of text, centred on its height."""
        self.words.setdefault((align, size, bold), []).append(word(x, y, text, colour))

    def text_layers(self) -> list[Spec]:
        """Return the layers of all texts."""
        return [
            words(rows, f"{align}-{size}{'-bold' * bold}", align=align, size=size, bold=bold)
            for (align, size, bold), rows in sorted(self.words.items())
        ]


def _short(value: float) -> float:
    # Six digits are far below a pixel and keep files small and equal across machines.
    return float(f"{value:.6g}")


def area(x: float, y: float, x2: float, y2: float, colour: str) -> Row:
    """Return the row of a rule or a box."""
    return {"x": _short(x), "y": _short(y), "x2": _short(x2), "y2": _short(y2), "colour": colour}


def word(x: float, y: float, text: str, colour: str = theme.INK) -> Row:
    """Return the row of a text."""
    return {"x": _short(x), "y": _short(y), "text": text, "colour": colour}


def dot(x: float, y: float, colour: str) -> Row:
    """Return the row of a dot."""
    return {"x": _short(x), "y": _short(y), "colour": colour}


def _layer(name: str, rows: Sequence[Row], mark: Spec, *channels: str, paint: str = "color") -> Spec:
    encoding: Spec = {paint: {"field": "colour", "type": "nominal", "scale": None}}
    for channel in channels:
        encoding[channel] = {"field": channel} if channel != "text" else {"field": "text", "type": "nominal"}
    return {"name": name, "data": {"values": list(rows)}, "mark": mark, "encoding": encoding}


def rules(
    rows: Sequence[Row],
    name: str = "rules",
    *,
    thickness: float = 1,
    dash: Sequence[int] = (),
    cap: str = "butt",
) -> Spec:
    """Return a layer of straight lines."""
    mark: dict[str, Any] = {"type": "rule", "strokeWidth": thickness, "strokeCap": cap}
    return _layer(name, rows, mark | ({"strokeDash": list(dash)} if dash else {}), "x2", "y2")


def boxes(rows: Sequence[Row], name: str = "boxes", *, radius: float = 0, opacity: float = 1) -> Spec:
    """Return a layer of filled rectangles."""
    return _layer(name, rows, {"type": "rect", "cornerRadius": radius, "opacity": opacity}, "x2", "y2")


def frames(rows: Sequence[Row], name: str = "frames", *, thickness: float = 1.5) -> Spec:
    """Return a layer of hollow rectangles."""
    mark = {"type": "rect", "fill": theme.PAPER, "strokeWidth": thickness, "cornerRadius": 1}
    return _layer(name, rows, mark, "x2", "y2", paint="stroke")


def dots(rows: Sequence[Row], name: str = "dots", *, diameter: float) -> Spec:
    """Return a layer of filled circles."""
    mark = {"type": "circle", "size": diameter**2, "opacity": 1, "stroke": theme.PAPER, "strokeWidth": 1}
    return _layer(name, rows, mark)


def hollow_dots(rows: Sequence[Row], name: str = "hollow", *, diameter: float) -> Spec:
    """Return a layer of rings, each in its colour."""
    mark = {"type": "point", "shape": "circle", "filled": False, "size": diameter**2}
    layer = _layer(name, rows, mark | {"opacity": 1, "strokeWidth": 1.5})
    layer["encoding"]["fill"] = {"value": theme.PAPER}
    return layer


def circles(rows: Sequence[Row], name: str = "circles", *, hollow: bool = False, opacity: float = 1) -> Spec:
    """Return a layer of circles, each of its own `size`: the square of its diameter in px."""
    mark = {"type": "point", "shape": "circle", "filled": not hollow, "strokeWidth": 1.5, "opacity": opacity}
    layer = _layer(name, rows, mark)
    layer["encoding"]["size"] = {"field": "size", "type": "quantitative", "scale": None}
    return layer


def words(
    rows: Sequence[Row],
    name: str = "words",
    *,
    align: str = "left",
    size: int = theme.BODY,
    bold: bool = False,
    upright: bool = False,
) -> Spec:
    """Return a layer of texts, each centred on its height; `upright` ones read from below."""
    mark: dict[str, Any] = {"type": "text", "align": align, "baseline": "middle", "fontSize": size}
    mark |= {"fontWeight": "bold"} if bold else {}
    mark |= {"angle": 270} if upright else {}
    return _layer(name, rows, mark, "text")
