"""The command line as people use it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from psychograph.cli.main import COMMANDS, main
from psychograph.cli.segment import METHODS
from psychograph.study.model import MethodName

WRITTEN = {
    *("report.html", "dendrogram.png", "dendrogram.svg", "segments.csv", "profiles.csv", "categories.csv"),
    *(
        f"{kind}-{n}.{ending}"
        for kind in ("persona", "brief")
        for n in (1, 2)
        for ending in ("html", "json", "md")
    ),
    *("personas.json", "brief.json", "manifest.json", "tests.csv", "crosstab.csv"),
}
HEAVY = ("numpy", "scipy", "pydantic", "ruamel", "jinja2", "altair", "vl_convert", "python_calamine")


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demo, to be copied before it is changed, and what was printed."""
    folder = tmp_path_factory.mktemp("demo") / "tea"
    with redirect_stdout(io.StringIO()) as printed:
        assert call("demo", folder) == 0
    return folder, printed.getvalue()


@pytest.fixture
def own_tea(tea: tuple[Path, str], tmp_path: Path) -> Path:
    """A demo to change."""
    return Path(shutil.copytree(tea[0], tmp_path / "own"))


def test_the_demo_says_what_it_found_in_under_a_screen(tea: tuple[Path, str]) -> None:
    folder, printed = tea
    assert len(printed.splitlines()) <= 24
    assert max(map(len, printed.splitlines()[:-1])) < 80  # but for the path
    for words in (
        "Verdict:",
        "Structured Realists",
        "Innovative Pioneers",
        "12 (43%)",
        "Target: Innovative Pioneers",
    ):
        assert words in printed
    assert printed.splitlines()[-1] == f"Report: {folder / 'results' / 'report.html'}"
    assert {path.name for path in (folder / "results").iterdir()} == WRITTEN


def test_what_the_demo_writes(tea: tuple[Path, str]) -> None:
    results = tea[0] / "results"
    with (results / "segments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["respondent", "segment"]
    assert [row["segment"] for row in rows].count("1") == 12
    assert [persona["name"] for persona in json.loads((results / "personas.json").read_text("utf-8"))] == [
        "Structured Realist",
        "Innovative Pioneer",
    ]
    assert json.loads((results / "brief.json").read_text("utf-8"))["ranking"]["target"] == 2
    manifest = json.loads((results / "manifest.json").read_text("utf-8"))
    assert {source["name"] for source in manifest["inputs"]} == {"study.yaml", "responses.csv"}
    assert manifest["seed"] == 2025
    assert (results / "dendrogram.png").read_bytes().startswith(b"\x89PNG")


def test_equal_inputs_give_equal_bytes(tea: tuple[Path, str], tmp_path: Path) -> None:
    call("demo", tmp_path)
    for name in WRITTEN:
        one, two = (folder / "results" / name for folder in (tea[0], tmp_path))
        assert one.read_bytes() == two.read_bytes(), name


def test_a_changed_study_is_kept_by_the_demo(own_tea: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = own_tea / "study.yaml"
    study.write_text(study.read_text("utf-8").replace("segments: 2", "segments: 3"), "utf-8")
    assert call("demo", own_tea) == 0
    printed = capsys.readouterr()
    assert "cut into 3" in printed.out
    assert "Keeping your own study.yaml" in printed.err


def test_a_folder_stands_for_its_study(own_tea: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", own_tea) == 0
    assert call("run", own_tea) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"Report: {own_tea / 'results' / 'report.html'}"


def test_people_in_a_hurry(own_tea: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = own_tea / "quick"
    for _ in range(2):  # again is no error: the same file gives the same study
        assert call("segment", own_tea / "responses.csv", "--segments", "2", "--out", folder) == 0
    assert "12 (43%)" in capsys.readouterr().out
    assert (folder / "study.yaml").exists()
    assert call("segment", own_tea / "responses.csv", "--segments", "3", "--out", folder) == 2
    assert "never overwritten" in capsys.readouterr().err


def test_people_in_a_hurry_may_choose_a_method(own_tea: Path) -> None:
    folder = own_tea / "quick"
    assert call("segment", own_tea / "responses.csv", "--method", "average", "--out", folder) in {0, 1}
    assert "  method: average\n" in (folder / "study.yaml").read_text("utf-8")
    manifest = json.loads((folder / "results" / "manifest.json").read_text("utf-8"))
    assert (manifest["method"], manifest["options"]) == ("average", {"distance": "euclidean"})
    assert set(METHODS) == {method.value for method in MethodName}


def test_every_command_has_help_with_an_example_that_starts_with_psychograph(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in COMMANDS:
        assert call(command, "--help") == 0
        shown = capsys.readouterr().out
        assert f"psychograph {command}" in shown.split("Example:")[1]


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from psychograph.cli.main import main\n"
        "try: main(['--help'])\n"
        f"finally: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    for command, words in COMMANDS.items():
        assert command in done.stdout
        assert words.split()[0] in done.stdout


def test_the_wearable_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("demo", "--sample", "wearable", tmp_path) == 0
    assert "Calm Non-adopters" in capsys.readouterr().out


def test_a_reader_that_goes_away_is_no_finding() -> None:
    # `psychograph rules show P01 | head -1`: the pipe is closed before anything is written.
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        command = [
            sys.executable,
            "-c",
            "from psychograph.cli.main import main; main(['rules', 'show', 'P01'])",
        ]
        done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
