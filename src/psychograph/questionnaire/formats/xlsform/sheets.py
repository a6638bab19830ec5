"""The three sheets of an XLSForm, as rows of named cells; to and from the bytes of a spreadsheet."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from psychograph.errors import Problem, ResponsesError
from psychograph.questionnaire.formats.foreign.bounded import refuse_hostile_workbook, seen
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.responses.readers.apart import Decoded, decode

MOST_ROWS = 20_000  # of a sheet; the longest questionnaires ask some thousand questions
MOST_COLUMNS = 1_000
LONGEST_CELL = 32_767  # letters, the limit of XLSX
EXPECTED = "an XLSForm: a spreadsheet with the sheets survey and choices"
MEND = "save the form again as XLSX, with the columns type, name and label on its sheet survey"
MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # no clock: equal forms are equal bytes


@dataclass(frozen=True)
class Row:
    """A row of a sheet: its number as a spreadsheet shows it, and its cells that are not blank, by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns as they are written, and its rows without blank ones."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Form:
    """What the sheets of a form hold."""

    survey: Sheet
    choices: Sheet = field(default_factory=Sheet)
    settings: Sheet = field(default_factory=Sheet)


def sheet_of(rows: Sequence[Mapping[str, str]], first: Sequence[str]) -> Sheet:
    """Return a sheet of rows; columns are those of `first`, then all others as they come."""
    columns = list(dict.fromkeys([*first, *(column for row in rows for column in row)]))
    used = tuple(column for column in columns if column in first[:3] or any(row.get(column) for row in rows))
    filled = ({column: cell for column, cell in row.items() if cell} for row in rows)
    return Sheet(used, tuple(Row(number, row) for number, row in enumerate(filled, 2)))


def workbook(form: Form) -> bytes:
    """Return a form as a spreadsheet, equal bytes for equal forms. Every cell is text, no cell a formula."""
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": MADE})
        head = book.add_format({"bold": True})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for name, sheet in (("survey", form.survey), ("choices", form.choices), ("settings", form.settings)):
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            for across, column in enumerate(sheet.columns):
                page.write_string(0, across, column, head)
                page.set_column(across, across, 50 if column.startswith(("label", "hint")) else 22)
            for down, row in enumerate(sheet.rows, 1):
                for across, column in enumerate(sheet.columns):
                    if row[column]:
                        page.write_string(down, across, row[column], body)
    return buffer.getvalue()


def is_form(content: bytes) -> bool:
    """Return whether bytes are a workbook with a sheet named survey; cheap, never raises."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file, file.open("xl/workbook.xml") as part:
            head = part.read(200_000)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return False
    except Exception:  # noqa: BLE001 - zlib's errors have no base of their own that is worth an import
        return False
    return re.search(rb"""<(?:\w+:)?sheet\b[^>]*\bname\s*=\s*["']\s*survey\s*["']""", head, re.I) is not None


def form_of(name: str, content: bytes) -> Form:
    """Return the sheets of a form.

    Raises
    ------
    QuestionnaireError
        Where the file is damaged, too large, or holds no sheet `survey`.
    """
    refuse_hostile_workbook(name, content, expected=EXPECTED, mend=MEND)
    try:
        decoded = decode("sheets", name, content, expected=EXPECTED, mend=MEND)
    except ResponsesError as error:
        raise QuestionnaireError(
            *(Problem(one.where, one.found, EXPECTED, MEND) for one in error.problems)
        ) from None
    found: dict[str, Sheet] = {}
    for sheet_name, sheet in _sheets(name, decoded):
        found.setdefault(sheet_name.strip().lower(), sheet)
    if "survey" not in found:
        held = ", ".join(decoded.head["all"][:5]) or "none"
        raise QuestionnaireError(Problem(name, f"no sheet named survey (its sheets: {held})", EXPECTED, MEND))
    return Form(found["survey"], found.get("choices", Sheet()), found.get("settings", Sheet()))


def _sheets(name: str, decoded: Decoded) -> Iterator[tuple[str, Sheet]]:
    start = 0
    for told in decoded.head["sheets"]:
        columns = decoded.columns[start : start + told["columns"]]
        start += told["columns"]
        if told["rows"] > MOST_ROWS or told["columns"] > MOST_COLUMNS:
            raise QuestionnaireError(
                Problem(
                    f"{name}, sheet {told['name']}",
                    f"{told['rows']:,} rows and {told['columns']:,} columns",
                    f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns",
                    "look for stray cells far below or far to the right of the form",
                )
            )
        cells = [column.cells() for column in columns]
        yield told["name"], _sheet(list(zip(*cells, strict=True)) if cells else [])


def _sheet(rows: Sequence[Sequence[str | None]]) -> Sheet:
    """Return a sheet whose first row that is not blank holds the names of its columns."""
    start = next((at for at, row in enumerate(rows) if any(row)), None)
    if start is None:
        return Sheet()
    columns = [(at, column) for at, column in enumerate(rows[start]) if column]
    taken: dict[str, int] = {}
    for at, column in columns:
        taken.setdefault(column, at)
    filled = (
        Row(number, {column: seen(cell) for column, at in taken.items() if (cell := row[at]) is not None})
        for number, row in enumerate(rows[start + 1 :], start + 2)
        if any(row)
    )
    return Sheet(tuple(taken), tuple(row for row in filled if row.cells))
