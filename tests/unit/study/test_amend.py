"""A choice written into study files of every style."""

from __future__ import annotations

import pytest

from psychograph.errors import StudyError
from psychograph.study.amend import amend_segmentation
from psychograph.study.amend_constructs import amend_constructs
from psychograph.study.load import parse_study
from psychograph.study.model import SegmentationSettings

HEAD = """title: Tea   # for whom?
objective: {goal: trial, statement: "Find who tries new tea."}
attributes:
  Openness: {type: likert, scale: [1, 5]}
  Thrift: {type: likert, scale: [1, 5]}
basis: [Openness, Thrift]
"""
CHOICE = SegmentationSettings(method="kmeans", segments=4)
CASES = {
    "method: ward # m\n  segments: 2 # or\n  seed: 2025\n": ("- method: ward # m", "+ method: kmeans # m"),
    "segments: 4\n": ("+ method: kmeans",),
    "cut_height: 3 # z": ("- cut_height: 3 # z", "+ segments: 4"),
    "method: ward\n  consolidate: true\n  cut_height: 3\n": ("- consolidate: true",),
    "{segments: 2, seed: 3} # x\n": ("+ segmentation: {segments: 4, seed: 3, method: kmeans} # x",),
}


def study(section: str, *, above: bool = False) -> str:
    written = f"segmentation: {section}" if section.startswith("{") else f"segmentation:\n  {section}"
    if above and not written.endswith("\n"):
        written += "\n"
    return written + HEAD if above else HEAD + written


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("section", CASES)
def test_lines_change_and_nothing_else(section: str, ends: str, *, above: bool) -> None:
    text = study(section, above=above).replace("\n", ends)
    amended = amend_segmentation(text, "study.yaml", CHOICE)
    found = parse_study(amended.text, "study.yaml")
    assert (found.segmentation.method, found.segmentation.segments) == ("kmeans", 4)
    assert found.segmentation.cut_height is None
    assert not found.segmentation.consolidate
    assert found.segmentation.seed == parse_study(text, "study.yaml").segmentation.seed
    assert HEAD.replace("\n", ends) in amended.text
    assert amended.text.count("\r\n") == (amended.text.count("\n") if ends == "\r\n" else 0)
    told = [" ".join(line.split()) for line in amended.difference]
    assert all(line in told for line in CASES[section])


FOLDED = """title: >
  Tea and
  coffee
objective:
  goal: trial
  statement: >-
    Find who tries
    new tea.
attributes:
  Openness:
    question: >
      I like
      new things.

    type: likert
    scale: [1, 5]
  Thrift:
    type: likert
    scale: [1, 5]
    question: >
      I compare
      prices.
basis: [Openness, Thrift]
segmentation:
  segments: 2
"""


def test_folded_texts_stay_as_they_are_written() -> None:
    constructs = {"Openness": "big5.openness", "Thrift": "none"}
    amended = amend_constructs(FOLDED, "study.yaml", constructs)
    again = amend_segmentation(amended.text, "study.yaml", CHOICE)
    put_in = [line for line in again.text.splitlines() if line not in FOLDED.splitlines()]
    assert sorted(map(str.strip, put_in)) == [
        "construct: big5.openness",
        "construct: none",
        "method: kmeans",
        "segments: 4",
    ]
    assert [line for line in FOLDED.splitlines() if line not in again.text.splitlines()] == ["  segments: 2"]
    found = parse_study(again.text, "study.yaml")
    assert found.title == parse_study(FOLDED, "study.yaml").title
    assert found.attributes["Openness"].question == "I like new things."
    assert found.attributes["Thrift"].question == "I compare prices."


def test_the_same_choice_changes_nothing() -> None:
    text = study("method: 'kmeans'\n  segments: 4\n")
    amended = amend_segmentation(text, "study.yaml", CHOICE)
    assert amended.text == text
    assert amended.difference == ()


def test_a_mark_at_the_start_stays() -> None:
    text = "\ufeff" + study("segments: 2\n")
    assert amend_segmentation(text, "study.yaml", CHOICE).text.startswith("\ufefftitle")


def test_names_for_more_segments_are_a_problem() -> None:
    text = study("segments: 5\n") + "strategy: {names: {5: Lovers}}\n"
    with pytest.raises(StudyError, match="names"):
        amend_segmentation(text, "study.yaml", CHOICE)


def test_an_alias_is_left_to_its_author() -> None:
    text = HEAD.replace("scale: [1, 5]}", "scale: [1, &five 5]}", 1) + "segmentation:\n  segments: *five\n"
    assert parse_study(text, "study.yaml").segmentation.segments == 5
    with pytest.raises(StudyError, match="by hand"):
        amend_segmentation(text, "study.yaml", CHOICE)
