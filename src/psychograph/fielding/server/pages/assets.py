"""Files that pages load: one style, one script, one icon. Their names change with their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

FOLDER: Final = "/static/"
TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Asset:
    """A file that pages load; immutable, since another content has another path.

    Parameters
    ----------
    path : str
        Where it is served, as ``/static/survey.0a1b2c3d4e5f.css``.
    media_type : str
        Its type, for the header.
    content : bytes
        What it holds.
    """

    path: str
    media_type: str
    content: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Return every file that pages load, by its path.

    Examples
    --------
    >>> sorted(asset.media_type for asset in assets().values())
    ['image/svg+xml', 'text/css; charset=utf-8', 'text/javascript; charset=utf-8']
    """
    return {asset.path: asset for asset in _named().values()}


def path_of(name: str) -> str:
    """Return the path of a file by its name, such as ``survey.css``."""
    return _named()[name].path


@cache
def _named() -> Mapping[str, Asset]:
    room = files("psychograph.fielding.server").joinpath("static")
    return {name: _asset(name, room.joinpath(name).read_bytes()) for name in _NAMES}


_NAMES = ("survey.css", "survey.js", "icon.svg")


def _asset(name: str, content: bytes) -> Asset:
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Asset(f"{FOLDER}{stem}.{digest}.{ending}", TYPES[ending], content)
