"""The manager's pages in a real Chromium: nothing for axe to find, no sideways scroll, keyboard, contrast."""

from __future__ import annotations

import asyncio
import shutil
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher
from fielded_cases import DAY, HOUR, T0, Kept, put
from manager_site import PASSWORD, Browser, Site

from psychograph.fielding.office import passwords
from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.stores.opened import stores_at

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parents[1] / "consumers" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
needs_axe = pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core is not installed: npm install --prefix tests/consumers"
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ("", "/detail", "/mail", "/draw", "/stability", "/export", "/door", "/users", "/audit", "/account")
PLACE = "http://manager.test"  # answered by the tests themselves: nothing goes to a network
WIDTHS = (1280, 390, 320)


def simulated() -> list[Kept]:
    """Return 60 cases: complete, on the way, refused, silent, in two groups and two arms."""
    found = []
    for n in range(60):
        sent = (Happening.SENT, "invitation", T0 + 2 * HOUR + n)
        kind = ("complete", "started", "silent", "silent", "refused")[n % 5]
        began = T0 + (n % 6) * DAY + (n % 12) * HOUR
        more = {
            "group": "north" if n % 2 else "south",
            "arms": {"incentive": "draw" if n % 3 else "none"},
            "events": (sent,),
        }
        if kind == "complete":
            answers = {"agreed": "1", "Drinks": ("coffee",), "Age": "40", "Gender": "w", "Place": "10115"}
            times = {"started_at": began, "finished_at": began + HOUR, "device": "phone"}
            found.append(Kept(f"c{n}", Outcome.COMPLETE, answers, spent={"Drinks": 30_000}, **times, **more))  # type: ignore[arg-type]
        elif kind == "started":
            found.append(
                Kept(f"c{n}", Outcome.STARTED, screen="Drinks", started_at=began, device="desktop", **more)
            )  # type: ignore[arg-type]
        elif kind == "refused":
            more["events"] = (sent, (Happening.UNSUBSCRIBED, "", began))
            found.append(Kept(f"c{n}", **more))  # type: ignore[arg-type]
        else:
            found.append(Kept(f"c{n}", **more))  # type: ignore[arg-type]
    return found


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page as a manager gets it, and the style: made before a browser runs a loop of its own."""
    usual = passwords._hasher
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    loop = asyncio.new_event_loop()
    try:
        with stores_at(tmp_path_factory.mktemp("manager")) as stores:
            arms = {"arms": {"incentive": ["none", "draw"]}}
            site = Site(stores, loop, "http://127.0.0.1:8000", invitations=arms)
            stores.answers.write(lambda answers: put(answers, simulated()))
            site.clock.move(days=6)
            return pages_of(site)
    finally:
        passwords._hasher = usual
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


def pages_of(site: Site) -> dict[str, str]:
    anna: Browser = site.browser("anna")
    found = {f"/manage{path}": anna.get(f"/manage{path}").text for path in PAGES}
    found["/manage/login"] = site.browser().get("/manage/login").text
    found["/manage/told"] = site.browser("vera").get("/manage/users").text
    style = found["/manage"].partition('rel="stylesheet" href="')[2].partition('"')[0]
    found[style] = anna.get(style).text
    return found


@pytest.fixture(scope="module")
def chromium(rendered: dict[str, str]):  # type: ignore[no-untyped-def]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with sync_api.sync_playwright() as playwright:
            opened = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            yield opened
            opened.close()


@pytest.fixture
def opened(chromium, rendered: dict[str, str]):  # type: ignore[no-untyped-def]
    """A page that the tests answer; whatever else it asks for is noted, and not there."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.foreign = []

    def answer(route) -> None:  # type: ignore[no-untyped-def]
        asked = urlsplit(route.request.url)
        body = rendered.get(asked.path)
        if body is None:
            if not asked.path.startswith("/static/icon"):
                page.foreign.append(asked.path)
            route.fulfill(status=404)
        else:
            kind = "text/css" if asked.path.endswith(".css") else "text/html; charset=utf-8"
            route.fulfill(body=body, content_type=kind)

    context.route("**/*", answer)
    yield page
    context.close()


ALL = (*(f"/manage{path}" for path in PAGES), "/manage/login", "/manage/told")


# Loading a page, and axe with it, is what takes time, so that each is looked at in every way at once.
@needs_axe
@pytest.mark.parametrize("path", ALL)
def test_axe_finds_nothing(opened, path: str) -> None:  # type: ignore[no-untyped-def]
    opened.add_init_script(AXE.read_text("utf-8"))
    opened.goto(f"{PLACE}{path}")
    for width in WIDTHS[:2]:
        opened.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            opened.emulate_media(color_scheme=scheme)
            passes, found = opened.evaluate(
                "async tags => { const all = await axe.run({runOnly: tags, resultTypes: ['violations']});"
                "return [all.passes.length,"
                " all.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 120))])]; }",
                TAGS,
            )
            assert found == [], (width, scheme)
            assert passes > 10


def test_nothing_scrolls_sideways_but_tables_and_nothing_of_others_is_asked_for(opened) -> None:  # type: ignore[no-untyped-def]
    for path in ALL:
        opened.goto(f"{PLACE}{path}")
        for width in WIDTHS:
            opened.set_viewport_size({"width": width, "height": 800})
            assert opened.evaluate("document.documentElement.scrollWidth") <= width, path
        styles = opened.evaluate("[...document.styleSheets].map(one => one.cssRules.length > 10)")
        assert styles == [True], path
    assert opened.foreign == []


def test_logging_in_needs_no_mouse(opened) -> None:  # type: ignore[no-untyped-def]
    opened.set_viewport_size({"width": 390, "height": 800})
    opened.goto(f"{PLACE}/manage/login")
    opened.wait_for_selector("#name:focus")  # which the browser does when it first draws the page
    opened.keyboard.type("anna")
    opened.keyboard.press("Tab")
    opened.keyboard.type(PASSWORD)
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Log in"
    assert opened.input_value("#name") == "anna"
    assert opened.input_value("#password") == PASSWORD


def test_every_bar_is_as_long_as_its_number(opened) -> None:  # type: ignore[no-untyped-def]
    opened.goto(f"{PLACE}/manage")
    widths = opened.eval_on_selector_all(
        ".funnel .fill", "all => all.map(one => Number(one.getAttribute('width')))"
    )
    numbers = opened.eval_on_selector_all(".funnel .number", "all => all.map(one => Number(one.textContent))")
    assert numbers[0] == 60
    assert [round(width) for width in widths] == [round(100 * number / numbers[0]) for number in numbers]
