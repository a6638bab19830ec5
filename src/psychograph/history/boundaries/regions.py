"""`Boundaries`: outlines of regions, found again by any name they go by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: One closed line: longitude and latitude of its corners, in degrees, shape (corners, 2).
Ring = NDArray[np.float64]
_AND = re.compile(r"\b(?:the|of|and|und|et|y|republic)\b")


@dataclass(frozen=True, eq=False)
class Region:
    """One region.

    Parameters
    ----------
    name : str
        As it is printed.
    others : tuple of str
        Other names and codes that mean it.
    polygons : tuple of tuple of Ring
        Its pieces; of each the outer line first, then the holes.
    """

    name: str
    others: tuple[str, ...]
    polygons: tuple[tuple[Ring, ...], ...]

    def middle(self) -> tuple[float, float]:
        """Return the middle of its largest piece, in degrees."""
        outlines = [rings[0] for rings in self.polygons]
        largest = max(outlines, key=lambda ring: float(np.ptp(ring[:, 0]) * np.ptp(ring[:, 1])))
        low, high = largest.min(axis=0), largest.max(axis=0)
        return float((low[0] + high[0]) / 2), float((low[1] + high[1]) / 2)


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Regions of one level.

    Parameters
    ----------
    level : str
        What level of places they are: ``"country"``, ``"region"``.
    regions : tuple of Region
    credit : str
        Whose outlines they are, in a sentence.
    world : bool
        Whether they are the countries of the world.
    more_names : callable or None
        Further names, looked up only where a name was not found: index of the region by plain name.
    """

    level: str
    regions: tuple[Region, ...]
    credit: str
    world: bool = False
    more_names: Callable[[], Mapping[str, int]] | None = None

    def matched(self, names: Sequence[str]) -> tuple[int | None, ...]:
        """Return for each name the index of the region that it means.

        Parameters
        ----------
        names : sequence of str
            As in the data. Capitals, accents, dots and articles do not matter.

        Returns
        -------
        tuple of (int or None)
            None where no region, or more than one, is called so.
        """
        known = self._known()
        plain = [plain_name(name) for name in names]
        if self.more_names is not None and any(name and name not in known for name in plain):
            known = {**self.more_names(), **known}
        return tuple(known.get(name) if name else None for name in plain)

    def _known(self) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for index, region in enumerate(self.regions):
            for name in {plain_name(other) for other in (region.name, *region.others)}:
                # A name that two regions share means neither.
                found[name] = index if found.get(name, index) == index else None
        return found


def plain_name(name: str) -> str:
    """Return a name in the form in which names are compared.

    Examples
    --------
    >>> plain_name("Côte d'Ivoire"), plain_name("THE NETHERLANDS"), plain_name("U.S.A.")
    ('cotedivoire', 'netherlands', 'usa')
    """
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ").casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    short = _AND.sub(" ", kept)
    return "".join(letter for letter in short if letter.isalnum()) or "".join(
        letter for letter in kept if letter.isalnum()
    )
