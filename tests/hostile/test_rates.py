"""Whoever sends without end is slowed down, and nobody else with them."""

from __future__ import annotations

import pytest
from served_here import Survey, begun, walked
from sqlalchemy import func, select
from survey_people import main_form

from psychograph.fielding.server.security.rates import Rate, Rates
from psychograph.fielding.stores.answers_tables import consents, saves
from psychograph.fielding.stores.link_tables import tokens


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """A bound that a test reaches soon, on a clock that stands still."""
    monkeypatch.setattr(Rates, "__init__", _few(Rates.__init__))
    return 60


def _few(made):  # type: ignore[no-untyped-def]
    def init(self: Rates, rate: Rate, clock=lambda: 0.0) -> None:  # type: ignore[no-untyped-def]
        made(self, Rate(60, 60) if rate == Rate(500, 60) else rate, clock)

    return init


def test_one_case_cannot_fill_the_disk(few: int, survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    words = walked(client, shown, "Words")
    hidden = dict(main_form(words.text).hidden)
    statuses = [
        client.post(f"{words.url.path}/later", data=hidden | {"Words": f"{number} " + "x" * 400}).status_code
        for number in range(few)
    ]
    assert statuses[-1] == 429
    end = client.post(words.url.path.partition("/q/")[0] + "/end", data=hidden)
    assert (end.status_code, int(end.headers["retry-after"]) >= 1) == (429, True)
    with_rows = survey.stores.answers.read(lambda c: c.scalar(select(func.count()).select_from(saves)))
    assert with_rows <= few
    assert len(survey.rows(consents)) <= few
    other, first = begun(survey, survey.invite())
    assert walked(other, first, "Drinks").status_code == 200


def test_links_to_go_on_with_do_not_heap_up(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    drinks = walked(client, shown, "Drinks")
    hidden = dict(main_form(drinks.text).hidden)
    for _ in range(50):
        assert client.post(f"{drinks.url.path}/later", data=hidden).status_code == 200
    alive = [row for row in survey.rows(tokens) if row.purpose == "resume" and row.revoked_at is None]
    assert 1 <= len(alive) <= 20
