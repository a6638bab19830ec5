"""Questionnaires of others, read and written again: every loss of the first reading was checked by hand.

The files lie outside the project: XLSForms of pyxform's own tests, surveys of LimeSurvey from citric's.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from psychograph.questionnaire.comparing.differences import covers, differences
from psychograph.questionnaire.conditions import Compared, Not, Operator
from psychograph.questionnaire.formats.format import Taken
from psychograph.questionnaire.formats.register import format_named
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Battery,
    FreeText,
    Multiple,
    Notice,
    Number,
    Questionnaire,
    Rating,
    Single,
)

LAYOUTS = Path(__file__).parents[3] / "shared" / "data" / "layouts"
FORMS = {
    "choice_filter_test.xlsx": 3,
    "group.xlsx": 3,
    "or_other.xlsx": 2,
    "xlsform_spec_test.xlsx": 35,
    "yes_or_no_question.xlsx": 1,
}
SURVEYS = ("citric_answers.lss", "citric_limesurvey_survey_432535.lss")


def taken(name: str, format_name: str) -> Taken:
    path = LAYOUTS / ("xlsform" if format_name == "xlsform" else "limesurvey") / name
    if not path.exists():
        pytest.skip(f"{name} is not here: reference data lie outside the project")
    read = format_named(format_name).read
    assert read is not None
    return read(name, path.read_bytes())


def counted(what: Taken) -> dict[Aspect, int]:
    return dict(Counter(loss.aspect for loss in what.losses))


def again(questionnaire: Questionnaire, format_name: str) -> None:
    """Hold that what is written of a file that was read comes back, but for what is told."""
    format_ = format_named(format_name)
    assert format_.write is not None
    assert format_.read is not None
    written = format_.write(questionnaire)
    back = format_.read("again", next(iter(written.files.values())))
    losses = written.losses + back.losses
    found = differences(questionnaire, back.questionnaire)
    assert [str(one) for one in found if not any(covers(loss, one) for loss in losses)] == []


@pytest.mark.parametrize(("name", "questions"), FORMS.items())
def test_forms_come_back_as_they_were_read(name: str, questions: int) -> None:
    first = taken(name, "xlsform")
    assert len(list(first.questionnaire.questions)) == questions
    again(first.questionnaire, "xlsform")


def test_filters_of_choices_are_told() -> None:
    first = taken("choice_filter_test.xlsx", "xlsform")
    choices = [
        [choice.code for choice in question.answer.choices]
        for question in first.questionnaire.questions
        if isinstance(question.answer, Single)
    ]
    # `king` stands twice in the list of counties, for two states.
    assert list(map(len, choices)) == [2, 3, 8]
    # Two filters, and the column cf that they look at; a code that stands twice; no groups.
    assert counted(first) == {Aspect.PAGES: 1, Aspect.CHOICE: 2, Aspect.CONTENT: 2, Aspect.CODES: 1}
    assert all(loss.where in {"county", "city", "page_1"} for loss in first.losses)


def test_or_other() -> None:
    first = taken("or_other.xlsx", "xlsform")
    color = first.questionnaire.question("fav_color").answer
    assert isinstance(color, Single)
    assert [choice.code for choice in color.choices][-1] == "other"
    assert counted(first) == {Aspect.PAGES: 1, Aspect.CONTENT: 2, Aspect.NAME: 1, Aspect.CHOICE: 1}


def test_groups_and_old_types() -> None:
    first = taken("group.xlsx", "xlsform")
    assert [page.name for page in first.questionnaire.pages] == ["page_1", "father"]
    assert first.questionnaire.question("age").answer == Number(whole=True)
    # The type `phone number`; two pages that were single screens.
    assert counted(first) == {Aspect.PAGES: 2, Aspect.TYPE: 1}
    assert counted(taken("yes_or_no_question.xlsx", "xlsform")) == {Aspect.PAGES: 1}


def test_the_form_with_everything() -> None:
    first = taken("xlsform_spec_test.xlsx", "xlsform")
    asked = first.questionnaire
    everything = asked.pages[1]
    assert everything.shown_if == Not(Compared("skip_to_end", Operator.EQUAL, "yes"))
    assert asked.language == "en"
    assert asked.languages == ("zh",)
    assert asked.question("address").text.read("zh") == "您好"
    assert isinstance(asked.question("table_list_question").answer, Single)  # yes and no are no scale
    kinds = Counter(type(question.answer) for question in asked.questions)
    assert kinds[Notice] == 12
    assert kinds[Single] == 9  # seven lists, the table's row, and the box of acknowledge
    assert kinds[Multiple] == 1
    assert kinds[Number] == 3
    assert kinds[FreeText] == 9  # six texts, a time, a date with a time, a bar code
    left_out = {loss.where for loss in first.losses if loss.what.startswith("a question of the type")}
    assert left_out == {
        "geopoint_test", "image_test", "audio_test", "video_test", "calculate_test", "start", "end", "today",
        "deviceid", "uri_deviceid", "phonenumber",
    }  # fmt: skip
    told = [(loss.where, loss.aspect) for loss in first.losses]
    assert [where for where, aspect in told if aspect is Aspect.SKIP] == ["email_note"]
    assert [where for where, aspect in told if aspect is Aspect.LIMITS] == [
        "a_decimal",
        "select_multiple_test",
    ]
    assert [where for where, aspect in told if aspect is Aspect.NAME] == [
        "label_test", "list_nolabel_test", "compact_test", "compact_2_test", "q_1",
    ]  # fmt: skip
    media = [loss for loss in first.losses if "its column" in loss.what]
    # rows; image, audio, video, autoplay; image; repeat_count; buttonText, noAppErrorString
    assert len(media) == 1 + 4 + 1 + 1 + 2


@pytest.mark.parametrize("name", SURVEYS)
def test_surveys_of_limesurvey_come_back_as_they_were_read(name: str) -> None:
    first = taken(name, "lss")
    assert len(list(first.questionnaire.questions)) == 2
    again(first.questionnaire, "limesurvey")


def test_an_array_with_the_codes_that_limesurvey_proposes() -> None:
    first = taken("citric_answers.lss", "lss")
    array = first.questionnaire.question("Q02").answer
    assert isinstance(array, Battery)
    assert (array.scale.low, array.scale.high) == (1, 5)
    assert str(array.scale.label(3)) == "Just Right"
    assert [item.name for item in array.items] == [f"Q02_SQ00{number}" for number in range(1, 6)]
    several = first.questionnaire.question("Q01").answer
    assert isinstance(several, Multiple)
    assert [str(choice.label) for choice in several.choices] == [
        "First option",
        "Second option",
        "Third option",
    ]
    # Five columns, and the codes AO01 to AO05.
    assert counted(first) == {Aspect.NAME: 5, Aspect.CODES: 1}


def test_html_of_limesurvey_is_read_as_text() -> None:
    first = taken("citric_limesurvey_survey_432535.lss", "lss")
    asked = first.questionnaire
    assert (str(asked.title), str(asked.intro), str(asked.thanks)) == (
        "Example Survey", "Welcome to an example survey", "See ya!",
    )  # fmt: skip
    five = asked.question("G01Q01")
    assert isinstance(five.answer, Rating)
    assert (str(five.text), str(five.help), five.required) == (
        "Text for question 1",
        "Help for question 1",
        True,
    )
    assert asked.question("G01Q02").answer == FreeText(long=True, most=255)
    assert [loss.what for loss in first.losses] == ["the description of the survey"]
