"""docs/sample-size.md: its code runs, its tables are those of the benchmark, its pictures are drawn."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest

from psychograph.questionnaire.planning.sample_size import margin_of_mean, margin_of_share, people_for
from psychograph.stats.planning.recovery import recovery
from psychograph.stats.planning.simulated_segments import SEPARATIONS, misplaced, overlap_drawn

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "sample-size.md").read_text(encoding="utf-8")
SCRIPT = ROOT / "benchmarks" / "recovery.py"
STORED = json.loads(SCRIPT.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
def test_its_code_runs(code: str) -> None:
    exec(compile(code, "docs/sample-size.md", "exec"), {})  # noqa: S102 - our own page


def test_its_tables_are_those_of_the_benchmark() -> None:
    spec = importlib.util.spec_from_file_location("recovery_benchmark", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    rows = [line for line in benchmark.tables(STORED).splitlines() if line.startswith("|")]
    assert len(rows) > 30
    for row in rows:
        assert row in PAGE


def test_the_benchmark_is_what_the_code_gives() -> None:
    [cells] = [row[3] for row in STORED["by_size"] if row[:3] == ["consolidated", 3, "large"]]
    found = recovery(50, 8, 3, "large", method="consolidated", replications=100)
    assert cells[0] == [round(found.share, 2), round(found.mean_ari, 3), round(found.ceiling, 3)]


def test_its_pictures_are_drawn_by_the_code() -> None:
    for separation in SEPARATIONS.values():
        assert overlap_drawn(separation, width=57, height=6) in PAGE
    assert [f"{misplaced(apart) * 100:.1f}%" for apart in SEPARATIONS.values()] == ["6.7%", "2.3%", "0.6%"]


def test_its_margins_are_those_of_the_code() -> None:
    assert people_for(0.1, 50) == 588
    for n in (50, 100, 400, 1000):
        assert f"| {n:,} | {margin_of_share(n) * 100:.1f} points | {margin_of_mean(n):.2f} |" in PAGE
