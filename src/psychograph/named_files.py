"""Reading a file that somebody named: a real file, of a size that can be meant."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_file(path: Path, *, most: int) -> bytes:
    """Return the bytes of a file.

    Parameters
    ----------
    path : Path
        The file.
    most : int
        Bytes that it may have.

    Raises
    ------
    OSError
        Where there is no such file, where it is a pipe or a device (reading those may never end),
        or where it is too large; `strerror` says which.
    """
    if "\0" in os.fspath(path):  # which `stat` answers with a ValueError
        raise OSError(errno.ENOENT, "a name with a zero byte", os.fspath(path))
    told = path.stat()
    if not stat.S_ISREG(told.st_mode) and not path.is_dir():
        raise OSError(errno.EINVAL, "a pipe or a device", os.fspath(path))
    with path.open("rb") as file:
        # The size that is told spares reading; a file that grows is still cut.
        content = b"" if told.st_size > most else file.read(most + 1)
    if max(told.st_size, len(content)) > most:
        raise OSError(errno.EFBIG, f"a file of more than {most // 1_000_000} megabytes", os.fspath(path))
    return content
