"""The pages on reliability and on missing answers show what the product does."""

from __future__ import annotations

import doctest
import re
import shutil
from pathlib import Path

import pytest

from psychograph.cli.main import main

ROOT = Path(__file__).parents[2]
RELIABILITY = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
MISSING = ROOT / "docs" / "missing-answers.md"
SOURCES = ("weaknesses.py", "styles.py")


def test_the_printed_report_is_the_real_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(
        ROOT / "src" / "psychograph" / "samples" / "worked_example", tmp_path / "psychograph-demo"
    )
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```console\n(.*?)```", RELIABILITY, re.DOTALL)
    command, _, shown = block.partition("\n")
    with pytest.raises(SystemExit) as ended:
        main(command.removeprefix("$ psychograph ").split())
    assert ended.value.code in {0, None}
    assert capsys.readouterr().out == shown


def test_the_example_of_missing_answers_runs() -> None:
    done = doctest.testfile(str(MISSING), module_relative=False, encoding="utf-8")
    assert done.attempted > 8
    assert done.failed == 0


def test_every_finding_is_explained() -> None:
    folder = ROOT / "src" / "psychograph" / "responses" / "reliability"
    codes = {
        code
        for source in SOURCES
        for code in re.findall(r'Finding\(\s*"([a-z-]+)"', (folder / source).read_text(encoding="utf-8"))
    }
    assert "wrong-key" in codes
    assert codes == set(re.findall(r"^\| `([a-z-]+)` \|", RELIABILITY, re.MULTILINE))


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", RELIABILITY + MISSING.read_text(encoding="utf-8")):
        assert (ROOT / "docs" / target).exists(), target
