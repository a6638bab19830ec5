"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from psychograph.runs.run import Run, run_study

# A loaded machine is no reason to fail: how long an example takes is measured by benchmarks, not here.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "src" / "psychograph" / "samples"


@pytest.fixture(scope="session")
def worked_example() -> Run:
    """The worked example, run once."""
    return run_study(SAMPLES / "worked_example" / "study.yaml")


@pytest.fixture(scope="session")
def wearable() -> Run:
    """The wearable study, run once."""
    return run_study(SAMPLES / "wearable" / "study.yaml")
