"""The knowledge that ships as data: read once, kept as frozen records."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@cache
def read_data(name: str) -> dict[str, Any]:
    """Return the content of one of the data files of this room, such as ``"rules"``."""
    text = files("psychograph.knowledge").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return content
