"""A brief as files of its own: a page, Markdown for a wiki, and a record."""

from __future__ import annotations

from psychograph.reports.brief_markdown import brief_markdown
from psychograph.reports.brief_record import brief_record
from psychograph.reports.html import words
from psychograph.reports.records import to_json
from psychograph.reports.templating import templates
from psychograph.reports.view.brief_page import BriefPage, brief_pages
from psychograph.runs.run import Run


def brief_files(run: Run) -> dict[str, str]:
    """Return the files of all briefs, by name: ``brief-1.html``, ``.md`` and ``.json`` and so on.

    The number is the segment's, as that of the persona's files. Pages stand alone.
    """
    found = {}
    for page in brief_pages(run):
        found[f"{page.stem}.json"] = to_json(brief_record(page))
        found[f"{page.stem}.md"] = brief_markdown(page)
        found[f"{page.stem}.html"] = brief_html(page)
    return found


def brief_html(page: BriefPage) -> str:
    """Return a brief's page: a sheet that is read in two minutes, then everything behind it."""
    given = words(page.run, page.labels)
    return templates().get_template("brief_page.html.j2").render(page=page, **given)
