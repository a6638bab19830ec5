"""The most memory that a process of its own took, as it says at its end.

Linux tells it in ``/proc``; what `getrusage` tells there includes the process that started it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

PEAK = """
with open("/proc/self/status") as told:
    print(next(line.split()[1] for line in told if line.startswith("VmHWM")))
"""


def kilobytes_taken(
    program: str, arguments: Sequence[str], *, given: bytes = b"", seconds: float = 300
) -> int:
    """Run a program and return its peak memory in kilobytes; skip where the system does not tell it."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the most memory that a process took is read from /proc, which is not here")
    done = subprocess.run(
        [sys.executable, "-c", program + PEAK, *arguments],
        input=given,
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:].decode()
    return int(done.stdout)
