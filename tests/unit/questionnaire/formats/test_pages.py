"""The page on formats is what the formats say now."""

from __future__ import annotations

import re
from pathlib import Path

from psychograph.questionnaire.formats.pages import PARTS, main, page
from psychograph.questionnaire.formats.register import formats
from psychograph.questionnaire.losses import Aspect

DOCS = Path(__file__).parents[4] / "docs" / "formats"


def test_the_page_is_made_from_the_formats(tmp_path: Path) -> None:
    main(tmp_path / "README.md")
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == page()
    assert (DOCS / "README.md").read_text(encoding="utf-8") == page(), (
        "run `python -m psychograph.questionnaire.formats.pages docs/formats/README.md`"
    )


def test_every_format_and_every_part_stands_there() -> None:
    assert set(PARTS) == set(Aspect)
    for one in formats():
        assert f"(`{one.name}`)" in page()


def test_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", page()):
        assert (DOCS / link).exists(), link
