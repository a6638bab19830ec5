"""Templates of all pages. Apart from the report, so that a page of the server loads no statistics."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from psychograph.reports import formats

if TYPE_CHECKING:
    from jinja2 import Environment

# Characters that HTML forbids, and marks that turn the direction of all text after them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _without_controls(value: object) -> object:
    """Return what a template prints without the characters that no page may hold."""
    if isinstance(value, str) and FORBIDDEN.search(value):
        return type(value)(FORBIDDEN.sub(" ", value))  # markup stays markup, text stays text
    return value


@cache  # reading them takes longer than filling one
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
        auto_reload=False,  # files of a package do not change while it runs
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
