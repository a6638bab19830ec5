"""What is being compiled is said above the bar, on a line of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from psychograph.cli.progress import progress_bar
from psychograph.stats.compiled import announce

PROGRAM = """
from psychograph.cli.progress import progress_bar
from psychograph.stats.compiled import announce
with progress_bar("Growing the tree") as tell:
    tell(0.5)
    announce.get()("fast trees")
"""


def on_a_terminal(program: str) -> str:
    """Run a program whose standard error is a terminal, and return what was written there."""
    pty = pytest.importorskip("pty", reason="terminals of this kind exist on Unix alone")
    ours, theirs = pty.openpty()
    try:
        subprocess.run(
            [sys.executable, "-c", program],
            stderr=theirs,
            check=True,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
        )
        return os.read(ours, 65_536).decode()
    finally:
        os.close(theirs)
        os.close(ours)


def test_the_notice_stands_on_a_line_of_its_own() -> None:
    wiped = "\r\x1b[2K"  # back to the start of the line, and the line emptied
    assert f"{wiped}Preparing fast trees, once on this computer ...\r\n" in on_a_terminal(PROGRAM)


def test_scripts_see_the_notice_and_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Growing the tree") as tell:
        assert tell is None
        say = announce.get()
        assert say is not None
        say("fast trees")
    assert capsys.readouterr().err == "Preparing fast trees, once on this computer ...\n"
