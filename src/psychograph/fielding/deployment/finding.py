"""`Look`: one thing that was looked at, and whether it is well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it is."""

    OK = "ok"
    LOOK = "look"  # somebody should look at it
    WRONG = "wrong"  # not safe, or will not work


@dataclass(frozen=True)
class Look:
    """One thing that was looked at.

    Parameters
    ----------
    about : str
        What it is, in a word or two.
    state : State
        How it is.
    text : str
        What was found.
    mend : str
        What to do about it; empty where all is well.
    """

    about: str
    state: State
    text: str
    mend: str = ""


def ok(about: str, text: str) -> Look:
    """Say that something is well."""
    return Look(about, State.OK, text)


def look(about: str, text: str, mend: str) -> Look:
    """Say that somebody should look at something."""
    return Look(about, State.LOOK, text, mend)


def wrong(about: str, text: str, mend: str) -> Look:
    """Say that something is not safe, or will not work."""
    return Look(about, State.WRONG, text, mend)
