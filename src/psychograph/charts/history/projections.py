"""From degrees to the flat: equal areas, so that a large country does not look larger than it is."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Projection = Callable[[Points], Points]

_A = (1.340264, -0.081106, 0.000893, 0.003796)


def equal_earth(points: Points) -> Points:
    """Return points of the Equal Earth projection, for the whole world.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
        Longitude and latitude in degrees.

    Returns
    -------
    ndarray, shape (n, 2)
        In radii of the globe, north up.

    References
    ----------
    Savric, Patterson & Jenny 2019, International Journal of Geographical Information Science 33:454.

    Examples
    --------
    >>> np.round(equal_earth(np.array([[0.0, 0.0], [180.0, 0.0], [0.0, 90.0]])), 4).tolist()
    [[0.0, 0.0], [2.7066, 0.0], [0.0, 1.3174]]
    """
    a1, a2, a3, a4 = _A
    root = math.sqrt(3) / 2
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    theta = np.arcsin(root * np.sin(lat))
    squared = theta**2
    sixth = squared**3
    below = a1 + 3 * a2 * squared + sixth * (7 * a3 + 9 * a4 * squared)
    x = lon * np.cos(theta) / (root * below)
    return np.column_stack([x, theta * (a1 + a2 * squared + sixth * (a3 + a4 * squared))])


@dataclass(frozen=True)
class AzimuthalEqualArea:
    """Lambert's azimuthal equal-area projection about a middle, for a continent or a country.

    Parameters
    ----------
    longitude, latitude : float
        The middle, in degrees.

    References
    ----------
    Snyder 1987, Map Projections: A Working Manual, USGS Professional Paper 1395, equations 22-4 and 24-2.

    Examples
    --------
    >>> about = AzimuthalEqualArea(10, 52)
    >>> np.round(about(np.array([[10.0, 52.0], [10.0, 62.0]])), 3).tolist()
    [[0.0, 0.0], [0.0, 0.174]]
    """

    longitude: float
    latitude: float

    def __call__(self, points: Points) -> Points:
        """Return points in radii of the globe, north up."""
        lon, lat = np.radians(points[:, 0] - self.longitude), np.radians(points[:, 1])
        middle = math.radians(self.latitude)
        cosine = math.sin(middle) * np.sin(lat) + math.cos(middle) * np.cos(lat) * np.cos(lon)
        k = np.sqrt(2 / np.maximum(1 + cosine, 1e-6))
        x = k * np.cos(lat) * np.sin(lon)
        y = k * (math.cos(middle) * np.sin(lat) - math.sin(middle) * np.cos(lat) * np.cos(lon))
        return np.column_stack([x, y])


def clipped(ring: Points, low: tuple[float, float], high: tuple[float, float]) -> Points:
    """Return the part of a closed line that lies in a rectangle; empty where none does.

    References
    ----------
    Sutherland & Hodgman 1974, Communications of the ACM 17:32.

    Examples
    --------
    >>> square = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]])
    >>> sorted(map(tuple, clipped(square, (1, 1), (9, 9)).tolist()))
    [(1.0, 1.0), (1.0, 4.0), (4.0, 1.0), (4.0, 4.0)]
    """
    for axis in (0, 1):
        for edge, sign in ((low[axis], 1.0), (high[axis], -1.0)):
            if not len(ring):
                return ring
            ring = _cut(ring, axis, edge, sign)
    return ring


def _cut(ring: Points, axis: int, edge: float, sign: float) -> Points:
    """Return a closed line without what lies beyond one edge."""
    depth = sign * (ring[:, axis] - edge)
    inside = depth >= 0
    if inside.all():
        return ring
    if not inside.any():
        return ring[:0]
    kept = []
    for at in range(len(ring)):
        before = at - 1
        if inside[at] != inside[before]:
            share = depth[before] / (depth[before] - depth[at])
            kept.append(ring[before] + share * (ring[at] - ring[before]))
        if inside[at]:
            kept.append(ring[at])
    return np.array(kept)


def thinned(ring: Points, least: float = 0.5) -> Points:
    """Return a line without corners that are nearer than `least` to the one before."""
    if len(ring) < 5:
        return ring
    kept = [0]
    for at in range(1, len(ring)):
        if float(np.abs(ring[at] - ring[kept[-1]]).max()) >= least:
            kept.append(at)
    return ring[kept] if len(kept) >= 4 else ring[:0]
