"""What was suggested, as people and scripts read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.questionnaire.suggest.choosing import Chosen
    from psychograph.questionnaire.suggest.suggestion import Mapped, Suggestion
    from psychograph.study.model import Objective

RESPONSE_RATE = 0.2
SAID_BEFORE = frozenset({"unvalidated-basis", "key-question", "not-filled-in"})


def print_suggestion(found: Suggestion, objective: Objective) -> None:
    """Print what each question maps to and why, what is asked, length, people and remarks."""
    from psychograph.cli.questionnaire.summary import in_short

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
    from psychograph.cli.questionnaire.summary import print_table

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
    from psychograph.cli.questionnaire.size import size_line
    from psychograph.questionnaire.planning.sample_size import sample_size

    study = found.study.study
    needed = sample_size(len(study.basis), segments=study.segmentation.segments, response_rate=RESPONSE_RATE)
    return f"People: {size_line(needed)}"


def _print_lint(found: Suggestion) -> None:
    """Print what the lint remarks and was not said before; notes are counted."""
    from psychograph.cli.questionnaire.summary import counted, remark_line
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


def print_record(found: Suggestion) -> None:
    """Print the same as JSON."""
    from psychograph.cli.questionnaire.summary import length_record
    from psychograph.questionnaire.planning.sample_size import sample_size
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
