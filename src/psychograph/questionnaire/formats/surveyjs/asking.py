"""One question of SurveyJS as a file says it, and the values that stand there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign.bounded import Json
from psychograph.questionnaire.losses import Aspect

Element = dict[str, Json]


@dataclass
class Asking:
    """One question as it is read: where losses are told, how texts are read, what names its items get."""

    name: str
    element: Element
    lose: Callable[[Aspect, str, str], None]
    text: Callable[[Json], Translated]
    item_name: Callable[[str, str], str]
    version: str | None = None  # of the text that is agreed to, where the survey states one

    def flag(self, *keys: str) -> bool:
        """Return whether any of several properties is on."""
        return any(self.element.get(key) is True for key in keys)


def code_of(value: Json) -> str:
    """Return a value as answers hold it.

    Examples
    --------
    >>> code_of(3), code_of(1.5), code_of(True), code_of("a")
    ('3', '1.5', 'true', 'a')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return json.dumps(value)


def listed(value: Json) -> list[Json]:
    """Return a list, and an empty one for anything else."""
    return value if isinstance(value, list) else []


def entries(value: Json) -> Iterator[Element]:
    """Yield the entries of a list of values, each with its `value` and what else is said of it."""
    for one in listed(value):
        if isinstance(one, dict):
            if one.get("value") not in (None, ""):
                yield one
        elif one is not None and not isinstance(one, list):
            yield {"value": one}
