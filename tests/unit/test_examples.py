"""The examples run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_run_a_study() -> None:
    script = EXAMPLES / "run_a_study.py"
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert "Structured Realists" in done.stdout
    assert "Target: Innovative Advocates" in done.stdout.split("Cut into three:")[1]
