"""Questionnaires in a real Chromium and a real LibreOffice: on paper, on a phone, by keyboard alone."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import warnings
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from browser.test_report import CONTRAST
from unit.reports.everyday import everyday

from psychograph.findings import Severity
from psychograph.instruments.catalogue import shipped
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import All, Answered, Any, Chosen, Compared, Not, Operator, holds
from psychograph.questionnaire.file.reading import read_questionnaire
from psychograph.questionnaire.lint.rule import Remark
from psychograph.questionnaire.model import Battery, Multiple, Page, Questionnaire, Ranking, texts_of
from psychograph.questionnaire.planning.length import duration
from psychograph.questionnaire.planning.sample_size import sample_size
from psychograph.reports.questionnaire.pdf import CHOSEN, pdf_of
from psychograph.reports.questionnaire.preview import preview
from psychograph.reports.questionnaire.printable import printable
from psychograph.reports.questionnaire.screen import when

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def letters_are_there() -> bool:
    """Return whether pages can be printed in Liberation Sans."""
    told = shutil.which("fc-list")
    if told is None:
        return False
    families = subprocess.run([told, ":", "family"], capture_output=True, check=True, text=True).stdout
    return "Liberation Sans" in families


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PDFTOTEXT = shutil.which("pdftotext")
AXE = Path(__file__).parents[1] / "consumers" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
needs_text = pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")
# Where lines and sheets end rests on how wide letters are: those of Arial, which Liberation Sans has too.
needs_letters = pytest.mark.skipif(not letters_are_there(), reason="Liberation Sans is not installed")
needs_axe = pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core is not installed: npm install --prefix tests/consumers"
)

SAMPLES = Path(__file__).parents[2] / "src" / "psychograph" / "samples"
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
# Sheets within the margins of the style, in px: 210 and 216 mm wide, less 32 mm.
SHEETS = {"A4": 672, "Letter": 695}
REMARKS = (
    Remark(
        "double-barrelled", Severity.SERIOUS, "Att_Eco", "This asks two things at once.", "Ask each alone."
    ),
    Remark("demographics-first", Severity.NOTE, "questionnaire", "It begins with age.", "Ask it last."),
)


@cache
def full() -> str:
    """The preview with all that can stand beside it."""
    asked = everyday()
    return preview(
        asked,
        catalogue=shipped(),
        duration=duration(asked),
        sample=sample_size(6, segments=4, response_rate=0.2),
        remarks=REMARKS,
    )


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


@pytest.fixture
def shown(browser, tmp_path):
    """A function that opens a page and remembers what it says and asks for."""
    opened = []

    def show(html, **options):
        file = tmp_path / f"page{len(opened)}.html"
        file.write_text(html, encoding="utf-8")
        page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, **options})
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


# --- Paper


def printed_by(pdf: bytes, folder: Path) -> str:
    """Return the text of a PDF."""
    file = folder / "printed.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        [str(PDFTOTEXT), "-raw", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True, text=True
    )
    return done.stdout


def squeezed(text: str) -> str:
    """Return a text without blanks and hyphens, at which lines break, and what stands beside its lines."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", re.sub(r"\d+\.\d+|[○□_]", "", text))


def missing(pdf: bytes, folder: Path, asked: Questionnaire | None = None, language: str = "en") -> list[str]:
    """Return which texts of a questionnaire a PDF does not hold."""
    printed = squeezed(printed_by(pdf, folder))
    texts = [text.read(language) for text in texts_of(asked or everyday())]
    return [text for text in texts if squeezed(text) not in printed]


def long_questionnaire() -> Questionnaire:
    """Return one of many pages, all numbers and statements of which differ."""
    one = everyday()
    pages: list[Page] = []
    for time in range(5):
        for page in one.pages[2:4]:
            questions = tuple(
                replace(question, name=f"{question.name}_{time}", shown_if=None)
                for question in page.questions
            )
            pages.append(replace(page, name=f"{page.name}_{time}", questions=questions))
    return replace(one, pages=tuple(pages))


@cache
def worked_example() -> Questionnaire:
    """Return what the worked example asks."""
    return read_questionnaire(SAMPLES / "worked_example" / "questionnaire.yaml", shipped())


@needs_text
@needs_letters
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_browser_prints_every_text_of_the_worked_example(paper, tmp_path):
    pdf = pdf_of(printable(worked_example()), paper)
    assert missing(pdf, tmp_path, worked_example()) == []
    assert len(PAGE.findall(pdf)) <= (2 if paper == "A4" else 3)  # Letter is shorter


@needs_office
@needs_text
@needs_letters
def test_libreoffice_prints_every_text_of_the_worked_example(tmp_path, monkeypatch):
    monkeypatch.setenv(CHOSEN, str(OFFICE))
    assert missing(pdf_of(printable(worked_example())), tmp_path, worked_example()) == []


@needs_text
@needs_letters
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_browser_prints_every_text(paper, tmp_path):
    pdf = pdf_of(printable(everyday()), paper)
    assert missing(pdf, tmp_path) == []
    assert 3 <= len(PAGE.findall(pdf)) <= 5


def test_the_same_browser_prints_the_same_bytes():
    page = printable(everyday())
    assert pdf_of(page) == pdf_of(page)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wider_than_the_sheet(shown, paper, language):
    page = shown(printable(everyday(), language), viewport={"width": SHEETS[paper], "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEETS[paper]
    cut = page.evaluate(
        "[...document.querySelectorAll('th, td, p, h1, h2, h3')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.slice(0, 40))"
    )
    assert cut == []


@needs_text
@needs_letters
def test_heads_stand_on_every_sheet_of_a_battery_and_no_row_is_split(tmp_path):
    file = tmp_path / "long.pdf"
    file.write_bytes(pdf_of(printable(long_questionnaire())))
    done = subprocess.run(
        [str(PDFTOTEXT), "-layout", str(file), "-"], capture_output=True, check=True, text=True
    )
    sheets = done.stdout.split("\f")
    rows = re.compile(r"^\s*(\d+\.\d+)\s+(\S.*)$", re.MULTILINE)
    seen = [found[1] for sheet in sheets for found in rows.finditer(sheet)]
    assert len(seen) == len(set(seen)) == 5 * 24
    for sheet in sheets:
        if any(int(found[1].split(".")[1]) > 4 for found in rows.finditer(sheet)):  # of the long battery
            assert "inaccurate" in sheet
    starts = [sheet.strip().splitlines()[0] for sheet in sheets if sheet.strip()]
    assert not [line for line in starts if line.strip().startswith(("people", "feelings", "proper"))]


@needs_text
@needs_letters
def test_a_heading_never_stands_alone_at_the_foot_of_a_sheet(tmp_path):
    file = tmp_path / "long.pdf"
    file.write_bytes(pdf_of(printable(long_questionnaire())))
    done = subprocess.run(
        [str(PDFTOTEXT), "-layout", str(file), "-"], capture_output=True, check=True, text=True
    )
    for sheet in done.stdout.split("\f")[:-1]:
        lines = [line.strip() for line in sheet.splitlines() if line.strip()]
        last = [line for line in lines if "Everyday life and shopping" not in line][-1]
        assert not re.match(r"\d+\. ", last), last
        assert last not in {"What you think", "How you are", "Media and shopping", "About you"}


@needs_office
@needs_text
@needs_letters
def test_libreoffice_prints_every_text(tmp_path, monkeypatch):
    monkeypatch.setenv(CHOSEN, str(OFFICE))
    pdf = pdf_of(printable(everyday()))
    assert missing(pdf, tmp_path) == []
    printed = printed_by(pdf, tmp_path)
    assert printed.count("○") >= 24 * 5  # circles and squares to tick, without styles that only browsers know
    assert printed.count("□") >= 9


@needs_office
@needs_text
@needs_letters
def test_libreoffice_prints_translations(tmp_path, monkeypatch):
    monkeypatch.setenv(CHOSEN, str(OFFICE))
    assert missing(pdf_of(printable(everyday(), "de")), tmp_path, language="de") == []


# --- Preview


def test_the_preview_asks_the_network_for_nothing_and_complains_of_nothing(shown):
    page = shown(full())
    walk(page)
    assert page.said == []
    assert [url for url in page.asked if not url.startswith("file:")] == []


def test_it_never_scrolls_sideways(shown):
    page = shown(full())
    page.locator("#whole").check()
    for language in ("en", "ar"):
        page.select_option("#language", language)
        for width in (320, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, language
            inside = page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('.glass'))")
            assert inside <= 0, language


def test_it_can_be_read_at_twice_and_four_times_the_size(shown):
    for times in (2, 4):  # WCAG 1.4.4 and 1.4.10: a window of 1280 px, enlarged
        page = shown(full(), viewport={"width": 1280 // times, "height": 900 // times})
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280 // times


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(shown, scheme):
    page = shown(full(), color_scheme=scheme)
    page.locator(".next").click()  # with marks of what is wrong
    page.locator("#whole").check()
    least, where = page.evaluate(CONTRAST)
    assert least >= 4.5, where


@needs_axe
def test_axe_finds_nothing(shown):
    page = shown(full())
    page.locator("#whole").check()
    page.evaluate(AXE.read_text(encoding="utf-8"))  # once: loading it takes as long as a look
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for scheme, width, wide in (
        ("light", 390, False),
        ("dark", 390, False),
        ("dark", 1280, False),
        ("light", 1280, True),
    ):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        if wide:
            page.locator("input[name=width][value=wide]").check(force=True)
        passes, violations = page.evaluate(
            "async tags => { const all = await axe.run({runOnly: tags, resultTypes: ['violations']});"
            "return [all.passes.length, all.violations.map(one => [one.id, one.nodes[0].html])]; }",
            tags,
        )
        assert violations == [], (scheme, width)
        assert passes > 20


def test_fields_are_as_large_as_a_thumb(shown):
    page = shown(full(), viewport={"width": 320, "height": 800})
    page.locator("#whole").check()
    small = page.evaluate(
        "[...document.querySelectorAll('#form label:has([type=radio], [type=checkbox]), #form button')]"
        ".filter(e => e.getClientRects().length)"
        ".map(e => e.getBoundingClientRect()).filter(r => Math.min(r.width, r.height) < 24).length"
    )
    assert small == 0  # px, WCAG 2.5.8


def test_without_scripts_it_is_one_long_page(browser, tmp_path):
    file = tmp_path / "plain.html"
    file.write_text(full(), encoding="utf-8")
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto(file.as_uri())
    for question in everyday().questions:
        assert page.get_by_text(question.text.text).first.is_visible()
    assert not page.locator(".next").is_visible()
    page.context.close()


def visible(page) -> list[str]:
    """Return the questions that are shown."""
    names = [question.name for question in everyday().questions]
    found = page.locator("#form .q").evaluate_all(
        "all => all.filter(e => e.getClientRects().length).map(e => e.id)"
    )
    return [names[int(one.removeprefix("q-"))] for one in found]


def wrong(page, place: str) -> str:
    """Return what is said to be wrong with an answer."""
    return " ".join(page.locator(f"#{place} span:visible").all_inner_texts())


def walk(page, last=lambda: None) -> list[list[str]]:
    """Answer what must be answered, and return the questions of each page on the way."""
    way = [visible(page)]
    page.locator("input[name=q0]").check()
    page.locator(".next").click()
    page.fill("#f2", "31")
    page.locator("input[name=q3][value='1']").check()
    way.append(visible(page))
    page.locator(".next").click()
    for row in range(4):
        page.locator(f"input[name=q7_{row}][value='4']").check()
    page.locator("input[name=q8][value='3']").check()
    way.append(visible(page))
    page.locator(".next").click()
    way.append(visible(page))
    page.locator(".next").click()
    page.locator("input[name=q12][value=phone]").check()
    last()
    way.append(visible(page))
    page.locator(".next").click()
    return way


def test_skip_logic_leads_through_the_pages(shown):
    page = shown(full())
    assert walk(page) == [
        ["agreed"],
        ["Gender", "Age", "Kids", "KidsN", "School", "Post"],
        ["att", "nps", "why"],
        ["mini"],
        ["first", "devices", "note", "last", "job"],
    ]
    assert page.locator(".thanks").is_visible()
    assert page.locator(".thanks").text_content() == "Thank you very much!"
    page.locator(".again").click()
    assert visible(page) == ["agreed"]
    assert not page.locator("input[name=q0]").is_checked()


def test_what_is_hidden_counts_as_not_answered(shown):
    page = shown(full())
    page.locator("input[name=q0]").check()
    page.locator(".next").click()
    page.locator("input[name=q3][value='1']").check()
    page.fill("#f4", "3")
    page.locator("input[name=q3][value='2']").check()
    assert "KidsN" not in visible(page)
    page.fill("#f2", "70")
    page.locator(".next").click()
    for row in range(4):
        page.locator(f"input[name=q7_{row}][value='4']").check()
    page.locator(".next").click()
    page.locator(".next").click()
    assert page.locator(".thanks").is_visible()  # 70 and no children: nothing is asked about media


def test_required_answers_are_asked_for_and_the_place_is_shown(shown):
    page = shown(full())
    page.locator("input[name=q0]").check()
    page.locator(".next").click()
    page.fill("#f2", "7")
    page.locator(".next").click()
    assert page.locator(".some").is_visible()
    assert page.evaluate("document.activeElement.id") == "f2"
    assert wrong(page, "e2") == "Please give a number as asked."
    assert wrong(page, "e3") == "Please answer this question."
    assert page.locator("#f2").get_attribute("aria-invalid") == "true"
    page.fill("#f2", "17")
    assert wrong(page, "e2") == ""
    page.locator("input[name=q3][value='2']").check()
    assert not page.locator(".some").is_visible()
    page.locator(".next").click()
    assert visible(page) == ["att", "nps"]
    page.locator(".next").click()
    assert wrong(page, "e7") == "Please answer every line."


def test_numbers_are_held_to_their_bounds(shown):
    page = shown(full())
    page.locator("input[name=q0]").check()
    page.locator(".next").click()
    for value in ("15", "111", "17.5", "x", "1e9", "-20"):
        page.fill("#f2", value)
        page.locator(".next").click()
        assert wrong(page, "e2") == "Please give a number as asked.", value
    for value in ("16", "110", " 18 ", "20.0"):
        page.fill("#f2", value)
        assert wrong(page, "e2") == "", value


def test_choices_that_cannot_stand_together_are_told(shown):
    page = shown(full())
    page.locator("#whole").check()
    page.locator("input[name=q3][value='1']").check()
    page.locator("#whole").uncheck()
    page.locator("input[name=q0]").check()
    page.locator(".next").click()
    page.fill("#f2", "40")
    for code in ("1", "9"):
        page.locator(f"input[name=q5][value='{code}']").check()
    page.locator(".next").click()
    assert wrong(page, "e5") == "One of these answers cannot stand with others."
    page.locator("input[name=q5][value='9']").uncheck()
    for code in ("2", "3", "8"):
        page.locator(f"input[name=q5][value='{code}']").check()
    page.locator(".next").click()
    assert wrong(page, "e5") == "Please look at how many to choose."


def test_places_of_a_ranking_are_given_once(shown):
    page = shown(full())
    walk(page, lambda: page.select_option("select[name=q11_0]", "2"))
    assert wrong(page, "e11") == "Please give each place once, from 1 on."
    page.select_option("select[name=q11_3]", "1")
    page.locator(".next").click()
    assert page.locator(".thanks").is_visible()


def test_without_agreement_it_ends(shown):
    page = shown(full())
    page.locator(".next").click()
    assert page.locator(".refused").is_visible()
    assert not page.locator(".thanks").is_visible()
    assert not page.locator(".next").is_visible()
    page.locator(".back").click()
    assert visible(page) == ["agreed"]


def test_it_is_walked_by_keyboard_alone(shown):
    page = shown(full(), viewport={"width": 1280, "height": 900})

    def tab_to(condition: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"(e => {condition})(document.activeElement)"):
                style = "getComputedStyle(e).outlineStyle !== 'none'"
                label = "e.closest('label') && getComputedStyle(e.closest('label')).outlineStyle !== 'none'"
                assert page.evaluate(f"(e => {style} || ({label}))(document.activeElement)"), condition
                return
        raise AssertionError(condition)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to("e.name === 'q0'")
    page.keyboard.press("Space")
    tab_to("e.classList.contains('next')")
    page.keyboard.press("Enter")
    assert "Gender" in visible(page)
    assert page.evaluate("document.activeElement.classList.contains('start')")  # reading goes on at the top
    tab_to("e.name === 'q1'")
    page.keyboard.press("ArrowDown")
    tab_to("e.id === 'f2'")
    page.keyboard.type("44")
    tab_to("e.name === 'q3'")
    page.keyboard.press("ArrowDown")  # from "Yes" to "No"
    page.keyboard.press("Enter")  # sends the page, as in any form
    assert visible(page) == ["att", "nps"]


def test_languages_are_switched_with_answers_kept(shown):
    page = shown(full())
    page.locator("input[name=q0]").check()
    page.locator(".next").click()
    page.fill("#f2", "44")
    page.select_option("#language", "de")
    assert page.locator("label[for=f2]").inner_text().startswith("3. Wie alt sind Sie?")
    assert page.locator(".next").inner_text() == "Weiter"
    assert page.locator(".step").inner_text() == "Seite 2 von 5"
    assert page.input_value("#f2") == "44"
    page.select_option("#language", "ar")
    assert page.evaluate("getComputedStyle(document.getElementById('form')).direction") == "rtl"
    job = page.locator("label[for=f15]").locator("[data-t]").first  # not translated
    assert (job.get_attribute("lang"), job.get_attribute("dir")) == ("en", "ltr")
    page.select_option("#language", "en")
    assert page.locator("label[for=f2]").inner_text().startswith("3. How old are you?")


def test_a_battery_is_a_grid_on_a_computer_and_item_by_item_on_a_phone(shown):
    page = shown(full())
    page.locator("#whole").check()
    tops = "all => new Set(all.map(e => Math.round(e.getBoundingClientRect().top))).size"
    options = page.locator("#q-10 .row:nth-of-type(1) .steps label")
    assert options.evaluate_all(tops) == 5
    assert not page.locator("#q-10 .heads").is_visible()
    page.locator("input[name=width][value=wide]").check(force=True)
    assert options.evaluate_all(tops) == 1
    assert page.locator("#q-10 .heads").is_visible()


def test_the_list_leads_to_a_question(shown):
    page = shown(full())
    page.locator("a[data-q='7']").first.click()
    assert "att" in visible(page)
    page.locator(".panel .listed a[data-q='4']").click()
    assert "KidsN" in visible(page)  # skip logic leaves it out, whoever asks sees it


# --- Conditions mean the same as in Python

# Numbers as Python reads them: with blanks of many kinds, underscores, and digits of other scripts.
VALUES = (
    "1", "2", "3", "10", "9", "01", "1.0", " 1 ", "1_0", "1__0", "_1", "1e1", "-1", "+1", "-0", ".5", "5.",
    ".", "0x10", "", "a", "b", "B", "\xe9", "ab", "Infinity", "-inf", "nan", "NaN", "\u0661\u0660",
    "\u0966\u0967", "\U0001d7d9\U0001d7d8", "\uff11\uff10", "1\xa0", "\ufeff1", "\u20031", "\x1c1",
    "\x1c\u0661", "1,5", "z", "\U0001f600", "\uffee", "2026-03-01", "2026-11-30", "1e400", "\xb2",
)  # fmt: skip
NAMES = ("a", "b", "c", "d")


def condition(rng: random.Random, depth: int = 3):
    kind = rng.choice(("compared", "chosen", "answered", "not", "all", "any")[: 6 if depth else 3])
    if kind in {"all", "any"}:
        parts = tuple(condition(rng, depth - 1) for _ in range(rng.randint(2, 3)))
        return All(parts) if kind == "all" else Any(parts)
    if kind == "not":
        return Not(condition(rng, depth - 1))
    name, value = rng.choice(NAMES), rng.choice(VALUES)
    if kind == "answered":
        return Answered(name)
    return Chosen(name, value) if kind == "chosen" else Compared(name, rng.choice(list(Operator)), value)


def answers(rng: random.Random) -> dict[str, str | frozenset[str]]:
    given: dict[str, str | frozenset[str]] = {}
    for name in NAMES:
        kind = rng.random()
        if kind < 0.5:
            given[name] = rng.choice(VALUES)
        elif kind < 0.75:
            given[name] = frozenset(rng.sample(VALUES, rng.randint(0, 3)))
    return given


def in_browser(browser, cases) -> list[bool]:
    """Return what the script of the page says of conditions and answers."""
    source = files("psychograph.reports").joinpath("templates/questionnaire_conditions.js").read_text("utf-8")
    told = [
        [when(one), [[k, v if isinstance(v, str) else sorted(v)] for k, v in given.items()]]
        for one, given in cases
    ]
    page = browser.new_page()
    try:
        return page.evaluate(
            f"""told => {{ {source}
              return JSON.parse(told).map(([one, given]) => holds(one, new Map(given.map(
                ([name, value]) => [name, Array.isArray(value) ? new Set(value) : value]))));
            }}""",
            json.dumps(told),
        )
    finally:
        page.close()


def test_every_pair_of_values_compares_as_in_python(browser):
    cases = [
        (Compared("a", operator, value), {"a": given})
        for operator in Operator
        for value in VALUES
        for given in VALUES
    ]
    found = in_browser(browser, cases)
    wrong = [case for case, said in zip(cases, found, strict=True) if said != holds(*case)]
    assert wrong == []


def test_conditions_of_every_shape_hold_as_in_python(browser):
    rng = random.Random(6)  # noqa: S311 - no secret
    cases = [(condition(rng), answers(rng)) for _ in range(4_000)]
    found = in_browser(browser, cases)
    wrong = [case for case, said in zip(cases, found, strict=True) if said != holds(*case)]
    assert wrong == []
    assert 1_000 < sum(found) < 3_000  # both happen


def test_questions_are_shown_as_python_says_whatever_is_answered(shown):
    rng = random.Random(7)  # noqa: S311 - no secret
    page = shown(full())
    page.locator("#whole").check()
    for _ in range(12):
        given = at_random(rng)
        page.evaluate(
            FILL, {name: sorted(one) if isinstance(one, frozenset) else one for name, one in given.items()}
        )
        assert visible(page) == expected(given)


# Fills fields by the name of the question; lists are several answers.
FILL = """given => {
  const told = JSON.parse(document.getElementById('told').textContent);
  const form = document.getElementById('form');
  form.reset();
  for (const rule of told.pages.flatMap(page => page.questions)) {
    const value = given[rule.name];
    if (value === undefined) continue;
    const fields = [...form.querySelectorAll(`[name="q${rule.at}"]`)];
    if (rule.kind === 'ranking') {
      value.forEach((code, at) => {
        form.elements[`q${rule.at}_${rule.codes.indexOf(code)}`].value = String(at + 1);
      });
    } else if (['radio', 'checkbox'].includes(fields[0].type)) {
      for (const field of fields) field.checked = [].concat(value).includes(field.value);
    } else fields[0].value = value;
  }
  form.dispatchEvent(new Event('input', {bubbles: true}));
}"""


def at_random(rng: random.Random) -> dict[str, str | frozenset[str]]:
    """Return answers of a respondent who may leave out anything."""
    given: dict[str, str | frozenset[str]] = {}
    for question in everyday().questions:
        match question.name:
            case "Age":
                given["Age"] = str(rng.randint(16, 90))
            case "nps":
                given["nps"] = str(rng.randint(0, 10))
            case "Kids":
                given["Kids"] = rng.choice(("1", "2"))
        if isinstance(question.answer, Multiple | Ranking):
            codes = [choice.code for choice in question.answer.choices]
            given[question.name] = frozenset(rng.sample(codes, rng.randint(0, 3)))
    return {name: one for name, one in given.items() if rng.random() < 0.8}


def expected(given: dict[str, str | frozenset[str]]) -> list[str]:
    """Return the questions that skip logic shows, one after the other."""
    so_far: dict[str, str | frozenset[str]] = {}
    found = []
    for page in everyday().pages:
        open_page = page.shown_if is None or holds(page.shown_if, so_far)
        for question in page.questions:
            if open_page and (question.shown_if is None or holds(question.shown_if, so_far)):
                found.append(question.name)
                if question.name in given and not isinstance(question.answer, Battery):
                    so_far[question.name] = given[question.name]
    return found


def test_a_script_in_a_text_does_not_run(shown):
    evil = '</script><script>document.title="taken"</script><img src=x onerror="document.title=1">'
    page = shown(
        preview(replace(everyday(), title=Translated("Safe"), intro=Translated.of(evil, {"de": evil})))
    )
    page.select_option("#language", "de")
    assert page.title() == "Safe: preview"
    assert page.said == []
    assert page.locator("img").count() == 0
