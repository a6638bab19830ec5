"""A run whose study names a language model: other words, or its own, and pages that say which."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import language_model_stub as stub
import pytest

from psychograph.reports.results import write_results
from psychograph.runs.run import run_study

pytestmark = pytest.mark.usefixtures("hasty_judgement")

SAMPLE = files("psychograph.samples").joinpath("worked_example")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    with as_file(SAMPLE) as folder:
        shutil.copytree(folder, tmp_path / "study")
    return tmp_path / "study" / "study.yaml"


def name_model(study: Path, endpoint: str) -> None:
    text = study.read_text("utf-8")
    assert "\nstrategy:\n" in text
    wording = f"\nstrategy:\n  wording: {{endpoint: '{endpoint}', model: a-model, timeout: 5}}\n"
    study.write_text(text.replace("\nstrategy:\n", wording), "utf-8")


def test_sentences_that_say_the_same_are_taken_and_a_rerun_asks_nobody(study: Path) -> None:
    plain = run_study(study)
    with stub.served(stub.retold(lambda text: text.replace("probably", "likely"))) as served:
        name_model(study, served.address)
        worded = run_study(study)
    assert worded.assistance is not None
    assert worded.assistance.assisted > 0
    told, before = worded.personas[0].narrative, plain.personas[0].narrative
    assert [one.statements for one in told] == [one.statements for one in before]
    assert any("likely" in one.text for one in told)
    assert run_study(study).personas == worded.personas  # the endpoint is gone: these were kept

    write_results(worded, study.parent / "results")
    page = (study.parent / "results" / "persona-1.html").read_text("utf-8")
    assert "Wording assisted by a-model" in page
    assert '"assistance"' in (study.parent / "results" / "manifest.json").read_text("utf-8")


def test_a_model_that_makes_things_up_changes_nothing(study: Path) -> None:
    plain = run_study(study)
    with stub.served(stub.retold(lambda text: text + " Nine of ten agree.")) as served:
        name_model(study, served.address)
        run = run_study(study)
    assert run.personas == plain.personas
    assert run.briefs == plain.briefs
    assert any(finding.code == "wording-rejected" for finding in run.findings)
    write_results(run, study.parent / "results")
    assert "assisted by" not in (study.parent / "results" / "persona-1.html").read_text("utf-8")
