"""The fixed parts of an SPSS file that tell its size and its weight, read before it is decoded.

Layout of the records as the PSPP developers document it ("System File Format", PSPP Developers Guide).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from psychograph.errors import Problem, ResponsesError
from psychograph.responses.grid import MOST_CELLS, MOST_COLUMNS

EXPECTED = "an SPSS file (.sav or .zsav) as SPSS, PSPP, R or a survey tool writes it"
MEND = "export the answers again, or save them from SPSS as CSV with codes"
LARGEST_BLOCK = 0x3FF000  # bytes of a block before it is packed, as the format fixes it
MOST_UNPACKED = 8 * 10 * MOST_CELLS  # bytes; text of 80 letters in every cell
PACKED, ZIPPED = 1, 2


@dataclass(frozen=True)
class SavHeader:
    """What an SPSS file says of itself before its answers.

    Parameters
    ----------
    columns : int
        Variables; a text of more than 255 letters counts several times.
    segments : int
        Pieces of 8 bytes in one case; long texts have several.
    cases : int or None
        Respondents, where the file says.
    compression : int
        0 for none, 1 for bytecode, 2 for bytecode packed with zlib.
    unpacked : int or None
        Bytes of the answers when unpacked by zlib; None for other compressions.
    weight : str
        Name of the variable that weights cases; empty where there is none.
    """

    columns: int
    segments: int
    cases: int | None
    compression: int
    unpacked: int | None
    weight: str


def read_sav_header(name: str, content: bytes) -> SavHeader:
    """Read the head of an SPSS file and refuse a file whose answers cannot fit.

    Raises
    ------
    ResponsesError
        Where the head is cut off, or promises more than the file can hold or anyone can use.
    """
    try:
        header = _header(content)
    except (struct.error, IndexError, ValueError, OverflowError):
        raise _refused(name, "a damaged file, whose description of its variables cannot be read") from None
    if header.columns > MOST_COLUMNS:
        raise _refused(name, f"{header.columns:,} variables")
    if header.unpacked is not None and header.unpacked > MOST_UNPACKED:
        raise _refused(name, f"answers of {header.unpacked:,} bytes when unpacked")
    if header.cases is not None:
        if header.cases * header.columns > MOST_CELLS:
            raise _refused(name, f"{header.cases:,} respondents with {header.columns:,} variables")
        # Packed by bytecode, a piece of 8 bytes takes one byte at least.
        held = header.unpacked if header.unpacked is not None else len(content)
        if header.cases * header.segments * (8 if header.compression == 0 else 1) > held:
            raise _refused(name, f"a damaged file: it promises {header.cases:,} respondents and ends before")
    return header


def _header(content: bytes) -> SavHeader:
    order = "<" if content[64:68] in {b"\2\0\0\0", b"\3\0\0\0"} else ">"
    compression, weight, cases = struct.unpack_from(f"{order}iii", content, 72)
    if compression not in {0, PACKED, ZIPPED}:
        raise ValueError
    at, columns, segments, weighted = 176, 0, 0, b""
    while struct.unpack_from(f"{order}i", content, at)[0] == 2:
        kind, labelled, missing = struct.unpack_from(f"{order}iii", content, at + 4)
        columns += kind >= 0
        segments += 1
        if segments == weight:
            weighted = content[at + 24 : at + 32].strip()
        at += 32
        if labelled:
            at += 4 + _up(struct.unpack_from(f"{order}I", content, at)[0], 4)
        at += 8 * abs(missing)
    if not columns:
        raise ValueError
    start, long_names = _after_variables(content, at, order)
    unpacked = _unpacked(content, start, order) if compression == ZIPPED else None
    name = long_names.get(weighted, weighted).decode("utf-8", "replace")
    return SavHeader(columns, segments, cases if cases >= 0 else None, compression, unpacked, name)


def _after_variables(content: bytes, at: int, order: str) -> tuple[int, dict[bytes, bytes]]:
    """Return where the answers start, and the long names of variables by their short names."""
    names: dict[bytes, bytes] = {}
    while True:
        kind, first = struct.unpack_from(f"{order}iI", content, at)
        at += 8
        if kind == 999:
            return at, names
        if kind == 3:  # labels of values
            for _ in range(first):
                at += 8 + _up(1 + content[at + 8], 8)
        elif kind == 4:  # the variables that have them
            at += 4 * first
        elif kind == 6:  # documents
            at += 80 * first
        elif kind == 7:  # extensions
            size, count = struct.unpack_from(f"{order}II", content, at)
            at += 8
            if first == 13:
                pairs = (pair.partition(b"=") for pair in content[at : at + size * count].split(b"\t"))
                names = {short.strip().upper(): long for short, _, long in pairs}
            at += size * count
        else:
            raise ValueError


def _unpacked(content: bytes, start: int, order: str) -> int:
    """Return the bytes that a .zsav file unpacks to; its decoder unpacks no block beyond its stated size."""
    (trailer,) = struct.unpack_from(f"{order}q", content, start + 8)
    (blocks,) = struct.unpack_from(f"{order}i", content, trailer + 20)
    if trailer < 0 or blocks < 0:
        raise ValueError
    unpacked = 0
    for block in range(blocks):
        (size,) = struct.unpack_from(f"{order}i", content, trailer + 24 + 24 * block + 16)
        if not 0 <= size <= LARGEST_BLOCK:
            raise ValueError
        unpacked += size
    return unpacked


def _up(size: int, step: int) -> int:
    """Return a size with the padding that follows it."""
    return -(-size // step) * step


def _refused(name: str, found: str) -> ResponsesError:
    return ResponsesError(Problem(where=name, found=found, expected=EXPECTED, mend=MEND))
