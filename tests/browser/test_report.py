"""The report in a real Chromium: offline, on a phone, on a desk and on paper."""

import shutil
import warnings

import pytest
from unit.reports.hostile import hostile_run

from psychograph.reports.figures import draw_figures
from psychograph.reports.html import render_html
from psychograph.runs.run import run_steps
from psychograph.study.model import SegmentationSettings

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

# The narrower and the shorter of A4 (180 x 267 mm) and Letter (186 x 249 mm) within the margins, in px.
PAPER = {"width": 680, "height": 942}
# Contrast of text against the nearest background, WCAG 2.2: the least over all elements with text.
CONTRAST = """() => {
  const parts = colour => {
    const found = colour.match(/[\\d.]+/g).map(Number);
    return found.length > 3 && found[3] === 0 ? null : found;
  };
  const linear = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = colour => {
    const [r, g, b] = colour.slice(0, 3).map(v => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = parts(getComputedStyle(element).backgroundColor);
      if (colour) return colour;
    }
    return [255, 255, 255];
  };
  let least = [99, ''];
  for (const element of document.body.querySelectorAll('*')) {
    if (![...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const pair = [light(parts(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < least[0]) least = [ratio, element.className + ' ' + element.textContent.slice(0, 40)];
  }
  return least;
}"""


SETTINGS = {
    "stopped": {"method": "single", "segments": 3},
    "map": {"method": "latent_class", "segments": 3, "starts": 5, "override_verdict": True},
}


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


@pytest.fixture(scope="module", params=["worked_example", "wearable", "stopped", "map", "hostile"])
def report(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    if request.param == "hostile":
        run = hostile_run(folder)
    elif request.param in SETTINGS:  # without personas, and without a tree
        plain = request.getfixturevalue("wearable")
        settings = SegmentationSettings.model_validate(SETTINGS[request.param])
        run = run_steps(plain.study.model_copy(update={"segmentation": settings}), plain.responses)
        assert run.stopped == (request.param == "stopped")
    else:
        run = request.getfixturevalue(request.param)
    file = folder / "report.html"
    file.write_text(render_html(run, draw_figures(run)), encoding="utf-8")
    return file


@pytest.fixture
def page(browser, report):
    shown = browser.new_page(viewport={"width": 1280, "height": 900})
    shown.said, shown.asked = [], []
    shown.on("console", lambda message: shown.said.append(message.text))
    shown.on("pageerror", lambda error: shown.said.append(str(error)))
    shown.on("dialog", lambda dialog: (shown.said.append(dialog.message), dialog.dismiss()))
    shown.on("request", lambda request: shown.asked.append(request.url))
    shown.goto(report.as_uri())
    yield shown
    shown.close()


def test_asks_the_network_for_nothing_and_complains_of_nothing(page):
    assert page.said == []
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []


def test_never_scrolls_sideways(page):
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pictures_are_all_there_on_page_and_phone(page):
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        # Both at once: of a picture for another width, the one before may still be there.
        page.wait_for_function(
            "document.images.length > 0 && [...document.images].every(i => i.complete && i.naturalWidth > 0)"
        )


def test_every_card_fits_one_printed_page(page):
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    heights = page.evaluate(
        "[...document.querySelectorAll('.card')].map(c => c.getBoundingClientRect().height)"
    )
    assert heights
    assert max(heights) <= PAPER["height"]


def test_text_stands_out_from_its_ground(page):
    least, where = page.evaluate(CONTRAST)
    assert least >= 4.5, where


def test_contents_can_be_hit_with_a_thumb_and_reached_by_keyboard(page):
    page.set_viewport_size({"width": 360, "height": 900})
    heights = page.evaluate(
        "[...document.querySelectorAll('.contents a')].map(a => a.getBoundingClientRect().height)"
    )
    assert min(heights) >= 40
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#main'")
    assert page.evaluate("document.querySelectorAll('header, nav, main, footer').length") >= 4
