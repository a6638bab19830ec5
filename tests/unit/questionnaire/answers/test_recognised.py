"""Answers come home under the names, codes and keys of their questionnaire."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.codebook.codebook import Role, VariableType
from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.answers.recognised import Recognised, recognised
from psychograph.questionnaire.model import Battery, Choice, Item, Page, Question, Questionnaire, Single
from psychograph.responses.readers import read_responses

ITEMS = (
    Item("calm_1", Translated("I am calm."), attribute="Calm"),
    Item("calm_2", Translated("I am loud."), reversed=True, attribute="Calm"),
    Item("check_1", Translated("Choose Agree."), expected="4"),
)
JOBS = (
    Choice("1", Translated("Cook")),
    Choice("2", Translated("Nurse")),
    Choice("-8", Translated("None"), declined=True),
)
ASKED = Questionnaire(
    Translated("Tea"),
    (
        Page(
            "p",
            (
                Question("b", Translated("How?"), Battery(standard_scales()["agree5"], ITEMS)),
                Question("job", Translated("What do you do?"), Single(JOBS)),
            ),
        ),
    ),
)


def read(folder: Path, header: str, *rows: str) -> Recognised:
    file = folder / "answers.csv"
    file.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    return recognised(read_responses(file), ASKED)


@pytest.mark.parametrize(
    "header",
    [
        "id,calm_1,calm_2,check_1,job",
        "id,b[calm_1],b[calm_2],b[check_1],job",
        "id,b[calm1],b[calm2],b[check1],job",  # some tools take underscores out
        "id,p/b/calm_1,p/b/calm_2,p/b/check_1,p/job",
        "id,b.calm_1,b.calm_2,b.check_1,job",
        "id,CALM_1,Calm_2,CHECK_1,JOB",
    ],
)
def test_columns_get_back_their_names_and_key(tmp_path: Path, header: str) -> None:
    found = read(tmp_path, header, "1,5,1,4,2", "2,1,5,4,1", "3,3,2,4,-8", "4,2,4,1,2")
    answers = found.imported.responses
    assert answers.codebook.names == ("id", "calm_1", "calm_2", "check_1", "job")
    assert found.absent == ()
    assert answers.codebook["calm_2"].reversed
    assert answers.codebook["check_1"].role is Role.CHECK
    assert answers.codebook["job"].type is VariableType.CATEGORY
    assert answers.categories("job") == ("Nurse", "Cook", None, "Nurse")
    assert answers.numbers("calm_1").tolist() == [5, 1, 3, 2]


def test_the_longest_end_of_a_name_counts(tmp_path: Path) -> None:
    items = (Item("Q02_SQ001", Translated("One.")), Item("Q02_SQ002", Translated("Two.")))
    battery = Battery(standard_scales()["agree5"], items)
    whole = Questionnaire(Translated("T"), (Page("p", (Question("Q02", Translated("How?"), battery),)),))
    file = tmp_path / "answers.csv"
    file.write_text("id,Q02[SQ001],Q02[SQ002]\n1,5,1\n2,4,3\n3,1,2\n", "utf-8")
    found = recognised(read_responses(file), whole)
    assert found.renamed == {"Q02[SQ001]": "Q02_SQ001", "Q02[SQ002]": "Q02_SQ002"}


def test_statements_are_known_by_their_number_where_all_are_there(tmp_path: Path) -> None:
    found = read(tmp_path, "id,b_1,b_2,b_3,job", "1,5,1,4,2", "2,1,5,4,1", "3,3,2,4,2")
    assert found.renamed == {"b_1": "calm_1", "b_2": "calm_2", "b_3": "check_1"}
    some = read(tmp_path, "id,b_1,b_2,job", "1,5,1,2", "2,1,5,1", "3,3,2,2")
    assert some.renamed == {}
    mixed = read(tmp_path, "id,b_1,b_2,b_3,calm_1", "1,5,1,4,2", "2,1,5,4,1", "3,3,2,4,2")
    assert mixed.renamed == {}


def test_labels_are_read_as_codes(tmp_path: Path) -> None:
    found = read(tmp_path, "id,calm_1,job", "1,Strongly agree,Cook", "2,Disagree,Nurse", "3,Agree,None")
    answers = found.imported.responses
    assert answers.numbers("calm_1").tolist() == [5, 2, 4]
    assert answers.categories("job") == ("Cook", "Nurse", None)
    assert found.absent == ("calm_2", "check_1")


def test_two_columns_never_share_a_name(tmp_path: Path) -> None:
    found = read(tmp_path, "id,a[calm_1],b[calm_1],job", "1,5,1,1", "2,1,2,2", "3,2,2,2")
    assert found.imported.responses.codebook.names == ("id", "a[calm_1]", "b[calm_1]", "job")
    assert found.renamed == {}


def test_a_column_of_that_very_name_goes_first(tmp_path: Path) -> None:
    found = read(tmp_path, "id,calm_1,b[calm_1]", "1,5,1", "2,1,2", "3,4,4")
    assert found.imported.responses.codebook.names == ("id", "calm_1", "b[calm_1]")
    assert found.imported.responses.numbers("calm_1").tolist() == [5, 1, 4]


def test_other_columns_stay_as_they_are(tmp_path: Path) -> None:
    found = read(tmp_path, "id,calm_1,Channel", "1,5,web", "2,1,shop", "3,4,web")
    assert found.imported.responses.codebook["Channel"].type is VariableType.CATEGORY
