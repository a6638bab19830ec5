"""The preview as a page: what respondents see, what stands beside it, and what no script may hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from unit.reports.everyday import everyday
from unit.reports.pages import Page, read

from psychograph.findings import Severity
from psychograph.instruments.catalogue import Catalogue, shipped
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.lint.rule import Remark
from psychograph.questionnaire.model import Questionnaire
from psychograph.questionnaire.planning.length import duration
from psychograph.questionnaire.planning.sample_size import sample_size
from psychograph.reports.questionnaire.panel import view_panel
from psychograph.reports.questionnaire.preview import preview, script
from psychograph.study.model import Study

REMARK = Remark(
    "no-reverse", Severity.CAUTION, "Att_Eco", "No statement is turned <b>around</b>.", "Turn one."
)


def told(html: str) -> dict[str, object]:
    """Return what the script is told."""
    found = re.search(r'<script type="application/json" id="told">(.*?)</script>', html, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def form(html: str) -> str:
    """Return what respondents see."""
    return html[html.index("<main") : html.index("</main>") + len("</main>")]


def beside(html: str) -> Page:
    """Return what stands beside it."""
    return read(html[html.index("<aside") : html.index("</aside>") + len("</aside>")])


@pytest.fixture
def study() -> Study:
    return Study.model_validate(
        {
            "title": "Everyday",
            "objective": {
                "goal": "launch_new",
                "statement": "Which customers should the new line be made for?",
                "key_questions": [
                    {"question": "Who trusts brands?", "attributes": ["BrandTrust", "Age"]},
                    {"question": "Who rides a horse?", "attributes": ["Horses"]},
                ],
            },
            "attributes": {
                "BrandTrust": {"type": "likert", "scale": [1, 5], "column": "Att_NoBrand"},
                "Age": {"type": "number"},
                "Horses": {"type": "number"},
            },
            "basis": ["BrandTrust", "Age"],
        }
    )


def test_respondents_see_nothing_of_what_is_measured() -> None:
    html = preview(everyday(), catalogue=shipped())
    seen = form(html) + json.dumps(told(html))
    for key in (
        "BrandTrust",
        "TradValues",
        "Extraversion",
        "mini_ipip_20",
        "reversed",
        "expected",
        "attribute",
    ):
        assert key not in seen


def test_only_our_script_may_run_and_nothing_is_loaded() -> None:
    html = preview(everyday())
    policy = read(html).all("meta")[1]["content"]
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert f"<script>{script()}</script>" in html
    assert not re.search(r"(src|href)=\"(?!#)", html)
    assert "://" not in html


def test_every_field_has_a_name_and_every_group_a_legend() -> None:
    page = read(form(preview(everyday())))
    names = [one.get("name") for one in (*page.all("input"), *page.all("select"), *page.all("textarea"))]
    assert all(names)
    assert len(page.all("legend")) == len(page.all("fieldset")) > 20
    ids = {one["id"] for _, one in page.tags if "id" in one}
    assert {one["for"] for one in page.all("label") if "for" in one} <= ids
    described = {name for _, one in page.tags for name in one.get("aria-describedby", "").split()}
    assert described <= ids


def test_ids_are_used_once() -> None:
    page = read(preview(everyday(), duration=duration(everyday()), remarks=[REMARK]))
    ids = [one["id"] for _, one in page.tags if "id" in one]
    assert len(ids) == len(set(ids))


def test_all_translations_are_on_the_page() -> None:
    texts = told(preview(everyday()))["texts"]
    assert isinstance(texts, dict)
    assert set(texts) == {"de", "ar"}
    assert "Wie alt sind Sie?" in texts["de"].values()
    assert "Weiter" in texts["de"].values()
    assert "كم عمرك؟" in texts["ar"].values()


def test_script_holds_no_markup_whatever_texts_say() -> None:
    evil = "</script><script>alert(1)</script><!-- \u2028 & ' \" {{ 7*7 }}"
    questionnaire = replace(
        everyday(), title=Translated.of(evil, {"de": evil}), thanks=Translated.of("x", {"de": evil})
    )
    html = preview(questionnaire)
    assert html.count("<script") == 2
    assert "alert(1)</" not in html.replace("&lt;/", "")
    texts = told(html)["texts"]
    assert isinstance(texts, dict)
    assert evil in texts["de"].values()


def test_equal_inputs_give_equal_pages() -> None:
    assert preview(everyday(), catalogue=shipped()) == preview(everyday(), catalogue=shipped())


def test_it_tells_how_long_how_many_and_whom() -> None:
    html = preview(
        everyday(),
        duration=duration(everyday()),
        sample=sample_size(6, segments=4, response_rate=0.2),
        remarks=[REMARK],
    )
    words = beside(html).words
    assert str(duration(everyday())).capitalize() in words
    assert "15 questions, 37 answers" in words
    assert "469 usable answers" in words
    assert "2,606 people" in words
    assert "No statement is turned <b>around</b>." in words
    assert "Question 8" in words


def test_what_was_not_computed_is_not_shown() -> None:
    words = beside(preview(everyday())).words
    for word in ("Takes", "Invite", "Remarks", "Key questions"):
        assert word not in words
    assert "No rule has anything to say." in beside(preview(everyday(), remarks=[])).words


def test_it_tells_what_each_question_is_for(study: Study) -> None:
    panel = view_panel(everyday(), study=study, catalogue=shipped(), duration=None, sample=None, remarks=None)
    battery = next(one for page in panel.pages for one in page.questions if one.name == "att")
    by_attribute = {one.attribute: one for one in battery.purposes}
    assert by_attribute["BrandTrust"].reversed == 1
    assert by_attribute["BrandTrust"].questions == ("Who trusts brands?",)
    assert by_attribute["TradValues"].questions == ()
    assert by_attribute["check_1"].check
    mini = next(one for page in panel.pages for one in page.questions if one.name == "mini")
    assert [(one.attribute, one.answers) for one in mini.purposes] == [
        ("Extraversion", 4),
        ("Agreeableness", 4),
        ("Conscientiousness", 4),
        ("Neuroticism", 4),
        ("Intellect_Imagination", 4),
    ]
    assert sum(one.reversed for one in mini.purposes) == 11
    assert panel.key_questions == (("Who trusts brands?", ("BrandTrust", "Age")), ("Who rides a horse?", ()))


def test_a_key_question_that_nothing_answers_is_told(study: Study) -> None:
    assert "Who rides a horse? Nothing here answers it" in beside(preview(everyday(), study=study)).words


def test_instruments_stand_with_what_to_cite_and_whether_they_are_validated() -> None:
    ours = next(pack for pack in shipped().packs.values() if not pack.validated)
    questionnaire = everyday()
    page = questionnaire.pages[1]
    asked = replace(page.questions[1], source=f"{ours.id}/any")
    changed = replace(page, questions=(page.questions[0], asked, *page.questions[2:]))
    pages = (questionnaire.pages[0], changed, *questionnaire.pages[2:])
    html = preview(replace(questionnaire, pages=pages), catalogue=shipped())
    words = beside(html).words
    assert f"{ours.name} Unvalidated" in words
    assert "Mini-IPIP 20 statements" in words
    assert shipped().packs["mini_ipip_20"].citation[0] in words
    assert "Mini-IPIP Unvalidated" not in words


def test_an_instrument_that_is_not_in_the_catalogue_is_named_by_its_id() -> None:
    html = preview(everyday(), catalogue=Catalogue({}))
    assert "mini_ipip_20 20 statements" in beside(html).words


def test_what_the_preview_cannot_show_is_said() -> None:
    words = beside(preview(everyday())).words
    assert "in an order of chance stands here in the order of the file" in words
    assert "not translated, shown as written" in words
    finnish = replace(everyday(), language="fi")
    assert "words around the questions, such as Next, are English" in beside(preview(finnish)).words


def test_a_questionnaire_without_questions_has_a_preview_too() -> None:
    empty = Questionnaire(Translated("Nothing"), ())
    assert "0 questions" in beside(preview(empty, duration=None)).words
