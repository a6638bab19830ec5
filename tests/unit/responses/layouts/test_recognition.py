"""Which tool wrote a file: told by its shape, and never by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.errors import ResponsesError
from psychograph.responses.layouts import LAYOUTS, read_layout
from psychograph.responses.readers import read_responses
from psychograph.responses.readers.delimited import read_delimited

ROOT = Path(__file__).parents[4]
EXPORTS = ROOT / "examples" / "exports"
SAMPLES = sorted((ROOT / "src" / "psychograph" / "samples").glob("*/responses.csv"))


def layout_of(text: str) -> tuple[str, tuple[str, ...]]:
    return read_layout(read_delimited("answers.csv", text.encode()))[1:]


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_each_example_is_recognised_whatever_it_is_called(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "data.txt"
    path.write_bytes((EXPORTS / f"{layout}.csv").read_bytes())
    found = read_responses(path)
    assert found.layout == layout
    assert len(found.responses) == 12
    assert all(found.evidence)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.parent.name for path in SAMPLES])
def test_the_samples_are_plain(path: Path) -> None:
    assert read_responses(path).layout == "plain"


def test_there_are_samples() -> None:
    assert SAMPLES


@pytest.mark.parametrize(
    "text",
    [
        "id,Timestamp,Calm\n1,2025-01-01 10:00:00,3\n2,2025-01-01 11:00:00,4\n",
        "Timestamp,temperature,humidity\n2025-01-01 10:00:00,20.5,40\n2025-01-01 10:01:00,20.6,41\n",
        "Timestamp,Mood\nmorning,good\nevening,bad\n",
        "id,seed,token,Calm\n1,2,a,3\n2,3,b,4\n",
        "#,Calm,Bold\n1,2,3\n2,3,4\n",
        "_id,name,Calm\n1,a,3\n2,b,4\n",
        "Respondent ID,Calm,Bold\n1,2,3\n2,3,4\n",
        "ResponseId,Calm,Bold\nR_1,2,3\nR_2,3,4\n",
        "id,startdate,Calm\n1,2025-01-01,3\n2,2025-01-02,4\n",
    ],
)
def test_a_column_that_a_tool_would_also_write_does_not_make_its_layout(text: str) -> None:
    assert layout_of(text)[0] == "plain"


def test_a_layout_can_be_named() -> None:
    grid = read_delimited("a.csv", b"Respondent ID,Tea\n,Response\n1,Yes\n2,No\n")
    assert read_layout(grid, "plain")[0].table.columns["Tea"] == ("Response", "Yes", "No")
    sheet, name, evidence = read_layout(grid, "surveymonkey")
    assert (name, evidence) == ("surveymonkey", ("you said so",))
    assert sheet.table.columns["Tea"] == ("Yes", "No")


def test_a_name_that_no_layout_has_is_an_error_with_a_remedy() -> None:
    with pytest.raises(ResponsesError, match="did you mean 'qualtrics'"):
        read_layout(read_delimited("a.csv", b"a,b\n1,2\n"), "qualtrix")


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
@pytest.mark.parametrize("keep", ["kept whole", "header only", "header cut short"])
def test_truncated_exports_are_problems_and_no_tracebacks(layout: str, keep: str) -> None:
    lines = (EXPORTS / f"{layout}.csv").read_text("utf-8-sig").splitlines()
    headers = {"qualtrics": 3, "surveymonkey": 2, "kobo": 2}.get(layout, 1)
    if keep == "kept whole":
        grid = read_delimited("a.csv", "\n".join(lines).encode())
        assert len(read_layout(grid)[0].table) == 12
    elif keep == "header only":
        grid = read_delimited("a.csv", "\n".join(lines[:headers]).encode())
        with pytest.raises(ResponsesError):
            read_layout(grid, layout)
    else:
        lines[0] = lines[0][: lines[0].rindex("," if "," in lines[0] else ";")]
        grid = read_delimited("a.csv", "\n".join(lines).encode())
        if headers == 3:  # the other header rows still tell the last column
            assert len(read_layout(grid)[0].table) == 12
        elif headers == 1 and layout not in {"kobo", "typeform", "limesurvey"}:
            with pytest.raises(ResponsesError, match="cells"):
                read_layout(grid)
