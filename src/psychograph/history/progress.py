"""How far a long exploration is: a named step, and the share of the whole that is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

#: Takes what is being done, and the share of the whole that is done, 0 to 1.
Progress: TypeAlias = Callable[[str, float], None]


def silent(step: str, share: float) -> None:
    """Tell nobody."""


def part_of(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Return what tells the progress of a part of the work, as a share of the whole.

    Examples
    --------
    >>> told = part_of(lambda step, share: print(step, share), 0.5, 1.0)
    >>> told("counting", 0.5)
    counting 0.75
    """
    if progress is None:
        return None
    return lambda step, share: progress(step, start + share * (end - start))


def within(progress: Progress | None, step: str, start: float, end: float) -> Callable[[float], None] | None:
    """Return what tells the share of one step, as a share of the whole.

    Examples
    --------
    >>> told = within(lambda step, share: print(step, share), "groups", 0.5, 1.0)
    >>> told(0.5)
    groups 0.75
    """
    if progress is None:
        return None
    return lambda share: progress(step, start + share * (end - start))
