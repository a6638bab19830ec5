"""The page on the answers: what it says of blanks, careless respondents, scales and the whole set."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from psychograph.findings import Finding, Severity
from psychograph.reports.figures import draw_figures
from psychograph.reports.html import render_html
from psychograph.reports.manifest import manifest_of
from psychograph.reports.view.method import method
from psychograph.reports.view.quality import quality
from psychograph.responses.quality.report import Outcome
from psychograph.runs.run import Run, run_steps, run_study
from psychograph.study.model import Missing, Scaling

pytestmark = pytest.mark.usefixtures("hasty_judgement")

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
    assert found.remarked.startswith("Left out, as the study asks: p3, p7.")
    blank = round(run.quality.missingness.share * 100)
    assert found.blanks[0].startswith(f"{blank}% of all answers are missing")
    assert "Little's test" in found.blanks[1]
    assert found.scales is not None
    assert [row.head.text for row in found.scales.rows] == ["Openness", "Thrift"]
    assert found.scales.rows[0].cells[1].text.startswith("alpha .")
    assert found.scales.rows[1].cells[1].text.startswith("Spearman-Brown .")
    assert found.single == ("Calm",)
    assert "KMO" in found.battery[0]
    remarking = {outcome.title for outcome in run.quality.outcomes if outcome.flagged}
    assert {row.head.text for row in found.rules.rows} == remarking if found.rules else not remarking
    for outcome in run.quality.outcomes:
        said = found.nobody if outcome.result is not None else " ".join(found.silent)
        assert outcome.title in remarking or outcome.title in said


def test_the_page_shows_it_with_both_pictures(run: Run) -> None:
    figures = draw_figures(run)
    html = render_html(run, figures)
    assert 'id="figure-distributions"' in html
    assert 'id="figure-missingness"' in html
    assert "Left out, as the study asks: p3, p7." in html


def test_scored_answers_alone_have_no_signs_of_carelessness(run: Run) -> None:
    alone = run_steps(run.study, run.responses)
    assert quality(alone, {}) is None
    html = render_html(alone, draw_figures(alone))
    assert 'id="figure-distributions"' in html
    assert "Signs of careless answers" not in html


def test_the_verdict_tells_what_was_decided_and_nothing_twice(run: Run) -> None:
    labels = {name: name for name in run.study.attributes}
    assert run.quality is not None
    report = replace(
        run.quality,
        outcomes=tuple(_remarking(outcome, {5}) for outcome in run.quality.outcomes),
        verdict="Of 60 respondents, 1 (2%) looks careless by two independent signs.",
        findings=(Finding("careless-answers", Severity.CAUTION, "1 of 60 respondents: p5."),),
    )
    kept = quality(replace(run, quality=report, excluded=()), labels)
    left_out = quality(replace(run, quality=report, excluded=("p5",)), labels)
    assert kept is not None
    assert left_out is not None
    assert kept.verdict.endswith("by two independent signs. This one was kept.")
    assert kept.remarked.startswith("Proposed for leaving out: p5.")
    assert left_out.verdict.endswith("by two independent signs. This one was left out.")
    assert left_out.remarked.startswith("Left out, as the study asks: p5.")
    assert not {"careless-answers", "little-evidence"} & {finding.code for finding in left_out.findings}
    assert left_out.rules is not None
    assert all(row.cells[0].text == "1" for row in left_out.rules.rows)


def _remarking(outcome: Outcome, rows: set[int]) -> Outcome:
    if outcome.result is None:
        return outcome
    flags = np.array([row in rows for row in range(len(outcome.result.flags))])
    return replace(outcome, result=replace(outcome.result, flags=flags))


def test_the_method_says_what_was_done(run: Run) -> None:
    settings = dict(method(run, {name: name for name in run.study.attributes}, ()).settings)
    assert settings["Respondents"] == "60 read, 2 left out as the study asks, 58 in segments"
    assert settings["Clustering"].startswith("Ward's method on standardised basis variables,")
    asked = run.study.segmentation.model_copy(update={"scaling": Scaling.PERSON, "missing": Missing.IMPUTE})
    scoring = run.study.scoring.model_copy(update={"answered": 0.8})
    other = replace(run, study=run.study.model_copy(update={"segmentation": asked, "scoring": scoring}))
    found = method(other, {name: name for name in run.study.attributes}, ())
    assert "less each respondent's own average" in dict(found.settings)["Clustering"]
    assert any("fewer than 80% were" in sentence for sentence in found.scoring)
    assert any("80% of the basis variables" in sentence for sentence in found.scoring)
    assert not any("not filled in" in sentence for sentence in found.scoring)


def test_who_answered_counts_those_left_out(run: Run) -> None:
    html = render_html(run, draw_figures(run))
    section = html[html.index('<section id="respondents"') : html.index('<section id="quality"')]
    assert "60 people answered." in section
    assert "2 people were left out as the study asks" in section
    assert "60 people answered; 58 fall into 2 segments" in html
    manifest = manifest_of(run)
    assert (manifest.respondents, manifest.excluded, manifest.imputed) == (58, 2, 0)
