"""Respondents with a real browser, on a phone or at a desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from field_period.population import Customer

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
MOST_SCREENS = 30


@pytest.fixture  # of one test: Playwright has an event loop in this thread for as long as it lives
def browse() -> Iterator[Callable[..., None]]:
    """Return what answers a survey as somebody does who taps and types; skips without a browser."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])

        def answer(link: str, one: Customer, *, phone: bool) -> None:
            context = browser.new_context(viewport=PHONE if phone else DESK, has_touch=phone)
            page = context.new_page()
            troubles: list[str] = []
            page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda reason: troubles.append(str(reason)))
            page.goto(link)
            go_on(page)
            for _ in range(MOST_SCREENS):
                if urlsplit(page.url).path.endswith("/thanks"):
                    break
                _fill(page, one)
                go_on(page)
            assert urlsplit(page.url).path.endswith("/thanks"), page.url
            assert troubles == []
            context.close()

        yield answer
        browser.close()


def go_on(page: object) -> None:
    """Send the page, and wait for the next: else one might look for fields where they are not yet."""
    with page.expect_navigation():  # type: ignore[attr-defined]
        page.locator("button.main").first.click()  # type: ignore[attr-defined]


def _fill(page: object, one: Customer) -> None:
    """Tap the labels of one's answers, type the others."""
    known = {**one.answers, "agreed": "1"}
    fields = page.locator("main input:not([type=hidden])")  # type: ignore[attr-defined]
    names = dict.fromkeys(fields.evaluate_all("all => all.map(one => one.name)"))
    for name in names:
        first = page.locator(f'main input[name="{name}"]').first  # type: ignore[attr-defined]
        kind = first.get_attribute("type")
        if kind == "checkbox":
            if name == "draw" and one.draw:
                first.check()
        elif kind == "radio":
            values = page.locator(f'main input[name="{name}"]')  # type: ignore[attr-defined]
            value = known.get(name) or values.first.get_attribute("value")
            chosen = page.locator(f'main input[name="{name}"][value="{value}"]')  # type: ignore[attr-defined]
            page.locator(f'label[for="{chosen.get_attribute("id")}"]').click()  # type: ignore[attr-defined]
        elif name in known:
            first.fill(known[name])
