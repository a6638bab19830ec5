"""SurveyJS: forms for web pages of one's own, stored as JSON. Checked against `survey-core` 3.1.1."""

from __future__ import annotations

from psychograph.questionnaire.formats.format import Format
from psychograph.questionnaire.formats.surveyjs.reading import read
from psychograph.questionnaire.formats.surveyjs.writing import SUFFIX, write

SIGNS = (b'"elements"', b'"questions"', b'"pages"')


def recognises(content: bytes) -> bool:
    """Return whether bytes look like the JSON of a survey; cheap, and never raises."""
    start = content[:20_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return (
        start.startswith(b"{") and any(sign in start for sign in SIGNS) and b'"SurveyElements"' not in start
    )


FORMAT = Format(
    name="surveyjs",
    title="SurveyJS JSON",
    suffix=SUFFIX,
    write=write,
    read=read,
    recognises=recognises,
    next_step="In SurveyJS Creator, open the tab 'JSON Editor', paste the file and go back to 'Designer'; "
    "on a page of your own, pass it to `new Survey.Model(json)`.",
)
