"""A value as files hold it, with one place after another left out or strange: nothing may crash a reader."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

STRANGE: tuple[Any, ...] = (
    None, True, -1, 0, 1e300, 123456789012345678, "", " ", "__proto__", "constructor", "a\x00b\ud800",
    "x" * 3_000, "=1+1", "{a} = {b}", "(((((", [], {}, [[]], [None], [{}], {"a": [1]}, {"default": None},
    ["a", 1, None, {}],
)  # fmt: skip


def places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value inside of a value, outer ones first."""
    if path:
        yield path
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, inside in entries:
        yield from places(inside, (*path, key))


def changed_values(value: Any, every: int = 4) -> Iterator[Any]:
    """Yield a value with one place after another left out, given twice or replaced by something strange.

    Strange values take turns: each place meets one of `every` of them, each of them many places.
    """
    for number, path in enumerate([*places(value)]):
        for other in (*STRANGE[number % every :: every], "left out", "twice"):
            made = copy.deepcopy(value)
            holder = made
            for key in path[:-1]:
                holder = holder[key]
            if other == "left out":
                del holder[path[-1]]
            elif other == "twice" and isinstance(holder, list):
                holder.append(holder[path[-1]])
            else:
                holder[path[-1]] = other
            yield made
