"""Type, greys and colours of every chart.

Segment colours keep a contrast of at least 4.5 on white, so that they serve for text and thin
lines, and the first four stay apart under the three colour-vision deficiencies. Colour is never
the only sign of a segment: every chart also prints its number.
"""

from __future__ import annotations

import math
from itertools import pairwise

from psychograph.charts.figure import Spec

FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
SMALL, BODY = 11, 12  # px; nothing on a phone is set smaller
WIDE, NARROW = 880, 360  # px, the whole picture

INK = "#1f2328"
SOFT = "#57606a"  # secondary text, 6.4 : 1 on white
BRANCH = "#7d8590"  # lines above the cut
MUTED = "#8b949e"  # marks that are there for comparison
GRID = "#d8dee4"
EMPTY = "#eef0f2"  # a cell without a number
PAPER = "#ffffff"

SEGMENTS = (
    "#0072b2",  # blue
    "#b84a00",  # vermilion
    "#5b1a73",  # violet
    "#007a62",  # green
    "#c2337f",  # raspberry
    "#4a3d00",  # olive
    "#2f3fc4",  # indigo
    "#0a3d33",  # pine
    "#8a3ff0",  # lilac
    "#a05060",  # rose
)

#: Stops of the diverging colours, from -1 to 1. The high end is much darker than the low end, so
#: that the direction survives a grey print.
DIVERGING = ((-1.0, "#e07b1f"), (-0.5, "#f3bd82"), (0.0, "#f6f6f7"), (0.5, "#a9a4d4"), (1.0, "#4b2a86"))


def segment_colour(segment: int) -> str:
    """Return the colour of a segment, 1 to k; beyond ten the colours come round again.

    Examples
    --------
    >>> segment_colour(1) == segment_colour(11)
    True
    """
    return SEGMENTS[(segment - 1) % len(SEGMENTS)]


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with a `share` (0 to 1) of `other` in it.

    Examples
    --------
    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{math.floor(a + (b - a) * share + 0.5):02x}" for a, b in pairs)


def tint(colour: str) -> str:
    """Return a colour light enough to lie behind text and lines."""
    return mix(colour, PAPER, 0.9)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour by WCAG 2.2, 0 (black) to 1 (white)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _unit(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _unit(colour: str) -> list[float]:
    return [part / 255 for part in _parts(colour)]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours by WCAG 2.2, 1 to 21.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(background: str) -> str:
    """Return black or white, whichever reads better on the background; never below 4.5 : 1."""
    return max(("#000000", PAPER), key=lambda ink: contrast(ink, background))


def diverging(value: float, limit: float) -> str:
    """Return the colour of a value on the diverging scale from -limit to limit.

    Parameters
    ----------
    value : float
        The value; NaN gives the colour of an empty cell.
    limit : float
        Values at or beyond it take the strongest colour; above 0.
    """
    if math.isnan(value):
        return EMPTY
    at = max(-1.0, min(1.0, value / limit))
    for (low, left), (high, right) in pairwise(DIVERGING):
        if at <= high:
            return mix(left, right, (at - low) / (high - low))
    raise AssertionError(at)  # pragma: no cover


def config() -> Spec:
    """Return the Vega-Lite configuration shared by all charts."""
    return {
        # One accessible name on the whole picture reads better than hundreds on its marks.
        "aria": False,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "domainColor": MUTED,
            "gridColor": GRID,
            "labelColor": SOFT,
            "labelFontSize": SMALL,
            "tickColor": MUTED,
            "tickSize": 4,
            "title": None,
        },
    }
