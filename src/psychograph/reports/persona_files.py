"""A persona as files of its own: a page, Markdown for a wiki, and a record."""

from __future__ import annotations

from psychograph.reports.figures import Figures
from psychograph.reports.html import words
from psychograph.reports.persona_markdown import persona_markdown
from psychograph.reports.persona_record import persona_record
from psychograph.reports.records import to_json
from psychograph.reports.templating import templates
from psychograph.reports.view.persona_page import PersonaPage, persona_pages
from psychograph.runs.run import Run


def persona_files(run: Run, figures: Figures) -> dict[str, str]:
    """Return the files of all personas, by name: ``persona-1.html``, ``.md`` and ``.json`` and so on.

    The number is the segment's. Pages stand alone: styles and pictures are inside, nothing is loaded.
    """
    found = {}
    for page in persona_pages(run, figures.cards):
        found[f"{page.stem}.json"] = to_json(persona_record(page))
        found[f"{page.stem}.md"] = persona_markdown(page)
        found[f"{page.stem}.html"] = persona_html(page)
    return found


def persona_html(page: PersonaPage) -> str:
    """Return a persona's page: the card, which prints on one sheet, and what its marks lead to."""
    given = words(page.run, page.labels)
    return templates().get_template("persona.html.j2").render(page=page, **given)
