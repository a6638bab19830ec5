"""`psychograph check`: whether the study is in order, and whether the responses fit it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.findings import Finding
    from psychograph.responses.attributes import ScoredResponses
    from psychograph.runs.known import Known
    from psychograph.study.model import Study


EXAMPLE = """\b
Example:
  psychograph init my-study
  psychograph check my-study/study.yaml
"""


@click.command(epilog=EXAMPLE)
@click.argument("study_yaml", type=click.Path(path_type=Path))
def check(study_yaml: Path) -> None:
    """Check a study file, and the responses beside it.

    Every mistake is named with its line. The exit code is 0 for a study in order,
    1 where something weakens it, 2 where it cannot be used.
    """
    from psychograph.findings import Severity
    from psychograph.profiling.standings import map_constructs
    from psychograph.runs.held_back import held_back
    from psychograph.runs.known import known_to
    from psychograph.study.lint import lint_study
    from psychograph.study.load import load_study, study_file

    study_yaml = study_file(study_yaml)
    study = load_study(study_yaml)
    known = known_to(study, study_yaml.parent)
    held = held_back(study, map_constructs(study, known.knowledge), known.knowledge, known.language)
    responses = _responses(held.study, study_yaml.parent, known)
    weighting = responses.weighting if responses is not None else None
    findings = (
        *known.findings,
        *held.findings,
        *lint_study(study, known.catalogue),
        *(weighting.findings if weighting is not None else ()),
    )
    say_wrapped(f"{study_yaml.name} is in order: {_summary(study, responses)}.")
    if responses is None:
        say(f"{study.responses} is not there yet, so only the study file was checked.", err=True)
    for note in responses.notes if responses is not None else ():
        say_wrapped(f"note (reading): {note}")
    for line in _lines(findings):
        say_wrapped(line)
    if any(finding.severity is not Severity.NOTE for finding in findings):
        sys.exit(1)


def _responses(study: Study, folder: Path, known: Known) -> ScoredResponses | None:
    """Return the scored responses, None where there are none yet."""
    if not (folder / study.responses).exists():
        return None
    from psychograph.responses.load import study_responses
    from psychograph.runs.screening import screen
    from psychograph.segmentation.fit import checked_points
    from psychograph.segmentation.methods import method_of

    responses = screen(study, study_responses(study, folder), known).responses
    # What a run would refuse is no study in order.
    checked_points(
        responses.attributes(),
        study.basis,
        study.segmentation,
        method_of(study.segmentation),
        answered=study.scoring.answered,
    )
    return responses


def _summary(study: Study, responses: ScoredResponses | None) -> str:
    parts = [
        _count(len(study.attributes), "attribute"),
        f"{len(study.basis)} in the basis",
        _count(len(study.descriptors), "descriptor"),
    ]
    if responses is not None:
        parts.append(f"{_count(len(responses.respondents), 'response')} in {study.responses}")
    return ", ".join(parts)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _lines(findings: Sequence[Finding]) -> Sequence[str]:
    return [f"{finding.severity.value} ({finding.code}): {finding.text}" for finding in findings]
