"""SurveyMonkey CSV and XLSX: questions in row 1, once a block; items and options in row 2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from psychograph.codebook.codebook import Scale, VariableType
from psychograph.codebook.headers import is_personal
from psychograph.codebook.hint import Hint
from psychograph.responses.grid import Grid
from psychograph.responses.imported import Sheet
from psychograph.responses.layouts import options
from psychograph.responses.layouts.building import (
    IDENTIFIER,
    OPEN,
    PARADATA,
    PERSONAL,
    Draft,
    at,
    draft_of,
    header_rows,
    refuse_without_rows,
)
from psychograph.responses.layouts.layout import Evidence, Layout
from psychograph.responses.layouts.naming import item_names, plain_text

SYSTEM = {
    "respondentid": IDENTIFIER,
    **dict.fromkeys(("collectorid", "startdate", "enddate", "datecreated", "datemodified"), PARADATA),
    **dict.fromkeys(("ipaddress", "emailaddress", "firstname", "lastname"), PERSONAL),
}
CUSTOM = re.compile(r"customdata\d*|customvariable\d*")
SINGLE = frozenset({"response", "open-ended response", "open-ended-response"})
OTHER = re.compile(r"other\b.*|.*\(please specify\).*|comments?|additional comments?", re.IGNORECASE)
CONTACT = frozenset(
    """
    name company address address2 citytown city stateprovince state zippostalcode zip country emailaddress
    email phonenumber phone
    """.split()
)
OF_A_PERSON = CONTACT - {"company", "stateprovince", "state", "zippostalcode", "zip", "country"}


@dataclass(frozen=True)
class _Block:
    """The columns of one question."""

    question: str
    places: tuple[int, ...]


class SurveyMonkey(Layout):
    """Two header rows; a question stands above its first column only."""

    name: ClassVar[str] = "surveymonkey"
    title: ClassVar[str] = "SurveyMonkey"

    def recognise(self, grid: Grid) -> Evidence | None:
        """Look for the column of respondents, and for the second row that begins blank."""
        if not grid.rows:
            return None
        first, second = grid.rows[0][1], grid.rows[1][1] if len(grid.rows) > 1 else []
        keys = [_key(cell) for cell in first]
        if "respondentid" not in keys:
            return None
        respondents = first[keys.index("respondentid")]
        told = [cell for cell in second if cell.casefold() in SINGLE]
        blank = bool(second) and not at(second, keys.index("respondentid"))
        if blank and told:
            return Evidence(0.95, (f"column {respondents}", f"row {grid.rows[1][0]} says '{told[0]}'"))
        if blank and any(second):
            return Evidence(0.8, (f"column {respondents}, blank in a second header row",))
        if "collectorid" in keys:
            return Evidence(0.9, (f"columns {respondents} and {first[keys.index('collectorid')]}",))
        return None

    def read(self, grid: Grid) -> Sheet:
        """Carry each question on over its block, and recode blocks of options."""
        refuse_without_rows(grid)
        two = _has_second_row(grid)
        heads = header_rows(grid, 2 if two else 1)
        questions = [plain_text(cell) for cell in heads[0]]
        items = [plain_text(cell) for cell in heads[1]] if two else [""] * len(questions)
        blocks = _blocks(questions, items)
        names = _names(blocks, questions, items)
        draft = draft_of(grid, names, headers=len(heads))
        for block in blocks:
            _describe(
                draft, [names[place] for place in block.places], [items[p] for p in block.places], block
            )
        return draft.sheet()


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _has_second_row(grid: Grid) -> bool:
    """Say whether the row below the questions is a header: there, the column of respondents is blank.

    A second header row that is blank throughout was passed over when the file was read.
    """
    if len(grid.rows) < 2:
        return False
    first, second = grid.rows[0][1], grid.rows[1][1]
    keys = [_key(cell) for cell in first]
    if "respondentid" in keys:
        return not at(second, keys.index("respondentid"))
    return any(cell.casefold() in SINGLE for cell in second)


def _blocks(questions: Sequence[str], items: Sequence[str]) -> list[_Block]:
    """Return which columns belong to which question: those without one belong to the last."""
    blocks: list[_Block] = []
    for place, question in enumerate(questions):
        if question or not blocks:
            blocks.append(_Block(question, (place,)))
        elif items[place]:
            last = blocks.pop()
            blocks.append(replace(last, places=(*last.places, place)))
    return [block for block in blocks if block.question or items[block.places[0]]]


def _names(blocks: Sequence[_Block], questions: Sequence[str], items: Sequence[str]) -> list[str]:
    """Return a name for every column, empty for those without question and item."""
    places = [place for block in blocks for place in block.places]
    asked = [
        (block.question, "" if _is_single(items[place]) and place == block.places[0] else items[place])
        for block in blocks
        for place in block.places
    ]
    names = [""] * len(questions)
    for place, name in zip(places, item_names(asked), strict=True):
        names[place] = name
    return names


def _is_single(item: str) -> bool:
    return not item or item.casefold() in SINGLE


def _describe(draft: Draft, names: Sequence[str], items: Sequence[str], block: _Block) -> None:
    """Describe the columns of one question."""
    if len(names) == 1 and _is_single(items[0]):
        hint = SYSTEM.get(_key(block.question)) or (
            PARADATA if CUSTOM.fullmatch(_key(block.question)) else Hint()
        )
        draft.hints[names[0]] = replace(hint, question=block.question)
        return
    if len({_key(item) for item in items} & CONTACT) > 2:
        for name, item in zip(names, items, strict=True):
            personal = _key(item) in OF_A_PERSON or is_personal(item) is not None
            draft.hints[name] = Hint(question=item, battery=block.question, personal=personal)
        return
    for name, item in zip(names, items, strict=True):
        if _is_single(item):
            draft.hints[name] = Hint(question=block.question)
        elif OTHER.fullmatch(item) and not options.names_itself(draft, name, item):
            draft.hints[name] = replace(OPEN, question=f"{block.question} - {item}".strip(" -"))
        else:
            draft.hints[name] = Hint(question=item, battery=block.question)
    closed = [(name, item) for name, item in zip(names, items, strict=True) if draft.hints[name].battery]
    if len(closed) > 1:
        _describe_block(draft, [n for n, _ in closed], [i for _, i in closed], block.question, names)


def _describe_block(
    draft: Draft, names: Sequence[str], items: Sequence[str], question: str, every: Sequence[str]
) -> None:
    """Recode a block of options, and tell a ranking; anything else is a matrix, described already."""
    given = [(name, item) for name, item in zip(names, items, strict=True) if draft.distinct(name)]
    named = bool(given) and all(options.names_itself(draft, name, item) for name, item in given)
    if named or _by_position(draft, names):
        others = [name for name in every if name not in names]
        options.code_block(draft, names, items, question, others=others, chosen=lambda cell, _: cell != "0")
        return
    places = {str(place) for place in range(1, len(names) + 1)}
    rows = [[cell for cell in row if cell is not None] for row in zip(*map(draft.cells, names), strict=True)]
    answered = [row for row in rows if row]
    if len(names) > 2 and all(draft.distinct(name) and draft.distinct(name) <= places for name in names):
        full = [row for row in answered if len(row) == len(names)]
        if len(full) > 2 and sum(len(set(row)) == len(row) for row in answered) > 0.9 * len(answered):
            for name in names:
                draft.hints[name] = replace(
                    draft.hints[name],
                    type=VariableType.NUMBER,
                    scale=Scale(1, len(names)),
                    note="a rank: 1 comes first",
                )


def _by_position(draft: Draft, names: Sequence[str]) -> bool:
    """Say whether columns hold the number of their option and nothing else, as in exports of numbers."""
    found = [draft.distinct(name) - {"0"} for name in names]
    if any(len(cells) > 1 for cells in found) or sum(map(bool, found)) < 2:
        return False
    said_no = any("0" in draft.distinct(name) for name in names)
    if not said_no and all(None not in draft.cells(name) for name in names):
        return False
    own = all(not cells or cells == {str(place)} for place, cells in enumerate(found, 1))
    return own or all(not cells or cells == {"1"} for cells in found)
