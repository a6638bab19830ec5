"""The password of a user, asked for or read: never a word of the command line, where others could see it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from psychograph.fielding.plan.planned import Fieldwork

LONGEST_LINE = 1_000  # characters read from standard input


def password_hash_asked(name: str, field: Fieldwork) -> str:
    """Return the hash of a password that somebody types twice, or that is one line of standard input.

    Raises
    ------
    UsageError
        Where it is too easily guessed.
    """
    from psychograph.fielding.office.passwords import hash_of, weakness

    if sys.stdin.isatty():
        password = str(
            click.prompt(f"Password for {name}", hide_input=True, confirmation_prompt="Once more", err=True)
        )
    else:
        password = sys.stdin.readline(LONGEST_LINE).rstrip("\r\n")
    weak = weakness(password, name, field.plan.organiser.name, str(field.questionnaire.title))
    if weak:
        raise UsageError(
            Problem(
                f"the password of {name}",
                f"one that will not do: {weak}",
                "12 characters or more that are not easily guessed",
                "take four or five words that do not belong together, or what a password manager makes",
            )
        )
    return hash_of(password)
