"""`psychograph questionnaire import`: a questionnaire from a survey tool's file, with its study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.plain_text import PLAIN_TEXT
from psychograph.cli.questionnaire.goals import GOALS
from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.questionnaire.formats.format import Taken
    from psychograph.questionnaire.model import Questionnaire
    from psychograph.study.guess import Guess

LARGEST = 50_000_000  # bytes; a form of ten thousand questions is five million
EXAMPLE = """\b
Example:
  psychograph questionnaire suggest my-study --goal trial --question "Who tries new things?"
  psychograph questionnaire export my-study --to surveyjs -o exported
  psychograph questionnaire import exported/my-study.surveyjs.json taken-back
"""


@click.command("import", epilog=EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--goal", type=click.Choice(GOALS), help="What the business wants; awareness if absent.")
@click.option("--statement", type=PLAIN_TEXT, help="The objective in one sentence.")
def import_(file: Path, folder: Path, goal: str | None, statement: str | None) -> None:
    """Read FILE, a questionnaire of any survey tool, and write it into FOLDER as a study.

    Writes questionnaire.yaml, study.yaml, codebook.json and losses.md, all or none. The tool is recognised
    by the content of the file; what could not be taken is printed.
    """
    from psychograph.cli.new_files import write_new
    from psychograph.cli.questionnaire.written import LOSSES, Lost, losses_page, print_losses
    from psychograph.codebook.files import codebook_json
    from psychograph.questionnaire.answers.codebook import codebook_of

    title, taken = _taken(file)
    text, asked = _as_written(file.name, taken.questionnaire)
    guess, why_not = _study(asked, folder, goal, statement)
    files = {
        "questionnaire.yaml": text.encode(),
        "codebook.json": codebook_json(codebook_of(asked)).encode(),
    }
    if guess is not None:
        from psychograph.questionnaire.study.study_of import study_yaml

        files["study.yaml"] = study_yaml(guess).encode()
    lost = (Lost(file.name, title, taken.losses),)
    files[LOSSES] = losses_page(lost, [*files]).encode()
    write_new(folder, files)
    _print(title, asked, guess, why_not)
    print_losses(lost)
    say(f"Wrote {', '.join(files)} into {folder}.", err=True)
    say(f"Next: psychograph questionnaire check {folder}", err=True)


def _taken(file: Path) -> tuple[str, Taken]:
    """Return what the file is, and what was taken from it."""
    from psychograph.errors import Problem
    from psychograph.named_files import read_file
    from psychograph.questionnaire.formats.format import QuestionnaireError
    from psychograph.questionnaire.formats.recognise import recognise

    try:
        content = read_file(file, most=LARGEST)
    except (OSError, ValueError) as reason:
        absent = isinstance(reason, FileNotFoundError)
        raise QuestionnaireError(
            Problem(
                where=str(file),
                found="no such file" if absent else getattr(reason, "strerror", None) or str(reason),
                expected="a questionnaire exported from a survey tool",
                mend="check the name and the folder it is looked for in"
                if absent
                else "name the file itself, and check that you may read it",
            )
        ) from None
    kind = recognise(file.name, content)
    assert kind.read is not None  # noqa: S101 - only formats that read are recognised
    return kind.title, kind.read(file.name, content)


def _as_written(name: str, taken: Questionnaire) -> tuple[str, Questionnaire]:
    """Return the text of a questionnaire and what it reads back as; refuse one that contradicts itself."""
    from psychograph.errors import Problem
    from psychograph.instruments.catalogue import shipped
    from psychograph.questionnaire.file.reading import parse_questionnaire
    from psychograph.questionnaire.file.writing import questionnaire_yaml
    from psychograph.questionnaire.formats.format import QuestionnaireError
    from psychograph.questionnaire.structure.problems import problems

    QuestionnaireError.collect(
        Problem(f"{name}, {breach.where}", breach.found, breach.expected, breach.mend)
        for breach in problems(taken)
    )
    text = questionnaire_yaml(taken)
    return text, parse_questionnaire(text, f"{name}, as questionnaire.yaml", shipped())


def _study(
    asked: Questionnaire, folder: Path, goal: str | None, statement: str | None
) -> tuple[Guess | None, str]:
    """Return the study of what was taken; none, and why, where nothing of it could build segments."""
    from psychograph.errors import StudyError
    from psychograph.instruments.catalogue import catalogue_of
    from psychograph.questionnaire.study.study_of import study_of
    from psychograph.study.guess import STATEMENT
    from psychograph.study.model import Goal, Objective

    objective = Objective(goal=Goal(goal or Goal.AWARENESS), statement=statement or STATEMENT)
    catalogue = catalogue_of(folder if folder.is_dir() else None)
    try:
        return study_of(asked, catalogue, objective=objective), ""
    except StudyError as reason:
        return None, "; ".join(f"{problem.found}; {problem.mend}" for problem in reason.problems)


def _print(title: str, asked: Questionnaire, guess: Guess | None, why_not: str) -> None:
    from psychograph.cli.questionnaire.summary import counted, in_short
    from psychograph.questionnaire.planning.length import duration

    say_wrapped(f"Read as {title}: {in_short(asked, duration(asked))}.")
    if guess is None:
        say_wrapped(f"No study was written: {why_not}.")
    else:
        study = guess.study
        say_wrapped(
            f"The study has {counted(len(study.attributes), 'attribute')}: {len(study.basis)} in the basis, "
            f"{counted(len(study.descriptors), 'descriptor')}."
        )
        for remark in guess.remarks:
            say_wrapped(remark)
