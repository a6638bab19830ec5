"""Rules that hold a questionnaire against the study it is for."""

from __future__ import annotations

import pytest
from questionnaires_in_words import age, any_of, asking, battery, consent, of_pack, question, rated

from psychograph.findings import Severity
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.lint import Remark, lint
from psychograph.questionnaire.model import FreeText, Questionnaire
from psychograph.study.model import Study


def study(
    attributes: dict[str, dict[str, object]],
    basis: list[str],
    key_questions: list[dict[str, object]] | None = None,
) -> Study:
    objective = {"goal": "awareness", "statement": "Who?", "key_questions": key_questions or []}
    return Study.model_validate(
        {"title": "A", "objective": objective, "attributes": attributes, "basis": basis}
    )


LIKERT = {"type": "likert", "scale": [1, 5]}
NUMBER = {"type": "number"}


def remarks(asked: Questionnaire, declared: Study, code: str) -> list[Remark]:
    return [remark for remark in lint(asked, declared) if remark.code == code]


def test_basis_variables_measured_with_one_item() -> None:
    declared = study({"Thrift": LIKERT, "Style": LIKERT, "age": NUMBER}, ["Thrift", "Style", "age"])
    asked = asking(rated("Thrift", "I save."), rated("Style", "I dress well."), age())
    [remark] = remarks(asked, declared, "single-item")
    assert remark.where == "Thrift, Style"  # an age is a fact
    assert remark.severity is Severity.CAUTION


def test_items_of_a_study_are_counted_by_its_own_columns() -> None:
    items = [{"column": "b_1"}, {"column": "b_2", "reversed": True}, {"column": "b_3"}]
    declared = study({"Thrift": {**LIKERT, "items": items}}, ["Thrift"])
    asked = asking(battery("b", "I save.", "I spend.", "I compare prices."))
    assert not remarks(asked, declared, "single-item")
    assert not remarks(asked, declared, "attribute-not-asked")
    assert not remarks(asked, declared, "not-used")


def test_a_study_may_take_averages_of_items_that_the_questionnaire_names() -> None:
    declared = study({"Thrift": LIKERT}, ["Thrift"], [{"question": "Who saves?", "attributes": ["Thrift"]}])
    asked = asking(battery("b", "I save.", "I keep.", "I count.", attribute="Thrift"))
    codes = {remark.code for remark in lint(asked, declared)}
    assert not codes & {"single-item", "attribute-not-asked", "key-question", "not-used"}
    assert {"no-reversed-item", "unvalidated-basis"} <= codes


def test_bands_of_hours_are_facts() -> None:
    hours = AnswerScale(1, 3, tuple((n, Translated(f"{n} to less than {n + 1} hours")) for n in (1, 2, 3)))
    declared = study({"Hours": {"type": "likert", "scale": [1, 3]}}, ["Hours"])
    codes = {remark.code for remark in lint(asking(rated("Hours", "How many hours?", hours)), declared)}
    assert not codes & {"single-item", "unvalidated-basis"}


def test_an_attribute_of_which_some_items_are_not_asked() -> None:
    items = [{"column": "b_1"}, {"column": "b_9"}]
    declared = study({"Thrift": {**LIKERT, "items": items}}, ["Thrift"])
    [remark] = remarks(asking(battery("b", "I save.", "I keep.")), declared, "attribute-not-asked")
    assert "needs b_9" in remark.text


def test_segments_built_on_what_nobody_tested() -> None:
    extraversion = [
        {"column": name} for name in ("mini_ipip_01", "mini_ipip_06", "mini_ipip_11", "mini_ipip_16")
    ]
    declared = study({"Thrift": LIKERT, "E": {**LIKERT, "items": extraversion}}, ["Thrift", "E"])
    asked = asking(rated("Thrift", "I save."), of_pack("mini_ipip_20"))
    assert [r.where for r in remarks(asked, declared, "unvalidated-basis")] == ["Thrift"]


def test_key_questions_without_an_answer() -> None:
    questions: list[dict[str, object]] = [
        {"question": "Who saves?", "attributes": ["Thrift"]},
        {"question": "Where do they live?", "attributes": ["Region"]},
        {"question": "What do they believe?"},
        {"question": "Who and where?", "attributes": ["Thrift", "Region"]},
    ]
    declared = study({"Thrift": LIKERT, "Region": {"type": "category"}}, ["Thrift"], questions)
    found = remarks(asking(rated("Thrift", "I save.")), declared, "key-question")
    assert [r.where for r in found] == ['"Where do they live?"', '"What do they believe?"']
    assert {r.severity for r in found} == {Severity.SERIOUS}


def test_attributes_that_nobody_asks() -> None:
    declared = study({"Thrift": LIKERT, "Style": {**LIKERT, "column": "Q7"}}, ["Thrift"])
    found = remarks(asking(age()), declared, "attribute-not-asked")
    assert [(r.where, r.severity) for r in found] == [
        ("Thrift", Severity.SERIOUS),
        ("Style", Severity.CAUTION),
    ]
    assert "needs Q7" in found[1].text


def test_options_are_columns() -> None:
    declared = study({"Watch": {"type": "category", "column": "devices_1"}, "age": NUMBER}, ["age"])
    asked = asking(any_of("devices", "Which do you own?", "Watch", "Phone", exclusive="None"), age())
    assert not remarks(asked, declared, "attribute-not-asked")
    assert not remarks(asked, declared, "not-used")


def test_questions_that_the_study_does_not_use() -> None:
    declared = study({"age": NUMBER}, ["age"])
    asked = asking(consent(), age(), rated("Style", "I dress well."), question("why", "Why?", FreeText()))
    assert [r.where for r in remarks(asked, declared, "not-used")] == ["Style"]


@pytest.mark.parametrize(
    "code", ["single-item", "unvalidated-basis", "key-question", "attribute-not-asked", "not-used"]
)
def test_without_a_study_they_are_silent(code: str) -> None:
    assert code not in {remark.code for remark in lint(asking(rated("a", "I save."), age()))}
