"""Files that a command adds to a folder: all or none, and nothing is ever overwritten."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Collection, Mapping
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
        if os.path.lexists(path)
    )


def write_new(folder: Path, contents: Mapping[str, bytes], *, anew: Collection[str] = ()) -> None:
    """Write files into a folder, made where it is absent: all of them, or none.

    All are written beside their places first, so that a full disk or an interruption changes nothing.

    Parameters
    ----------
    folder : Path
        Where the files go.
    contents : mapping of str to bytes
        Files by name.
    anew : collection of str
        Those that may be there, and are then replaced, with the permissions they have.

    Raises
    ------
    UsageError
        Where a file of that name is there that may not be replaced.
    OutputError
        Where the folder cannot be written to.
    """
    refuse_overwriting(*(folder / name for name in contents if name not in anew))
    beside: list[tuple[Path, Path]] = []
    added: list[Path] = []
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            place = (folder / name).resolve() if name in anew else folder / name
            beside.append((place, _beside(place, content, _mode(place) if name in anew else 0o644)))
        for name, (place, written) in zip(contents, beside, strict=True):
            if name in anew:
                written.replace(place)
            else:
                _put(written, place)
                added.append(place)
    except BaseException as reason:
        for path in (*(written for _, written in beside), *added):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # somebody else may have put something there
            for each in made:
                each.rmdir()
        if not isinstance(reason, OSError):
            raise
        raise OutputError(
            Problem(
                where=str(folder),
                found=reason.strerror or str(reason),
                expected="a folder that can be written to",
                mend="make room, or name a folder of your own; a file of that name must not be in the way",
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
    beside = _beside(path, content, mode)
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _beside(path: Path, content: bytes, mode: int) -> Path:
    """Write a file that has yet to be moved into its place."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.chmod(mode)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _put(written: Path, place: Path) -> None:
    """Move a file to a place of its own; another that came there in the meantime stays as it is."""
    try:
        os.link(written, place)
    except FileExistsError:
        refuse_overwriting(place)
        raise
    except OSError:  # a disk without links: there, who comes last wins
        written.replace(place)
    else:
        written.unlink()


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return 0o644
