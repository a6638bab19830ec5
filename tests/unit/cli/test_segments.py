"""`psychograph segments` as people use it."""

from __future__ import annotations

import csv
import json
import re
import shutil
import stat
from pathlib import Path

import pytest

from psychograph.cli.main import main
from psychograph.cli.segments import SUBCOMMANDS
from psychograph.study.load import load_study

SAMPLE = Path(__file__).parents[3] / "src" / "psychograph" / "samples" / "worked_example"
WRITTEN = {"sweep.csv", "segments.csv", "sweep.html", "sweep.json"}


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "tea", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "tea"


def test_a_sweep_prints_a_table_and_what_to_look_at_first(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("segments", "sweep", demo, "--k", "2-4", "--pairs", "20") == 0
    printed = capsys.readouterr().out
    lines = [line for line in printed.splitlines() if str(demo) not in line]
    assert max(map(len, lines)) < 80
    for words in ("ward:2", "kmeans:4", "stability", "28 respondents", "A sweep always has a best"):
        assert words in printed
    assert printed.splitlines()[-1] == f"Page: {demo / 'sweep' / 'sweep.html'}"
    assert {path.name for path in (demo / "sweep").iterdir()} == WRITTEN


def test_what_a_sweep_writes(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = demo / "study.yaml"
    before = study.read_bytes()
    asked = ["segments", "sweep", study, "--methods", "ward, kmedoids", "--k", "2-3", "--pairs", "5"]
    assert call(*asked, "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    with (demo / "sweep" / "sweep.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["solution"] for row in rows] == ["ward:2", "ward:3", "kmedoids:2", "kmedoids:3"]
    assert float(rows[0]["stability"]) == pytest.approx(printed["candidates"][0]["stability"], rel=1e-5)
    with (demo / "sweep" / "segments.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    assert len(people) == 28
    assert [row["ward:2"] for row in people].count("1") == 12
    assert printed == json.loads((demo / "sweep" / "sweep.json").read_text("utf-8"))
    assert {source["name"] for source in printed["inputs"]} == {"study.yaml", "responses.csv"}
    assert study.read_bytes() == before


def test_equal_sweeps_give_equal_bytes(demo: Path) -> None:
    for folder in ("one", "two"):
        call("segments", "sweep", demo, "--k", "2-3", "--pairs", "5", "--out", demo / folder)
    for name in WRITTEN:
        assert (demo / "one" / name).read_bytes() == (demo / "two" / name).read_bytes(), name


def test_the_page_loads_nothing_and_runs_nothing(demo: Path) -> None:
    study = demo / "study.yaml"
    study.write_text(
        study.read_text("utf-8").replace("title: ", "title: <script>alert(1)</script> ", 1), "utf-8"
    )
    assert call("segments", "sweep", demo, "--k", "2-3", "--pairs", "5") == 0
    page = (demo / "sweep" / "sweep.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(?:src|href|srcset)=\"(?!#|data:)", page)
    for title in ("What to look at first", "Where segments come from", "What methods have in common"):
        assert title in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--k", "1-4"], "a range of numbers from 2 to 50"),
        (["--k", "5-3"], "--k 2-10"),
        (["--k", "many"], "--k 2-10"),
        (["--methods", "wart"], "did you mean 'ward'"),
        (["--methods", ","], "no method"),
        (["--k", "20-30"], "at most 14 segments"),
    ],
)
def test_what_cannot_be_swept(
    demo: Path, capsys: pytest.CaptureFixture[str], asked: list[str], words: str
) -> None:
    assert call("segments", "sweep", demo, *asked) == 2
    assert words in capsys.readouterr().err
    assert not (demo / "sweep").exists()


def test_an_interrupted_sweep_writes_nothing(
    demo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("psychograph.segmentation.choosing.sweep.stabilities", interrupted)
    assert call("segments", "sweep", demo, "--k", "2-3") == 130
    assert "nothing was half-written" in capsys.readouterr().err
    assert not (demo / "sweep").exists()


def test_two_solutions_side_by_side(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("segments", "compare", demo, "ward:2", "ward:3") == 0
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) < 80
    assert "82% of 28 respondents are in matching segments" in printed
    assert "Segment 1 (12) becomes 1: 100% stay." in printed
    assert re.search(r"5 go to [23]: ", printed)
    assert re.search(r"Segment [23] of ward:3 is new\.", printed)


def test_a_choice_changes_its_lines_alone(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = demo / "study.yaml"
    study.chmod(0o640)
    before = study.read_text("utf-8").splitlines()
    assert call("segments", "choose", demo, "kmeans:3") == 0
    printed = capsys.readouterr().out
    after = study.read_text("utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in changed] == [
        "  method: kmeans",
        "  segments: 3 # or `cut_height: 10`; a lower height gives more segments",
    ]
    for old, new in changed:
        assert f"- {old}" in printed
        assert f"+ {new}" in printed
    assert load_study(study).segmentation.method == "kmeans"
    assert f"psychograph run {demo}" in printed
    assert stat.S_IMODE(study.stat().st_mode) == 0o640
    assert call("segments", "choose", demo, "kmeans:3") == 0
    assert "nothing was changed" in capsys.readouterr().out


def test_a_choice_that_could_not_run_is_refused(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = demo / "study.yaml"
    before = study.read_bytes()
    for solution, words in (
        ("ward:15", "at most 14"),
        ("ward", "ward:3"),
        ("wart:3", "did you mean 'ward'"),
    ):
        assert call("segments", "choose", demo, solution) == 2
        assert words in capsys.readouterr().err
    assert study.read_bytes() == before


def test_every_subcommand_has_an_example_that_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made"
    for name in ("", *SUBCOMMANDS):
        (tmp_path / f"_{name}").mkdir()
        monkeypatch.chdir(tmp_path / f"_{name}")
        assert call("segments", *([name] if name else []), "--help") == 0
        demo, *lines = capsys.readouterr().out.split("Example:")[1].strip().splitlines()
        assert demo.strip() == "psychograph demo"  # what it makes is the same each time: it is made once
        if not made.is_dir():
            assert call("demo") == 0
            shutil.copytree("psychograph-demo", made)
        shutil.copytree(made, "psychograph-demo", dirs_exist_ok=True)
        assert lines
        for line in lines:
            assert call(*line.strip().removeprefix("psychograph ").split()) == 0, line
        capsys.readouterr()
