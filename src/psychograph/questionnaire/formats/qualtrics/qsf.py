"""Qualtrics surveys as files (QSF). The format is not documented; no Qualtrics loaded what we write."""

from __future__ import annotations

from psychograph.questionnaire.formats.format import Format
from psychograph.questionnaire.formats.qualtrics.reading import read
from psychograph.questionnaire.formats.qualtrics.writing import SUFFIX, write


def recognises(content: bytes) -> bool:
    """Return whether bytes look like a survey of Qualtrics; cheap, and never raises."""
    start = content[:20_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and (b'"SurveyEntry"' in start or b'"SurveyElements"' in start)


FORMAT = Format(
    name="qsf",
    title="Qualtrics QSF",
    suffix=SUFFIX,
    write=write,
    read=read,
    recognises=recognises,
    next_step="In Qualtrics, make a project 'Survey', 'Import a QSF file' and choose the file; "
    "then look at every block once, since the format is not documented.",
)
