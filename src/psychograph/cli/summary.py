"""What a run found, in under a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.cli.talk import WIDTH, say, wrapped
from psychograph.labels import readable_all

if TYPE_CHECKING:
    from psychograph.profiling.profile import SegmentProfile
    from psychograph.runs.run import Run

MOST_FINDINGS = 3


def print_summary(run: Run, folder: Path) -> None:
    """Print verdict, segments, personas, target, findings and where the report is."""
    for line in summary(run, folder):
        say(line)


def summary(run: Run, folder: Path) -> Iterator[str]:
    """Yield the lines of the summary."""
    segmentation = run.segmentation
    n, left_out = len(segmentation.basis), len(segmentation.left_out) + len(run.excluded)
    title = run.study.title
    yield title if len(title) <= WIDTH else f"{title[: WIDTH - 3]}..."
    yield from _wrapped(
        "",
        f"{n} respondents"
        + (f" ({left_out} more left out)" if left_out else "")
        + f", {len(run.study.basis)} basis variables, {segmentation.title}, "
        + (
            f"cut into {len(segmentation.segments)} at height {segmentation.cut_height:.4g}"
            if segmentation.cut_height is not None
            else f"{len(segmentation.segments)} segments"
        ),
    )
    yield from _wrapped(f"Verdict: {segmentation.verdict.kind.value}. ", segmentation.verdict.text)
    yield ""
    spoken = readable_all(run.study.attributes)
    for part in run.profile.segments:
        yield from _segment(run, part, spoken)
    yield ""
    yield from _stopped() if run.stopped else _target(run)
    yield ""
    findings = [finding for finding in run.findings if finding.code != "no-personas"]  # said above
    for finding in findings[:MOST_FINDINGS]:
        yield from _wrapped(f"{finding.severity.value.capitalize()}: ", finding.text)
    more = len(findings) - MOST_FINDINGS
    if more > 0:
        yield f"({more} more finding{'' if more == 1 else 's'} in the report)"
    yield f"Report: {folder / 'report.html'}"


def _segment(run: Run, part: SegmentProfile, spoken: Mapping[str, str]) -> Iterator[str]:
    from psychograph.personas.wording import by_weight

    said = [
        f"{spoken[attribute.name]} {attribute.level.value.replace('_', ' ')}" for attribute in part.headlines
    ]
    share = by_weight(f"{part.share:.0%}", weighted=part.effective_n is not None)
    name = run.names().get(part.segment)
    head = f"  {part.segment}  {name}" if name else f"  Segment {part.segment}"
    exploratory = any(p.exploratory for p in run.personas if p.segment == part.segment)
    yield f"{head}  {part.n} ({share})" + ("  exploratory" if exploratory else "")
    yield from _wrapped("     ", ", ".join(said) if said else "nothing stands out far from the middle")


def _stopped() -> Iterator[str]:
    from psychograph.runs.findings import INSTEAD

    yield from _wrapped("No personas, target or brief: ", f"there is no sign of segments. {INSTEAD}")


def _target(run: Run) -> Iterator[str]:
    if run.brief is None:
        yield from _wrapped("Target: ", f"none, since {run.ranking.why_no_target}; see the report.")
        return
    from psychograph.reports.formats import how_often

    score = run.ranking.score(run.brief.segment)
    chosen = (
        "named in the study"
        if run.ranking.chosen_by_user
        else f"fit {score.fit:.1f} of 10, first in {how_often(score.first_share)} of weightings"
    )
    yield from _wrapped("Target: ", f"{run.brief.persona} ({chosen})")
    yield from _wrapped("Theme:  ", run.brief.theme.text[:1].upper() + run.brief.theme.text[1:])
    if run.brief.caution is not None:
        yield from _wrapped("Caution: ", run.brief.caution)


def _wrapped(lead: str, text: str) -> list[str]:
    return wrapped(lead, text, indent="  " if lead.strip() or not lead else lead)
