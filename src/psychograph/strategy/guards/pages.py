"""The documentation of the guards, made from their docstrings.

Write the pages with ``python -m psychograph.strategy.guards.pages docs/guards``.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

from psychograph.strategy.guards import GUARDS
from psychograph.strategy.guards.guard import Guard

HEADING = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)


def page_of(guard: Guard) -> str:
    """Return the page of one guard in Markdown."""
    text = HEADING.sub(r"## \1", inspect.cleandoc(type(guard).__doc__ or ""))
    return f"# {guard.code}: {guard.title}\n\n[All guards](README.md)\n\n{text.strip()}\n"


def pages() -> dict[str, str]:
    """Return every page by file name."""
    return {f"{guard.code}.md": page_of(guard) for guard in GUARDS}


def index() -> str:
    """Return the table of all guards, with links to their pages."""
    lines = ["| guard | what it does |", "|---|---|"]
    for guard in GUARDS:
        first = inspect.cleandoc(type(guard).__doc__ or "").split("\n\n")[0].replace("\n", " ")
        lines.append(f"| [{guard.code}: {guard.title}]({guard.code}.md) | {first} |")
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write every page into a folder."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
