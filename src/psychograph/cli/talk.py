"""What is printed: text of the user's files is data to a terminal, never a command."""

from __future__ import annotations

import re

import click

# Control characters, which terminals obey, and marks that turn the direction of all text after them.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def say(text: str, *, err: bool = False) -> None:
    """Print text, with a space for every character that a terminal would obey.

    Parameters
    ----------
    text : str
        One or more lines, with answers, names or titles of the user in them.
    err : bool
        Whether it goes to the standard error, as talk does.
    """
    click.echo(OBEYED.sub(" ", text), err=err)
