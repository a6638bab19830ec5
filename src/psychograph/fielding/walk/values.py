"""Answers as fielding holds them: by name, a text or the codes of several; and as JSON in the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from psychograph.questionnaire.conditions import Given

# A code, number, day or text; of several choices their codes in the order of the list, of a ranking best
# first. Empty ("" or ()) says that it was asked and left open: whoever was not asked has no entry at all.
Value: TypeAlias = str | tuple[str, ...]


def answers_of(text: str) -> dict[str, Value]:
    """Return answers by name as the store keeps them; the inverse of :func:`text_of`.

    Examples
    --------
    >>> answers_of('{"Age": "31", "owns": ["1", "3"]}')
    {'Age': '31', 'owns': ('1', '3')}
    """
    kept: dict[str, str | list[str]] = json.loads(text)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}


def text_of(answers: Mapping[str, Value]) -> str:
    """Return answers as JSON: names sorted, lists for several, letters of every script as they are.

    Examples
    --------
    >>> text_of({"owns": ("1", "3"), "Age": "31"})
    '{"Age":"31","owns":["1","3"]}'
    """
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def given(value: Value | None) -> Given:
    """Return an answer as conditions see it.

    Examples
    --------
    >>> given("31"), sorted(given(("1", "3"))), given(None) is None
    ('31', ['1', '3'], True)
    """
    return frozenset(value) if isinstance(value, tuple) else value


def answered(answers: Mapping[str, Value], names: Iterable[str]) -> bool:
    """Return whether each of these has an answer that is not empty."""
    return all(answers.get(name) for name in names)
