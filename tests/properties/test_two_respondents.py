"""Two people on one computer, in any order of things: nobody gets or changes what is the other's."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from served_here import ANSWERS, Survey, begun, screen_of, sent, served
from survey_people import forms_of

PEOPLE = ("ann", "bob")
DEEDS = ("answer", "again", "back", "home", "other's form", "other's page", "other's cookie", "reload")
OF_ANN, OF_BOB = "written by ann alone", "written by bob alone"


def answer(screen: str, words: str) -> dict[str, Any]:
    """Return an answer that tells whose it is, where a screen takes words."""
    if screen == "Drinks":
        return {"Drinks": ["coffee", "other"], "Drinks_other": words}
    return {"Words": words} if screen == "Words" else ANSWERS[screen]


def where(page: httpx.Response) -> str:
    return screen_of(page)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(DEEDS)), min_size=10, max_size=40))
def test_nobody_gets_what_is_the_others(deeds: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as place, served(Path(place)) as survey:
        client = survey.browser()
        invited = {who: survey.invite() for who in PEOPLE}
        pages = {who: begun(survey, invited[who], client)[1] for who in PEOPLE}
        old = dict(pages)
        words = dict(zip(PEOPLE, (OF_ANN, OF_BOB), strict=True))
        for who, deed in deeds:
            other = PEOPLE[1 - PEOPLE.index(who)]
            did = do(survey, client, deed, who, other, pages, old, words, invited)
            for page in did:
                assert page.status_code < 500
                assert words[other] not in page.text
        for who in PEOPLE:
            other = PEOPLE[1 - PEOPLE.index(who)]
            assert words[other] not in repr(survey.case(invited[who].case_id).answers)


def do(
    survey: Survey,
    client: httpx.Client,
    deed: str,
    who: str,
    other: str,
    pages: dict[str, httpx.Response],
    old: dict[str, httpx.Response],
    words: dict[str, str],
    invited: dict[str, Any],
) -> list[httpx.Response]:
    """Do one thing, and return what the one who did it was shown."""
    page = pages[who]
    mine, theirs = (survey.case(invited[one].case_id).handle for one in (who, other))
    name = where(page)
    if deed == "answer" and name in ANSWERS and forms_of(page.text):
        moved = sent(client, page, answer(name, words[who]))
        old[who] = page
        if moved.status_code == 303:
            pages[who] = follow(client, moved)
        return [pages[who]]
    if deed == "again" and where(old[who]) in ANSWERS:
        return [sent(client, old[who], answer(where(old[who]), words[who]))]
    if deed == "back":
        return [client.get(f"/r/{mine}/q/agreed")]
    if deed == "home":
        pages[who] = follow(client, client.get(f"/r/{mine}"))
        return [pages[who]]
    if deed == "reload":
        return [client.get(page.url)]
    if deed == "other's form" and forms_of(pages[other].text) and where(pages[other]) in ANSWERS:
        form = max(forms_of(pages[other].text), key=lambda one: len(one.hidden))
        target = f"/r/{mine}/q/{where(pages[other])}"
        refused = client.post(target, data=dict(form.hidden) | answer(where(pages[other]), words[other]))
        assert refused.status_code == 403
        return [refused]
    if deed in ("other's page", "other's cookie"):
        alone = survey.browser()
        cookies = [one for one in client.cookies.jar if one.path == f"/r/{mine}"]
        assert len(cookies) == 1
        name_of = cookies[0].name if deed == "other's page" else f"visit-{theirs}"
        alone.headers["cookie"] = f"{name_of}={cookies[0].value}"
        refused_pages = [alone.get(f"/r/{theirs}{path}") for path in ("", "/q/Words", "/q/Drinks", "/end")]
        assert {one.status_code for one in refused_pages} == {403}
        return refused_pages
    return []


def follow(client: httpx.Client, moved: httpx.Response) -> httpx.Response:
    while moved.status_code == 303:
        moved = client.get(moved.headers["location"])
    return moved
