"""What goes wrong in fielding, in words for people."""

from __future__ import annotations

from psychograph.errors import PsychographError


class FieldPlanError(PsychographError):
    """field.yaml, or what it is laid over, cannot be used as it is."""


class FieldSettingsError(PsychographError):
    """The settings of the server are absent, unsafe or do not fit each other."""

    exit_code = 3


class ContactsError(PsychographError):
    """A file of contacts cannot be used as it is."""


class StoreError(PsychographError):
    """A store cannot be opened, read or written."""

    exit_code = 3


class IncentiveError(PsychographError):
    """A draw or vouchers cannot be had as asked."""
