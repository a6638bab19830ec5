"""`psychograph history init` from the outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from psychograph.cli.history.init import init
from psychograph.errors import PsychographError
from psychograph.history.plan.reading import read_plan

SALES = "customer,date,total\n1,31/12/2010,5.00\n2,1/2/2011,6.00\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sales.csv").write_text(SALES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_plan_that_reads_is_written_and_the_guesses_are_told(shop: Path) -> None:
    result = CliRunner().invoke(init, ["sales.csv"], catch_exceptions=False)
    assert result.exit_code == 0
    found = read_plan(shop).plan.transactions
    assert (found.data, found.customer, found.time, found.dates) == (
        "sales.csv",
        "customer",
        "date",
        "day first",
    )
    assert result.stdout == ""
    assert "No column of orders was found" in result.stderr
    assert "Next: read it" in result.stderr


def test_paths_are_as_seen_from_the_plan(shop: Path) -> None:
    (shop / "plans").mkdir()
    CliRunner().invoke(init, ["sales.csv", "-o", "plans/shop.yaml"], catch_exceptions=False)
    assert read_plan(shop / "plans" / "shop.yaml").plan.transactions.data == "../sales.csv"


def test_nothing_is_overwritten(shop: Path) -> None:
    (shop / "history.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(PsychographError, match="never overwritten"):
        CliRunner().invoke(init, ["sales.csv"], catch_exceptions=False)
    assert (shop / "history.yaml").read_text("utf-8") == "mine"


def test_a_table_that_is_not_there_writes_nothing(shop: Path) -> None:
    with pytest.raises(PsychographError, match=r"absent\.csv"):
        CliRunner().invoke(init, ["absent.csv"], catch_exceptions=False)
    assert [path.name for path in shop.iterdir()] == ["sales.csv"]


def test_help_ends_with_an_example() -> None:
    text = CliRunner().invoke(init, ["--help"]).stdout
    assert "psychograph history init transactions.csv" in text[text.index("Example") :]
