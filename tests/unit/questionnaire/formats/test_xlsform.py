"""XLSForms: what a form says, what is read of forms as people write them, and what is said of bad ones."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from random_questionnaires import Size, questionnaires

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.catalogue import shipped
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import Answered, Chosen, Compared, Condition, Operator
from psychograph.questionnaire.file.reading import read_questionnaire
from psychograph.questionnaire.formats.format import QuestionnaireError, Taken
from psychograph.questionnaire.formats.probe import probe
from psychograph.questionnaire.formats.xlsform import FORMAT
from psychograph.questionnaire.formats.xlsform.limits import limits_of
from psychograph.questionnaire.formats.xlsform.sheets import form_of
from psychograph.questionnaire.formats.xlsform.xpath import Term, condition_of, text_literal, xpath
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Multiple,
    Number,
    Page,
    Question,
    Questionnaire,
    Ranking,
    Single,
)

Sheet = Sequence[Sequence[object]]


def book(**sheets: Sheet) -> bytes:
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            page = made.add_worksheet(name)
            for down, row in enumerate(rows):
                page.write_row(down, 0, row)
    return saved.getvalue()


def read(survey: Sheet, choices: Sheet = (), settings_: Sheet = ()) -> Taken:
    assert FORMAT.read is not None
    return FORMAT.read("form.xlsx", book(survey=survey, choices=choices, settings=settings_))


def written(questionnaire: Questionnaire) -> tuple[Mapping[str, Mapping[str, str]], bytes]:
    """Return the rows of the sheet survey by their names, and the form."""
    assert FORMAT.write is not None
    content = FORMAT.write(questionnaire).files[".xlsx"]
    rows = form_of("form.xlsx", content).survey.rows
    return {row["name"]: row.cells for row in rows if not row["type"].startswith("end")}, content


def asked(*questions: Question) -> Questionnaire:
    return Questionnaire(Translated("Tea"), (Page("p", questions),))


YES_NO = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))


class TestWriting:
    def test_a_battery_is_a_table_in_a_page(self) -> None:
        rows, _ = written(probe())
        tables = [row for row in rows.values() if row.get("appearance") == "table-list"]
        assert tables
        battery = next(q for q in probe().questions if isinstance(q.answer, Battery))
        assert isinstance(battery.answer, Battery)
        lists = {rows[item.name]["type"] for item in battery.answer.items}
        assert len(lists) == 1
        assert all(row["appearance"] == "field-list" for row in rows.values() if row["name"] == "about_you")

    def test_what_follows_a_consent_is_asked_with_it_only(self) -> None:
        consent = Question("agreed", Translated("May we?"), Consent("1"))
        after = Question("why", Translated("Why?"), FreeText())
        later = Page("next", (Question("age", Translated("Age?"), Number()),))
        rows, _ = written(Questionnaire(Translated("Tea"), (Page("p", (consent, after)), later)))
        assert "relevant" not in rows["agreed"]
        assert rows["why"]["relevant"] == "selected(${agreed}, '1')"
        assert rows["next"]["relevant"] == "selected(${agreed}, '1')"

    def test_a_consent_that_some_do_not_see_stops_only_those_who_do(self) -> None:
        first = Question("young", Translated("Young?"), Single((Choice("y", Translated("Yes")),)))
        seen = Compared("young", Operator.EQUAL, "y")
        consent = Question("agreed", Translated("May we?"), Consent("1"), shown_if=seen)
        after = Question("why", Translated("Why?"), FreeText())
        rows, content = written(asked(first, consent, after))
        assert rows["why"]["relevant"] == "(selected(${agreed}, '1') or not(${young} = 'y'))"
        assert FORMAT.read is not None
        assert FORMAT.read("a", content).questionnaire.question("why").shown_if is None

    def test_limits_are_constraints(self) -> None:
        choices = tuple(Choice(code, Translated(code)) for code in ("a", "b", "none"))
        questions = asked(
            Question("age", Translated("Age?"), Number(16, 110)),
            Question("day", Translated("When?"), Day("2020-01-01", "2026-12-31")),
            Question("why", Translated("Why?"), FreeText(most=80)),
            Question("own", Translated("Own?"), Multiple(choices, least=1, most=2)),
        )
        rows, _ = written(questions)
        assert rows["age"]["constraint"] == ". >= 16 and . <= 110"
        assert rows["age"]["constraint_message::English (en)"] == "16 \u2013 110"
        assert rows["day"]["constraint"] == ". >= date('2020-01-01') and . <= date('2026-12-31')"
        assert rows["why"]["constraint"] == "string-length(.) <= 80"
        assert rows["own"]["constraint"] == "count-selected(.) >= 1 and count-selected(.) <= 2"

    def test_texts_cannot_be_taken_for_answers_or_formulas(self) -> None:
        rows, content = written(asked(Question("q", Translated("=1+1 ${q}"), FreeText())))
        label = rows["q"]["label::English (en)"]
        assert label.startswith("=1+1")
        assert "${" not in label
        assert FORMAT.read is not None
        assert str(FORMAT.read("a", content).questionnaire.question("q").text) == "=1+1 ${q}"
        assert b"<f>" not in content

    def test_a_choice_that_asks_for_a_text_gets_a_question(self) -> None:
        choices = (Choice("tea", Translated("Tea")), Choice("else", Translated("Else, namely"), specify=True))
        rows, _ = written(asked(Question("drink", Translated("What?"), Single(choices, shuffled=True))))
        assert rows["drink_else_text"]["relevant"] == "selected(${drink}, 'else')"
        assert rows["drink"]["parameters"] == "randomize=true"

    def test_codes_with_spaces_are_changed_and_told(self) -> None:
        choices = (Choice("a b", Translated("A")), Choice("a_b", Translated("B")))
        assert FORMAT.write is not None
        made = FORMAT.write(asked(Question("q", Translated("?"), Ranking(choices))))
        codes = [row["name"] for row in form_of("f", made.files[".xlsx"]).choices.rows]
        assert codes == ["a_b_2", "a_b"]
        assert [loss.aspect for loss in made.losses] == [Aspect.CODES]

    def test_what_is_not_translated_is_said_as_it_was_written(self) -> None:
        german = Question("b", Translated.of("Why?", {"de": "Warum?"}), FreeText())
        english = Question("a", Translated("How?"), FreeText())
        rows, content = written(asked(german, english))
        assert rows["a"]["label::German (de)"] == "How?"
        assert rows["b"]["label::German (de)"] == "Warum?"
        assert FORMAT.read is not None
        assert FORMAT.read("a", content).questionnaire.question("a").text == Translated("How?")

    def test_equal_questionnaires_are_equal_bytes(self) -> None:
        assert FORMAT.write is not None
        assert FORMAT.write(probe()) == FORMAT.write(probe())


class TestConditions:
    TERMS: Mapping[str, Term] = {
        "age": Term("number"),
        "day": Term("day"),
        "own": Term("several"),
        "home": Term("code"),
    }

    @pytest.mark.parametrize(
        ("condition", "said"),
        [
            (Compared("age", Operator.AT_LEAST, "18"), "${age} >= 18"),
            (Compared("age", Operator.UNEQUAL, "18"), "string-length(${age}) > 0 and ${age} != 18"),
            (Compared("home", Operator.EQUAL, "1"), "${home} = '1'"),
            (Compared("home", Operator.LESS, "3"), "${home} < 3"),
            (Compared("day", Operator.LESS, "2020-01-01"), "${day} < date('2020-01-01')"),
            (Chosen("own", "tea"), "selected(${own}, 'tea')"),
            (Answered("own"), "${own} != ''"),
        ],
    )
    def test_both_ways(self, condition: Condition, said: str) -> None:
        assert xpath(condition, self.TERMS) == said
        assert condition_of(said) == condition

    @pytest.mark.parametrize("value", ["it's", 'say "x"', """it's "x" """, "${age}", "'", "a ${ b"])
    def test_any_text_can_be_compared(self, value: str) -> None:
        assert "${" not in text_literal(value)
        assert condition_of(f"${{home}} = {text_literal(value)}") == Compared("home", Operator.EQUAL, value)

    @pytest.mark.parametrize(
        "said",
        [
            "regex(${a}, 'x')",
            "${a} = ${b}",
            "${a} + 1 > 2",
            ". > 3",
            "count-selected(${a}) > 2",
            "${a} =",
            "((((",
            "(" * 5000 + "${a}",
            "x" * 20_000,
            "/data/a = 'x'",
        ],
    )
    def test_what_says_more_is_refused_in_words(self, said: str) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            condition_of(said)

    def test_unequal_holds_of_those_who_said_nothing_too(self) -> None:
        # As XPath: an empty text is unequal to all.
        assert str(condition_of("${a} != 'x'")) == 'not (a = "x")'

    def test_limits_may_stand_the_other_way_round(self) -> None:
        assert limits_of("0 <= . and 10 >= .") == limits_of(". >= 0 and . <= 10")
        assert limits_of("not(selected(., 'none') and count-selected(.) > 1)").exclusive == ("none",)


class TestReading:
    def test_old_names_of_columns_and_types(self) -> None:
        taken = read(
            [
                ("Type", "Name", "caption", "relevance"),
                ("select1 yn", "a", "A?", ""),
                ("int", "b", "B?", "${a} = 'yes'"),
            ],
            [("list name", "value", "caption"), ("yn", "yes", "Yes"), ("yn", "no", "No")],
        )
        a, b = taken.questionnaire.questions
        assert isinstance(a.answer, Single)
        assert [choice.code for choice in a.answer.choices] == ["yes", "no"]
        assert b.shown_if == Compared("a", Operator.EQUAL, "yes")
        assert [loss.aspect for loss in taken.losses] == [Aspect.PAGES]

    def test_numbers_and_truths_of_spreadsheets_are_texts(self) -> None:
        taken = read(
            [("type", "name", "label", "required"), ("select_one l", "a", 5, True)],
            [("list_name", "name", "label"), ("l", 1, 2), ("l", 2, 3.5)],
        )
        (a,) = taken.questionnaire.questions
        assert (str(a.text), a.required) == ("5", True)
        assert isinstance(a.answer, Single)
        assert [(choice.code, str(choice.label)) for choice in a.answer.choices] == [("1", "2"), ("2", "3.5")]

    def test_a_table_of_numbers_is_a_battery_in_either_direction_of_the_scale(self) -> None:
        codes = [("l", str(code), f"step {code}") for code in (1, 2, 3)]
        taken = read(
            [
                ("type", "name", "label", "appearance"),
                ("begin group", "t", "How much?", "table-list"),
                ("select_one l", "x", "X"),
                ("select_one l", "y", "Y"),
                ("end group",),
            ],
            [("list_name", "name", "label"), *codes, ("l", "99", "Don't know")],
        )
        (battery,) = taken.questionnaire.questions
        assert isinstance(battery.answer, Battery)
        assert (battery.answer.scale.low, battery.answer.scale.high) == (1, 3)
        assert [item.name for item in battery.answer.items] == ["x", "y"]
        assert [choice.code for choice in battery.answer.declined] == ["99"]
        assert battery.answer.declined[0].declined

    def test_or_other_adds_a_choice_with_a_text(self) -> None:
        taken = read([("type", "name", "label"), ("select_multiple yn or_other", "a", "A?")], YES_NO)
        (a,) = taken.questionnaire.questions
        assert isinstance(a.answer, Multiple)
        assert a.answer.choices[-1] == Choice("other", Translated("Other"), specify=True)
        assert "a_other" in next(loss.what for loss in taken.losses if loss.aspect is Aspect.NAME)

    def test_what_looks_ahead_or_at_no_answer_is_told(self) -> None:
        taken = read(
            [
                ("type", "name", "label", "relevant"),
                ("select_one yn", "a", "A?", "${b} = 'yes'"),
                ("select_one yn", "b", "B?", "${a} = 'maybe'"),
                ("text", "c", "C?", "selected(${b}, 'no')"),
            ],
            YES_NO,
        )
        told = {loss.where: loss.what for loss in taken.losses if loss.aspect is Aspect.SKIP}
        assert "not asked before" in told["a"]
        assert "'maybe'" in told["b"]
        assert str(taken.questionnaire.question("c").shown_if) == 'b = "no"'

    def test_groups_in_groups_pass_their_conditions_on(self) -> None:
        taken = read(
            [
                ("type", "name", "label", "relevant"),
                ("select_one yn", "a", "A?"),
                ("begin_group", "g", "G", "${a} = 'yes'"),
                ("begin_group", "h", "H", "${a} != ''"),
                ("text", "b", "B?", "${a} = 'no'"),
                ("end_group",),
                ("end_group",),
            ],
            YES_NO,
        )
        page = taken.questionnaire.pages[1]
        assert str(page.shown_if) == 'a = "yes"'
        assert str(page.questions[0].shown_if) == 'answered(a) and a = "no"'

    def test_languages(self) -> None:
        taken = read(
            [
                ("type", "name", "label::English (en)", "label::Fieldspeak", "hint:de"),
                ("text", "a", "A?", "Ä?", "Tipp"),
            ],
            settings_=[("form_title", "default_language"), ("T", "English (en)")],
        )
        (a,) = taken.questionnaire.questions
        assert taken.questionnaire.language == "en"
        assert a.text == Translated.of("A?", {"x-fieldspe": "Ä?"})
        assert any(loss.aspect is Aspect.TRANSLATION for loss in taken.losses)


class TestBadForms:
    @pytest.mark.parametrize(
        ("survey", "choices", "said"),
        [
            ([("kind", "label"), ("text", "A")], (), "form.xlsx, sheet survey, row 1"),
            (
                [("type", "name"), ("select_one l", "a")],
                YES_NO,
                "form.xlsx, sheet survey, row 2, column type",
            ),
            ([("type", "name"), ("text", "")], (), "row 2, column name"),
            ([("type", "name"), ("end group", ""), ("text", "a")], (), "row 2, column type"),
            ([("type", "name"), ("text", "a"), ("begin group", "g")], (), "row 3, column type"),
            ([("type", "name"), *[("begin group", f"g{n}") for n in range(40)]], (), "without end"),
            ([("type", "name")], (), "no question"),
            ([("type", "name"), ("start", "s")], (), "no question"),
            ([], (), "row 1"),
        ],
    )
    def test_the_place_is_named(self, survey: Sheet, choices: Sheet, said: str) -> None:
        with pytest.raises(QuestionnaireError) as reason:
            read(survey, choices)
        assert said in str(reason.value)

    def test_a_workbook_without_survey(self) -> None:
        assert FORMAT.read is not None
        with pytest.raises(QuestionnaireError, match=r"no sheet named survey.*answers"):
            FORMAT.read("form.xlsx", book(answers=[("a", "b")]))

    def test_too_many_rows(self) -> None:
        rows = [("type", "name", "label"), *[("text", f"q{n}", "?") for n in range(20_001)]]
        with pytest.raises(QuestionnaireError, match="20,002 rows"):
            read(rows)

    def test_recognised_by_its_sheet(self) -> None:
        assert FORMAT.recognises is not None
        assert FORMAT.recognises(book(survey=[("type", "name")]))
        assert not FORMAT.recognises(book(answers=[("type", "name")]))
        assert not FORMAT.recognises(b"PK\x03\x04 and no more")


# The converter that ODK and KoboToolbox use


def xform(content: bytes) -> str:
    convert = pytest.importorskip("pyxform.xls2xform").convert
    result: str = convert(io.BytesIO(content), validate=False, file_type=".xlsx").xform
    return result


def test_pyxform_makes_a_form_of_the_probe() -> None:
    _, content = written(probe())
    form = xform(content)
    assert "<h:title>Tea at home</h:title>" in form
    for question in probe().questions:
        assert f"<{question.name}" in form
    assert "Wie alt sind Sie?" in form
    assert 'constraint=". &gt;= 16 and . &lt;= 110"' in form
    assert 'appearance="likert"' in form
    assert 'appearance="list-nolabel"' in form  # rows of a table
    assert "randomize(instance(" in form
    assert "<odk:rank" in form


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(questionnaires(Size(pages=3)))
def test_pyxform_takes_whatever_is_written(questionnaire: Questionnaire) -> None:
    assert FORMAT.write is not None
    content = FORMAT.write(questionnaire).files[".xlsx"]
    form = xform(content)
    for question in questionnaire.questions:
        names = [item.name for item in question.answer.items] if isinstance(question.answer, Battery) else []
        for name in names or [question.name]:
            assert f"<{name}" in form
            assert f"/{name}" in form  # in the body, or bound


# ODK Validate, which Kobo and ODK Central run too; pyxform ships it, Java is wanted


def refused_by_odk(folder: Path, content: bytes) -> str:
    """Return what ODK Validate says against a form; empty where it takes it."""
    convert = pytest.importorskip("pyxform.xls2xform").xls2xform_convert
    refusal = pytest.importorskip("pyxform.validators.odk_validate").ODKValidateError
    form = folder / "form.xlsx"
    form.write_bytes(content)
    try:
        convert(str(form), str(folder / "form.xml"), validate=True)
    except refusal as reason:
        return str(reason)
    return ""


with_java = pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs Java")


@with_java
def test_odk_validate_would_refuse_a_form(tmp_path: Path) -> None:
    rows = [("type", "name", "label", "relevant"), ("text", "a", "A", ""), ("text", "b", "B", "odd(${a})")]
    assert "cannot handle function 'odd'" in refused_by_odk(tmp_path, book(survey=rows))


@with_java
@pytest.mark.parametrize("sample", ["", "worked_example", "wearable"])
def test_odk_validate_takes_the_probe_and_the_samples(tmp_path: Path, sample: str) -> None:
    file = Path(str(files("psychograph.samples"))) / sample / "questionnaire.yaml"
    questionnaire = read_questionnaire(file, shipped()) if sample else probe()
    assert refused_by_odk(tmp_path, written(questionnaire)[1]) == ""


@with_java
def test_odk_validate_takes_whatever_is_written(tmp_path: Path) -> None:
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(questionnaires())
    def hold(questionnaire: Questionnaire) -> None:
        assert refused_by_odk(tmp_path, written(questionnaire)[1]) == ""

    hold()


def test_a_scale_without_words_shows_numbers() -> None:
    scale = AnswerScale(0, 10, ((0, Translated("Never")), (10, Translated("Always"))))
    battery = Question("b", Translated("How often?"), Battery(scale, (), ()))
    assert isinstance(battery.answer, Battery)
    assert FORMAT.write is not None
    form = form_of("f", FORMAT.write(asked(battery)).files[".xlsx"])
    assert [row["label::English (en)"] for row in form.choices.rows][:2] == ["Never", "1"]
