"""Bad input, through the command line: a clear message, exit code 2, no traceback, nothing half-written."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from psychograph.cli.main import main

STUDY = """\
title: Tea
objective: {goal: trial, statement: Who would try our tea?}
respondent: id
attributes:
  Open: {type: likert, scale: [1, 5]}
  Calm: {type: likert, scale: [1, 5]}
  Age: {type: number}
basis: [Open, Calm]
descriptors: [Age]
segmentation: {segments: 2}
"""
ANSWERS = """\
id,Open,Calm,Age
a,1,5,20
b,2,4,30
c,5,1,40
d,4,2,50
e,1,4,22
f,5,2,60
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    def call(*arguments: str | Path) -> Outcome:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), printed.out, printed.err)

    return call


def write(folder: Path, study: str = STUDY, answers: str | bytes = ANSWERS) -> Path:
    (folder / "responses.csv").write_bytes(answers.encode() if isinstance(answers, str) else answers)
    (folder / "study.yaml").write_text(study, encoding="utf-8")
    return folder / "study.yaml"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


# What is wrong, the answers, and words that the message must hold: place, finding and mend.
ANSWERS_CASES = {
    "missing column": (
        ANSWERS.replace("Calm", "Clam"),
        ["responses.csv, header", "no column 'Calm'", "did you mean 'Clam'"],
    ),
    "text among numbers": (
        ANSWERS.replace("a,1,5", "a,one,5"),
        ["row 2, column Open", "'one' (text)", "1 to 5"],
    ),
    "outside the scale": (
        ANSWERS.replace("d,4,2", "d,4,9"),
        ["row 5, column Calm", "'9'", "1 to 5", "scale"],
    ),
    "infinite": (ANSWERS.replace(",60", ",1e999"), ["row 7, column Age", "'1e999'"]),
    "underscore": (ANSWERS.replace(",60", ",6_0"), ["row 7, column Age", "'6_0'"]),
    "constant column": (
        "id,Open,Calm,Age\na,1,5,20\nb,2,5,30\nc,5,5,40\nd,4,5,50\n",
        ["basis > Calm", "the same answer, 5", "take it out of `basis`"],
    ),
    "repeated id": (ANSWERS.replace("\nb,", "\na,"), ["row 3, column id", "'a', as in row 2"]),
    "blank id": (ANSWERS.replace("\nb,", "\n,"), ["row 3, column id", "a blank id"]),
    "two respondents": ("id,Open,Calm,Age\na,1,5,20\nb,5,1,30\n", ["2 respondents", "at least 4"]),
    "header only": ("id,Open,Calm,Age\n", ["responses.csv", "no answers"]),
    "empty": ("", ["responses.csv", "an empty file"]),
    "blank lines only": ("\n\n  \n", ["responses.csv", "an empty file"]),
    "repeated header": (ANSWERS.replace("Calm", "Open", 1), ["header", "2 columns named 'Open'", "rename"]),
    "slipped cells": (
        ANSWERS.replace("c,5,1,40", "c,5,1,4,0"),
        ["row 4", "5 cells", "4 cells, as in the header"],
    ),
    "lone quote": (ANSWERS.replace("a,1,5", 'a,1,"5'), ["responses.csv"]),
    "binary": (b"\x00\x01\x02\xff" * 50, ["bytes that are not text", "export"]),
    "not a spreadsheet": (b"PK\x03\x04 broken", ["a spreadsheet that cannot be opened"]),
    "decimal commas in a comma file": (
        ANSWERS.replace("b,2,4,30", 'b,"2,5",4,30'),
        ["row 3, column Open", "'2,5'"],
    ),
    "all blank": (
        "id,Open,Calm,Age\na,,,\nb,,,\nc,,,\nd,,,\n",
        ["0 respondents", "4 more left a basis variable blank"],
    ),
}


@pytest.mark.parametrize("case", ANSWERS_CASES)
def test_bad_answers(case: str, tmp_path: Path, cli: Cli) -> None:
    answers, said = ANSWERS_CASES[case]
    study = write(tmp_path, answers=answers)
    before = files(tmp_path)
    outcome = cli("run", study)
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    for part in (*said, "found", "expected", "mend"):
        assert part in outcome.err, f"{part!r} not in:\n{outcome.err}"
    assert files(tmp_path) == before


STUDY_CASES = {
    "tab": (STUDY.replace("  Calm:", "\tCalm:"), ["study.yaml, line 6", "tab"]),
    "repeated key": (STUDY.replace("  Calm:", "  Open:"), ["line 6", "Open", "lines 5 and 6"]),
    "unknown key": (STUDY.replace("descriptors", "descriptor"), ["line 9", "did you mean", "descriptors"]),
    "scale upside down": (STUDY.replace("scale: [1, 5]", "scale: [5, 1]", 1), ["line 5", "scale"]),
    "undeclared basis": (STUDY.replace("[Open, Calm]", "[Open, Clam]"), ["line 8", "Clam", "Calm"]),
    "two cuts": (STUDY.replace("{segments: 2}", "{segments: 2, cut_height: 3}"), ["line 10", "cut_height"]),
    "empty": ("", ["study.yaml"]),
    "too many segments": (STUDY.replace("segments: 2", "segments: 4"), ["4 segments for 6", "at most 3"]),
    "cut above the tree": (
        STUDY.replace("segments: 2", "cut_height: 99"),
        ["99", "1 segment", "lower the height"],
    ),
    "target out of range": (
        STUDY + "strategy: {target: 7}\n",
        ["strategy > target", "a segment from 1 to 2"],
    ),
    "a name for nobody": (
        STUDY.replace("segments: 2", "cut_height: 3") + "strategy: {names: {9: Explorers}}\n",
        ["strategy > names > 9", "names for segments 1 to 2"],
    ),
    "unknown construct": (
        STUDY.replace("Open: {", "Open: {construct: openess, "),
        ["attributes > Open > construct", "'openess'", "did you mean 'big5.openness'?"],
    ),
    "answers from a device": (STUDY + "responses: /dev/zero\n", ["/dev/zero", "a pipe or a device"]),
    "a title that cannot be printed": (
        STUDY.replace("title: Tea", 'title: "\\e\\0"'),
        ["study.yaml, line 1, title"],
    ),
}


@pytest.mark.parametrize("case", STUDY_CASES)
def test_bad_studies(case: str, tmp_path: Path, cli: Cli) -> None:
    text, said = STUDY_CASES[case]
    study = write(tmp_path, study=text)
    before = files(tmp_path)
    outcome = cli("run", study)
    assert outcome.code == 2, outcome
    assert "Traceback" not in outcome.err
    for part in said:
        assert part in outcome.err, f"{part!r} not in:\n{outcome.err}"
    assert files(tmp_path) == before


def test_everything_wrong_is_said_at_once(tmp_path: Path, cli: Cli) -> None:
    answers = (
        ANSWERS.replace("a,1", "a,x")
        .replace("d,4,2", "d,4,9")
        .replace("\nf,", "\na,")
        .replace("Age", "Alter")
    )
    outcome = cli("run", write(tmp_path, answers=answers))
    assert outcome.err.startswith("4 problems:")


def test_a_column_of_text_is_not_listed_cell_by_cell(tmp_path: Path, cli: Cli) -> None:
    rows = "".join(f"r{i},often,{1 + i % 5},30\n" for i in range(500))
    outcome = cli("run", write(tmp_path, answers="id,Open,Calm,Age\n" + rows))
    assert outcome.code == 2
    assert "text in 500 of 500 answers, such as 'often'" in outcome.err
    assert "rather than as labels" in outcome.err
    assert len(outcome.err.splitlines()) < 40


GOOD = {
    "byte order mark": ANSWERS.encode("utf-8-sig"),
    "UTF-16": ANSWERS.encode("utf-16"),
    "latin-1": ANSWERS.replace("\na,", "\nJosé,").encode("latin-1"),
    "semicolons and decimal commas": ANSWERS.replace("b,2,", "b,2.5,")
    .replace(",", ";")
    .replace(".", ",")
    .encode(),
    "tabs": ANSWERS.replace(",", "\t").encode(),
    "Windows line ends": ANSWERS.replace("\n", "\r\n").encode(),
    "trailing blank lines and cells": (ANSWERS.replace("20\n", "20,,\n") + "\n,,,\n").encode(),
    "10,000 columns": "\n".join(
        line + "," + ",".join(f"x{i}" if row == 0 else "1" for i in range(9996))
        for row, line in enumerate(ANSWERS.splitlines())
    ).encode(),
}


@pytest.mark.parametrize("case", GOOD)
def test_odd_but_readable_files_are_read(case: str, tmp_path: Path, cli: Cli) -> None:
    outcome = cli("check", write(tmp_path, answers=GOOD[case]))
    assert outcome.code in (0, 1), outcome.err
    assert "6 responses" in outcome.out


def test_three_thousand_columns_are_no_segmentation(tmp_path: Path, cli: Cli) -> None:
    header = ",".join(["id", *(f"q{i}" for i in range(3_000))])
    rows = [",".join([str(row), *(str(1 + (row + i) % 5) for i in range(3_000))]) for row in range(20)]
    (tmp_path / "wide.csv").write_text("\n".join([header, *rows]))
    outcome = cli("segment", tmp_path / "wide.csv", "--out", tmp_path / "out")
    assert outcome.code == 2
    assert "3,000 attributes" in outcome.err
    assert "at most 500" in outcome.err
    assert not (tmp_path / "out" / "results").exists()


def test_a_spreadsheet_gives_the_same_numbers_as_a_text_file(tmp_path: Path, cli: Cli) -> None:
    from psychograph.runs.run import run_study

    text = run_study(write(tmp_path))
    book = Workbook()
    for line in ANSWERS.splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    book.create_sheet("notes").append(["ignored"])
    book.save(tmp_path / "responses.xlsx")
    sheet = run_study(write(tmp_path, study=STUDY + "responses: responses.xlsx\n"))
    assert (sheet.segmentation.tree.linkage == text.segmentation.tree.linkage).all()
    assert sheet.responses.respondents == text.responses.respondents
    assert "only the first sheet" in " ".join(f.text for f in sheet.findings)


def test_absent_files_are_named(tmp_path: Path, cli: Cli) -> None:
    outcome = cli("run", tmp_path / "study.yaml")
    assert outcome.code == 2
    assert "study.yaml" in outcome.err
    study = write(tmp_path)
    (tmp_path / "responses.csv").unlink()
    outcome = cli("run", study)
    assert outcome.code == 2
    assert "responses.csv" in outcome.err
    assert cli("segment", tmp_path / "nothing.csv").code == 2
    assert cli("run", tmp_path).code == 2


def test_a_failed_run_leaves_the_results_of_the_last_one(tmp_path: Path, cli: Cli) -> None:
    study = write(tmp_path)
    assert cli("run", study).code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "results").iterdir()}
    write(tmp_path, answers=ANSWERS.replace("a,1", "a,x"))
    assert cli("run", study).code == 2
    assert {path: path.read_bytes() for path in (tmp_path / "results").iterdir()} == before


def test_results_that_cannot_be_written(tmp_path: Path, cli: Cli) -> None:
    study = write(tmp_path)
    (tmp_path / "taken").write_text("a file")
    outcome = cli("run", study, "--out", tmp_path / "taken" / "results")
    assert outcome.code == 3
    assert "mend" in outcome.err
    assert (tmp_path / "taken").read_text() == "a file"
    assert files(tmp_path) == {"responses.csv", "study.yaml", "taken"}


def test_unknown_commands_are_usage_errors(cli: Cli) -> None:
    outcome = cli("dmeo")
    assert outcome.code == 2
    assert "No such command" in outcome.err


def test_results_never_land_among_the_files_that_were_read(tmp_path: Path, cli: Cli) -> None:
    study = write(tmp_path)
    (tmp_path / "responses.csv").rename(tmp_path / "segments.csv")
    study.write_text(STUDY + "responses: segments.csv\n", "utf-8")
    outcome = cli("run", study, "--out", tmp_path)
    assert outcome.code == 2
    assert "the folder of segments.csv" in outcome.err
    assert (tmp_path / "segments.csv").read_text("utf-8") == ANSWERS


def test_segment_overwrites_no_other_answers(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "responses.csv").write_text("mine", "utf-8")
    outcome = cli("segment", tmp_path / "responses.csv", "--out", tmp_path / "taken")
    assert outcome.code == 2
    assert "never overwritten" in outcome.err
    assert (tmp_path / "taken" / "responses.csv").read_text("utf-8") == "mine"


def test_nothing_that_was_typed_commands_the_terminal(tmp_path: Path, cli: Cli) -> None:
    hostile = STUDY.replace("title: Tea", 'title: "T\\e[31m\\e]0;x\\a\\r\\nea"')
    hostile += 'strategy: {names: {1: "A\\e[2J\\nB", 2: "<b>%s{{7*7}}"}}\n'
    outcome = cli("run", write(tmp_path, study=hostile))
    assert outcome.code == 0
    assert outcome.out.startswith("T[31m]0;x ea\n")
    assert "<b>%s{{7*7}}" in outcome.out
    broken = cli("run", write(tmp_path, answers=ANSWERS.replace("a,1", "a,\x1b[31m\u202e")))
    assert broken.code == 2
    for printed in (outcome.out, outcome.err, broken.out, broken.err):
        assert printed.replace("\n", "").isprintable()


def test_attributes_that_differ_in_case_are_told_apart(tmp_path: Path, cli: Cli) -> None:
    study = write(tmp_path, STUDY.replace("Calm", "open"), ANSWERS.replace("Calm", "open"))
    said = cli("run", study).out
    assert re.search(r"Open (very low|high), open (very low|high)", said)


def test_a_long_title_fits_the_summary(tmp_path: Path, cli: Cli) -> None:
    outcome = cli("run", write(tmp_path, STUDY.replace("Tea", "T" * 10_000)))
    assert max(map(len, outcome.out.splitlines()[:5])) <= 96


def test_check_says_how_the_answers_were_read(tmp_path: Path, cli: Cli) -> None:
    outcome = cli("check", write(tmp_path, answers=ANSWERS.replace(",60", ",-99")))
    assert "note (reading): Age holds -99 (once)" in outcome.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_under_the_summary_is_said(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from psychograph.cli.main import main; main()", "run", write(tmp_path)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "mend" in done.stderr
