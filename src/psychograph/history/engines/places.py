"""Which files a history names: one, a folder of them, or a pattern."""

from __future__ import annotations

import glob
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from psychograph.errors import Problem
from psychograph.history.addresses import is_address, without_password
from psychograph.history.errors import HistoryError
from psychograph.quoting import did_you_mean

#: What Hadoop's file systems read, which Spark does for the asking.
OBJECT_STORES = frozenset("abfs abfss gs hdfs http https s3 s3a s3n viewfs wasb wasbs webhdfs".split())


def files_only(data: str, engine: str) -> None:
    """Refuse an address, for engines that read files of this machine.

    Raises
    ------
    HistoryError
        With the engine that reads it.
    """
    if not is_address(data):
        return
    scheme = data.partition("://")[0].casefold()
    other = "spark" if scheme in OBJECT_STORES else "warehouse"
    raise HistoryError(
        Problem(
            where=without_password(data),
            found=f"an address, which {engine} does not read",
            expected="a file, a folder or a pattern on this machine",
            mend=f"take --engine {other}, or copy the data here as Parquet",
        )
    )


def local_path(data: str, folder: Path) -> Path:
    """Return the path that `data` names, relative to the folder of history.yaml; ``~`` is the user's home."""
    if data.casefold().startswith("file://"):
        data = unquote(urlsplit(data).path)
    try:
        return folder / Path(data).expanduser()
    except RuntimeError:  # nobody is called so: a file whose name begins with a tilde
        return folder / data


def named_files(data: str, folder: Path) -> tuple[Path, ...]:
    """Return the files that `data` names, sorted.

    A name that is there stands for itself, stars and brackets or not. A folder stands for all files in it and
    in its folders, but for those whose names begin with a dot or an underscore, as Spark and others leave
    beside their data. Anything else with a star, a question mark or brackets is a pattern.

    Raises
    ------
    HistoryError
        Where there is no such file.
    """
    if "\0" in data:
        raise HistoryError(_absent(data.replace("\0", "\\0"), "a name with a zero byte", ""))
    try:
        path = local_path(data, folder)
        there = path.exists()
    except (OSError, RuntimeError) as reason:
        raise HistoryError(_absent(data, getattr(reason, "strerror", None) or str(reason), "")) from None
    if there:
        found = _in_folder(path) if path.is_dir() else (path,)
    else:
        matched = map(Path, glob.glob(str(path), recursive=True))  # noqa: PTH207 - with its own folders
        found = tuple(sorted(one for one in matched if not one.is_dir()))
    if found:
        return found
    if there:
        raise HistoryError(_absent(str(path), "a folder without files", ""))
    if glob.has_magic(data):
        raise HistoryError(_absent(str(path), "no file fits the pattern", ""))
    raise HistoryError(_absent(str(path), "no such file or folder", _meant(path)))


def _in_folder(folder: Path) -> tuple[Path, ...]:
    found: list[Path] = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        found += (Path(where, name) for name in names if not name.startswith((".", "_")))
    return tuple(sorted(found))


def _meant(path: Path) -> str:
    if not path.parent.is_dir():
        return f"the folder {path.parent} is not there either; names are relative to history.yaml"
    return did_you_mean(path.name, [one.name for one in path.parent.iterdir()])


def _absent(where: str, found: str, meant: str) -> Problem:
    return Problem(
        where=where,
        found=found,
        expected="a CSV, Parquet or DuckDB file, or a folder or pattern of such files",
        mend=meant or "check the name under `data` in history.yaml, and the folder it is relative to",
    )


@dataclass(frozen=True)
class Opening:
    """The first bytes of a file, or why there are none.

    Parameters
    ----------
    content : bytes
    size : int
    wrong : str
        Empty where it can be read.
    """

    content: bytes
    size: int
    wrong: str


def opening_of(path: Path, most: int) -> Opening:
    """Return the first bytes of a file; pipes and devices are not opened, as reading them may never end."""
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            return Opening(b"", 0, "a pipe or a device")
        with path.open("rb") as file:
            content = file.read(most)
    except OSError as reason:
        return Opening(b"", 0, (reason.strerror or str(reason)).casefold())
    return Opening(content, told.st_size, "" if content else "an empty file")
