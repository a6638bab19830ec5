"""Errors of customer history."""

from __future__ import annotations

from psychograph.errors import PsychographError


class HistoryError(PsychographError):
    """The history cannot be read or explored as asked."""


class EngineMissingError(PsychographError):
    """An engine that was asked for is not installed."""

    exit_code = 3
