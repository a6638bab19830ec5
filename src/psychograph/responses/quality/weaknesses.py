"""What the quality of answers means, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from psychograph.findings import Finding, Severity, by_severity
from psychograph.quoting import listed
from psychograph.responses.quality.report import FAMILIES_NEEDED, QualityReport
from psychograph.responses.quality.rule import Family

MANY = 0.10  # share of careless respondents from which results hang on them; Meade & Craig found 10 to 12 %
EMPTY = 0.30  # share of blanks from which a question is mostly guesswork
BY_CHANCE = 0.01
SAID_BY_VERDICT = frozenset({"careless-answers", "little-evidence"})  # findings that repeat it
# Kinds of evidence that say something is wrong, but hardly that somebody answered without care.
BESIDES = (Family.IDENTITY, Family.VALIDITY, Family.MISSINGNESS)


def verdict_on(report: QualityReport) -> str:
    """Return one or two sentences for a manager.

    Parameters
    ----------
    report : QualityReport
        All that the rules found.
    """
    n = len(report.respondents)
    ran = [family for family in report.evidence if family not in BESIDES]
    repeated = report.evidence.get(Family.IDENTITY, np.zeros(n, dtype=bool))
    careless = int((report.proposed & ~repeated).sum())
    again = int((report.proposed & repeated).sum())
    parts = []
    if careless:
        parts.append(
            f"{careless} ({_share(careless, n)}) look careless by two independent signs"
            if careless > 1
            else f"1 ({_share(1, n)}) looks careless by two independent signs"
        )
    if again:
        parts.append(f"{again} repeat{'s' if again == 1 else ''} an earlier submission")
    if parts:
        many = careless + again >= MANY * n
        return f"Of {n:,} respondents, {' and '.join(parts)}." + (
            " So many change results: ask how they were recruited." if many else ""
        )
    if len(ran) < FAMILIES_NEEDED:
        kinds = "no kind" if not ran else "only one kind"
        return (
            f"Nobody of {n:,} respondents is proposed for leaving out, but {kinds} of evidence on care could "
            "be looked at; record how long people take, or ask some questions the other way round."
        )
    return f"None of {n:,} respondents looks careless by two independent signs; keep all of them."


def weaknesses_of(report: QualityReport) -> tuple[Finding, ...]:
    """Return what a reader should know, most serious first.

    Parameters
    ----------
    report : QualityReport
        All that the rules found.
    """
    return by_severity(
        [*_proposed(report), *_impossible(report), *_blind(report), *_blanks(report), *_by_chance(report)]
    )


def _proposed(report: QualityReport) -> Iterator[Finding]:
    found = len(report.proposals)
    n = len(report.respondents)
    if found:
        many = found >= MANY * n
        names = listed(proposal.respondent for proposal in report.proposals)
        yield Finding(
            "careless-answers",
            Severity.SERIOUS if many else Severity.CAUTION,
            f"{found} of {n:,} respondents are proposed for leaving out ({_share(found, n)}): {names}. "
            "Compare the results with and without them.",
        )


def _impossible(report: QualityReport) -> Iterator[Finding]:
    for outcome in report.outcomes:
        if outcome.family is Family.VALIDITY and outcome.flagged:
            people = "respondent" if outcome.flagged == 1 else "respondents"
            yield Finding(
                f"{outcome.code}",
                Severity.CAUTION,
                f"{outcome.title}: {outcome.flagged} {people}. Check first whether the codebook is right.",
            )


def _blind(report: QualityReport) -> Iterator[Finding]:
    ran = [family for family in report.evidence if family not in BESIDES]
    if len(ran) < FAMILIES_NEEDED:
        yield Finding(
            "little-evidence",
            Severity.NOTE,
            "Too few kinds of evidence on care can be looked at to propose anybody: two independent ones are "
            "needed. Durations, attention checks, and items worded the other way would give them.",
        )


def _blanks(report: QualityReport) -> Iterator[Finding]:
    empty = [question for question in report.missingness.questions if question.share > EMPTY]
    if empty:
        names = listed(f"{question.name} ({question.share:.0%})" for question in empty)
        yield Finding(
            "often-blank",
            Severity.CAUTION,
            f"Left blank by more than {EMPTY:.0%} of respondents: {names}. "
            "What these questions say holds for those who answered.",
        )


def _by_chance(report: QualityReport) -> Iterator[Finding]:
    little = report.missingness.little
    if little is not None and little.p < BY_CHANCE:
        yield Finding(
            "blanks-not-by-chance",
            Severity.NOTE,
            f"Answers are not missing by chance alone (Little's test, p {_p(little.p)}): those who skipped "
            "questions answered others differently. Leaving them out shifts results.",
        )


def _p(p: float) -> str:
    return "< .001" if p < 0.001 else f"= {p:.3f}".replace("0.", ".", 1)


def _share(part: int, whole: int) -> str:
    share = part / whole
    return "under 1%" if share < 0.01 else f"{share:.0%}"
