"""Whatever is named as a file of answers: a clear message, in bounded memory, and nothing written."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from files_that_harm import damaged

from psychograph.cli.main import main
from psychograph.codebook.codebook import Code, Codebook, Scale, Variable, VariableType
from psychograph.codebook.files import codebook_json, read_codebook
from psychograph.errors import ResponsesError
from psychograph.responses import grid
from psychograph.responses.readers import delimited, read_responses

BEGINNINGS = (
    b"",
    b"$FL2",
    b"$FL3",
    b"PAR1",
    b"PK\3\4",
    b"\xd0\xcf\x11\xe0",
    b"<sss>",
    b"\xff\xfe",
    b"id,q\n",
    b"\x1f\x8b",
)


def refused(path: Path) -> str:
    with pytest.raises(ResponsesError) as found:
        read_responses(path)
    assert all(
        problem.where and problem.found and problem.expected and problem.mend
        for problem in found.value.problems
    )
    return str(found.value)


def made(folder: Path, content: bytes, name: str = "a.csv") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


TEXTS = {
    "nothing": (b"", "an empty file"),
    "only space": (b" \n\t\n ", "an empty file"),
    "only marks of byte order": (b"\xef\xbb\xbf\n", "no header"),
    "only separators": (b",,,\n,,,\n", "no header"),
    "a header": (b"id,q\n", "a header and no answers"),
    "NUL bytes": (b"id,q\na\0,1\n", "bytes that are not text"),
    "UTF-16 without its mark": ("id,q\na,1\n".encode("utf-16-le"), "bytes that are not text"),
    "UTF-16 cut in a letter": ("id,q\na,1\n".encode("utf-16")[:-1], "bytes that are not text"),
    "a page": (b"<!DOCTYPE html><html></html>", "a web page or XML"),
    "a million columns": (b",".join(b"q%d" % n for n in range(1_000_000)) + b"\n1\n", "1,000,000 columns"),
    "a cell without end": (b'id,q\na,"' + b"x" * 200_000 + b'"\n', f"{csv.field_size_limit():,} characters"),
    "a quote without end": (b'id,q\na,"1\nb,2\n', "never closed"),
    "a packed file": (b"\x1f\x8b" + bytes(50), "a compressed file"),
    "a Stata file": (b"<stata_dta><header>", "a Stata file"),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_what_is_no_table_is_refused(case: str, tmp_path: Path) -> None:
    content, said = TEXTS[case]
    assert said in refused(made(tmp_path, content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-mark", "cp1252"])
def test_every_encoding_of_a_table_gives_the_same_cells(encoding: str, tmp_path: Path) -> None:
    text = "id,Stadt\na,Köln\nb,Münster … „alt“\n"
    content = (
        b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-mark" else text.encode(encoding)
    )
    assert read_responses(made(tmp_path, content)).responses.table.columns["Stadt"] == (
        "Köln",
        "Münster … „alt“",
    )


def test_more_lines_or_cells_than_any_survey_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (grid, delimited):
        monkeypatch.setattr(module, "MOST_CELLS", 1_000)
    assert len(read_responses(made(tmp_path, b"q,r\n" + b"1,2\n" * 400)).responses) == 400
    for content in (b"q,r\n" + b"1,2\n" * 600, b"q,r\n" + b"\n" * 1_100 + b"1,2\n"):
        assert "more than 1,000 cells" in refused(made(tmp_path, content))


def test_a_file_of_two_gigabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(2_000_000_000)
    assert "a file of more than 200 megabytes" in refused(tmp_path / "a.csv")


def test_a_folder_and_an_absent_file_are_named(tmp_path: Path) -> None:
    assert "directory" in refused(tmp_path).lower() or os.name == "nt"
    assert "no such file" in refused(tmp_path / "none.csv")
    assert "no such file" in refused(Path("a\0b.csv"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_beside_a_file_is_never_opened(tmp_path: Path) -> None:
    # Files that lie beside the named one are looked at: a description, syntax, a codebook.
    os.mkfifo(tmp_path / "a.sss")
    os.mkfifo(tmp_path / "a.sps")
    assert len(read_responses(made(tmp_path, b"id,q\na,1\nb,2\n")).responses) == 2


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read every file"
)
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = made(tmp_path, b"id,q\na,1\n")
    path.chmod(0)
    assert "ermission" in refused(path)


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_random_bytes_are_refused_and_nothing_is_written(
    beginning: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = random.Random(len(beginning))  # noqa: S311 - damage, no secret
    path = made(tmp_path, beginning + draw.randbytes(3_000))
    with pytest.raises(SystemExit) as ended:
        main(["responses", "import", str(path), "--out", str(tmp_path / "out")])
    printed = capsys.readouterr()
    assert ended.value.code == 2
    assert "found " in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps to a limit of addresses")
def test_a_large_table_is_read_within_a_limit_of_memory(tmp_path: Path) -> None:
    row = ",".join(str(1 + place % 5) for place in range(200))
    header = ",".join(f"q{place // 10}_{place % 10}" for place in range(200))
    made(tmp_path, (header + "\n" + f"{row}\n" * 25_000).encode())
    script = (
        "import resource, sys; from pathlib import Path; from psychograph import read_responses;"
        "resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000));"
        "print(len(read_responses(Path(sys.argv[1])).responses))"
    )
    # 5 million answers, 10 MB on disk, in a gigabyte of addresses together with Python and NumPy.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.csv")],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.stdout.strip() == "25000", done.stderr


GOOD = 'id;Age;Stadt;Said\na;31;Köln;"two\nlines"\nb;4,5;Bonn;=1+1\nc;;Ulm;\n'.encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_damaged_tables_are_read_or_refused(encoding: str, tmp_path: Path) -> None:
    outcomes = set()
    for content in damaged(GOOD.decode().encode(encoding), 150, seed=3, keep=1):
        try:
            found = read_responses(made(tmp_path, content)).responses
        except ResponsesError:
            outcomes.add("refused")
        else:
            outcomes.add("read")
            assert all(len(found.numbers(name)) == len(found) for name in found.codebook.names)
    assert outcomes == {"read", "refused"}


def test_damaged_codebooks_are_read_or_refused(tmp_path: Path) -> None:
    book = Codebook(
        (
            Variable("q", VariableType.LIKERT, codes=(Code("1", "No"), Code("2", "Yes")), scale=Scale(1, 2)),
            Variable("n", VariableType.NUMBER, missing=("-9",), missing_range=(90, float("inf"))),
        )
    )
    path = tmp_path / "codebook.json"
    path.write_text(codebook_json(book), "utf-8")
    assert read_codebook(path) == book
    outcomes = set()
    for content in damaged(path.read_bytes(), 300, seed=8, keep=1):
        path.write_bytes(content)
        try:
            read_codebook(path)
        except ResponsesError:
            outcomes.add("refused")
        else:
            outcomes.add("read")
    assert "refused" in outcomes


CODEBOOKS = {
    "a number without end": (b'{"codebook": ' + b"9" * 6_000 + b"}", "number out of range"),
    "a long number": (b'{"variables": [{"name": "q", "type": ' + b"9" * 4_000 + b"}]}", "'999"),
    "lists without end": (b'{"variables": ' + b"[" * 100_000, "recursion limit"),
    "no object": (b"[]", "should be an object"),
    "a format to come": (b'{"codebook": 2, "variables": []}', "1"),
    "bounds in the wrong order": (
        b'{"variables": [{"name": "q", "type": "likert", "scale": [5, 1]}]}',
        "the lower bound comes first",
    ),
    "bounds without end": (
        b'{"variables": [{"name": "q", "type": "likert", "scale": ["inf", "nan"]}]}',
        "finite",
    ),
    "two of a name": (
        b'{"variables": [{"name": "q", "type": "text"}, {"name": "q", "type": "text"}]}',
        "two variables of this name",
    ),
    "bytes": (b"\xff\xfe\x00", "not UTF-8"),
    "nothing": (b"", "EOF"),
}  # fmt: skip


@pytest.mark.parametrize("case", CODEBOOKS)
def test_what_is_wrong_with_a_codebook_is_said(case: str, tmp_path: Path) -> None:
    content, said = CODEBOOKS[case]
    with pytest.raises(ResponsesError) as found:
        read_codebook(made(tmp_path, content, "codebook.json"))
    assert said in str(found.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_codebook_that_is_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "codebook.json")
    with pytest.raises(ResponsesError, match="a pipe or a device"):
        read_codebook(tmp_path / "codebook.json")
