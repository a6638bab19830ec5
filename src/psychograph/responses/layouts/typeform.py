"""Typeform CSV: a token in front, questions, times in UTC behind; older exports give a column a choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from psychograph.codebook.hint import Hint
from psychograph.quoting import listed
from psychograph.responses.grid import Grid
from psychograph.responses.imported import Sheet
from psychograph.responses.layouts import options
from psychograph.responses.layouts.building import (
    IDENTIFIER,
    OPEN,
    PARADATA,
    PERSONAL,
    Draft,
    draft_of,
    header_rows,
    refuse_without_rows,
    renamed_note,
)
from psychograph.responses.layouts.layout import Evidence, Layout
from psychograph.responses.layouts.naming import item_names, plain_text

SYSTEM = {
    **dict.fromkeys(("#", "Response ID", "Token"), IDENTIFIER),
    **dict.fromkeys(("Start Date (UTC)", "Submit Date (UTC)", "Stage Date (UTC)"), PARADATA),
    **dict.fromkeys(("Response Type", "Tags", "Ending", "Response URL"), PARADATA),
    "Network ID": PERSONAL,
}
SUBMITTED = "Submit Date (UTC)"
SEPARATORS = (" / ", ", ", "; ")
OTHER = "other"  # the heading of what was typed beside the choices


class Typeform(Layout):
    """One header row; choices of one question stand in one cell, or in a column each without the question."""

    name: ClassVar[str] = "typeform"
    title: ClassVar[str] = "Typeform CSV"

    def recognise(self, grid: Grid) -> Evidence | None:
        """Look for the times in UTC and the network."""
        if not grid.rows:
            return None
        first = grid.rows[0][1]
        found = [cell for cell in first if cell in SYSTEM]
        if SUBMITTED in found and len(found) > 2:
            return Evidence(0.95, (f"columns {', '.join(found[:4])}",))
        return None

    def read(self, grid: Grid) -> Sheet:
        """Take questions for names, gather columns of choices, and split joined ones."""
        refuse_without_rows(grid)
        heads = [plain_text(cell) for cell in header_rows(grid, 1)[0]]
        names = item_names([("", head) for head in heads])
        draft = draft_of(grid, names, headers=1)
        again = [place for place, head in enumerate(heads) if head and head in heads[:place]]
        draft.notes += renamed_note([heads[p] for p in again], [names[p] for p in again])
        asked = {name: head for name, head in zip(names, heads, strict=True) if name}
        for name, head in asked.items():
            draft.hints[name] = replace(SYSTEM.get(head, Hint()), question=head)
        blocks = list(_choices(draft, asked))
        for block in blocks:
            _describe_choices(draft, block, asked)
        in_blocks = {name for block in blocks for name in block}
        for name, head in asked.items():
            if head not in SYSTEM and name not in in_blocks:
                options.divide_joined(draft, name, head, SEPARATORS)
        draft.notes += [
            f"the file does not name the question behind {listed([asked[name] for name in block], 4)}, whose "
            "only answers are their own headings; they were read as options of one question"
            for block in blocks
        ]
        return draft.sheet()


def _choices(draft: Draft, asked: dict[str, str]) -> Iterator[list[str]]:
    """Yield runs of columns whose only answer is their own heading."""
    run: list[str] = []
    for name, head in [*asked.items(), ("", "")]:
        if name and options.names_itself(draft, name, head):
            run.append(name)
            continue
        unchosen = bool(name) and bool(run) and head not in SYSTEM and not draft.distinct(name)
        if unchosen:
            run.append(name)
            continue
        while run and head.casefold() != OTHER and not draft.distinct(run[-1]):
            run.pop()  # a question that nobody answered may stand behind
        if len(run) > 1:
            yield run
        run = []


def _describe_choices(draft: Draft, block: Sequence[str], asked: dict[str, str]) -> None:
    columns = list(draft.table.columns)
    place = columns.index(block[-1]) + 1
    behind = columns[place] if place < len(columns) else ""
    others = [behind] if asked.get(behind, "").casefold() == OTHER else []
    labels = [asked[name] for name in block]
    question = f"One or more of: {listed(labels, 4)}"
    options.code_block(draft, block, labels, question, others=others)
    for name in others:
        draft.hints[name] = replace(OPEN, question=f"{question} - {asked[name]}")
