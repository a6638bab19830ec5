"""Cards: what a reader finds first, what stands behind it, and that nothing on them is made up."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from fluent.syntax import ast, parse, serialize
from unit.reports.pages import read

from psychograph.knowledge.catalogue import shipped_texts
from psychograph.knowledge.rules import Advice, Basis, Grade, Slot
from psychograph.labels import readable_all
from psychograph.language.language import of_texts
from psychograph.personas.persona import Ring, Sentence
from psychograph.reports.brief_files import brief_html
from psychograph.reports.brief_record import brief_record
from psychograph.reports.figures import Figures, draw_figures
from psychograph.reports.persona_files import persona_files, persona_html
from psychograph.reports.persona_markdown import persona_markdown
from psychograph.reports.persona_record import persona_record
from psychograph.reports.records import plain
from psychograph.reports.view.brief_page import brief_pages
from psychograph.reports.view.cards import Card, card
from psychograph.reports.view.fitting import LARGEST, SMALLEST
from psychograph.reports.view.glyph import glyph, petals_of
from psychograph.reports.view.persona_page import PersonaPage, persona_pages
from psychograph.runs.run import Run

pytestmark = pytest.mark.usefixtures("hasty_judgement")

STUDIES = ["worked_example", "wearable", "hostile"]
NUMBER = re.compile(r"(?<![\w.])[+\N{MINUS SIGN}-]?\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")


@pytest.fixture(scope="module", params=STUDIES)
def run(request: pytest.FixtureRequest) -> Run:
    found: Run = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def figures(run: Run, drawn: Callable[[Run], Figures]) -> Figures:
    return drawn(run)


@pytest.fixture(scope="module")
def pages(run: Run, figures: Figures) -> list[PersonaPage]:
    return list(persona_pages(run, figures.cards))


def values(record: object) -> Iterator[float | str]:
    """Every number and every text of a record."""
    if isinstance(record, dict):
        for value in record.values():
            yield from values(value)
    elif isinstance(record, list):
        for value in record:
            yield from values(value)
    elif isinstance(record, (int, float, str)) and not isinstance(record, bool):
        yield record


def written(value: float) -> Iterator[str]:
    """The ways in which a page may write a number."""
    for decimals in range(3):
        yield f"{value:,.{decimals}f}"
        yield f"{value:+,.{decimals}f}"
        yield f"{value:,.2f}".rstrip("0").rstrip(".")
        yield f"{100 * value:,.{decimals}f}"


def card_of(html: str) -> str:
    """The card itself, without the evidence below it."""
    return html[html.index("<article") : html.index("</article>")] + "</article>"


def test_every_number_on_a_card_is_in_the_record(pages: list[PersonaPage]) -> None:
    for page in pages:
        record = list(values(plain(persona_record(page))))
        numbers = {text for value in record if not isinstance(value, str) for text in written(value)}
        texts = " ".join(value for value in record if isinstance(value, str))
        words = read(card_of(persona_html(page))).words
        for text in record:  # what the record says in words was said by the persona, not by the card
            if isinstance(text, str) and len(text) > 8:
                words = words.replace(" ".join(text.split()), " ")
        said = " ".join(re.findall(r"\b(?:" + "|".join(("S", "[A-Z]")) + r")\d+\b", words))
        for found in NUMBER.findall(words.replace(said, "")):
            plain_number = found.replace("\N{MINUS SIGN}", "-")
            known = plain_number in numbers or plain_number in texts or _fixed(page, plain_number)
            assert known, (page.stem, found)


def _fixed(page: PersonaPage, text: str) -> bool:
    """Numbers that stand for no answer: the level of intervals, the index of the average, sizes of cells."""
    return text in {"95", "100", "5", "10", "1", str(len(page.run.study.basis))}


def test_every_sentence_shows_its_marks(pages: list[PersonaPage]) -> None:
    for page in pages:
        persona = page.card.persona
        html = " ".join(card_of(persona_html(page)).split())
        markdown = persona_markdown(page)
        for sentence in (persona.one_line, *persona.narrative, *persona.demographics, *page.card.spread):
            assert sentence.statements
            links = " ".join(
                f'<a href="#persona-{persona.segment}-{mark}">{mark}</a>' for mark in sentence.statements
            )
            assert f'<span class="marks">{links}</span>' in html
            assert "".join(f"[^{mark}]" for mark in sentence.statements) in markdown


def test_marks_lead_to_statements_and_footnotes(pages: list[PersonaPage]) -> None:
    for page in pages:
        html = read(persona_html(page))
        ids = {attributes["id"] for _, attributes in html.tags if "id" in attributes}
        inside = {a["href"][1:] for a in html.all("a") if a["href"].startswith("#")}
        assert inside <= ids
        markdown = persona_markdown(page)
        told = set(re.findall(r"^\[\^(\w+)\]: ", markdown, re.MULTILINE))
        assert set(re.findall(r"\[\^(\w+)\](?!:)", markdown)) <= told


def test_headings_are_in_order_and_pictures_have_words(pages: list[PersonaPage]) -> None:
    for page in pages:
        html = read(persona_html(page))
        levels = [int(tag[1]) for tag, _ in html.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all(len(image["alt"]) > 30 for image in html.all("img"))
        assert html.all("html") == [{"lang": "en"}]


def test_pages_load_and_run_nothing(pages: list[PersonaPage]) -> None:
    for page in pages:
        html = persona_html(page)
        assert "default-src 'none'" in html
        assert not {"script", "link", "iframe"} & {tag for tag, _ in read(html).tags}
        assert "url(" not in html
        assert "<script" not in html.lower()
        outside = {a["href"] for a in read(html).all("a") if not a["href"].startswith("#")}
        assert outside <= {reference.link for reference in page.evidence.references}


def test_no_respondent_is_named(run: Run, figures: Figures, pages: list[PersonaPage]) -> None:
    files = persona_files(run, figures)
    assert set(files) == {
        f"persona-{p.segment}.{kind}" for p in run.personas for kind in ("html", "json", "md")
    }
    for page in pages:
        assert persona_record(page).persona.paragons == ()
    if any(persona.paragons for persona in run.personas) and run.responses.respondents[0].startswith("R0"):
        for text in files.values():
            assert not any(name in text for name in run.responses.respondents)


def test_same_run_gives_same_files(run: Run, figures: Figures) -> None:
    assert persona_files(run, figures) == persona_files(run, draw_figures(run))


def test_the_first_thing_to_do_stands_out(worked_example: Run) -> None:
    page = next(page for page in persona_pages(worked_example, {}) if page.card.role == "primary")
    say, show, meet, leave = page.card.todo
    assert [matter.key for matter in page.card.todo] == ["say", "show", "meet", "leave"]
    assert "helps a named group" in " ".join(line.text for line in say.lines)
    assert show.lines[0].text == "Visible donation, named partner, published results"
    assert meet.lines[0].text == "Social media"
    assert "Instagram" in meet.lines[1].text
    assert "TikTok" in meet.lines[1].text
    assert leave.lines
    words = read(persona_html(page)).words
    assert words.index("Say") < words.index("In short") < words.index("How they buy")


def test_what_was_not_asked_says_so(worked_example: Run) -> None:
    persona = worked_example.personas[0]
    rings = replace(persona.buying_insight, trigger=Ring("", (), asked=False, question="What happened?"))
    shown = card(worked_example, replace(persona, buying_insight=rings), None, _labels(worked_example))
    first = shown.rings[0]
    assert (first.text, first.ask) == ("Not asked.", "Ask: What happened?")


def _labels(run: Run) -> dict[str, str]:
    return readable_all(run.study.attributes)


def test_an_unlawful_lever_reaches_no_card(worked_example: Run) -> None:
    persona = worked_example.personas[0]
    worry = Advice(
        slot=Slot.MOTIVE,
        phrase="worry about debt",
        weight=9.0,
        rules=("P01",),
        attributes=(),
        evidence=(),
        against=(),
        grade=Grade.A,
        risks=(),
        basis=Basis.INFERRED,
    )
    slots = replace(persona.slots, motives=(worry, *persona.slots.motives), do=(worry,))
    changed = replace(worked_example, personas=(replace(persona, slots=slots),))
    page = next(persona_pages(changed, {}))
    assert "worry about debt" not in persona_html(page).lower()
    assert "worry about debt" not in persona_markdown(page).lower()


def longer(run: Run, times: int) -> Card:
    """A card with everything in it many times over."""
    persona = run.personas[0]
    more = Sentence("They " + "are orderly and thorough and plan ahead " * 3, ("S1", "S2", "S3"))
    line = replace(
        persona.advice[0], phrase="a promise that is kept in every detail and can be checked at any time"
    )
    lines = tuple(replace(line, phrase=f"{line.phrase} {at}") for at in range(times))
    slots = replace(
        persona.slots,
        motives=lines,
        barriers=lines,
        decision_style=lines,
        channels=lines,
        proof=lines,
        do=tuple(replace(line, slot=Slot.FRAME) for line in lines),
        dont=lines,
    )
    changed = replace(
        persona,
        plural="Extraordinarily Conscientious and Forward-looking Traditionalists",
        narrative=(more,) * times,
        slots=slots,
        not_known=("what they would pay for it, and whether they would pay at all",) * times,
    )
    return card(run, changed, draw_figures(run).cards[persona.segment], _labels(run))


def test_longer_cards_get_smaller_type_and_fewer_lines(worked_example: Run) -> None:
    sizes = [longer(worked_example, times).print_size for times in (1, 3, 6, 12)]
    assert sizes == sorted(sizes, reverse=True)
    assert LARGEST >= sizes[0] > sizes[-1] >= SMALLEST
    matter = longer(worked_example, 6).todo[0]
    assert len(matter.lines) < 6
    assert matter.more == 6 - len(matter.lines)


def test_glyphs_differ_and_follow_the_profile(run: Run) -> None:
    drawn = [glyph(run.profile, persona.segment, persona.plural, run.language) for persona in run.personas]
    assert len({sign.svg for sign in drawn}) == len(drawn)
    assert len({re.sub(r'fill="#\w+"|>\d+</text>', "", sign.svg) for sign in drawn}) == len(drawn)
    for persona, sign in zip(run.personas, drawn, strict=True):
        part = run.profile.segment(persona.segment)
        petals = petals_of(part)
        assert sign.svg.count("<path") == len(petals) <= 12
        assert all(-1 <= petal.length <= 1 for petal in petals)
        highest = max(petals, key=lambda petal: petal.length)
        if part.has(highest.attribute):
            assert part.attribute(highest.attribute).z > 0
        assert "nan" not in sign.svg


def test_a_glyph_without_petals_is_a_numbered_disc(worked_example: Run) -> None:
    part = replace(worked_example.profile.segments[0], attributes=(), categories=())
    profile = replace(worked_example.profile, segments=(part, *worked_example.profile.segments[1:]))
    sign = glyph(profile, part.segment, "They", worked_example.language)
    assert "<path" not in sign.svg
    assert f">{part.segment}</text>" in sign.svg
    assert sign.alt == "Sign of They: a disc with the number of the segment."


def test_figures_that_are_missing_leave_no_trace(worked_example: Run) -> None:
    first = worked_example.profile.segments[0]
    gone = dict.fromkeys(("mean", "sd", "g", "z", "position", "median", "minimum", "maximum"), math.nan)
    attributes = tuple(replace(a, **gone) if at == 0 else a for at, a in enumerate(first.attributes))
    profile = replace(
        worked_example.profile,
        segments=(replace(first, attributes=attributes), *worked_example.profile.segments[1:]),
    )
    changed = replace(worked_example, profile=profile)
    for text in persona_files(changed, draw_figures(changed)).values():
        assert not re.search(r"\bnan\b", _without_pictures(text), re.IGNORECASE)


def _without_pictures(html: str) -> str:
    return re.sub(r"base64,[\w+/=]+", "", html)


def test_pictures_hold_the_names_as_text(hostile: Run, drawn: Callable[[Run], Figures]) -> None:
    page = next(persona_pages(hostile, drawn(hostile).cards))
    for image in read(persona_html(page)).all("img"):
        drawing = base64.b64decode(image["src"].split(",", 1)[1]).decode()
        assert "<script" not in drawing


def bracketed(text: str) -> str:
    """A catalogue in which every message stands between brackets."""
    resource = parse(text)
    for entry in resource.body:
        if isinstance(entry, ast.Message) and entry.value is not None:
            entry.value.elements = [ast.TextElement("⟦"), *entry.value.elements, ast.TextElement("⟧")]
    return serialize(resource)


def left_over(words: str, *records: object) -> set[str]:
    """Words that neither the catalogue nor the record has."""
    said = {" ".join(text.split()) for record in records for text in values(record) if isinstance(text, str)}
    told = said | {text.replace("`", "") for text in said}  # backticks are code on a page
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", words)) != words:
        words = shorter
    for text in sorted(told, key=len, reverse=True):
        if len(text) > 3:
            words = words.replace(text, " ").replace(text[:1].upper() + text[1:], " ")
    return set(re.findall(r"[^\W\d_]{4,}", words))


def test_no_word_of_a_card_or_a_brief_stands_in_the_program(worked_example: Run) -> None:
    catalogue = Path(__file__).parents[3] / "src/psychograph/language/en"
    texts = [bracketed(file.read_text(encoding="utf-8")) for file in sorted(catalogue.glob("*.ftl"))]
    run = replace(worked_example, language=of_texts("en", texts))
    labels = list(_labels(run).values())
    for page in persona_pages(run, draw_figures(run).cards):
        words = read(persona_html(page)).words
        assert left_over(words, plain(persona_record(page)), labels) <= set()
    for brief in brief_pages(run):
        words = read(brief_html(brief)).words
        assert left_over(words, plain(brief_record(brief)), labels) <= set()


def test_words_that_press_on_a_weakness_are_those_of_the_language_too(worked_example: Run) -> None:
    spoken = of_texts("de", ["guard-words-levers = Sorgen", *shipped_texts().values()])
    persona = worked_example.personas[0]
    pressing = replace(persona.slots.do[0], phrase="macht ihnen Sorgen")
    persona = replace(persona, slots=replace(persona.slots, do=(pressing, *persona.slots.do[1:])))
    run = replace(worked_example, language=spoken, personas=(persona,))
    page = next(persona_pages(run, {}))
    assert "Sorgen" not in str([matter.lines for matter in page.card.matters])
    assert "Sorgen" not in str([lines for _, lines in page.advice])
