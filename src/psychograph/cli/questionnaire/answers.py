"""Answers that come home: a folder with a questionnaire knows what its columns mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.cli.questionnaire.opened import FILE, STUDY, opened
from psychograph.cli.talk import say, wrapped

if TYPE_CHECKING:
    from psychograph.questionnaire.answers.recognised import Recognised
    from psychograph.questionnaire.model import Questionnaire
    from psychograph.responses.imported import Imported
    from psychograph.responses.responses import Responses


def questionnaire_of(folder: Path) -> Questionnaire | None:
    """Return the questionnaire of a study's folder; None where there is none.

    Raises
    ------
    StudyError, QuestionnaireError
        Where the study or its questionnaire cannot be used.
    """
    if not ((folder / FILE).is_file() or (folder / STUDY).is_file()):
        return None
    if not (folder / FILE).is_file():
        from psychograph.study.load import load_study

        if load_study(folder / STUDY).questionnaire is None:
            return None
    return opened(folder).questionnaire


def expected_columns(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the columns that are no personal data, however they look: all but texts."""
    from psychograph.codebook.codebook import VariableType
    from psychograph.questionnaire.answers.codebook import codebook_of

    return tuple(one.name for one in codebook_of(questionnaire) if one.type is not VariableType.TEXT)


def laid_over(imported: Imported, questionnaire: Questionnaire) -> Recognised:
    """Return the answers as the questionnaire describes them, and say what was found."""
    from psychograph.questionnaire.answers.codebook import codebook_of
    from psychograph.questionnaire.answers.recognised import recognised
    from psychograph.quoting import listed

    found = recognised(imported, questionnaire)
    known = codebook_of(questionnaire)
    there = len(known) - len(found.absent)
    lines = [
        f"{there} of {len(known)} columns of {FILE} are in the file; they keep their key and their codes."
    ]
    if found.renamed:
        lines.append(f"Renamed: {listed(f'{old} to {new}' for old, new in found.renamed.items())}.")
    if found.absent:
        lines.append(f"Not in the file: {listed(found.absent)}.")
    for line in lines:
        for printed in wrapped("", line):
            say(printed)
    return found


def made_by_us(folder: Path, questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return files of the folder that were made of the questionnaire and may be made anew."""
    from psychograph.codebook.files import codebook_json
    from psychograph.questionnaire.answers.codebook import codebook_of

    try:
        same = (folder / "codebook.json").read_bytes() == codebook_json(codebook_of(questionnaire)).encode()
    except OSError:
        return ()
    return ("codebook.json",) if same else ()


def say_identifier(answers: Responses, folder: Path) -> None:
    """Say how respondents keep their ids, where answers have them and the study numbers rows."""
    from psychograph.codebook.codebook import Role
    from psychograph.errors import StudyError
    from psychograph.quoting import shortened
    from psychograph.study.load import load_study
    from psychograph.study.template import scalar

    identifier = answers.codebook.with_role(Role.ID)
    try:
        numbered = load_study(folder / STUDY).respondent is None
    except StudyError:  # `psychograph check` tells what is wrong with it
        return
    if identifier and numbered:
        name = identifier[0].name
        say(
            f"{STUDY} numbers the rows; to keep the ids in {shortened(name)}, write there: "
            f"respondent: {scalar(name)}",
            err=True,
        )
