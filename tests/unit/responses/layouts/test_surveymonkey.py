"""SurveyMonkey: questions carried on over their blocks, options, rankings, contact details."""

from __future__ import annotations

from psychograph.codebook.codebook import Role, Scale, VariableType
from psychograph.responses.imported import Imported
from psychograph.responses.importing import imported
from psychograph.responses.layouts import read_layout
from psychograph.responses.readers.delimited import read_delimited


def read(*rows: str, encoding: str = "utf-8") -> Imported:
    return imported(*read_layout(read_delimited("s.csv", "\n".join(rows).encode(encoding))))


def test_a_block_of_options_counts_only_those_who_chose_something() -> None:
    found = read(
        "Respondent ID,Which films?,,,Age",
        ",Alien,Brazil,Other (please specify),Response",
        *("1,Alien,,,30", "2,,,,40", "3,Alien,Brazil,,50", "4,,,Casablanca,60"),
    )
    columns = found.responses.table.columns
    assert columns["Alien"] == ("1", None, "1", "0")
    assert columns["Brazil"] == ("0", None, "1", "0")
    other = found.responses.codebook["Which films - Other (please specify)"]
    assert (other.type, other.role) == (VariableType.TEXT, Role.IGNORED)
    assert found.responses.codebook["Alien"].battery == "Which films?"
    assert found.columns_in_file == 5


def test_exports_of_numbers_give_the_number_of_the_option() -> None:
    found = read("Respondent ID,Which films?,", ",Alien,Brazil", "1,1,", "2,,2", "3,1,2", "4,,")
    assert found.responses.table.columns["Brazil"] == ("0", "1", "1", None)


def test_matrix_ranking_and_the_names_they_get() -> None:
    found = read(
        "Respondent ID,How do you like,,Rank these:,,",
        ",Tea,Milk,Tea,Milk,Rum",
        *("1,Good,Poor,1,2,3", "2,Fair,Good,3,1,2", "3,Excellent,Good,2,1,3"),
    ).responses
    assert list(found.table.columns)[1:] == [
        "How do you like - Tea",
        "How do you like - Milk",
        "Rank these - Tea",
        "Rank these - Milk",
        "Rum",
    ]
    assert found.codebook["How do you like - Tea"].scale == Scale(1, 4)
    assert found.numbers("How do you like - Tea").tolist() == [3, 2, 4]
    assert found.codebook["Rum"].note == "a rank: 1 comes first"
    assert found.codebook["Rum"].battery == "Rank these:"


def test_names_stay_short_and_apart_and_the_question_is_kept_whole() -> None:
    long = "Considering all that you know about it, how do you feel about " + "the very long question " * 5
    found = read(f'Respondent ID,"{long}","{long}"', ",Response,Response", "1,a,b", "2,c,d").responses
    names = list(found.table.columns)[1:]
    assert names == ["Considering all that you know about it, how do you feel", f"{names[0]} (2)"]
    assert found.codebook[names[1]].question == long.strip()


def test_a_second_row_that_is_blank_is_no_answer() -> None:
    found = read("Respondent ID,Collector ID,Start Date,Age", ",,,", "7,1,01/02/2025 10:00:00 AM,30")
    assert found.layout == "surveymonkey"
    assert len(found.responses) == 1
    assert found.responses.table.row_numbers == (3,)


def test_contact_details_and_addresses_are_left_out() -> None:
    found = read(
        "Respondent ID,Collector ID,IP Address,Email Address,First Name,Last Name,Custom Data 1,Details,,,",
        ",,,,,,,Name,City/Town,ZIP/Postal Code,Phone Number",
        "1,9,192.0.2.1,a@example.org,Ann,Ash,x1,Ann Ash,Ulm,89073,0731 555 010",
        "2,9,192.0.2.2,b@example.org,Bob,Birch,x2,Bob Birch,Bonn,53111,0228 555 010",
    )
    assert [drop.column for drop in found.dropped] == [
        *("IP Address", "Email Address", "First Name", "Last Name"),
        *("Name", "City/Town", "Phone Number"),
    ]
    assert found.responses.codebook["Custom Data 1"].role is Role.IGNORED
    assert found.columns_in_file == 11


def test_windows_letters_are_read_and_told() -> None:
    found = read("Respondent ID,Caf\u00e9?", ",Response", "1,Oui", "2,Non", encoding="latin-1")
    assert "Caf\u00e9?" in found.responses.table.columns
    assert any("latin-1" in note for note in found.responses.table.notes)
