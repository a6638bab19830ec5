"""The first lines of a report, after which a manager may stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.findings import Severity
from psychograph.personas.wording import by_weight, capitalised, join_words
from psychograph.reports.formats import how_often, people, percent
from psychograph.reports.view.respondents import why_left_out
from psychograph.reports.view.segment_heads import name_of
from psychograph.runs.run import Run
from psychograph.segmentation.segmentation import VerdictKind

TRUST = {
    VerdictKind.NATURAL: "Natural segments",
    VerdictKind.REPRODUCIBLE: "Reproducible, with soft borders",
    VerdictKind.CONSTRUCTED: "A useful cut, not natural groups",
    VerdictKind.NONE: "No segments",
}


@dataclass(frozen=True)
class Line:
    """One line of the summary: what it is about, what it says, where to read on, and a warning mark."""

    label: str
    lead: str
    text: str
    link: str
    mark: str = ""


def summary(run: Run) -> Iterator[Line]:
    """Yield the lines: who answered, how far to trust it, whom to target, with what, and beware of what."""
    yield _answers(run)
    verdict = run.segmentation.verdict
    yield Line("Trust", TRUST[verdict.kind], verdict.text, "segments")
    yield _stopped() if run.stopped else _target(run)
    if run.brief is not None:
        theme, offer = run.brief.theme.text, run.brief.proposition
        mark = "needs evidence first" if offer.checks else ""
        yield Line("Campaign theme", capitalised(theme), offer.text, "brief", mark)
    if run.findings:
        first = run.findings[0]
        label = "Note" if first.severity is Severity.NOTE else "Most serious caution"
        yield Line(label, "", first.text, "findings")


def _answers(run: Run) -> Line:
    n, unplaced, excluded = len(run.segmentation.basis), len(run.segmentation.left_out), len(run.excluded)
    names = join_words(
        [
            f"{name_of(run, p.segment)} ({p.n:,}, "
            f"{by_weight(percent(p.share), weighted=p.effective_n is not None)})"
            for p in run.profile.segments
        ]
    )
    k = len(run.profile.segments)
    if not unplaced and not excluded:
        lead = f"{people(n)} answered and fall into {k} segments"
        return Line("Answers", lead, f"{names}.", "respondents")
    lead = f"{people(n + unplaced + excluded)} answered; {n:,} fall into {k} segments"
    parts = (
        [f"{excluded:,} {'was' if excluded == 1 else 'were'} left out {why_left_out(run)}"]
        if excluded
        else []
    )
    parts += [f"{unplaced:,} left a question blank and could not be placed"] if unplaced else []
    without = join_words(parts)
    return Line("Answers", lead, f"{without}. Of the {n:,} in segments: {names}.", "respondents")


def _stopped() -> Line:
    return Line(
        "Personas",
        "None built",
        "Without a sign of segments there is nobody to describe, target or write to. Ask other questions, "
        "cut differently or collect more answers; the study file can also override the verdict.",
        "stopped",
    )


def _target(run: Run) -> Line:
    if run.brief is None:
        return Line(
            "Target",
            "None proposed",
            f"{capitalised(run.ranking.why_no_target)}. See what each persona can still be to the campaign.",
            "brief",
        )
    score = run.ranking.score(run.brief.segment)
    rating = (
        f"Fit with the goal {score.fit:.1f} of 10; "
        f"first in {how_often(score.first_share)} of random weightings."
    )
    chosen = "Named in the study file. " if run.ranking.chosen_by_user else ""
    tail = ""
    if run.segmentation.verdict.kind is VerdictKind.NONE:
        tail = " But there is no sign of segments: do not act on this."
    elif any(p.exploratory for p in run.personas if p.segment == run.brief.segment):
        tail = " Exploratory: confirm it before money follows it."
    return Line("Target", run.brief.persona, f"{chosen}{rating}{tail}", "target")
