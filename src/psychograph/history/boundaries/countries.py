"""The countries of the world, coarse: Natural Earth, in the public domain.

Natural Earth draws who governs a place in fact; other views exist, and none is taken here by intent.
Names come from the file, from a short list of what shops write (``EIRE``, ``RSA``), and, where those do not
do, from the Unicode CLDR in several languages, as `babel` brings it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib import resources

import numpy as np

from psychograph.history.boundaries.regions import Boundaries, Region, Ring, plain_name

#: Languages in which countries are recognised besides English.
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi", "cs", "tr")
HUNDREDTHS = 100


@functools.cache
def countries() -> Boundaries:
    """Return the outlines of 177 countries and territories, at 1 : 110 million.

    Returns
    -------
    Boundaries
        Countries of a few thousand square kilometres and less, such as Singapore or Malta, are not on so
        coarse a map.

    References
    ----------
    Natural Earth, Admin 0 - Countries, 1:110m, https://www.naturalearthdata.com: "All versions of Natural
    Earth raster + vector map data found on this website are in the public domain."

    Examples
    --------
    >>> world = countries()
    >>> found = world.matched(["EIRE", "Schweiz", "Malta"])
    >>> [world.regions[at].name if at is not None else "not on it" for at in found]
    ['Ireland', 'Switzerland', 'not on it']
    """
    text = (resources.files("psychograph.history.boundaries") / "countries.json").read_text("utf-8")
    record = json.loads(text)
    regions = tuple(
        Region(
            name=one["name"],
            others=tuple(one["others"]),
            polygons=tuple(tuple(map(_ring, rings)) for rings in one["polygons"]),
        )
        for one in record["countries"]
    )
    return Boundaries(
        level="country",
        regions=regions,
        credit="Boundaries: Natural Earth 1:110m, public domain.",
        world=True,
        more_names=_in_languages,
    )


def _ring(numbers: list[int]) -> Ring:
    """Return a line that is written as steps from corner to corner, in hundredths of a degree."""
    steps = np.array(numbers, dtype=np.int64).reshape(-1, 2)
    return np.cumsum(steps, axis=0) / HUNDREDTHS


@functools.cache
def _in_languages() -> Mapping[str, int]:
    """Return plain names in several languages, each with the index of its country."""
    from babel import Locale

    codes = {other: index for index, one in enumerate(countries().regions) for other in one.others}
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in codes:
                found.setdefault(plain_name(name), codes[code])
    return found
