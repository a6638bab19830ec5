"""Qualtrics: three header rows in two styles, two in old exports, one where they were cut."""

from __future__ import annotations

from psychograph.codebook.codebook import Role, Scale, VariableType
from psychograph.responses.imported import Imported, Sheet
from psychograph.responses.importing import imported
from psychograph.responses.layouts import read_layout
from psychograph.responses.readers.delimited import read_delimited

IDS = "R_1aaaaaaaaaaa R_2aaaaaaaaaaa R_3aaaaaaaaaaa R_4aaaaaaaaaaa".split()


def sheet_of(*rows: str, layout: str | None = None) -> tuple[Sheet, str, tuple[str, ...]]:
    return read_layout(read_delimited("q.csv", "\n".join(rows).encode()), layout)


def read(*rows: str) -> Imported:
    return imported(*sheet_of(*rows))


def new_style(codes: str, texts: str, ids: str, *answers: str) -> Imported:
    marks = ",".join('"{""ImportId"":""%s""}"' % id_ for id_ in ("_recordId", *ids.split(",")))  # noqa: UP031
    body = [f"{respondent},{row}" for respondent, row in zip(IDS, answers, strict=False)]
    return read(f"ResponseId,{codes}", f"Response ID,{texts}", marks, *body)


def test_options_by_code_blank_is_no_only_where_something_else_was_chosen() -> None:
    found = new_style(
        "Q5_1,Q5_2,Q5_3",
        "Which? - Selected Choice - Tea,Which? - Selected Choice - Milk,Which? - Selected Choice - Rum",
        "QID5_1,QID5_2,QID5_3",
        *("1,,", "1,1,", ",,", ",1,"),
    ).responses
    assert found.table.columns["Q5_1"] == ("1", "1", None, "0")
    assert found.table.columns["Q5_2"] == ("0", "1", None, "1")
    assert found.table.columns["Q5_3"] == ("0", "0", None, "0")  # nobody chose it
    variable = found.codebook["Q5_2"]
    assert (variable.type, variable.question, variable.battery) == (VariableType.OPTION, "Milk", "Which?")


def test_options_by_label_and_by_own_code() -> None:
    texts = "Which? - Tea,Which? - Milk"
    by_label = new_style("Q1_1,Q1_2", texts, "QID1_1,QID1_2", "Tea,Milk", "Tea,", ",Milk")
    assert by_label.responses.table.columns["Q1_2"] == ("1", "0", "1")
    by_code = new_style("Q1_4,Q1_7", texts, "QID1_4,QID1_7", "4,7", "4,", ",7")
    assert by_code.responses.table.columns["Q1_7"] == ("1", "0", "1")


def test_who_only_wrote_something_has_answered() -> None:
    found = new_style(
        "Q1_1,Q1_2,Q1_2_TEXT",
        "Which? - Tea,Which? - Other,Which? - Other - Text",
        "QID1_1,QID1_2,QID1_2_TEXT",
        *("1,,", ",,rum", "1,1,gin", ",,"),
    ).responses
    assert found.table.columns["Q1_1"] == ("1", "0", "1", None)
    assert found.codebook["Q1_2_TEXT"].type is VariableType.TEXT


def test_a_matrix_where_all_say_the_same_is_not_taken_for_options() -> None:
    found = new_style("Q1_1,Q1_2", "Rate: - Tea,Rate: - Milk", "QID1_1,QID1_2", "1,1", "1,1", "1,1")
    assert found.responses.table.columns["Q1_1"] == ("1", "1", "1")
    assert found.responses.codebook["Q1_1"].type is not VariableType.OPTION


def test_a_matrix_has_its_stem_for_a_battery_also_with_dashes_inside() -> None:
    found = new_style(
        "Q1_1,Q1_2",
        "Rate these well-known drinks: - Ice-cold tea,Rate these well-known drinks: - Ice-cream soda",
        "QID1_1,QID1_2",
        *("1,2", "5,3", "4,4"),
    ).responses.codebook
    assert [variable.battery for variable in found][1:] == ["Rate these well-known drinks:"] * 2
    assert [variable.question for variable in found][1:] == ["Ice-cold tea", "Ice-cream soda"]
    assert found["Q1_1"].scale == found["Q1_2"].scale == Scale(1, 5)


def test_a_ranking_is_told_from_a_matrix() -> None:
    found = new_style(
        "Q1_1,Q1_2,Q1_3", "Rank: - A,Rank: - B,Rank: - C", "QID1_1,QID1_2,QID1_3", "1,2,3", "3,2,1", "2,1,3"
    ).responses.codebook
    assert found["Q1_1"].type is VariableType.NUMBER
    assert found["Q1_1"].scale == Scale(1, 3)
    assert found["Q1_1"].note == "a rank: 1 comes first"


def test_seen_but_unanswered_is_missing() -> None:
    found = new_style(
        "Q1,Q2_1,Q2_2", "A?,B? - x,B? - y", "QID1,QID2_1,QID2_2", "-99,1,-99", "4,-99,-99", "2,1,1"
    )
    responses = found.responses
    assert responses.codebook["Q1"].missing == ("-99",)
    assert responses.numbers("Q1")[1:].tolist() == [4, 2]
    assert responses.table.columns["Q2_2"] == ("0", None, "1")
    assert "-99 was read as seen and not answered, in Q1" in responses.table.notes


def test_one_choice_with_a_box_is_named_after_its_question() -> None:
    found = new_style(
        "Q6,Q6_4_TEXT",
        "Which tea? - Selected Choice,Which tea? - Other - Text",
        "QID6,QID6_4_TEXT",
        "Green,",
        "Other,x",
    ).responses.codebook
    assert (found["Q6"].question, found["Q6"].battery) == ("Which tea?", "")
    assert found["Q6_4_TEXT"].type is VariableType.TEXT


def test_quotes_of_2016_and_duplicate_codes() -> None:
    found = read(
        "ResponseID,Q4_a,Q4_a,Q4_a",
        "ResponseID,Do you?-x,Do you?-y,Do you?-z",
        ",".join(f"{{'ImportId': '{id_}'}}" for id_ in ("responseId", "QID4-1-1", "QID4-1-2", "QID4-1-3")),
        f"{IDS[0]},1,,1",
        f"{IDS[1]},,1,",
    )
    assert found.layout == "qualtrics"
    assert list(found.responses.table.columns) == ["ResponseID", "Q4_a_1", "Q4_a_2", "Q4_a_3"]
    assert found.responses.table.columns["Q4_a_2"] == ("0", "1")
    assert found.columns_in_file == 4
    assert any("heading of an earlier one" in note for note in found.responses.table.notes)


def test_two_header_rows_of_old_exports_with_a_trailing_comma() -> None:
    found = read(
        "V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1,Q2_1,Q2_2,",
        "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,"
        "Finished,How old are you?,Rate:-Tea,Rate:-Milk,",
        f"{IDS[0]},Default,Anonymous,,,192.0.2.1,0,2014-01-01 10:00:00,2014-01-01 10:05:00,1,31,4,5,",
        f"{IDS[1]},Default,Anonymous,,,192.0.2.2,0,2014-01-01 11:00:00,2014-01-01 11:05:00,0,45,2,1,",
    )
    assert found.evidence == ("columns V1 to V10 and a second header row, as in old exports",)
    assert len(found.responses) == 2
    assert found.responses.codebook["ResponseID"].role is Role.ID
    assert found.responses.codebook["Q2_1"].battery == "Rate:"
    assert [drop.column for drop in found.dropped] == [
        "Name",
        "ExternalDataReference",
        "EmailAddress",
        "IPAddress",
    ]
    assert "not finished: 1 of 2 questionnaires, kept" in found.responses.table.notes


def test_one_header_row_is_left_where_people_cut_the_others() -> None:
    found = read(
        "StartDate,EndDate,Status,Finished,ResponseId,Duration (in seconds),Q1_1,Q1_2",
        f"2025-01-01 10:00:00,2025-01-01 10:05:00,IP Address,True,{IDS[0]},300,4,2",
        f"2025-01-01 11:00:00,2025-01-01 11:05:00,Survey Preview,True,{IDS[1]},200,2,5",
    )
    assert len(found.responses) == 2
    assert found.responses.codebook["Q1_1"].battery == "Q1"
    assert found.responses.codebook["Duration (in seconds)"].role is Role.DURATION
    assert found.responses.numbers("Duration (in seconds)").tolist() == [300, 200]
    assert "previews or tests (Status): 1 of 2 rows, kept" in found.responses.table.notes


def test_a_code_that_was_cut_off_the_first_row_is_taken_from_the_third() -> None:
    found = read(
        "ResponseId,Q1",
        "Response ID,Tea?,Milk?",
        '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"',
        f"{IDS[0]},1,2",
    )
    assert list(found.responses.table.columns) == ["ResponseId", "Q1", "QID2"]


def test_what_the_tool_adds_is_set_aside() -> None:
    found = new_style(
        "Q1_Browser,Q1_Page Submit,Q1_Click Count,Q2_DO_1,Q_RecaptchaScore,Q3",
        "Browser,Timing - Page Submit,Timing - Click Count,Order,Score,Tea?",
        "QID1_BROWSER,QID1_PAGE_SUBMIT,QID1_CLICK_COUNT,QID2_DO_1,Q_RecaptchaScore,QID3",
        *("Chrome,3.2,4,1,0.9,2", "Firefox,8.1,2,2,1,4"),
    ).responses.codebook
    roles = {variable.name: variable.role for variable in found}
    assert roles["Q1_Page Submit"] is Role.DURATION
    assert roles["Q3"] is Role.BASIS
    assert {roles[name] for name in ("Q1_Browser", "Q1_Click Count", "Q2_DO_1", "Q_RecaptchaScore")} == {
        Role.IGNORED
    }
