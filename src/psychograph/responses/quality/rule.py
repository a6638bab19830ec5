"""`QualityRule`: one sign of careless answers, with what it needs and what it rests on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from psychograph.responses.quality.answers import Answers


class Family(StrEnum):
    """Kinds of evidence; two rules of one family are one sign, not two."""

    PATTERN = "pattern"  # where the ticks stand
    CONSISTENCY = "consistency"  # whether answers fit one another
    OUTLIER = "outlier"  # whether answers fit everybody else's
    TIME = "time"  # how fast they came
    ATTENTION = "attention"  # whether instructions were followed
    IDENTITY = "identity"  # whether they are somebody's second
    VALIDITY = "validity"  # whether they are possible
    MISSINGNESS = "missingness"  # whether there are any


@dataclass(frozen=True, eq=False)
class RuleResult:
    """What one rule found.

    Parameters
    ----------
    flags : ndarray of bool, shape (n,)
        Whom the rule remarks.
    index : ndarray of float64, shape (n,)
        What it measured; NaN for whom it could not.
    threshold : float
        Where the line was drawn on the index.
    rests_on : str
        What index and line are, in words and with the numbers of these data.
    """

    flags: NDArray[np.bool_]
    index: NDArray[np.float64]
    threshold: float
    rests_on: str


class QualityRule(ABC):
    """One sign of careless answers.

    The docstring of each rule is its page under ``docs/quality``.

    Attributes
    ----------
    code : str
        Short stable name, such as ``"longstring"``.
    title : str
        What it looks for, in a few words.
    family : Family
        Kind of evidence.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    family: ClassVar[Family]

    @abstractmethod
    def applies(self, answers: Answers) -> str | None:
        """Return why the rule cannot run on these answers, None where it can."""

    @abstractmethod
    def check(self, answers: Answers) -> RuleResult:
        """Return what the rule finds; only where it applies."""


def at_least(index: NDArray[np.float64], threshold: float, rests_on: str) -> RuleResult:
    """Return a result that flags an index at or above a threshold; NaN is never flagged."""
    with np.errstate(invalid="ignore"):
        return RuleResult(np.asarray(index >= threshold), index, threshold, rests_on)


def above(index: NDArray[np.float64], threshold: float, rests_on: str) -> RuleResult:
    """Return a result that flags an index above a threshold; NaN is never flagged."""
    with np.errstate(invalid="ignore"):
        return RuleResult(np.asarray(index > threshold), index, threshold, rests_on)


def below(index: NDArray[np.float64], threshold: float, rests_on: str) -> RuleResult:
    """Return a result that flags an index below a threshold; NaN is never flagged."""
    with np.errstate(invalid="ignore"):
        return RuleResult(np.asarray(index < threshold), index, threshold, rests_on)
