"""The documentation of the rules, made from their docstrings.

Write the pages with ``python -m psychograph.responses.quality.pages docs/quality``.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

from psychograph.responses.quality.rule import QualityRule
from psychograph.responses.quality.rules import RULES

HEADING = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)


def page_of(rule: QualityRule) -> str:
    """Return the page of one rule in Markdown.

    Parameters
    ----------
    rule : QualityRule
        The rule; its docstring says what it looks for, that of `applies` what it needs.
    """
    text = HEADING.sub(r"## \1", inspect.cleandoc(type(rule).__doc__ or ""))
    needs = inspect.cleandoc(rule.applies.__doc__ or "")
    body, _, rest = text.partition("\n## ")
    return (
        f"# {rule.title}\n\n"
        f"`{rule.code}`, evidence of the family *{rule.family.value}*. [All rules](README.md)\n\n"
        f"{body.strip()}\n\n**When it can run.** {needs}\n" + (f"\n## {rest.strip()}\n" if rest else "")
    )


def pages() -> dict[str, str]:
    """Return every page by file name."""
    return {f"{rule.code}.md": page_of(rule) for rule in RULES}


def index() -> str:
    """Return the table of all rules, with links to their pages."""
    lines = ["| rule | evidence | looks for |", "|---|---|---|"]
    lines += [f"| [`{rule.code}`]({rule.code}.md) | {rule.family.value} | {rule.title} |" for rule in RULES]
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write every page into a folder."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
