"""The OpenAPI document is kept to, also deep inside: requests are made up from it for a real case.

Links, handles, cookies and signed fields cannot be made up, so that most of what is invented stops at the
door. Here they are real in half of the requests, and what is sent with them is invented. The seed is fixed.
"""

from __future__ import annotations

import random
import warnings
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from served_here import ANSWERS, Invited, Survey, begun, served, walked
from survey_people import forms_of

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)
EXAMPLES = 15  # of each of some 25 operations


class Insider:
    """Somebody who is in the middle of the survey, and sends what is made up."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.draw = random.Random(7)  # noqa: S311 - which example is deep, nothing else
        self.invited: Invited = survey.invite(source="test")
        self.client, shown = begun(survey, self.invited)
        self.page = walked(self.client, shown, "Age")
        self.screen = "Age"

    def real(self, name: str, given: str) -> str:
        """Return a real value for a part of a path in most cases."""
        handle = self.page.url.path.split("/")[2]
        known = {
            "token": self.invited.token,
            "handle": handle,
            "screen": self.draw.choice([self.screen, *ANSWERS]),
            "name": "survey.css",
        }
        return known[name] if self.draw.random() < 0.8 else given

    def form(self, path: str, made_up: Any) -> Any:
        """Return a form with a signed field that fits the path, and real fields beside those made up."""
        if self.draw.random() < 0.3 or not isinstance(made_up, dict):
            return made_up
        looked = self.client.get(path.removesuffix("/later"), follow_redirects=True)
        known = [form for form in forms_of(looked.text) if form.hidden]
        hidden = dict(known[0].hidden) if known else {}
        return made_up | hidden | self.draw.choice([{}, *ANSWERS.values()])


def test_what_is_made_up_from_the_document_is_answered_as_it_says(tmp_path: Path) -> None:
    from schemathesis.checks import CHECKS

    deep: set[int] = set()
    with served(tmp_path, test=True, incentives={"draw": {"free_entry": True}}) as survey:
        insider = Insider(survey)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other people's code
            schema = schemathesis.openapi.from_dict(survey.browser().get("/openapi.json").json())
            checks = [CHECKS.get_one(name) for name in CHECKED]  # the document's own come with it
            operations = [found.ok() for found in schema.get_all_operations()]
            assert len(operations) > 20
            for operation in operations:

                @seed(20261122)
                @settings(
                    max_examples=EXAMPLES,
                    deadline=None,
                    database=None,
                    phases=[Phase.explicit, Phase.generate],
                    suppress_health_check=list(HealthCheck),
                )
                @given(case=operation.as_strategy())
                def tried(case: Any) -> None:
                    answer = _answer(insider, case)
                    deep.add(answer.status_code)
                    case.validate_response(answer, checks=checks)

                tried()
    assert {200, 303, 422} <= deep  # it was not only turned away


def _answer(insider: Insider, case: Any) -> httpx.Response:
    case.path_parameters = {
        name: insider.real(name, str(value)) for name, value in (case.path_parameters or {}).items()
    }
    if case.method.upper() == "POST":
        case.body = insider.form(case.formatted_path, case.body)
    sent = case.as_transport_kwargs(base_url=insider.survey.settings.public_url)
    wanted = {
        key: sent[key]
        for key in ("method", "url", "params", "headers", "cookies", "data", "json")
        if sent.get(key) is not None
    }
    return insider.client.request(**wanted)
