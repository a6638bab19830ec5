"""`psychograph history explore`: a screen, a page, files, exit codes, and nothing half-written."""

from __future__ import annotations

import contextlib
import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import psychograph.samples
from psychograph.cli.history.explore import ENGINES
from psychograph.cli.main import commands
from psychograph.history.engines.engine import NAMES
from psychograph.history.errors import HistoryError
from psychograph.history.pseudonyms import key_file

SHOP = Path(psychograph.samples.__file__).parent / "shop"


def called(folder: Path, *words: str) -> Result:
    with contextlib.chdir(folder):
        return CliRunner().invoke(commands, ["history", "explore", *words])


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Return a folder in which the sample shop was explored, and what was said."""
    folder = tmp_path_factory.mktemp("shop")
    return folder, called(folder, "--sample", "--pseudonyms", "shop.key")


def test_the_sample_is_explored_on_a_screen(explored: tuple[Path, Result]) -> None:
    result = explored[1]
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "Tea by post (simulated)"
    assert len(lines) < 50
    assert "Page: history-sample/explored/exploration.html" in lines
    assert "Tuesday" not in result.stdout  # nothing was planted there
    assert "psychograph questionnaire suggest my-survey" in result.stderr
    assert "Made the key file shop.key" in result.stderr


def test_the_page_and_its_files_are_there(explored: tuple[Path, Result]) -> None:
    folder = explored[0] / "history-sample" / "explored"
    names = {path.name for path in folder.iterdir()}
    assert {"exploration.html", "exploration.json", "customers.csv", "codebook.json"} <= names
    assert not [name for name in names if name.startswith(".")]
    manifest = json.loads((folder / "exploration-manifest.json").read_text())
    assert {source["name"] for source in manifest["inputs"]} == {
        "history.yaml",
        "transactions.csv",
        "customers.csv",
    }


def test_customers_stand_under_the_pseudonyms_of_the_key_file(explored: tuple[Path, Result]) -> None:
    named = key_file(explored[0] / "shop.key").pseudonyms
    with (explored[0] / "history-sample" / "explored" / "customers.csv").open(encoding="utf-8") as file:
        told = {row["customer"]: row for row in csv.DictReader(file)}
    with (SHOP / "customers.csv").open(encoding="utf-8") as file:
        known = {named.of(row["customer"]): row for row in csv.DictReader(file)}
    assert {*known} == {*told}
    assert all(told[key]["region"] == row["region"] for key, row in known.items())
    with (SHOP / "transactions.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if named.of(row["customer"]) in told]
    sales = sum(round(float(row["amount"]) * 100) for row in rows)
    assert sum(round(float(row["value"]) * 100) for row in told.values()) == sales


def test_the_table_of_customers_can_begin_a_study(explored: tuple[Path, Result], tmp_path: Path) -> None:
    table = explored[0] / "history-sample" / "explored" / "customers.csv"
    result = CliRunner().invoke(commands, ["init", str(tmp_path / "study"), "--from", str(table)])
    assert result.exit_code == 0, result.output
    study = (tmp_path / "study" / "study.yaml").read_text("utf-8")
    assert "respondent: customer" in study
    assert "Days since the last order" in study


def test_planted_truths_are_asked_about(explored: tuple[Path, Result]) -> None:
    record = json.loads((explored[0] / "history-sample" / "explored" / "exploration.json").read_text())
    asked = [question["ask"] for question in record["questions"]]
    assert any("December" in ask for ask in asked)
    assert not any("gender" in ask for ask in asked)


def test_again_it_keeps_files_that_were_changed(tmp_path: Path) -> None:
    there = tmp_path / "history-sample"
    there.mkdir()
    (there / "history.yaml").write_text("title: [\n")
    result = called(tmp_path, "--sample")
    assert isinstance(result.exception, HistoryError)
    assert "Keeping your own history.yaml" in result.stderr
    assert (there / "history.yaml").read_text() == "title: [\n"


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Return a folder with a table of ten orders."""
    rows = [f"{at},c{at % 4},2024-0{1 + at % 6}-1{at},{10 + at}.50" for at in range(10)]
    (tmp_path / "orders.csv").write_text("order,customer,date,amount\n" + "\n".join(rows) + "\n")
    return tmp_path


def test_a_table_is_explored_without_a_plan_and_without_customers_written(few: Path) -> None:
    result = called(few, "orders.csv", "--json")
    assert result.exit_code in (0, 1), result.output
    record = json.loads(result.stdout)
    assert (record["rows"]["read"], record["totals"]["customers"]) == (10, 4)
    names = {path.name for path in (few / "orders-explored").iterdir()}
    assert "exploration.html" in names
    assert "customers.csv" not in names


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "nothing to explore"),
        (("orders.csv", "--sample"), "a table and --sample"),
        (("history.yaml", "--customers", "orders.csv"), "under customers: data"),
        (("absent.csv",), "absent.csv"),
        (("orders.csv", "--pseudonyms", "orders.csv"), "no key of pseudonyms"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(few: Path, words: tuple[str, ...], said: str) -> None:
    before = {path.name for path in few.iterdir()}
    program = "from psychograph.cli.main import main; main()"
    called = [sys.executable, "-c", program, "history", "explore", *words]
    result = subprocess.run(called, cwd=few, capture_output=True, text=True, check=False)
    assert result.returncode == 2, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert {path.name for path in few.iterdir()} == before


def test_a_folder_of_somebody_else_is_not_written_into(few: Path) -> None:
    (few / "mine").mkdir()
    (few / "mine" / "exploration.html").write_text("my page")
    result = called(few, "orders.csv", "-o", "mine", "--pseudonyms", "shop.key")
    assert result.exit_code != 0
    assert [path.name for path in (few / "mine").iterdir()] == ["exploration.html"]
    assert (few / "mine" / "exploration.html").read_text() == "my page"


def test_what_is_explored_is_never_written_over(few: Path) -> None:
    (few / "orders.csv").rename(few / "customers.csv")
    before = (few / "customers.csv").read_bytes()
    result = called(few, "customers.csv", "-o", ".", "--pseudonyms", "shop.key")
    assert "a file that this exploration reads" in str(result.exception)
    assert (few / "customers.csv").read_bytes() == before
    assert {path.name for path in few.iterdir()} == {"customers.csv", "shop.key"}


def test_engines_are_those_there_are() -> None:
    assert ENGINES == NAMES


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from psychograph.cli.main import commands;"
        "CliRunner().invoke(commands, ['history', 'explore', '--help']);"
        "print({'numpy', 'polars', 'duckdb', 'narwhals', 'scipy', 'pydantic'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
