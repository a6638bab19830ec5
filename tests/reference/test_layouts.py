"""Exports that tools really wrote, against counts taken from the files and figures others published.

Data: those of the named repositories, which do not ship with the project. Counts of columns are made
here with the csv module alone, so that a column that is lost, doubled or split cannot pass unseen.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from psychograph.codebook.codebook import Role, Scale, VariableType
from psychograph.responses.imported import Imported
from psychograph.responses.readers import read_responses

DATA = Path(__file__).parents[3] / "shared" / "data"

FILES = {  # layout, header rows
    "qualtrics/long_exhaustive.csv": ("qualtrics", 3),
    "qualtrics/matrix_insights.csv": ("qualtrics", 3),
    "surveymonkey/starwars.csv": ("surveymonkey", 2),
    "googleforms/osmi2014_timestamp_layout.csv": ("googleforms", 1),
    "limesurvey/survey_998192_R_data_file.csv": ("limesurvey", 1),
}


def path_of(name: str) -> Path:
    path = DATA / "layouts" / name
    if not path.exists():
        pytest.skip(f"{name} is not here: reference data lie outside the project")
    return path


def read(name: str) -> Imported:
    return read_responses(path_of(name))


@pytest.mark.parametrize("name", FILES)
def test_respondents_and_columns(name: str) -> None:
    path = path_of(name)
    layout, headers = FILES[name]
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeError:
        text = path.read_text("latin-1")
    rows = [row for row in csv.reader(text.splitlines(keepends=True)) if any(row)]
    named = sum(any(cells) for cells in zip(*(row for row in rows[:headers]), strict=False))
    told = next(
        entry
        for entry in json.loads((DATA / "MANIFEST.json").read_text("utf-8"))
        if entry["path"] == f"layouts/{name}"
    )["published"]
    found = read(name)
    assert found.layout == layout
    assert len(found.responses) == told["respondents"] == len(rows) - headers
    assert found.columns_in_file == told["columns"] == named


def test_star_wars_as_fivethirtyeight_counted_it() -> None:
    # 835 people saw at least one film, 471 all six; shares of those 835, as the repository's data give.
    found = read("surveymonkey/starwars.csv").responses
    films = [variable.name for variable in found.codebook if variable.type is VariableType.OPTION]
    seen = np.array([found.numbers(name) for name in films])
    assert len(films) == 6
    assert np.isfinite(seen).all(axis=0).sum() == 835
    assert (seen.sum(axis=0) == 6).sum() == 471
    np.testing.assert_allclose(
        np.nanmean(seen, axis=1), [0.806, 0.684, 0.659, 0.727, 0.908, 0.884], atol=0.0005
    )


def test_star_wars_characters_are_one_battery_on_five_points() -> None:
    found = read("surveymonkey/starwars.csv").responses
    characters = found.codebook.with_role(Role.BASIS)
    assert len(characters) == 14
    assert {variable.scale for variable in characters} == {Scale(1, 5)}
    assert len({variable.battery for variable in characters}) == 1
    # Counted in the file: "Very favorably" 610 times for Han Solo, "Unfamiliar (N/A)" 15 times.
    han = found.table.columns["Han Solo"]
    assert int((found.numbers("Han Solo") == 5).sum()) == han.count("Very favorably") == 610
    assert han.count("Unfamiliar (N/A)") == 15
    assert int(np.isnan(found.numbers("Han Solo")).sum()) == han.count(None) + 15


def test_star_wars_ranks_are_told() -> None:
    found = read("surveymonkey/starwars.csv").responses.codebook
    ranks = [variable for variable in found if variable.note == "a rank: 1 comes first"]
    assert len(ranks) == 6
    assert {variable.scale for variable in ranks} == {Scale(1, 6)}


def test_mental_health_in_tech_keeps_its_outliers_for_the_checks_of_quality() -> None:
    found = read("googleforms/osmi2014_timestamp_layout.csv").responses
    assert found.categories("treatment").count("Yes") == 637
    ages = found.numbers("Age")
    assert (ages.min(), ages.max()) == (-1726, 99_999_999_999)
    # The repository has 49 spellings; two of them differ by a space behind the word.
    assert len(set(found.categories("Gender"))) == 47
    assert found.codebook["work_interfere"].type is VariableType.LIKERT
    assert found.codebook["leave"].missing == ("-98",)


def test_qualtrics_options_are_told_from_its_matrices() -> None:
    found = read("qualtrics/long_exhaustive.csv").responses
    assert found.codebook["Q9_1"].type is VariableType.OPTION
    assert found.codebook["Q9_1"].question == "Kale"
    assert found.codebook["Q29_2_1"].battery.endswith("Mushy Bananas")
    assert [found.codebook[f"Q8_{item}"].scale for item in (1, 2, 3, 4)] == [Scale(1, 3)] * 4
    assert found.codebook["ResponseID"].role is Role.ID


def test_limesurvey_leaves_out_the_address_and_counts_incomplete_questionnaires() -> None:
    found = read("limesurvey/survey_998192_R_data_file.csv")
    assert [drop.column for drop in found.dropped] == ["Street", "Number", "Postal code", "City"]
    assert "not complete, without a date of submission: 5 of 7, kept" in found.responses.table.notes
    assert found.responses.codebook["Total time"].role is Role.DURATION
    assert found.responses.numbers("Total time")[0] == 339.28
    assert all(len(name) <= 64 for name in found.responses.codebook.names)
