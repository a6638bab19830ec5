"""Answers to requests, and how the OpenAPI document describes them."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from psychograph.fielding.server.security.fields import ENCODED

HTML = "text/html"
RETRY = 30  # seconds, where a store cannot write: a disk is seldom freed sooner

Described = dict[int | str, dict[str, Any]]
Route = dict[str, Any]  # what several routes have in common


def page(html: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a page."""
    return Response(html, status, headers, HTML)


def go(path: str) -> Response:
    """Return the answer after a form: look there (303), so that reloading sends nothing again."""
    return Response(None, 303, {"location": path})


def pages(*statuses: int) -> Described:
    """Describe answers that are pages.

    Examples
    --------
    >>> pages(404)
    {404: {'description': 'A page that says so.', 'content': {'text/html': {'schema': {'type': 'string'}}}}}
    """
    said = {"description": "A page that says so.", "content": {HTML: {"schema": {"type": "string"}}}}
    return {status: dict(said) for status in statuses}


def moved(description: str) -> Described:
    """Describe the answer after a form."""
    location = {"location": {"description": "Where to go on.", "schema": {"type": "string"}}}
    return {303: {"description": description, "headers": location}}


def sends(*names: str, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Describe the form of a request; further fields may stand in it, as questions have their own."""
    schema = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in names},
        "required": list(required),
    }
    return {"requestBody": {"required": True, "content": {ENCODED: {"schema": schema}}}}


WRITING = pages(400, 403, 404, 408, 413, 415, 429, 503)  # what may happen to any form
