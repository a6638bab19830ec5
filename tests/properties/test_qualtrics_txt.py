"""Text files for Qualtrics: what they hold is parsed here, since no reader of ours does; the rest is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from hypothesis import HealthCheck, given, settings
from random_questionnaires import Size, questionnaires

from psychograph.questionnaire.formats.foreign.html_text import text_of
from psychograph.questionnaire.formats.foreign.steps import steps_of
from psychograph.questionnaire.formats.qualtrics.txt import FORMAT
from psychograph.questionnaire.losses import WHOLE, Aspect
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Multiple,
    Notice,
    Number,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
    choices_of,
)

TAG = re.compile(r"\[\[(ID|Choices|Choice|AdvancedChoices|Answer|AdvancedAnswers)(?::(.*))?\]\]")


@dataclass
class Asked:
    """A question as the file has it: lines as people see them."""

    kind: str
    name: str
    text: str
    rows: list[str]
    choices: list[tuple[str, str]]


def blocks_of(content: str) -> list[tuple[str, list[Asked]]]:
    """Return the questions of each block."""
    blocks = []
    for block in content.removesuffix("\n").split("\n\n[[Block:")[1:]:
        name, *parts = block.split("\n\n[[Question:")
        blocks.append((name.removesuffix("]]"), [*map(asked_in, parts)]))
    return blocks


def asked_in(part: str) -> Asked:
    kind, name, text, *lines = part.split("\n")
    known = [line for line in (kind, name, text, *lines) if line.startswith("[[")]
    assert all(TAG.fullmatch(line) for line in known), known
    rows = (
        list(takewhile(lambda line: not line.startswith("[["), lines[1:]))
        if lines[:1] == ["[[Choices]]"]
        else []
    )
    choices = [
        (tag[2], text_of(after).text)
        for line, after in pairwise(lines)
        if (tag := TAG.fullmatch(line)) and tag[1] in {"Choice", "Answer"}
    ]
    shown = [text_of(row).text for row in rows]
    return Asked(
        kind.removesuffix("]]"),
        name.removeprefix("[[ID:").removesuffix("]]"),
        text_of(text).text,
        shown,
        choices,
    )


def answers(question: Question) -> tuple[Choice, ...]:
    match question.answer:
        case Rating(scale, declined) | Battery(scale, _, declined):
            return (*steps_of(scale), *declined)
    return choices_of(question.answer)


def numbers_only(question: Question) -> bool:
    return all(re.fullmatch(r"-?(0|[1-9]\d{0,8})(\.\d{1,4})?", choice.code) for choice in answers(question))


def lost_of(question: Question) -> Iterator[Aspect]:
    """Yield what a text file cannot say of a question, by the help that Qualtrics gives for the format."""
    answer = question.answer
    if question.shown_if is not None:
        yield Aspect.SKIP
    if question.required or isinstance(answer, Consent):
        yield Aspect.REQUIRED
    if not numbers_only(question):
        yield Aspect.CODES
    if any(choice.exclusive or choice.specify or choice.declined for choice in answers(question)):
        yield Aspect.CHOICE
    if isinstance(answer, (Battery, Single, Multiple, Ranking)) and answer.shuffled:
        yield Aspect.ORDER
    if isinstance(answer, Battery):
        yield Aspect.NAME
    if isinstance(answer, (Number, Day, Postcode)):
        yield Aspect.TYPE
    yield from lost_limits(question)


def lost_limits(question: Question) -> Iterator[Aspect]:
    match question.answer:
        case Number(low, high, whole) if low is not None or high is not None or not whole:
            yield Aspect.LIMITS
        case Day(earliest, latest) if earliest or latest:
            yield Aspect.LIMITS
        case FreeText(_, most) if most is not None:
            yield Aspect.LIMITS
        case Postcode(country) if country:
            yield Aspect.LIMITS
        case Multiple(choices, _, least, most) if least or (most or len(choices)) < len(choices):
            yield Aspect.LIMITS
        case Ranking(choices, _, most) if (most or len(choices)) < len(choices):
            yield Aspect.LIMITS


def lost(asked: Questionnaire) -> set[tuple[str, Aspect]]:
    """Return all that must be told of a questionnaire."""
    told = {(WHOLE, Aspect.TEXT)}  # its title
    if asked.languages or asked.language != "en":
        told.add((WHOLE, Aspect.TRANSLATION))
    told |= {(page.name, Aspect.SKIP) for page in asked.pages if page.shown_if is not None}
    told |= {(page.name, Aspect.ORDER) for page in asked.pages if page.shuffled}
    for question in asked.questions:
        told |= {(question.name, aspect) for aspect in lost_of(question)}
        items = question.answer.items if isinstance(question.answer, Battery) else ()
        if any(one.reversed or one.attribute or one.expected or one.source for one in (question, *items)):
            told.add((WHOLE, Aspect.KEY))
    return told


def holds(found: Asked, question: Question) -> None:
    """Hold a question of the file to ours."""
    answer = question.answer
    unit = answer.unit.text if isinstance(answer, Number) else ""
    shown = "\n".join(part for part in (question.text.text, question.help.text, unit) if part)
    assert (found.name, found.text) == (question.name, shown)
    assert found.rows == ([item.text.text for item in answer.items] if isinstance(answer, Battery) else [])
    if isinstance(answer, Consent):
        assert [code for code, _ in found.choices] == ["1", "0"]
        return
    codes = [
        choice.code if numbers_only(question) else str(at) for at, choice in enumerate(answers(question), 1)
    ]
    assert [code for code, _ in found.choices] == codes
    labels = [choice.label.text for choice in answers(question)]
    assert [label for _, label in found.choices] == [
        label or code for label, code in zip(labels, codes, strict=True)
    ]
    kinds = {
        Battery: "Matrix:SingleAnswer", Rating: "MC:SingleAnswer:Horizontal", Ranking: "RO", Notice: "DB",
        Multiple: "MC:MultipleAnswer:Vertical",
    }  # fmt: skip
    assert found.kind == kinds.get(type(answer), found.kind)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(questionnaires(Size(pages=3)))
def test_what_a_text_file_does_not_hold_is_told_and_nothing_else(questionnaire: Questionnaire) -> None:
    assert FORMAT.write is not None
    written = FORMAT.write(questionnaire)
    assert {(loss.where, loss.aspect) for loss in written.losses} == lost(questionnaire)
    blocks = blocks_of(written.files[FORMAT.suffix].decode())
    if questionnaire.intro:
        name, (intro,) = blocks.pop(0)
        assert (name, intro.kind, intro.text) == (
            "Introduction",
            "DB",
            questionnaire.intro.text,
        )
    assert [name for name, _ in blocks] == [page.name for page in questionnaire.pages]
    for page, (_, found) in zip(questionnaire.pages, blocks, strict=True):
        if page.title or page.intro:
            head = found.pop(0)
            parts = (page.title.text, page.intro.text)
            assert head.text == "\n".join(part for part in parts if part)
        for one, question in zip(found, page.questions, strict=True):
            holds(one, question)
