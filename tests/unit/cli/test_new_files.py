"""Files that a command adds: all of them or none, and nobody's own is overwritten."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from psychograph.cli import new_files
from psychograph.cli.new_files import write_new
from psychograph.errors import OutputError, UsageError

TWO = {"a.txt": b"new a", "b.txt": b"new b"}


def stopping(monkeypatch: pytest.MonkeyPatch, reason: BaseException) -> None:
    """Let the second file fail."""
    written, real = [], new_files._beside

    def beside(path: Path, content: bytes, mode: int) -> Path:
        if written:
            raise reason
        written.append(path)
        return real(path, content, mode)

    monkeypatch.setattr(new_files, "_beside", beside)


@pytest.mark.parametrize(
    ("reason", "seen"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), OutputError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_a_full_disk_or_an_interruption_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: BaseException, seen: type[BaseException]
) -> None:
    stopping(monkeypatch, reason)
    with pytest.raises(seen):
        write_new(tmp_path / "new" / "folder", TWO)
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_anew_changes_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"old a")
    (tmp_path / "b.txt").write_bytes(b"old b")
    with monkeypatch.context() as failing:
        stopping(failing, OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(OutputError):
            write_new(tmp_path, TWO, anew=TWO)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.txt": b"old a",
        "b.txt": b"old b",
    }
    write_new(tmp_path, TWO, anew=TWO)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == TWO


def test_who_comes_second_overwrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two commands that look at the same time both see an empty folder."""
    real = new_files._put

    def put(written: Path, place: Path) -> None:
        if place.name == "b.txt":
            place.write_bytes(b"of the other command")
        real(written, place)

    monkeypatch.setattr(new_files, "_put", put)
    with pytest.raises(UsageError, match="never overwritten"):
        write_new(tmp_path, TWO)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.txt": b"of the other command"}


def test_a_disk_without_links_takes_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refusing)
    write_new(tmp_path, TWO)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == TWO
