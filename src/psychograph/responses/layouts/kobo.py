"""KoboToolbox CSV: columns after groups (`group/question`), a tail that begins with underscores, HXL tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from psychograph.codebook.anchors import codes_of
from psychograph.codebook.codebook import VariableType
from psychograph.codebook.hint import Hint
from psychograph.responses.grid import Grid
from psychograph.responses.imported import Sheet
from psychograph.responses.layouts import options
from psychograph.responses.layouts.building import (
    IDENTIFIER,
    PARADATA,
    PERSONAL,
    Draft,
    at,
    draft_of,
    header_rows,
    refuse_without_rows,
    renamed_note,
)
from psychograph.responses.layouts.layout import Evidence, Layout
from psychograph.responses.layouts.naming import plain_text, unique

TAIL = frozenset(
    """
    _id _uuid _submission_time _validation_status _notes _status _submitted_by _tags _index __version__
    """.split()
)
FEWEST_MARKS = 3
SYSTEM = {
    "_id": IDENTIFIER,
    **dict.fromkeys(TAIL - {"_id", "_submitted_by"}, PARADATA),
    **dict.fromkeys(("start", "end", "today", "formhub/uuid", "meta/instanceID", "_attachments"), PARADATA),
    **dict.fromkeys(("_xform_id_string", "_bamboo_dataset_id", "__version__", "meta/rootUuid"), PARADATA),
    **dict.fromkeys(("_submitted_by", "username", "deviceid", "phonenumber", "simserial"), PERSONAL),
    **dict.fromkeys(("subscriberid", "email", "_geolocation", "imei", "audit", "meta/audit"), PERSONAL),
}
PLACE = re.compile(
    r".*_(?:latitude|longitude|altitude|precision)|_geolocation/\d+|.*geopoint.*", re.IGNORECASE
)
BINARY = options.YES | options.NO
SPLIT_ALREADY = "its options have columns of their own"
SMALL = re.compile(r"\d{1,2}", re.ASCII)


class Kobo(Layout):
    """One header row, a second one of HXL tags where asked for, and a tail that begins with underscores."""

    name: ClassVar[str] = "kobo"
    title: ClassVar[str] = "KoboToolbox CSV"

    def recognise(self, grid: Grid) -> Evidence | None:
        """Look for the tail."""
        if not grid.rows:
            return None
        found = [cell for cell in grid.rows[0][1] if cell in TAIL]
        if len(found) < FEWEST_MARKS:
            return None
        reasons = [f"columns {', '.join(found[:4])}"]
        if _has_tags(grid):
            reasons.append(f"row {grid.rows[1][0]} holds HXL tags")
        return Evidence(0.95, tuple(reasons))

    def read(self, grid: Grid) -> Sheet:
        """Pass tags over, read the columns of options, and leave out the joined ones."""
        refuse_without_rows(grid)
        tagged = _has_tags(grid)
        heads = [plain_text(cell) for cell in header_rows(grid, 1 + tagged)[0]]
        parents = _parents(heads)
        several = _several(grid, heads, parents, start=1 + tagged)
        wanted = _names(heads, {child for children in several.values() for child in children})
        names = unique(wanted)
        draft = draft_of(grid, names, headers=1 + tagged)
        draft.notes += renamed_note(wanted, names)
        if tagged:
            draft.notes.append(f"row {grid.rows[1][0]} holds HXL tags, and was passed over")
        of = {head: name for head, name in zip(heads, names, strict=True) if name}
        for head, name in of.items():
            place = PLACE.fullmatch(head) and head not in parents
            draft.hints[name] = SYSTEM.get(head) or (PERSONAL if place else Hint(question=_said(head)))
        _describe_several(draft, of, several)
        _describe_groups(draft, of)
        return draft.sheet()


def _has_tags(grid: Grid) -> bool:
    """Say whether row 2 holds HXL tags and no answers."""
    cells = [cell for cell in grid.rows[1][1] if cell] if len(grid.rows) > 1 else []
    return bool(cells) and all(cell.startswith("#") for cell in cells)


def _parents(heads: Sequence[str]) -> dict[str, list[str]]:
    """Return headings that stand in front of others, as `q` does in front of `q/choice`."""
    known = set(heads)
    found: dict[str, list[str]] = {}
    for head in heads:
        parent = head.rpartition("/")[0]
        if parent:
            found.setdefault(parent, []).append(head)
    return {parent: children for parent, children in found.items() if parent in known or len(children) > 1}


def _several(
    grid: Grid, heads: Sequence[str], parents: dict[str, list[str]], *, start: int
) -> dict[str, list[str]]:
    """Return the questions with several answers and the headings of their options: only yes and no below."""
    places = {head: place for place, head in enumerate(heads)}
    found = {}
    for parent, children in parents.items():
        columns = [places[child] for child in children]
        cells = {at(row, place).casefold() for _, row in grid.rows[start:] for place in columns} - {""}
        told = parent in places or not cells.isdisjoint(options.NO)
        if cells and cells <= BINARY and told:
            found[parent] = children
    return found


def _names(heads: Sequence[str], of_several: set[str]) -> list[str]:
    """Return headings without their groups, where that tells them apart."""
    bare = ["/".join(head.split("/")[-2:] if head in of_several else head.split("/")[-1:]) for head in heads]
    times = Counter(bare)
    return [
        head if head in SYSTEM or times[name] > 1 or not name else name
        for head, name in zip(heads, bare, strict=True)
    ]


def _said(head: str) -> str:
    """Return a heading as a question, where it is a label rather than a code."""
    last = head.rpartition("/")[2]
    return last if " " in last else ""


def _describe_several(draft: Draft, of: dict[str, str], several: dict[str, list[str]]) -> None:
    """Read the columns of options; leave out the column that joins them."""
    for parent, children in several.items():
        joined = of.get(parent)
        known = [child for child in children if child in of]
        options.code_block(
            draft,
            [of[child] for child in known],
            [child.rpartition("/")[2] for child in known],
            parent.rpartition("/")[2],
            others=[joined] if joined is not None else [],
            chosen=lambda cell, _: cell.casefold() in options.YES,
        )
        if joined is not None:
            draft.drop(joined, SPLIT_ALREADY)


def _describe_groups(draft: Draft, of: dict[str, str]) -> None:
    """Take a group for one question where all its columns are answered on one scale."""
    groups: dict[str, list[str]] = {}
    for head, name in of.items():
        group = head.rpartition("/")[0]
        hint = draft.hints[name]
        if group and head not in SYSTEM and hint.type is not VariableType.OPTION and not hint.personal:
            groups.setdefault(group, []).append(name)
    for group, members in groups.items():
        found = {cell for name in members for cell in draft.distinct(name)}
        small = found and all(map(SMALL.fullmatch, found)) and max(map(int, found)) <= 11
        if len(members) > 1 and (small or codes_of(found)):
            battery = group.rpartition("/")[2]
            for name in members:
                own = draft.hints[name]
                draft.hints[name] = replace(own, question=own.question or name, battery=battery)
