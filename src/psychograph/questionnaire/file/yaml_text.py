"""YAML as people would write it: short blocks in one line, texts without quotes where they need none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from psychograph.study.template import TAKEN, scalar

WIDTH = 118
LONGEST = 140  # of a text in one line; longer ones are folded
SINGLE_SPACE = re.compile(r"(?<=[^ ]) (?=[^ ])")
# Beyond what `scalar` leaves without quotes: commas, which mean nothing outside braces.
PLAIN_LINE = re.compile(r"[^\W\d_](?:[\w ,;./()?'%!&=<>-]*[\w.)?!])?")
PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Code:
    """A text that is written as a number where it looks like one, since this product reads it as text."""

    text: str


# Keys and values of a block, in the order in which they are written.
Block: TypeAlias = "dict[str | Code, Value]"
Value: TypeAlias = "str | int | float | bool | Code | Sequence[Value] | Mapping[str | Code, Value] | None"


def yaml_lines(block: Mapping[str | Code, Value], indent: int = 0) -> Iterator[str]:
    r"""Yield the lines of a block of keys.

    Parameters
    ----------
    block : mapping
        Values by key: texts, numbers, codes, lists and blocks.
    indent : int
        Spaces before each line.

    Examples
    --------
    >>> print(*yaml_lines({"title": "Tea, and more", "pages": [{"name": "a", "on": True}]}), sep="\n")
    title: Tea, and more
    pages:
      - {name: a, "on": true}
    """
    for key, value in block.items():
        start = f"{' ' * indent}{_key(key)}:"
        short = f"{start} {_in_line(value)}" if _fits(value) else ""
        if isinstance(value, str):
            yield from _text(start, value, indent)
        elif short and len(short) <= WIDTH:
            yield short
        elif isinstance(value, Mapping):
            yield start
            yield from yaml_lines(value, indent + 2)
        else:
            assert isinstance(value, Sequence)  # noqa: S101 - all else fits in a line
            yield start
            yield from _entries(value, indent + 2)


def _entries(values: Sequence[Value], indent: int) -> Iterator[str]:
    """Yield the lines of a list, an entry after a dash."""
    for value in values:
        start = f"{' ' * indent}-"
        if isinstance(value, str):
            yield from _text(start, value, indent)
        elif isinstance(value, Mapping) and not (_fits(value) and len(_in_line(value)) + indent + 2 <= WIDTH):
            first, *rest = yaml_lines(value, indent + 2)
            yield f"{start} {first.lstrip()}"
            yield from rest
        else:
            yield f"{start} {_in_line(value)}"


def _fits(value: Value) -> bool:
    """Say whether a value may stand in one line: no list of blocks, no text of several lines."""
    if isinstance(value, Mapping):
        return bool(value) and all(_fits(inner) and not _is_list_of_blocks(inner) for inner in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return not _is_list_of_blocks(value) and all(map(_fits, value))
    return not (isinstance(value, str) and "\n" in value)


def _is_list_of_blocks(value: Value) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and any(isinstance(one, Mapping) for one in value)
    )


def _in_line(value: Value) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case Code(text):
            return text if PLAIN_NUMBER.fullmatch(text) else scalar(text)
        case str():
            return scalar(value)
        case Mapping():
            return "{" + ", ".join(f"{_key(key)}: {_in_line(inner)}" for key, inner in value.items()) + "}"
        case _:
            return "[" + ", ".join(map(_in_line, value)) + "]"


def _key(key: str | Code) -> str:
    return _in_line(key)


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    """Yield a text after a key or dash: as a block of lines where it has several."""
    lines = text.split("\n")
    if len(lines) > 1 and _block(lines):
        yield f"{start} |-"
        yield from (f"{' ' * (indent + 2)}{line}" if line else "" for line in lines)
    elif len(lines) == 1 and len(start) + len(text) > LONGEST and _block(lines):
        yield f"{start} >-"
        yield from (f"{' ' * (indent + 2)}{line}" for line in _folded(text, WIDTH - indent - 2))
    elif PLAIN_LINE.fullmatch(text) and text.isprintable() and text.casefold() not in TAKEN:
        yield f"{start} {text}"
    else:
        yield f"{start} {scalar(text)}"


def _folded(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines that YAML joins by single spaces; spaces in a row stay together."""
    line = ""
    for word in SINGLE_SPACE.split(text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _block(lines: Sequence[str]) -> bool:
    """Say whether lines can stand as a block as they are."""
    plain = all(line.isprintable() for line in lines)
    return plain and bool(lines[0]) and not lines[0].startswith(" ") and bool(lines[-1].strip())
