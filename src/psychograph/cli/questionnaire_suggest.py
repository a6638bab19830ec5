"""`psychograph questionnaire suggest`: from a goal and key questions to a questionnaire and its study."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.questionnaire_goals import GOALS
from psychograph.cli.talk import say, say_wrapped
from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from psychograph.questionnaire.suggest import Mapped, Suggestion
    from psychograph.questionnaire.suggest_choosing import Chosen
    from psychograph.study.model import Objective

STUDY, FILE = "study.yaml", "questionnaire.yaml"
BESIDE = "study-suggested.yaml"  # where there is a study already
MINUTES = 8.0
RESPONSE_RATE = 0.2
SAID_BEFORE = frozenset({"unvalidated-basis", "key-question"})
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
    "--question", "questions", multiple=True, help="A question the business wants answered; repeatable."
)
@click.option("--statement", help="The objective in one sentence.")
@click.option("--about", default="", help='The offer, as respondents would read it: "our new tea".')
@click.option("--brand", default="", help="The brand, as respondents know it.")
@click.option("--topic", "topics", multiple=True, help="A topic to ask besides; repeatable.")
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
    minutes: float,
    as_json: bool,
) -> None:
    """Suggest a questionnaire for a business goal, and write it into FOLDER with its study.

    Words of your questions point to topics, topics to what is asked, by a mapping that can be read
    (docs/questionnaire-suggest.md); no model is asked. Where FOLDER holds a study.yaml, its goal and key
    questions are used. On a terminal you are asked for what is missing. Nothing is overwritten.
    """
    from psychograph.cli.new_files import refuse_overwriting, write_new
    from psychograph.instruments.catalogue import catalogue_of
    from psychograph.questionnaire.file_written import questionnaire_yaml
    from psychograph.questionnaire.study_of import study_yaml
    from psychograph.questionnaire.suggest import suggest as suggested

    there = (folder / STUDY).is_file()
    study_name = BESIDE if there else STUDY
    refuse_overwriting(folder / FILE, folder / study_name)
    if there and not (goal or questions):
        from psychograph.questionnaire.suggest_for import wanted_by

        wanted = wanted_by(folder / STUDY)
        objective, title = wanted.objective, wanted.title
    else:
        (objective, about), title = _asked(goal, questions, statement, about), ""
    catalogue = catalogue_of(folder if folder.is_dir() else None)
    found = suggested(
        objective, catalogue, minutes=minutes, about=about, brand=brand, topics=topics, title=title
    )
    files = {
        FILE: questionnaire_yaml(found.questionnaire).encode(),
        study_name: study_yaml(found.study).encode(),
    }
    write_new(folder, files)
    if as_json:
        _print_json(found)
    else:
        _print(found, objective)
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


def _print(found: Suggestion, objective: Objective) -> None:
    from psychograph.cli.questionnaire_summary import in_short

    for number, one in enumerate(found.mapping, start=1):
        _print_mapped(number, one)
    say_wrapped(f"The goal {objective.goal.value} adds: {_added(found)}.")
    say("")
    _print_table(found.chosen)
    say("")
    say_wrapped(f"Length: {in_short(found.questionnaire, found.duration)}.")
    say_wrapped(_people(found))
    for remark in found.remarks:
        say_wrapped(remark, lead="- ")
    _print_lint(found)


def _print_mapped(number: int, one: Mapped) -> None:
    say_wrapped(one.question, lead=f"{number}. ", indent="   ")
    if not one.topics:
        say_wrapped(one.why, lead="   nothing is asked: ", indent="   ")
        return
    words = ", ".join(f"{topic.name} ('{words}')" for topic, words in zip(one.topics, one.words, strict=True))
    say_wrapped(words, lead="   points to: ", indent="   ")
    say_wrapped(", ".join(one.attributes) or "nothing that had room", lead="   asks: ", indent="   ")
    if one.missing:
        say_wrapped(", ".join(one.missing), lead="   no room for: ", indent="   ")
    say_wrapped(one.why, lead="   why: ", indent="   ")


def _added(found: Suggestion) -> str:
    from psychograph.quoting import listed

    answering = {name for one in found.mapping for name in one.attributes}
    goal = [
        one.attribute
        for one in found.chosen
        if one.attribute not in answering and any("goal" in why for why in one.wish.reasons)
    ]
    return listed(goal, most=20) or "nothing that was not asked already"


def _print_table(chosen: Sequence[Chosen]) -> None:
    from psychograph.cli.questionnaire_summary import print_table

    rows = [
        (
            one.attribute,
            one.role.value,
            _source(one),
            str(len(one.items)) if one.items else "1",
            _reasons(one),
        )
        for one in chosen
    ]
    print_table(("attribute", "does", "asked with", "items", "for"), rows, numbers=(3,))


def _source(one: Chosen) -> str:
    if one.pack is None:
        return "bank"
    if one.pack.validated:
        return one.pack.name
    return "ours, shortened" if one.cut else "ours"


def _reasons(one: Chosen) -> str:
    """Return for whom an attribute is asked, in few letters: "questions 1, 3; goal"."""
    numbers = [
        why.removeprefix("key question ") for why in one.wish.reasons if why.startswith("key question")
    ]
    others = ["goal" if why.startswith("goal ") else why for why in one.wish.reasons if "question" not in why]
    asked = [f"question{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"] if numbers else []
    return "; ".join([*asked, *others])


def _people(found: Suggestion) -> str:
    from psychograph.cli.questionnaire_size import size_line
    from psychograph.questionnaire.size import sample_size

    study = found.study.study
    needed = sample_size(len(study.basis), segments=study.segmentation.segments, response_rate=RESPONSE_RATE)
    return f"People: {size_line(needed)}"


def _print_lint(found: Suggestion) -> None:
    """Print what the lint remarks and was not said before; notes are counted."""
    from psychograph.cli.questionnaire_summary import counted, remark_line
    from psychograph.findings import Severity
    from psychograph.questionnaire.lint import lint

    remarks = [one for one in lint(found.questionnaire, found.study.study) if one.code not in SAID_BEFORE]
    for remark in remarks:
        if remark.severity is not Severity.NOTE:
            say_wrapped(remark_line(remark), lead="- ")
    notes = sum(remark.severity is Severity.NOTE for remark in remarks)
    if notes:
        say_wrapped(
            f"{counted(notes, 'note')} on the wording: see `psychograph questionnaire check`.", lead="- "
        )


def _print_json(found: Suggestion) -> None:
    from psychograph.cli.questionnaire_summary import length_record
    from psychograph.questionnaire.size import sample_size
    from psychograph.reports.records import to_json

    study = found.study.study
    needed = sample_size(len(study.basis), segments=study.segmentation.segments, response_rate=RESPONSE_RATE)
    record = {
        "questions": [
            {
                "question": one.question,
                "topics": [topic.id for topic in one.topics],
                "attributes": list(one.attributes),
                "missing": list(one.missing),
                "why": one.why,
            }
            for one in found.mapping
        ],
        "attributes": [
            {
                "attribute": one.attribute,
                "role": one.role.value,
                "source": one.source or None,
                "items": len(one.items) or 1,
                "validated": one.validated,
                "reasons": list(one.wish.reasons),
            }
            for one in found.chosen
        ],
        "left_out": [wish.asked.attribute for wish in found.left_out],
        "length": length_record(found.duration),
        "answers_needed": needed.answers,
        "invitations": needed.invitations,
        "remarks": list(found.remarks),
    }
    say(to_json(record).rstrip("\n"))
