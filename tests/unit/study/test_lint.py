"""Weaknesses of a study that is in order."""

from __future__ import annotations

import pytest

from psychograph.findings import Severity
from psychograph.study.lint import lint_study
from psychograph.study.load import parse_study

GOOD = """\
title: Tea
objective:
  goal: trial
  statement: Find them.
  key_questions: [{question: Who?, attributes: [Openness, Thrift]}]
attributes:
  Openness: {type: likert, scale: [1, 5]}
  Thrift: {type: likert, scale: [1, 5]}
  Job: {type: category}
basis: [Openness, Thrift]
descriptors: [Job]
"""


def test_nothing_to_remark() -> None:
    assert lint_study(parse_study(GOOD, "study.yaml")) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "severity", "words"),
    [
        (
            "  key_questions: [{question: Who?, attributes: [Openness, Thrift]}]\n",
            "",
            "no-key-question",
            Severity.CAUTION,
            "no key question",
        ),
        (
            "basis: [Openness, Thrift]\ndescriptors: [Job]",
            "basis: [Openness]\ndescriptors: [Job, Thrift]",
            "single-basis",
            Severity.CAUTION,
            "Only Openness",
        ),
        (
            "Thrift: {",
            "Thrift: {items: [{column: t1}], ",
            "single-item",
            Severity.NOTE,
            "Measured with one item: Thrift.",
        ),
        (
            "attributes: [Openness, Thrift]",
            "attributes: [Openness]",
            "unasked-basis",
            Severity.NOTE,
            "tied to no key question: Thrift.",
        ),
        (
            "descriptors: [Job]\n",
            "",
            "unused-attribute",
            Severity.NOTE,
            "in neither `basis` nor `descriptors`: Job.",
        ),
        ("[1, 5]}\n  Job", "[0, 100]}\n  Job", "long-scale", Severity.NOTE, "points on the scale: Thrift."),
    ],
)
def test_one_weakness_gives_one_finding(
    old: str, new: str, code: str, severity: Severity, words: str
) -> None:
    assert old in GOOD
    (finding,) = lint_study(parse_study(GOOD.replace(old, new, 1), "study.yaml"))
    assert (finding.code, finding.severity) == (code, severity)
    assert words in finding.text


def test_eleven_points_are_usual() -> None:
    assert lint_study(parse_study(GOOD.replace("[1, 5]", "[0, 10]"), "study.yaml")) == ()


def test_the_gravest_comes_first() -> None:
    text = GOOD.replace("descriptors: [Job]\n", "").replace("basis: [Openness, Thrift]", "basis: [Openness]")
    severities = [finding.severity for finding in lint_study(parse_study(text, "study.yaml"))]
    assert severities == [Severity.CAUTION, Severity.NOTE]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("mini_ipip_20/intellect", []),
        ("psychograph_values/status", [("unvalidated-scale", Severity.NOTE)]),
        ("ipip_neo_120/openness", [("instrument-note", Severity.CAUTION)]),
        ("ipip_orais_200/vehicles", [("instrument-note", Severity.NOTE)]),
    ],
)
def test_what_is_known_of_an_instrument_is_told_with_the_study(
    reference: str, expected: list[tuple[str, Severity]]
) -> None:
    text = GOOD.replace("Openness: {type: likert, scale: [1, 5]}", f"Openness: {{instrument: {reference}}}")
    found = lint_study(parse_study(text, "study.yaml"))
    assert [(finding.code, finding.severity) for finding in found] == expected
    assert all("Openness" in finding.text for finding in found)
