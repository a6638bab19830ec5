"""The answers, and how far to trust them: blanks, signs of carelessness, reliabilities."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psychograph.findings import Finding
from psychograph.quoting import listed
from psychograph.reports.formats import fixed, percent
from psychograph.reports.view.respondents import why_left_out
from psychograph.reports.view.table import Cell, Head, Row, Table, attribute_head
from psychograph.responses.quality.report import QualityReport
from psychograph.responses.quality.weaknesses import SAID_BY_VERDICT
from psychograph.responses.reliability.assess import ReliabilityReport
from psychograph.responses.reliability.battery import Battery, BatteryKind
from psychograph.responses.reliability.scale_report import ScaleReport
from psychograph.runs.run import Run

SURE = 0.05
MOST_NAMED = 20


@dataclass(frozen=True)
class Quality:
    """What the page on the answers shows.

    Parameters
    ----------
    verdict : str
        One or two sentences for a manager.
    remarked : str
        Who is proposed or left out, and what became of them; empty where there is nobody.
    blanks : tuple of str
        Sentences on what was left blank.
    rules : Table or None
        Signs of carelessness, one row a rule that remarked somebody; None where none did.
    nobody : str
        Rules that ran and remarked nobody.
    silent : tuple of str
        Rules that could not run, with the reason.
    scales : Table or None
        Reliability of every scale of several items.
    single : tuple of str
        Attributes measured with one question.
    battery : tuple of str
        Sentences on the questions as one set.
    findings : tuple of Finding
        Weaknesses of the answers.
    """

    verdict: str
    remarked: str
    blanks: tuple[str, ...]
    rules: Table | None
    nobody: str
    silent: tuple[str, ...]
    scales: Table | None
    single: tuple[str, ...]
    battery: tuple[str, ...]
    findings: tuple[Finding, ...]


def quality(run: Run, labels: Mapping[str, str]) -> Quality | None:
    """Return the page on the answers; None where only scored answers were given."""
    report, reliability = run.quality, run.reliability
    if report is None:
        return None
    return Quality(
        verdict=_verdict(run, report),
        remarked=_remarked(run, report),
        blanks=tuple(_blanks(report)),
        rules=_rules(report),
        nobody=", ".join(
            outcome.title for outcome in report.outcomes if outcome.result is not None and not outcome.flagged
        ),
        silent=tuple(_silent(report)),
        scales=_scales(reliability, labels) if reliability else None,
        single=tuple(labels[name] for name in reliability.single) if reliability else (),
        battery=tuple(_battery(reliability)) if reliability else (),
        findings=tuple(
            finding
            for finding in (*report.findings, *(reliability.findings if reliability else ()))
            if finding.code not in SAID_BY_VERDICT
        ),
    )


def _verdict(run: Run, report: QualityReport) -> str:
    """Return the verdict as a reader of the report needs it: the decision has been taken."""
    if not report.proposals:
        return report.verdict
    proposed = {proposal.respondent for proposal in report.proposals}
    out = len(proposed & set(run.excluded))
    one = len(proposed) == 1
    if out == len(proposed):
        return f"{report.verdict} {'This one was' if one else 'They were'} left out."
    if out:
        return f"{report.verdict} {out:,} of them {'was' if out == 1 else 'were'} left out, the others kept."
    return f"{report.verdict} {'This one was' if one else 'They were'} kept."


def _remarked(run: Run, report: QualityReport) -> str:
    n = f"{len(report.respondents):,}"
    compare = "Run psychograph quality with --compare to see what difference that makes."
    if run.excluded:
        one = len(run.excluded) == 1
        return (
            f"Left out, {why_left_out(run)}: {listed(run.excluded, MOST_NAMED)}. Blanks and signs of "
            f"carelessness below are of all {n} respondents; everything else in this report is without "
            f"{'this one' if one else f'these {len(run.excluded):,}'}. {compare}"
        )
    if report.proposals:
        names = listed((proposal.respondent for proposal in report.proposals), MOST_NAMED)
        return (
            f"Proposed for leaving out: {names}. To leave them out, write exclude: proposed under quality "
            f"in the study file. {compare}"
        )
    return ""


def _blanks(report: QualityReport) -> Iterator[str]:
    missing = report.missingness
    if missing.share == 0:
        yield "Nobody left any of the questions blank."
        return
    yield (
        f"{percent(missing.share)} of all answers are missing; {missing.complete:,} of "
        f"{len(report.respondents):,} respondents left nothing blank."
    )
    little = missing.little
    if little is None:
        yield f"Whether the blanks fall by chance could not be tested: {missing.untested}."
        return
    figures = f"Little's test, p {'< 0.001' if little.p < 0.001 else f'= {little.p:.3f}'}"
    if little.p < SURE:
        yield (
            f"The blanks do not fall by chance ({figures}): who leaves a question blank answers others "
            "differently, so leaving these people out shifts the results."
        )
    else:
        yield f"Nothing speaks against blanks that fall by chance ({figures})."


def _rules(report: QualityReport) -> Table | None:
    rows = [
        Row(
            Head(outcome.title, outcome.family.value),
            (
                Cell(f"{outcome.flagged:,}", percent(outcome.flagged / max(1, len(report.respondents)))),
                Cell(outcome.result.rests_on),
            ),
        )
        for outcome in report.outcomes
        if outcome.result is not None and outcome.flagged
    ]
    columns = (Head("Respondents"), Head("What it rests on"))
    return Table("What each sign found", "Sign", columns, tuple(rows), words=True) if rows else None


def _silent(report: QualityReport) -> Iterator[str]:
    """Yield the rules that could not run, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for outcome in report.outcomes:
        if outcome.silent:
            reasons.setdefault(outcome.silent.replace("`", ""), []).append(outcome.title)
    for reason, titles in reasons.items():
        yield f"{', '.join(titles)}: {reason}."


def _scales(report: ReliabilityReport, labels: Mapping[str, str]) -> Table | None:
    columns = (
        Head("Items"),
        Head("Reliability"),
        Head("95% interval"),
        Head("Mean r of items"),
        Head("Error"),
    )
    rows = tuple(Row(attribute_head(scale.name, labels, ""), _scale(scale)) for scale in report.scales)
    return Table("Scales of several items", "Scale", columns, rows) if rows else None


def _scale(scale: ScaleReport) -> tuple[Cell, ...]:
    found = scale.reliability
    both = [("alpha", found.alpha), ("omega", found.omega), ("Spearman-Brown", found.spearman_brown)]
    known = [f"{name} {_coefficient(value)}" for name, value in both if math.isfinite(value)]
    low, high = found.alpha_interval
    interval = f"{_coefficient(low)} to {_coefficient(high)}" if math.isfinite(low) else "\N{EN DASH}"
    return (
        Cell(str(len(scale.items)), f"n = {found.n:,}"),
        Cell(known[0] if known else "\N{EN DASH}", ", ".join(known[1:])),
        Cell(interval, "of alpha" if math.isfinite(low) else ""),
        Cell(_coefficient(found.mean_inter_item_r)),
        Cell(fixed(scale.error)),
    )


def _coefficient(value: float) -> str:
    """Return a number that cannot pass 1, as .83."""
    if not math.isfinite(value):
        return "\N{EN DASH}"
    text = f"{abs(value):.2f}"
    return ("\N{MINUS SIGN}" if round(value, 2) < 0 else "") + (
        text.removeprefix("0") if abs(value) < 1 else text
    )


def _battery(report: ReliabilityReport) -> Iterator[str]:
    battery = report.battery
    if battery is None:
        yield f"The questions were not looked at as one set: {report.no_battery}."
        return
    what = "items of all scales" if battery.kind is BatteryKind.ITEMS else "basis variables"
    adequacy = battery.adequacy.overall
    yield (
        f"Whether the {len(battery.columns)} {what} have enough in common to look for common factors: KMO "
        f"{_coefficient(adequacy)}, {_adequacy(adequacy)} in Kaiser's words; Bartlett's test that nothing "
        f"correlates: chi-square {battery.sphericity.chi2:,.0f} on {battery.sphericity.df:,} degrees of "
        f"freedom, {_probability(battery.sphericity.p)}."
    )
    yield from _factors(battery)


def _factors(battery: Battery) -> Iterator[str]:
    parallel, one = battery.parallel, battery.one_factor
    yield (
        f"Parallel analysis finds {parallel.n_factors} common factor{'s' * (parallel.n_factors != 1)} and "
        f"{parallel.n_components} component{'s' * (parallel.n_components != 1)} clearer than chance; the "
        f"first component holds {percent(one.first_share)} of the variance."
    )


def _probability(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _adequacy(kmo: float) -> str:
    """Return Kaiser's word for the measure (Kaiser 1974, Psychometrika 39:31)."""
    words = (
        (0.9, "marvelous"),
        (0.8, "meritorious"),
        (0.7, "middling"),
        (0.6, "mediocre"),
        (0.5, "miserable"),
    )
    return next((word for bound, word in words if kmo >= bound), "unacceptable")
