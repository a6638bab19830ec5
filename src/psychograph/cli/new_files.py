"""Files that a command adds to a folder: all or none, and nothing is ever overwritten."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from psychograph.errors import OutputError, Problem, UsageError


def refuse_overwriting(*paths: Path) -> None:
    """Refuse to go on where one of the files is there already.

    Raises
    ------
    UsageError
        With every file in the way.
    """
    UsageError.collect(
        Problem(
            where=str(path),
            found="a file of that name, which is never overwritten",
            expected="a folder without it",
            mend="name another folder, or move the file away first",
        )
        for path in paths
        if path.exists()
    )


def write_new(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files into a folder, made where it is absent.

    Parameters
    ----------
    folder : Path
        Where the files go.
    contents : mapping of str to bytes
        Files by name.

    Raises
    ------
    UsageError
        Where a file of that name is there.
    OutputError
        Where the folder cannot be written to.
    """
    refuse_overwriting(*(folder / name for name in contents))
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            _write(folder / name, content)
            written.append(folder / name)
    except OSError as reason:
        for path in written:
            path.unlink(missing_ok=True)
        raise OutputError(
            Problem(
                where=str(folder),
                found=reason.strerror or str(reason),
                expected="a folder that can be written to",
                mend="name a folder of your own; a file of that name must not be in the way",
            )
        ) from None


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file that is there as a whole, with the permissions it has.

    Parameters
    ----------
    path : Path
        The file; of a link, what it points to is replaced.
    content : bytes
        What it is to hold.

    Raises
    ------
    OSError
        Where the disk refuses; the file is then as it was.
    """
    path = path.resolve()
    _write(path, content, mode=stat.S_IMODE(path.stat().st_mode))


def _write(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write beside and move into place, so that nobody ever sees half a file."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
