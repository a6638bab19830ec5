"""Looking changes nothing: every GET route of the application, before and after, row by row."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from served_here import Invited, Survey, begun, sent, walked

from psychograph.fielding.clock import stamp
from psychograph.fielding.links.tokens import Purpose, issue
from psychograph.fielding.office.door import Told


def paths(survey: Survey) -> list[str]:
    """Return the template of every GET route."""
    found: list[str] = []

    def look(routes: Any) -> None:
        for route in routes:
            if "GET" in (getattr(route, "methods", None) or ()):
                found.append(route.path)
            for below in ("routes", "original_router"):
                inner = getattr(route, below, None)
                look(getattr(inner, "routes", inner) or ())

    look(survey.app.routes)
    return sorted(set(found))


def filled(template: str, **values: str) -> str:
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: values.get(found[1], "x"), template)


def resumed(survey: Survey, invited: Invited) -> str:
    at, until = stamp(survey.clock.now()), stamp(survey.work.last_call)
    return survey.stores.links.write(
        lambda c: issue(c, survey.work.name, Purpose.RESUME, at=at, expires_at=until, case_id=invited.case_id)
    )


def test_all_routes_are_known(survey: Survey) -> None:
    found = paths(survey)
    assert {"/", "/s/{token}", "/c/{token}", "/u/{token}", "/open", "/privacy", "/draw"} <= set(found)
    assert {"/r/{handle}", "/r/{handle}/q/{screen}", "/r/{handle}/end", "/r/{handle}/thanks"} <= set(found)


@pytest.mark.parametrize("stands", ["fresh", "begun", "middle", "end", "done", "paused", "closed", "early"])
def test_no_get_changes_anything(survey: Survey, stands: str) -> None:
    invited = survey.invite()
    token, client = invited.token, survey.browser()
    if stands != "fresh":
        client, shown = begun(survey, invited)
        if stands in ("middle", "end", "done"):
            shown = walked(client, shown, "Gender" if stands == "middle" else "end")
        if stands == "done":
            sent(client, shown, {"draw": "1", "marketing": "1"})
    if stands == "paused":
        survey.say(Told.PAUSED)
    if stands == "closed":
        survey.clock.set(survey.work.last_call)
    if stands == "early":
        survey.clock.set(survey.work.opens - timedelta(days=1))
    again = resumed(survey, invited)
    handle = survey.case(invited.case_id).handle
    before = survey.everything()
    for template in paths(survey):
        for screen in ("agreed", "Gender", "nothing"):
            given = again if template.startswith("/c/") else token
            path = filled(template, token=given, handle=handle, screen=screen, name="draw-record.json")
            for method in ("GET", "HEAD"):
                answer = client.request(method, f"{path}?lang=de", headers={"purpose": "prefetch"})
                assert answer.status_code < 500, (path, answer.status_code)
                assert "set-cookie" not in answer.headers or path == "/manage/login", path
    assert survey.everything() == before
