"""In a real Chromium: whatever anybody typed is read, and nothing of it runs, loads or opens."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fieldworks import QUESTIONS, fieldwork
from hostile_inputs import SCRIPTS, TEMPLATES
from raw_sockets import wired
from served_here import Survey, served

from psychograph.fielding.server.pages.views import FREE_ENTRY

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

#: Lines of the console that are the doing of the test: it asks for what is not there, and it focuses one
#: thing after another, maybe before the browser comes to focus what the page asks for.
EXPECTED_LINES = (
    "Failed to load resource: the server responded with a status of 4",
    "Autofocus processing was blocked because a document already has a focused element.",
)
ALIVE = "*".join(SCRIPTS[:9])


class Watched:
    """A page on which every dialog, every line of the console and every request elsewhere is noted."""

    def __init__(self, chromium: Any, place: str) -> None:
        self.place = place
        self.context = chromium.new_context()
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)  # only a fault waits so long
        self.bad: list[str] = []
        self.page.on("dialog", self._dialog)
        self.page.on("console", self._line)
        self.page.on("pageerror", lambda error: self.bad.append(f"error: {error}"))
        self.page.on("popup", lambda popup: self.bad.append(f"popup: {popup.url}"))
        self.page.on("request", self._asked)

    def _line(self, line: Any) -> None:
        if not line.text.startswith(EXPECTED_LINES):
            self.bad.append(f"console: {line.text}")

    def _dialog(self, dialog: Any) -> None:
        self.bad.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Any) -> None:
        """Note what is asked of anybody else; no name but the survey's leads anywhere."""
        if not request.url.startswith(self.place + "/"):
            self.bad.append(f"asked elsewhere: {request.url}")

    def pressed(self) -> None:
        """Press the button that sends, and wait for the page that follows: the one before is not meant."""
        with self.page.expect_navigation():
            self.page.click("button.main")

    def looked(self) -> None:
        """Touch everything that might do something when touched; fail where anything did."""
        self.page.evaluate(
            """() => { for (const one of document.querySelectorAll("*")) {
                one.dispatchEvent(new Event("error")); one.dispatchEvent(new Event("mouseover"));
                if (one.focus) one.focus();
            } }"""
        )
        strangers = self.page.evaluate(
            """() => [...document.querySelectorAll("script, img, iframe, object, embed, base, style")]
                .filter((one) => one.tagName !== "SCRIPT" || !one.src.includes("/static/"))
                .map((one) => one.outerHTML)"""
        )
        assert (self.bad, strangers) == ([], [])


@pytest.fixture
def hostile_survey(tmp_path: Path) -> Iterator[Survey]:
    """A survey whose own words are hostile too: title, question, label, help, organiser, group."""
    own = QUESTIONS.replace("Tea and you", "<img src=x onerror=alert(1)>")
    own = own.replace("What do you drink?", '"<script>alert(1)</script> {{7*7}}"')
    own = own.replace("en: Tea,", "en: <svg/onload=alert(1)>,")
    plan = {
        "entrance": "anyone",
        "incentives": {"draw": {"free_entry": True}},
        "organiser": {"name": "<img src=x onerror=alert(1)>", "address": "<script>alert(1)</script>"},
    }
    with served(tmp_path, work=fieldwork(questionnaire=own, **plan)) as one:
        yield one


@pytest.fixture
def watched(hostile_survey: Survey) -> Iterator[Watched]:
    """A browser that finds the survey, on whatever port it is served, and nothing else."""
    place = hostile_survey.settings.public_url
    with wired(hostile_survey) as wire, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rules = f"MAP {place.partition('//')[2]} 127.0.0.1:{wire.port}, MAP * ~NOTFOUND"
        with sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM,
                args=["--no-sandbox", "--disable-gpu", f"--host-resolver-rules={rules}"],
            )
            yield Watched(browser, place)
            browser.close()


def test_what_was_typed_is_shown_and_does_nothing(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.place}/open")
    watched.looked()
    watched.pressed()
    page.check("input[name=agreed][value='1']")
    watched.pressed()
    for value in ("tea", "other"):
        page.check(f"input[name=Drinks][value={value}]")
    page.fill("[name=Drinks_other_text]", ALIVE)
    watched.looked()
    watched.pressed()
    page.locator("[name=Cups]").fill(ALIVE)
    watched.pressed()
    assert page.locator("#summary").count() == 1
    assert page.locator("[name=Cups]").input_value() == ALIVE  # shown as it was typed
    watched.looked()


def test_every_script_in_the_longest_field_and_in_an_address(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.place}{FREE_ENTRY}")
    for text in (*SCRIPTS, *TEMPLATES):
        page.locator("[name=address]").fill(text)
        watched.pressed()
        assert page.locator("#summary").count() == 1
        assert page.locator("[name=address]").input_value() == text
        assert "49" not in page.locator("main").inner_text()
        watched.looked()
    for path in (
        "/privacy",
        "/draw/rules",
        "/manage/login",
        "/u/<script>alert(1)<%2Fscript>",
        "/nothing?<script>",
    ):
        page.goto(watched.place + path)
        watched.looked()
