"""Files that go into a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A file that went into a run: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str
