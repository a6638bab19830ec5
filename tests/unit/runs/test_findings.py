"""Weaknesses that only a whole run can see."""

from __future__ import annotations

import pytest

from psychograph.knowledge.base import shipped
from psychograph.profiling.standings import map_constructs
from psychograph.runs.findings import _descriptors_in_basis
from psychograph.study.load import parse_study

TEXT = """\
title: Tea
objective: {{goal: trial, statement: Find them.}}
attributes:
  Openness: {{type: likert, scale: [1, 5], question: I like to try new things}}
  Thrift: {{type: likert, scale: [1, 5]}}
  Age: {{type: number, question: How old are you?}}
basis: [{basis}]
"""


@pytest.mark.parametrize(
    ("basis", "named"), [("Openness, Thrift, Age", ["Age"]), ("Openness, Thrift", []), ("Age", [])]
)
def test_who_people_are_is_named_where_it_builds_segments_of_what_they_want(
    basis: str, named: list[str]
) -> None:
    study = parse_study(TEXT.format(basis=basis), "study.yaml")
    found = list(_descriptors_in_basis(study, map_constructs(study, shipped())))
    assert [finding.text.split()[0] for finding in found] == named
