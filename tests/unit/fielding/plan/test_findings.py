"""What weakens a plan: each finding has a plan that has it and one that has not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fieldworks import QUESTIONS, fieldwork, worked_example

from psychograph.fielding.plan.findings import weaknesses
from psychograph.findings import Severity

NOW = datetime(2026, 11, 20, tzinfo=UTC)
OWN = {
    "organiser": {"contact": "survey@northwind.example.net.invalid.de"},
    "invitations": {"sender": "survey@northwind-research.de"},
}


def codes(contacts: int | None = None, now: datetime = NOW, **changes: Any) -> set[str]:
    return {one.code for one in weaknesses(fieldwork(**changes), now, contacts=contacts)}


def sound(**changes: Any) -> set[str]:
    given: dict[str, Any] = {
        "organiser": {"contact": "survey@northwind-research.de"},
        "invitations": {"sender": "survey@northwind-research.de"},
    }
    for key, value in changes.items():
        given[key] = {**given.get(key, {}), **value} if isinstance(value, dict) else value
    return codes(**given)


def test_a_careful_plan_has_nothing_to_remark() -> None:
    assert sound() - {"questions-untranslated"} == set()


def test_samples_and_brackets_are_serious() -> None:
    found = weaknesses(fieldwork(organiser={"name": "[Name of your organisation]"}), NOW)
    serious = {one.code for one in found if one.severity is Severity.SERIOUS}
    assert serious == {"unfilled", "sample-address"}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("no-privacy-notice", {"organiser": {"privacy_notice": None}}),
        ("no-postal-address", {"organiser": {"address": None}}),
        ("short-field", {"period": {"closes": "2026-12-03 12:00"}}),
        ("long-field", {"period": {"opens": "2026-08-01 12:00"}}),
        ("one-skip-incomplete", {"counting": {"complete": 1.0}}),
        ("consent-without-draw", {"incentives": None}),
        ("no-incentive", {"incentives": None}),
        ("draw-without-law", {"incentives": {"draw": {"law": None}}}),
        ("no-free-entry", {"incentives": {"draw": {"free_entry": False}}}),
        ("weak-beacon", {"incentives": {"draw": {"beacon": "committed"}}}),
        ("kept-for-ever", {"privacy": None}),
        ("network-kept", {"privacy": {"keep_network": True}}),
        ("plan-untranslated", {"pause_text": "Back soon"}),
        ("window-odd", {"invitations": {"window": {"start": "05:00", "end": "08:00"}}}),
        ("window-weekend", {"invitations": {"window": {"days": ["sat"]}}}),
        ("window-narrow", {"invitations": {"window": {"start": "10:00", "end": "10:30"}}}),
        ("no-reminder", {"invitations": {"waves": [{"name": "a", "after_days": 0}]}}),
        (
            "waves-close",
            {"invitations": {"waves": [{"name": "a", "after_days": 0}, {"name": "b", "after_days": 1}]}},
        ),
        (
            "late-wave",
            {"invitations": {"waves": [{"name": "a", "after_days": 0}, {"name": "b", "after_days": 19}]}},
        ),
        ("open-link", {"entrance": "anyone"}),
        ("slow-mail", {"invitations": {"a_minute": 1}, "contacts": 1_000}),
        ("arms-weak", {"invitations": {"arms": {"incentive": ["none", "draw"]}}, "contacts": 200}),
    ],
)
def test_each_weakness_is_found_where_it_is(code: str, changes: dict[str, Any]) -> None:
    given = {"contacts": changes.get("contacts", 1_000)}
    assert code in sound(**{**given, **changes})
    assert code not in sound(contacts=given["contacts"])


def test_nobody_is_invited_without_mail() -> None:
    assert "nobody-invited" in codes(invitations=None)
    assert "nobody-invited" not in codes(invitations=None, entrance="anyone")


def test_a_field_that_is_over_and_a_consent_that_may_be_passed_by() -> None:
    assert "field-over" in codes(now=datetime(2027, 1, 1, tzinfo=UTC))
    optional = QUESTIONS.replace(
        '        version: "2026-12"\n        required: true\n', '        version: "2026-12"\n', 1
    )
    assert "consent-not-required" in codes(questionnaire=optional)
    assert "consent-not-required" not in codes()


def test_contacts_are_weighed_against_what_the_segments_need() -> None:
    def of(contacts: int) -> set[str]:
        return {one.code for one in weaknesses(worked_example(), NOW, contacts=contacts)}

    assert "sample-small" in of(1_000)  # 200 answers; ten basis variables want 778
    assert "sample-small" not in of(4_000)
    assert "no-contacts" in of(0)


def test_untranslated_questions_are_counted() -> None:
    found = [one for one in weaknesses(fieldwork(), NOW) if one.code == "questions-untranslated"]
    # The labels of the scale (five, twice) and "I agree" have no German of their own.
    assert found[0].text.startswith("11 texts")
