"""Constructs: what an attribute can measure, what a persona should know, what must not be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from psychograph.knowledge.data_files import read_data

NO_CONSTRUCT = "none"
REVERSED_SIGN = "-"


@dataclass(frozen=True)
class Construct:
    """Something an attribute can measure.

    Parameters
    ----------
    name : str
        Such as ``"val.tradition"``.
    family : str
        Personality, values, lifestyle, adoption, price, behaviour and so on.
    tokens, reversed_tokens : tuple of str
        Words that point to the construct, or to its opposite; one with a mark after it
        (``"extraversion!"``) suffices in any sentence.
    high, low : str
        What people at either end are or do, to follow "they"; empty where that says nothing.
    not_with : tuple of str
        Words beside which the tokens mean something else.
    """

    name: str
    family: str
    tokens: tuple[str, ...]
    reversed_tokens: tuple[str, ...]
    high: str
    low: str
    not_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class SensitiveKind:
    """A kind of special-category data (GDPR Art. 9), and the words that point to it."""

    name: str
    tokens: tuple[str, ...]
    not_with: tuple[str, ...]


@dataclass(frozen=True)
class NearMiss:
    """A construct that an attribute may measure, but not surely enough to be taken.

    Parameters
    ----------
    construct : Construct
        The construct.
    reversed : bool
        Whether high answers would mean little of it.
    score : float
        0 to 1.
    """

    construct: Construct
    reversed: bool
    score: float

    @property
    def key(self) -> str:
        """What stands after ``construct:`` in a study file to settle on it."""
        return declaration(self.construct.name, turned=self.reversed)


@dataclass(frozen=True)
class ConstructMatch:
    """What an attribute was taken to measure, and on what evidence.

    Parameters
    ----------
    attribute : str
        The attribute.
    construct : Construct or None
        What it measures; None where nothing fits well enough.
    reversed : bool
        Whether high scores mean little of the construct.
    score : float
        0 to 1.
    source : str
        ``"declared"``, ``"question"``, ``"items"``, ``"name"``, ``"sensitive"``, ``"taken"`` (another
        attribute measures the same, with better evidence) or ``""``.
    near : tuple of NearMiss
        What it may measure, likeliest first; for ``"taken"``, what it does measure.
    kind : str
        The kind of special-category data where the source is ``"sensitive"``.
    owner : str
        The attribute that measures the same, where the source is ``"taken"``.
    """

    attribute: str
    construct: Construct | None
    reversed: bool = False
    score: float = 0.0
    source: str = ""
    near: tuple[NearMiss, ...] = ()
    kind: str = ""
    owner: str = ""

    @property
    def key(self) -> str:
        """What stands after ``construct:`` in a study file to say the same."""
        return declaration(self.construct.name, turned=self.reversed) if self.construct else NO_CONSTRUCT


@dataclass(frozen=True)
class Unknown:
    """Something a persona should know: a clause, and the constructs of which any one would tell."""

    question: str
    constructs: frozenset[str]


def declaration(name: str, *, turned: bool) -> str:
    """Return how a study file declares a construct: with a minus sign where the scale runs the other way.

    Examples
    --------
    >>> declaration("adopt.innovativeness", turned=True)
    '-adopt.innovativeness'
    """
    return REVERSED_SIGN + name if turned else name


def declared_construct(text: str) -> tuple[str, bool]:
    """Return the name of a declared construct, and whether the scale runs the other way.

    Examples
    --------
    >>> declared_construct("-adopt.innovativeness"), declared_construct("none")
    (('adopt.innovativeness', True), ('none', False))
    """
    name = text.strip()
    turned = name.startswith(REVERSED_SIGN)
    return name.removeprefix(REVERSED_SIGN).strip(), turned


def construct_of(name: str, entry: Mapping[str, Any]) -> Construct:
    """Return the construct that an entry of a file of constructs describes."""
    return Construct(
        name=name,
        family=str(entry["family"]),
        tokens=tuple(map(str, entry["tokens"])),
        reversed_tokens=tuple(map(str, entry.get("reversed_tokens", ()))),
        high=str(entry.get("high", "")),
        low=str(entry.get("low", "")),
        not_with=tuple(map(str, entry.get("not_with", ()))),
    )


@cache
def constructs() -> Mapping[str, Construct]:
    """Return all constructs by name."""
    return {name: construct_of(name, entry) for name, entry in read_data("constructs")["constructs"].items()}


@cache
def sensitive_kinds() -> tuple[SensitiveKind, ...]:
    """Return the kinds of special-category data, and the words that point to each."""
    return tuple(
        SensitiveKind(name, tuple(map(str, entry["tokens"])), tuple(map(str, entry["not_with"])))
        for name, entry in read_data("constructs")["sensitive"].items()
    )


@cache
def unknowns() -> tuple[Unknown, ...]:
    """Return what a persona should know, in the order in which it is told."""
    return tuple(
        Unknown(entry["question"], frozenset(entry["constructs"]))
        for entry in read_data("constructs")["unknowns"]
    )
