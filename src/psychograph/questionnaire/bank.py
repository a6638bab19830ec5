"""The bank of standard questions on people, places and what they do, with the codes of public standards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from psychograph.questionnaire.file.questions import PACK_LANGUAGE, written_out
from psychograph.questionnaire.file.schema import AnyEntry
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.model import Battery, Question
from psychograph.yaml_files.declared import Declared, Prose
from psychograph.yaml_files.reading import FileKind, read_tree

BANK = "bank/"
TOPICS = ("demographics", "geography", "behaviour", "buying")
BANK_FILE = FileKind(
    noun="a file of the bank",
    holds="questions by name",
    example="about: Who respondents are",
    start="",
    described="",
    error=QuestionnaireError,
)


@dataclass(frozen=True)
class BankQuestion:
    """A question of the bank.

    Parameters
    ----------
    reference : str
        As files name it after `standard:`, such as ``"demographics.gender"``.
    question : Question
        Ready to be asked; its `source`, or that of its statements, is ``bank/`` and the reference.
    measures : str
        Construct of the knowledge base; empty for none.
    fill_in : str
        What must be given besides, as a key of the file (``"choices"``); empty for nothing. Until then
        its texts hold a place in brackets, as ``[amount A]``.
    note : str
        What a user should know.
    follows : tuple of str
        What its words and codes follow, with what of that was checked and where; empty where all is ours.
    """

    reference: str
    question: Question
    measures: str = ""
    fill_in: str = ""
    note: str = ""
    follows: tuple[str, ...] = ()


class _Entry(Declared):
    ask: AnyEntry
    measures: str = ""
    fill_in: Literal["", "choices", "items"] = ""
    note: Prose = ""
    follows: tuple[Prose, ...] = ()


class _File(Declared):
    about: str
    questions: dict[str, _Entry] = Field(min_length=1)


@cache
def bank() -> Mapping[str, BankQuestion]:
    """Return every question of the bank by its reference, in order.

    Examples
    --------
    >>> asked = bank()["demographics.age"]
    >>> str(asked.question.text), asked.question.name, asked.measures
    ('What is your current age?', 'Age', 'demo.age')
    """
    return MappingProxyType(
        {
            f"{topic}.{name}": _question(f"{topic}.{name}", entry)
            for topic in TOPICS
            for name, entry in _read(topic)
        }
    )


def _read(topic: str) -> list[tuple[str, _Entry]]:
    name = f"{topic}.yaml"
    text = files("psychograph.questionnaire").joinpath("data", "bank", name).read_text(encoding="utf-8")
    tree, _ = read_tree(text, name, BANK_FILE)
    file = _File.model_validate(tree.data, context={"language": PACK_LANGUAGE})
    return list(file.questions.items())


def _question(reference: str, entry: _Entry) -> BankQuestion:
    question = written_out(entry.ask, PACK_LANGUAGE)
    source = f"{BANK}{reference}"
    if isinstance(question.answer, Battery):
        items = tuple(replace(item, source=source) for item in question.answer.items)
        question = replace(question, answer=replace(question.answer, items=items))
    else:
        question = replace(question, source=source)
    return BankQuestion(reference, question, entry.measures, entry.fill_in, entry.note, entry.follows)
