"""Rows of a form or of LimeSurvey, whatever they are: refused in words, or read by all rules."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.formats.limesurvey import FORMAT as LIMESURVEY
from psychograph.questionnaire.formats.xlsform.reading import taken_from
from psychograph.questionnaire.formats.xlsform.sheets import Form, sheet_of
from psychograph.questionnaire.structure.problems import problems

many = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))

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
