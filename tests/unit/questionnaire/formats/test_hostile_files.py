"""Whatever is named as a questionnaire: taken with its losses, or refused in words, in bounded memory."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from files_that_harm import damaged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peak_memory import kilobytes_taken
from strange_values import changed_values

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign import bounded
from psychograph.questionnaire.formats.foreign.bounded import (
    bounded_json,
    bounded_text,
    bounded_xml,
    refuse_hostile_workbook,
    refuse_many,
    seen,
)
from psychograph.questionnaire.formats.format import Format, QuestionnaireError, Taken
from psychograph.questionnaire.formats.probe import probe
from psychograph.questionnaire.formats.recognise import recognise
from psychograph.questionnaire.formats.register import MODULES, format_named
from psychograph.questionnaire.model import FreeText, Page, Question, Questionnaire

SAMPLES = Path(__file__).parent / "samples"
patient = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


READ = tuple(name for name in MODULES if format_named(name).read is not None)


def readable(name: str) -> Format:
    found = format_named(name)
    assert found.read is not None
    return found


@cache
def small(name: str) -> bytes:
    """A valid file of a format: the probe, or what stands in the tests where the format is not written."""
    found = readable(name)
    if found.write is None:
        return (SAMPLES / f"{name}{found.suffix}").read_bytes()
    return next(iter(found.write(probe()).files.values()))


@cache
def smallest(name: str) -> bytes:
    """A valid file with one question."""
    found = readable(name)
    if found.write is None:
        return small(name)
    page = Page("p", (Question("why", Translated("Why?"), FreeText()),))
    return next(iter(found.write(Questionnaire(Translated("t"), (page,))).files.values()))


# What was written before: most changes to a file make no other questionnaire, and writing takes long.
WRITTEN: set[tuple[str, str]] = set()


def taken_or_refused(found: Format, content: bytes) -> Taken | None:
    """Read a file: what comes back can be written, what does not is refused in words."""
    assert found.read is not None
    try:
        taken = found.read(f"a{found.suffix}", content)
    except QuestionnaireError as reason:
        problems = reason.problems
    else:
        problems = ()
        assert all(loss.where and loss.what and loss.instead for loss in taken.losses)
        assert list(taken.questionnaire.questions)
        told = (found.name, repr(taken.questionnaire))
        if found.write is not None and told not in WRITTEN:
            found.write(taken.questionnaire)
            WRITTEN.add(told)
        return taken
    assert problems
    for problem in problems:
        assert problem.where
        assert problem.found
        assert problem.expected
        assert problem.mend
        assert len(str(problem)) < 2_000
    return None


def is_packed(found: Format) -> bool:
    return found.suffix == ".xlsx"


# Files cut short, and bytes that were turned


@pytest.mark.parametrize("name", READ)
def test_a_file_cut_short_at_any_place(name: str) -> None:
    found, content = readable(name), smallest(name)
    assert taken_or_refused(found, content) is not None
    for length in range(0, len(content), 1 + len(content) // 4_000):
        taken_or_refused(found, content[:length])


@pytest.mark.parametrize("name", READ)
def test_damaged_files(name: str) -> None:
    found = readable(name)
    for content in damaged(small(name), 30 if is_packed(found) else 400, seed=6, keep=1):
        taken_or_refused(found, content)
        assert found.recognises is not None
        found.recognises(content)


@pytest.mark.parametrize("name", READ)
def test_any_bytes_at_all(name: str) -> None:
    found = readable(name)
    start = small(name)[:40]

    @patient
    @given(st.one_of(st.binary(), st.binary().map(lambda rest: start + rest), st.text().map(str.encode)))
    def hold(content: bytes) -> None:
        taken_or_refused(found, content)
        assert found.recognises is not None
        found.recognises(content)

    hold()


# Files that are whole, with something else in one place


def changed_xml(content: bytes) -> Iterator[bytes]:
    """Yield XML with one element after another left out, repeated, emptied, or with a strange attribute."""
    count = sum(1 for _ in ET.fromstring(content).iter())  # noqa: S314 - our own file
    strange = ["", "__proto__", "x" * 3_000, "-1", "1e999", "99999999999999999999", "=1+1", "a\tb\nc", "<b>"]
    for at in range(1, count):
        for way in range(4):
            root = ET.fromstring(content)  # noqa: S314 - our own file
            parents = {child: parent for parent in root.iter() for child in parent}
            one = [*root.iter()][at]
            if way == 0:
                parents[one].remove(one)
            elif way == 1:
                parents[one].append(copy.deepcopy(one))
            elif way == 2:
                one.text = strange[at % len(strange)]
                for child in [*one]:
                    one.remove(child)
            else:
                for key in one.keys() or ["type"]:
                    one.set(key, strange[(at + len(key)) % len(strange)])
            yield ET.tostring(root)


def changed_lines(content: bytes) -> Iterator[bytes]:
    """Yield a text with one line after another left out, repeated, or with one cell replaced."""
    lines = content.split(b"\n")
    strange = [
        b"",
        b"__proto__",
        b"x" * 3_000,
        b"-1",
        b"1e999",
        b'"',
        b"\t",
        b"[[",
        b"((((",
        b"=1+1",
        b"\xff",
        b"NAN",
    ]
    for at, line in enumerate(lines):
        yield b"\n".join(lines[:at] + lines[at + 1 :])
        yield b"\n".join([*lines[:at], line, line, *lines[at + 1 :]])
        cells = line.split(b"\t")
        # Every other cell: lines of one kind stand below each other, so that each column has its turn.
        for place in range(at % 2, len(cells), 2):
            cell = strange[(at + place // 2) % len(strange)]
            made = b"\t".join([*cells[:place], cell, *cells[place + 1 :]])
            yield b"\n".join([*lines[:at], made, *lines[at + 1 :]])


def changed_workbook(content: bytes) -> Iterator[bytes]:
    """Yield a workbook with rows of a sheet left out, sheets left out, or cells replaced."""
    import openpyxl

    strange: list[Any] = [
        None,
        "",
        "__proto__",
        "x" * 3_000,
        -1,
        1e300,
        True,
        "=1+1",
        "${",
        "begin_group",
        "end_repeat",
    ]
    names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    for sheet in names:
        for at in range(14):
            book = openpyxl.load_workbook(io.BytesIO(content))
            page = book[sheet]
            if at == 0:
                book.remove(page)
            elif at == 1:
                page.delete_rows(1)
            elif at == 2:
                page.delete_cols(1)
            else:
                for row in range(2, page.max_row + 1, 3):
                    column = 1 + (row + at) % page.max_column
                    page.cell(row, column).value = strange[(row + at) % len(strange)]
            saved = io.BytesIO()
            book.save(saved)
            yield saved.getvalue()


def kind(content: bytes) -> str:
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return {b"{": "json", b"<": "xml", b"P": "workbook"}.get(start[:1], "lines")


def of_kind(wanted: str) -> list[str]:
    """Formats that can be read and are of one kind; at least one."""
    found = [name for name in READ if kind(small(name)) == wanted]
    assert found
    return found


@pytest.mark.parametrize("name", READ)
def test_one_thing_after_another_is_not_what_it_should_be(name: str) -> None:
    found, content = readable(name), small(name)
    ways: dict[str, Callable[[bytes], Iterator[bytes]]] = {
        "json": lambda whole: (
            json.dumps(one).encode() for one in changed_values(json.loads(whole), every=8)
        ),
        "xml": changed_xml,
        "lines": changed_lines,
        "workbook": changed_workbook,
    }
    tried = 0
    for made in ways[kind(content)](content):
        taken_or_refused(found, made)
        tried += 1
    assert tried > 20


# Attacks that are known by name

OUTSIDE = "what stands in a file of this machine"
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%s;" % (str(n - 1).encode() if n > 1 else b"") * 10) for n in range(1, 10)
)


def in_xml(found: Format, doctype: bytes, reference: bytes) -> bytes:
    """A file of a format with a document type of its own, and a reference in its first text."""
    whole = small(found.name)
    declaration, _, rest = whole.partition(b"?>")
    assert declaration.startswith(b"<?xml")
    head, sign, tail = rest.partition(b"</")
    assert sign
    return declaration + b"?>" + doctype + head + reference + sign + tail


@pytest.mark.parametrize("name", of_kind("xml"))
def test_xml_that_grows_or_reads_other_files(name: str, tmp_path: Path) -> None:
    found = readable(name)
    secret = tmp_path / "secret.txt"
    secret.write_text(OUTSIDE)
    attacks = [
        (LAUGHS + b"]>", b"&a9;"),
        (f"<!DOCTYPE x [<!ENTITY f SYSTEM '{secret.as_uri()}'>]>".encode(), b"&f;"),
        (f"<!DOCTYPE x [<!ENTITY % f SYSTEM '{secret.as_uri()}'> %f;]>".encode(), b""),
        (b"<!DOCTYPE x [<!ENTITY f SYSTEM 'http://127.0.0.1:9/f'>]>", b"&f;"),
        (b"<!DOCTYPE x [<!ATTLIST value code CDATA '1'>]>", b""),
        (b"", b"&unknown;"),
    ]
    for doctype, reference in attacks:
        assert taken_or_refused(found, in_xml(found, doctype, reference)) is None
    # A document type that is only named is passed over, and what stands outside is never read.
    named = taken_or_refused(found, in_xml(found, f"<!DOCTYPE x SYSTEM '{secret.as_uri()}'>".encode(), b""))
    assert named is not None
    assert OUTSIDE not in repr(named)


def refusals(found: Format, content: bytes) -> str:
    assert found.read is not None
    with pytest.raises(QuestionnaireError) as reason:
        found.read("a", content)
    return str(reason.value)


@pytest.mark.parametrize("name", of_kind("json"))
def test_json_without_end(name: str) -> None:
    found, whole = readable(name), small(name)
    start = whole.rstrip()[:-1]
    for more, said in (
        (b',"x":' + b"[" * 100_000, "deep"),
        (b',"x":' + b'{"a":' * 100_000, "deep"),
        (b',"x":NaN}', "NaN"),
        (b',"x":-Infinity}', "Infinity"),
        (b',"x":1e999}', "too large"),
        (b',"x":' + b"9" * 5_000 + b"}", "5,000 digits"),
        (b',"x":[' + b"1," * 1_100_000 + b"1]}", "values"),
        (b',"x":1,"x":2}', "twice"),
        (b',"x":"', "ends early"),
    ):
        assert said in refusals(found, start + more)


def workbook(parts: dict[str, bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as file:
        for part, content in parts.items():
            file.writestr(part, content)
    return saved.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {part.filename: file.read(part) for part in file.infolist()}


@pytest.mark.parametrize("name", of_kind("workbook"))
def test_workbooks_that_would_fill_the_memory(name: str) -> None:
    found = readable(name)
    parts = unpacked(small(name))
    sheet = next(part for part in parts if part.endswith("sheet1.xml"))
    cell = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
    stray = parts[sheet].replace(b"</sheetData>", b'<row r="1048576">' + cell + b"</row></sheetData>")
    assert stray != parts[sheet]
    for changed, said in (
        ({**parts, "xl/bomb.xml": b" " * 150_000_000}, "when unpacked"),
        ({**parts, sheet: stray}, "1,048,576 rows"),
        ({**parts, sheet: LAUGHS + b"]>" + parts[sheet]}, "entities"),
        ({sheet: parts[sheet]}, ""),
        ({}, ""),
    ):
        assert said in refusals(found, workbook(changed))


# Whole files that are far too large, each read by a process of its own whose memory is measured.

MEASURED = """
import sys
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.formats.register import format_named
try:
    format_named(sys.argv[1]).read("a", sys.stdin.buffer.read())
except QuestionnaireError:
    pass
"""
MOST_MEMORY = 1_500_000  # kilobytes; a file of 20 megabytes is refused, or read in far less


def endless(found: Format) -> Iterator[bytes]:
    """Yield files of a format that are just not refused by their size: one text, or very many parts."""
    whole = small(found.name)
    long = b"x" * 10_000_000
    match kind(whole):
        case "json":
            yield whole.replace(b"Tea is tradition.", long)
            yield whole.replace(b"Tea is tradition.", b"{a} " * 2_500_000)
            yield whole.replace(b"Tea is tradition.", b"<b>" * 3_000_000)
            yield whole.replace(b"Tea is tradition.", b"<" * 10_000_000)
            first = whole.index(b"[") + 1
            yield whole[:first] + b'{"type":"text","name":"a"},' * 60_000 + whole[first:]
            yield whole[:first] + b"0," * 900_000 + whole[first:]
        case "xml":
            text = whole.index(b"</", len(whole) // 2)
            yield whole[:text] + long + whole[text:]
            for part, inside in (
                (b"<value ", b'<value code="7"/>'),
                (b"<variable ", b"<variable/>"),
                (b"<row>", b"<row/>"),
                (b"<row>", b"<row><qid>7</qid><title>q</title><type>T</type></row>"),
            ):
                if part in whole:
                    at = whole.index(part)
                    yield whole[:at] + inside * 150_000 + whole[at:]
            if b"<value " in whole:
                at = whole.index(b"<value ")
                values = b"".join(b'<value code="%d"/>' % n for n in range(10, 150_000))
                yield whole[:at] + values + whole[at:]
        case "lines":
            yield whole + long
            yield whole + b"\t" * 10_000_000
            yield whole + b"\n" * 10_000_000
            yield whole + b"\n".join(b"%d" % n for n in range(900_000))
            yield b"\t".join(b"c%d" % n for n in range(1_000_000)) + b"\n" + whole
            lines = whole.splitlines(keepends=True)
            yield b"".join(lines[:1] + lines[1:] * (15_000_000 // len(whole)))
        case "workbook":
            parts = unpacked(whole)
            sheet = next(part for part in parts if part.endswith("sheet1.xml"))
            row = b"<row>" + b'<c t="inlineStr"><is><t>x</t></is></c>' * 20_000 + b"</row>"
            yield workbook(
                {**parts, sheet: parts[sheet].replace(b"</sheetData>", row * 100 + b"</sheetData>")}
            )
            text = b'<row><c t="inlineStr"><is><t>' + long + b"</t></is></c></row></sheetData>"
            yield workbook({**parts, sheet: parts[sheet].replace(b"</sheetData>", text)})


@pytest.mark.parametrize("name", READ)
def test_enormous_files_take_bounded_memory(name: str) -> None:
    for content in endless(readable(name)):
        assert kilobytes_taken(MEASURED, [name], given=content) < MOST_MEMORY


# The layer that all readers share

SAID = {"expected": "a survey", "mend": "export it again"}


def said_of(read: Callable[..., object], content: bytes) -> tuple[str, str]:
    with pytest.raises(QuestionnaireError) as reason:
        read("a", content, **SAID)
    (problem,) = reason.value.problems
    assert (problem.expected, problem.mend) == (SAID["expected"], SAID["mend"])
    return problem.where, problem.found


@pytest.mark.parametrize(
    ("content", "where", "found"),
    [
        (b'{"a": 1,\n "b": [1, 2', "a, line 2, column 12", "a file that ends early"),
        (b'{"a": 1,\n "b": "x', "a, line 2, column 7", "a file that ends early"),
        (b'{"a": 1,\n "b" 2}', "a, line 2, column 6", "no JSON"),
        (b"[1] [2]", "a, line 1, column 5", "no JSON"),
        (b" \n ", "a", "an empty file"),
        (b"[" * 101 + b"]" * 101, "a", "100 deep"),
        (b'{"a": {"b": 1, "b": 2}}', "a", "the key 'b' twice"),
        (b"\x00\x01\x02", "a", "bytes that are not text"),
        ("[1]".encode("utf-16-le"), "a", "bytes that are not text"),
        (b'"' + b"x" * 20_000_001, "a", "20 megabytes"),
    ],
)
def test_json_is_refused_with_its_place(content: bytes, where: str, found: str) -> None:
    assert said_of(bounded_json, content)[0] == where
    assert found in said_of(bounded_json, content)[1]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"[" * 100 + b"]" * 100, None),
        ("\ufeff[1]".encode(), [1]),
        ("[1]".encode("utf-16"), [1]),
        (b'{"a\\u0000": "\\ud800x\\r\\ny"}', {"a": "x\ny"}),
        (b'["[[[[{{", "\\"["]', ["[[[[{{", '"[']),
        (b'{"__proto__": 1.5, "constructor": -7}', {"__proto__": 1.5, "constructor": -7}),
        ('["Köln"]'.encode("cp1252"), ["Köln"]),
    ],
)
def test_json_that_is_read(content: bytes, value: object) -> None:
    read = bounded_json("a", content, **SAID)
    assert value is None or read == value


@pytest.mark.parametrize(
    ("content", "where", "found"),
    [
        (b"<a>\n<b></a>", "a, line 2, column 6", "no XML (mismatched tag)"),
        (b"<a>\n<b>", "a, line 2, column 4", "a file that ends early"),
        (b"<a", "a, line 1, column 1", "a file that ends early"),
        (b"", "a", "an empty file"),
        (b"<a>&x;</a>", "a, line 1, column 4", "undefined entity"),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "a", "declarations inside of its document type"),
        (b"<a>" * 101 + b"</a>" * 101, "a", "100 deep"),
        (b"<?xml version='1.0' encoding='moon'?><a/>", "a", "unknown encoding"),
        (b"<a>\x00</a>", "a, line 1, column 4", "no XML"),
    ],
)
def test_xml_is_refused_with_its_place(content: bytes, where: str, found: str) -> None:
    assert said_of(bounded_xml, content)[0] == where
    assert found in said_of(bounded_xml, content)[1]


def test_xml_of_very_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_VALUES", 1_000)
    assert said_of(bounded_xml, b"<a>" + b"<b/>" * 999 + b"<b c='1'/></a>")[1] == "more than 1,000 elements"
    assert len(bounded_xml("a", b"<a>" + b"<b/>" * 999 + b"</a>", **SAID)) == 999


def test_xml_that_is_read() -> None:
    content = (
        "<?xml version='1.0' encoding='ISO-8859-1'?><!DOCTYPE a SYSTEM 'a.dtd'><a b='1\x95'>Köln\x85</a>"
    )
    root = bounded_xml("a", content.encode("latin-1"), **SAID)
    assert (root.get("b"), root.text) == ("1", "Köln\n")


def test_text_in_any_encoding() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert bounded_text("a", "Größe\r\n€\r".encode(encoding), **SAID) == "Größe\n€\n"
    assert said_of(bounded_text, b"\n" * 1_000_002) == ("a", "an empty file")
    assert said_of(bounded_text, b"a" + b"\n" * 1_000_002)[1] == "more than 1,000,000 lines"


def test_letters_that_nobody_sees() -> None:
    assert seen("a\x00b\x1bc\x7f\x9f\ud800\ufeff\uffffd") == "abcd"
    assert seen("a\u2028b\x85c\rd\r\ne\tf") == "a\nb\nc\nd\ne\tf"
    assert seen("مرحبا 👨‍👩‍👧 e\u0301") == "مرحبا 👨‍👩‍👧 e\u0301"


def test_workbooks_that_are_none() -> None:
    for content, found in (
        (b"PK\3\4 and no more", "damaged"),
        (b"<html/>", "no XLSX"),
        (b"PK" + b"x" * 20_000_000, "20 megabytes"),
    ):
        assert found in said_of(refuse_hostile_workbook, content)[1]
    refuse_hostile_workbook("a", workbook({"a.xml": b"<a/>"}), **SAID)


def test_more_than_any_questionnaire_has() -> None:
    refuse_many("a", 10_000, "questions")
    with pytest.raises(QuestionnaireError, match="10,001 questions"):
        refuse_many("a", 10_001, "questions")


def test_surveyjs_elements_are_counted_before_they_are_read() -> None:
    """A hundred thousand of one name took minutes to rename."""
    loose = '{"type": "text", "name": "q"}'
    panel = '{"type": "panel", "elements": [' + ",".join([loose] * 5_000) + "]}"
    survey = '{"pages": [{"elements": [' + ",".join([panel] * 2) + "]}]}"
    with pytest.raises(QuestionnaireError, match="10,003 pages, panels and questions"):
        format_named("surveyjs").read("a.json", survey.encode())


# Which format a file is


def test_every_format_is_recognised_and_taken_for_no_other() -> None:
    for name in MODULES:
        found = format_named(name)
        if found.read is not None:
            assert recognise("no suffix", small(name)) is found
            assert recognise("no suffix", smallest(name)) is found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\3\4", "a packed file"),
        (b"<!DOCTYPE HTML><html>", "a web page"),
        (b"<svg/>", "XML, and no survey"),
        (b'{"a": 1}', "JSON, and no survey"),
        (b"$FL2@(#)", "answers (SPSS)"),
        (b"id,age\n1,2\n", "a text, and no survey"),
        (b"title: Tea\npages: []\n", "needs no import"),
        (b"\x00\x01", "bytes that are not text"),
        (b"<sss " + b" " * 20_000_000, "20 megabytes"),
    ],
)
def test_what_no_tool_writes_is_refused(content: bytes, found: str) -> None:
    with pytest.raises(QuestionnaireError) as reason:
        recognise("a.txt", content)
    (problem,) = reason.value.problems
    assert found in problem.found
    assert "Triple-S 2.0" in problem.expected
    assert "XLSForm" in problem.expected
