"""A value as files hold it, with one place after another left out or strange: nothing may crash a reader."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from typing import Any

STRANGE: tuple[Any, ...] = (
    None, True, -1, 0, 1e300, 123456789012345678, "", " ", "__proto__", "constructor", "a\x00b\ud800",
    "x" * 3_000, "=1+1", "{a} = {b}", "(((((", [], {}, [[]], [None], [{}], {"a": [1]}, {"default": None},
    ["a", 1, None, {}],
)  # fmt: skip

# Keys that say what the rest of an object is.
TYPES = ("type", "Element", "QuestionType", "Selector")


def places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value inside of a value, outer ones first."""
    if path:
        yield path
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, inside in entries:
        yield from places(inside, (*path, key))


def kind_of(value: Any, path: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what a place is, whatever its number: keys that lead to it, and types of what it is in."""
    kind: list[Any] = []
    for key in path:
        if isinstance(value, dict):
            kind += [value[word] for word in TYPES if isinstance(value.get(word), str)]
        kind.append("*" if isinstance(key, int) or key.isdigit() else key)
        value = value[key]
    return tuple(kind)


def changed_values(value: Any, every: int = 4, of_a_kind: int = 2) -> Iterator[Any]:
    """Yield a value with one place after another left out, given twice or replaced by something strange.

    Strange values take turns: each place meets one of `every` of them, each of them many places. Of places of
    one kind, such as the codes of choices of questions of one type, only the first `of_a_kind` are changed:
    a reader does the same with the others. What is beside the way to a place is that of the value itself:
    read it, do not change it.
    """
    met: Counter[tuple[Any, ...]] = Counter()
    for number, path in enumerate([*places(value)]):
        kind = kind_of(value, path)
        met[kind] += 1
        if met[kind] > of_a_kind:
            continue
        for other in (*STRANGE[number % every :: every], "left out", "twice"):
            made, holder = with_own_way(value, path[:-1])
            if other == "left out":
                del holder[path[-1]]
            elif other == "twice" and isinstance(holder, list):
                holder.append(holder[path[-1]])
            else:
                holder[path[-1]] = other
            yield made


def with_own_way(value: Any, path: tuple[Any, ...]) -> tuple[Any, Any]:
    """Return a value whose parts along a path are copies, and the last of those: copying all takes long."""
    made = holder = copy.copy(value)
    for key in path:
        holder[key] = copy.copy(holder[key])
        holder = holder[key]
    return made, holder
