"""Respondents' pages in a real Chromium: by thumb and by keyboard, with scripts and without."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.test_report import CONTRAST
from survey_gallery import FORM, SEED, asked, gallery, pages, question
from unit.reports.everyday import everyday

from psychograph.fielding.server.pages import views
from psychograph.fielding.server.pages.assets import assets
from psychograph.fielding.server.security.headers import POLICY
from psychograph.fielding.walk.forms import read_form
from psychograph.fielding.walk.walk import Walk

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parents[1] / "consumers" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
needs_axe = pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core is not installed: npm install --prefix tests/consumers"
)

PLACE = "http://survey.test"  # answered by the tests themselves: nothing goes to a network
PHONE, SMALL, DESK = (
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
    {"width": 1280, "height": 800},
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
def visit(browser):
    """A function that opens a browser for which `answer` is the survey."""
    opened = []

    def opening(answer: Callable[[str, str, str], str], **options):
        context = browser.new_context(**{"viewport": PHONE, **options})
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))

        def handle(route):
            request = route.request
            address = urlsplit(request.url)
            asset = assets().get(address.path)
            if asset is not None:
                body, kind = asset.content, asset.media_type
            else:
                told = answer(request.method, address.path, request.post_data or "")
                body, kind = told.encode(), "text/html; charset=utf-8"
            page.asked.append((request.method, address.path, len(body), request.post_data or ""))
            route.fulfill(body=body, headers={"content-type": kind, "content-security-policy": POLICY})

        context.route("**/*", handle)
        opened.append(context)
        return page

    yield opening
    for context in opened:
        context.close()


@pytest.fixture
def shown(visit):
    """A function that shows one page."""

    def show(html: str, **options):
        page = visit(lambda *_: html, **options)
        page.goto(f"{PLACE}/page")
        return page

    return show


def sent(page) -> dict[str, list[str]]:
    """Return what was sent last."""
    method, _, _, body = next(one for one in reversed(page.asked) if one[0] == "POST")
    assert method == "POST"
    return parse_qs(body)


def pressed(page, button: str = "button.main") -> None:
    """Press what leads to another page, and wait for it: else the one before it might be looked at."""
    with page.expect_navigation():
        page.locator(button).click()


def comes(page, condition: str, argument=None) -> bool:
    """Return whether a condition, a function of the page, holds within some hundred frames.

    Playwright's own would compile it anew in each frame, which the content security policy forbids.
    """
    return page.evaluate(
        f"""async argument => {{
          for (let frame = 0; frame < 300; frame++) {{
            if (({condition})(argument)) return true;
            await new Promise(requestAnimationFrame);
          }}
          return false;
        }}""",
        argument,
    )


KEPT = "text => sessionStorage.getItem('not-sent')?.includes(text)"


# --- For everybody


SIGHTS = {
    "phone": ("en", "light", PHONE),
    "small": ("de", "light", SMALL),
    "phone-dark-rtl": ("ar", "dark", PHONE),
    "desk": ("en", "light", DESK),
    "desk-dark-rtl": ("ar", "dark", DESK),
}

WHOLE = {"phone", "desk-dark-rtl"}  # in which every page is looked at, since looking takes a while
MANY_SIDED = (
    "landing", "question-agreed", "question-Gender", "question-att", "question-seven", "question-nps",
    "question-first", "question-why", "question-last", "wrong-att", "wrong-last", "wrong-first", "end-wrong",
    "thanks-entered", "later", "draw-rules", "free-entry-wrong",
)  # fmt: skip


LOOKED = """async tags => {
  const all = await axe.run({runOnly: tags, resultTypes: ['violations']});
  return [all.passes.length, all.violations.map(one => [one.id, one.nodes[0].html])];
}"""


@needs_axe
@pytest.mark.parametrize("sight", SIGHTS)
def test_axe_finds_nothing_on_any_page(visit, sight):
    language, scheme, size = SIGHTS[sight]
    every = gallery(language, test=True)
    if sight not in WHOLE:
        every = {name: every[name] for name in MANY_SIDED}
    page = visit(lambda _, path, __: every[path[1:]], color_scheme=scheme, viewport=size)
    page.add_init_script(
        AXE.read_text(encoding="utf-8")
    )  # which a browser compiles once, and not on each page
    found = []
    for name in every:
        page.goto(f"{PLACE}/{name}")
        passes, violations = page.evaluate(LOOKED, TAGS)
        found += [(name, *one) for one in violations]
        assert passes > 15, name
    assert found == []


LARGE = (
    "label.option, label.step, .tap, .ranked select, .type, "
    ".main, .second, .quiet, .back, .clear, .languages a"
)
SIZES = """what => [...document.querySelectorAll(what)].filter(e => e.getClientRects().length).map(e => {
  const box = e.getBoundingClientRect();
  return [e.className + ' ' + e.textContent.trim(), box.width, box.height];
})"""
ENLARGED = {"width": 1280 // 4, "height": 1024 // 4}  # WCAG 1.4.10: a window of 1280 px, enlarged to 400%
WIDTH = "document.documentElement.scrollWidth"
SEEN = f"() => [{WIDTH}, ...({CONTRAST})()]"
CUT = """[...document.querySelectorAll('main *')].filter(e => getComputedStyle(e).overflowX === 'hidden'
  && !e.closest('.heard') && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""


# Loading a page is what takes time, so each is looked at in every way at once: German has the longest words.
@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("de", "light"), ("ar", "dark")])
def test_every_page_fits_stands_out_and_can_be_tapped_at_every_size(visit, language, scheme):
    every = gallery(language)
    page = visit(lambda _, path, __: every[path[1:]], color_scheme=scheme)
    for name in every:
        page.goto(f"{PLACE}/{name}")  # on the phone
        tapped = page.evaluate(SIZES, LARGE)
        assert [one for one in tapped if min(one[1:]) < 43.9] == [], name  # 44 px, rounded
        for size in (PHONE, DESK, ENLARGED, SMALL):
            page.set_viewport_size(size)
            width, least, where = page.evaluate(SEEN)
            assert width <= size["width"], (name, size)
            assert least >= 4.5, (name, size, where)  # WCAG 1.4.3
        tapped = page.evaluate(SIZES, f"{LARGE}, main a, footer a")
        assert [one for one in tapped if min(one[1:]) < 24] == [], name  # WCAG 2.5.8, on the smallest phone
        page.set_viewport_size(PHONE)
        width, cut = page.evaluate(f"document.documentElement.style.fontSize = '200%'; [{WIDTH}, {CUT}]")
        assert width <= PHONE["width"], name  # WCAG 1.4.4
        assert cut == [], name
    assert page.said == []  # of the content security policy, too
    assert {urlsplit(PLACE + path).netloc for _, path, _, _ in page.asked} == {"survey.test"}


def test_the_first_page_is_light(shown):
    page = shown(gallery()["landing"])
    page.wait_for_load_state("networkidle")
    assert sum(size for _, _, size, _ in page.asked) < 60_000  # bytes, before they are packed
    assert 3 <= len(page.asked) < 10


def test_choices_are_seen_where_colours_are_the_readers_own(shown):
    page = shown(question("seven", answers={"plans": "3"}), forced_colors="active")
    outlines = page.locator("label.step").evaluate_all(
        "all => all.map(e => getComputedStyle(e).outlineStyle)"
    )
    assert outlines[2] == "solid"
    assert outlines.count("solid") == 1


# --- By keyboard


class Survey:
    """A survey without a server: what is sent is read, kept, and answered with the next screen."""

    def __init__(self) -> None:
        self.walk = Walk(everyday(), SEED)
        self.answers: dict[str, str | tuple[str, ...]] = {}
        self.shown: list[str] = []

    def __call__(self, method: str, path: str, body: str) -> str:
        name = path.rsplit("/", 1)[-1]
        if method == "POST" and name == "end":
            self.shown.append("thanks")
            return pages().thanks(views.ThanksView(views.Around("en")))
        screen = self.walk.screen(name, self.answers)
        if method == "POST" and screen is not None:
            form = parse_qs(body, keep_blank_values=True)
            read = read_form(screen, form)
            if read.wrong:
                return self.page(name, form, read.wrong)
            self.answers |= read.answers
        following = self.walk.first_open(self.answers)
        if following is None:
            return pages().end(
                views.EndView(views.Around("en"), views.Form("/end"), draw=True, marketing=True)
            )
        self.shown.append(following.name)
        return self.page(following.name)

    def page(self, name, typed=None, wrong=()) -> str:
        screen, answers = self.walk.screen(name, self.answers), self.answers
        form, place = views.Form(f"/{name}", FORM.hidden), self.walk.place(name, answers)
        view = views.QuestionView(
            views.Around("en", f"/{name}"), form, screen, SEED, place, answers, typed, wrong, later="/later"
        )
        return pages().question(view)


ACTIVE = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const shape = one => one && getComputedStyle(one).outlineStyle !== 'none';
  return {
    tag: e.tagName, kind: e.type || '', name: e.name || '', role: e.className,
    chosen: !!(e.name && e.form && e.form.querySelector(`[name="${CSS.escape(e.name)}"]:checked`)),
    pressed: e.getAttribute('aria-pressed'),
    ringed: shape(e) || shape(e.closest('label')),
    seen: !!seen && (e.contains(seen) || seen.contains(e) || e.closest('label') === seen.closest('label')),
  };
}"""
TYPED = {"Age": "44", "KidsN": "2", "Post": "04109", "last.day": "3", "last.month": "11", "last.year": "2025"}


def test_a_whole_questionnaire_is_answered_by_keyboard_alone(visit):
    survey = Survey()
    page = visit(survey, viewport=DESK)
    page.goto(f"{PLACE}/start")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(400):
        page.keyboard.press("Tab")
        at = page.evaluate(ACTIVE)
        if at["tag"] == "BODY":
            continue
        assert at["ringed"], at  # WCAG 2.4.7
        assert at["seen"], at  # WCAG 2.4.11
        if at["kind"] in ("radio", "checkbox") and not at["chosen"]:
            page.keyboard.press("Space")
        elif at["kind"] in ("text", "textarea"):
            page.keyboard.type(TYPED.get(at["name"], "Tea"))
        elif at["role"] == "tap" and at["pressed"] == "false":
            page.keyboard.press("Enter")
        elif at["role"] == "main":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            if survey.shown[-1] == "thanks":
                break
    assert page.locator("h1").inner_text() == "Thank you"
    names = [one.name for one in everyday().questions if one.name not in ("note",)]
    assert survey.shown == [*names, "thanks"]
    assert len(survey.answers["first"]) == 3
    assert survey.answers["last"] == "2025-11-03"
    assert survey.answers["why"] == "Tea"
    assert survey.answers["Gender"] == "1"
    assert page.said == []


def test_arrows_choose_within_a_statement_and_move_nothing(shown):
    page = shown(question("att"))
    page.locator("input[name=Att_Eco]").first.focus()
    top = page.evaluate("scrollY")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.locator("input[name=Att_Eco]:checked").get_attribute("value") == "4"
    page.wait_for_timeout(300)
    moved = page.evaluate("scrollY") - top
    label = page.locator("label:has(input[name=Att_Eco]:checked)").bounding_box()
    assert 0 <= label["y"] <= PHONE["height"] - label["height"]
    assert abs(moved) < PHONE["height"] / 2  # no more than brings the chosen step into view


# --- Something is wrong


@pytest.mark.parametrize("scripts", [True, False])
def test_focus_moves_to_what_is_wrong_and_its_links_lead_there(visit, scripts):
    survey = Survey()
    survey.answers = {"agreed": "1", "Gender": "", "Gender_3_text": ""}
    page = visit(survey, java_script_enabled=scripts)
    page.goto(f"{PLACE}/Age")
    page.fill("#Age", "eleven")
    pressed(page)
    page.wait_for_selector("#summary:focus")
    assert page.title().startswith("Please check: How old are you?")
    assert page.input_value("#Age") == "eleven"
    described = page.locator("#Age").get_attribute("aria-describedby").split()
    texts = [page.locator(f"#{one}").inner_text() for one in described]
    assert "Please give a number from 16 to 110, in digits." in texts
    assert page.locator("#Age").get_attribute("aria-invalid") == "true"
    page.locator("#summary a").click()
    page.wait_for_selector("#Age:focus")  # which a browser does when it draws the next frame
    assert page.said == []


def test_a_browser_that_knows_no_autofocus_is_led_to_what_is_wrong_by_the_script(shown):
    page = shown(question("Age", typed={"Age": ("eleven",)}).replace(" autofocus", ""))
    page.wait_for_selector("#summary:focus")


def test_a_link_of_the_summary_leads_to_the_first_step_of_the_statement(shown):
    page = shown(question("att", typed={"Att_Eco": ("4",)}))
    link = page.locator("#summary a").nth(1)
    name = link.get_attribute("href")[1:].removesuffix("-1")
    link.click()
    page.wait_for_selector(f"[name={name}]:focus")
    assert page.evaluate("document.activeElement.id") == f"{name}-1"
    ids = page.locator(f"fieldset:has([name={name}])").get_attribute("aria-describedby").split()
    assert "Please choose an answer." in [page.locator(f"#{one}").inner_text() for one in ids]


# --- Without scripts


def test_everything_can_be_answered_without_scripts(visit):
    survey = Survey()
    page = visit(survey, java_script_enabled=False)
    page.goto(f"{PLACE}/start")

    def on(name: str) -> None:
        assert survey.shown[-1] == name
        pressed(page)

    page.locator("#agreed-1").check()
    on("agreed")
    assert page.locator("[name='Gender_3_text']").count() == 1
    assert not page.locator("[name='Gender_3_text']").is_visible()
    page.get_by_label("In another way", exact=True).check()
    page.fill("[name='Gender_3_text']", "As myself")
    on("Gender")
    page.fill("#Age", "44")
    on("Age")
    page.get_by_label("Yes").check()
    on("Kids")
    page.fill("#KidsN", "2")
    on("KidsN")
    page.get_by_label("By bus").check()
    on("School")
    page.fill("#Post", "04109")
    on("Post")
    for one in ("Att_Tradition", "Att_Eco", "Att_NoBrand", "check_1"):
        page.locator(f"[name={one}][value='4']").check()
    on("att")
    page.locator("[name=nps][value='9']").check()
    on("nps")
    on("mini")
    page.select_option("[name='first.c']", "1")
    page.select_option("[name='first.a']", "2")
    on("first")
    on("devices")
    page.locator("[name='last.day']").fill("1")
    page.locator("[name='last.month']").fill("2")
    page.locator("[name='last.year']").fill("2025")
    on("last")
    on("job")
    assert page.locator("#draw").is_visible()
    assert page.locator("#address").count() == 0  # of whoever was invited it is known
    pressed(page)
    assert survey.shown[-1] == "thanks"
    given = {key: value for key, value in survey.answers.items() if value}
    assert given["Gender_3_text"] == "As myself"
    assert given["first"] == ("c", "a")
    assert given["last"] == "2025-02-01"
    assert given["check_1"] == "4"


def test_the_address_for_the_draw_is_asked_where_the_box_is_ticked(shown):
    page = shown(gallery()["end"], java_script_enabled=False)
    assert not page.locator("#address").is_visible()
    page.locator("#draw").check()
    assert page.locator("#address").is_visible()


# --- Better with scripts

WHOLLY_SEEN = """element => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight + 1;
}"""


def test_a_tap_brings_the_next_statement_into_view(shown):
    page = shown(question("att"), has_touch=True, reduced_motion="reduce")
    cards = page.locator(".battery .card")
    second = cards.nth(1)
    assert second.bounding_box()["y"] + second.bounding_box()["height"] > PHONE["height"]
    cards.nth(0).locator("label").nth(3).tap()
    assert comes(page, WHOLLY_SEEN, second.element_handle())
    before = page.evaluate("scrollY")
    cards.nth(0).locator("label").nth(1).tap(force=True)  # a change of mind moves nothing further
    assert page.evaluate("scrollY") <= before
    assert [one for one in page.asked if one[0] == "POST"] == []  # and nothing is ever sent by itself


def test_after_the_last_statement_the_button_comes_into_view(shown):
    done = {"Att_Tradition": "1", "Att_Eco": "1", "Att_NoBrand": "1", "check_1": "4"}
    last = gallery_order("att")[-1]
    page = shown(
        question("att", answers={key: value for key, value in done.items() if key != last}),
        has_touch=True,
        reduced_motion="reduce",
    )
    page.locator(f"label:has([name={last}])").first.tap()
    assert comes(page, WHOLLY_SEEN, page.locator("button.main").element_handle())


def gallery_order(name: str) -> list[str]:
    """Return the statements of a battery in the order of the screen."""
    from psychograph.fielding.walk.orders import items_in_order

    return [item.name for item in items_in_order(asked().question(name), SEED)]


def test_a_ranking_is_tapped_in_order(shown):
    page = shown(question("first"), has_touch=True)
    taps = page.locator(".tap")
    names = [one.split(":")[0] for one in taps.all_inner_texts()]
    for name in ("Television", "Friends", "Newspapers"):
        taps.nth(names.index(name)).tap()
    assert page.locator("[role=status]").inner_text() == "Newspapers: place 3"
    taps.nth(names.index("Social media")).tap()
    assert page.locator("[role=status]").inner_text().startswith("All places are taken.")
    taps.nth(names.index("Friends")).tap()
    assert taps.nth(names.index("Newspapers")).get_attribute("aria-label") == "Newspapers: place 2"
    pressed(page)
    body = sent(page)
    assert {key: value for key, value in body.items() if key.startswith("first.")} == {
        "first.b": ["1"],
        "first.d": ["2"],
    }


def test_a_ranking_that_was_saved_is_shown_in_its_order(shown):
    page = shown(question("every", answers={"every": ("look", "price", "origin", "taste")}))
    told = page.locator(".tap").evaluate_all("all => all.map(e => [e.textContent, e.dataset.place])")
    assert sorted(told, key=lambda one: one[1]) == [
        ["Look", "1"],
        ["Price", "2"],
        ["Origin", "3"],
        ["Taste", "4"],
    ]


def test_what_stands_alone_takes_the_others_out(shown):
    page = shown(question("School"))
    page.get_by_label("On foot").check()
    page.get_by_label("None goes to school").check()
    assert not page.get_by_label("On foot").is_checked()
    assert "stands alone" in page.locator("[data-alone][role=status]").inner_text()
    page.get_by_label("By bus").check()
    assert not page.get_by_label("None goes to school").is_checked()


def test_an_answer_can_be_taken_back_where_it_may_be_left_open(shown):
    page = shown(question("nps"))
    clear = page.locator("[data-clear]")
    assert not clear.is_visible()
    page.locator("[name=nps][value='3']").check()
    clear.click()
    assert page.locator("[name=nps]:checked").count() == 0
    assert not clear.is_visible()
    assert shown(question("Kids")).locator("[data-clear]").count() == 0


def test_answers_to_statements_are_taken_back_by_one_button_that_moves_nothing(shown):
    page = shown(question("seven"))
    where = "scrollY + document.querySelector('.turn').getBoundingClientRect().y"
    before = page.evaluate(where)
    for name in ("plans", "new"):
        page.locator(f"[name={name}][value='3']").check()
    assert page.evaluate(where) == pytest.approx(before, abs=1)  # px
    page.get_by_role("button", name="Clear my answers here").click()
    assert page.locator("input:checked").count() == 0


def test_characters_that_are_left_are_counted(shown):
    page = shown(question("why"))
    page.fill("#why", "Tea \N{TEACUP WITHOUT HANDLE} \N{GRINNING FACE}")
    assert page.locator("#why-left").inner_text() == "Characters left: 493"
    page.fill("#why", "x" * 501)
    assert page.locator("#why-left").inner_text() == "Characters too many: 1"
    assert page.input_value("#why") == "x" * 501  # nothing is cut off


def test_a_double_click_sends_once(visit):
    page = visit(lambda method, *_: question("Age") if method == "GET" else gallery()["thanks"])
    page.goto(f"{PLACE}/page")
    page.fill("#Age", "44")
    # A browser drops all but one of forms sent at once: what the page itself holds back is seen before that.
    held_back = page.evaluate(
        """() => {
          const told = [], button = document.querySelector('button.main');
          const look = (event) => { told.push(event.defaultPrevented); event.preventDefault(); };
          addEventListener('submit', look);
          for (let time = 0; time < 3; time++) button.click();
          removeEventListener('submit', look);
          return told;
        }"""
    )
    assert held_back == [False, True, True]
    page.reload()
    with page.expect_navigation():
        page.locator("button.main").dblclick()
    assert len([one for one in page.asked if one[0] == "POST"]) == 1
    assert sent(page)["Age"] == ["44"]


def test_without_a_connection_nothing_is_sent_and_nothing_is_lost(shown):
    page = shown(question("Age"))
    page.fill("#Age", "44")
    page.context.set_offline(True)
    assert comes(page, "() => !navigator.onLine")
    page.locator("button.main").click()
    assert page.locator(".offline").is_visible()
    assert page.input_value("#Age") == "44"
    assert [one for one in page.asked if one[0] == "POST"] == []
    page.context.set_offline(False)
    assert comes(page, "() => navigator.onLine")
    pressed(page)
    assert sent(page)["Age"] == ["44"]


def test_what_was_not_sent_yet_outlives_a_reload_and_a_change_of_language(visit):
    page = visit(lambda *_: question("Gender", language[0]) if language[0] else gallery()["thanks"])
    language = ["en"]
    page.goto(f"{PLACE}/r/hhhhhhhhhhhhhhhhhhhhhh/Gender")
    page.get_by_label("In another way", exact=True).check()
    page.fill("[name='Gender_3_text']", "As myself")
    assert comes(page, KEPT, "As myself")
    page.reload()
    assert page.input_value("[name='Gender_3_text']") == "As myself"
    language[0] = "de"
    with page.expect_navigation():
        page.get_by_role("link", name="Deutsch").click()
    assert page.locator("h1").inner_text() == "Wie beschreiben Sie sich?"
    assert page.get_by_label("Anders", exact=True).is_checked()
    assert page.input_value("[name='Gender_3_text']") == "As myself"
    language[0] = ""
    pressed(page)
    assert sent(page)["Gender_3_text"] == ["As myself"]
    assert page.evaluate("sessionStorage.length") == 0  # nothing stays behind


def test_what_was_sent_into_a_connection_that_broke_is_there_again(visit):
    broken = [True]

    def answer(method, _path, _body):
        if method == "GET":
            return question("Age")
        return gallery()["failed" if broken[0] else "thanks"]

    page = visit(answer)
    page.goto(f"{PLACE}/r/hhhhhhhhhhhhhhhhhhhhhh/Age")
    page.fill("#Age", "44")
    pressed(page)
    assert page.locator("h1").inner_text() == "Something went wrong on our side"
    page.goto(f"{PLACE}/r/hhhhhhhhhhhhhhhhhhhhhh/Age")
    assert page.input_value("#Age") == "44"
    broken[0] = False
    pressed(page)
    assert page.locator("h1").inner_text() == "Thank you"
    assert page.evaluate("sessionStorage.length") == 0


def test_an_answer_that_was_saved_elsewhere_is_shown_where_nothing_was_typed_here(visit):
    held = [{"Age": "31"}]
    page = visit(lambda *_: question("Age", answers=held[0]))
    page.goto(f"{PLACE}/r/hhhhhhhhhhhhhhhhhhhhhh/Age")
    held[0] = {"Age": "32"}
    page.reload()
    assert page.input_value("#Age") == "32"


def test_a_ranking_that_was_not_sent_yet_outlives_a_reload(visit):
    page = visit(lambda *_: question("first"))
    page.goto(f"{PLACE}/r/hhhhhhhhhhhhhhhhhhhhhh/first")
    page.get_by_role("button", name="Friends").click()
    assert comes(page, KEPT, '["first.a","1"]')
    page.reload()
    assert page.get_by_role("button", name="Friends: place 1").count() == 1


def test_continue_later_sends_what_was_typed_to_its_own_address(shown):
    page = shown(question("Age"))
    page.fill("#Age", "44")
    with page.expect_navigation():
        page.get_by_role("button", name="Continue later").click()
    assert sent(page)["Age"] == ["44"]
    assert sent(page)[views.LATER] == ["1"]
    assert page.asked[-1][1].endswith("/Age/later") or page.url.endswith("/Age/later")


def test_enter_in_a_field_goes_on_and_not_away(shown):
    page = shown(question("Age"))
    page.fill("#Age", "44")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert views.LATER not in sent(page)


def test_the_ends_of_a_scale_are_read_with_its_numbers(shown):
    page = shown(question("agree"))
    group = page.get_by_role("radiogroup", name="I like to cook for others.")
    assert group.get_by_role("radio", name="1 Not at all like me", exact=True).count() == 1
    assert group.get_by_role("radio", name="4", exact=True).count() == 1
    assert group.get_by_role("radio", name="7 Very much like me", exact=True).count() == 1
    ends = page.locator(f"#{group.get_attribute('aria-describedby').split()[-1]}").inner_text()
    assert ends == "1 is “Not at all like me”, 7 is “Very much like me”."


def test_the_link_for_later_is_copied_by_a_button_where_that_is_possible(browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])

    def handle(route):
        asset = assets().get(urlsplit(route.request.url).path)
        body = asset.content if asset else gallery()["later"].encode()
        route.fulfill(body=body, content_type=asset.media_type if asset else "text/html; charset=utf-8")

    context.route("**/*", handle)
    page = context.new_page()
    page.goto("http://localhost/later")  # copying wants https, or this computer
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#link").inner_text()
    page.goto("http://survey.test/later")
    assert not page.get_by_role("button", name="Copy the link").is_visible()
    assert page.locator("#link").is_visible()
    context.close()
