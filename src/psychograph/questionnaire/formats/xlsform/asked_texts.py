"""Choices that ask for a text: in a form, a question of its own that follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from psychograph.questionnaire.conditions import Chosen
from psychograph.questionnaire.formats.xlsform.answers import unescaped
from psychograph.questionnaire.formats.xlsform.tree import Node
from psychograph.questionnaire.formats.xlsform.xpath import condition_of
from psychograph.questionnaire.model import Choice, Multiple, Question, Ranking, Rating, Single, choices_of


def with_texts(node: Node, question: Question, nodes: Sequence[Node], at: int) -> tuple[Question, int]:
    """Return a question whose choices ask for the texts that follow it, and what stands after those."""
    answer = question.answer
    if not isinstance(answer, (Rating, Single, Multiple, Ranking)):
        return question, at
    while at < len(nodes):
        code = _asks_text(node, question, nodes[at])
        if code is None:
            break
        if isinstance(answer, Rating):
            answer = replace(answer, declined=_specified(answer.declined, code))
        else:
            answer = replace(answer, choices=_specified(answer.choices, code))
        at += 1
    return replace(question, answer=answer), at


def _asks_text(node: Node, question: Question, after: Node) -> str | None:
    """Return the code of the choice for which the next row asks a text; None where it does not."""
    if after.cells["type"].strip() != "text" or not re.fullmatch(
        rf"{re.escape(node.name)}_.*_text(_\d+)?", after.name
    ):
        return None
    if any(after.cells[key] for key in ("required", "constraint", "appearance")):
        return None
    try:
        asked = condition_of(after.cells["relevant"] or "true()")
    except ValueError:
        return None
    for choice in choices_of(question.answer):
        same = choice.label == unescaped(after.cells.text("label"))
        if asked == Chosen(node.name, choice.code) and same and not after.cells.text("hint"):
            return choice.code
    return None


def _specified(choices: tuple[Choice, ...], code: str) -> tuple[Choice, ...]:
    return tuple(replace(choice, specify=True) if choice.code == code else choice for choice in choices)
