"""Files that were damaged on purpose, the same on every run, and SPSS records that no library writes."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator

EXTREMES = (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\x00\x00\x10\x00")


def damaged(content: bytes, times: int, *, seed: int, keep: int = 4) -> Iterator[bytes]:
    """Yield a file cut short, with bits turned, with bytes set to zero or with extreme numbers put in."""
    draw = random.Random(seed)  # noqa: S311 - damage, no secret
    for _ in range(times):
        made = bytearray(content)
        how = draw.choice(["bits", "cut", "zero", "extreme"])
        for _ in range(draw.randint(1, 4)):
            at = draw.randrange(keep, len(made))
            if how == "bits":
                made[at] ^= 1 << draw.randrange(8)
            elif how == "zero":
                made[at : at + 4] = bytes(len(made[at : at + 4]))
            elif how == "extreme":
                made[at & ~3 : (at & ~3) + 4] = draw.choice(EXTREMES)
        yield bytes(made[: draw.randrange(keep, len(made))] if how == "cut" else made)


def with_sets(sav: bytes, sets: bytes) -> bytes:
    """Return an SPSS file with multiple-response sets, record 7 of subtype 7, before its answers."""
    end = sav.index(struct.pack("<ii", 999, 0))
    return sav[:end] + struct.pack("<iiii", 7, 7, 1, len(sets)) + sets + sav[end:]


def with_head(sav: bytes, at: int, number: int) -> bytes:
    """Return an SPSS file with one number of its head replaced: 72 compression, 76 weight, 80 cases."""
    return sav[:at] + struct.pack("<i", number) + sav[at + 4 :]
