"""Cards and briefs by themselves in a real Chromium: offline, on a phone, in the dark and on paper."""

import re
import shutil
import warnings
from dataclasses import replace

import pytest
from browser.test_report import CONTRAST
from unit.reports.hostile import hostile_run

from psychograph.personas.persona import Ring, Sentence
from psychograph.reports.brief_files import brief_files
from psychograph.reports.figures import draw_figures
from psychograph.reports.persona_files import persona_files

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

# A page object of a PDF; its tree of pages has another type, "/Pages".
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


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


def overfull(run):
    """A run whose personas have more of everything than any survey gave yet."""
    long = "They are orderly and thorough, plan well ahead, and keep to what they have promised to others"
    found = []
    for persona in run.personas:
        lines = tuple(
            replace(
                persona.advice[0], phrase=f"a promise that is kept in every detail and can be checked {at}"
            )
            for at in range(12)
        )
        sentences = tuple(Sentence(f"{long}.", ("S1", "S2", "S3")) for _ in range(14))
        rings = {
            name: Ring(f"{long}.", ("S1",), asked=True)
            for name in ("trigger", "success", "barriers", "criteria", "journey")
        }
        slots = dict.fromkeys(
            ("motives", "barriers", "decision_style", "channels", "proof", "do", "dont"), lines
        )
        found.append(
            replace(
                persona,
                plural="Extraordinarily Conscientious and Forward-looking Traditionalists of the North",
                narrative=sentences,
                demographics=sentences[:4],
                not_known=(long.lower(),) * 9,
                slots=replace(persona.slots, **slots),
                buying_insight=replace(persona.buying_insight, **rings),
                spread=replace(persona.spread, sentences=sentences[:4]),
            )
        )
    return replace(run, personas=tuple(found))


FILLED = ("worked_example", "wearable", "hostile")  # as much as a run gives, with names of any kind


@pytest.fixture(scope="module", params=[*FILLED, "overfull"])
def folder(request, tmp_path_factory):
    made = tmp_path_factory.mktemp("sheets")
    if request.param == "hostile":
        run = hostile_run(made)
    elif request.param == "overfull":
        run = overfull(request.getfixturevalue("wearable"))
    else:
        run = request.getfixturevalue(request.param)
    for name, text in {**persona_files(run, draw_figures(run)), **brief_files(run)}.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def cards(folder):
    return sorted(folder.glob("persona-*.html"))[:4]


@pytest.fixture(scope="module")
def sheets(cards, folder):
    """Two of each kind: what all have in common needs no more."""
    return [*cards[:2], *sorted(folder.glob("brief-*.html"))[:2]]


@pytest.fixture
def shown(browser):
    """A function that opens a file and remembers what the page says and asks for."""
    opened = []

    def show(file, **options):
        page = browser.new_page(**{"viewport": {"width": 1000, "height": 900}, **options})
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.goto(file.as_uri())
        opened.append(page)
        return page

    yield show
    for page in opened:
        page.close()


def test_a_card_prints_on_one_sheet(shown, cards):
    assert cards
    for card in cards:
        page = shown(card)
        for paper in ("A4", "Letter"):
            assert len(PAGE.findall(page.pdf(format=paper))) == 1, (card.name, paper)


# Of those that are overfull the story is cut: it is more than any sheet holds, and the sheet is one.
@pytest.mark.parametrize("folder", FILLED, indirect=True)
def test_nothing_of_a_card_is_cut_off_on_paper(shown, cards):
    for card in cards:
        page = shown(card, viewport={"width": 680, "height": 942})
        page.emulate_media(media="print")
        cut = page.evaluate(
            "[...document.querySelectorAll('.card, .card-body')].map(e => e.scrollHeight - e.clientHeight)"
        )
        assert max(cut) <= 1, card.name  # a rounded pixel


def test_type_on_paper_can_be_read(shown, cards):
    for card in cards:
        page = shown(card)
        page.emulate_media(media="print")
        sizes = page.evaluate(
            "[...document.querySelectorAll('.narrative, .do li, .rings dd, .card-facts dd, .one-line')]"
            ".map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(sizes) * 0.75 >= 5.3, card.name  # pt: the least that newspapers set tables in


def test_the_sheet_of_a_brief_is_one_sheet(shown, folder):
    for brief in sorted(folder.glob("brief-*.html")):
        page = shown(brief, viewport={"width": 680, "height": 942})
        page.emulate_media(media="print")
        assert page.evaluate("document.querySelector('.brief').getBoundingClientRect().height") <= 942 - 24
        page.emulate_media(media="null")
        assert len(PAGE.findall(page.pdf(format="A4"))) >= 3


def test_asks_the_network_for_nothing_and_complains_of_nothing(shown, sheets):
    for sheet in sheets:
        page = shown(sheet)
        assert page.said == []
        assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
        assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")


# Opening a page is what takes time, so each is looked at in every way at once.
def test_never_scrolls_sideways_and_text_stands_out_from_its_ground(shown, sheets):
    for sheet in sheets:
        page = shown(sheet)
        for width in (320, 390, 768, 1000):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, sheet.name
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            least, where = page.evaluate(CONTRAST)
            assert least >= 4.5, (sheet.name, scheme, where)


def test_marks_lead_to_what_they_name(shown, cards):
    page = shown(cards[0])
    mark = page.locator(".marks a").first
    name = mark.text_content()
    mark.click()
    page.wait_for_selector(":target")
    assert page.evaluate("location.hash").endswith(f"-{name}")
    assert page.evaluate("document.querySelector(':target .statement-id').textContent") == name


def test_the_first_thing_a_reader_sees_is_the_name_and_what_to_do(shown, cards):
    page = shown(cards[0], viewport={"width": 1000, "height": 700})
    heights = page.evaluate(
        "['.card-name', '.one-line', '.todo'].map(s => document.querySelector(s).getBoundingClientRect().top)"
    )
    assert heights == sorted(heights)
    assert heights[-1] < 700
