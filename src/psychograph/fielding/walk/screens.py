"""`Screen`: what a respondent sees at once. `Place`: how far along it stands."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.model import Page, Question


@dataclass(frozen=True)
class Screen:
    """One question or battery, with the notices above it.

    Parameters
    ----------
    name : str
        Of the question; stands in addresses.
    page : Page
        The page of the questionnaire that it is part of.
    question : Question
        What is asked. A notice where nothing follows it on its page: then there is nothing to answer.
    notices : tuple of Question
        What is said before it.
    opens_page : bool
        Whether title and intro of the page stand above it.
    """

    name: str
    page: Page
    question: Question
    notices: tuple[Question, ...] = ()
    opens_page: bool = False


@dataclass(frozen=True)
class Place:
    """How far a screen is along the way, as far as the answers so far tell.

    Parameters
    ----------
    part, parts : int
        Number of its page among the pages on the way, from 1, and how many these are.
    title : Translated
        Of the page; empty where it has none.
    minutes_left : int
        Minutes of a person of usual pace from this screen to the end, at least 1.
    """

    part: int
    parts: int
    title: Translated
    minutes_left: int
