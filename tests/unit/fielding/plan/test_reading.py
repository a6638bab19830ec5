"""field.yaml: every problem at once, each with its line, and no echo of another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fieldworks import QUESTIONS, field_folder, plan_of, questions

from psychograph.errors import Problem
from psychograph.fielding.errors import FieldPlanError
from psychograph.fielding.plan.reading import load_fieldwork, parse_plan

HEAD = """\
organiser: {name: Northwind, contact: survey@northwind.example}
period: {opens: 2026-12-01 09:00, closes: 2026-12-20 18:00, time_zone: Europe/Berlin}
"""


def problems(text: str) -> list[Problem]:
    with pytest.raises(FieldPlanError) as found:
        parse_plan(text, "field.yaml", questions())
    return list(found.value.problems)


def problems_of(**changes: Any) -> list[Problem]:
    return problems(json.dumps(plan_of(**changes), ensure_ascii=False))


def only(**changes: Any) -> Problem:
    found = problems_of(**changes)
    assert len(found) == 1, found
    return found[0]


def test_a_folder_is_read_with_its_questionnaire(tmp_path: Path) -> None:
    field = load_fieldwork(field_folder(tmp_path))
    assert field.name == "Northwind Research/Tea and you"
    assert field.folder == tmp_path
    assert load_fieldwork(tmp_path / "field.yaml").digest == field.digest
    (tmp_path / "questionnaire.yaml").write_text(QUESTIONS + "\n# a comment\n", encoding="utf-8")
    assert load_fieldwork(tmp_path).digest != field.digest  # what was published was these bytes


def test_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    folder = field_folder(tmp_path)
    (folder / "questionnaire.yaml").write_text("title: Tea\npages: []\n")
    (folder / "field.yaml").write_text("organiser: {name: N}\n")
    (folder / "study.yaml").write_text("title: T\n")
    with pytest.raises(FieldPlanError) as found:
        load_fieldwork(folder)
    files = {one.where.partition(",")[0] for one in found.value.problems}
    assert files == {"study.yaml", "questionnaire.yaml", "field.yaml"}


def test_a_folder_without_a_plan_says_how_to_get_one(tmp_path: Path) -> None:
    folder = field_folder(tmp_path)
    (folder / "field.yaml").unlink()
    with pytest.raises(FieldPlanError, match="psychograph field init"):
        load_fieldwork(folder)


@pytest.mark.parametrize("content", [b"", b"# only this\n", b"- a list\n", b"\xff\xfe\x00", b"a: [", b"\x00"])
def test_what_is_no_plan_is_told_as_that(tmp_path: Path, content: bytes) -> None:
    folder = field_folder(tmp_path)
    (folder / "field.yaml").write_bytes(content)
    with pytest.raises(FieldPlanError):
        load_fieldwork(folder)


def test_the_line_is_that_of_the_slip() -> None:
    found = problems(HEAD + "entrance: everyone\nquotas:\n  - {name: w, when: Gender = w, at_most: none}\n")
    assert [one.where for one in found] == [
        "field.yaml, line 3, entrance",
        "field.yaml, line 5, quotas > entry 1 > at_most",
    ]
    assert found[0].expected == "one of invited, anyone"


def test_an_unknown_key_is_told_with_the_one_that_was_meant() -> None:
    found = problems(HEAD + "incentive: {}\n")
    assert found[0].mend == "did you mean 'incentives'?"


def test_one_slip_has_no_echo() -> None:
    found = problems(HEAD.replace("2026-12-20 18:00", "tomorrow") + "privacy: {destroy_key: 2020-01-01}\n")
    assert [one.where for one in found] == ["field.yaml, line 2, period > closes"]


def test_a_misspelt_key_has_no_echo_where_it_is_missed() -> None:
    plan = HEAD.replace("closes", "closs") + (
        "invitations:\n  sender: survey@northwind.example\n"
        "  waves: [{name: first, after_days: 0}, {name: later, after_days: 11}]\n"
    )
    (told,) = problems(plan)
    assert "did you mean 'closes'?" in told.mend


def test_the_rest_is_checked_beside_what_is_broken() -> None:
    found = problems(
        "organiser: {name: N, contact: nobody}\n" + HEAD.splitlines()[1] + "\ncounting: {needed: [Aeg]}\n"
    )
    assert [one.found for one in found] == ["'nobody'", "'Aeg', which no question is named"]
    assert found[1].mend == "did you mean 'Age'?"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("Age <", "a value"),
        ("Aeg < 18", "which no question is named"),
        ("Gender = woman", "one of its codes"),
        ("views = 3", "the battery"),
        ("Drinks = tea", "includes"),
        ("Age = old", "a number"),
    ],
)
def test_conditions_obey_the_rules_of_skip_logic(when: str, said: str) -> None:
    for found in (
        only(screen_out=[{"name": "a", "when": when}]),
        only(quotas=[{"name": "a", "when": when, "at_most": 1}]),
    ):
        assert found.where.endswith("entry 1 > when")
        assert said in str(found)


def test_a_condition_may_look_at_any_question_and_statement() -> None:
    text = 'Age >= 18 and not (Drinks includes "coffee") and Calm > 3 and answered(Words)'
    plan = plan_of(screen_out=[{"name": "a", "when": text}])
    assert parse_plan(json.dumps(plan), "field.yaml", questions()).screen_out[0].name == "a"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"period": {"closes": "2026-11-30 09:00"}, "incentives": None, "privacy": None}, "period > closes"),
        ({"period": {"opens": "2026-03-29 02:30", "time_zone": "Europe/Berlin"}}, "period > opens"),
        ({"counting": {"partial": 0.9}}, "counting > partial"),
        ({"consents": None}, "incentives > draw"),
        ({"incentives": {"draw": {"drawn": "2026-12-20 19:00"}}}, "incentives > draw > drawn"),
        (
            {
                "period": {"closes": "2027-03-28 01:30", "time_zone": "Europe/Berlin"},
                "incentives": {"draw": {"drawn": "2027-03-28 04:00"}},
                "privacy": None,
            },
            "incentives > draw > drawn",
        ),
        ({"invitations": {"window": {"start": "14:00", "end": "10:00"}}}, "invitations > window > end"),
        ({"invitations": {"window": {"days": ["mon", "mon"]}}}, "invitations > window > days"),
        (
            {"invitations": {"waves": [{"name": "a", "after_days": 2}, {"name": "b", "after_days": 2}]}},
            "invitations > waves > entry 2 > after_days",
        ),
        (
            {"invitations": {"waves": [{"name": "a", "after_days": 2}, {"name": "a", "after_days": 4}]}},
            "invitations > waves > entry 2 > name",
        ),
        (
            {"invitations": {"waves": [{"name": "a", "after_days": 30}]}},
            "invitations > waves > entry 1 > after_days",
        ),
        (
            {"invitations": {"waves": [{"name": "a", "after_days": 0, "text": "Hello"}]}},
            "invitations > waves > entry 1 > text",
        ),
        (
            {"invitations": {"waves": [{"name": "a", "after_days": 0, "text": {"en": "{link} {nam}"}}]}},
            "invitations > waves > entry 1 > text",
        ),
        (
            {"invitations": {"arms": {"incentive": ["none", "voucher"]}}},
            "invitations > arms > incentive > entry 2",
        ),
        ({"invitations": {"arms": {"incentive": ["draw", "draw"]}}}, "invitations > arms > incentive"),
        (
            {"invitations": {"arms": {"subject": {"a": "x", "b": {"de": "y"}}}}},
            "invitations > arms > subject > b",
        ),
        ({"privacy": {"destroy_key": "2026-12-10"}}, "privacy > destroy_key"),
        ({"privacy": {"erase_contacts": "2026-12-24"}}, "privacy > erase_contacts"),
        ({"pause_text": {"de": "Pause"}}, "pause_text"),
        ({"quotas": [{"name": "q", "when": "Age > 1", "at_most": 1}] * 2}, "quotas > entry 2 > name"),
    ],
)
def test_what_does_not_go_together_is_told_once_and_where_it_stands(
    changes: dict[str, Any], where: str
) -> None:
    assert only(**changes).where.rpartition(", ")[2] == where


def test_nobody_is_asked_before_they_agreed() -> None:
    without = questions("title: Tea\npages: [{questions: [{name: Age, type: number, ask: How old?}]}]")
    with pytest.raises(FieldPlanError, match="type consent before any other"):
        parse_plan(HEAD, "field.yaml", without)


def test_hours_and_days_are_read_as_people_write_them() -> None:
    plan = parse_plan(
        "organiser: {name: N, contact: a@northwind.example}\n"
        'period: {opens: 2026-12-01, closes: "2026-12-20 18:00"}\n'
        'invitations: {sender: a@northwind.example, window: {start: "9:30", end: 17:00}}\n',
        "field.yaml",
        questions(),
    )
    assert plan.invitations is not None
    assert (plan.invitations.window.start.hour, plan.invitations.window.end.hour) == (9, 17)
    assert plan.period.opens.hour == 0
