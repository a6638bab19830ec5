"""A small survey that is served inside the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from served_here import Survey, served


@pytest.fixture
def survey(tmp_path: Path) -> Iterator[Survey]:
    """One with personal links and an open one."""
    with served(tmp_path, entrance="anyone") as one:
        yield one
