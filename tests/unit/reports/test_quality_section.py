"""The page on the answers: what it says of blanks, careless respondents, scales and the whole set."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from psychograph.reports.figures import draw_figures
from psychograph.reports.html import render_html
from psychograph.reports.view.quality import quality
from psychograph.runs.run import Run, run_steps, run_study

STUDY = """\
title: Tea
objective: {goal: trial, statement: Who tries our tea?}
respondent: id
attributes:
  Openness: {type: likert, scale: [1, 5], items: [{column: o1}, {column: o2}, {column: o3, reversed: true}]}
  Thrift: {type: likert, scale: [1, 5], items: [{column: t1}, {column: t2}]}
  Calm: {type: likert, scale: [1, 5]}
basis: [Openness, Thrift, Calm]
quality: {exclude: nobody, also_exclude: [p3, p7]}
segmentation: {segments: 2}
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Sixty people; answers to o1 are blank for those who are low on openness."""
    folder: Path = tmp_path_factory.mktemp("study")
    rng = np.random.default_rng(5)
    openness, thrift = rng.normal(size=(2, 60))
    columns = {
        "o1": openness,
        "o2": openness,
        "o3": -openness,
        "t1": thrift,
        "t2": thrift,
        "Calm": rng.normal(size=60),
    }
    answers = {
        name: np.clip(np.round(3 + values + rng.normal(0, 0.5, 60)), 1, 5).astype(int).astype(str)
        for name, values in columns.items()
    }
    answers["o1"][openness < -0.8] = ""
    with (folder / "responses.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *answers])
        writer.writerows([f"p{i}", *row] for i, row in enumerate(zip(*answers.values(), strict=True)))
    (folder / "study.yaml").write_text(STUDY, "utf-8")
    return run_study(folder)


def test_every_part_is_there(run: Run) -> None:
    labels = {name: name for name in run.study.attributes}
    found = quality(run, labels)
    assert found is not None
    assert run.quality is not None
    assert found.verdict == run.quality.verdict
    assert found.excluded == ("p3", "p7")
    blank = round(run.quality.missingness.share * 100)
    assert found.blanks[0].startswith(f"{blank}% of all answers are missing")
    assert "Little's test" in found.blanks[1]
    assert found.scales is not None
    assert [row.head.text for row in found.scales.rows] == ["Openness", "Thrift"]
    assert found.scales.rows[0].cells[1].text.startswith("alpha .")
    assert found.scales.rows[1].cells[1].text.startswith("Spearman-Brown .")
    assert found.single == ("Calm",)
    assert "KMO" in found.battery[0]
    assert found.rules is not None
    assert len(found.rules.rows) + sum(line.count(",") + 1 for line in found.silent) >= len(
        run.quality.outcomes
    )


def test_the_page_shows_it_with_both_pictures(run: Run) -> None:
    figures = draw_figures(run)
    html = render_html(run, figures)
    assert 'id="figure-distributions"' in html
    assert 'id="figure-missingness"' in html
    assert "2 people were left out of everything below" in html
    assert "p3, p7" in html


def test_scored_answers_alone_have_no_signs_of_carelessness(run: Run) -> None:
    alone = run_steps(run.study, run.responses)
    assert quality(alone, {}) is None
    html = render_html(alone, draw_figures(alone))
    assert 'id="figure-distributions"' in html
    assert "Signs of careless answers" not in html
