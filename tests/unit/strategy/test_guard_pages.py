"""The pages of the guards are their docstrings, and the catalogue names every guard."""

from __future__ import annotations

import inspect
from pathlib import Path

from psychograph.language.language import language
from psychograph.strategy.guards import GUARDS
from psychograph.strategy.guards.pages import index, pages

FOLDER = Path(__file__).parents[3] / "docs" / "guards"
AGAIN = "write them anew: python -m psychograph.strategy.guards.pages docs/guards"


def test_every_page_is_its_docstring() -> None:
    for name, text in pages().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, AGAIN


def test_there_is_no_page_without_a_guard() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == {"README.md", *pages()}


def test_the_index_lists_every_guard() -> None:
    assert index() in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_guards_are_numbered_and_named() -> None:
    assert [guard.code for guard in GUARDS] == [f"S{number:02d}" for number in range(1, 13)]
    for guard in GUARDS:
        assert language().say(f"guard-{guard.code.lower()}-title") == guard.title
        assert {"Why", "Limits"} <= set(inspect.cleandoc(type(guard).__doc__ or "").splitlines())
