"""Spreadsheets made to fill the memory, to read other files, or to be run."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from files_that_harm import damaged
from openpyxl import Workbook, load_workbook

from psychograph.errors import ResponsesError
from psychograph.responses.readers import apart, oversized, read_responses
from psychograph.responses.table import Table

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
CELL = '<table:table-cell office:value-type="string"{0}><text:p>{1}</text:p></table:table-cell>'


def book(*rows: tuple[object, ...]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    stored = io.BytesIO()
    made.save(stored)
    return stored.getvalue()


def with_part(content: bytes, part: str, change: dict[str, str]) -> bytes:
    """Return a packed file with words of one of its parts replaced."""
    stored = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for one in given.namelist():
            text = given.read(one)
            for old, new in change.items() if one == part else ():
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            made.writestr(one, text)
    return stored.getvalue()


def ods(rows: str, *, head: str = "", more: str = "") -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        manifest = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        made.writestr("META-INF/manifest.xml", f"<manifest:manifest {manifest}></manifest:manifest>")
        made.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{head}<office:document-content {NAMES}><office:body><office:spreadsheet>'
            f'<table:table table:name="S">{rows}</table:table>{more}'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return stored.getvalue()


def row(*cells: str, repeated: str = "") -> str:
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def plain(*texts: str) -> str:
    return row(*(CELL.format("", text) for text in texts))


def read(folder: Path, content: bytes) -> Table:
    (folder / "a.xlsx").write_bytes(content)
    return read_responses(folder / "a.xlsx").responses.table


def refused(folder: Path, content: bytes) -> str:
    with pytest.raises(ResponsesError) as found:
        read(folder, content)
    return str(found.value)


def packed_by_hand(parts: list[tuple[str, int, int, int]], streams: bytes) -> bytes:
    """Return a zip whose directory names parts as told: name, offset, packed size, stated size."""
    directory = b"".join(
        struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, packed, stated, len(name), 0, 0, 0, 0, 0, at,
        )
        + name.encode()
        for name, at, packed, stated in parts
    )  # fmt: skip
    count = len(parts)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(streams), 0)
    return streams + directory + end


def stream(content: bytes) -> bytes:
    """Return one packed part with the head that stands before it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    head = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(packed), len(content), 0, 0)
    return head + packed


def test_parts_that_share_their_bytes_are_counted_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oversized, "MOST_UNPACKED", 20_000_000)
    shared = stream(bytes(1_000_000))
    parts = [(f"xl/worksheets/sheet{number}.xml", 0, len(shared) - 30, 1_000_000) for number in range(25)]
    content = packed_by_hand(parts, shared)
    assert len(content) < 10_000
    assert "more than 20,000,000 bytes when unpacked" in refused(tmp_path, content)


def test_a_stated_size_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oversized, "MOST_UNPACKED", 2_000_000)
    whole = stream(bytes(3_000_000))
    content = packed_by_hand([("xl/worksheets/sheet1.xml", 0, len(whole) - 30, 10)], whole)
    assert "when unpacked" in refused(tmp_path, content)


@pytest.mark.parametrize("space", ["", " ", "\n"])
def test_a_stray_cell_is_found_however_it_is_written(space: str, tmp_path: Path) -> None:
    content = with_part(
        book(("id", "q"), ("a", 1)), "xl/worksheets/sheet1.xml", {' r="B2"': f' r{space}={space}"XFD1048576"'}
    )
    assert "1,048,576 rows and 16,384 columns" in refused(tmp_path, content)


def test_repeated_cells_are_counted_before_they_are_made(tmp_path: Path) -> None:
    down, across = ' table:number-rows-repeated="1048576"', ' table:number-columns-repeated="16384"'
    everywhere = row(CELL.format(across, "x"), repeated=down)
    assert "1,048,577 rows and 16,385 columns" in refused(tmp_path, ods(plain("id", "q") + everywhere))
    many = plain("id", "q") + row(*[CELL.format(across, "x")] * 2_000)
    assert "columns" in refused(tmp_path, ods(many))


def test_blank_cells_repeated_to_the_end_of_the_sheet_are_what_every_program_writes(tmp_path: Path) -> None:
    rest = '<table:table-cell table:number-columns-repeated="16382"/>'
    empty = row(
        '<table:table-cell table:number-columns-repeated="16384"/>',
        repeated=' table:number-rows-repeated="1048573"',
    )
    rows = (
        plain("id", "q").replace("</table:table-row>", rest + "</table:table-row>")
        + plain("a", "1")
        + plain("b", "2")
    )
    second = f'<table:table table:name="T">{plain("x") * 30}</table:table>'
    assert read(tmp_path, ods(rows + empty, more=second)).columns == {"id": ("a", "b"), "q": ("1", "2")}


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:/etc/passwd">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "content.xml"]
)
def test_entities_are_refused_in_every_part(part: str, declared: str, tmp_path: Path) -> None:
    if part == "content.xml":
        content = ods(plain("id", "q") + plain("a", "&b;"), head=declared)
    else:
        first = {"xl/worksheets/sheet1.xml": "<worksheet", "xl/workbook.xml": "<workbook "}.get(
            part, "<Types"
        )
        content = with_part(book(("id", "q"), ("a", 1)), part, {first: declared + first})
    said = refused(tmp_path, content)
    assert "XML that declares entities" in said
    assert "root:" not in said


def test_a_formula_is_never_run_and_its_stored_result_is_read(tmp_path: Path) -> None:
    content = with_part(
        book(("id", "q", "r"), ("a", "=1+1", "=2+2"), ("b", 5, '=WEBSERVICE("http://127.0.0.1:9")')),
        "xl/worksheets/sheet1.xml",
        {"<f>1+1</f><v />": "<f>1+1</f><v>4711</v>"},
    )
    table = read(tmp_path, content)
    assert table.columns == {"id": ("a", "b"), "q": ("4711", "5"), "r": (None, None)}
    assert table.notes[0].startswith("2 cells hold a formula without a stored result")


def test_a_sheet_without_formulas_has_no_note(tmp_path: Path) -> None:
    assert read(tmp_path, book(("id", "q"), ("a", 1), ("b", None))).notes == ()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps to a limit of addresses")
def test_one_long_text_in_very_many_cells_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_MEMORY", 500_000_000)
    long = "x" * 32_000
    assert len(read(tmp_path, book(("id", "said"), *((str(number), long) for number in range(9))))) == 9
    cells = "".join(
        f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c></row>' for number in range(2, 40_000)
    )
    content = with_part(book(("id",)), "xl/worksheets/sheet1.xml", {"</sheetData>": f"{cells}</sheetData>"})
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{long}</t></si></sst>'
    )
    content = with_part(
        content, "xl/_rels/workbook.xml.rels",
        {"</Relationships>": '<Relationship Id="rS" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
         'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'},
    )  # fmt: skip
    stored = io.BytesIO(content)
    with zipfile.ZipFile(stored, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/sharedStrings.xml", strings)
    assert len(stored.getvalue()) < 1_000_000
    assert "memory when unpacked" in refused(tmp_path, stored.getvalue())


@pytest.mark.parametrize("packed", [True, False])
def test_damaged_workbooks_are_read_or_refused(packed: bool, tmp_path: Path) -> None:
    content = book(*((f"r{number}", number, 1.5, True, None, "=1+1") for number in range(30)))
    if not packed:
        stored = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(stored, "w") as made:
            for one in given.namelist():
                made.writestr(one, given.read(one))
        content = stored.getvalue()
    outcomes = set()
    for made in damaged(content, 100, seed=2):
        try:
            read(tmp_path, made)
        except ResponsesError:
            outcomes.add("refused")
        else:
            outcomes.add("read")
    assert "refused" in outcomes
    assert packed or "read" in outcomes


def test_what_openpyxl_writes_is_what_was_meant(tmp_path: Path) -> None:
    # The helper that changes parts must leave a workbook that others can open.
    changed = with_part(book(("id", "q"), ("a", 1)), "xl/worksheets/sheet1.xml", {"<v>1</v>": "<v>2</v>"})
    assert load_workbook(io.BytesIO(changed)).active["B2"].value == 2


@pytest.mark.parametrize("content", [b"PK\3\4", b"PK\3\4" + bytes(900), b"\xd0\xcf\x11\xe0" + bytes(2_000)])
def test_what_only_begins_as_a_spreadsheet_is_refused(content: bytes, tmp_path: Path) -> None:
    assert "spreadsheet" in refused(tmp_path, content)
