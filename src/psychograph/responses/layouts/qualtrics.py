"""Qualtrics CSV and TSV: above the answers codes, question texts and, but for the oldest, ImportIds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from psychograph.codebook.codebook import Scale, VariableType
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
    SECONDS,
    Draft,
    at,
    draft_of,
    header_rows,
    refuse_without_rows,
    renamed_note,
)
from psychograph.responses.layouts.layout import Evidence, Layout
from psychograph.responses.layouts.naming import common_start, plain_text, unique

IMPORT_ID = re.compile(r"""\{\s*['"]ImportId['"]\s*:\s*['"]([^'"]*)['"]""")
RESPONSE_ID = re.compile(r"R_[0-9A-Za-z]{8,}")
DATE = re.compile(r"\d{4}-\d{2}-\d{2} |\d{1,2}/\d{1,2}/\d{2,4}", re.ASCII)
OLD_NAMES = {  # of the oldest exports, which number the columns about the interview
    "V1": "ResponseID",
    "V2": "ResponseSet",
    "V3": "Name",
    "V4": "ExternalDataReference",
    "V5": "EmailAddress",
    "V6": "IPAddress",
    "V7": "Status",
    "V8": "StartDate",
    "V9": "EndDate",
    "V10": "Finished",
}
MARKS = frozenset("startdate enddate recordeddate responseid finished status ipaddress progress".split())
FEWEST_MARKS = 4
SYSTEM = {
    **dict.fromkeys(("startdate", "enddate", "recordeddate", "status", "progress", "finished"), PARADATA),
    **dict.fromkeys(("distributionchannel", "userlanguage", "responseset"), PARADATA),
    **dict.fromkeys(("ipaddress", "recipientlastname", "recipientfirstname", "recipientemail"), PERSONAL),
    **dict.fromkeys(("externalreference", "externaldatareference", "name", "emailaddress"), PERSONAL),
    **dict.fromkeys(("locationlatitude", "locationlongitude", "locationaccuracy"), PERSONAL),
    "responseid": IDENTIFIER,
    "durationinseconds": SECONDS,
    "duration": SECONDS,
}
# What Qualtrics adds by itself: metadata of the browser, timers, the order of display, fraud scores.
ADDED = re.compile(
    r".*_(?:Browser|Version|Operating System|Resolution|First Click|Last Click|Click Count|DO(?:_.*)?)"
    r"|Q_(?:Recaptcha|RelevantID|Duplicate|BallotBox|StraightLining|UnansweredP|UnansweredQ|TotalDuration"
    r"|TerminateFlag|DataPolicyViolations|Speeder|URL).*|.*\|DO"
)
TIMER = re.compile(r".*_Page Submit")
SELECTED = "Selected Choice"  # behind the text of a question that has a box for words
SEEN = "-99"  # "seen but unanswered", where the export was told to say so
PREVIEWS = {"1": "preview", "2": "test", "survey preview": "preview", "survey test": "test"}
SPAM = {"8", "spam", "9", "spam survey preview", "survey preview spam"}


@dataclass(frozen=True)
class _Heads:
    """The header rows as far as they are there: codes, texts and ImportIds, one a column."""

    rows: int
    codes: list[str]
    texts: list[str]
    ids: list[str]


class Qualtrics(Layout):
    """Codes in row 1, texts in row 2, ImportIds in row 3; old exports have two rows, cleaned ones one."""

    name: ClassVar[str] = "qualtrics"
    title: ClassVar[str] = "Qualtrics CSV"

    def recognise(self, grid: Grid) -> Evidence | None:
        """Look for ImportIds, then for columns that only Qualtrics writes."""
        if not grid.rows:
            return None
        place = _id_row(grid)
        if place:
            number = grid.rows[place][0]
            return Evidence(1.0, (f"row {number} holds ImportIds",))
        first = grid.rows[0][1]
        if [code for code in OLD_NAMES if code in first] == list(OLD_NAMES):
            return Evidence(0.95, ("columns V1 to V10 and a second header row, as in old exports",))
        marks = [cell for cell in first if _key(cell) in MARKS]
        if "responseid" in map(_key, marks) and len(marks) >= FEWEST_MARKS:
            return Evidence(0.8, (f"columns {', '.join(marks[:4])}",))
        return None

    def read(self, grid: Grid) -> Sheet:
        """Take the codes for names, the texts for questions, and recode questions with several answers."""
        refuse_without_rows(grid)
        heads = _heads(grid)
        named = [code or id_ for code, id_ in zip(heads.codes, heads.ids, strict=True)]
        names = _unique_codes(named, heads.ids)
        draft = draft_of(grid, names, headers=heads.rows)
        draft.notes += renamed_note(named, names)
        asked = dict(zip(names, zip(heads.texts, heads.ids, strict=True), strict=True))
        questions = [name for name in draft.table.columns if not _describe_system(draft, name)]
        for members in _grouped(questions, asked).values():
            _describe_question(draft, members, {name: asked[name][0] for name in members})
        draft.notes += _notes(draft)
        return draft.sheet()


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _id_row(grid: Grid) -> int:
    """Return which row holds ImportIds, 0 where none does: the third, or the second where texts are cut."""
    for place in (2, 1):
        if len(grid.rows) > place:
            cells = [cell for cell in grid.rows[place][1] if cell]
            if cells and 2 * sum(bool(IMPORT_ID.match(cell)) for cell in cells) > len(cells):
                return place
    return 0


def _heads(grid: Grid) -> _Heads:
    id_row = _id_row(grid)
    first = grid.rows[0][1]
    rows = id_row + 1 if id_row else 1 + _second_is_text(grid, first)
    heads = header_rows(grid, rows)
    # Cells that stand above answers only: one more for each row would be a slip, and is reported as such.
    blank = [""] * len(heads[0])
    texts = heads[1] if rows == 3 or (rows == 2 and not id_row) else blank
    ids = [_import_id(cell) for cell in heads[id_row]] if id_row else blank
    codes = [OLD_NAMES.get(code, code) if not id_row else code for code in heads[0]]
    return _Heads(rows, codes, [plain_text(text) for text in texts], ids)


def _second_is_text(grid: Grid, first: Sequence[str]) -> bool:
    """Say whether row 2 holds question texts rather than the first answers."""
    if len(grid.rows) < 2:
        return False
    second = grid.rows[1][1]
    for place, code in enumerate(first):
        key, cell = _key(OLD_NAMES.get(code, code)), at(second, place)
        if key == "responseid" and cell:
            return not RESPONSE_ID.fullmatch(cell)
        if key in {"startdate", "enddate", "recordeddate"} and cell:
            return not DATE.match(cell)
    return True


def _import_id(cell: str) -> str:
    found = IMPORT_ID.match(cell)
    return found[1] if found else ""


def _unique_codes(codes: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Tell columns of one code apart by the last part of their ImportIds, else by numbers."""
    times = Counter(codes)
    longer = [
        f"{code}_{re.split('[-_]', id_)[-1]}" if code and times[code] > 1 and re.search("[-_]", id_) else code
        for code, id_ in zip(codes, ids, strict=True)
    ]
    return unique(longer)


def _describe_system(draft: Draft, name: str) -> bool:
    """Say what a column holds that Qualtrics adds; False where it is a question."""
    hint = SYSTEM.get(_key(name))
    if hint is None and TIMER.fullmatch(name):
        hint = SECONDS
    if hint is None and ADDED.fullmatch(name):
        hint = PARADATA
    if hint is None:
        return False
    draft.hints[name] = hint
    return True


# Questions -------------------------------------------------------------------------------------------


def _grouped(names: Sequence[str], asked: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    """Return the columns of each question, by ImportId or by the beginning of the code (`Q5` of `Q5_1`)."""
    groups: dict[str, list[str]] = {}
    for name in names:
        text, id_ = asked[name]
        found = re.match(r"(?:\d+_)?QID\d+(?:#\d+)?", id_)
        # Without a text to compare, only numbers behind a code show that columns belong together.
        own = None if id_ else re.match(r"(.+?)(?:_[^_]+)+$" if text else r"(.+?)(?:_\d+)+(?:_TEXT)?$", name)
        groups.setdefault(found[0] if found else f"code {own[1] if own else name}", []).append(name)
    return groups


def _describe_question(draft: Draft, members: Sequence[str], texts: dict[str, str]) -> None:
    """Describe the columns of one question: its stem is what their texts share."""
    stem, items = _stem(members, texts)
    boxes = [name for name in members if name.endswith("_TEXT") and len(members) > 1]
    several = len(members) - len(boxes) > 1 or len(boxes) == len(members)
    for name in members:
        hint = Hint(question=items[name], battery=stem)
        if not several:
            alone = stem if items[name] == SELECTED else texts[name]
            hint = Hint(question=alone or items[name])
        if name in boxes and not _all_numbers(draft, name):
            hint = replace(OPEN, question=hint.question, battery=hint.battery)
        if SEEN in draft.distinct(name):
            hint = replace(hint, missing=(SEEN,))
        draft.hints[name] = hint
    closed = [name for name in members if name not in boxes]
    for block in _blocks(closed):
        if len(block) > 1:
            _describe_block(draft, block, boxes, {name: texts[name] for name in block})


def _stem(members: Sequence[str], texts: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the text that the columns of a question share, and what is left of each."""
    whole = {name: texts[name] for name in members}
    if not any(whole.values()) and len(members) > 1:
        return members[0].partition("_")[0] if "_" in members[0] else "", whole
    if len({*whole.values()}) < 2 or not all(whole.values()):
        return "", whole
    shared = common_start(whole.values())
    mark = " - " if " - " in shared else "-"
    stem, found, _ = shared.rpartition(mark)
    if not found or not stem.strip():
        return "", whole
    start = len(stem) + len(mark)
    items = {name: text[start:].strip() or text for name, text in whole.items()}
    return stem.removesuffix(f" - {SELECTED}").strip(), items


def _blocks(members: Sequence[str]) -> Iterator[list[str]]:
    """Yield the columns of a question, row by row where every code has a row and a column."""
    parts = [name.split("_") for name in members]
    if len(members) > 3 and all(len(part) > 2 for part in parts):
        rows: dict[str, list[str]] = {}
        for name in members:
            rows.setdefault(name.rpartition("_")[0], []).append(name)
        if len(rows) > 1 and all(len(row) > 1 for row in rows.values()):
            yield from rows.values()
            return
    yield list(members)


def _describe_block(draft: Draft, block: Sequence[str], boxes: Sequence[str], texts: dict[str, str]) -> None:
    """Recode a block of options, and tell a ranking; anything else is a matrix, described already."""
    found = {name: draft.distinct(name) - {SEEN} for name in block}
    if _is_multiple(draft, block, found, texts):
        stem, items = _stem(block, texts)
        labels = [items[name] or name for name in block]
        written = [box for box in boxes if box.rpartition("_TEXT")[0] in block]
        options.code_block(
            draft,
            block,
            labels,
            stem or labels[0],
            others=written,
            chosen=lambda cell, _: cell not in {SEEN, "0"},
        )
    elif _is_ranking(draft, block, found):
        for name in block:
            ranked = Hint(type=VariableType.NUMBER, scale=Scale(1, len(block)), note="a rank: 1 comes first")
            draft.hints[name] = replace(
                draft.hints[name], type=ranked.type, scale=ranked.scale, note=ranked.note
            )


def _is_multiple(
    draft: Draft, block: Sequence[str], found: dict[str, set[str]], texts: dict[str, str]
) -> bool:
    """Say whether columns are options: one answer each at most, always 1, their code or their label."""
    answers = {name: cells - {"0"} for name, cells in found.items()}
    if any(len(cells) > 1 for cells in answers.values()) or not any(answers.values()):
        return False
    given = {name: next(iter(cells)) for name, cells in answers.items() if cells}
    _, items = _stem(block, texts)
    if all(options.names_itself(draft, name, items[name]) for name in given) and len(given) > 1:
        return True
    blanks = any(not {None, "0", SEEN}.isdisjoint(draft.cells(name)) for name in block)
    own_code = all(cell == name.rpartition("_")[2] for name, cell in given.items())
    return blanks and (all(cell == "1" for cell in given.values()) or own_code)


def _is_ranking(draft: Draft, block: Sequence[str], found: dict[str, set[str]]) -> bool:
    """Say whether everybody who answered gave every place once."""
    places = {str(place) for place in range(1, len(block) + 1)}
    if len(block) < 3 or not all(cells and cells <= places for cells in found.values()):
        return False
    rows = [
        [cell for cell in row if cell is not None and cell != SEEN]
        for row in zip(*map(draft.cells, block), strict=True)
    ]
    answered = [row for row in rows if row]
    return len(answered) > 2 and all(len(set(row)) == len(row) for row in answered)


def _all_numbers(draft: Draft, name: str) -> bool:
    found = draft.distinct(name) - {SEEN}
    return bool(found) and all(re.fullmatch(r"-?\d+(?:[.,]\d+)?", cell) for cell in found)


# What the rows are -----------------------------------------------------------------------------------


def _notes(draft: Draft) -> Iterator[str]:
    """Yield notes on rows that are no answers, or not complete ones; all are kept."""
    for name in draft.table.columns:
        key = _key(name)
        if key not in {"status", "finished"}:
            continue
        counted = Counter(cell.casefold() for cell in draft.cells(name) if cell is not None)
        if key == "status":
            unreal = sum(count for cell, count in counted.items() if cell in PREVIEWS)
            spam = sum(count for cell, count in counted.items() if cell in SPAM)
            if unreal:
                yield f"previews or tests ({name}): {unreal} of {len(draft.table)} rows, kept"
            if spam:
                yield f"marked as spam ({name}): {spam} of {len(draft.table)} rows, kept"
        else:
            unfinished = sum(count for cell, count in counted.items() if cell in {"0", "false", "falsch"})
            if unfinished:
                yield f"not finished: {unfinished} of {len(draft.table)} questionnaires, kept"
    seen = [name for name, hint in draft.hints.items() if SEEN in hint.missing]
    if seen:
        yield f"{SEEN} was read as seen and not answered, in {listed(seen, 4)}"
