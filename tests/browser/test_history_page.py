"""The page of a history in a real Chromium: no scripts, phone and desk, day and night, paper."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import explored
import pytest

from psychograph.reports.history.page import render_history

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
AXE = Path(__file__).parents[1] / "consumers" / "node_modules" / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core is not installed: npm install --prefix tests/consumers"
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOPS = {"shop": explored.shop, "bare": explored.bare, "hostile": explored.hostile}


@pytest.fixture(scope="module")
def browser():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with sync_api.sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            yield chromium
            chromium.close()


@pytest.fixture(scope="module", params=SHOPS)
def file(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("history") / "exploration.html"
    path.write_text(render_history(SHOPS[request.param]()), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser, file):
    contexts = []

    def opening(width: int = 1280, scheme: str = "light", *, scripts: bool = True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(file.as_uri())
        return page

    yield opening
    for context in contexts:
        context.close()


def test_asks_the_network_for_nothing_and_complains_of_nothing(opened):
    page = opened()
    assert page.said == []
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []


def test_never_scrolls_sideways_even_with_all_tables_open(opened):
    page = opened()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pictures_are_all_there_on_page_and_phone(opened):
    for width in (1280, 360):
        page = opened(width)
        assert page.evaluate("document.images.length") >= 1
        page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
        assert page.evaluate("[...document.images].every(i => i.alt.length > 40)")


@needs_axe
def test_axe_finds_nothing(opened):
    page = opened()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(AXE.read_text("utf-8"))  # once: loading it takes as long as a look
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            passes, found = page.evaluate(
                "async tags => { const all = await axe.run({runOnly: tags, resultTypes: ['violations']});"
                "return [all.passes.length,"
                " all.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))])]; }",
                TAGS,
            )
            assert found == [], (width, scheme)
            assert passes > 20


def test_figures_open_without_scripts(opened):
    page = opened(scripts=False)
    first = page.locator("details").first
    assert not first.locator("table").is_visible()
    first.locator("summary").click()
    assert first.locator("table").is_visible()


def test_paper_shows_the_tables_that_the_screen_folds_away(opened):
    page = opened(680)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("details").first.locator("table").is_visible()
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert ground == "rgba(0, 0, 0, 0)"  # ink is black on paper, whatever the screen is set to
    assert ink == "rgb(31, 35, 40)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 680


def test_keyboard_reaches_the_page_and_its_figures(opened):
    page = opened(360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#main'")
    heights = page.evaluate(
        "[...document.querySelectorAll('.contents a')].map(a => a.getBoundingClientRect().height)"
    )
    assert min(heights) >= 40
