"""Figures that age speak for their country, their group and their time, and say why they do not."""

from __future__ import annotations

from datetime import date

import pytest

from psychograph.knowledge.base import shipped
from psychograph.knowledge.facts import Answer, FactTable, Refusal, table_of
from psychograph.knowledge.firing import Setting, fire
from psychograph.knowledge.levels import Level
from psychograph.knowledge.rules import Slot, Standing

TABLE = table_of(
    "play",
    {
        "by": "demo.age",
        "title": "games by age",
        "says": "{share} of people aged {group} play {answer}",
        "least": 0.5,
        "most": 2,
        "surveys": [
            {
                "country": "FR",
                "from": "2022-01",
                "to": "2022-02",
                "source": "old",
                "groups": [{"from": 18, "to": 29, "figures": {"chess": 0.9}}],
            },
            {
                "country": "FR",
                "from": "2024-01",
                "to": "2024-03",
                "source": "new",
                "all": {"chess": 0.6, "go": 0.3, "bridge": 0.58},
                "groups": [
                    {"from": 18, "to": 29, "figures": {"chess": 0.6, "go": 0.55, "bridge": 0.7, "skat": 0.2}},
                    {"from": 65, "figures": {"bridge": "majority"}},
                ],
            },
        ],
    },
)


def asked(
    table: FactTable = TABLE,
    country: str | None = "FR",
    day: date = date(2025, 1, 31),
    value: float = 22,
) -> tuple[Answer, ...] | Refusal:
    return table.ask(country, day, value=value)


def named(found: tuple[Answer, ...] | Refusal) -> list[str]:
    assert not isinstance(found, Refusal)
    return [answer.name for answer in found]


def test_what_is_typical_of_a_group_comes_before_what_everybody_does() -> None:
    # go and bridge stand a tenth above everybody's share; chess is as frequent as anywhere.
    assert named(asked()) == ["bridge", "go"]


def test_the_newest_figures_that_a_campaign_can_know_are_used() -> None:
    assert named(asked(day=date(2023, 12, 31))) == ["chess"]


@pytest.mark.parametrize(("day", "reason"), [(date(2026, 3, 31), None), (date(2026, 4, 1), "fact-stale")])
def test_figures_are_stale_after_24_months(day: date, reason: str | None) -> None:
    found = asked(day=day)
    assert (found.reason if isinstance(found, Refusal) else None) == reason


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"country": None}, "fact-no-country"),
        ({"country": "DE"}, "fact-other-country"),
        ({"day": date(2022, 1, 1)}, "fact-later"),
        ({"value": 17}, "fact-no-group"),
        ({"value": 45}, "fact-no-group"),
    ],
)
def test_a_table_says_why_it_says_nothing(given: dict[str, object], reason: str) -> None:
    found = asked(**given)  # type: ignore[arg-type]
    assert isinstance(found, Refusal)
    assert found.reason == reason


def test_a_median_between_two_ages_belongs_to_the_younger() -> None:
    assert named(asked(value=29.5)) == ["bridge", "go"]
    assert isinstance(asked(value=30), Refusal)
    assert named(asked(value=90)) == ["bridge"]


def test_nothing_frequent_is_no_refusal() -> None:
    rare = {**TABLE.__dict__, "least": 0.95}
    assert asked(FactTable(**rare)) == ()


def test_young_americans_of_2025_are_met_on_instagram_and_tiktok() -> None:
    table = shipped().facts["platform_use"]
    for day in (date(2025, 3, 1), date(2026, 3, 1)):
        assert {"Instagram", "TikTok"} <= set(named(table.ask("US", day, value=27.5)))
    older = table.ask("US", date(2026, 3, 1), value=70)
    assert named(older) == ["Facebook", "YouTube"]


def test_a_survey_that_asked_otherwise_says_so() -> None:
    thirties = Standing("demo.age", "Age", Level.MID, 0.0, 0.0, 0.0, 0.0, 38.5)
    setting = Setting("DE", date(2026, 2, 1))
    fired = fire(shipped(), {"demo.age": thirties}, goal="trial", owned=(), setting=setting)
    notes = [line.note for line in fired.advice if line.slot is Slot.PLATFORM]
    assert notes == [
        "Germany, 2024: 51% of people aged 30 to 49 use Facebook in an average week "
        "(ARD/ZDF-Medienstudie 2024)",
        "Germany, 2024: 50% of people aged 30 to 49 use Instagram in an average week "
        "(ARD/ZDF-Medienstudie 2024)",
    ]
