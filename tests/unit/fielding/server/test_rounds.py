"""What the server does by itself: mail that is due, rules that are frozen, an end that waits."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import Any

import pytest
from served_here import Survey
from survey_people import main_form

from psychograph.fielding.incentives.rules import frozen_rules
from psychograph.fielding.office.callers import Callers, kept
from psychograph.fielding.server import rounds as module
from psychograph.fielding.server.respondent.reception import Reception
from psychograph.fielding.settings import Mail

PATIENCE = 60.0  # seconds until something that should happen soon counts as not happening


class SlowMail:
    """Sends one message that takes until it is told to stop."""

    made: list[SlowMail] = []  # noqa: RUF012 - of one test

    def __init__(self, *_: Any) -> None:
        self.sending, self.stopped, self.sent = threading.Event(), threading.Event(), 0
        self.made.append(self)

    def turn(self) -> None:
        self.sending.set()
        assert self.stopped.wait(PATIENCE)
        self.sent += 1

    def stop(self) -> None:
        self.stopped.set()


def test_the_message_that_is_being_sent_is_finished(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Mailing", SlowMail)
    monkeypatch.setattr(SlowMail, "made", [])
    context = survey.app.state.context
    settings = replace(context.settings, mail=Mail(host="127.0.0.1"))

    async def run() -> None:
        async with module.rounds(Reception(replace(context, settings=settings)), mailing=True):
            assert await asyncio.to_thread(SlowMail.made[0].sending.wait, PATIENCE)

    asyncio.run(run())
    assert [one.sent for one in SlowMail.made] == [1]
    assert survey.stores.office.read(frozen_rules) is not None


@pytest.mark.parametrize(("mailing", "host"), [(False, "127.0.0.1"), (True, "")])
def test_no_mail_without_a_server_or_a_wish(
    survey: Survey, monkeypatch: pytest.MonkeyPatch, mailing: bool, host: str
) -> None:
    monkeypatch.setattr(module, "Mailing", SlowMail)
    monkeypatch.setattr(SlowMail, "made", [])
    context = survey.app.state.context
    settings = replace(context.settings, mail=Mail(host=host))

    async def run() -> None:
        async with module.rounds(Reception(replace(context, settings=settings)), mailing=mailing):
            pass

    asyncio.run(run())
    assert not SlowMail.made


def test_a_round_that_fails_is_followed_by_another(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 0.01)
    reception = Reception(survey.app.state.context)
    tried = []

    async def prepare() -> None:
        tried.append(1)
        if len(tried) == 1:
            raise RuntimeError("the first time")

    monkeypatch.setattr(reception, "prepare", prepare)

    async def run() -> None:
        async with module.rounds(reception, mailing=False):
            async with asyncio.timeout(PATIENCE):
                while len(tried) < 2:
                    await asyncio.sleep(0.01)

    asyncio.run(run())
    assert len(tried) >= 2


@pytest.mark.parametrize(
    ("headers", "seen"),
    [
        ({}, Callers(unnamed=1)),
        ({"x-forwarded-for": "203.0.113.7"}, Callers(named=1)),
    ],
)
def test_whom_proxies_name_is_kept_in_numbers(survey: Survey, headers: dict[str, str], seen: Callers) -> None:
    form = main_form(survey.browser().get("/open").text)
    survey.browser("127.0.0.1", **headers).post(form.action, data=dict(form.hidden))

    async def run() -> None:
        async with module.rounds(Reception(survey.app.state.context), mailing=False):
            async with asyncio.timeout(PATIENCE):
                while survey.stores.office.read(kept) == Callers():
                    await asyncio.sleep(0.01)

    asyncio.run(run())
    assert survey.stores.office.read(kept) == seen
    assert "203.0.113" not in repr(survey.everything())
