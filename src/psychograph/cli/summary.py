"""What a run found, in under a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.cli.talk import WIDTH, say, wrapped
from psychograph.labels import readable_all

if TYPE_CHECKING:
    from psychograph.personas.persona import Persona
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
    for persona in run.personas:
        yield from _persona(run, persona, spoken)
    yield ""
    yield from _target(run)
    yield ""
    for finding in run.findings[:MOST_FINDINGS]:
        yield from _wrapped(f"{finding.severity.value.capitalize()}: ", finding.text)
    more = len(run.findings) - MOST_FINDINGS
    if more > 0:
        yield f"({more} more finding{'' if more == 1 else 's'} in the report)"
    yield f"Report: {folder / 'report.html'}"


def _persona(run: Run, persona: Persona, spoken: Mapping[str, str]) -> Iterator[str]:
    from psychograph.personas.wording import by_weight

    said = [
        f"{spoken[attribute.name]} {attribute.level.value.replace('_', ' ')}"
        for attribute in run.profile.segment(persona.segment).headlines
    ]
    share = by_weight(f"{persona.share:.0%}", weighted=persona.weighted)
    head = f"  {persona.segment}  {persona.plural}  {persona.n} ({share})"
    yield head + ("  exploratory" if persona.exploratory else "")
    yield from _wrapped("     ", ", ".join(said) if said else "nothing stands out far from the middle")


def _target(run: Run) -> Iterator[str]:
    if run.brief is None:
        yield from _wrapped("Target: ", f"none, since {run.ranking.why_no_target}; see the report.")
        return
    score = run.ranking.score(run.brief.segment)
    chosen = (
        "named in the study"
        if run.ranking.chosen_by_user
        else (f"fit {score.fit:.1f} of 10, first in {score.first_share:.0%} of random weightings")
    )
    yield f"Target: {run.brief.persona} ({chosen})"
    yield from _wrapped("Theme:  ", run.brief.theme.text[:1].upper() + run.brief.theme.text[1:])


def _wrapped(lead: str, text: str) -> list[str]:
    return wrapped(lead, text, indent="  " if lead.strip() or not lead else lead)
