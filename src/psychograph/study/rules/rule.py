"""What a rule is: a function that yields what it finds as `Breach`es; its docstring says why it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from psychograph.study.model import Study
from psychograph.yaml_files.places import Path


@dataclass(frozen=True)
class Breach:
    """One place where a study breaks a rule.

    Parameters
    ----------
    path : tuple of str or int
        Keys on the way to the place.
    found, expected, mend : str
        As in :class:`psychograph.errors.Problem`.
    """

    path: Path
    found: str
    expected: str
    mend: str


Rule = Callable[[Study], Iterator[Breach]]


RULES: dict[str, Rule] = {}


def rule(code: str) -> Callable[[Rule], Rule]:
    """Register a rule under its code."""

    def register(function: Rule) -> Rule:
        RULES[code] = function
        return function

    return register


def breaches(study: Study) -> Iterator[tuple[str, Breach]]:
    """Apply every rule.

    Yields
    ------
    tuple of (str, Breach)
        Code of the rule and what it found.
    """
    for code, check in RULES.items():
        for breach in check(study):
            yield code, breach
