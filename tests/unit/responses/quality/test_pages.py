"""The pages of the rules are their docstrings."""

from __future__ import annotations

from pathlib import Path

from psychograph.responses.quality.pages import index, pages

FOLDER = Path(__file__).parents[4] / "docs" / "quality"
AGAIN = "write them anew: python -m psychograph.responses.quality.pages docs/quality"


def test_every_page_is_its_docstring() -> None:
    for name, text in pages().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, AGAIN


def test_there_is_no_page_without_a_rule() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == {"README.md", *pages()}


def test_the_index_lists_every_rule() -> None:
    assert index() in (FOLDER / "README.md").read_text(encoding="utf-8")
