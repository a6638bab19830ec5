"""Which format a file is, by what stands in it and never by its name."""

from __future__ import annotations

import codecs

from psychograph.errors import Problem
from psychograph.questionnaire.formats.foreign.bounded import MOST_BYTES
from psychograph.questionnaire.formats.format import Format, QuestionnaireError
from psychograph.questionnaire.formats.register import formats
from psychograph.quoting import listed

LOOKED_AT = 4_000  # bytes that show what an unknown file may be
# What files are that are none, by how they begin, in small letters.
BEGINNINGS = (
    (b"%pdf", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an older spreadsheet (XLS), or a locked one"),
    (b"pk", "a packed file, and no form that is known"),
    (b"\x1f\x8b", "a compressed file"),
    (b"$fl", "answers (SPSS)"),
    (b"par1", "answers (Parquet)"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<", "XML, and no survey that is known"),
    (b"[[", "a text that Qualtrics takes in; it hands out surveys as QSF, with all that this one lacks"),
    (b"{", "JSON, and no survey that is known"),
    (b"[", "JSON, and no survey that is known"),
)


def recognise(name: str, content: bytes) -> Format:
    """Return the format of a file.

    Parameters
    ----------
    name : str
        File name, for messages.
    content : bytes
        The file.

    Returns
    -------
    Format
        One that can be read.

    Raises
    ------
    QuestionnaireError
        Where no format takes the file for one of its own, or several do.

    Examples
    --------
    >>> recognise("survey.xml", b'<sss version="2.0"><survey/></sss>').title
    'Triple-S 2.0'
    """
    readable = [one for one in formats() if one.read is not None and one.recognises is not None]
    found = content if len(content) <= MOST_BYTES else b""
    claiming = [one for one in readable if one.recognises is not None and one.recognises(found)]
    if len(claiming) == 1:
        return claiming[0]
    if claiming:
        seen = f"a file that could be {' or '.join(one.title for one in claiming)}"
    else:
        seen = _beginning(content)
    raise QuestionnaireError(
        Problem(
            where=name,
            found=seen,
            expected=f"a questionnaire of {listed((one.title for one in readable), 20)}",
            mend="export the questionnaire itself, not its answers, from the tool in one of these formats",
        )
    )


def _beginning(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        return f"a file of more than {MOST_BYTES // 1_000_000} megabytes"
    start = content[:LOOKED_AT].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if not start:
        return "an empty file"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "a text in UTF-16, as Excel saves it; open it in a text editor and save it as UTF-8"
    if start.startswith((b"pages:", b"title:")) or b"\npages:" in start:
        return "a questionnaire file of Psychograph itself, which needs no import"
    told = next((what for beginning, what in BEGINNINGS if start.startswith(beginning)), "")
    return told or ("bytes that are not text" if b"\0" in start else "a text, and no survey that is known")
