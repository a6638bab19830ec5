"""What to ask for which business question: the mapping that ships, as data with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from psychograph.codebook.codebook import Role
from psychograph.study.model import Goal


@dataclass(frozen=True)
class Topic:
    """Something that a business may want to know of people.

    Parameters
    ----------
    id, name : str
        Short name, unique, and name for people.
    words : tuple of str
        Words of business questions that point to it; see the head of ``data/suggestions.yaml``.
    not_with : tuple of str
        Words beside which those mean something else.
    ask : tuple of str
        Constructs that answer it, the most telling first.
    why : str
        What these have to do with the question.
    evidence : tuple of str
        Papers, by their key in the references.
    """

    id: str
    name: str
    words: tuple[str, ...]
    ask: tuple[str, ...]
    why: str
    not_with: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoalNeeds:
    """Topics that every study with a goal needs, the most important first."""

    topics: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Asked:
    """How a construct is asked.

    Parameters
    ----------
    construct : str
        What is measured.
    attribute : str
        Its name in the study.
    turned : str
        Its name where the scale measures the opposite; empty where none does.
    role : Role
        Whether it builds segments or describes them.
    scales : tuple of str
        Scales that ask for it, the best first, as ``"mini_ipip_20/extraversion"``.
    question : str
        Question of the bank that asks for it where no scale does; empty for none.
    statements : tuple of str
        Statements of ours on the offer or the brand, where no scale asks for it; with a minus sign before
        them where agreement means less.
    why : str
        Why it is asked so.
    """

    construct: str
    attribute: str
    role: Role
    scales: tuple[str, ...] = ()
    question: str = ""
    statements: tuple[str, ...] = ()
    turned: str = ""
    why: str = ""


@dataclass(frozen=True)
class Added:
    """Constructs that nobody has to ask for, and why they are asked."""

    ask: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Suggestions:
    """The whole mapping.

    Parameters
    ----------
    topics : mapping of str to Topic
        By id, in the order of the file.
    goals : mapping of Goal to GoalNeeds
        For every goal.
    constructs : mapping of str to Asked
        By construct.
    spare : Added
        Constructs that are added where time is left.
    insight : Added
        Likewise, the most telling first: why and how people buy.
    always : Added
        Constructs that every questionnaire asks last.
    """

    topics: Mapping[str, Topic]
    goals: Mapping[Goal, GoalNeeds]
    constructs: Mapping[str, Asked]
    spare: Added
    insight: Added
    always: Added


@cache
def suggestions() -> Suggestions:
    """Return the mapping that ships.

    Examples
    --------
    >>> mapping = suggestions()
    >>> mapping.topics["new_products"].ask
    ('adopt.innovativeness', 'big5.openness')
    >>> mapping.goals[Goal.PREMIUM].topics
    ('premium', 'buying')
    """
    data = _content()
    return Suggestions(
        topics={name: _topic(name, entry) for name, entry in data["topics"].items()},
        goals={
            Goal(name): GoalNeeds(tuple(entry["topics"]), _line(entry["why"]))
            for name, entry in data["goals"].items()
        },
        constructs={name: _asked(name, entry) for name, entry in data["constructs"].items()},
        spare=_added(data["spare"]),
        insight=_added(data["insight"]),
        always=_added(data["always"]),
    )


def _content() -> dict[str, Any]:
    from ruamel.yaml import YAML

    text = files("psychograph.questionnaire").joinpath("data", "suggestions.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return content


def _topic(name: str, entry: Mapping[str, Any]) -> Topic:
    return Topic(
        name,
        entry["name"],
        _strings(entry["words"]),
        _strings(entry["ask"]),
        _line(entry["why"]),
        _strings(entry.get("not_with", ())),
        _strings(entry.get("evidence", ())),
    )


def _asked(name: str, entry: Mapping[str, Any]) -> Asked:
    return Asked(
        name,
        entry["attribute"],
        Role(entry["role"]),
        _strings(entry.get("scales", ())),
        entry.get("question", ""),
        _strings(entry.get("statements", ())),
        entry.get("turned", ""),
        _line(entry.get("why", "")),
    )


def _added(entry: Mapping[str, Any]) -> Added:
    return Added(_strings(entry["ask"]), _line(entry["why"]))


def _strings(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(str, values))


def _line(text: str) -> str:
    return " ".join(text.split())
