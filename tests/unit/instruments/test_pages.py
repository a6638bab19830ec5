"""The pages on instruments are those that the instruments write."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from psychograph.instruments.cannot_ship import not_bundled
from psychograph.instruments.catalogue import shipped
from psychograph.instruments.pages import instruments_page, licences_page

ROOT = Path(__file__).parents[3]


def test_pages_are_as_written() -> None:
    page = instruments_page(shipped())
    assert (ROOT / "docs" / "instruments.md").read_text(encoding="utf-8") == page, (
        "run python -m psychograph.instruments.pages docs/instruments.md "
        "src/psychograph/instruments/data/LICENCES.md"
    )
    terms = files("psychograph.instruments").joinpath("data", "LICENCES.md").read_text(encoding="utf-8")
    assert terms == licences_page(shipped())


def test_the_page_names_all_scales_and_marks_what_nobody_validated() -> None:
    page = instruments_page(shipped())
    for pack in shipped().in_order:
        assert (f"| `{pack.id}` \\* |" in page) == (not pack.validated)
        assert all(f"| `{scale.id}` | {scale.name} |" in page for scale in pack.scales)
    assert all(one.title in page for one in not_bundled())


def test_terms_cite_every_instrument() -> None:
    terms = licences_page(shipped())
    for pack in shipped().in_order:
        assert pack.citation[0] in terms
        assert pack.licence.evidence[0].quote in terms


def test_links_lead_somewhere() -> None:
    assert (ROOT / "docs" / "preferences.md").is_file()
    assert "(instruments.md)" in (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
