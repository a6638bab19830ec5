"""What a format cannot say: each loss names its place, what is lost and what stands instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WHOLE = "questionnaire"  # the place of what concerns no single page, question or item


class Aspect(StrEnum):
    """Which part of a questionnaire is lost or changed."""

    NAME = "name"  # names of questions, items, pages
    TYPE = "type"  # the kind of answer
    TEXT = "text"  # words that respondents read: questions, labels, titles
    HELP = "help"
    TRANSLATION = "translation"
    CODES = "codes"  # codes of answers, and ends of scales
    CHOICE = "choice"  # which choice is exclusive, asks for a text, or means no answer
    LIMITS = "limits"  # bounds of numbers and days, lengths, how many choices
    REQUIRED = "required"
    SKIP = "skip"  # when something is shown
    ORDER = "order"  # orders of chance
    PAGES = "pages"  # how questions are spread over pages
    KEY = "key"  # what is measured: reversed items, attributes, expected answers, sources
    CONTENT = "content"  # a whole question, page or item


@dataclass(frozen=True)
class Loss:
    """One thing that a file does not hold, or that was not taken from it.

    Parameters
    ----------
    where : str
        Name of the page, question or item; of an item alone where only it is concerned. `WHOLE` otherwise.
    aspect : Aspect
        Which part of it.
    what : str
        What is lost, for a person: "the order of chance of its statements".
    instead : str
        What stands instead, or what to do: "set 'Randomize' by hand".
    """

    where: str
    aspect: Aspect
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.instead}"
