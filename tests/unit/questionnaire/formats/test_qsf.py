"""Surveys of Qualtrics as its exports are built: what is taken, what is told; and what we write.

No file of Qualtrics stands here: the structures below are described anew from what published exports hold.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.comparing.differences import differences
from psychograph.questionnaire.conditions import All, Answered, Chosen, Compared, Not, Operator
from psychograph.questionnaire.conditions import Any as AnyOf
from psychograph.questionnaire.formats.format import QuestionnaireError, Taken
from psychograph.questionnaire.formats.qualtrics.qsf import FORMAT
from psychograph.questionnaire.losses import WHOLE, Aspect
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
    Page,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)

Json = dict[str, Any]


def taken(survey: object) -> Taken:
    assert FORMAT.read is not None
    return FORMAT.read("survey.qsf", json.dumps(survey).encode())


def survey(*questions: Json, blocks: Any = None, flow: Any = None, **entry: Any) -> Json:
    """Return a survey of questions numbered from QID1; one block with all of them, unless said otherwise."""
    numbered = [
        {"QuestionID": f"QID{at}", "DataExportTag": f"Q{at}"} | one for at, one in enumerate(questions, 1)
    ]
    elements = [{"Type": "Question", "QuestionID": one["QuestionID"]} for one in numbered]
    blocks = blocks or [{"Type": "Default", "Description": "First", "ID": "BL_1", "BlockElements": elements}]
    made: list[Json] = [
        {"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": blocks},
        {"Element": "SO", "Payload": {"BackButton": "false"}},
        *({"Element": "SQ", "PrimaryAttribute": one["QuestionID"], "Payload": one} for one in numbered),
    ]
    if flow:
        made.append({"Element": "FL", "Payload": {"Type": "Root", "FlowID": "FL_1", "Flow": flow}})
    about = {"SurveyID": "SV_1", "SurveyName": "Tea", "SurveyLanguage": "EN"}
    return {"SurveyEntry": about | entry, "SurveyElements": made}


def shown(*texts: str) -> Json:
    return {str(at): {"Display": text} for at, text in enumerate(texts, 1)}


def choice(*texts: str, selector: str = "SAVR", **more: Any) -> Json:
    made: Json = {
        "QuestionType": "MC",
        "Selector": selector,
        "QuestionText": "Which?",
        "Choices": shown(*texts),
    }
    return made | more


def typed(**settings: Any) -> Json:
    return {"QuestionType": "TE", "Selector": "SL", "QuestionText": "?", "Validation": {"Settings": settings}}


def logic(*sets: list[Json], **more: Any) -> Json:
    made: Json = {"Type": "BooleanExpression", "inPage": False} | more
    for number, leaves in enumerate(sets):
        kind = leaves[0].get("Set", "If") if number else "If"
        made[str(number)] = {str(at): leaf for at, leaf in enumerate(leaves)} | {"Type": kind}
    return made


def leaf(locator: str, operator: str = "Selected", **more: Any) -> Json:
    return {"LogicType": "Question", "LeftOperand": f"q://{locator}", "Operator": operator} | more


def asked(made: Taken) -> dict[str, Question]:
    return {question.name: question for question in made.questionnaire.questions}


def told(made: Taken) -> set[tuple[str, Aspect]]:
    return {(loss.where, loss.aspect) for loss in made.losses}


def test_kinds_of_questions() -> None:
    made = taken(
        survey(
            choice(
                "Yes",
                "No",
                "Other",
                Choices={"1": {"Display": "Yes"}, "2": {"Display": "Other", "TextEntry": "true"}},
            ),
            choice("A", "B", selector="MAVR", ChoiceOrder=[2, "1"], RecodeValues={"1": "7", "2": 9}),
            choice("1", "2", "3", selector="SAHR"),
            {
                "QuestionType": "MC",
                "Selector": "NPS",
                "QuestionText": "Tell?",
                "Choices": [{"Display": str(n)} for n in range(11)],
                "ChoiceOrder": [str(n) for n in range(11)],
                "ColumnLabels": [{"Display": "Never"}, {"Display": "Surely"}],
            },
            typed(
                Type="ContentType",
                ContentType="ValidNumber",
                ValidNumber={"Min": "16", "Max": "", "NumDecimals": "0"},
                ForceResponse="ON",
            ),
            typed(Type="None") | {"Selector": "ML"},
            typed(Type="ContentType", ContentType="ValidDate", ValidDateType="DateWithFormat"),
            {"QuestionType": "RO", "Selector": "DND", "QuestionText": "Rank", "Choices": shown("A", "B")},
            {"QuestionType": "DB", "Selector": "TB", "QuestionText": "<p>One</p><p>two&nbsp;three</p>"},
        )
    )
    answers = [question.answer for question in made.questionnaire.questions]
    assert answers[0] == Single(
        (Choice("1", Translated("Yes")), Choice("2", Translated("Other"), specify=True))
    )
    assert answers[1] == Multiple((Choice("9", Translated("B")), Choice("7", Translated("A"))))
    assert answers[2] == Rating(AnswerScale(1, 3))
    assert answers[3] == Rating(AnswerScale(0, 10, ((0, Translated("Never")), (10, Translated("Surely")))))
    assert answers[4:7] == [Number(16, None), FreeText(long=True), Day()]
    assert isinstance(answers[7], Ranking)
    assert answers[8] == Notice()
    assert [question.required for question in made.questionnaire.questions].count(True) == 1
    assert str(asked(made)["Q9"].text) == "One\ntwo three"
    assert made.losses == ()


def matrix(**more: Any) -> Json:
    made: Json = {
        "QuestionType": "Matrix",
        "Selector": "Likert",
        "SubSelector": "SingleAnswer",
        "QuestionText": "How much?",
        "DataExportTag": "m",
        "Choices": shown("Old", "New"),
        "Answers": shown("No", "Maybe", "Yes", "No idea"),
    }
    return made | more


def test_a_matrix_with_codes_of_its_own_and_an_answer_left_out_of_analyses() -> None:
    made = taken(
        survey(
            matrix(
                ChoiceDataExportTags={"1": "trad", "2": False},
                RecodeValues={"1": "-1", "2": "0", "3": "1", "4": "99"},
                AnalyzeChoices={"4": "No"},
                Randomization={"Type": "All", "Advanced": None},
                Language={"DE": {"QuestionText": "Wie?", "Choices": {"1": {"Display": "Alt"}}}},
            )
        )
    )
    battery = asked(made)["m"].answer
    assert isinstance(battery, Battery)
    assert battery.scale == AnswerScale(
        -1, 1, tuple((n - 2, Translated(t)) for n, t in enumerate(("No", "Maybe", "Yes"), 1))
    )
    assert battery.declined == (Choice("99", Translated("No idea"), declined=True),)
    assert battery.items == (
        Item("trad", Translated("Old", (("de", "Alt"),))),
        Item("m_2", Translated("New")),
    )
    assert battery.shuffled
    assert asked(made)["m"].text == Translated("How much?", (("de", "Wie?"),))
    assert made.losses == ()


def test_scales_that_run_down_or_jump_are_told() -> None:
    down = taken(survey(matrix(Answers=shown("Yes", "Maybe", "No"), RecodeValues={"1": 3, "2": 2, "3": 1})))
    assert told(down) == {("m", Aspect.ORDER)}
    assert str(down.questionnaire.question("m").answer.scale.label(3)) == "Yes"  # type: ignore[union-attr]
    jump = taken(survey(matrix(RecodeValues={"1": 1, "2": 2, "3": 4, "4": 8})))
    (loss,) = jump.losses
    assert (loss.aspect, loss.instead) == (Aspect.CODES, "1 to 4, in their order")
    assert "1, 2, 4, 8" in loss.what


def test_blocks_pages_and_trash() -> None:
    def block(number: int, *elements: Any, **more: Any) -> Json:
        listed = [
            {"Type": "Question", "QuestionID": f"QID{e}"} if e else {"Type": "Page Break"} for e in elements
        ]
        made: Json = {
            "Type": "Standard",
            "ID": f"BL_{number}",
            "Description": f"Block {number}",
            "BlockElements": listed,
        }
        return made | more

    random = {
        "RandomizeQuestions": "RandomWithOnlyX",
        "Randomization": {"Advanced": {"TotalRandSubset": "1"}},
    }
    blocks = {
        "0": block(1, 1, 0, 2),
        "1": block(2, 3, Options=random),
        "2": block(3, 4, Type="Trash"),
        "3": block(4, 5),
    }
    flow = [
        {"Type": "EmbeddedData", "EmbeddedData": [{"Field": "panel", "Value": "1"}]},
        {"Type": "Standard", "ID": "BL_2"},
        {"Type": "Block", "ID": "BL_1"},
        {
            "Type": "BlockRandomizer",
            "SubSet": 1,
            "Flow": [{"Type": "Block", "ID": "BL_2"}, {"Type": "WebService"}],
        },
        {"Type": "EndSurvey"},
    ]
    made = taken(survey(*(choice("A", "B") for _ in range(5)), blocks=blocks, flow=flow))
    pages = made.questionnaire.pages
    assert [(page.name, [q.name for q in page.questions]) for page in pages] == [
        ("Block_2", ["Q3"]),
        ("Block_1", ["Q1"]),
        ("Block_1_2", ["Q2"]),
    ]
    assert [page.shuffled for page in pages] == [True, False, False]
    whole = [str(loss) for loss in made.losses if loss.where == WHOLE]
    for words in (
        "panel",
        "'Block 2' is shown again",
        "'Block 4', which is never",
        "WebService",
        "only some",
    ):
        assert any(words in loss for loss in whole), words
    assert "Block 3" not in " ".join(whole)


def test_logic_binds_and_before_or_and_sets_from_left_to_right() -> None:
    where = "QID1/SelectableChoice"
    inner = [
        leaf(f"{where}/1"),
        leaf(f"{where}/2", Conjuction="Or"),
        leaf("QID2/SelectableChoice/2", Conjuction="And"),
    ]
    more = [leaf("QID3/ChoiceTextEntryValue", "GreaterThan", RightOperand="18") | {"Set": "AndIf"}]
    made = taken(
        survey(
            choice("A", "B", "C"),
            choice("A", "B", selector="MAVR"),
            typed(Type="ContentType", ContentType="ValidNumber", ValidNumber={}),
            choice("A", "B", DisplayLogic=logic(inner, more)),
        )
    )
    condition = asked(made)["Q4"].shown_if
    assert str(condition) == "(Q1 = 1 or (Q1 = 2 and Q2 includes 2)) and Q3 > 18"


@pytest.mark.parametrize(
    "said",
    [
        {"LogicType": "EmbeddedField", "LeftOperand": "panel", "Operator": "EqualTo"},
        leaf("QID1/ChoiceDisplayed/1", "Displayed"),
        leaf("QID9/SelectableChoice/1"),
        leaf("QID1/SelectableChoice/7"),
        leaf("QID1/SelectableChoice/1", "Frobnicated"),
        leaf("nonsense"),
    ],
)
def test_logic_that_has_no_like_is_told(said: Json) -> None:
    made = taken(survey(choice("A", "B"), choice("A", "B", DisplayLogic=logic([said]))))
    assert asked(made)["Q2"].shown_if is None
    assert told(made) == {("Q2", Aspect.SKIP)}


def test_what_has_no_like_is_told_and_the_rest_is_read() -> None:
    blocks = [
        {
            "Type": "Default",
            "Description": "First",
            "ID": "BL_1",
            "BlockElements": [
                {
                    "Type": "Question",
                    "QuestionID": f"QID{at}",
                    "SkipLogic": [{"SkipToDestination": "ENDOFSURVEY"}] if at == 1 else [],
                }
                for at in range(1, 9)
            ],
        }
    ]
    made = taken(
        survey(
            choice("A", "B", QuestionText="Are <b>you</b> ${e://Field/name}?", QuestionJS="alert()"),
            {"QuestionType": "SBS", "Selector": "SBSMatrix", "QuestionText": "?"},
            {"QuestionType": "Timing", "Selector": "PageTimer", "QuestionText": "Timing"},
            matrix(SubSelector="MultipleAnswer"),
            {
                "QuestionType": "TE",
                "Selector": "FORM",
                "QuestionText": "You",
                "Choices": shown("Name", "Town"),
            },
            typed(Type="ContentType", ContentType="ValidEmail"),
            {
                "QuestionType": "Slider",
                "Selector": "HSLIDER",
                "QuestionText": "How?",
                "Choices": shown("Tea"),
                "Configuration": {"CSSliderMin": 0, "CSSliderMax": 100},
            },
            choice("A", "B", DataExportTag="Q 8", DynamicChoices={"Type": "Dynamic"}),
            blocks=blocks,
        )
    )
    assert list(asked(made)) == ["Q1", "m_1", "m_2", "Q5_1", "Q5_2", "Q6", "Q7_1", "Q_8"]
    assert asked(made)["Q7_1"].answer == Number(0, 100)
    assert str(asked(made)["m_1"].text) == "How much?\nOld"
    assert told(made) == {
        ("Q1", Aspect.TEXT),
        ("Q1", Aspect.CONTENT),
        ("Q1", Aspect.SKIP),
        ("Q2", Aspect.CONTENT),
        ("Q3", Aspect.CONTENT),
        ("m", Aspect.TYPE),
        ("Q5", Aspect.TYPE),
        ("Q6", Aspect.TYPE),
        ("Q7", Aspect.TYPE),
        ("Q_8", Aspect.NAME),
        ("Q_8", Aspect.CHOICE),
    }


def test_a_branch_shows_its_blocks_and_one_that_ends_the_survey_is_told() -> None:
    blocks = [
        {
            "ID": f"BL_{at}",
            "Description": f"B{at}",
            "BlockElements": [{"Type": "Question", "QuestionID": f"QID{at}"}],
        }
        for at in (1, 2)
    ]
    no = logic([leaf("QID1/SelectableChoice/2")])
    flow = [
        {"Type": "Block", "ID": "BL_1"},
        {"Type": "Branch", "BranchLogic": no, "Flow": [{"Type": "EndSurvey"}]},
        {"Type": "Branch", "BranchLogic": no, "Flow": [{"Type": "Block", "ID": "BL_2"}]},
    ]
    made = taken(survey(choice("Yes", "No"), choice("A", "B"), blocks=blocks, flow=flow))
    assert str(made.questionnaire.pages[1].shown_if) == "Q1 = 2"
    (loss,) = made.losses
    assert (loss.where, loss.aspect) == (WHOLE, Aspect.SKIP)
    assert "ends where Q1 = 2" in loss.what


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b'{"SurveyElements": 3}',
        b'{"SurveyElements": []}',
        b'{"SurveyElements": [{"Element": "SQ", "Payload": {}}]}',
    ],
)
def test_what_is_no_survey_is_refused(content: bytes) -> None:
    assert FORMAT.read is not None
    with pytest.raises(QuestionnaireError, match=r"survey\.qsf"):
        FORMAT.read("survey.qsf", content)


def test_a_file_that_ends_early_names_line_and_column() -> None:
    assert FORMAT.read is not None
    with pytest.raises(QuestionnaireError, match=r"survey\.qsf, line 2, column 21"):
        FORMAT.read("survey.qsf", b'{"SurveyEntry": {},\n "SurveyElements": [')


# What we write

AGREE = AnswerScale(1, 5)
ITEMS = (Item("trad", Translated("Old")), Item("new", Translated("New")))
WHOLE_SURVEY = Questionnaire(
    Translated("Tea"),
    (
        Page(
            "start",
            (Question("agreed", Translated("We keep <b>it</b>."), Consent("2026-11"), required=True),),
        ),
        Page(
            "about",
            (
                Question("age", Translated("Age?"), Number(16, 110, unit=Translated("years")), required=True),
                Question("att", Translated("Agree?"), Battery(AGREE, ITEMS, shuffled=True), required=True),
                Question(
                    "why",
                    Translated("Why?"),
                    FreeText(),
                    help=Translated("Briefly"),
                    shown_if=AnyOf((Compared("trad", Operator.AT_LEAST, "4"), Not(Answered("age")))),
                ),
                Question(
                    "owns",
                    Translated("Own?"),
                    Multiple(
                        (Choice("1", Translated("Phone")), Choice("2", Translated("None"), exclusive=True)),
                        least=1,
                    ),
                ),
            ),
            title=Translated("About you"),
            intro=Translated("Take your time"),
            shown_if=Compared("agreed", Operator.EQUAL, "1"),
        ),
        Page(
            "end",
            (
                Question(
                    "last", Translated("?"), FreeText(), shown_if=All((Chosen("owns", "1"), Answered("why")))
                ),
            ),
        ),
    ),
    intro=Translated("Welcome"),
)


def written() -> tuple[Json, list[Json]]:
    assert FORMAT.write is not None
    made = json.loads(FORMAT.write(WHOLE_SURVEY).files[".qsf"])
    return made, [one["Payload"] for one in made["SurveyElements"] if one["Element"] == "SQ"]


def test_all_of_it_comes_back() -> None:
    assert FORMAT.write is not None
    assert FORMAT.read is not None
    made = FORMAT.write(WHOLE_SURVEY)
    back = FORMAT.read("tea.qsf", made.files[".qsf"])
    assert differences(WHOLE_SURVEY, back.questionnaire) == ()
    assert made.losses == back.losses == ()


def test_texts_are_escaped() -> None:
    _, payloads = written()
    consent = next(one for one in payloads if one["DataExportTag"] == "agreed")
    assert consent["QuestionText"] == "We keep &lt;b&gt;it&lt;/b&gt;."


def test_the_parts_that_an_import_needs_are_there() -> None:
    made, payloads = written()
    kinds = [element["Element"] for element in made["SurveyElements"]]
    assert {"BL", "FL", "SO", "SCO", "PROJ", "STAT", "QC", "RS", "SQ"} == set(kinds)
    blocks = made["SurveyElements"][0]["Payload"]
    assert [block["Type"] for block in blocks] == ["Default", "Standard", "Standard", "Standard", "Trash"]
    listed = [element["QuestionID"] for block in blocks for element in block.get("BlockElements", [])]
    assert listed == [payload["QuestionID"] for payload in payloads]
    flow = made["SurveyElements"][1]["Payload"]
    assert [step["Type"] for step in flow["Flow"]] == [
        "EmbeddedData",
        "Block",
        "Block",
        "Branch",
        "Branch",
        "Block",
    ]
    ids = [step["FlowID"] for step in flow["Flow"]] + [
        inner["FlowID"] for step in flow["Flow"] for inner in step.get("Flow", [])
    ]
    assert len(set(ids)) == len(ids) == flow["Properties"]["Count"] - 1


def test_without_consent_the_survey_ends() -> None:
    made, payloads = written()
    number = next(one["QuestionID"] for one in payloads if one["DataExportTag"] == "agreed")
    branch = made["SurveyElements"][1]["Payload"]["Flow"][3]
    assert branch["Flow"][0]["Type"] == "EndSurvey"
    said = branch["BranchLogic"]["0"]["0"]
    assert (said["LeftOperand"], said["Operator"]) == (f"q://{number}/SelectableChoice/2", "Selected")
    assert made["SurveyElements"][1]["Payload"]["Flow"][0]["EmbeddedData"][0]["Value"] == "2026-11"


def test_logic_lists_the_answers_that_fulfil_it() -> None:
    _, payloads = written()
    why = next(one for one in payloads if one["DataExportTag"] == "why")
    (said,) = [value for key, value in why["DisplayLogic"].items() if key.isdigit()]
    leaves = [value for key, value in said.items() if key.isdigit()]
    assert [(one["LeftOperand"].split("/", 3)[3], one["Operator"]) for one in leaves] == [
        ("SelectableAnswer/1/4", "Selected"),
        ("SelectableAnswer/1/5", "Selected"),
        ("ChoiceTextEntryValue", "Empty"),
    ]
    assert [one.get("Conjuction") for one in leaves] == [None, "Or", "Or"]
    assert why["DisplayLogic"]["inPage"] is True
