"""Triple-S surveys: a description in XML and answers in a file beside it, fixed or delimited."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from psychograph.codebook.anchors import is_no_answer
from psychograph.codebook.codebook import Code, Role, VariableType
from psychograph.codebook.hint import Hint
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import quoted
from psychograph.responses.cell_text import cleaned
from psychograph.responses.grid import MOST_CELLS, MOST_COLUMNS, too_many_cells
from psychograph.responses.imported import Sheet, Split
from psychograph.responses.readers.answer_scales import anchored, bounds_of, looks_like_ends
from psychograph.responses.readers.checked import checked_table, refuse_repeated
from psychograph.responses.readers.delimited import lines_of, refuse_many_lines
from psychograph.responses.readers.options import Options
from psychograph.responses.readers.triple_s_description import Description, TripleSVariable, read_description
from psychograph.responses.readers.triple_s_files import TripleSFiles, find_triple_s

__all__ = ["find_triple_s", "read_triple_s"]

MOST_LISTED = 10
CODE = re.compile(r"[0-9]{1,9}")
YES_NO = (Code("1", "Yes"), Code("0", "No"))
NOT_STATED = {"not stated", "not answered", "not asked", "no response", "missing"}  # words of coders
CASE_WEIGHT = {"case weight", "case weights", "weighting factor", "respondent weight"}


def read_triple_s(files: TripleSFiles) -> Sheet:
    """Read the two files of a Triple-S survey.

    Parameters
    ----------
    files : TripleSFiles
        Description and answers.

    Returns
    -------
    Sheet
        Codes as they stand; a multiple answer as one column an option; dates and times in ISO 8601.

    Raises
    ------
    ResponsesError
        Where the description is no Triple-S, or the answers do not fit it.
    """
    description = read_description(files.description.name, files.xml)
    _refuse_wide(files.description.name, description)
    rows = _rows(files, description)
    columns: dict[str, tuple[str | None, ...]] = {}
    hints: dict[str, Hint] = {}
    names: list[str] = []
    split: list[Split] = []
    problems: list[Problem] = []
    for variable in description.variables:
        cells = _fields(variable, rows, description)
        if variable.type == "multiple":
            options = _options(variable, cells, rows, files.data.name, problems)
            columns.update(options.columns())
            hints.update(options.hints())
            names += options.names
            split.append(options.split())
        else:
            known = {cell: _cell(cell, variable) for cell in set(cells)}
            columns[variable.name] = tuple(map(known.__getitem__, cells))
            hints[variable.name] = _hint(variable)
            names.append(variable.name)
    ResponsesError.collect(problems[:MOST_LISTED])
    refuse_repeated(files.description.name, names)
    return Sheet(
        checked_table(files.data.name, columns, [number for number, _ in rows]), hints, split=tuple(split)
    )


def _refuse_wide(name: str, description: Description) -> None:
    wide = sum(len(one.codes) if one.type == "multiple" else 1 for one in description.variables)
    if wide > MOST_COLUMNS:
        raise ResponsesError(
            Problem(
                where=name,
                found=f"{wide:,} variables and options",
                expected=f"at most {MOST_COLUMNS:,}",
                mend="export only the questions you need",
            )
        )


def _rows(files: TripleSFiles, description: Description) -> list[tuple[int, list[str]]]:
    """Return line number and cells of each respondent; a fixed line is one cell."""
    text = _decoded(files.answers, description.encoding).replace("\r\n", "\n").replace("\r", "\n")
    refuse_many_lines(files.data.name, text)
    rows: list[tuple[int, list[str]]]
    if description.csv:
        rows = list(_delimited(files.data.name, text))[description.skip :]
    else:
        lines = list(enumerate(text.split("\n"), 1))[description.skip :]
        rows = [(number, [line]) for number, line in lines if line.strip(" \x1a")]
    wide = sum(len(one.codes) if one.type == "multiple" else 1 for one in description.variables)
    if len(rows) * wide > MOST_CELLS:
        raise ResponsesError(too_many_cells(files.data.name))
    if not description.csv:
        _refuse_short(files.data.name, rows, description)
    return rows


def _refuse_short(name: str, rows: Sequence[tuple[int, list[str]]], description: Description) -> None:
    """Refuse lines that end before the first variable begins; spaces at their ends are often cut."""
    filled = max((len(cells[0]) for _, cells in rows), default=0)
    begins = min((variable.start for variable in description.variables), default=1)
    if rows and filled < begins:
        raise ResponsesError(
            Problem(
                where=name,
                found=f"lines of at most {filled} letters",
                expected=f"answers from place {begins} on, as the description says",
                mend="check that description and answers belong together",
            )
        )


def _decoded(content: bytes, encoding: str) -> str:
    for candidate in ("utf-8-sig", encoding, "cp1252"):
        with suppress(UnicodeError, LookupError):
            return content.decode(candidate).replace("\0", " ")
    return content.decode("latin-1").replace("\0", " ")


def _delimited(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    lines = csv.reader(lines_of(text), strict=True)
    start = 1
    try:
        for cells in lines:
            if any(map(str.strip, cells)):
                yield start, cells
            start = lines.line_num + 1
    except csv.Error as reason:
        raise ResponsesError(
            Problem(
                where=f"{name}, row {start}",
                found=str(reason),
                expected="cells with matching double quotes, separated by commas",
                mend="export the survey again",
            )
        ) from None


def _fields(
    variable: TripleSVariable, rows: Sequence[tuple[int, list[str]]], description: Description
) -> list[str]:
    """Return what each respondent's line holds at the place of a variable."""
    start = variable.start - 1
    if not description.csv:
        return [cells[0][start : variable.finish] for _, cells in rows]
    if variable.type == "multiple" and variable.subfields and variable.finish > variable.start:
        # Each code in a column of its own: brought to one text with places of equal width.
        width = variable.width
        return [
            "".join(cell.strip().rjust(width)[:width] for cell in cells[start : variable.finish])
            for _, cells in rows
        ]
    return [cells[start] if start < len(cells) else "" for _, cells in rows]


def _options(
    variable: TripleSVariable,
    cells: Sequence[str],
    rows: Sequence[tuple[int, list[str]]],
    name: str,
    problems: list[Problem],
) -> Options:
    """Return a multiple answer: one place an option with 0 or 1, or a list of codes."""
    labels = {code.value: code.label for code in variable.codes}
    by_number = {int(code): code for code in labels if CODE.fullmatch(code)}
    known: dict[str, set[str] | None] = {}
    for (number, _), cell in zip(rows, cells, strict=True):
        if cell in known:
            continue
        try:
            known[cell] = (
                _listed(cell, variable, by_number) if variable.subfields else _flagged(cell, by_number)
            )
        except ValueError:
            known[cell] = None
            problems.append(
                Problem(
                    where=f"{name}, row {number}, variable {variable.name}",
                    found=quoted(cell),
                    expected=f"codes of {len(labels)} options"
                    if variable.subfields
                    else "a 0 or a 1 for each option",
                    mend="check that description and answers belong together",
                )
            )
    return Options(variable.name, variable.label, labels, [known[cell] for cell in cells])


def _flagged(cell: str, by_number: dict[int, str]) -> set[str] | None:
    """Return the codes of places that hold a 1; the first place is code 1."""
    if not cell.strip():
        return None
    if set(cell) - set("01 "):
        raise ValueError
    chosen = {place for place, flag in enumerate(cell, 1) if flag == "1"}
    if chosen - set(by_number):
        raise ValueError
    return {by_number[place] for place in chosen}


def _listed(cell: str, variable: TripleSVariable, by_number: dict[int, str]) -> set[str] | None:
    """Return the codes that subfields list; 0 and blank list none."""
    if not cell.strip():
        return None
    width = variable.width
    parts = [cell[at : at + width].strip() for at in range(0, variable.subfields * width, width)]
    return {by_number[_code(part, by_number)] for part in parts if part.strip("0")}


def _code(part: str, by_number: dict[int, str]) -> int:
    if not CODE.fullmatch(part) or int(part) not in by_number:
        raise ValueError
    return int(part)


def _cell(cell: str, variable: TripleSVariable) -> str | None:
    text = cleaned(cell)
    if not text:
        return None
    if variable.type == "date":
        with suppress(ValueError):
            return dt.datetime.strptime(text, "%Y%m%d").date().isoformat()  # noqa: DTZ007 - a day has no zone
    if variable.type == "time" and re.fullmatch(r"[0-9]{6}", text):
        return f"{text[:2]}:{text[2:4]}:{text[4:]}"
    if variable.type == "logical":
        return {"T": "1", "Y": "1", "F": "0", "N": "0"}.get(text.upper(), text)
    if variable.type == "single" and text not in {code.value for code in variable.codes}:
        with suppress(ValueError):
            same = [code.value for code in variable.codes if float(code.value) == float(text)]
            return same[0] if same else text
    return text


def _hint(variable: TripleSVariable) -> Hint:
    kind: VariableType | None = None
    role: Role | None = None
    codes, scale = variable.codes, None
    missing: tuple[str, ...] = ()
    if variable.type == "quantity":
        kind = VariableType.NUMBER
        missing = _not_answers(variable)
        bounds = variable.range
        if bounds is not None and not variable.decimals and looks_like_ends(bounds.low, bounds.high):
            kind, scale = VariableType.LIKERT, bounds
    elif variable.type == "single":
        missing = tuple(code.value for code in codes if means_no_answer(code.label))
        answers = [code for code in codes if code.value not in missing]
        if anchored(answers):
            kind, scale = VariableType.LIKERT, bounds_of(answers)
        elif codes:
            kind = VariableType.CATEGORY
    elif variable.type == "logical":
        kind, codes = VariableType.CATEGORY, codes or YES_NO
    elif variable.type in {"date", "time"}:
        kind = VariableType.DATE if variable.type == "date" else VariableType.TEXT
    if variable.use == "weight" or (variable.type == "quantity" and variable.label.casefold() in CASE_WEIGHT):
        kind, role, scale = VariableType.NUMBER, Role.WEIGHT, None
    elif variable.use == "serial":
        role = Role.ID
    return Hint(question=variable.label, type=kind, role=role, codes=codes, missing=missing, scale=scale)


def _not_answers(variable: TripleSVariable) -> tuple[str, ...]:
    """Return labelled values outside of the range whose labels say that there is no answer."""
    return tuple(
        code.value
        for code in variable.codes
        if means_no_answer(code.label)
        and (variable.range is None or not _inside(code.value, variable.range.low, variable.range.high))
    )


def _inside(value: str, low: float, high: float) -> bool:
    try:
        return low <= float(value) <= high
    except ValueError:
        return False


def means_no_answer(label: str) -> bool:
    """Return whether a label of Triple-S means no answer, in the words of coders too."""
    return is_no_answer(label) or label.casefold().strip(". ") in NOT_STATED
