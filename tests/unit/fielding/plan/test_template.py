"""The plan that `field init` writes: it can be read, also with everything in it that is commented out."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from fieldworks import WORKED_EXAMPLE, questions

from psychograph.fielding.plan.findings import weaknesses
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.reading import parse_plan
from psychograph.fielding.plan.template import render_plan
from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.file.reading import read_questionnaire
from psychograph.questionnaire.model import Questionnaire

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
ASKED = [questions(), read_questionnaire(WORKED_EXAMPLE / "questionnaire.yaml", shipped())]


@pytest.mark.parametrize("asked", ASKED, ids=["small", "worked example"])
@pytest.mark.parametrize("day", range(20, 28))
def test_what_is_written_can_be_read_whatever_the_day(asked: Questionnaire, day: int) -> None:
    now = NOW.replace(day=day)
    plan = parse_plan(render_plan(asked, now), "field.yaml", asked)
    assert plan.period.opens.weekday() == 0
    assert plan.period.opens > now.replace(tzinfo=None)
    assert [one.name for one in plan.screen_out] == ["minors"]


@pytest.mark.parametrize("asked", ASKED, ids=["small", "worked example"])
def test_what_is_commented_out_can_be_read_too(asked: Questionnaire) -> None:
    names = "quotas|incentives|consents|pause_text|closed_text|screened_text|arms"
    block = re.compile(rf"^( *)# ((?:{names}):.*(?:\n\1#  .*)*)", re.MULTILINE)
    text, opened = block.subn(lambda found: re.sub(r"(?m)^( *)# ?", r"\1", found[0]), render_plan(asked, NOW))
    # The worked example asks for no gender, so its quota names a question of other studies.
    text = text.replace("when: Gender = 1", "when: Age > 60")
    assert opened == len(names.split("|"))
    plan = parse_plan(text, "field.yaml", asked)
    assert plan.incentives.draw is not None
    assert plan.incentives.voucher is not None
    assert plan.consents.marketing is not None
    assert plan.invitations is not None
    assert plan.invitations.arms.subject is not None
    assert plan.pause_text
    assert plan.quotas


def test_what_only_the_organiser_knows_is_told_until_it_is_there() -> None:
    plan = parse_plan(render_plan(ASKED[1], NOW), "field.yaml", ASKED[1])
    found = {one.code for one in weaknesses(Fieldwork(WORKED_EXAMPLE, plan, ASKED[1], None, "x"), NOW)}
    assert {"unfilled", "sample-address"} <= found


def test_a_questionnaire_that_does_not_begin_with_consent_is_told_of() -> None:
    bare = questions("title: Tea\npages: [{questions: [{name: cups, type: number, ask: How many?}]}]")
    assert "must begin with a question of type consent" in render_plan(bare, NOW)
