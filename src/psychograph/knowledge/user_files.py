"""Text files that a study names: rules of its own, a translation."""

from __future__ import annotations

from pathlib import Path

from psychograph.errors import Problem, PsychographError
from psychograph.named_files import read_file


def text_of_file(path: Path, *, most: int, error: type[PsychographError], expected: str, mend: str) -> str:
    """Return the text of a file, in UTF-8 with or without a mark at its beginning.

    Parameters
    ----------
    path : Path
        The file.
    most : int
        Bytes that it may have.
    error : type of PsychographError
        What is raised where it cannot be read.
    expected, mend : str
        What kind of file is wanted, and what to do where it is not there.
    """
    try:
        return read_file(path, most=most).decode("utf-8-sig")
    except OSError as reason:
        found = "no such file" if isinstance(reason, FileNotFoundError) else reason.strerror or str(reason)
        raise error(Problem(str(path), found, expected, mend)) from None
    except UnicodeDecodeError:
        mend = "open the file in a text editor and save it with the encoding UTF-8"
        raise error(Problem(path.name, "bytes that are not UTF-8", "text in UTF-8", mend)) from None
