"""The report: one HTML file that opens anywhere, offline, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from psychograph.personas.persona import Persona, Statement
from psychograph.reports import formats
from psychograph.reports.figures import Figures
from psychograph.reports.view.evidence import figures_of
from psychograph.reports.view.page import view_page
from psychograph.runs.run import Run

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(run: Run, figures: Figures) -> str:
    """Render the report of a run.

    Parameters
    ----------
    run : Run
        The run.
    figures : Figures
        Its pictures.

    Returns
    -------
    str
        A whole HTML page. Styles and pictures are inside, nothing is loaded from elsewhere, and
        whatever the user or a respondent wrote is shown as text. Equal runs give equal pages.
    """
    page = view_page(run, figures)
    return templates().get_template("report.html.j2").render(page=page, **words(run, page.labels))


def words(run: Run, labels: Mapping[str, str]) -> dict[str, Callable[..., str]]:
    """Return what templates call for texts: messages of the run's language, and figures in words."""

    def figures(statement: Statement, persona: Persona) -> str:
        return figures_of(statement, persona, labels, run.language)

    return {
        "say": run.language.say,
        "figures_of": figures,
        "percent_of": run.language.percent,
        "number_of": run.language.number,
    }


# Characters that HTML forbids, and marks that turn the direction of all text after them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _without_controls(value: object) -> object:
    """Return what a template prints without the characters that no page may hold."""
    if isinstance(value, str) and FORBIDDEN.search(value):
        return type(value)(FORBIDDEN.sub(" ", value))  # markup stays markup, text stays text
    return value


def templates() -> Environment:
    """Return the templates of all pages, in which whatever a user wrote is shown as text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("psychograph.reports"),
        autoescape=True,  # for every template, whatever its file is called
        undefined=StrictUndefined,
        finalize=_without_controls,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters.update(
        figure=formats.figure,
        fixed=formats.fixed,
        signed=formats.signed,
        percent=formats.percent,
        span=formats.span,
        capitalised=formats.capitalised,
        coded=formats.coded,
        numbered=formats.numbered,
        people=formats.people,
        data_uri=formats.data_uri,
        bright=formats.bright,
    )
    return found
