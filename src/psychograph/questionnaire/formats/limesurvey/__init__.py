"""LimeSurvey: its tab-separated survey structure, out and in.

Written by the rules of LimeSurvey's own importer, whose source was read (`import_helper.php`,
`models/Question.php`, `models/Answer.php`); nothing here was ever loaded by a running LimeSurvey.
"""

from __future__ import annotations

from psychograph.questionnaire.formats.format import Format, Taken
from psychograph.questionnaire.formats.limesurvey.reading import taken_from
from psychograph.questionnaire.formats.limesurvey.tsv import is_tab_separated, survey_of
from psychograph.questionnaire.formats.limesurvey.writing import write


def read(name: str, content: bytes) -> Taken:
    """Return the questionnaire that a tab-separated survey structure holds.

    Raises
    ------
    QuestionnaireError
        Where it is none; with line and column.
    """
    return taken_from(name, survey_of(name, content))


FORMAT = Format(
    name="limesurvey",
    title="LimeSurvey (tab-separated)",
    suffix=".txt",
    write=write,
    read=read,
    recognises=is_tab_separated,
    next_step="in LimeSurvey choose Create survey, Import, and the .txt file",
)
