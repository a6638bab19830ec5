"""Edits of a text by position, so that all else in a file stays as it is."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

MARK = "\ufeff"  # that some editors put before the first letter


@dataclass(frozen=True)
class Amended:
    """A study file with another choice in it.

    Parameters
    ----------
    text : str
        The whole file.
    difference : tuple of str
        Lines taken out (``- ``) and put in (``+ ``), in the order of the file; empty where nothing changes.
    """

    text: str
    difference: tuple[str, ...]


class ElsewhereError(Exception):
    """An alias stands where a value should be."""


@dataclass(frozen=True)
class Edit:
    """A stretch of a text, and what takes its place."""

    start: int
    end: int
    text: str


def first_of(pairs: Sequence[tuple[Node, Node]]) -> int:
    """Return where the first entry of a block begins."""
    return int(pairs[0][0].start_mark.index)


def entry_lines(text: str, changes: Mapping[str, str | None], indent: str, *, after: str = "\n") -> str:
    """Return entries as lines of their own, from the start of a line on; None leaves one out."""
    end = line_end(text)
    start = "" if not after or after.endswith(("\n", "\r")) else end
    return start + "".join(f"{indent}{key}: {new}{end}" for key, new in changes.items() if new is not None)


def line_end(text: str) -> str:
    """Return how lines end in a text."""
    return "\r\n" if "\r\n" in text else "\n"


def line_start(text: str, at: int) -> int:
    """Return where the line of a position begins."""
    return text.rfind("\n", 0, at) + 1


def next_line(text: str, at: int) -> int:
    """Return where the line after a position begins."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits made, which do not overlap."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def difference(before: str, after: str) -> list[str]:
    """Return the lines taken out (``- ``) and put in (``+ ``)."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:2] in {"- ", "+ "}]
