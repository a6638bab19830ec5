"""What the page about campaigns shows is what the product prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from psychograph.cli.main import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "evaluate.md").read_text(encoding="utf-8")


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """The campaign of the page, made up."""
    script = ROOT / "examples" / "simulate_campaign.py"
    made = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    path = tmp_path / "campaign.csv"
    path.write_text(made.stdout, encoding="utf-8")
    return path


def test_the_example_prints_what_the_page_shows(campaign: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["strategy", "evaluate", str(campaign), "--matched", "1=price", "--matched", "2=values"])
    assert not ended.value.code
    printed = capsys.readouterr().out
    shown = [block for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) if "psychograph" not in block]
    assert len(shown) == 3
    for block in shown:
        assert block in printed


def test_the_naive_comparison_is_as_wrong_as_the_page_says(campaign: Path) -> None:
    rows = np.genfromtxt(campaign, delimiter=",", names=True, dtype=None, encoding="utf-8")
    values = rows[rows["arm"] == "values"]
    own = values[values["segment"] == 2]
    naive = own["bought"][own["reached"] == 1].mean() - own["bought"][own["reached"] == 0].mean()
    assert naive == pytest.approx(0.11, abs=0.01)
    assert "adds eleven points rather than six" in " ".join(PAGE.split())
