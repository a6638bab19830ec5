"""What holds of every study holds of a hasty judgement too: fewer resamples, so that more are tried."""

import pytest


@pytest.fixture(autouse=True, scope="module")
def judged_hastily(hasty_judgement: None) -> None:
    """Every module."""
