"""Whose data a command is about: an address, or a case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from psychograph.cli.field.opened import OpenField
    from psychograph.fielding.privacy.subjects import Subject


def whose(opened: OpenField, address: str, case: str, now: datetime) -> Subject:
    """Return who is meant.

    Raises
    ------
    UsageError
        Where neither or both are named.
    ContactsError
        Where the address is none.
    """
    from psychograph.fielding.clock import stamp
    from psychograph.fielding.privacy.subjects import subject_of_address, subject_of_case

    if bool(address) is bool(case):
        raise UsageError(
            Problem(
                "the command",
                "an address and a case" if address else "nobody",
                "an address, or --case with a link or a handle",
                "name one of them",
            )
        )
    if address:
        return subject_of_address(opened.stores, address)
    return subject_of_case(opened.stores, case, opened.field.name, stamp(now))
