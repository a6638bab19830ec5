"""Which two files make up a Triple-S survey: the description in XML, and the answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from psychograph.errors import Problem, ResponsesError
from psychograph.named_files import read_file
from psychograph.quoting import quoted

LARGEST_DESCRIPTION = 20_000_000  # bytes
LARGEST_DATA = 200_000_000
DESCRIPTIONS = (".sss", ".xml", ".SSS", ".XML")
DATA = (".asc", ".dat", ".csv", ".txt", ".ASC", ".DAT", ".CSV", ".TXT")
ROOT = re.compile(rb"<sss[\s>]")
HREF = re.compile(rb"<record\b[^>]*?\bhref\s*=\s*[\"']([^\"']*)[\"']")


@dataclass(frozen=True, eq=False)
class TripleSFiles:
    """The two files of a Triple-S survey.

    Parameters
    ----------
    description, data : Path
        Where they lie.
    xml, answers : bytes
        What they hold.
    evidence : str
        What showed that they belong together.
    """

    description: Path
    data: Path
    xml: bytes
    answers: bytes
    evidence: str


def find_triple_s(
    path: Path, content: bytes, *, layout: str | None, has_codebook: bool
) -> TripleSFiles | None:
    """Return the files of a Triple-S survey of which one was named; None where it is none.

    Parameters
    ----------
    path : Path
        The file that was named: the description, or the answers with the description beside them.
    content : bytes
        What it holds.
    layout : str or None
        The layout that was asked for; the answers alone may be asked for as any other.
    has_codebook : bool
        Whether a codebook tells what the columns of a CSV mean; then none is looked for beside it.

    Raises
    ------
    ResponsesError
        Where the description is there and the answers are not.
    """
    if is_description(content):
        data = _data_of(path, content)
        answers = _read(data, LARGEST_DATA)
        return TripleSFiles(path, data, content, answers, f"it is a Triple-S description of {data.name}")
    if layout not in {None, "triple-s"} or (has_codebook and path.suffix.lower() == ".csv"):
        return None
    for suffix in DESCRIPTIONS:
        beside = path.with_suffix(suffix)
        if beside == path or not beside.is_file() or beside.stat().st_size > LARGEST_DESCRIPTION:
            continue
        xml = _read(beside, LARGEST_DESCRIPTION)
        if is_description(xml):
            return TripleSFiles(
                beside, path, xml, content, f"its Triple-S description {beside.name} lies beside it"
            )
    return None


def is_description(content: bytes) -> bool:
    """Say whether bytes are a Triple-S description, by their root."""
    head = content[:20_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and ROOT.search(head) is not None


def _data_of(path: Path, xml: bytes) -> Path:
    """Return the file of answers: the one that is named, else one of the same name beside it."""
    named = HREF.search(xml)
    if named is not None:
        # Only a name, so that a description from elsewhere cannot point to other files of yours.
        name = named[1].decode("utf-8", "replace")
        if (
            Path(name).name == name
            and ":" not in name
            and "\\" not in name
            and (path.parent / name).is_file()
        ):
            return path.parent / name
    for suffix in DATA:
        beside = path.with_suffix(suffix)
        if beside.is_file() and beside != path:
            return beside
    asked = named[1].decode("utf-8", "replace") if named else f"{path.stem}.asc, .dat or .csv"
    raise ResponsesError(
        Problem(
            where=path.name,
            found="a Triple-S description without its answers",
            expected=f"the answers in the same folder ({quoted(asked)})",
            mend="put the file of answers beside it, under the same name",
        )
    )


def _read(path: Path, most: int) -> bytes:
    try:
        return read_file(path, most=most)
    except OSError as reason:
        raise ResponsesError(
            Problem(
                where=str(path),
                found=reason.strerror or str(reason),
                expected="a Triple-S file that can be read",
                mend="check that you may read it",
            )
        ) from None
