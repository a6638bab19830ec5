"""The tree as text: it fits a terminal, counts everybody, and leads from a respondent to the root."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from psychograph.cli.segments_tree import tree
from psychograph.errors import UsageError
from psychograph.runs.run import Run

SAMPLES = Path(__file__).parents[3] / "src" / "psychograph" / "samples"
WORKED, WEARABLE = SAMPLES / "worked_example", SAMPLES / "wearable"


def printed(*words: object) -> Result:
    found = CliRunner().invoke(tree, [str(word) for word in words], catch_exceptions=False)
    assert found.exit_code == 0
    return found


def with_method(tmp_path: Path, sample: Path, segmentation: str) -> Path:
    """Return a copy of a sample study with other settings."""
    text = (sample / "study.yaml").read_text(encoding="utf-8")
    (tmp_path / "study.yaml").write_text(
        re.sub(r"segmentation:\n(  .*\n?)+", segmentation, text), encoding="utf-8"
    )
    (tmp_path / "responses.csv").write_bytes((sample / "responses.csv").read_bytes())
    return tmp_path


def test_the_top_of_the_tree(worked_example: Run) -> None:
    lines = printed(WORKED, "--top", 8).output.splitlines()
    assert max(map(len, lines)) <= 79
    branches = [line for line in lines if re.match(r"[| ]*(\* )?\d+\.\d", line)]
    assert len(branches) == 8 + 7
    assert branches[0] == "18.62  28 respondents, segments 1 (12), 2 (16)"
    assert [line for line in branches if "*" in line] == [
        "| * 4.308  12 respondents, segment 1",
        "| * 7.809  16 respondents, segment 2",
    ]
    assert "(Ward distance)" in re.sub(r"\s+", " ", " ".join(lines))


@pytest.mark.parametrize("top", [2, 3, 30, 1000])
def test_nodes_add_up_and_stop_at_respondents(top: int) -> None:
    record = json.loads(printed(WEARABLE, "--top", top, "--json").output)
    nodes = {node["node"]: node for node in record["nodes"]}
    for node in nodes.values():
        assert sum(node["segments"].values()) == node["respondents"]
        if node["branches"]:
            assert node["respondents"] == sum(nodes[child]["respondents"] for child in node["branches"])
    assert sum(node["respondents"] for node in nodes.values() if node["is_segment"]) == 300
    assert sum(node["is_segment"] for node in nodes.values()) == record["segments"] == 3


def test_the_path_of_a_respondent(worked_example: Run) -> None:
    lines = printed(WORKED, "--respondent", "14").output.splitlines()
    assert max(map(len, lines)) <= 79
    cut = lines.index("---------- cut at 13.21 ----------")
    assert lines[cut - 1].split() == ["4.308", "12", "3,", "segment", "1"]
    assert lines[cut + 1].split() == ["18.62", "28", "16,", "segment", "2"]
    record = json.loads(printed(WORKED, "--respondent", "14", "--json").output)
    row = worked_example.segmentation.basis.respondents.index("14")
    assert record["segment"] == worked_example.segmentation.labels[row]
    assert 1 + sum(step["joined"] for step in record["path"]) == 28
    assert record["path"][-1]["together"] == 28


def test_a_long_chain_is_shortened_and_a_deep_tree_fits(tmp_path: Path) -> None:
    folder = with_method(tmp_path, WEARABLE, "segmentation: {method: single, segments: 2}\n")
    record = json.loads(printed(folder, "--respondent", "100", "--json").output)
    steps = len(record["path"])
    assert steps > 30  # else this example has no chain
    shown = printed(folder, "--respondent", "100", "--top", 6).output
    assert f"{steps - 6:,} joints between are not shown" in shown
    assert len(shown.splitlines()) <= 3 + 2 + 6 + 2
    deep = printed(folder, "--top", 60).output
    assert "[30]" in deep
    assert max(map(len, deep.splitlines())) <= 79
    assert "smallest distance" in re.sub(r"\s+", " ", deep)


def test_respondents_moved_by_k_means_are_told(tmp_path: Path) -> None:
    folder = with_method(tmp_path, WEARABLE, "segmentation: {segments: 4, consolidate: true}\n")
    record = json.loads(printed(folder, "--top", 4, "--json").output)
    strangers = sum(
        node["respondents"] - max(node["segments"].values()) for node in record["nodes"] if node["is_segment"]
    )
    assert strangers > 0  # else this example shows nothing
    assert f"{strangers} respondents were moved" in re.sub(r"\s+", " ", printed(folder).output)


@pytest.mark.parametrize(
    ("asked", "said"),
    [("99", "did you mean '9'?"), ("nobody at all", "take one from segments.csv, such as '1'")],
)
def test_an_unknown_respondent(asked: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        printed(WORKED, "--respondent", asked)


def test_a_respondent_who_was_left_out(tmp_path: Path) -> None:
    folder = with_method(tmp_path, WORKED, "segmentation: {segments: 2}\nquality: {also_exclude: ['3']}\n")
    answers = (folder / "responses.csv").read_text(encoding="utf-8").splitlines()
    at = answers[0].split(",").index("Openness")
    row = next(i for i, line in enumerate(answers) if line.startswith("5,"))
    cells = answers[row].split(",")
    answers[row] = ",".join([*cells[:at], "", *cells[at + 1 :]])
    (folder / "responses.csv").write_text("\n".join(answers), encoding="utf-8")
    with pytest.raises(UsageError, match="left out as the study asks"):
        printed(folder, "--respondent", "3")
    with pytest.raises(UsageError, match="too many basis variables blank"):
        printed(folder, "--respondent", "5")


def test_a_method_without_a_tree(tmp_path: Path) -> None:
    folder = with_method(tmp_path, WORKED, "segmentation: {method: kmeans, segments: 2}\n")
    with pytest.raises(UsageError, match="kmeans, which grows no tree"):
        printed(folder)


def test_segments_are_those_of_the_run(wearable: Run) -> None:
    record = json.loads(printed(WEARABLE, "--top", 3, "--json").output)
    sizes = [node["respondents"] for node in record["nodes"] if node["is_segment"]]
    assert sizes == np.bincount(wearable.segmentation.labels)[1:].tolist()
