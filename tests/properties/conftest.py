"""What holds of every study holds of a hasty judgement too: fewer resamples, so that more are tried."""

from collections.abc import Iterator

import pytest

from psychograph.segmentation import judgement


@pytest.fixture(autouse=True, scope="module")
def hasty_judgement() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judgement, "REPLICATES", 10)
        patch.setattr(judgement, "FEWEST_NULL", 39)
        patch.setattr(judgement, "MOST_NULL", 39)
        yield
