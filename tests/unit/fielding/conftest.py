"""What tests of fielding share."""

from __future__ import annotations

import pytest

from psychograph.fielding.server.security.rates import Rates


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything comes at one moment: on a slow machine, what is allowed a minute would grow meanwhile."""
    monkeypatch.setattr(Rates.__init__, "__defaults__", (lambda: 0.0,))
