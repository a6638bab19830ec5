"""What the pages on history tell people to type is there: every command, every option, every link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from unit.test_field_docs import FENCED, LINK, SPAN, unknown

from psychograph.cli.history import SUBCOMMANDS
from psychograph.history.kinds import Kind

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "history.md", ROOT / "docs" / "online-retail.md"]
CALLED = re.compile(r"psychograph ((?:history|questionnaire) .*)")


def commands(text: str) -> list[str]:
    """Return each call that stands in code of a page, those over several lines put together."""
    lines = "\n".join(FENCED.findall(text)).replace("\\\n", " ").splitlines()
    return [
        call
        for line in [*lines, *SPAN.findall(FENCED.sub("", text))]
        for call in CALLED.findall(line.partition(" # ")[0])
    ]


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_command_and_option_is_there(page: Path) -> None:
    found = commands(page.read_text("utf-8"))
    assert len(found) >= 3
    assert {call: unknown(call) for call in found if unknown(call)} == {}


LINKED = [*PAGES, ROOT / "docs" / "history-statistics.md"]


@pytest.mark.parametrize("page", LINKED, ids=[page.stem for page in LINKED])
def test_links_lead_somewhere(page: Path) -> None:
    inside = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_every_command_and_kind_stands_on_the_page() -> None:
    text = PAGES[0].read_text("utf-8")
    assert {*SUBCOMMANDS} <= {call.split()[1] for call in commands(text)}
    assert all(kind.value in text for kind in Kind)
