"""`psychograph init`: a study to start from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.new_files import refuse_overwriting, write_new
from psychograph.cli.talk import say, wrapped

if TYPE_CHECKING:
    from psychograph.study.guess import Guess

STUDY = "study.yaml"
QUESTIONNAIRE = "questionnaire.yaml"


EXAMPLE = """\b
Example:
  psychograph init my-study
  psychograph check my-study/study.yaml
"""


@click.command(epilog=EXAMPLE)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "answers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Answers to guess the study from: an export of any survey tool. They are imported into FOLDER.",
)
@click.option(
    "--layout", metavar="NAME", help="The tool that wrote FILE, where it is not recognised by its shape."
)
def init(folder: Path, answers: Path | None, layout: str | None) -> None:
    """Write a commented study.yaml into FOLDER, guessed from answers where you have them.

    Where FOLDER holds a questionnaire.yaml, the study is that of the questionnaire.
    """
    from psychograph.study.template import render_study

    refuse_overwriting(folder / STUDY)
    if answers is None and (folder / QUESTIONNAIRE).is_file():
        _of_questionnaire(folder)
    elif answers is None:
        write_new(folder, {STUDY: render_study().encode()})
        say(f"Wrote {folder / STUDY}.", err=True)
    else:
        _from(answers, folder, layout)
    say(f"Next: read it, correct it, and run: psychograph check {folder / STUDY}", err=True)


def _of_questionnaire(folder: Path) -> None:
    """Write the study of the questionnaire that stands in the folder."""
    from psychograph.cli.questionnaire.opened import opened
    from psychograph.questionnaire.study.study_of import study_of, study_yaml
    from psychograph.study.guess import STATEMENT
    from psychograph.study.model import Goal, Objective

    found = opened(folder / QUESTIONNAIRE)
    objective = Objective(goal=Goal.AWARENESS, statement=STATEMENT)
    guess = _identified(study_of(found.questionnaire, found.catalogue, objective=objective), folder)
    write_new(folder, {STUDY: study_yaml(guess).encode()})
    say(f"Wrote {folder / STUDY}, with what {QUESTIONNAIRE} asks.", err=True)
    for line in guess.remarks:
        for printed in wrapped("- ", line):
            say(printed, err=True)


def _identified(guess: Guess, folder: Path) -> Guess:
    """Return the study with the column by which answers that are there already identify respondents."""
    from psychograph.codebook.codebook import Role
    from psychograph.codebook.files import read_codebook
    from psychograph.responses.written import CODEBOOK

    if not (folder / CODEBOOK).is_file():
        return guess
    for variable in read_codebook(folder / CODEBOOK).with_role(Role.ID):
        return replace(guess, study=guess.study.model_copy(update={"respondent": variable.name}))
    return guess


def _from(answers: Path, folder: Path, layout: str | None) -> None:
    """Import answers into the folder, unless they were imported there before, and guess a study."""
    from psychograph.cli.guessing import guess_from
    from psychograph.cli.responses import summary
    from psychograph.responses.written import CODEBOOK, TABLE, responses_files
    from psychograph.study.template import render_study

    there = (folder / TABLE).exists() and answers.exists() and answers.samefile(folder / TABLE)
    imported_before = there and (folder / CODEBOOK).is_file()
    if not imported_before:
        refuse_overwriting(*([] if there else [folder / TABLE]), folder / CODEBOOK)
    guess, imported = guess_from(answers, folder, layout=layout)
    files = {} if imported_before else responses_files(imported.responses)
    if there:
        files.pop(TABLE, None)
    write_new(folder, {**files, STUDY: render_study(guess).encode()})
    say(f"Wrote {', '.join([*files, STUDY])} into {folder}.", err=True)
    for line in dict.fromkeys((*summary(imported), *guess.remarks)):
        for printed in wrapped("- ", line):
            say(printed, err=True)
