"""A run whose segments are none stops before personas, and says so wherever somebody would look."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from psychograph.cli.run import run as command
from psychograph.cli.summary import summary
from psychograph.language.language import language
from psychograph.reports.results import write_results
from psychograph.runs import run as runs
from psychograph.runs.run import Run, run_steps
from psychograph.segmentation.segmentation import Segmentation, VerdictKind

pytestmark = pytest.mark.usefixtures("hasty_judgement")

SAMPLES = Path(runs.__file__).parents[1] / "samples"
UNFOUNDED = language().say("persona-unfounded")


@pytest.fixture
def no_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every segmentation be judged as none."""
    real = runs.segment

    def judged_none(*args: object, **options: object) -> Segmentation:
        found = real(*args, **options)  # type: ignore[arg-type]
        return replace(found, verdict=replace(found.verdict, kind=VerdictKind.NONE))

    monkeypatch.setattr(runs, "segment", judged_none)


def again(run: Run, *, override: bool, **strategy: object) -> Run:
    study = run.study.model_copy(
        update={
            "segmentation": run.study.segmentation.model_copy(update={"override_verdict": override}),
            "strategy": run.study.strategy.model_copy(update=strategy),
        }
    )
    return run_steps(study, run.responses)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("</style>")[1]))


@pytest.mark.usefixtures("no_sign")
def test_a_run_without_a_sign_of_segments_has_nobody_to_target(worked_example: Run) -> None:
    run = again(worked_example, override=False, target=1)
    assert run.stopped
    assert (run.personas, run.brief, run.ranking.target, run.ranking.scores) == ((), None, None, ())
    assert run.names() == {}
    (stop,) = [finding for finding in run.findings if finding.code == "no-personas"]
    assert "override_verdict: true" in stop.text
    assert not worked_example.stopped


@pytest.mark.usefixtures("no_sign")
@pytest.mark.parametrize("sample", ["worked_example", "wearable"])
def test_everything_else_still_comes_out(sample: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    run = again(request.getfixturevalue(sample), override=False)
    write_results(run, tmp_path)
    page = words((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "Why there are no personas" in page
    assert "override_verdict: true" in page
    assert "Segment 1 (" in page
    for part in run.profile.segments:
        assert f"{part.n:,} people" in page
    assert "Campaign theme" not in page
    rows = list(csv.DictReader((tmp_path / "profiles.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["persona"] for row in rows} == {""}
    assert {int(row["segment"]) for row in rows} == set(run.segmentation.segments)
    assert json.loads((tmp_path / "personas.json").read_text(encoding="utf-8")) == []
    record = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert record["brief"] is None
    assert record["ranking"]["why_no_target"] == "there is no sign of segments in these answers"


@pytest.mark.usefixtures("no_sign")
def test_the_terminal_says_why_and_what_to_do(worked_example: Run, tmp_path: Path) -> None:
    said = "\n".join(summary(again(worked_example, override=False), tmp_path))
    assert "Segment 1  12 (43%)" in said
    assert "No personas, target or brief" in said
    assert said.count("override_verdict: true") == 1
    assert "Target" not in said


@pytest.mark.usefixtures("no_sign")
def test_overriding_builds_everything_under_a_caution(worked_example: Run, tmp_path: Path) -> None:
    run = again(worked_example, override=True)
    assert [persona.caution for persona in run.personas] == [UNFOUNDED] * len(run.personas)
    assert all(persona.exploratory for persona in run.personas)
    assert run.brief is not None
    assert run.brief.caution == run.ranking.caution == UNFOUNDED
    assert "overridden" in {finding.code for finding in run.findings}
    write_results(run, tmp_path)
    page = words((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert page.count(UNFOUNDED) == len(run.personas) + 2  # every card, the target and the brief
    record = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert record["brief"]["caution"] == UNFOUNDED
    assert UNFOUNDED.split(";")[0] in re.sub(r"\s+", " ", "\n".join(summary(run, tmp_path)))


def test_without_a_verdict_against_them_nobody_is_cautioned(worked_example: Run, tmp_path: Path) -> None:
    write_results(worked_example, tmp_path)
    assert "caution" not in json.loads((tmp_path / "personas.json").read_text(encoding="utf-8"))[0]


@pytest.mark.usefixtures("no_sign")
def test_a_script_notices_by_the_exit_code(tmp_path: Path) -> None:
    study = str(SAMPLES / "worked_example" / "study.yaml")
    found = CliRunner().invoke(command, [study, "--out", str(tmp_path / "results")])
    assert found.exit_code == 1
    assert (tmp_path / "results" / "report.html").exists()
