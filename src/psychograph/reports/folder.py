"""Writing a folder of results: beside first, then in place, so that nothing is ever half-written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from psychograph.errors import OutputError, Problem


def write_folder(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write files into a folder.

    Everything is written to a hidden folder beside it first. A new folder appears whole; in a
    folder that exists, each file is replaced whole, the last of `contents` last, and files of
    other names are left alone.

    Parameters
    ----------
    folder : Path
        Where the files go.
    contents : mapping of str to str or bytes
        Text (written as UTF-8) or bytes, by file name.

    Raises
    ------
    OutputError
        Where the folder cannot be written.
    """
    beside: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        for name, content in contents.items():
            raw = content.encode() if isinstance(content, str) else content
            (beside / name).write_bytes(raw)
        if folder.exists():
            for name in contents:
                os.replace(beside / name, folder / name)  # noqa: PTH105 - the same call on every system
        else:
            beside.chmod(0o755)  # mkdtemp keeps its folder private; results are for colleagues
            beside.rename(folder)
    except OSError as reason:
        raise OutputError(
            Problem(
                where=str(reason.filename or folder),
                found=reason.strerror or str(reason),
                expected="a folder that can be written",
                mend="close programs that hold its files open, make room, or name another folder with --out",
            )
        ) from None
    finally:
        if beside is not None and beside.exists():
            shutil.rmtree(beside, ignore_errors=True)
