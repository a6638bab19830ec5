"""`QualityReport`: what every rule found, who is proposed for leaving out, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding
from psychograph.responses.quality.rule import Family, RuleResult
from psychograph.stats.blanks.missing import LittleTest

FAMILIES_NEEDED = 2  # independent signs; Goldammer et al. 2024: single indices are poor


@dataclass(frozen=True, eq=False)
class Outcome:
    """One rule on one set of answers.

    Parameters
    ----------
    code, title : str
        The rule.
    family : Family
        Its kind of evidence.
    result : RuleResult or None
        What it found; None where it could not run.
    silent : str
        Why it could not run; empty where it did.
    """

    code: str
    title: str
    family: Family
    result: RuleResult | None
    silent: str = ""

    @property
    def flagged(self) -> int:
        """How many respondents are remarked."""
        return int(self.result.flags.sum()) if self.result is not None else 0


@dataclass(frozen=True)
class Proposal:
    """A respondent who is proposed for leaving out.

    Parameters
    ----------
    row : int
        Counted from 0 below the header.
    respondent : str
        Id, or the number of the row.
    families : tuple of Family
        Independent signs.
    rules : tuple of str
        Codes of the rules that remarked.
    """

    row: int
    respondent: str
    families: tuple[Family, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Unanswered:
    """One question and the share of respondents who left it blank, 0 to 1."""

    name: str
    share: float


@dataclass(frozen=True)
class GapPattern:
    """Respondents who left the same questions blank."""

    respondents: int
    blank: tuple[str, ...]


@dataclass(frozen=True)
class Missingness:
    """What is missing.

    Parameters
    ----------
    share : float
        Share of all answers that are missing, 0 to 1.
    complete : int
        Respondents who answered every question.
    questions : tuple of Unanswered
        Every question that builds or describes segments, the emptiest first.
    patterns : tuple of GapPattern
        The most frequent patterns of blanks, at most ten.
    distinct : int
        Patterns in all, the complete one included.
    little : LittleTest or None
        Whether questions on answer scales and numbers are skipped by chance; None where it cannot be tested.
    untested : str
        Why it cannot; empty where it was.
    """

    share: float
    complete: int
    questions: tuple[Unanswered, ...]
    patterns: tuple[GapPattern, ...]
    distinct: int
    little: LittleTest | None
    untested: str = ""


@dataclass(frozen=True, eq=False)
class QualityReport:
    """The quality of a set of answers.

    Parameters
    ----------
    respondents : tuple of str
        Ids, or numbers of rows; in the order of the answers.
    outcomes : tuple of Outcome
        One a rule, in the order of :data:`psychograph.responses.quality.rules.RULES`.
    missingness : Missingness
        What is missing.
    findings : tuple of Finding
        Weaknesses of the answers, most serious first.
    verdict : str
        One or two sentences for a manager.
    """

    respondents: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    missingness: Missingness
    findings: tuple[Finding, ...] = ()
    verdict: str = ""

    def outcome(self, code: str) -> Outcome:
        """Return what became of one rule."""
        return next(outcome for outcome in self.outcomes if outcome.code == code)

    @cached_property
    def evidence(self) -> dict[Family, NDArray[np.bool_]]:
        """Whom any rule of each family remarks, shape (n,) each; only families that could run."""
        found: dict[Family, NDArray[np.bool_]] = {}
        for outcome in self.outcomes:
            if outcome.result is not None:
                before = found.get(outcome.family, np.zeros(len(self.respondents), dtype=bool))
                found[outcome.family] = before | outcome.result.flags
        return found

    @cached_property
    def proposed(self) -> NDArray[np.bool_]:
        """Who is proposed for leaving out, shape (n,): two independent families, or a repeated submission."""
        signs = np.zeros(len(self.respondents), dtype=np.int64)
        for flags in self.evidence.values():
            signs += flags
        certain = self.evidence.get(Family.IDENTITY, np.zeros(len(self.respondents), dtype=bool))
        return np.asarray(certain | (signs >= FAMILIES_NEEDED))

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """The respondents proposed for leaving out, with the signs against them."""
        return tuple(self.proposal(row) for row in np.flatnonzero(self.proposed).tolist())

    def proposal(self, row: int) -> Proposal:
        """Return the signs against one respondent, proposed or not."""
        return Proposal(
            row=row,
            respondent=self.respondents[row],
            families=tuple(family for family, flags in self.evidence.items() if flags[row]),
            rules=tuple(
                outcome.code
                for outcome in self.outcomes
                if outcome.result is not None and outcome.result.flags[row]
            ),
        )
