"""A run says how well its scales measure, among those it keeps."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from psychograph.runs.run import Run, run_study

pytestmark = pytest.mark.usefixtures("hasty_judgement")

STUDY = """\
title: Tea
objective: {goal: trial, statement: Who would try our tea?}
respondent: id
attributes:
  Calm: {type: likert, scale: [1, 7], items: [{column: c1}, {column: c2}, {column: c3}]}
  Open: {type: likert, scale: [1, 7]}
basis: [Calm, Open]
quality: {also_exclude: [p0, p1, p2]}
"""


@pytest.mark.parametrize("turned", [False, True])
def test_a_wrong_key_reaches_the_report(turned: bool, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    calm = np.clip(np.round(4 + rng.normal(size=(80, 1)) + 0.8 * rng.normal(size=(80, 3))), 1, 7)
    if turned:
        calm[:, 1] = 8 - calm[:, 1]
    rows = [[f"p{i}", *map(int, row), int(rng.integers(1, 8))] for i, row in enumerate(calm)]
    with (tmp_path / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "c1", "c2", "c3", "Open"], *rows])
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    run = run_study(tmp_path)
    assert run.reliability is not None
    assert run.reliability.respondents == 77
    assert run.reliability.scales[0].items[0].answered == 77
    assert ("wrong-key" in {finding.code for finding in run.findings}) == turned


def test_the_samples_raise_no_alarm(worked_example: Run, wearable: Run) -> None:
    for run in (worked_example, wearable):
        assert run.reliability is not None
        assert run.reliability.battery is not None
        assert run.reliability.findings == ()
