"""`psychograph questionnaire suggest`: from a goal and key questions to a questionnaire and its study."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.plain_text import PLAIN_TEXT
from psychograph.cli.questionnaire.goals import GOALS
from psychograph.cli.talk import say
from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from psychograph.study.model import Objective

STUDY, FILE = "study.yaml", "questionnaire.yaml"
BESIDE = "study-suggested.yaml"  # where there is a study already
MINUTES = 8.0
EXAMPLE = """\b
Example:
  psychograph questionnaire suggest my-study --goal launch_new --about "our new tea" \\
    --question "Who is open to new products?" --question "Where do we reach them?"
  psychograph questionnaire preview my-study
"""


@click.command(epilog=EXAMPLE)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--goal", type=click.Choice(GOALS), help="What the business wants.")
@click.option(
    "--question",
    "questions",
    type=PLAIN_TEXT,
    multiple=True,
    help="A question the business wants answered; repeatable.",
)
@click.option("--statement", type=PLAIN_TEXT, help="The objective in one sentence.")
@click.option(
    "--about", type=PLAIN_TEXT, default="", help='The offer, as respondents would read it: "our new tea".'
)
@click.option("--brand", type=PLAIN_TEXT, default="", help="The brand, as respondents know it.")
@click.option("--topic", "topics", type=PLAIN_TEXT, multiple=True, help="A topic to ask besides; repeatable.")
@click.option(
    "--known",
    type=PLAIN_TEXT,
    multiple=True,
    metavar="CONSTRUCT",
    help="What you know of each respondent already, such as beh.recency; repeatable. It is not asked.",
)
@click.option(
    "--length",
    "minutes",
    type=float,
    default=MINUTES,
    show_default=True,
    help="How many minutes it may take a person of usual pace.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was suggested as JSON.")
def suggest(
    folder: Path,
    goal: str | None,
    questions: tuple[str, ...],
    statement: str | None,
    about: str,
    brand: str,
    topics: tuple[str, ...],
    known: tuple[str, ...],
    minutes: float,
    as_json: bool,
) -> None:
    """Suggest a questionnaire for a business goal, and write it into FOLDER with its study.

    Words of your questions point to topics, topics to what is asked, by a mapping that can be read
    (docs/questionnaire-suggest.md); no model is asked. Where FOLDER holds a study.yaml, its goal and key
    questions are used. On a terminal you are asked for what is missing. Nothing is overwritten.
    """
    from psychograph.cli.new_files import refuse_overwriting, write_new
    from psychograph.cli.questionnaire.suggested import print_record, print_suggestion
    from psychograph.instruments.catalogue import catalogue_of
    from psychograph.questionnaire.file.writing import questionnaire_yaml
    from psychograph.questionnaire.study.study_of import study_yaml
    from psychograph.questionnaire.suggest.suggestion import suggest as suggested

    there = (folder / STUDY).is_file()
    study_name = BESIDE if there else STUDY
    refuse_overwriting(folder / FILE, folder / study_name)
    if there and not (goal or questions):
        from psychograph.questionnaire.suggest.wanted import wanted_by

        wanted = wanted_by(folder / STUDY)
        objective, title = wanted.objective, wanted.title
    else:
        (objective, about), title = _asked(goal, questions, statement, about), ""
    catalogue = catalogue_of(folder if folder.is_dir() else None)
    found = suggested(
        objective,
        catalogue,
        minutes=minutes,
        about=about,
        brand=brand,
        topics=topics,
        known=known,
        title=title,
    )
    files = {
        FILE: questionnaire_yaml(found.questionnaire).encode(),
        study_name: study_yaml(found.study).encode(),
    }
    write_new(folder, files)
    if as_json:
        print_record(found)
    else:
        print_suggestion(found, objective)
    say(f"Wrote {' and '.join(files)} into {folder}.", err=True)
    if there:
        say(
            f"Your {STUDY} was left as it is: take over attributes, basis and descriptors from {BESIDE}, "
            f"or put {BESIDE} in its place.",
            err=True,
        )
    say(f"Next: psychograph questionnaire preview {folder}", err=True)


def _asked(
    goal: str | None, questions: Sequence[str], statement: str | None, about: str
) -> tuple[Objective, str]:
    """Return the objective and the offer that options tell; on a terminal, what is missing is asked for."""
    from psychograph.study.model import Goal, KeyQuestion, Objective

    if goal is None or not questions:
        if _somebody_is_there():
            goal = goal or _prompt_goal()
            questions = questions or _prompt_questions()
            about = about or _prompt_about()
        elif goal is None:
            raise UsageError(_no_goal())
    blank = [question for question in questions if not question.strip()]
    UsageError.collect(
        Problem("--question", "an empty text", "a question of the business", "write it, or leave it out")
        for _ in blank
    )
    said = statement or (f"Whom should we address first with {about.strip()}?" if about.strip() else "")
    objective = Objective(
        goal=Goal(goal),
        statement=said.strip() or (questions[0] if questions else "Which groups do our customers form?"),
        key_questions=tuple(KeyQuestion(question=question) for question in questions),
    )
    return objective, about


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _no_goal() -> Problem:
    return Problem(
        where="--goal",
        found="no goal",
        expected=f"one of {', '.join(GOALS)}",
        mend='write, for instance, --goal launch_new --question "Who is open to new products?"',
    )


def _prompt_goal() -> str:
    from psychograph.knowledge.rules import goals

    say("What does the business want of people?", err=True)
    for number, name in enumerate(GOALS, start=1):
        ask = goals()[name].ask.replace("{product}", "it")
        say(f"  {number}  {name}: to {ask}", err=True)
    chosen = click.prompt("Number", type=click.IntRange(1, len(GOALS)), err=True)
    return GOALS[int(chosen) - 1]


def _prompt_about() -> str:
    say(
        "What is it about, as respondents would read it? Such as: our new tea. Empty for nothing yet.",
        err=True,
    )
    return str(click.prompt("Offer", default="", show_default=False, err=True)).strip()


def _prompt_questions() -> tuple[str, ...]:
    say("What do you want to know of your customers? One question a line; an empty line ends.", err=True)
    found: list[str] = []
    while True:
        said = str(click.prompt("Question", default="", show_default=False, err=True)).strip()
        if not said:
            return tuple(found)
        found.append(said)
