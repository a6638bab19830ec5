"""The report: one HTML file that opens anywhere, offline, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from psychograph.personas.persona import Persona, Statement
from psychograph.reports.figures import Figures
from psychograph.reports.templating import templates
from psychograph.reports.view.evidence import figures_of
from psychograph.reports.view.page import view_page
from psychograph.runs.run import Run


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
