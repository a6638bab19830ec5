"""Where the results of an exploration may go: looked at before the long work, which would be lost."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from psychograph.errors import OutputError, Problem, UsageError

MANIFEST = "exploration-manifest.json"
PAGE, RECORD = "exploration.html", "exploration.json"
#: Names of files that only some explorations have.
OURS = re.compile(r"history-[a-z0-9-]+\.(?:svg|png|csv)")


def check_place(folder: Path, *, inputs: Iterable[Path] = (), besides: Sequence[str] = ()) -> None:
    """Refuse a folder that results cannot go to, or where they would take the place of somebody's files.

    Parameters
    ----------
    folder : Path
        Where results are to go; it may not be there yet.
    inputs : iterable of Path
        Files that are read: none of them is ever written over.
    besides : sequence of str
        Files that are written beside those of the exploration, all of them or none.

    Raises
    ------
    UsageError
        Where files that are not ours stand in the way.
    OutputError
        Where the folder cannot be written.
    """
    UsageError.collect(dict.fromkeys([*_read_from(folder, inputs, besides), *_others(folder, besides)]))
    place = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    try:
        with tempfile.TemporaryDirectory(prefix=".psychograph-", dir=place):
            pass
    except OSError as reason:
        raise OutputError(
            Problem(
                where=str(folder),
                found=reason.strerror or str(reason),
                expected="a folder that can be written",
                mend="name another folder with -o",
            )
        ) from None


def left_from_earlier(folder: Path) -> frozenset[str]:
    """Return names of files that an earlier exploration wrote here, as its manifest says.

    Files of such names that it does not list are somebody else's.
    """
    try:
        outputs = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["outputs"]
        names = [str(one["name"]) for one in outputs]
    except (OSError, ValueError, LookupError, TypeError):  # none, or not as we write it: nothing is ours
        return frozenset()
    return frozenset(name for name in names if OURS.fullmatch(name))


def _read_from(folder: Path, inputs: Iterable[Path], besides: Sequence[str]) -> Iterator[Problem]:
    here = folder.resolve()
    written = {MANIFEST, PAGE, RECORD, *besides}
    for path in inputs:
        name = path.resolve().name
        if path.resolve().parent == here and (name in written or OURS.fullmatch(name)):
            yield _problem(folder / name, "a file that this exploration reads, and would write over")


def _others(folder: Path, besides: Sequence[str]) -> Iterator[Problem]:
    place = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    if not place.is_dir():
        yield _problem(place, "a file, where a folder should be made")
        return
    signed = (folder / MANIFEST).is_file()
    # An exploration writes these together, so that one alone is somebody else's.
    whole = signed and all((folder / name).is_file() for name in besides)
    for name in (PAGE, RECORD, *besides):
        if (folder / name).is_dir():
            yield _problem(folder / name, "a folder, where a file should be written")
        elif (folder / name).exists() and not (whole if name in besides else signed):
            yield _problem(folder / name, "a file that was not written here by an exploration")


def _problem(where: Path, found: str) -> Problem:
    return Problem(
        where=str(where),
        found=found,
        expected="a new folder, or one of earlier results",
        mend="name another folder with -o, or move it away",
    )
