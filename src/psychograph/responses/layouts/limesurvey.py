"""LimeSurvey CSV: one header row of codes (`Q1[SQ001]`) or of whole questions (`Question [Item]`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from psychograph.codebook.codebook import Code, Role, VariableType
from psychograph.codebook.hint import Hint
from psychograph.responses.grid import Grid
from psychograph.responses.imported import Sheet
from psychograph.responses.layouts import options
from psychograph.responses.layouts.building import (
    IDENTIFIER,
    OPEN,
    PARADATA,
    PERSONAL,
    SECONDS,
    Cells,
    Draft,
    draft_of,
    header_rows,
    refuse_without_rows,
    renamed_note,
)
from psychograph.responses.layouts.layout import Evidence, Layout
from psychograph.responses.layouts.naming import item_names, plain_text, unique

# The first columns: codes, and whole headings in English, German and French.
MARKS = {
    "submitdate": {"submitdate", "datesubmitted", "datumabgeschlossen", "datedesoumission"},
    "lastpage": {"lastpage", "letzteseite", "dernièrepage"},
    "startlanguage": {"startlanguage", "startsprache", "languededépart"},
    "seed": {"seed", "zufallsstartwert"},
    "startdate": {"startdate", "datestarted", "datumgestartet"},
    "datestamp": {"datestamp", "datelastaction", "datumletzteaktivität"},
    "id": {"id", "responseid", "antwortid", "iddelaréponse"},
}
FEWEST_MARKS = 3
SYSTEM = {
    **{
        heading: (IDENTIFIER if mark == "id" else PARADATA)
        for mark, headings in MARKS.items()
        for heading in headings
    },
    **dict.fromkeys(("refurl", "referrerurl", "referrer", "quotaexit"), PARADATA),
    **dict.fromkeys(
        ("token", "accesscode", "zugangscode", "zugangsschlüssel", "ipaddr", "ipaddress"), PERSONAL
    ),
    **dict.fromkeys(("ipadresse", "firstname", "lastname", "email", "emailaddress"), PERSONAL),
    **dict.fromkeys(("interviewtime", "totaltime", "gesamtzeit"), SECONDS),
}
PAGE_TIME = re.compile(r"groupTime\d+|Group time: .*|Gruppenzeit: .*", re.DOTALL)
QUESTION_TIME = re.compile(r"Question time: .*|Fragenzeit: .*", re.DOTALL)
CODE = re.compile(r"([A-Za-z]\w*)((?:\[[^\[\]]*\])*)")
ITEM = re.compile(r"(.*?)\s*((?:\[[^\[\]]*\])+)\s*", re.DOTALL)
BOTH = re.compile(r"([A-Za-z]\w*(?:\[[^\[\]]*\])*)\. (.+)", re.DOTALL)  # code & question text
SCALE = re.compile(r"(?:scale|skala|échelle|escala|schaal) ?\d", re.IGNORECASE)
RANK = re.compile(r"(?:rank|rang|ranking|position) ?\d+", re.IGNORECASE)
OTHERS = {"other", "othertext", "comment", "sonstiges", "andere", "autre", "otro", "anders", "kommentar"}
OTHER = "-oth-"
UPLOAD = re.compile(r'\[\s*\{\s*"', re.ASCII)
FILES = re.compile(r"filecount - .*|.*\[filecount\]|.*_filecount", re.DOTALL)


@dataclass(frozen=True)
class _Asked:
    """One column: its code where the file tells it, its question, and its item within that."""

    code: str
    stem: str
    item: str
    scale: str = ""

    @property
    def named(self) -> str:
        """The item, with the scale in front where one question has two."""
        return f"{self.scale} - {self.item}" if self.scale else self.item


class LimeSurvey(Layout):
    """One header row of codes or whole questions; columns about the interview in front."""

    name: ClassVar[str] = "limesurvey"
    title: ClassVar[str] = "LimeSurvey CSV"

    def recognise(self, grid: Grid) -> Evidence | None:
        """Look for the columns about the interview that LimeSurvey puts in front."""
        if not grid.rows:
            return None
        first = grid.rows[0][1]
        keys = [_key(_code_of(cell)) for cell in first]
        found = [
            next(cell for cell, key in zip(first, keys, strict=True) if key in headings)
            for mark, headings in MARKS.items()
            if mark != "id" and not headings.isdisjoint(keys)
        ]
        named = {mark for mark, headings in MARKS.items() if not headings.isdisjoint(keys)}
        if len(found) >= FEWEST_MARKS and "lastpage" in named:
            return Evidence(0.95, (f"columns {', '.join(found[:4])}",))
        return None

    def read(self, grid: Grid) -> Sheet:
        """Take codes for names where there are any, whole questions cut short otherwise."""
        refuse_without_rows(grid)
        heads = header_rows(grid, 1)[0]
        asked = [_asked(cell) for cell in heads]
        with_codes = all(one.code for one, cell in zip(asked, heads, strict=True) if cell)
        wanted = [one.code for one in asked]
        if not with_codes:
            wanted = item_names([(one.stem, one.named) for one in asked])
        names = unique(wanted)
        draft = draft_of(grid, names, headers=1)
        if with_codes:
            draft.notes += renamed_note(wanted, names)
        questions = {
            name: one
            for name, one, cell in zip(names, asked, heads, strict=True)
            if name and not _describe_system(draft, name, cell)
        }
        for members in _grouped(questions):
            _describe_question(draft, members, questions)
        draft.notes += _incomplete(draft, names, heads)
        return draft.sheet()


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _code_of(cell: str) -> str:
    found = BOTH.fullmatch(cell)
    return found[1] if found else cell


def _asked(cell: str) -> _Asked:
    """Take a heading apart: a code, a question, or both."""
    both = BOTH.fullmatch(cell)
    code, text = (both[1], both[2]) if both else (cell, "" if CODE.fullmatch(cell) else cell)
    if not CODE.fullmatch(code):
        code = ""
    text = plain_text(text)
    parted = ITEM.fullmatch(text) if text else CODE.fullmatch(code)
    if parted is None or not parted[2]:
        return _Asked(code, "", text or code)
    brackets = [part for part in re.split(r"\]\s*\[", parted[2].strip()[1:-1]) if part]
    stem = parted[1] or (CODE.fullmatch(code) or [code])[0]
    if len(brackets) > 1 and SCALE.fullmatch(brackets[-1]):
        return _Asked(code, f"{stem} [{brackets[-1]}]", " ".join(brackets[:-1]), brackets[-1])
    return _Asked(code, stem, " - ".join(brackets))


def _describe_system(draft: Draft, name: str, cell: str) -> bool:
    """Say what a column holds that LimeSurvey adds; False where it is a question."""
    code = _code_of(cell)
    hint = SYSTEM.get(_key(code))
    if hint is None and PAGE_TIME.fullmatch(code):
        hint = SECONDS
    if hint is None and (QUESTION_TIME.fullmatch(code) or _times_a_question(draft, code)):
        hint = replace(PARADATA, type=VariableType.NUMBER)
    if hint is None and FILES.fullmatch(code):
        hint = replace(PARADATA, note="counts files that were uploaded")
    if hint is None and any(UPLOAD.match(text) for text in draft.distinct(name)):
        hint = replace(OPEN, note="names files that were uploaded")
    if hint is None:
        return False
    draft.hints[name] = replace(hint, question=plain_text(cell) if " " in cell else "")
    return True


def _times_a_question(draft: Draft, code: str) -> bool:
    """Say whether a code is that of another column with `Time` behind it, as in timings."""
    return code.endswith("Time") and any(
        name == code[:-4] or name.startswith(f"{code[:-4]}[") for name in draft.table.columns
    )


def _grouped(questions: dict[str, _Asked]) -> Iterator[list[str]]:
    """Yield the columns that share a question, and those that stand alone."""
    groups: dict[str, list[str]] = {}
    for name, one in questions.items():
        groups.setdefault(one.stem or f"\0{name}", []).append(name)
    yield from groups.values()


def _describe_question(draft: Draft, members: Sequence[str], questions: dict[str, _Asked]) -> None:
    """Describe the columns of one question."""
    written = [name for name in members if _key(questions[name].item) in OTHERS or "comment" in name[-9:]]
    closed = [name for name in members if name not in written]
    for name in members:
        one = questions[name]
        said = "" if one.code and (one.item == one.code or f"[{one.item}" in one.code) else one.item
        hint = Hint(question=said, battery=one.stem if len(closed) > 1 else "")
        if name in written:
            hint = replace(OPEN, question=f"{one.stem} - {one.item}")
        elif not hint.battery and one.stem:
            hint = replace(hint, question=f"{one.stem} - {one.item}")
        elif RANK.fullmatch(one.item):
            hint = replace(hint, type=VariableType.CATEGORY, note="what was put in this place")
        elif not one.stem:
            hint = _with_codes(hint, draft.distinct(name))
        draft.hints[name] = hint
    if len(closed) > 1 and options.marked_columns(draft, closed) and _is_multiple(draft, closed):
        labels = [questions[name].item for name in closed]
        stem = questions[closed[0]].stem
        options.code_block(
            draft,
            closed,
            labels,
            stem,
            others=written,
            chosen=lambda cell, _: cell.casefold() in options.YES,
        )


def _is_multiple(draft: Draft, members: Sequence[str]) -> bool:
    """Say whether a block of yes and no is one of options: 1 alone may as well be a step of a scale."""
    found = {cell.casefold() for name in members for cell in draft.distinct(name)}
    return found != {"1"} or any(None in draft.cells(name) for name in members)


def _with_codes(hint: Hint, found: set[str]) -> Hint:
    """Label the codes that LimeSurvey itself gives: yes, no, and other."""
    if found and found <= {"Y", "N"}:
        return replace(hint, type=VariableType.CATEGORY, codes=(Code("Y", "Yes"), Code("N", "No")))
    if OTHER in found:
        return replace(hint, type=VariableType.CATEGORY, role=Role.DESCRIPTOR, codes=(Code(OTHER, "Other"),))
    return hint


def _incomplete(draft: Draft, names: Sequence[str], heads: Sequence[str]) -> Iterator[str]:
    """Note how many questionnaires have no date of submission."""
    for name, cell in zip(names, heads, strict=True):
        if name and _key(_code_of(cell)) in MARKS["submitdate"]:
            submitted: Cells = draft.cells(name)
            blank = sum(moment is None for moment in submitted)
            if blank:
                yield f"not complete, without a date of submission: {blank} of {len(submitted)}, kept"
