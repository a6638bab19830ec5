"""Places in a file: paths of keys, and the lines they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from psychograph.quoting import shortened

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Tree:
    """A file as written: plain data, and where each part of it stands.

    Parameters
    ----------
    name : str
        File name, for messages.
    data : object
        Mappings, lists, text and None. Every scalar is kept as its text, so that
        `NO`, `1.0` and `007` arrive as they were typed.
    lines : mapping of Path to int
        Line, from 1, of the key (in a mapping) or of the entry (in a list).
    braces : frozenset of Path
        Mappings written in one line with { }.
    """

    name: str
    data: object
    lines: Mapping[Path, int]
    braces: frozenset[Path] = field(default_factory=frozenset)

    def line(self, path: Path) -> int:
        """Return the line of `path`, or of the closest part around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def where(self, path: Path) -> str:
        """Name a place as people look it up: file, line, keys."""
        keys = f", {place_name(path)}" if path else ""
        return f"{self.name}, line {self.line(path)}{keys}"


def place_name(path: Path) -> str:
    """Return the keys on the way to a place.

    Examples
    --------
    >>> place_name(("objective", "key_questions", 0, "question"))
    'objective > key_questions > entry 1 > question'
    """
    return " > ".join(f"entry {part + 1}" if isinstance(part, int) else shortened(part) for part in path)
