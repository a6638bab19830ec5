"""Values in parts that one statement can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

AT_ONCE: Final = 500  # values of one statement; SQLite bounds them


def in_parts(values: Sequence[T], most: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """Yield values in parts that one statement can hold.

    Examples
    --------
    >>> [list(part) for part in in_parts("abcde", most=2)]
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    for start in range(0, len(values), most):
        yield values[start : start + most]
