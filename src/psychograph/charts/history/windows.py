"""Which part of the world a map shows: the whole of it, or a continent where most customers are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psychograph.charts.history.projections import (
    AzimuthalEqualArea,
    Points,
    Projection,
    clipped,
    equal_earth,
    thinned,
)
from psychograph.history.boundaries.regions import Region

Polygon = list[list[list[float]]]


@dataclass(frozen=True)
class Window:
    """A part of the world.

    Parameters
    ----------
    name : str
    west, south, east, north : float
        In degrees.
    """

    name: str
    west: float
    south: float
    east: float
    north: float

    def holds(self, point: tuple[float, float]) -> bool:
        """Say whether a point lies in it."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    def projection(self) -> Projection:
        """Return how it is made flat."""
        if self.east - self.west > 150:
            return equal_earth
        return AzimuthalEqualArea((self.west + self.east) / 2, (self.south + self.north) / 2)


WORLD = Window("World", -180, -56, 180, 78)
CONTINENTS = (
    Window("Europe", -24.5, 34.5, 41, 70.5),
    Window("Africa", -19, -36, 53, 38),
    Window("Asia", 45, -11, 147, 54),
    Window("North America", -128, 14, -60, 57),
    Window("South America", -84, -56, -33, 13),
    Window("Australia and Oceania", 110, -48, 180, 0),
)
LEAST = 4  # countries of one continent that make it worth a map of its own
MOST_OF = 0.6


def windows_of(regions: Sequence[Region]) -> tuple[Window, ...]:
    """Return what to draw for countries with customers: a continent, the world, or both.

    Parameters
    ----------
    regions : sequence of Region
        Countries with customers.

    Returns
    -------
    tuple of Window
        The one to draw large first.
    """
    middles = [region.middle() for region in regions]
    best = max(CONTINENTS, key=lambda window: sum(map(window.holds, middles)))
    inside = sum(map(best.holds, middles))
    if inside < LEAST or inside < MOST_OF * len(middles):
        return (WORLD,)
    return (best,) if inside == len(middles) else (best, WORLD)


def around(regions: Sequence[Region], name: str) -> Window:
    """Return the window that holds all regions, with a little room about them."""
    corners = np.vstack([rings[0] for region in regions for rings in region.polygons])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    room = 0.02 * max(east - west, north - south, 0.01)
    return Window(name, float(west - room), float(south - room), float(east + room), float(north + room))


@dataclass(frozen=True)
class Canvas:
    """A window on a picture.

    Parameters
    ----------
    window : Window
    width, height : float
        In px.
    top : float
        Its upper end in px.
    scale, x, y : float
        From the projection to px: ``x + scale * east``, ``y - scale * north``.
    """

    window: Window
    width: float
    height: float
    top: float
    scale: float
    x: float
    y: float

    @classmethod
    def fitting(cls, window: Window, width: float, most: float, top: float) -> Canvas:
        """Return a window as large as `width` allows, no taller than `most`."""
        outline = window.projection()(_border(window))
        (left, low), (right, high) = outline.min(axis=0), outline.max(axis=0)
        scale = min(width / (right - left), most / (high - low))
        height = float(scale * (high - low))
        x = (width - scale * (right + left)) / 2
        return cls(window, width, height, top, float(scale), float(x), float(top + scale * high))

    def at(self, points: Points) -> Points:
        """Return points in degrees as px."""
        flat = self.window.projection()(points)
        return np.column_stack([self.x + self.scale * flat[:, 0], self.y - self.scale * flat[:, 1]])

    def polygons(self, region: Region) -> list[Polygon]:
        """Return the pieces of a region that can be seen, in px."""
        seen = []
        for rings in region.polygons:
            flat = [line for line in map(self._line, rings) if len(line)]
            if flat:
                seen.append([np.round(line, 1).tolist() for line in flat])
        return seen

    def _line(self, ring: Points) -> Points:
        window = self.window
        wide = window.east - window.west > 150
        # What is far away is cut off before it is made flat, where it would be turned inside out.
        margin = 0.0 if wide else 25.0
        low = (window.west - 2 * margin, max(-89.0, window.south - margin))
        high = (window.east + 2 * margin, min(89.0, window.north + margin))
        near = clipped(ring, low, high)
        if not len(near):
            return near
        line = clipped(self.at(near), (0.0, self.top), (self.width, self.top + self.height))
        return _closed(thinned(line))


def _closed(line: Points) -> Points:
    return np.vstack([line, line[:1]]) if len(line) else line


def _border(window: Window) -> Points:
    """Return points along the border of a window, in degrees."""
    along = np.linspace(0, 1, 25)
    west, east = np.full(25, window.west), np.full(25, window.east)
    south, north = np.full(25, window.south), np.full(25, window.north)
    lon = window.west + along * (window.east - window.west)
    lat = window.south + along * (window.north - window.south)
    if window.east - window.west <= 150:
        # Where the top bows, its middle is what should be seen: the corners may be cut.
        half = slice(6, 19)
        sides = [
            (lon[half], south[half]),
            (lon[half], north[half]),
            (west[half], lat[half]),
            (east[half], lat[half]),
        ]
    else:
        sides = [(lon, south), (lon, north), (west, lat), (east, lat)]
    return np.column_stack([np.concatenate([x for x, _ in sides]), np.concatenate([y for _, y in sides])])
