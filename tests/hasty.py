"""Judging by fewer samples, where verdicts are not what a test is about: they are most of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from psychograph.responses.reliability import battery
from psychograph.segmentation import judgement


@contextmanager
def hasty_judgement(resamples: int = 10, samples: int = 39) -> Iterator[None]:
    """Judge segments by few resamples and few samples without groups, of which 39 tell one in forty.

    And sets of questions by few sets of unrelated answers.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judgement, "REPLICATES", resamples)
        patch.setattr(judgement, "FEWEST_NULL", samples)
        patch.setattr(judgement, "MOST_NULL", samples)
        patch.setattr(battery, "DRAWS", 40)
        patch.setattr(battery, "FEWER_DRAWS", 20)
        yield
