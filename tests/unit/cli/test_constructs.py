"""`psychograph constructs`: the map of attributes, what it asks, and what it writes."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from psychograph.cli.constructs import EXAMPLE
from psychograph.cli.demo import copy_sample
from psychograph.cli.main import main
from psychograph.study.load import load_study

STUDY = """\
title: Tea # a comment that stays
objective: {goal: trial, statement: Who would try our tea?}
attributes:
  Q1: {type: likert, scale: [1, 5], question: I like to try new products., }
  Q2: {type: likert, scale: [1, 5], question: "I do not like to try new products."}
  Status: {type: likert, scale: [1, 5]}
  Belief: {type: category, question: Which religion do you belong to?}
  Ext: # two items
    type: likert
    scale: [1, 5]
    items:
      - {column: a, question: I am shy., reversed: true}
      - {column: b, question: I make friends easily.}
  Q7:
    type: likert
    scale: [1, 5]
    question: Traditional values are not important to me.
    construct:
  Q8: {type: likert, scale: [1, 5], question: "[bold]Colours[/bold] please me", construct: none}
basis: [Q1, Status, Ext, Q7]
descriptors: [Q2, Belief, Q8]
"""


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["constructs", *map(str, arguments)])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


def write(folder: Path, study: str = STUDY) -> Path:
    (folder / "study.yaml").write_text(study, encoding="utf-8")
    return folder / "study.yaml"


def test_the_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, write(tmp_path))
    assert code == 0
    text = " ".join(out.split())
    assert "[bold]Colours[/bold]" in text  # text of the user, not a command to the printer
    assert "val.tradition, reversed" in text
    assert "3 attributes measure something that personas and rules know, of 7." in text
    assert "Status: `construct: val.status`, or `construct: none`" in text
    assert "Q2 measures the same as Q1, which speaks for both." in text
    assert "Belief (religion)" in text
    assert "--write" in err


def test_the_map_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, write(tmp_path), "--json")
    assert code == 0
    found = {entry["attribute"]: entry for entry in json.loads(out)["constructs"]}
    assert (found["Q7"]["construct"], found["Q7"]["reversed"]) == ("val.tradition", True)
    assert found["Status"]["near"][0]["construct"] == "val.status"
    assert found["Belief"]["sensitive"] == "religion"
    assert found["Q2"]["same_as"] == "Q1"
    assert found["Ext"]["source"] == "items"


def test_writing_fixes_what_was_found_and_leaves_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path)
    code, out, _ = call(capsys, path, "--write")
    assert code == 0
    text = path.read_text(encoding="utf-8")
    assert "Q1: {type: likert, scale: [1, 5], question: I like to try new products., construct: adopt" in text
    assert "construct: -val.tradition" in out
    kept = [line for line in STUDY.splitlines() if "Q1:" not in line and line != "    construct:"]
    assert [line for line in text.splitlines() if line in kept] == kept
    study = load_study(path)
    assert study.attributes["Ext"].measured_construct == "big5.extraversion"
    assert study.attributes["Status"].measured_construct is None  # nothing is guessed
    _, again, _ = call(capsys, path, "--write")
    assert "nothing was changed" in again


def test_a_construct_that_nobody_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, write(tmp_path, STUDY.replace("construct: none", "construct: -val.traditon")))
    assert code == 2
    assert "did you mean 'val.tradition'?" in err


def test_the_example_of_the_help_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    copy_sample("worked_example", tmp_path / "psychograph-demo")
    example = EXAMPLE.rstrip().splitlines()[-1].strip()
    code, out, _ = call(capsys, *shlex.split(example)[2:])
    assert code == 0
    assert "12 attributes measure something" in out
