"""What is handed to the rest of the walk, and what is not."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from psychograph.codebook.codebook import Role
from psychograph.codebook.files import read_codebook
from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.watching.export import export
from psychograph.fielding.watching.respondents import respondent_of
from psychograph.responses.readers import read_responses
from tests.fielded_cases import HOUR, OPENS, T0, Kept, put
from tests.fieldworks import WORKED_EXAMPLE, fieldwork, worked_example

NOW = OPENS + timedelta(days=6)
ALL: dict[str, Any] = {
    "agreed": "1", "Drinks": ("tea", "other"), "Drinks_other_text": "=cmd|'/c calc'!A0", "Cups": "3",
    "Calm": "4",
    "Ritual": "5", "Attentive": "4", "Order": ("black", "green"), "Taste": "5", "Age": "44", "Gender": "-8",
    "Since": "2001-05-06", "Place": "10115", "Words": "+49 170 1234567",
}  # fmt: skip


def complete(name: str, answers: dict[str, Any] = ALL, **more: Any) -> Kept:
    given = {"device": "phone", "spent": {"Drinks": 12_340, "views": 5_000}, **more}
    return Kept(name, Outcome.COMPLETE, answers, started_at=T0, finished_at=T0 + HOUR, **given)


PARTIAL = {name: ALL[name] for name in ("agreed", "Drinks", "Cups", "Calm", "Ritual", "Attentive", "Taste")}
CASES = (
    complete("c1"),
    complete("c2", {**ALL, "Drinks": ("coffee",)}, group="north", arms={"window": "late"}),
    complete("t", source="test"),
    complete("o", source="open"),
    complete("d", events=((Happening.DUPLICATE, "", T0),)),
    Kept("p", Outcome.STARTED, PARTIAL, started_at=T0, screen="Age"),
    Kept("r", Outcome.REFUSED, {"agreed": "0"}, started_at=T0),
    Kept("w", Outcome.COMPLETE, {}, started_at=T0, events=((Happening.ERASED, "", T0),)),
)


def rows_of(content: bytes) -> dict[str, dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    return {row["respondent"]: row for row in rows}


def by_name(rows: dict[str, dict[str, str]], name: str) -> dict[str, str]:
    return rows[respondent_of(Kept(name).case_id)]


@pytest.fixture
def filled(store: Connection) -> Connection:
    put(store, CASES)
    return store


def test_complete_answers_go_and_nothing_else(filled: Connection) -> None:
    made = export(filled, fieldwork(), NOW)
    rows = rows_of(made.files[0][1])
    assert (made.complete, made.partial) == (3, 0)
    assert set(rows) == {respondent_of(Kept(name).case_id) for name in ("c1", "c2", "o")}
    assert list(rows) == sorted(rows)


def test_numbers_in_the_file_open_nothing_in_the_store(filled: Connection) -> None:
    made = export(filled, fieldwork(), NOW, partials=True, design=True)
    contents = b"".join(content for _, content in made.files)
    for one in CASES:
        assert one.case_id.encode() not in contents
        assert one.case_id[::-1].encode() not in contents  # handles, in these tests


def test_answers_off_the_way_are_blank(filled: Connection) -> None:
    rows = rows_of(export(filled, fieldwork(), NOW).files[0][1])
    tea, coffee = by_name(rows, "c1"), by_name(rows, "c2")
    assert (tea["Calm"], tea["Drinks_tea"], tea["Drinks_coffee"]) == ("4", "1", "0")
    assert (tea["Order_black"], tea["Order_green"], tea["Order_herbal"]) == ("1", "2", "")
    off = ("Cups", "Calm", "Ritual", "Order_black", "Taste", "Drinks_other_text")
    assert {coffee[name] for name in off} == {""}
    assert coffee["Drinks_coffee"] == "1"


def test_no_spreadsheet_runs_an_answer_and_reading_gives_it_back(filled: Connection, tmp_path: Path) -> None:
    files = dict(export(filled, fieldwork(), NOW).files)
    row = by_name(rows_of(files["responses.csv"]), "c1")
    assert row["Drinks_other_text"] == "'=cmd|'/c calc'!A0"
    assert row["Words"].startswith("'+49")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    codebook = read_codebook(tmp_path / "codebook.json")
    read = read_responses(tmp_path / "responses.csv", codebook=codebook).responses
    assert ALL["Words"] in read.table.columns["Words"]
    assert ALL["Drinks_other_text"] in read.table.columns["Drinks_other_text"]


def test_times_are_durations_in_the_codebook_and_add_up(filled: Connection, tmp_path: Path) -> None:
    files = dict(export(filled, fieldwork(), NOW).files)
    row = by_name(rows_of(files["responses.csv"]), "c1")
    assert (row["duration_seconds"], row["seconds_Drinks"], row["seconds_views"]) == ("17.3", "12.3", "5.0")
    (tmp_path / "codebook.json").write_bytes(files["codebook.json"])
    durations = [one.name for one in read_codebook(tmp_path / "codebook.json").with_role(Role.DURATION)]
    assert durations == ["duration_seconds", "seconds_Drinks", "seconds_views"]


def test_orders_can_be_computed_again_from_the_seed(filled: Connection) -> None:
    row = by_name(rows_of(export(filled, fieldwork(), NOW).files[0][1]), "c1")
    assert int(row["order_seed"]) == CASES[0].seed


def test_partial_answers_are_marked(filled: Connection) -> None:
    made = export(filled, fieldwork(), NOW, partials=True)
    rows = rows_of(made.files[0][1])
    assert (made.complete, made.partial) == (3, 1)
    assert (by_name(rows, "p")["disposition"], by_name(rows, "c1")["disposition"]) == ("1.2", "1.1")


def test_the_design_goes_along_where_asked_for(filled: Connection) -> None:
    plain = by_name(rows_of(export(filled, fieldwork(), NOW).files[0][1]), "c2")
    full = by_name(rows_of(export(filled, fieldwork(), NOW, design=True).files[0][1]), "c2")
    assert "group" not in plain
    assert (full["group"], full["arm_window"]) == ("north", "late")


def test_small_groups_and_own_words_are_told(filled: Connection) -> None:
    words, rare = export(filled, fieldwork(), NOW).notes
    assert all(name in words for name in ("Words", "Place", "Since"))
    assert "Gender: Prefer not to say (3)" in rare


def test_names_of_questions_are_kept_free(store: Connection) -> None:
    from tests.fieldworks import QUESTIONS

    taken = QUESTIONS.replace("name: Words", "name: language")
    put(store, [complete("c1", {**ALL, "language": "of love"})])
    (row,) = rows_of(export(store, fieldwork(questionnaire=taken), NOW).files[0][1]).values()
    assert (row["language"], row["language_"]) == ("of love", "en")


def test_equal_answers_give_equal_bytes(filled: Connection) -> None:
    assert export(filled, fieldwork(), NOW).files == export(filled, fieldwork(), NOW).files


def test_a_run_takes_the_export_of_the_worked_example_at_once(store: Connection, tmp_path: Path) -> None:
    from psychograph.runs.run import run_study

    rows = list(csv.DictReader(io.StringIO((WORKED_EXAMPLE / "responses.csv").read_text(encoding="utf-8"))))
    field = worked_example()
    put(store, [complete(f"p{at}", answers_of(row), spent={"Age": 9_000}) for at, row in enumerate(rows)])
    made = export(store, field, NOW)
    assert made.complete == len(rows) == 28
    shutil.copy(WORKED_EXAMPLE / "study.yaml", tmp_path)
    shutil.copy(WORKED_EXAMPLE / "questionnaire.yaml", tmp_path)
    for name, content in made.files:
        (tmp_path / name).write_bytes(content)
    fielded, printed = run_study(tmp_path), run_study(WORKED_EXAMPLE)
    assert sorted(fielded.segmentation.sizes.values()) == sorted(printed.segmentation.sizes.values())
    assert {p.name for p in fielded.personas} == {p.name for p in printed.personas}
    assert json.loads(dict(made.files)["export.json"])["complete"] == 28


def answers_of(row: dict[str, str]) -> dict[str, Any]:
    """Return a row of the worked example as it would be answered: statements that average to what it "
    "holds."""
    from psychograph.questionnaire.model import Battery

    found: dict[str, Any] = {
        "agreed": "1",
        **{name: cell for name, cell in row.items() if name != "Respondent"},
    }
    for question in worked_example().questionnaire.questions:
        for item in question.answer.items if isinstance(question.answer, Battery) else ():
            if item.attribute:
                score = int(row[item.attribute])
                found[item.name] = str(6 - score if item.reversed else score)
    return found
