"""A questionnaire in a few lines: how long it is, what it asks, how many people to ask."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from psychograph.cli.talk import OBEYED, WIDTH, say

if TYPE_CHECKING:
    from psychograph.questionnaire.lint import Remark
    from psychograph.questionnaire.model import Questionnaire
    from psychograph.questionnaire.planning.length import Duration


def counted(number: int, thing: str) -> str:
    """Return a number with what is counted."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def in_short(questionnaire: Questionnaire, took: Duration) -> str:
    """Return pages, answers and minutes."""
    parts = [
        counted(len(questionnaire.pages), "page"),
        f"{counted(took.answers, 'answer')} to give",
        str(took),
    ]
    if questionnaire.languages:
        parts.append(f"also in {', '.join(questionnaire.languages)}")
    return ", ".join(parts)


def remark_line(remark: Remark) -> str:
    """Return a remark of the lint on one line; its text goes on from the place, or quotes from it."""
    gap = ": " if remark.text.startswith('"') else " "
    where = f"{remark.where}{gap}" if remark.where else ""
    return f"{remark.severity.value} ({remark.code}): {where}{remark.text} {remark.mend}".rstrip()


def length_record(took: Duration) -> dict[str, object]:
    """Return the length for scripts."""
    return {
        "seconds": round(took.seconds),
        "low": round(took.low),
        "high": round(took.high),
        "answers": took.answers,
        "words": took.words,
        "screens": took.screens,
    }


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> None:
    """Print a table that fits a terminal; columns of figures are set to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    page = io.StringIO()
    table = Table(box=None, pad_edge=False)
    for at, heading in enumerate(headings):
        table.add_column(heading, justify="right" if at in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(OBEYED.sub(" ", cell)) for cell in row))
    Console(file=page, width=WIDTH, color_system=None, force_terminal=False).print(table)
    for line in page.getvalue().splitlines():
        say(line.rstrip())
