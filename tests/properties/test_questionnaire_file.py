"""Any questionnaire reads back equal from the file that it is written to."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_questionnaires import Size, questionnaires

from psychograph.errors import Problem
from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.file.reading import parse_questionnaire
from psychograph.questionnaire.file.writing import questionnaire_yaml
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.model import Questionnaire
from psychograph.questionnaire.structure.problems import problems

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(questionnaires())
def test_what_is_written_reads_back_equal(questionnaire: Questionnaire) -> None:
    # Two columns may share a name by chance: `q_1`, and code 1 of several choices of `q`.
    found = [breach for breach in problems(questionnaire) if "column" not in breach.found]
    assert found == []
    assume(not list(problems(questionnaire)))
    text = questionnaire_yaml(questionnaire)
    assert parse_questionnaire(text, "questionnaire.yaml", shipped()) == questionnaire


@SLOW
@given(questionnaires(Size(pages=2, questions=2)), st.data())
def test_a_damaged_file_is_read_or_refused_with_lines(
    questionnaire: Questionnaire, data: st.DataObject
) -> None:
    text = questionnaire_yaml(questionnaire)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    put = data.draw(st.sampled_from(["", " ", ":", "- ", "{", "[", '"', "\n", "null", "9", "name: q_1\n"]))
    found = problems_of(text[:start] + put + text[end:])
    assert all(problem.where.startswith("questionnaire.yaml") for problem in found)
    assert all(problem.found and problem.expected and problem.mend for problem in found)


def problems_of(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a file; any other error than the one for people fails the test."""
    try:
        parse_questionnaire(text, "questionnaire.yaml", shipped())
    except QuestionnaireError as reason:
        return reason.problems
    return ()


@pytest.mark.parametrize("referring", [True, False])
def test_references_read_back_equal(referring: bool) -> None:
    text = """
title: References
pages:
  - questions:
      - standard: demographics.gender
      - {standard: demographics.age, name: Years, required: true, show_if: Gender = 1}
      - {standard: geography.region, choices: {n: North, s: South}}
      - {standard: geography.postcode, country: GB}
      - {standard: behaviour.brand_use, items: [Acme, Bolt]}
  - questions:
      - {instrument: mini_ipip_20, shuffle: true, declined: [Don't know]}
      - {instrument: tipi_10, ask: I see myself as someone who is}
      - {instrument: ipip_neo_120/openness, attributes: {openness: Mind}}
      - {instrument: ipip_bffm_50, scales: [intellect, extraversion], name: fifty}
      - {instrument: psychograph_values, part: [1, 10]}
      - {instrument: psychograph_values, part: [11, 24]}
"""
    questionnaire = parse_questionnaire(text, "questionnaire.yaml", shipped())
    written = questionnaire_yaml(questionnaire, shipped() if referring else None)
    assert parse_questionnaire(written, "questionnaire.yaml", shipped()) == questionnaire
    assert written.count("instrument: ") == (6 if referring else 0)
    assert written.count("standard: ") == (5 if referring else 0)
