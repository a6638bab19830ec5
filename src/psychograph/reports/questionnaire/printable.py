"""A questionnaire for paper: one HTML page that any browser prints, A4 or Letter, without colours."""

from __future__ import annotations

from importlib.metadata import version

from psychograph.questionnaire.model import Questionnaire
from psychograph.reports.questionnaire.paper import view_paper
from psychograph.reports.questionnaire.voice import voice_of
from psychograph.reports.templating import FORBIDDEN, templates


def printable(questionnaire: Questionnaire, language: str | None = None) -> str:
    """Return a questionnaire as a page for paper.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked.
    language : str, optional
        One of its languages; its own, where none is given.

    Returns
    -------
    str
        A whole HTML page that loads nothing. Questions are numbered, skip logic is said in words, and
        nothing tells respondents what is measured: no keys, no attributes, no expected answers. Questions
        stand in the order of the file, also those that a screen would shuffle. Equal questionnaires
        give equal pages.

    Raises
    ------
    UsageError
        Where nothing is translated into the language.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> from psychograph.questionnaire.model import Number, Page, Question
    >>> age = Question("age", Translated("How old are you?"), Number(16, 110))
    >>> page = printable(Questionnaire(Translated("Coffee"), (Page("you", (age,)),)))
    >>> "How old are you?" in page, "A number from 16 to 110" in page
    (True, True)
    """
    paper = view_paper(questionnaire, voice_of(questionnaire, language))
    return (
        templates()
        .get_template("questionnaire_paper.html.j2")
        .render(
            paper=paper, say=paper.voice.say, running=_css(paper.title.text), version=version("psychograph")
        )
    )


def _css(text: str) -> str:
    """Return a text that can stand in the quotation marks of a style: whatever could end it is coded."""
    plain = FORBIDDEN.sub(" ", " ".join(text.split()))
    return "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in plain[:90])
