"""`psychograph reliability`: what it prints, writes and exits with."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from psychograph.cli.main import main

STUDY = """\
title: Tea
objective: {goal: trial, statement: Who would try our tea?}
respondent: id
attributes:
  Calm:
    type: likert
    scale: [1, 7]
    items:
      - {column: c1, question: "I stay [bold]calm[/bold] =1+1"}
      - {column: c2}
      - {column: c3}
  Open: {type: likert, scale: [1, 7]}
basis: [Calm, Open]
"""


def write(folder: Path, *, turned: bool = False, study: str = STUDY) -> Path:
    rng = np.random.default_rng(1)
    calm = np.clip(np.round(4 + rng.normal(size=(120, 1)) + 0.8 * rng.normal(size=(120, 3))), 1, 7)
    if turned:
        calm[:, 1] = 8 - calm[:, 1]
    rows = [[f"p{i}", *map(int, row), int(rng.integers(1, 8)), 1 + i % 2] for i, row in enumerate(calm)]
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "c1", "c2", "c3", "Open", "w"], *rows])
    (folder / "study.yaml").write_text(study, encoding="utf-8")
    return folder / "study.yaml"


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["reliability", *map(str, arguments)])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_scale_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, write(tmp_path))
    assert code == 0
    assert err == ""
    assert "120 respondents; missing answers pairwise" in out
    assert "I stay [bold]calm[/bold] =1+1" in out  # text of the user, not a command to the printer
    assert "One question each: Open." in out
    assert "No findings." in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_serious_finding_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, write(tmp_path, turned=True))
    assert code == 1
    assert "wrong key?" in next(line for line in out.splitlines() if line.startswith("c2"))
    assert "Serious (wrong-key): Calm: c2 runs against the other items." in out


def test_json_holds_what_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, write(tmp_path, turned=True), "--json", "--missing", "em")
    found = json.loads(out)
    assert code == 1
    assert found["missing"] == "em"
    assert [scale["name"] for scale in found["scales"]] == ["Calm"]
    assert found["scales"][0]["items"][1]["item_rest_r"] < 0
    assert found["single"] == ["Open"]
    assert {finding["code"] for finding in found["findings"]} >= {"wrong-key", "low-reliability"}


def test_scores_are_written_and_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study, scores = write(tmp_path), tmp_path / "scores.csv"
    code, out, err = call(capsys, study, "--scores", scores)
    assert code == 0
    assert f"Wrote {scores}." in err
    assert "Wrote" not in out
    rows = table(scores)
    assert list(rows[0]) == ["id", "Calm", "Calm_pomp", "Open", "Open_pomp"]
    assert len(rows) == 120
    assert float(rows[0]["Calm_pomp"]) == pytest.approx(100 * (float(rows[0]["Calm"]) - 1) / 6, abs=1e-3)
    before = scores.read_bytes()
    code, out, err = call(capsys, study, "--scores", scores)
    assert (code, out) == (2, "")
    assert "never overwritten" in err
    assert scores.read_bytes() == before


def test_bad_answers_are_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = write(tmp_path, study=STUDY.replace("c3}", "c9}"))
    code, out, err = call(capsys, study, "--scores", tmp_path / "scores.csv")
    assert (code, out) == (2, "")
    assert "no column 'c9'" in err
    assert not (tmp_path / "scores.csv").exists()


def test_people_who_are_left_out_are_left_out_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = write(tmp_path, study=STUDY + "quality: {also_exclude: [p3, p4]}\n")
    scores = tmp_path / "scores.csv"
    code, out, _ = call(capsys, study, "--scores", scores)
    assert code == 0
    assert "118 respondents (2 more left out)" in out
    assert {"p3", "p4"}.isdisjoint(row["id"] for row in table(scores))


def test_weights_are_said_not_to_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = write(tmp_path, study=STUDY + "weighting: {column: w}\n")
    assert "Weights are not used here" in call(capsys, study)[1]


def test_norms_are_printed_with_their_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    declared = "  Open: {norms: {mean: 4, sd: 2, source: a made-up population}, "
    _, out, _ = call(capsys, write(tmp_path, study=STUDY.replace("  Open: {", declared)))
    assert "Open against norms: mean T score" in out
    assert "a made-up population" in " ".join(out.split())
