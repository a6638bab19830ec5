"""The examples run."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from psychograph.study.load import load_study

EXAMPLES = Path(__file__).parents[2] / "examples"


def shown_by(script: Path, *options: str) -> str:
    """What an example prints; where it warns, it fails."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), *options], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout


def test_run_a_study() -> None:
    shown = shown_by(EXAMPLES / "run_a_study.py")
    assert "Structured Realists" in shown
    assert "Target: Innovative Advocates" in shown.split("Cut into three:")[1]


def test_segment_a_frame() -> None:
    shown = shown_by(EXAMPLES / "segment_a_frame.py")
    assert "kmeans:3  36%, 33%, 31%" in shown  # the three groups that were planted
    assert "k-means: 3 segments of 300 respondents; verdict: natural" in shown
    assert "less than the others: Adopt_WouldBuy (1.56 against 5.61)" in shown
    page = (EXAMPLES.parent / "docs" / "methods.md").read_text(encoding="utf-8")
    told = page.split("It prints, among other lines:\n\n```\n")[1].split("```", maxsplit=1)[0].splitlines()
    assert set(told) <= set(shown.splitlines())
    assert shown.splitlines()[-3:] == [
        "1        43.1    48.9",
        "2        27.1    65.1",
        "3        59.3    47.5",
    ]


def test_simulate_customers(tmp_path: Path) -> None:
    first, second, unbiased = (tmp_path / name for name in ("first", "second", "unbiased"))
    for folder, options in ((first, ()), (second, ()), (unbiased, ("--bias", "0"))):
        assert shown_by(EXAMPLES / "simulate_customers.py", "--out", str(folder), *options) == ""
    names = ("customers.csv", "responses.csv", "study.yaml")
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
    page = (EXAMPLES.parent / "docs" / "customers-and-survey.md").read_text(encoding="utf-8")
    customers, answers = (len((first / name).read_text("utf-8").splitlines()) - 1 for name in names[:2])
    assert f"{customers:,} customers, of whom {answers:,} answered" in page
    assert (unbiased / "customers.csv").read_bytes() == (first / "customers.csv").read_bytes()
    assert (unbiased / "responses.csv").read_bytes() != (first / "responses.csv").read_bytes()
    study = load_study(first / "study.yaml")
    assert study.customers is not None
    assert {study.customers.key, study.customers.value} <= set(
        (first / "customers.csv").read_text("utf-8").splitlines()[0].split(",")
    )


def test_segment_a_frame_takes_ten_statements() -> None:
    module = ast.parse((EXAMPLES / "segment_a_frame.py").read_text(encoding="utf-8"))
    told = [line for line in module.body[1:] if not isinstance(line, (ast.Import, ast.ImportFrom))]
    assert len(told) <= 10
    assert all(line.lineno == line.end_lineno for line in told)
