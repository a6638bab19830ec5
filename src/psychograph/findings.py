"""Findings: weaknesses of a result, stored on the result and printed in every report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding should change what a reader does."""

    NOTE = "note"
    CAUTION = "caution"
    SERIOUS = "serious"


@dataclass(frozen=True)
class Finding:
    """One weakness of a result.

    Parameters
    ----------
    code : str
        Short stable name, such as ``"small-sample"``.
    severity : Severity
        How much it matters.
    text : str
        One or two sentences for a manager: what it is and what follows.
    segment : int or None
        The segment it concerns, where it concerns one.
    """

    code: str
    severity: Severity
    text: str
    segment: int | None = None


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the most serious first, otherwise in the order given."""
    order = (Severity.SERIOUS, Severity.CAUTION, Severity.NOTE)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))
