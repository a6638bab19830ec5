"""questionnaire.yaml: every way to write it, and every slip with its line and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.errors import Problem
from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.catalogue import shipped
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import All, Chosen, Compared, Operator
from psychograph.questionnaire.file.reading import LARGEST, MOST_TOLD, parse_questionnaire, read_questionnaire
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Item,
    Multiple,
    Notice,
    Number,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)


def survey(*questions: str, top: str = "title: T\n") -> Questionnaire:
    """Return a questionnaire of one page."""
    listed = "".join(f"      - {question}\n" for question in questions)
    return parse_questionnaire(f"{top}pages:\n  - questions:\n{listed}", "questionnaire.yaml", shipped())


def asked(question: str, top: str = "title: T\n") -> Question:
    (found,) = survey(question, top=top).questions
    return found


def slips(text: str) -> tuple[Problem, ...]:
    with pytest.raises(QuestionnaireError) as caught:
        parse_questionnaire(text, "questionnaire.yaml", shipped())
    return caught.value.problems


def slip(question: str, top: str = "title: T\n") -> Problem:
    with pytest.raises(QuestionnaireError) as caught:
        asked(question, top)
    (problem,) = caught.value.problems
    return problem


AGREE = standard_scales()["agree5"]
UNSURE = Choice("-9", Translated("Don't know"), declined=True)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("type: rating, scale: agree5", Rating(AGREE)),
        ("type: rating, scale: agree5, declined: [Don't know]", Rating(AGREE, (UNSURE,))),
        ("type: rating, scale: agree5, declined: Don\u2019t know", None),
        (
            "type: single, choices: [a, b]",
            Single((Choice("1", Translated("a")), Choice("2", Translated("b")))),
        ),
        ("type: single, choices: {x: a}", Single((Choice("x", Translated("a")),))),
        (
            "type: single, choices: [x: a, b]",
            Single((Choice("x", Translated("a")), Choice("2", Translated("b")))),
        ),
        (
            "type: multiple, most: 1, choices: [{label: a, exclusive: true}, {9: b}, {label: c, code: x}]",
            Multiple(
                (
                    Choice("1", Translated("a"), exclusive=True),
                    Choice("9", Translated("b")),
                    Choice("x", Translated("c")),
                ),
                most=1,
            ),
        ),
        (
            "type: multiple, choices: [a], declined: [Don't know], shuffle: true",
            Multiple(
                (Choice("1", Translated("a")), Choice("-9", UNSURE.label, exclusive=True, declined=True)),
                shuffled=True,
            ),
        ),
        ("type: ranking, choices: [a], most: 1", Ranking((Choice("1", Translated("a")),), most=1)),
        ("type: number, limits: [0, null], whole: false, unit: km", Number(0, None, False, Translated("km"))),
        ("type: text, long: true, most: 500", FreeText(True, 500)),
        ("type: day, limits: [2026-01-01, null]", Day("2026-01-01", "")),
        ("type: postcode, country: GB", Postcode("GB")),
        ("type: consent, version: 2026-11", Consent("2026-11")),
    ],
)
def test_every_type_is_read(written: str, answer: object) -> None:
    found = asked(f"{{name: q, ask: What?, {written}}}").answer
    assert found == (answer or Rating(AGREE, (Choice("-9", Translated("Don\u2019t know"), declined=True),)))


def test_a_battery_gives_what_its_statements_leave_out() -> None:
    found = asked(
        "{name: att, type: battery, scale: {high: 3}, attribute: Calm, source: p/s, items: [I rest, "
        "{name: own, text: I run, reversed: true, attribute: Pace}, {text: Choose 2, expect: 2}]}"
    ).answer
    assert isinstance(found, Battery)
    assert found.items == (
        Item("att_1", Translated("I rest"), attribute="Calm", source="p/s"),
        Item("own", Translated("I run"), reversed=True, attribute="Pace", source="p/s"),
        Item("att_3", Translated("Choose 2"), expected="2"),
    )
    assert (found.scale.low, found.scale.high, found.scale.labels) == (1, 3, ())


def test_a_notice_and_the_keys_of_pages() -> None:
    text = """
title: {en: Tea, de: Tee}
intro: Welcome
thanks: |
  Two
  lines
pages:
  - {title: First, questions: [{name: n, type: notice, text: Read this.}, {standard: demographics.age}]}
  - name: second
    intro: And now
    shuffle: true
    show_if: Age >= 18
    questions: [{name: cups, type: multiple, ask: Which?, choices: [Red, Blue]}]
  - show_if: Age >= 18 and cups includes 2
    questions: [{name: why, type: text, ask: Why?, help: Briefly., required: true, show_if: cups includes 1}]
"""
    found = parse_questionnaire(text, "questionnaire.yaml", shipped())
    assert found.title.read("de") == "Tee"
    assert str(found.thanks) == "Two\nlines"
    assert [page.name for page in found.pages] == ["page_1", "second", "page_3"]
    assert found.question("n").answer == Notice()
    assert found.pages[1].shuffled
    grown = Compared("Age", Operator.AT_LEAST, "18")
    assert found.pages[2].shown_if == All((grown, Chosen("cups", "2")))
    assert found.question("why").required


def test_scales_of_ones_own_by_code_and_as_a_list() -> None:
    by_code = asked("{name: q, type: rating, ask: x, scale: {low: 0, high: 10, labels: {10: good, 0: bad}}}")
    in_order = asked("{name: q, type: rating, ask: x, scale: {labels: [never, at times, always]}}")
    assert isinstance(by_code.answer, Rating)
    assert isinstance(in_order.answer, Rating)
    assert [code for code, _ in by_code.answer.scale.labels] == [0, 10]
    assert [in_order.answer.scale.shown(code) for code in (1, 2, 3)] == ["never", "at times", "always"]


def test_an_instrument_brings_items_keys_and_attributes() -> None:
    found = asked("{instrument: mini_ipip_20, shuffle: true, declined: [Prefer not to say]}")
    answer = found.answer
    assert isinstance(answer, Battery)
    assert (found.name, len(answer.items), answer.shuffled) == ("mini_ipip_20_battery", 20, True)
    assert {item.attribute for item in answer.items} == {
        "Extraversion",
        "Agreeableness",
        "Conscientiousness",
        "Neuroticism",
        "Intellect_Imagination",
    }
    pack = shipped().pack("mini_ipip_20")
    assert [(item.name, item.reversed) for item in answer.items] == [(i.id, i.reversed) for i in pack.items]
    assert {item.source for item in answer.items} == {f"mini_ipip_20/{scale.id}" for scale in pack.scales}


def test_of_a_whole_pack_the_domains_are_attributes_and_facets_when_they_are_listed() -> None:
    whole = asked("{instrument: ipip_neo_120}").answer
    facets = asked("{instrument: ipip_neo_120, scales: [anxiety, anger]}").answer
    assert isinstance(whole, Battery)
    assert isinstance(facets, Battery)
    assert len({item.attribute for item in whole.items}) == 5
    assert {item.attribute for item in facets.items} == {"Anxiety", "Anger"}


def test_parts_of_an_instrument_on_several_pages_make_the_attributes_of_the_whole() -> None:
    first, second = survey(
        "{instrument: mini_ipip_20, part: [1, 12]}", "{instrument: mini_ipip_20, part: [13, 20]}"
    ).questions
    whole = asked("{instrument: mini_ipip_20}").answer
    assert isinstance(first.answer, Battery)
    assert isinstance(second.answer, Battery)
    assert isinstance(whole, Battery)
    assert (*first.answer.items, *second.answer.items) == whole.items
    assert (first.name, second.name) == ("mini_ipip_20_battery_1_12", "mini_ipip_20_battery_13_20")


def test_attributes_of_instruments_never_share_a_name() -> None:
    found = survey(
        "{name: Openness, type: number, ask: x}",
        "{instrument: tipi_10/openness}",
        "{instrument: mini_ipip_20/extraversion, attributes: {extraversion: Outgoing}}",
        "{instrument: ipip_bffm_50/extraversion}",
        "{instrument: tipi_10/extraversion}",
    )
    names = [
        item.attribute
        for q in found.questions
        if isinstance(q.answer, Battery)
        for item in q.answer.items[:1]
    ]
    assert names == ["Openness_tipi_10", "Outgoing", "Extraversion", "Extraversion_tipi_10"]


def test_a_pack_in_another_language_is_refused_and_one_with_a_translation_is_turned() -> None:
    problem = slip("{instrument: tipi_10}", top="title: T\nlanguage: de\n")
    assert "tipi_10, which is in 'en' only, in a questionnaire in 'de'" in problem.found
    problem = slip("{name: q, type: rating, ask: x, scale: agree5}", top="title: T\nlanguage: de\n")
    assert "whose words are English" in problem.found
    problem = slip("{standard: demographics.gender}", top="title: T\nlanguage: de\n")
    assert "which is in English" in problem.found


def test_a_question_of_the_bank_takes_what_is_given_besides() -> None:
    found = asked("{standard: demographics.age, name: Years, ask: How old are you?, limits: [18, 80]}")
    assert (found.name, str(found.text), found.source) == (
        "Years",
        "How old are you?",
        "bank/demographics.age",
    )
    assert isinstance(found.answer, Number)
    assert (found.answer.low, found.answer.high, str(found.answer.unit)) == (18, 80, "years")
    region = asked("{standard: demographics.income, choices: [Little, Much]}").answer
    assert isinstance(region, Single)
    assert [choice.code for choice in region.choices] == ["1", "2", "-9", "-8"]


@pytest.mark.parametrize(
    ("question", "where", "found", "mend"),
    [
        ("{name: q, type: likert, ask: x}", "question q", "the type 'likert'", "write type: rating"),
        ("{name: q, type: singel, ask: x}", "question q", "the type 'singel'", "did you mean 'single'?"),
        ("{name: q, typ: single, ask: x}", "question q", "no `type`", "write type: for typ:"),
        ("{name: q, ask: x, choices: [a]}", "question q", "no `type`", "add type: single"),
        ("just a text", "pages", "'just a text'", "write - {name: age"),
        ("{name: q, type: text, question: x}", "question q", "the key 'question'", "write `ask:` instead"),
        ("{name: q, type: text}", "question q", "no `ask`", "add ask: "),
        ("{type: text, ask: x}", "pages", "no `name`", "add name: Age"),
        ("{name: q, type: text, ask: x, shufle: true}", "shufle", "the key 'shufle'", "take it out"),
        ("{name: q, type: single, ask: x, choices: 5}", "choices", "'5'", "on a line of its own"),
        (
            "{name: q, type: single, ask: x, choices: [{label: a, spcify: true}]}",
            "spcify",
            "'spcify'",
            "'specify'",
        ),
        (
            "{name: q, type: single, ask: x, choices: {7: {label: a, exlusive: true}}}",
            "7 > exl",
            "'exlusive'",
            "did",
        ),
        ("{name: q, type: rating, ask: x, scale: agre5}", "scale", "'agre5'", "did you mean 'agree5'?"),
        ("{name: q, type: rating, ask: x, scale: {low: 1}}", "scale", "no `high`", "add high: 5"),
        (
            "{name: q, type: rating, ask: x, scale: {high: 4, labels: [a, b]}}",
            "labels",
            "2 labels for 4",
            "by code",
        ),
        ("{name: q, type: rating, ask: x, scale: {high: x}}", "high", "'x'", "write high: 5"),
        ("{name: q, type: number, ask: x, limits: [1]}", "limits", "the list [1]", "limits: [16, 110]"),
        (
            "{name: q, type: number, ask: x, limits: [1, nan]}",
            "limits",
            "the list [1, nan]",
            "limits: [16, 110]",
        ),
        ("{name: q, type: day, ask: x, limits: [May, null]}", "limits", "a list of 2", "2020-01-01"),
        (
            "{name: q, type: text, ask: {fr: x}}",
            "ask",
            "keys of its own (fr)",
            "add en:, or write `language: fr`",
        ),
        ("{name: q, type: text, ask: {Which one: x}}", "ask", "keys", "'Which one' is no language"),
        ("{name: q, type: text, ask: x, required: perhaps}", "required", "'perhaps'", "required: true"),
        ("{name: q, type: text, ask: x, show_if: a >}", "show_if", "'a > <here>'", "a number such as 18"),
        ("{name: q, type: consent, ask: x}", "question q", "no `version`", "add version: 2026-11"),
        ("{name: q, type: notice, ask: x}", "question q", "the key 'ask'", "write `text:` instead"),
        ("{standard: gender}", "standard", "'gender'", "write standard: demographics.gender"),
        ("{standard: demographics.gendre}", "standard", "gendre", "did you mean 'demographics.gender'?"),
        (
            "{standard: demographics.income}",
            "standard",
            "demographics.income without `choices`",
            "add choices:",
        ),
        (
            "{standard: demographics.age, choices: [a]}",
            "choices",
            "which demographics.age does not have",
            "take it",
        ),
        (
            "{instrument: mini_ipip}",
            "instrument",
            "no instrument 'mini_ipip'",
            "did you mean 'mini_ipip_20'?",
        ),
        ("{instrument: tipi_10/opennes}", "instrument", "'opennes'", "did you mean 'openness'?"),
        (
            "{instrument: tipi_10, scales: [opennes]}",
            "scales > entry 1",
            "'opennes'",
            "did you mean 'openness'?",
        ),
        (
            "{instrument: tipi_10/openness, scales: [openness]}",
            "scales",
            "scales beside a scale",
            "under `scales`",
        ),
        (
            "{instrument: tipi_10/openness, attributes: {x: y}}",
            "attributes > x",
            "not asked here",
            "take it out",
        ),
        (
            "{instrument: ipip_neo_120, scales: [openness, imagination]}",
            "scales",
            "share the item",
            "take out",
        ),
    ],
)
def test_a_slip_is_told_with_its_place_and_a_remedy(question: str, where: str, found: str, mend: str) -> None:
    problem = slip(question)
    assert problem.where.startswith("questionnaire.yaml, line 4")
    assert where in problem.where
    assert found in problem.found
    assert mend in problem.mend


def test_all_slips_of_a_file_are_told_at_once_in_its_order() -> None:
    found = slips(
        """
titel: A survey
pages:
  - name: first
    questions:
      - {name: a, type: consnt, ask: Yes?, version: 1}
      - {name: b, type: text, ask: Why?, show_if: a = 1}
      - {name: c, type: text, ask: Why?, show_if: d = 1}
      - {name: c, type: text, ask: Why?}
  - show_if: nobody = 1
    questions:
      - {name: e, type: number, ask: How many?, limits: [3, 1]}
"""
    )
    assert [(problem.where, problem.found) for problem in found] == [
        ("questionnaire.yaml, line 2, titel", "the key 'titel', which means nothing here"),
        ("questionnaire.yaml, line 6, question a", "the type 'consnt'"),
        ("questionnaire.yaml, line 8, question c, show_if", "'d', which no question is named"),
        ("questionnaire.yaml, line 9, question c, name", "the name 'c' again, after question c"),
        ("questionnaire.yaml, line 10, pages > entry 2 > show_if", "'nobody', which no question is named"),
        ("questionnaire.yaml, line 12, question e, limits", "limits from 3 down to 1"),
    ]


def test_what_broken_questions_may_have_brought_is_not_told_as_missing() -> None:
    found = slips(
        """
title: T
pages:
  - questions:
      - {instrument: mini_ipip}
      - {name: b, type: text, ask: Why?, show_if: mini_ipip_01 = 1}
"""
    )
    assert [problem.found for problem in found] == ["no instrument 'mini_ipip'"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "an empty file"),
        ("# nothing", "only comments"),
        ("- a\n- b", "a list"),
        ("title: T", "no `pages`"),
        ("title: T\npages: []", "an empty list"),
        ("title: T\npages: 5", "'5'"),
        ("title: T\npages: [5]", "'5'"),
        ("title: T\npages:\n  - {}", "a page with nothing on it"),
        ("title: T\npages:\n  - questions: 7", "'7'"),
        ("title: [T\n", "title: [T"),
        ("title: T\nlanguage: German!\npages: [{intro: x}]", "'German!'"),
        ("title: \x00", "a zero byte, code 0"),
        ("a: " + "[" * 200, "blocks nested too deeply to be read"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "an alias (*name) that repeats a block"),
    ],
)
def test_files_that_are_no_questionnaire(text: str, found: str) -> None:
    assert found in [problem.found for problem in slips(text)]


def test_a_file_is_read_from_its_folder_and_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "questionnaire.yaml").write_text(
        "\ufefftitle: T\npages: [{intro: Hello}]\n", encoding="utf-8"
    )
    assert str(read_questionnaire(tmp_path, shipped()).title) == "T"
    with pytest.raises(QuestionnaireError, match="no such file"):
        read_questionnaire(tmp_path / "none.yaml", shipped())
    (tmp_path / "latin.yaml").write_bytes("title: Café".encode("latin-1"))
    with pytest.raises(QuestionnaireError, match="not UTF-8"):
        read_questionnaire(tmp_path / "latin.yaml", shipped())
    (tmp_path / "large.yaml").write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(QuestionnaireError, match="megabytes"):
        read_questionnaire(tmp_path / "large.yaml", shipped())


def test_of_very_many_slips_the_first_are_told_and_the_others_counted() -> None:
    questions = "".join(
        f"      - {{name: q{at}, type: text, ask: x, show_if: w{at} = 1}}\n" for at in range(300)
    )
    found = slips(f"title: T\npages:\n  - questions:\n{questions}")
    assert len(found) == MOST_TOLD + 1
    assert found[-1].found == "200 more problems"
    assert found[0].found == "'w0', which no question is named"
