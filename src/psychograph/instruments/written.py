"""An instrument as a file to read: YAML with one item a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from psychograph.instruments.schema import PackFile

LISTS = ("citation", "notes", "scales", "items")
HEAD = "# An instrument of your own, as `psychograph instruments add` took it in."


def pack_yaml(pack: PackFile) -> str:
    """Return an instrument as YAML that reads back the same, one item a line."""
    return "\n".join((HEAD, *_lines(pack))) + "\n"


def _lines(pack: PackFile) -> Iterator[str]:
    for key, value in _given(pack).items():
        if key == "licence":
            yield "licence:"
            for name, entry in value.items():
                if name == "evidence":
                    yield "  evidence:"
                    yield from (f"    - {_flow(one)}" for one in entry)
                else:
                    yield f"  {name}: {_flow(entry)}"
        elif key in LISTS:
            yield f"{key}:"
            yield from (f"  - {_flow(one)}" for one in value)
        else:
            yield f"{key}: {_flow(value)}"


def _given(entry: BaseModel) -> dict[str, Any]:
    """Return what an entry says, without what it leaves at its default."""
    return entry.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)


def _flow(value: object) -> str:
    """Return a value on one line; text in quotes, which every YAML reads alike."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {_flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: object) -> str:
    text = str(key)
    return text if text.isidentifier() or text.isdigit() else json.dumps(text)
