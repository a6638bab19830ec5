"""Standard answer scales, as data: 3 to 11 points with the words that are usual for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated


@cache
def standard_scales() -> Mapping[str, AnswerScale]:
    """Return the standard answer scales by name.

    Returns
    -------
    mapping of str to AnswerScale
        In the order of the data file, which says where the words of each come from.

    Examples
    --------
    >>> agree = standard_scales()["agree5"]
    >>> [agree.shown(code) for code in agree.values]
    ['Strongly disagree', 'Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree']
    >>> sorted({scale.points for scale in standard_scales().values()})
    [3, 4, 5, 6, 7, 10, 11]
    """
    return MappingProxyType({name: _scale(name, entry) for name, entry in _entries().items()})


def scale_source(name: str) -> str:
    """Return where the words of a standard scale come from.

    Raises
    ------
    KeyError
        Where there is no such scale.
    """
    return str(_entries()[name]["source"])


@cache
def _entries() -> Mapping[str, dict[str, object]]:
    text = files("psychograph.instruments").joinpath("data", "answer_scales.json").read_text(encoding="utf-8")
    entries: dict[str, dict[str, object]] = json.loads(text)
    return entries


def _scale(name: str, entry: Mapping[str, object]) -> AnswerScale:
    low, high = entry["low"], entry["high"]
    labels = entry["labels"]
    assert isinstance(low, int) and isinstance(high, int) and isinstance(labels, dict)  # noqa: S101, PT018 - ours
    return AnswerScale(
        low,
        high,
        tuple((int(code), Translated(str(words))) for code, words in labels.items()),
        name,
    )
