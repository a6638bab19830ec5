"""Sheets of forms decoded in this process, for properties that read hundreds: a process for each takes long.

What the process of its own adds, time and memory that end, is tested with hostile files.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np

from psychograph.responses.grid import MOST_CELLS, MOST_COLUMNS
from psychograph.responses.readers import worker
from psychograph.responses.readers.apart import Column, Decoded


def decode_here(kind: str, name: str, content: bytes, *, expected: str, mend: str) -> Decoded:
    """As `apart.decode`, for files that are sound."""
    head, arrays = worker.READERS[kind](content, MOST_CELLS, MOST_COLUMNS)
    return Decoded(tuple(_columns(head["columns"], arrays)), head)


def _columns(told: Sequence[dict[str, Any]], arrays: Sequence[array[int]]) -> list[Column]:
    return [
        Column(one["name"], one["values"], np.frombuffer(places, dtype=np.int32) if len(places) else EMPTY)
        for one, places in zip(told, arrays, strict=True)
    ]


EMPTY = np.empty(0, dtype=np.int32)
