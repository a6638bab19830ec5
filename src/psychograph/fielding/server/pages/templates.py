"""The templates of the pages: whatever anybody wrote is shown as text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@cache  # they know no study, and reading them takes longer than filling one
def templates() -> Environment:
    """Return the templates, which escape all that is filled in and fail where something is missing."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("psychograph.fielding.server"),
        autoescape=True,  # for every template, whatever its file is called
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # files of a package do not change while it runs
    )
