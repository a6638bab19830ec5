"""Decoding a file in a process of its own, so that no file takes the program or its memory along.

Binary formats are decoded by libraries in C and Rust. A damaged or hostile file makes some of them
crash, and some of them ask for more memory than there is; a process of its own turns either into a
message, and its memory is given back when it ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import shortened
from psychograph.responses.cell_text import text_of
from psychograph.responses.grid import MOST_CELLS, MOST_COLUMNS

WORKER = Path(__file__).with_name("worker.py")
MOST_MEMORY = 4_000_000_000  # bytes of addresses; kept to where the system can (Linux, some Unix)
MOST_SECONDS = 180


@dataclass(frozen=True, eq=False)
class Column:
    """One decoded column: its distinct values, and for each row the place of its value; -1 is blank."""

    name: str
    values: Sequence[Any]
    places: np.ndarray[Any, np.dtype[np.int32]]

    def cells(self, texts: Sequence[str | None] | None = None) -> tuple[str | None, ...]:
        """Return the column as cells; `texts` has one text for each distinct value."""
        known = [*(map(text_of, self.values) if texts is None else texts), None]  # -1 is the last
        return tuple(map(known.__getitem__, self.places.tolist()))


@dataclass(frozen=True, eq=False)
class Decoded:
    """What a file holds: its columns, and what else it says."""

    columns: tuple[Column, ...]
    head: Mapping[str, Any]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.columns[0].places) if self.columns else 0


def decode(kind: str, name: str, content: bytes, *, expected: str, mend: str) -> Decoded:
    """Decode the bytes of a file in a process of its own.

    Parameters
    ----------
    kind : str
        ``"sav"``, ``"parquet"``, ``"book"``, or ``"sheets"`` for the sheets of a form.
    name : str
        File name, for messages.
    content : bytes
        The file.
    expected, mend : str
        What is said where it cannot be decoded.

    Raises
    ------
    ResponsesError
        Where the file is damaged, too large, or makes the library that decodes it crash.
    """
    limits = [str(MOST_MEMORY), str(MOST_CELLS), str(MOST_COLUMNS)]

    def refused(found: str) -> ResponsesError:
        return ResponsesError(Problem(where=name, found=found, expected=expected, mend=mend))

    try:
        # -P: nothing that lies in the current folder is imported.
        done = subprocess.run(  # noqa: S603 - this very Python, and a file of this package
            [sys.executable, "-P", str(WORKER), kind, *limits],
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refused(f"a file that takes more than {MOST_SECONDS} seconds to decode") from None
    except OSError as reason:
        raise refused(f"a file that could not be decoded here ({reason.strerror or reason})") from None
    head = _head(done.stdout)
    if head is None:
        no_memory = b"memory" in done.stderr.lower()
        raise refused(_too_large() if no_memory else "a damaged file, which cannot be decoded")
    if "refused" in head:
        raise refused(shortened(head["refused"]))
    if "absent" in head:
        raise refused(f"a file that only {head['absent']} decodes, which is not installed here")
    if "memory" in head:
        raise refused(_too_large())
    if "damaged" in head:
        said = shortened(head["damaged"]).strip()
        raise refused(f"a damaged file ({said})" if said else "a damaged file")
    return Decoded(_columns(done.stdout, head), head)


def _too_large() -> str:
    return f"a file that needs more than {MOST_MEMORY // 1_000_000_000} gigabytes of memory when unpacked"


def _head(answer: bytes) -> dict[str, Any] | None:
    """Return what the other process says first; None where it ended before it could."""
    length = int.from_bytes(answer[:8], "little")
    if len(answer) < 8 + length or not length:
        return None
    head: dict[str, Any] = json.loads(answer[8 : 8 + length])
    return head


def _columns(answer: bytes, head: Mapping[str, Any]) -> tuple[Column, ...]:
    start = 8 + int.from_bytes(answer[:8], "little")
    told = head["columns"]
    places = np.frombuffer(answer, dtype=np.int32, offset=start) if told else np.empty(0, dtype=np.int32)
    by_column = places.reshape(max(len(told), 1), -1)
    return tuple(
        Column(column["name"], column["values"], where)
        for column, where in zip(told, by_column, strict=False)
    )
