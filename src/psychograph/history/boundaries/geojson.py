"""Regions from a GeoJSON file of the user: sales districts, federal states, postcode areas."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from psychograph.errors import Problem
from psychograph.history.boundaries.regions import Boundaries, Region, Ring
from psychograph.history.errors import HistoryError
from psychograph.labels import clean
from psychograph.named_files import read_file
from psychograph.quoting import listed, quoted

MOST_BYTES = 50_000_000
MOST_REGIONS = 5_000
MOST_TOLD = 5  # problems of one kind
WANTED = "a GeoJSON FeatureCollection of polygons in degrees (WGS 84, as RFC 7946 says)"


def read_boundaries(path: str | Path, level: str, name: str | None = None) -> Boundaries:
    """Read outlines of regions.

    Parameters
    ----------
    path : str or Path
        A GeoJSON file (RFC 7946): features that are polygons, longitude and latitude in degrees.
    level : str
        What level of places they are, such as ``"region"``.
    name : str or None
        Property that names a region as the data do. None takes every short text and code of a feature for
        one of its names, and the property that tells all features apart for the printed one.

    Returns
    -------
    Boundaries
        Features without a polygon are left out.

    Raises
    ------
    HistoryError
        Where the file cannot be read, is not GeoJSON, has no such property, or is in metres instead of
        degrees; all features at fault together.
    """
    place = Path(path)
    features = _features(place)
    chosen = name if name is not None else _telling(features)
    problems: list[Problem] = []
    regions = []
    for number, feature in enumerate(features, start=1):
        where = f"{place.name}, feature {number}"
        try:
            polygons = tuple(_polygons(feature.get("geometry")))
        except (TypeError, ValueError, IndexError, KeyError, OverflowError) as reason:
            problems.append(_problem(where, str(reason) or "corners that are no pairs of numbers"))
            continue
        properties = feature.get("properties")
        named = _names(properties if isinstance(properties, dict) else {}, chosen, everything=name is None)
        if polygons and not named:
            problems.append(
                _problem(where, f"no text under {quoted(chosen or 'name')}", "a name in its properties")
            )
        elif polygons:
            regions.append(Region(named[0], named[1:], polygons))
    HistoryError.collect(_few(problems))
    if not regions:
        raise HistoryError(_problem(place.name, "no polygon"))
    return Boundaries(level, tuple(regions), f"Boundaries: {clean(place.name)}.")


def _features(place: Path) -> list[dict[str, object]]:
    try:
        record = json.loads(read_file(place, most=MOST_BYTES).decode("utf-8-sig"))
    except OSError as reason:
        raise HistoryError(_problem(str(place), reason.strerror or str(reason))) from None
    except (ValueError, RecursionError):
        raise HistoryError(_problem(str(place), "text that is not JSON")) from None
    found = record.get("features") if isinstance(record, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise HistoryError(_problem(str(place), "JSON without a list of features"))
    if len(found) > MOST_REGIONS:
        raise HistoryError(_problem(str(place), f"{len(found):,} features", f"at most {MOST_REGIONS:,}"))
    return found


def _telling(features: list[dict[str, object]]) -> str | None:
    """Return the property of text that tells most features apart; one called a name goes first."""
    values: dict[str, list[str]] = {}
    for feature in features:
        properties = feature.get("properties")
        for key, value in properties.items() if isinstance(properties, dict) else ():
            if isinstance(value, str) and value.strip():
                values.setdefault(key, []).append(value)
    return max(
        values,
        key=lambda key: (len(set(values[key])), "name" in key.casefold(), -len(key), key),
        default=None,
    )


def _names(properties: dict[str, object], chosen: str | None, *, everything: bool) -> tuple[str, ...]:
    def text(value: object) -> str:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return clean(str(value)) if isinstance(value, str) or whole else ""

    first = text(properties.get(chosen)) if chosen is not None else ""
    others = [text(value) for value in properties.values() if isinstance(value, str)] if everything else []
    found = [one for one in dict.fromkeys([first, *others]) if one and len(one) <= 120]
    return tuple(found) if first else ()


def _polygons(geometry: object) -> Iterator[tuple[Ring, ...]]:
    if not isinstance(geometry, dict):
        return
    if geometry.get("type") == "Polygon":
        yield tuple(map(_ring, geometry["coordinates"]))
    elif geometry.get("type") == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield tuple(map(_ring, polygon))
    elif geometry.get("type") == "GeometryCollection":
        for one in geometry["geometries"]:
            if isinstance(one, dict) and one.get("type") != "GeometryCollection":
                yield from _polygons(one)


def _ring(corners: list[list[float]]) -> Ring:
    line = np.array([(float(corner[0]), float(corner[1])) for corner in corners])
    if len(line) < 4:
        raise ValueError("an outline of fewer than four corners")
    longest = float(np.abs(line).max())
    if not math.isfinite(longest) or np.abs(line[:, 0]).max() > 360 or np.abs(line[:, 1]).max() > 90.001:
        raise ValueError(f"corners that are no degrees, such as {quoted(f'{longest:,.0f}')}")
    return line


def _problem(where: str, found: str, expected: str = WANTED) -> Problem:
    return Problem(
        where=where,
        found=found,
        expected=expected,
        mend="name another file under `boundaries:`, or save this one as GeoJSON in WGS 84 (EPSG:4326)",
    )


def _few(problems: list[Problem]) -> list[Problem]:
    """Return the first problems, and one that names where the rest are."""
    if len(problems) <= MOST_TOLD + 1:
        return problems
    rest = listed((one.where.rpartition(", ")[2] for one in problems[MOST_TOLD:]), most=20)
    return [*problems[:MOST_TOLD], _problem(problems[0].where.partition(",")[0], f"the same in {rest}")]
