"""Surveys as other people make them: what is taken, and what is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.format import QuestionnaireError, Taken
from psychograph.questionnaire.formats.surveyjs import FORMAT
from psychograph.questionnaire.formats.surveyjs.expressions import condition_of
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Day,
    FreeText,
    Multiple,
    Notice,
    Number,
    Ranking,
    Rating,
    Single,
)


def taken(survey: object) -> Taken:
    assert FORMAT.read is not None
    return FORMAT.read("survey.json", json.dumps(survey).encode())


def of(*elements: dict[str, Any], **survey: Any) -> Taken:
    return taken({"title": "Tea", "pages": [{"name": "p", "elements": list(elements)}], **survey})


def told(made: Taken) -> set[tuple[str, Aspect]]:
    return {(loss.where, loss.aspect) for loss in made.losses}


def test_kinds_and_their_defaults() -> None:
    made = of(
        {
            "type": "radiogroup",
            "name": "a",
            "choices": ["x", {"value": 2, "text": "Two"}],
            "showOtherItem": True,
        },
        {"type": "checkbox", "name": "b", "choices": ["x", "y"], "hasNone": True, "maxSelectedChoices": 2},
        {"type": "tagbox", "name": "c", "choices": [1, 2, 3]},
        {"type": "rating", "name": "d", "minRateDescription": "Bad", "maxRateDescription": "Good"},
        {"type": "rating", "name": "e", "rateMin": 0, "rateMax": 10},
        {"type": "text", "name": "f", "inputType": "number", "min": 1, "max": "9", "step": 1},
        {"type": "text", "name": "g", "inputType": "date", "min": "2020-01-01"},
        {"type": "comment", "name": "h", "maxLength": 50, "title": "Why?", "description": "In short"},
        {"type": "boolean", "name": "i", "labelTrue": "Sure"},
        {"type": "html", "name": "j", "html": "<h3>Hello</h3><p>you</p>"},
        {"type": "ranking", "name": "k", "choices": ["x", "y"]},
        {"type": "matrix", "name": "m", "columns": [1, 2, 3], "rows": ["r1", {"value": "r2", "text": "Two"}]},
        {"type": "dropdown", "name": "n", "choicesMin": 1, "choicesMax": 3},
    )
    asked = {question.name: question for question in made.questionnaire.questions}
    assert asked["a"].answer == Single(
        (
            Choice("x", Translated("x")),
            Choice("2", Translated("Two")),
            Choice("other", Translated("Other"), specify=True),
        )
    )
    assert isinstance(asked["b"].answer, Multiple)
    assert asked["b"].answer.choices[-1] == Choice("none", Translated("None"), exclusive=True)
    assert asked["b"].answer.most == 2
    assert isinstance(asked["c"].answer, Multiple)
    assert asked["d"].answer == Rating(AnswerScale(1, 5, ((1, Translated("Bad")), (5, Translated("Good")))))
    assert asked["e"].answer == Rating(AnswerScale(0, 10))
    assert asked["f"].answer == Number(1, 9)
    assert asked["g"].answer == Day("2020-01-01")
    assert asked["h"].answer == FreeText(long=True, most=50)
    assert (str(asked["h"].text), str(asked["h"].help)) == ("Why?", "In short")
    assert asked["i"].answer == Single(
        (Choice("true", Translated("Sure")), Choice("false", Translated("No")))
    )
    assert (asked["j"].answer, str(asked["j"].text)) == (Notice(), "Hello\nyou")
    assert isinstance(asked["k"].answer, Ranking)
    assert isinstance(asked["m"].answer, Battery)
    assert [(item.name, str(item.text)) for item in asked["m"].answer.items] == [("r1", "r1"), ("r2", "Two")]
    assert [choice.code for choice in asked["n"].answer.choices] == ["1", "2", "3"]  # type: ignore[union-attr]
    assert str(asked["a"].text) == "a"  # as SurveyJS shows a question without title
    assert told(made) == {("j", Aspect.TEXT)}


def test_a_scale_in_words_gets_codes_and_says_so() -> None:
    columns = ["Strongly disagree", "Disagree", "Agree"]
    made = of({"type": "matrix", "name": "m", "columns": columns, "rows": ["one"]})
    (question,) = made.questionnaire.questions
    assert isinstance(question.answer, Battery)
    assert question.answer.scale.values == range(1, 4)
    assert str(question.answer.scale.label(1)) == "Strongly disagree"
    (loss,) = made.losses
    assert (loss.where, loss.aspect, loss.instead) == ("m", Aspect.CODES, "1 to 3, in their order")
    assert "Strongly disagree, Disagree, Agree" in loss.what


def test_codes_that_jump_are_no_scale_with_answers_beside_it() -> None:
    jump = of({"type": "matrix", "name": "m", "columns": [1, 2, 4, 8], "rows": ["one"]})
    beside = of(
        {"type": "matrix", "name": "m", "columns": [1, 2, 3, {"value": 99, "text": "n/a"}], "rows": ["one"]}
    )
    assert [loss.aspect for loss in jump.losses] == [Aspect.CODES]
    answer = beside.questionnaire.question("m").answer
    assert answer.declined == (Choice("99", Translated("n/a"), declined=True),)  # type: ignore[union-attr]


def test_panels_are_taken_apart_and_keep_their_condition() -> None:
    made = of(
        {"type": "text", "name": "age", "inputType": "number"},
        {
            "type": "panel",
            "name": "grown",
            "title": "For adults",
            "visibleIf": "{age} >= 18",
            "elements": [{"type": "text", "name": "job", "visibleIf": "{age} < 65"}],
        },
    )
    _, head, job = made.questionnaire.questions
    assert (head.name, head.answer, str(head.text)) == ("grown", Notice(), "For adults")
    assert str(head.shown_if) == "age >= 18"
    assert str(job.shown_if) == "age >= 18 and age < 65"
    assert told(made) == {("grown", Aspect.PAGES)}


def test_what_has_no_like_is_told_and_the_rest_is_read() -> None:
    made = of(
        {"type": "text", "name": "a", "requiredIf": "{b} = 1", "defaultValue": "x", "inputType": "email"},
        {"type": "file", "name": "b"},
        {"type": "matrixdynamic", "name": "c"},
        {"type": "text", "name": "d", "visibleIf": "age({a}) > 3"},
        {"type": "text", "name": "e", "visibleIf": "{later} = 3"},
        {"type": "radiogroup", "name": "f", "choices": [], "choicesByUrl": {"url": "https://example.org"}},
        {"type": "text", "name": "my name", "title": "<b>Who</b>, {a}?"},
        triggers=[{"type": "skip", "expression": "{a} = 1", "gotoName": "d"}],
        calculatedValues=[{"name": "x", "expression": "1"}],
    )
    assert [question.name for question in made.questionnaire.questions] == ["a", "d", "e", "my_name"]
    assert told(made) == {
        ("a", Aspect.REQUIRED),
        ("a", Aspect.CONTENT),
        ("a", Aspect.TYPE),
        ("b", Aspect.CONTENT),
        ("c", Aspect.CONTENT),
        ("d", Aspect.SKIP),
        ("e", Aspect.SKIP),
        ("f", Aspect.CHOICE),
        ("f", Aspect.CONTENT),
        ("my_name", Aspect.NAME),
        ("my_name", Aspect.TEXT),
        ("questionnaire", Aspect.SKIP),
        ("questionnaire", Aspect.CONTENT),
    }
    assert str(made.questionnaire.question("my_name").text) == "Who, {a}?"


def test_old_surveys_without_pages_and_in_other_languages() -> None:
    made = taken(
        {
            "locale": "de",
            "title": {"default": "Tea", "de": "Tee", "pt-br": "Chá"},
            "questions": [{"type": "text", "name": "a", "title": {"de": "Warum?", "default": "Why?"}}],
        }
    )
    asked = made.questionnaire
    assert asked.language == "de"
    assert asked.title == Translated("Tee", (("en", "Tea"), ("pt-BR", "Chá")))
    assert asked.question("a").text == Translated("Warum?", (("en", "Why?"),))


@pytest.mark.parametrize(
    ("expression", "meaning"),
    [
        ("{a} = 'x'", 'a = "x"'),
        ("{a} == 3 and {b} notempty", "a = 3 and answered(b)"),
        ("{a} empty or {b} = 1", "not (answered(a)) or b = 1"),
        ("{a} != 'x'", 'not (a = "x")'),
        ("{a} notempty and {a} != 'x'", 'a != "x"'),
        ("18 <= {a}", "a >= 18"),
        ("{several} contains 'x'", 'several includes "x"'),
        ("{several} anyof ['x', 'y']", 'several includes "x" or several includes "y"'),
        ("{several} allof ['x', 'y']", 'several includes "x" and several includes "y"'),
        ("{several} noneof ['x']", 'not (several includes "x")'),
        ("{a} anyof [1, 2]", "a = 1 or a = 2"),
        ("!({a} = 1 or {b} = 2)", "not (a = 1 or b = 2)"),
        ("{a} = 1 or {b} = 2 and {a} > 3", "a = 1 or (b = 2 and a > 3)"),
        (r"{a} = 'it\'s'", 'a = "it\'s"'),
        ("{a} = true && {b} <> 2", 'a = "true" and not (b = 2)'),
    ],
)
def test_expressions(expression: str, meaning: str) -> None:
    def asked(name: str) -> tuple[str, Any]:
        return name, Multiple(()) if name == "several" else FreeText()

    assert str(condition_of(expression, asked)) == meaning


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("iif({a} = 1, 2, 3) = 2", "the function iif"),
        ("{a} = {b}", "something else than an answer with a value"),
        ("{a} + 1 > 3", "cannot say"),
        ("{a}", "without a comparison"),
        ("({a} = 1", "never closed"),
        ("{a} = 1 {b} = 2", "where the expression should end"),
        ("{nobody} = 1", "no question that is asked here"),
        ("(" * 60 + "{a} = 1" + ")" * 60, "brackets inside each other"),
        ("{a} = 1 or " * 3000 + "{a} = 2", "letters"),
    ],
)
def test_expressions_that_cannot_be_taken(expression: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        condition_of(expression, lambda name: None if name == "nobody" else (name, FreeText()))


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b'{"pages": 3}', b'{"pages": [{"elements": [{"type": "file", "name": "a"}]}]}']
)
def test_what_is_no_survey_is_refused(content: bytes) -> None:
    assert FORMAT.read is not None
    with pytest.raises(QuestionnaireError, match=r"survey\.json"):
        FORMAT.read("survey.json", content)


def test_a_file_that_ends_early_names_line_and_column() -> None:
    assert FORMAT.read is not None
    with pytest.raises(QuestionnaireError, match=r"survey\.json, line 2, column 12"):
        FORMAT.read("survey.json", b'{"title": "Tea",\n "pages": [')


def test_it_is_recognised() -> None:
    assert FORMAT.recognises is not None
    assert FORMAT.recognises(b'\xef\xbb\xbf {"pages": []}')
    assert not FORMAT.recognises(b'{"SurveyEntry": {}, "SurveyElements": [], "pages": 1}')
    assert not FORMAT.recognises(b"\x00\xff")
