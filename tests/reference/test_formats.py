"""Files that others made: SPSS and Triple-S samples, counted by their publishers and by hand.

The files do not ship with the project; these tests skip where they are not at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyreadstat
import pytest

from psychograph.codebook.codebook import Role, VariableType
from psychograph.responses.imported import Imported
from psychograph.responses.readers import read_responses

LAYOUTS = Path(__file__).parents[3] / "shared" / "data" / "layouts"


def at_hand(*parts: str) -> Path:
    path = LAYOUTS.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path.name} is not here: reference data lie outside the project")
    return path


@pytest.fixture(scope="module")
def gss() -> Imported:
    return read_responses(at_hand("spss", "gss2010_subset.sav"))


def test_the_general_social_survey_has_its_published_size(gss: Imported) -> None:
    # 2,044 respondents and 790 variables, 785 with value labels, 784 with user-missing values.
    found = gss.responses
    assert (len(found), len(found.codebook)) == (2044, 790)
    assert sum(bool(variable.codes) for variable in found.codebook) == 785
    assert sum(bool(v.missing) or v.missing_range is not None for v in found.codebook) == 784
    assert gss.dropped == ()


def test_every_number_of_the_general_social_survey_is_what_pyreadstat_reads(gss: Imported) -> None:
    told, _ = pyreadstat.read_sav(at_hand("spss", "gss2010_subset.sav"), output_format="dict")
    different = [
        name
        for name, numbers in told.items()
        # Without user_missing, pyreadstat itself turns codes for no answer into NaN.
        if [None if number is None or number != number else number for number in numbers]  # noqa: PLR0124
        != [None if number != number else number for number in gss.responses.numbers(name).tolist()]  # noqa: PLR0124
    ]
    assert different == []


def test_labels_of_the_general_social_survey_are_read_in_windows_1252(gss: Imported) -> None:
    book = gss.responses.codebook
    assert book["mar1"].question == "MARITAL STATUS OF 1ST PERSON"
    assert book["mar1"].labels["2"] == "WIDOWED"
    assert book["mar1"].missing == ("0", "8", "9")
    assert gss.responses.categories("mar1")[:4].count("DIVORCED") == 0
    assert book["mar1"].type is VariableType.CATEGORY


SAMPLES: dict[str, Callable[[dict[str, tuple[str | None, ...]]], bool]] = {
    "sample.sav": lambda columns: columns["mydate"][:2] == ("2018-05-06", "1880-05-06"),
    "sample.zsav": lambda columns: columns["dtime"][0] == "2018-05-06T10:10:10",
    "sample_missing.sav": lambda columns: len(columns["mynum"]) == 7,
    "missing_test.sav": lambda columns: columns == {"var1": ("1", "2")},
    "ordered_category.sav": lambda columns: columns == {"Col1": ("1", "2", "3", "2")},
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_of_pyreadstat_are_read(name: str) -> None:
    assert SAMPLES[name](read_responses(at_hand("spss", name)).responses.table.columns)


def test_missing_ranges_of_a_sample_are_declared() -> None:
    found = read_responses(at_hand("spss", "sample_missing.sav")).responses
    assert (found.codebook["mynum"].missing, found.codebook["mynum"].missing_range) == (("-1",), (2000, 3000))
    assert found.codebook["myord"].missing == ("-1", "-2", "-3")


@pytest.mark.parametrize("named", ["sample-1.sss", "sample-1.asc"])
def test_the_sample_of_the_triple_s_standard_by_hand(named: str) -> None:
    # The three lines of sample-1.asc, read with the places of sample-1.sss by eye:
    #   2 101000001 Amusement Park       19 012 1 1 01.4000
    #   3 010000000                      20 999 1 3 00.9000
    #   2 100100001 "Marco's" Restaurant 94 058 0   00.7000
    found = read_responses(at_hand("triple_s", named)).responses
    assert len(found) == 3
    columns = found.table.columns
    assert columns["Q1"] == ("2", "3", "2")
    assert found.categories("Q1") == (
        "Visited before within the year",
        "Visited before that",
        "Visited before within the year",
    )
    chosen = {
        question: [
            "".join(code for code in "123459" if columns[f"{question}_{code}"][row] == "1")
            for row in range(3)
        ]
        for question in ("Q2", "Q4")
    }
    assert chosen == {"Q2": ["139", "2", "149"], "Q4": ["19", "2", "49"]}
    assert columns["Q3"] == ("Amusement Park", None, '"Marco\'s" Restaurant')
    assert found.numbers("Q5").tolist()[::2] == [12, 58]
    assert found.codebook["Q5"].is_missing("999")
    assert columns["Q6"] == ("1", "1", "0")
    assert columns["Q7"] == ("1", "3", None)
    assert found.numbers("Q99").tolist() == [1.4, 0.9, 0.7]
    assert found.codebook["Q99"].role is Role.WEIGHT
    assert found.codebook["Q2_3"].question == '"Friar Tuck" Restaurant'
