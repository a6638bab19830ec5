"""What a run writes: every file named, described, and as its schema says."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from unit.reports.pages import read

from psychograph.cli.schema import schema
from psychograph.reports.brief_files import brief_html
from psychograph.reports.brief_markdown import brief_markdown
from psychograph.reports.brief_record import BriefRecord
from psychograph.reports.persona_record import PersonaRecord
from psychograph.reports.results import MANIFEST, write_results
from psychograph.reports.schemas import record_schema
from psychograph.reports.view.brief_page import brief_pages
from psychograph.runs.run import Run

pytestmark = pytest.mark.usefixtures("hasty_judgement")

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
RECORDS = {"persona": PersonaRecord, "brief": BriefRecord}


@pytest.fixture(scope="module", params=["worked_example", "wearable"])
def run(request: pytest.FixtureRequest) -> Run:
    found: Run = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def folder(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("results") / "results"
    write_results(run, made)
    return made


def loaded(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_every_persona_and_brief_is_there_three_times(run: Run, folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    segments = run.segmentation.segments
    for kind in ("persona", "brief"):
        assert {name for name in names if name.startswith(f"{kind}-")} == {
            f"{kind}-{segment}.{ending}" for segment in segments for ending in ("json", "md", "html")
        }


def test_the_manifest_names_every_file(folder: Path) -> None:
    outputs = loaded(folder / MANIFEST)["outputs"]
    assert sorted(outputs) == sorted(path.name for path in folder.iterdir())
    assert outputs[-1] == MANIFEST


def test_the_page_names_every_file(folder: Path) -> None:
    for path in folder.iterdir():
        assert f"`{re.sub(r'-[0-9]+[.]', '-1.', path.name)}`" in PAGE, path.name


@pytest.mark.parametrize("record", ["persona", "brief"])
def test_records_are_as_their_schema_says(folder: Path, record: str) -> None:
    published = record_schema(record)
    jsonschema.Draft202012Validator.check_schema(published)
    validator = jsonschema.Draft202012Validator(published)
    for file in folder.glob(f"{record}-*.json"):
        assert [error.message for error in validator.iter_errors(loaded(file))] == []
    wrong = loaded(folder / f"{record}-1.json")
    wrong["surprise"] = 1
    assert list(validator.iter_errors(wrong))
    printed = CliRunner().invoke(schema, [record])
    assert printed.exit_code == 0
    assert json.loads(printed.stdout) == json.loads(json.dumps(published))


@pytest.mark.parametrize("record", ["persona", "brief"])
def test_every_key_of_a_record_is_explained(folder: Path, record: str) -> None:
    section = re.split(r"(?m)^## ", PAGE)
    told = next(part for part in section if part.startswith(f"`{record}-1.json`"))
    keys = [field.name for field in dataclasses.fields(RECORDS[record])]
    found = loaded(folder / f"{record}-1.json")
    assert list(found) == keys
    for key in (*keys, *found[record]):
        assert f"| `{key}` |" in told, key


def test_the_whole_holds_what_the_parts_hold(run: Run, folder: Path) -> None:
    whole = json.loads((folder / "personas.json").read_text(encoding="utf-8"))
    briefs = loaded(folder / "brief.json")
    for persona in whole:
        part = loaded(folder / f"persona-{persona['segment']}.json")["persona"]
        assert part == {**persona, "paragons": []}
    for brief in briefs["briefs"]:
        assert loaded(folder / f"brief-{brief['segment']}.json")["brief"] == brief
    primary = run.brief.segment if run.brief is not None else None
    assert (briefs["brief"] or {}).get("segment") == primary


def test_files_of_personas_that_are_gone_are_taken_away(worked_example: Run, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    write_results(worked_example, folder)
    for name in ("persona-7.html", "brief-12.md", "persona-7.txt"):
        (folder / name).write_text("from an earlier run")
    write_results(worked_example, folder)
    assert not (folder / "persona-7.html").exists()
    assert not (folder / "brief-12.md").exists()
    assert (folder / "persona-7.txt").exists()


def test_a_brief_begins_with_what_a_director_reads(run: Run) -> None:
    for page in brief_pages(run):
        brief = page.view.brief
        html = brief_html(page)
        assert html.count("<h1") == 1
        sheet = read(html[html.index("<article") : html.index("</article>")] + "</article>").words
        four = [" ".join(text.split()) for text in (brief.summary.get, brief.summary.to, brief.summary.by)]
        places = [sheet.index(text) for text in (*four, brief.insight.text) if text]
        assert places == sorted(places)
        if brief.plan is not None:
            assert " ".join(brief.plan.wrong_if.split()) in sheet
        for message in page.view.messages:
            status = "evidence given" if message.substantiated else "needs evidence"
            assert f"“{message.text}” {status}" in sheet


def test_pages_of_briefs_load_nothing_and_lead_somewhere(run: Run) -> None:
    for page in brief_pages(run):
        html = brief_html(page)
        found = read(html)
        ids = {attributes["id"] for _, attributes in found.tags if "id" in attributes}
        assert {a["href"][1:] for a in found.all("a") if a["href"].startswith("#")} <= ids
        outside = {a["href"] for a in found.all("a") if not a["href"].startswith("#")}
        assert outside <= {reference.link for reference in page.evidence.references}
        assert not {"script", "link", "iframe"} & {tag for tag, _ in found.tags}
        assert "default-src 'none'" in html


def test_a_brief_in_markdown_says_all_that_the_page_says(run: Run) -> None:
    for page in brief_pages(run):
        text = re.sub(r"\\(.)", r"\1", brief_markdown(page))
        for line in page.view.lines():
            assert " ".join(line.text.split())[1:] in text, line.text
        for guard in page.view.brief.guards:
            assert guard.id in text
        assert "<" not in re.sub(r"<https://[^ >]+>", "", re.sub(r"\\<", "", brief_markdown(page)))


def test_a_run_that_stopped_has_neither(worked_example: Run, tmp_path: Path) -> None:
    stopped = replace(worked_example, personas=(), briefs=())
    if not stopped.stopped:
        pytest.skip("a run without personas counts as stopped")
    from psychograph.reports.brief_files import brief_files

    assert brief_files(stopped) == {}
