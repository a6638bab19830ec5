"""Writing a folder: whole or not at all, and nobody's own files are touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.errors import OutputError
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
