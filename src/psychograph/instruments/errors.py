"""`InstrumentError`: what is raised where an instrument cannot be used."""

from __future__ import annotations

from psychograph.errors import PsychographError


class InstrumentError(PsychographError):
    """An instrument is not there, or cannot be used as it is."""
