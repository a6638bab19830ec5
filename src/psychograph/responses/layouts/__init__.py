"""Layouts: how each survey tool arranges its export, recognised by its shape and never by its name."""

from __future__ import annotations

from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import did_you_mean, quoted
from psychograph.responses.grid import Grid
from psychograph.responses.imported import Sheet
from psychograph.responses.layouts.google_forms import GoogleForms
from psychograph.responses.layouts.kobo import Kobo
from psychograph.responses.layouts.layout import Evidence, Layout
from psychograph.responses.layouts.limesurvey import LimeSurvey
from psychograph.responses.layouts.plain import Plain
from psychograph.responses.layouts.qualtrics import Qualtrics
from psychograph.responses.layouts.surveymonkey import SurveyMonkey
from psychograph.responses.layouts.typeform import Typeform

# In the order in which they are asked; the strongest evidence wins, the first of equals.
LAYOUTS: tuple[Layout, ...] = (
    Qualtrics(),
    SurveyMonkey(),
    LimeSurvey(),
    Kobo(),
    Typeform(),
    GoogleForms(),
    Plain(),
)


def read_layout(grid: Grid, name: str | None = None) -> tuple[Sheet, str, tuple[str, ...]]:
    """Read a grid as the tool that wrote it arranged it.

    Parameters
    ----------
    grid : Grid
        The cells of a file.
    name : str or None
        Name of the layout; recognised from the cells if None.

    Returns
    -------
    Sheet
        Table and hints.
    str
        Name of the layout.
    tuple of str
        What showed it.
    """
    if name is not None:
        chosen = layout_named(name)
        return chosen.read(grid), chosen.name, ("you said so",)
    found: list[tuple[Evidence, Layout]] = []
    for layout in LAYOUTS:
        evidence = layout.recognise(grid)
        if evidence is not None:
            found.append((evidence, layout))
    evidence, chosen = max(found, key=lambda pair: pair[0].strength)
    return chosen.read(grid), chosen.name, evidence.reasons


def layout_named(name: str) -> Layout:
    """Return a layout by its name.

    Raises
    ------
    ResponsesError
        Where there is none of that name.
    """
    known = {layout.name: layout for layout in LAYOUTS}
    if name not in known:
        raise ResponsesError(
            Problem(
                where="the layout",
                found=quoted(name),
                expected=f"one of {', '.join(known)}",
                mend=did_you_mean(name, known) or "leave it out to have the layout recognised",
            )
        )
    return known[name]
