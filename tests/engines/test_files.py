"""Files as customers have them: each dialect gives the same cells on each engine, bad files are named."""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path

import duckdb
import polars as pl
import pytest

from psychograph.history.engines.engine import Engine
from psychograph.history.errors import HistoryError

ROWS = [("1", "Öl, fein; 2\tl"), ("2", 'say "hi"'), ("3", "two\nlines"), ("4", None)]
PLAIN = 'n,text\n1,"Öl, fein; 2\tl"\n2,"say ""hi"""\n3,"two\nlines"\n4,\n'

DIALECTS = {
    "plain": PLAIN.encode(),
    "byte order mark": PLAIN.encode("utf-8-sig"),
    "windows line ends": PLAIN.replace("\n", "\r\n").replace("two\r\n", "two\n").encode(),
    "mixed line ends": PLAIN.replace("\n", "\r\n", 2).encode(),
    "latin-1": PLAIN.encode("latin-1"),
    "utf-16": PLAIN.encode("utf-16"),
    "no last line end": PLAIN.rstrip("\n").encode(),
    "blank is spaces": PLAIN.replace("4,", "4,\u00a0 ").encode(),
    "quoted blank": PLAIN.replace("4,", '4,""').encode(),
    "separator named": b"sep=,\n" + PLAIN.encode(),
    "packed": gzip.compress(PLAIN.encode()),
    "packed latin-1": gzip.compress(PLAIN.encode("latin-1")),
    "semicolons": 'n;text\n1;"Öl, fein; 2\tl"\n2;"say ""hi"""\n3;"two\nlines"\n4;\n'.encode(),
    "tabs": 'n\ttext\n1\t"Öl, fein; 2\tl"\n2\t"say ""hi"""\n3\t"two\nlines"\n4\t\n'.encode(),
    "other order": 'text,n\n"Öl, fein; 2\tl",1\n"say ""hi""",2\n"two\nlines",3\n,4\n'.encode(),
}


def cells(engine: Engine, data: str, folder: Path, table: str | None = None) -> list[tuple[object, ...]]:
    opened = engine.table(data, table, folder).select("n", "text")
    return engine.rows(opened, by=["n", "text"]).rows()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_dialects_hold_the_same_cells(dialect: str, duckdb_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(DIALECTS[dialect])
    assert cells(duckdb_engine, "rows.csv", tmp_path) == ROWS


def test_a_folder_of_every_dialect_is_one_table(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "years [all] {x}' .csv"
    folder.mkdir()
    for name, content in DIALECTS.items():
        (folder / f"{name} [1]*?.csv").write_bytes(content)
    (folder / "_SUCCESS").touch()
    (folder / ".hidden.xlsx").write_bytes(b"PK\x03\x04")
    expected = sorted(ROWS * len(DIALECTS), key=lambda row: row[0])
    assert cells(engine, folder.name, tmp_path) == expected
    assert cells(engine, "years*/p*.csv", tmp_path) == sorted(ROWS * 3, key=lambda row: row[0])
    assert "encoding-guessed" in [finding.code for finding in engine.findings]


ODD = [
    "a*b",
    "a[1]",
    "O'Hara",
    'qu"ote',
    "sp ace",
    "{z}",
    "back\\slash",
    "ünï",
    "new\nline",
    "50%20",
    "co:lon",
]


def test_odd_names_of_files_are_names(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "odd {names} [x]"
    folder.mkdir()
    for name in ODD:
        pl.DataFrame({"n": ["1"], "text": [name]}).write_parquet(folder / f"{name}.parquet")
    assert [row[1] for row in cells(engine, str(folder), tmp_path)] == sorted(ODD)


def test_a_name_that_is_there_is_no_pattern(duckdb_engine: Engine, tmp_path: Path) -> None:
    for name in ("a*b.csv", "aab.csv"):
        (tmp_path / name).write_text(f"n,text\n1,{name}\n")
        pl.DataFrame({"n": ["1"], "text": [name]}).write_parquet(tmp_path / f"{name}.parquet")
    assert cells(duckdb_engine, "a*b.csv.parquet", tmp_path) == [("1", "a*b.csv")]
    assert cells(duckdb_engine, "a*b.csv", tmp_path) == [("1", "a*b.csv")]
    assert len(cells(duckdb_engine, "a*b.cs?", tmp_path)) == 2
    (tmp_path / "link.csv").symlink_to(tmp_path / "aab.csv")
    assert cells(duckdb_engine, "link.csv", tmp_path) == [("1", "aab.csv")]


def test_home_and_file_addresses(
    duckdb_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "my rows.csv").write_bytes(DIALECTS["plain"])
    assert cells(duckdb_engine, "~/my rows.csv", Path("/nowhere")) == ROWS
    assert cells(duckdb_engine, f"file://{tmp_path}/my%20rows.csv", Path("/nowhere")) == ROWS
    (tmp_path / "~nobody.csv").write_bytes(DIALECTS["plain"])
    assert cells(duckdb_engine, "~nobody.csv", tmp_path) == ROWS


def test_columns_without_a_name_are_called_after_their_place(duckdb_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(",n,\n0,1,2\n")
    assert duckdb_engine.table("rows.csv", None, tmp_path).collect_schema().names() == [
        "column_1",
        "n",
        "column_3",
    ]


def test_a_database_is_read_and_never_written(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "shop's [1].duckdb"
    with duckdb.connect(path) as made:
        made.execute("CREATE TABLE \"sales t\" AS SELECT '1' n, 'x' AS text")
        made.execute("CREATE SCHEMA other; CREATE TABLE other.lines AS SELECT '2' n, 'y' AS text")
        made.execute('CREATE VIEW seen AS FROM "sales t"')
        made.execute("CREATE VIEW stolen AS SELECT '1' n, content AS text FROM read_text('/etc/hostname')")
    before = path.read_bytes()
    assert cells(engine, path.name, tmp_path, "sales t") == [("1", "x")]
    assert cells(engine, path.name, tmp_path, "other.lines") == [("2", "y")]
    assert cells(engine, path.name, tmp_path, "seen") == [("1", "x")]
    with pytest.raises(HistoryError, match="Cannot access file"):
        cells(engine, path.name, tmp_path, "stolen")
    with pytest.raises(HistoryError, match=r"did you mean 'sales t'"):
        cells(engine, path.name, tmp_path, "sales")
    with pytest.raises(HistoryError, match=r"no name of a table"):
        cells(engine, path.name, tmp_path)
    assert path.read_bytes() == before


def problems(engine: Engine, data: str, folder: Path) -> dict[str, str]:
    with pytest.raises(HistoryError) as caught:
        engine.table(data, None, folder)
    return {Path(problem.where).name: problem.found for problem in caught.value.problems}


def test_one_bad_file_among_a_thousand_is_named(duckdb_engine: Engine, tmp_path: Path) -> None:
    pl.DataFrame({"n": [1]}).write_parquet(tmp_path / "0000.parquet")
    whole = (tmp_path / "0000.parquet").read_bytes()
    for number in range(1, 1_000):
        (tmp_path / f"{number:04}.parquet").write_bytes(whole)
    (tmp_path / "0500.parquet").write_bytes(whole[:-20])
    assert problems(duckdb_engine, str(tmp_path), tmp_path) == {
        "0500.parquet": "a Parquet file that is cut off: its end is missing"
    }


def test_every_bad_file_of_a_folder_is_named(engine: Engine, tmp_path: Path) -> None:
    for number in range(3):
        pl.DataFrame({"n": [number], "text": ["x"]}).write_parquet(tmp_path / f"{number}.parquet")
    whole = (tmp_path / "0.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[:-30])
    (tmp_path / "tiny.parquet").write_bytes(b"PAR1")
    (tmp_path / "scrambled.parquet").write_bytes(whole[:-100] + b"\xff" * 80 + whole[-20:])
    (tmp_path / "zero.parquet").touch()
    (tmp_path / "text.parquet").write_text("n,text\n1,2\n")
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04aaaa")
    (tmp_path / "gone.parquet").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    pl.DataFrame({"n": [1.5], "text": ["x"]}).write_parquet(tmp_path / "type.parquet")
    pl.DataFrame({"n": [1], "texts": ["x"]}).write_parquet(tmp_path / "columns.parquet")
    pl.DataFrame({"n": [1], "N": [1], "text": ["x"]}).write_parquet(tmp_path / "capitals.parquet")
    found = problems(engine, str(tmp_path), tmp_path)
    assert found.pop("scrambled.parquet").startswith("a damaged Parquet file")
    assert found == {
        "book.xlsx": "a spreadsheet or another zip file",
        "capitals.parquet": "two columns 'n' and 'N'",
        "columns.parquet": "no column text; a column texts that others have not",
        "cut.parquet": "a Parquet file that is cut off: its end is missing",
        "gone.parquet": "no such file or directory",
        "pipe": "a pipe or a device",
        "text.parquet": "a CSV file among Parquet files",
        "tiny.parquet": "a Parquet file that is cut off",
        "type.parquet": "n is DOUBLE, not BIGINT",
        "zero.parquet": "an empty file",
        "all together": "11 of 14 files cannot be used",
    }


def test_every_bad_row_is_named_by_its_line(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("a,b\n1,2\n")
    (tmp_path / "bad.csv").write_text('a,b\n1,2\n"x\ny",3\n1,2,3\n4\n5,"x"y\n')
    (tmp_path / "many.csv").write_text("a,b\n" + "1,2,3\n" * 3_000)
    (tmp_path / "open.csv").write_text('a,b\n1,"2\n' + "3,4\n" * 10)
    noise = random.Random(1).randbytes(9_000).hex().encode()  # noqa: S311
    (tmp_path / "cut.csv.gz").write_bytes(gzip.compress(b"a,b\n" + noise + b",2\n")[:-20])
    found = problems(engine, str(tmp_path), tmp_path)
    assert found["bad.csv"] == (
        "line 5 has more cells than the header; line 6 has fewer cells than the header; "
        "line 7 has a double quote that is not closed, or one inside a quoted cell"
    )
    assert found["many.csv"].endswith("and at least 995 more of such rows")
    assert found["open.csv"] == "line 2 has a double quote that is not closed, or one inside a quoted cell"
    assert found["cut.csv.gz"] == "a gzip file that is cut off or damaged"
    assert found["all together"] == "4 of 5 files cannot be used"
    assert "good.csv" not in found


HEADS = {
    "nul.csv": (b"a,b\n1,\0\n", "bytes that are not text"),
    "page.csv": (b"<html>", "a web page or XML, whatever its name says"),
    "lines.csv": (b'{"a": 1}\n', "JSON"),
    "blank.csv": (b"\n \n", "nothing but blanks"),
    "twice.csv": (b"a,b,a\n1,2,3\n", "two columns 'a'"),
    "quote.csv": (b'a,"b\n1,2\n', "a header in which a double quote is opened and never closed"),
    "locked.parquet": (b"PARE....", "an encrypted Parquet file"),
    "base.db": (b"SQLite format 3\0....", "a SQLite database"),
    "packed.csv.gz": (b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "a damaged gzip file"),
}


@pytest.mark.parametrize("name", HEADS)
def test_what_is_no_table_is_named(name: str, duckdb_engine: Engine, tmp_path: Path) -> None:
    content, expected = HEADS[name]
    (tmp_path / name).write_bytes(content)
    assert problems(duckdb_engine, name, tmp_path) == {name: expected}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("nothing.csv", "no such file or folder"),
        ("nothing/*.csv", "no file fits the pattern"),
        ("empty", "a folder without files"),
        ("a\0b.csv", "a name with a zero byte"),
        ("/dev/zero", "a pipe or a device"),
        ("s3a://shop/sales", "an address, which duckdb does not read"),
        ("postgres://ann:hush@db/shop", "an address, which duckdb does not read"),
    ],
)
def test_what_is_not_there_is_told(data: str, found: str, duckdb_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(HistoryError) as caught:
        duckdb_engine.table(data, None, tmp_path)
    assert [problem.found for problem in caught.value.problems] == [found]
    assert "hush" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_named(duckdb_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("a\n1\n")
    (tmp_path / "rows.csv").chmod(0)
    assert problems(duckdb_engine, "rows.csv", tmp_path) == {"rows.csv": "permission denied"}
