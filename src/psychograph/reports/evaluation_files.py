"""What `psychograph strategy evaluate` writes, by file name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from psychograph.cells import csv_text
from psychograph.reports.folder import write_folder
from psychograph.reports.records import to_json
from psychograph.strategy.evaluation.evaluation import Evaluation
from psychograph.strategy.evaluation.note import WORDS, NoteTable, heading, note_of

RECORD = "evaluation.json"
MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def write_evaluation(found: Evaluation, folder: Path) -> None:
    """Write an evaluation: a note as Markdown, tables of cells and lifts, and everything as JSON.

    Parameters
    ----------
    found : Evaluation
        What a campaign did.
    folder : Path
        A new folder, or one of an earlier evaluation, whose files are replaced.

    Raises
    ------
    UsageError, OutputError
        Where the folder holds files of somebody else, or cannot be written.
    """
    write_folder(
        folder,
        {
            "evaluation.md": evaluation_markdown(found),
            "cells.csv": _cells_csv(found),
            "lifts.csv": _lifts_csv(found),
            RECORD: to_json(found),
        },
        sign=RECORD,
    )


def evaluation_markdown(found: Evaluation) -> str:
    """Return the note as Markdown; names of the user's file are text in it, never markup."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Evaluation) -> Iterator[str]:
    yield "# What the campaign did"
    yield ""
    yield _plain(heading(found))
    for section in note_of(found):
        yield ""
        yield f"## {section.title}"
        if section.table is not None:
            yield ""
            yield from _table(section.table)
        listing = section.table is None and len(section.lines) > 1
        for line in section.lines:
            yield ""
            yield f"- {_plain(line)}" if listing else _plain(line)


def _table(table: NoteTable) -> Iterator[str]:
    yield _row(table.columns)
    yield _row([":--" if name in WORDS else "--:" for name in table.columns], plain=False)
    for row in table.rows:
        yield _row(row)


def _row(cells: Sequence[str], *, plain: bool = True) -> str:
    return f"| {' | '.join(_plain(cell) if plain else cell for cell in cells)} |"


def _plain(text: str) -> str:
    """Return text as Markdown that shows just this text, on one line."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def _cells_csv(found: Evaluation) -> str:
    figure = found.kind.value if found.kind.value == "rate" else "mean"
    return csv_text(
        ["persona", "arm", "assigned", "people", figure, "low", "high", "reached"],
        (
            (
                c.persona,
                c.arm,
                c.assigned,
                c.n,
                c.figure.value,
                c.figure.low,
                c.figure.high,
                c.reached,
            )
            for c in found.cells
        ),
    )


def _lifts_csv(found: Evaluation) -> str:
    header = ["persona", "arm", "people", "holdout", "lift", "low", "high", "relative", "relative_low"]
    header += ["relative_high", "p", "p_holm", "detectable", "per_reached", "per_reached_low"]
    header += ["per_reached_high"]
    return csv_text(
        header,
        (
            (
                lift.persona,
                lift.arm,
                lift.n,
                lift.base_n,
                *(lift.lift.value, lift.lift.low, lift.lift.high),
                *(lift.relative.value, lift.relative.low, lift.relative.high),
                *(lift.p, lift.p_holm, lift.detectable),
                *(
                    (None, None, None)
                    if lift.per_reached is None
                    else (lift.per_reached.value, lift.per_reached.low, lift.per_reached.high)
                ),
            )
            for lift in found.lifts
        ),
    )
