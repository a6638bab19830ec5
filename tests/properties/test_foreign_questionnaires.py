"""Parts of a survey, whatever they are: refused in words, or read so that all rules of ours are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.formats.limesurvey import FORMAT as LIMESURVEY
from psychograph.questionnaire.formats.qualtrics.qsf import FORMAT as QUALTRICS
from psychograph.questionnaire.formats.surveyjs import FORMAT as SURVEYJS
from psychograph.questionnaire.formats.xlsform.reading import taken_from
from psychograph.questionnaire.formats.xlsform.sheets import Form, sheet_of
from psychograph.questionnaire.structure.problems import problems

many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

SURVEY = {
    "type": (
        "text", "integer", "select_one l", "select_one m", "select_multiple l", "select_multiple l or_other",
        "rank l", "note", "begin group", "begin group", "end group", "begin repeat", "end repeat", "range",
        "date", "acknowledge", "time", "select_one n", "select_one c", "geopoint", "select_multiple m",
    ),
    "name": ("a", "b", "c", "d", "g", "A", "a_x_text", "__x", "name", "ü", "a b", "questionnaire_intro"),
    "label": ("", "L", "${a}", "two"),
    "relevant": (
        "", "", "${a} = 'x'", "${b} > 3", "selected(${a}, '1')", "not(${c} != '2')",
        "${a} = 'x' and ${b} != ''", "${g} = '1'", "${a} >= 'x'", "true()", "${a} = ", "${b} < date('x')",
    ),
    "required": ("", "yes", "no", "${a}"),
    "appearance": ("", "table-list", "field-list", "likert", "minimal"),
    "constraint": (
        "", "", ". >= 3", ". >= 5 and . <= 2", "count-selected(.) >= 5", "string-length(.) <= 0",
        "count-selected(.) >= 3 and count-selected(.) <= 1", ". >= date('2020-13-45')", ". < 4",
        ". >= date('2022-01-01') and . <= date('2020-01-01')",
    ),
    "hint": ("", "h"),
    "parameters": ("", "randomize=true", "start=5 end=1", "start=x"),
}  # fmt: skip
CHOICES = {
    "list_name": tuple("lmnc"),
    "name": ("1", "2", "3", "x", "X", "-1", "99999", "a b", "x" * 90),
    "label": ("", "One", "1"),
    "declined": ("", "yes"),
    "exclusive": ("", "yes"),
    "consent_version": ("", "", "1"),
}


def rows(cells: dict[str, tuple[str, ...]]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({column: st.sampled_from(said) for column, said in cells.items()})


def refused(name: str, reason: QuestionnaireError) -> None:
    assert reason.problems
    assert all(problem.where.startswith(name) and problem.mend for problem in reason.problems)


@many
@given(st.lists(rows(SURVEY), min_size=1, max_size=8), st.lists(rows(CHOICES), min_size=3, max_size=10))
def test_forms(survey: list[dict[str, str]], choices: list[dict[str, str]]) -> None:
    form = Form(
        sheet_of(survey, ["type", "name", "label"]), sheet_of(choices, ["list_name", "name", "label"])
    )
    try:
        taken = taken_from("form.xlsx", form)
    except QuestionnaireError as reason:
        refused("form.xlsx", reason)
        return
    assert [str(problem) for problem in problems(taken.questionnaire)] == []


HEAD = (
    "class", "type/scale", "name", "relevance", "text", "other", "min_num_value_n", "max_num_value_n",
    "min_answers", "max_answers", "maximum_chars", "date_min", "date_max",
)  # fmt: skip
CODES = ("q1", "q2", "1", "2", "3", "A1", "A2", "other", "SQ001", "Q1", "é")
SCRIPTS = ("", "1", "q1 == '1'", 'q2_1.NAOK=="Y"', "q1 > 2", "q1_SQ001 == 'A1'", "q1 == ", "count(q1_1) > 0")


@st.composite
def line(draw: st.DrawFn) -> Sequence[str]:
    kind = draw(st.sampled_from(("G", "Q", "Q", "Q", "SQ", "SQ", "A", "A", "A")))
    low, high = draw(st.sampled_from(("", "3", "x", "1"))), draw(st.sampled_from(("", "2", "0")))
    return (
        kind,
        draw(st.sampled_from(tuple("L!MFARNDSXCKQ5Y*H"))) if kind == "Q" else "0",
        draw(st.sampled_from(CODES)),
        draw(st.sampled_from(SCRIPTS)),
        draw(st.sampled_from(("", "T", "{x}", "<p>"))),
        draw(st.sampled_from("YN")),
        *(low, high, low, high, high),
        "2022-01-01" if low else "",
        "2020-01-01" if high else "",
    )


@many
@given(st.lists(line(), min_size=2, max_size=14))
def test_surveys_of_limesurvey(lines: list[Sequence[str]]) -> None:
    table = "\n".join("\t".join(cells) for cells in (HEAD, ("G", "", "g"), *lines))
    assert LIMESURVEY.read is not None
    try:
        taken = LIMESURVEY.read("survey.txt", table.encode())
    except QuestionnaireError as reason:
        refused("survey.txt", reason)
        return
    assert [str(problem) for problem in problems(taken.questionnaire)] == []


Json = dict[str, Any]
ELEMENT = {
    "type": (
        "text",
        "text",
        "comment",
        "radiogroup",
        "checkbox",
        "dropdown",
        "ranking",
        "rating",
        "matrix",
        "boolean",
        "html",
        "slider",
    ),
    "name": ("a", "a", "A", "b", "b_1", "a_x", "1", "ü"),
    "title": ("T", "", {"de": "X"}, 5),
    "choices": ([1, 2, 3], ["x", "X", "y"], [{"value": "x"}], [], ["a b", "ä"]),
    "rows": (["r", "R", "1"], ["a", "b"], [1, 2]),
    "columns": ([1, 2, 3], ["x", "y"], [1, "x"]),
}
OF_ELEMENT = {
    "visibleIf": (
        "{a} = 'x'", "{b} > 3", "{a} contains 'x'", "{b.r} = 1", "{A} notempty", "{c} = 1", "{a} >= 'x'",
        "{a} = 1 and {b} != 'zz'", "{b} anyof [1, 'x']",
    ),
    "inputType": ("number", "date"),
    "min": (5, "2022-01-01", "x"),
    "max": (2, "2020-01-01", "2020-13-45"),
    "maxLength": (0, 3),
    "minSelectedChoices": (0, 5),
    "maxSelectedChoices": (1, 9),
    "isRequired": (True,),
    "showOtherItem": (True,),
    "showNoneItem": (True,),
    "choicesOrder": ("random",),
    "rateMin": (3, 0),
    "rateMax": (2, 90),
}  # fmt: skip


def entries(
    always: Mapping[str, Sequence[Any]], sometimes: Mapping[str, Sequence[Any]]
) -> st.SearchStrategy[Json]:
    """Return objects of JSON that have some keys always, and some sometimes."""
    return st.fixed_dictionaries(
        {key: st.sampled_from(said) for key, said in always.items()},
        optional={key: st.sampled_from(said) for key, said in sometimes.items()},
    )


def panels(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    named = entries({"type": ("panel",), "name": ("a", "p")}, {"title": ("T",)} | OF_ELEMENT)
    return st.builds(lambda panel, held: panel | {"elements": held}, named, st.lists(inner, max_size=2))


@many
@given(
    st.lists(st.recursive(entries(ELEMENT, OF_ELEMENT), panels, max_leaves=3), min_size=1, max_size=5),
    st.lists(entries(ELEMENT, OF_ELEMENT), max_size=2),
    st.sampled_from(("", *OF_ELEMENT["visibleIf"])),
)
def test_surveys_of_surveyjs(first: list[Json], second: list[Json], shown_if: str) -> None:
    survey = {"pages": [{"name": "p", "elements": first}, {"elements": second, "visibleIf": shown_if}]}
    assert SURVEYJS.read is not None
    try:
        taken = SURVEYJS.read("survey.json", json.dumps(survey).encode())
    except QuestionnaireError as reason:
        refused("survey.json", reason)
        return
    assert [str(problem) for problem in problems(taken.questionnaire)] == []


KINDS = (
    ("MC", "SAVR"), ("MC", "MAVR"), ("MC", "SAHR"), ("MC", "NPS"), ("MC", "DL"), ("Matrix", "Likert"),
    ("TE", "SL"), ("TE", "FORM"), ("RO", "DND"), ("Slider", "HSLIDER"), ("CS", "HR"), ("DB", "TB"),
)  # fmt: skip
SHOWN = {"1": {"Display": "x"}, "2": {"Display": "y"}, "3": {"Display": "z", "TextEntry": "true"}}
OF_QUESTION = {
    "RecodeValues": (
        {"1": "x", "2": "X"},
        {"1": 5, "2": 4, "3": 3},
        {"1": "1", "2": "1"},
        {"1": "4", "3": "1"},
    ),
    "AnalyzeChoices": ({"1": "No"}, {"3": "No"}),
    "ChoiceDataExportTags": ({"1": "a", "2": "A"}, {"1": "z"}),
    "Configuration": ({"CSSliderMin": 9, "CSSliderMax": 1},),
    "Validation": tuple(
        {"Settings": said}
        for said in (
            {"Type": "ChoiceRange", "MinChoices": "5", "MaxChoices": "1"},
            {"Type": "MinChoices", "MinChoices": 9},
            {"Type": "MaxChoices", "MaxChoices": 0},
            {"Type": "ContentType", "ContentType": "ValidNumber", "ValidNumber": {"Min": "9", "Max": "2"}},
            {"Type": "ContentType", "ContentType": "ValidDate"},
            {"ForceResponse": "ON"},
        )
    ),
}


@st.composite
def qualtrics_logic(draw: st.DrawFn) -> Json:
    number = f"QID{draw(st.integers(1, 4))}"
    places = ("SelectableChoice/1", "SelectableChoice/9", "ChoiceTextEntryValue", "SelectableAnswer/1/2")
    said = {
        "LogicType": "Question",
        "LeftOperand": f"q://{number}/{draw(st.sampled_from(places))}",
        "Operator": draw(st.sampled_from(("Selected", "NotSelected", "EqualTo", "GreaterThan", "NotEmpty"))),
        "RightOperand": draw(st.sampled_from(("", "x", "3"))),
    }
    return {"0": {"0": said, "Type": "If"}, "Type": "BooleanExpression"}


@st.composite
def qualtrics_question(draw: st.DrawFn) -> Json:
    kind, selector = draw(st.sampled_from(KINDS))
    asked = {
        "QuestionType": (kind,),
        "Selector": (selector,),
        "SubSelector": ("SingleAnswer", "MultipleAnswer", "TX"),
        "DataExportTag": ("a", "A", "b", "a_1", "a_x", "ü"),
        "QuestionText": ("T", "", "<b>x</b>"),
        "Choices": (SHOWN, [{"Display": "x"}, {"Display": ""}], {"1": {"ExclusiveAnswer": True}}, {}),
        "Answers": (SHOWN, {"5": {"Display": "x"}, "2": {"Display": "y"}}, {}),
    }
    made = draw(entries(asked, OF_QUESTION))
    return made | ({"DisplayLogic": draw(qualtrics_logic())} if draw(st.booleans()) else {})


@many
@given(st.lists(qualtrics_question(), min_size=1, max_size=4), qualtrics_logic(), st.integers(0, 4))
def test_surveys_of_qualtrics(asked: list[Json], logic: Json, first: int) -> None:
    numbers = [f"QID{at}" for at, _ in enumerate(asked, 1)]
    blocks = [
        {
            "ID": name,
            "Description": "p",
            "BlockElements": [{"Type": "Question", "QuestionID": one} for one in held],
        }
        for name, held in (("BL_1", numbers[:first]), ("BL_2", numbers[first:]))
    ]
    branch = {"Type": "Branch", "BranchLogic": logic, "Flow": [{"Type": "Block", "ID": "BL_2"}]}
    parts: list[Json] = [
        {"Element": "BL", "Payload": blocks},
        {"Element": "FL", "Payload": {"Flow": [{"Type": "Block", "ID": "BL_1"}, branch]}},
    ]
    parts += [
        {"Element": "SQ", "Payload": said | {"QuestionID": number}}
        for number, said in zip(numbers, asked, strict=True)
    ]
    assert QUALTRICS.read is not None
    try:
        taken = QUALTRICS.read("survey.qsf", json.dumps({"SurveyElements": parts}).encode())
    except QuestionnaireError as reason:
        refused("survey.qsf", reason)
        return
    assert [str(problem) for problem in problems(taken.questionnaire)] == []
