"""The preview: a questionnaire as respondents will see it on a phone, beside what its designer must know."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from psychograph.instruments.catalogue import Catalogue
from psychograph.questionnaire.lint.rule import Remark
from psychograph.questionnaire.model import Questionnaire
from psychograph.questionnaire.planning.length import Duration
from psychograph.questionnaire.planning.sample_size import SampleSize
from psychograph.reports.questionnaire.panel import view_panel
from psychograph.reports.questionnaire.screen import view_screen
from psychograph.reports.templating import templates
from psychograph.study.model import Study

# In this order: what conditions mean, then the page that is led by them.
SCRIPTS = ("questionnaire_conditions.js", "questionnaire_preview.js")


def preview(
    questionnaire: Questionnaire,
    *,
    study: Study | None = None,
    catalogue: Catalogue | None = None,
    duration: Duration | None = None,
    sample: SampleSize | None = None,
    remarks: Sequence[Remark] | None = None,
) -> str:
    """Return a page on which a questionnaire can be walked through before anybody is asked.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked.
    study : Study, optional
        Whose key questions it should answer.
    catalogue : Catalogue, optional
        Where its instruments are found, for citations and licences.
    duration, sample, remarks : optional
        How long it takes, whom to ask, and what rules of style say of it; what is absent is not shown.

    Returns
    -------
    str
        A whole HTML page. It loads nothing and sends nothing: answers stay on the page and are gone with
        it. Without scripts it is one long page. Equal inputs give equal pages.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> from psychograph.questionnaire.model import FreeText, Page, Question
    >>> why = Question("why", Translated("Why do you <b>buy</b>?"), FreeText())
    >>> page = preview(Questionnaire(Translated("Coffee"), (Page("one", (why,)),)))
    >>> "Why do you &lt;b&gt;buy&lt;/b&gt;?" in page, "http://" in page
    (True, False)
    """
    panel = view_panel(
        questionnaire, study=study, catalogue=catalogue, duration=duration, sample=sample, remarks=remarks
    )
    return (
        templates()
        .get_template("questionnaire_preview.html.j2")
        .render(
            screen=view_screen(questionnaire),
            panel=panel,
            script=script(),
            digest=_digest(script()),
            version=version("psychograph"),
        )
    )


@cache
def script() -> str:
    """Return the script of the page, as it stands there."""
    room = files("psychograph.reports").joinpath("templates")
    texts = [room.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(texts) + "})();\n"


def _digest(text: str) -> str:
    """Return what tells a browser that this script is ours: no other runs on the page."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
