"""Every format by name; a module is imported when its format is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from psychograph.questionnaire.formats.format import Format

MODULES = {
    "xlsform": "xlsform",
    "limesurvey": "limesurvey",
    "lss": "limesurvey.lss",
    "surveyjs": "surveyjs",
    "qsf": "qualtrics.qsf",
    "qualtrics-txt": "qualtrics.txt",
    "triple-s": "triple_s",
}


def format_named(name: str) -> Format:
    """Return a format.

    Raises
    ------
    KeyError
        Where there is none of that name.
    """
    found = importlib.import_module(f"psychograph.questionnaire.formats.{MODULES[name]}").FORMAT
    assert isinstance(found, Format)  # noqa: S101 - a mistake of ours, not of the user
    return found


def formats() -> Iterator[Format]:
    """Yield every format."""
    return map(format_named, MODULES)
