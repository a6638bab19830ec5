"""Google Forms: one header row of questions behind a time stamp; grids in brackets, checkboxes joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from psychograph.codebook.hint import Hint
from psychograph.responses.grid import Grid
from psychograph.responses.imported import Sheet
from psychograph.responses.layouts import options
from psychograph.responses.layouts.building import (
    PARADATA,
    PERSONAL,
    Draft,
    at,
    draft_of,
    first_rows,
    header_rows,
    refuse_without_rows,
    renamed_note,
)
from psychograph.responses.layouts.layout import Evidence, Layout
from psychograph.responses.layouts.naming import item_names, plain_text

# The heading of the first column in the languages of the editor of the form.
STAMPS = {
    *("timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora", "tijdstempel"),
    *("informazioni cronologiche", "sygnatura czasowa", "tidstempel", "tidsstämpel"),
}
WHEN = re.compile(
    r"(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}),? "
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: .*)?",
    re.ASCII,
)
GRID = re.compile(r"(.+?)\s*\[(.+)\]", re.DOTALL)
ADDRESS = {
    *("email address", "username", "e-mail-adresse", "adresse e-mail"),
    "dirección de correo electrónico",
}
SEPARATORS = (";", ", ")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
QUESTION_WORDS = 3  # a heading of so many words is a question rather than the name of a field


class GoogleForms(Layout):
    """One header row; the first column says when."""

    name: ClassVar[str] = "googleforms"
    title: ClassVar[str] = "Google Forms"

    def recognise(self, grid: Grid) -> Evidence | None:
        """Look for the time stamp in front, with times below it, and for answers in words behind it."""
        if len(grid.rows) < 2 or len(grid.rows[0][1]) < 2:
            return None
        first, body = grid.rows[0][1], first_rows(grid, 1)
        stamps = [at(cells, 0) for cells in body if at(cells, 0)]
        if first[0].casefold() not in STAMPS or not stamps or not all(map(WHEN.fullmatch, stamps)):
            return None
        reasons = [f"first column {first[0]}, with a date and time in every row"]
        if any(GRID.fullmatch(cell) for cell in first):
            return Evidence(0.8, (*reasons, "headings such as 'Question [Row]'"))
        others = first[1:]
        if 2 * sum(len(cell.split()) >= QUESTION_WORDS for cell in others) >= len(others):
            return Evidence(0.7, (*reasons, "questions for headings"))
        if 2 * sum(_in_words(body, place) for place in range(1, len(first))) >= len(others):
            return Evidence(0.5, (*reasons, "answers in words"))
        return None

    def read(self, grid: Grid) -> Sheet:
        """Take questions for names and grids for batteries; split checkboxes on strong evidence only."""
        refuse_without_rows(grid)
        heads = [plain_text(cell) for cell in header_rows(grid, 1)[0]]
        stems = Counter(found[1] for cell in heads if (found := GRID.fullmatch(cell)))
        asked = [
            (found[1], found[2]) if found and stems[found[1]] > 1 else ("", cell)
            for cell in heads
            for found in [GRID.fullmatch(cell)]
        ]
        names = item_names(asked)
        draft = draft_of(grid, names, headers=1)
        draft.notes += renamed_note(*_repeated(heads, names))
        for place, (name, (stem, item)) in enumerate(zip(names, asked, strict=True)):
            if name:
                _describe(draft, name, stem, item, first=place == 0)
        return draft.sheet()


def _in_words(body: Sequence[Sequence[str]], place: int) -> bool:
    cells = [at(row, place) for row in body if at(row, place)]
    return bool(cells) and not any(map(NUMBER.fullmatch, cells))


def _repeated(heads: Sequence[str], names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the headings that occur again, and what those columns are called now."""
    again = [place for place, head in enumerate(heads) if head and head in heads[:place]]
    return [heads[place] for place in again], [names[place] for place in again]


def _describe(draft: Draft, name: str, stem: str, item: str, *, first: bool) -> None:
    if first and item.casefold() in STAMPS:
        draft.hints[name] = PARADATA
        return
    if item.casefold() in ADDRESS:
        draft.hints[name] = PERSONAL
        return
    draft.hints[name] = Hint(question=item, battery=stem)
    whole = f"{stem} - {item}" if stem else item
    options.divide_joined(draft, name, whole, SEPARATORS)
