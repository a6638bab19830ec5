"""What is printed: text of the user's files is data to a terminal, never a command."""

from __future__ import annotations

import re
import textwrap

import click

WIDTH = 79  # of what is printed: the narrowest usual terminal, less the column where some break lines

# Control characters, which terminals obey, and marks that turn the direction of all text after them.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def wrapped(lead: str, text: str, *, indent: str = "  ") -> list[str]:
    """Return a text in lines that fit a terminal; names and addresses are never broken.

    Parameters
    ----------
    lead : str
        What stands before the text on its first line.
    text : str
        One line of any length.
    indent : str
        What stands before the text on the other lines.
    """
    return textwrap.wrap(
        lead + text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [lead]


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


def say_wrapped(text: str, *, lead: str = "", indent: str = "  ") -> None:
    """Print a text of any length in lines that fit a terminal; see :func:`wrapped`."""
    for line in wrapped(lead, text, indent=indent):
        say(line)
