"""The OpenAPI document is true: schemathesis sends what it allows and what it does not."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from served_here import served

CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
)
schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")


def test_the_document_is_there_in_a_test_only(tmp_path: Path) -> None:
    with served(tmp_path, test=True) as survey:
        said = survey.browser().get("/openapi.json").json()
        assert "/r/{handle}/q/{screen}" in said["paths"]
        assert not any(path.startswith("/manage") for path in said["paths"])
    with served(tmp_path) as survey:
        assert survey.browser().get("/openapi.json").status_code == 404


def test_no_request_that_can_be_made_up_fails(tmp_path: Path) -> None:
    from schemathesis.checks import CHECKS

    with served(tmp_path, test=True) as survey, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of other people's code
        schema = schemathesis.openapi.from_dict(survey.browser().get("/openapi.json").json())
        client = survey.browser()
        checks = [CHECKS.get_one(name) for name in CHECKED]
        count = 0
        for result in schema.get_all_operations():
            operation = result.ok()

            @settings(
                max_examples=25,
                deadline=None,
                database=None,
                phases=[Phase.explicit, Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @schemathesis_given(operation)
            def tried(case: Any) -> None:
                nonlocal count
                count += 1
                sent = case.as_transport_kwargs(base_url=survey.settings.public_url)
                wanted = {
                    key: sent[key]
                    for key in ("method", "url", "params", "headers", "cookies", "data", "json")
                    if sent.get(key) is not None
                }
                answer = client.request(**wanted)
                case.validate_response(answer, checks=checks)

            tried()
        assert count > 300


def schemathesis_given(operation: Any) -> Any:
    from hypothesis import given

    return given(case=operation.as_strategy())
