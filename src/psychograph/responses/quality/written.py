"""The quality of answers as a table and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.cells import csv_text
from psychograph.findings import Finding
from psychograph.responses.quality.report import Missingness, Outcome, Proposal, QualityReport


@dataclass(frozen=True)
class RuleRecord:
    """One rule, without its respondents."""

    code: str
    title: str
    family: str
    flagged: int
    share: float | None
    threshold: float | None
    rests_on: str
    silent: str


@dataclass(frozen=True)
class QualityRecord:
    """A report without the figures of each respondent, which the table holds."""

    verdict: str
    respondents: int
    rules: tuple[RuleRecord, ...]
    proposed: tuple[Proposal, ...]
    missingness: Missingness
    findings: tuple[Finding, ...]


def quality_csv(report: QualityReport) -> str:
    """Return one row a respondent: each rule's flag (0 or 1) and index, the families, the proposal.

    Parameters
    ----------
    report : QualityReport
        The report; rules that could not run have no columns.
    """
    ran = [outcome for outcome in report.outcomes if outcome.result is not None]
    header = ["respondent", *(f"{o.code}{part}" for o in ran for part in ("", "_index"))]
    return csv_text([*header, "families", "proposed"], _rows(report, ran))


def _rows(report: QualityReport, ran: list[Outcome]) -> Iterator[list[object]]:
    columns: list[list[object]] = []
    for outcome in ran:
        if outcome.result is not None:
            columns += [outcome.result.flags.astype(int).tolist(), outcome.result.index.tolist()]
    families = [(family.value, flags.tolist()) for family, flags in report.evidence.items()]
    for row, (respondent, proposed) in enumerate(
        zip(report.respondents, report.proposed.tolist(), strict=True)
    ):
        signs = " ".join(name for name, flags in families if flags[row])
        yield [respondent, *(column[row] for column in columns), signs, int(proposed)]


def quality_record(report: QualityReport) -> QualityRecord:
    """Return a report as it is written to JSON."""
    return QualityRecord(
        verdict=report.verdict,
        respondents=len(report.respondents),
        rules=tuple(_rule(outcome, len(report.respondents)) for outcome in report.outcomes),
        proposed=report.proposals,
        missingness=report.missingness,
        findings=report.findings,
    )


def _rule(outcome: Outcome, respondents: int) -> RuleRecord:
    result = outcome.result
    return RuleRecord(
        code=outcome.code,
        title=outcome.title,
        family=outcome.family.value,
        flagged=outcome.flagged,
        share=outcome.flagged / respondents if result is not None else None,
        threshold=result.threshold if result is not None else None,
        rests_on=result.rests_on if result is not None else "",
        silent=outcome.silent,
    )
