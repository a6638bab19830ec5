"""`psychograph field status` and `psychograph field export`, as they are called."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from psychograph.cli.field import field as command
from psychograph.cli.talk import WIDTH
from psychograph.errors import UsageError
from psychograph.fielding.outcomes import Happening
from psychograph.fielding.privacy.copies import known_copies
from psychograph.fielding.stores.opened import stores_at
from tests.fielded_cases import HOUR, T0, Kept, put
from tests.fieldworks import field_folder
from tests.unit.fielding.watching.test_status import CASES


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = field_folder(
        tmp_path / "tea",
        invitations={"sender": "survey@example.org", "arms": {"incentive": ["none", "draw"]}},
        entrance="anyone",
    )
    with stores_at(folder / "field") as stores:
        stores.answers.write(lambda connection: put(connection, CASES))
    return folder


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_the_page_fits_a_terminal_and_says_what_counts(study: Path) -> None:
    result = call("status", study)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert max(map(len, result.stdout.splitlines())) <= WIDTH
    for words in (
        "Tea and you", "RR1 21.1%", "e is 0.833", "proportional allocation", "2.1121", "open link",
        "accepted by a mail server and not come back", "How much do you agree?", "Declared beforehand",
    ):  # fmt: skip
        assert words in result.stdout


def test_breakdowns_stand_alone_with_their_sum(study: Path) -> None:
    result = call("status", study, "--by", "wave", "--by", "group")
    assert "By wave" in result.stdout
    assert "By group" in result.stdout
    assert "RR1" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= WIDTH
    # Every table ends with all cases: 24 of them.
    assert [line.split()[1] for line in result.stdout.splitlines() if line.startswith("all ")] == ["24", "24"]


def test_json_holds_everything_and_adds_up(study: Path) -> None:
    found = json.loads(call("status", study, "--json").stdout)
    assert found["rates"]["RR1"] == {"above": 4, "below": 19.0, "value": pytest.approx(4 / 19)}
    assert sum(one["cases"] for one in found["dispositions"]) == found["invited"]["cases"] == 22
    for breakdown in found["breakdowns"].values():
        assert sum(row["cases"] for row in breakdown["rows"]) == 24
    assert "stability" not in found


def test_an_e_that_is_set_is_told_with_its_basis(study: Path) -> None:
    result = call("status", study, "--e", "0.5", "--e-basis", "a check of 100 addresses")
    assert "e is 0.500 (a check of 100 addresses)" in result.stdout


def test_nothing_is_a_page_too(tmp_path: Path) -> None:
    folder = field_folder(tmp_path / "tea")
    result = call("status", folder, "--stability")
    assert result.exit_code == 0, result.output
    assert "RR1" not in result.stdout
    assert "no segments" in result.stdout


def test_an_export_is_written_and_noted(study: Path) -> None:
    result = call("export", study)
    assert result.exit_code == 0, result.output
    assert "Wrote 5 complete answers" in result.stderr
    rows = list(csv.DictReader((study / "responses.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 5
    with stores_at(study / "field") as stores:
        copies = [(copy.path, copy.kind) for copy in known_copies(stores)]
    assert copies == [(str((study / "responses.csv").resolve()), "export")]


def test_an_export_is_replaced_only_when_asked(study: Path) -> None:
    assert call("export", study).exit_code == 0
    again = call("export", study)
    assert isinstance(again.exception, UsageError)
    assert "--force" in str(again.exception)
    forced = call("export", study, "--force", "--partials")
    assert forced.exit_code == 0, forced.output
    assert "and 1 partial" in forced.stderr


@pytest.mark.parametrize("name", ["responses.csv", "codebook.json", "export.json"])
def test_files_of_others_are_never_replaced(study: Path, name: str) -> None:
    (study / name).write_text("mine", encoding="utf-8")
    refused = call("export", study, "--force")
    assert isinstance(refused.exception, UsageError)
    assert (study / name).read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in study.iterdir()) == sorted(
        {"field", "field.yaml", "questionnaire.yaml", name}
    )


def test_it_goes_into_another_folder(study: Path, tmp_path: Path) -> None:
    assert call("export", study, "--out", tmp_path / "given").exit_code == 0
    assert (tmp_path / "given" / "codebook.json").is_file()
    assert not (study / "responses.csv").exists()


def test_an_erased_person_leaves_the_export(study: Path) -> None:
    from psychograph.fielding.privacy.copies import erase_from_copies
    from psychograph.fielding.privacy.subjects import Subject

    assert call("export", study).exit_code == 0
    gone = Kept("c1").case_id
    with stores_at(study / "field") as stores:
        erase_from_copies(stores, Subject(case_ids=(gone,)))
    rows = list(csv.DictReader((study / "responses.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 4
    forced = call("export", study, "--force")
    assert forced.exit_code == 0, forced.output


def test_status_says_with_its_exit_code_that_something_wants_a_look(tmp_path: Path) -> None:
    folder = field_folder(tmp_path / "tea")
    bad = [
        Kept(
            f"b{at}",
            events=((Happening.SENT, "invitation", T0), (Happening.BOUNCED, "invitation", T0 + HOUR)),
        )
        for at in range(20)
    ]
    with stores_at(folder / "field") as stores:
        stores.answers.write(lambda connection: put(connection, bad))
    result = call("status", folder)
    assert result.exit_code == 1
    assert "many-bounces" in result.stdout
