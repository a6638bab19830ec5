"""`psychograph quality`: who looks careless, by which signs, and what leaving them out changes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import OBEYED, say
from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from psychograph.responses.quality.report import Outcome, QualityReport
    from psychograph.responses.responses import Responses
    from psychograph.runs.comparison import ExclusionEffect
    from psychograph.study.model import Study

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph quality psychograph-demo
"""
WIDTH = 110  # of the table, where nobody says how wide the terminal is
MOST_LISTED = 20
RECORD = "quality.json"


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for quality.csv and quality.json; 'quality' beside the study if absent.",
)
@click.option("--compare", is_flag=True, help="Run the study with and without those proposed, and compare.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def quality(study: Path, out: Path | None, compare: bool, as_json: bool) -> None:
    """Check the answers of STUDY: who looks careless, and what is missing.

    STUDY is a study file, its folder, or a folder with responses.csv and codebook.json. Nobody is left
    out: to do that, write `quality: {exclude: proposed}` in the study file. The exit code is 1 where
    somebody is proposed for leaving out or something is seriously wrong, 0 otherwise.
    """
    from psychograph.findings import Severity
    from psychograph.reports.folder import write_folder
    from psychograph.reports.records import plain, to_json
    from psychograph.responses.quality.written import quality_csv, quality_record

    asked = _asked(study)
    effect = _effect(asked) if compare else None
    record = {"quality": quality_record(asked.report), "comparison": effect}
    folder = out or asked.folder / "quality"
    write_folder(folder, {"quality.csv": quality_csv(asked.report), RECORD: to_json(record)}, sign=RECORD)
    if as_json:
        say(to_json(plain(record)).rstrip("\n"))
    else:
        _print(asked.report, effect, compare=compare)
        say(f"\nWrote {folder / 'quality.csv'} and {folder / RECORD}.", err=True)
    serious = any(finding.severity is Severity.SERIOUS for finding in asked.report.findings)
    if asked.report.proposals or serious:
        sys.exit(1)


@dataclass(frozen=True, eq=False)
class _Asked:
    """What is checked, and what was found."""

    folder: Path
    study: Study | None
    responses: Responses
    report: QualityReport


def _asked(path: Path) -> _Asked:
    from psychograph.study.load import load_study, study_file

    if path.is_dir() and not (path / "study.yaml").is_file() and (path / "responses.csv").is_file():
        return _imported(path)
    from psychograph.errors import ResponsesError
    from psychograph.responses.load import study_responses
    from psychograph.runs.screening import quality_of, quality_problems

    path = study_file(path)
    study = load_study(path)
    responses = study_responses(study, path.parent)
    ResponsesError.collect(quality_problems(study, responses))
    return _Asked(path.parent, study, responses, quality_of(study, responses))


def _imported(folder: Path) -> _Asked:
    """Check answers without a study, as `psychograph responses import` writes them."""
    import numpy as np

    from psychograph.codebook.files import read_codebook
    from psychograph.responses.quality.check import check_quality
    from psychograph.responses.readers import read_responses

    described = folder / "codebook.json"
    codebook = read_codebook(described) if described.is_file() else None
    responses = read_responses(folder / "responses.csv", codebook=codebook).responses
    return _Asked(folder, None, responses, check_quality(responses, rng=np.random.default_rng(1)))


def _effect(asked: _Asked) -> ExclusionEffect | None:
    from psychograph.runs.comparison import compare_exclusion

    if asked.study is None:
        raise UsageError(
            Problem(
                where=str(asked.folder),
                found="answers without a study, so that there are no segments to compare",
                expected="a folder with a study.yaml",
                mend=f"leave --compare away, or write a study: psychograph init {asked.folder} --from "
                f"{asked.folder / 'responses.csv'}",
            )
        )
    if not asked.report.proposals:
        return None
    return compare_exclusion(asked.study, asked.responses, asked.report)


def _print(report: QualityReport, effect: ExclusionEffect | None, *, compare: bool) -> None:
    _table(report)
    say(f"\n{report.verdict}")
    for proposal in report.proposals[:MOST_LISTED]:
        families = ", ".join(family.value for family in proposal.families)
        say(f"  {proposal.respondent}: {families} ({', '.join(proposal.rules)})")
    more = len(report.proposals) - MOST_LISTED
    if more > 0:
        say(f"  and {more} more, in quality.csv")
    for finding in report.findings:
        say(f"{finding.severity.value} ({finding.code}): {finding.text}")
    if effect is not None:
        say("")
        for line in _compared(effect):
            say(line)
    elif compare:
        say("Nobody is proposed for leaving out, so there is nothing to compare.", err=True)


def _table(report: QualityReport) -> None:
    """Print every rule with what it found, then those that could not run with the reason."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal:
        console.width = WIDTH
    table = Table(box=None, pad_edge=False)
    for name, side in (("Rule", "left"), ("Evidence", "left"), ("Remarked", "right"), ("Rests on", "left")):
        table.add_column(name, justify="right" if side == "right" else "left", overflow="fold")
    for outcome in report.outcomes:
        table.add_row(*(Text(OBEYED.sub(" ", cell)) for cell in _row(outcome, len(report.respondents))))
    console.print(table)


def _row(outcome: Outcome, respondents: int) -> tuple[str, str, str, str]:
    if outcome.result is None:
        return outcome.code, outcome.family.value, "-", f"could not run: {outcome.silent}"
    share = outcome.flagged / respondents
    remarked = f"{outcome.flagged} ({share:.1%})" if outcome.flagged else "0"
    return outcome.code, outcome.family.value, remarked, outcome.result.rests_on


def _compared(effect: ExclusionEffect) -> list[str]:
    sizes = [", ".join(map(str, found)) for found in (effect.sizes_everybody, effect.sizes_kept)]
    lines = [
        effect.text,
        f"  segment sizes with everybody: {sizes[0]}; without: {sizes[1]}",
        f"  verdict with everybody: {effect.verdict_everybody.value}; without: {effect.verdict_kept.value}",
    ]
    lines += [f"  segment {one} with everybody goes on as {other}" for one, other in effect.matched]
    return lines
