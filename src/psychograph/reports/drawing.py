"""One picture, drawn for page and paper, and for a phone."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.charts.figure import Figure, outer_size

PNG_SCALE = 2


@dataclass(frozen=True, eq=False)
class Drawing:
    """One figure, drawn.

    Parameters
    ----------
    figure : Figure
        What it shows, and the words that go with it.
    wide, narrow : str
        SVG for page and paper, and for a phone.
    size : tuple of int
        Width and height of the wide layout in px.
    """

    figure: Figure
    wide: str
    narrow: str
    size: tuple[int, int]


def draw(figure: Figure) -> Drawing:
    """Draw one figure, for page and phone."""
    from psychograph.charts.render import to_svg

    width, height = outer_size(figure.wide)
    return Drawing(figure, to_svg(figure.wide), to_svg(figure.narrow), (round(width), round(height)))
