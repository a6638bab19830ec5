"""Writing a folder: whole or not at all, and nobody's own files are touched."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from psychograph.errors import OutputError, UsageError
from psychograph.reports.folder import write_folder


def test_a_new_folder_appears_whole(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "b", {"one.txt": "eins é", "two.bin": b"\x00\xff"})
    assert (tmp_path / "a" / "b" / "one.txt").read_bytes() == "eins é".encode()
    assert (tmp_path / "a" / "b" / "two.bin").read_bytes() == b"\x00\xff"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_files_of_other_names_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "one.txt").write_text("old")
    write_folder(tmp_path, {"one.txt": "new"})
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "one.txt").read_text() == "new"


def test_files_of_somebody_else_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("a colleague's")
    with pytest.raises(UsageError, match=r"report\.html"):
        write_folder(tmp_path, {"report.html": "new", "sign": ""}, sign="sign")
    assert (tmp_path / "report.html").read_text() == "a colleague's"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_results_of_an_earlier_run_are_replaced(tmp_path: Path) -> None:
    for content in ("old", "new"):
        write_folder(tmp_path / "results", {"report.html": content, "sign": ""}, sign="sign")
    assert (tmp_path / "results" / "report.html").read_text() == "new"


@pytest.mark.parametrize("in_the_way", ["folder", "file"])
def test_what_stands_in_the_way_is_named_before_anything_is_written(tmp_path: Path, in_the_way: str) -> None:
    results = tmp_path / "results"
    if in_the_way == "file":
        results.write_text("mine")
    else:
        (results / "two.txt").mkdir(parents=True)
    with pytest.raises(UsageError, match="results" if in_the_way == "file" else r"two\.txt"):
        write_folder(results, {"one.txt": "new", "two.txt": "new"})
    assert not (results / "one.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


def test_nothing_is_written_outside_an_existing_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A results folder may be a mount point: moving files in from beside it would cross devices.
    (tmp_path / "results").mkdir()
    seen: list[Path] = []
    make = tempfile.mkdtemp
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **given: seen.append(given["dir"]) or make(**given))
    write_folder(tmp_path / "results", {"one.txt": "new"})
    assert seen == [tmp_path / "results"]


def test_a_disk_that_fills_up_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = tmp_path / "results"
    write_folder(results, {"one.txt": "old", "two.txt": "old"})
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "two.txt":
            raise OSError(28, "No space left on device", str(self))
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_folder(results, {"one.txt": "new", "two.txt": "new"})
    assert [path.read_text() for path in sorted(results.iterdir())] == ["old", "old"]
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


def test_what_only_earlier_results_had_goes_and_nothing_else(tmp_path):
    folder = tmp_path / "results"
    write_folder(folder, {"tree.svg": "old", "page": "1", "sign": ""}, sign="sign", optional=["tree.svg"])
    (folder / "mine").write_text("mine")
    write_folder(folder, {"page": "2", "sign": ""}, sign="sign", optional=["tree.svg"])
    assert {file.name for file in folder.iterdir()} == {"page", "sign", "mine"}
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "tree.svg").write_text("somebody's")
    write_folder(theirs, {"page": "1", "sign": ""}, sign="sign", optional=["tree.svg"])
    assert (theirs / "tree.svg").read_text() == "somebody's"
