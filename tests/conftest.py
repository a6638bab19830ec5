"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hasty
import pytest
from hypothesis import settings

from psychograph.runs.run import Run, run_study

# A loaded machine is no reason to fail: how long an example takes is measured by benchmarks, not here.
# Each run draws others, so that fifty a run find in two runs what a hundred find in one.
settings.register_profile("steady", deadline=None, max_examples=50)
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


@pytest.fixture(scope="module")
def hasty_judgement(worked_example: Run, wearable: Run) -> Iterator[None]:
    """Judge by fewer samples, for modules that do not ask for verdicts; runs that all share stay whole."""
    with hasty.hasty_judgement():
        yield
