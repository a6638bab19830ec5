"""Whatever is asked, lint and length look at it without trouble, always alike, and hold together."""

from __future__ import annotations

import pytest
from hypothesis import given
from random_questionnaires import questionnaires

from psychograph.questionnaire.lint import lint
from psychograph.questionnaire.lint.rules import RULES
from psychograph.questionnaire.model import Battery, Questionnaire
from psychograph.questionnaire.planning.length import duration
from psychograph.questionnaire.planning.ways import never_shown, ways_through


@given(questionnaires())
def test_every_remark_says_where_why_and_how(asked: Questionnaire) -> None:
    remarks = lint(asked)
    assert remarks == lint(asked)
    assert {remark.code for remark in remarks} <= {rule.code for rule in RULES}
    for remark in remarks:
        assert remark.where.strip()
        assert remark.text
        assert remark.mend
        assert remark.source


@given(questionnaires())
def test_times_hold_together(asked: Questionnaire) -> None:
    found = duration(asked)
    assert 0 <= found.low <= found.seconds <= found.high
    assert found.shortest.seconds.expected <= found.longest.seconds.expected == pytest.approx(found.seconds)
    assert sum(page.seconds.expected for page in found.by_page) == pytest.approx(found.seconds)
    assert sum(page.answers for page in found.by_page) == found.answers
    statements = sum(
        len(question.answer.items) if isinstance(question.answer, Battery) else 1
        for question in asked.questions
    )
    assert found.answers <= statements


@given(questionnaires())
def test_what_a_way_shows_is_never_said_to_be_shown_to_nobody(asked: Questionnaire) -> None:
    ways = ways_through(asked)
    assert not {name for name in never_shown(asked) if ways.ever(name)}
