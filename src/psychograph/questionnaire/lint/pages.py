"""The documentation of the rules, made from their docstrings.

Write the pages with ``python -m psychograph.questionnaire.lint.pages docs/questionnaire-lint``.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

from psychograph.questionnaire.lint.rule import LintRule
from psychograph.questionnaire.lint.rules import RULES

HEADING = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)


def page_of(rule: LintRule) -> str:
    """Return the page of one rule in Markdown."""
    text = HEADING.sub(r"## \1", inspect.cleandoc(type(rule).__doc__ or ""))
    head = f"`{rule.code}`, as a rule a *{rule.severity.value}*. [All rules](README.md)"
    return f"# {rule.title}\n\n{head}\n\n{text}\n"


def pages() -> dict[str, str]:
    """Return every page by file name."""
    return {f"{rule.code}.md": page_of(rule) for rule in RULES}


def index() -> str:
    """Return the table of all rules, with links to their pages."""
    lines = ["| rule | as a rule | looks for |", "|---|---|---|"]
    lines += [f"| [`{rule.code}`]({rule.code}.md) | {rule.severity.value} | {rule.title} |" for rule in RULES]
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write every page into a folder."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
