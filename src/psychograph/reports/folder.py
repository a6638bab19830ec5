"""Writing a folder of results: aside first, then in place, so that nothing is ever half-written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from psychograph.errors import OutputError, Problem, UsageError


def write_folder(
    folder: Path,
    contents: Mapping[str, str | bytes],
    *,
    sign: str | None = None,
    optional: Collection[str] = (),
) -> None:
    """Write files into a folder.

    Everything is written to a hidden folder first: beside a folder that is new, which then appears
    whole, or inside one that exists, where each file is then replaced whole, the last of `contents`
    last. Files of other names are left alone.

    Parameters
    ----------
    folder : Path
        Where the files go.
    contents : mapping of str to str or bytes
        Text (written as UTF-8) or bytes, by file name.
    sign : str or None
        File by which an existing folder shows that its files are ours to replace. Without it there,
        a file of the same name is somebody else's. None replaces whatever stands there.
    optional : collection of str
        Files that only some results have: where the folder is ours by its sign, those left from
        earlier results are taken away, since they would belie these.

    Raises
    ------
    UsageError
        Where a file or folder that is not ours stands in the way; nothing is written.
    OutputError
        Where the disk refuses; what was there before is still there.
    """
    UsageError.collect(_in_the_way(folder, contents, sign))
    aside: Path | None = None
    try:
        new = not folder.exists()
        ours = sign is not None and (folder / sign).is_file()
        place = folder.parent if new else folder
        place.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".psychograph-", dir=place))
        for name, content in contents.items():
            raw = content.encode() if isinstance(content, str) else content
            (aside / name).write_bytes(raw)
        if new:
            aside.chmod(0o755)  # mkdtemp keeps its folder private; results are for colleagues
            aside.rename(folder)
        else:
            for name in contents:
                (aside / name).replace(folder / name)
            for name in set(optional) - set(contents) if ours else ():
                (folder / name).unlink(missing_ok=True)
    except OSError as reason:
        raise OutputError(
            Problem(
                where=str(folder),
                found=reason.strerror or str(reason),
                expected="a folder that can be written",
                mend="close programs that hold its files open, make room, or name another folder",
            )
        ) from None
    finally:
        if aside is not None and aside.exists():
            shutil.rmtree(aside, ignore_errors=True)


def _in_the_way(folder: Path, contents: Mapping[str, str | bytes], sign: str | None) -> Iterator[Problem]:
    if folder.exists() and not folder.is_dir():
        yield _problem(folder, "a file, where a folder should be made")
        return
    ours = sign is None or (folder / sign).is_file()
    for name in contents:
        if (folder / name).is_dir():
            yield _problem(folder / name, "a folder, where a file should be written")
        elif not ours and (folder / name).exists():
            yield _problem(folder / name, f"a file that was not written here (there is no {sign})")


def _problem(where: Path, found: str) -> Problem:
    return Problem(
        where=str(where),
        found=found,
        expected="a new folder, or one of earlier results",
        mend="name another folder, or move it away",
    )
