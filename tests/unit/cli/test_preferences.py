"""`psychograph preferences`: what it prints and writes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from psychograph.cli.main import main


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["preferences", *map(str, arguments)])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


def on_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preferences") / "demo"
    with pytest.raises(SystemExit):
        main(["demo", str(folder)])
    return folder


def test_the_worked_example(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()  # what the demo printed
    code, out, err = call(capsys, demo)
    assert (code, err) == (0, "")
    out = on_one_line(out)
    assert "not the Myers-Briggs Type Indicator(R) assessment" in out
    assert "Segment 1, Structured Realists: ISXJ" in out
    assert "Segment 2, Innovative Pioneers: ENXP" in out
    assert "EI 77%, NS 76%, FT 65%, JP 66%" in out
    assert "chance alone gives 6%" in out
    assert "given no letter by Extraversion" in out  # one column each: nobody knows its error
    assert "say nothing of Neuroticism" in out


def test_everything_as_json_and_as_a_table(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scores = tmp_path / "scores.csv"
    code, out, _ = call(capsys, demo, "--json", "--scores", scores)
    assert code == 0
    record = json.loads(out)
    assert [axis["axis"]["name"] for axis in record["axes"]] == ["EI", "NS", "FT", "JP"]
    with scores.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 28
    assert {row["segment"] for row in rows} == {"1", "2"}
    code, _, err = call(capsys, demo, "--scores", scores)
    assert code == 2
    assert "never overwritten" in err


def test_traits_that_nobody_measured_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["id,a,b", *(f"p{i},{1 + i % 5},{1 + (i * i) % 5}" for i in range(60))]
    (tmp_path / "responses.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "study.yaml").write_text(
        "title: Tea\nobjective: {goal: trial, statement: Who?}\nrespondent: id\nattributes:\n"
        "  a: {type: likert, scale: [1, 5], construct: big5.extraversion}\n"
        "  b: {type: likert, scale: [1, 5], construct: none}\nbasis: [a, b]\n",
        encoding="utf-8",
    )
    code, out, _ = call(capsys, tmp_path)
    assert code == 0
    out = on_one_line(out)
    assert "Intuition - Sensing: not measured (openness is needed)." in out
    assert "All four letters" not in out
    assert "neuroticism, the fifth trait, which this study did not measure" in out
