"""`psychograph quality`: who looks careless, by which signs, and what leaving them out changes."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import OBEYED, WIDTH, say, say_wrapped
from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from psychograph.responses.quality.report import Outcome, QualityReport
    from psychograph.responses.quality.rule import RuleResult
    from psychograph.responses.responses import Responses
    from psychograph.runs.comparison import ExclusionEffect
    from psychograph.study.model import Study

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph quality psychograph-demo
"""
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
        _print(asked, effect, compare=compare)
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
    from psychograph.runs.known import known_to

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
    known = known_to(asked.study, asked.folder)
    return compare_exclusion(asked.study, asked.responses, asked.report, known)


def _print(asked: _Asked, effect: ExclusionEffect | None, *, compare: bool) -> None:
    from psychograph.responses.quality.weaknesses import SAID_BY_VERDICT

    report = asked.report
    _table(report)
    _silent(report)
    say("")
    _say(report.verdict)
    for proposal in report.proposals[:MOST_LISTED]:
        families = ", ".join(family.value for family in proposal.families)
        _say(f"  {proposal.respondent}: {families} ({', '.join(proposal.rules)})", indent="    ")
    more = len(report.proposals) - MOST_LISTED
    if more > 0:
        say(f"  and {more:,} more, in quality.csv")
    for finding in report.findings:
        if finding.code in SAID_BY_VERDICT:
            continue
        _say(f"{finding.severity.value} ({finding.code}): {finding.text}")
    if effect is not None:
        say("")
        for line in _compared(effect):
            _say(line, indent="    " if line.startswith(" ") else "  ")
    elif compare:
        say("Nobody is proposed for leaving out, so there is nothing to compare.", err=True)
    elif report.proposals:
        say(f"Next: {_next(asked)}", err=True)


def _next(asked: _Asked) -> str:
    """Return the command that shows what leaving out those proposed would change."""
    if asked.study is None:
        answers = asked.folder / "responses.csv"
        return f"for a study to compare with, psychograph init {asked.folder} --from {answers}"
    return f"see what changes without them: psychograph quality {asked.folder} --compare"


def _say(text: str, *, indent: str = "  ") -> None:
    say_wrapped(text, indent=indent)


def _table(report: QualityReport) -> None:
    """Print the rules that remarked somebody, then those that ran and did not."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    page = io.StringIO()
    table = Table(box=None, pad_edge=False)
    for name, side in (("Rule", "left"), ("Evidence", "left"), ("Remarked", "right"), ("Rests on", "left")):
        table.add_column(name, justify="right" if side == "right" else "left", overflow="fold")
    for outcome in report.outcomes:
        if outcome.result is not None and outcome.flagged:
            row = _row(outcome, outcome.result, len(report.respondents))
            table.add_row(*(Text(OBEYED.sub(" ", cell)) for cell in row))
    if table.row_count:
        Console(file=page, width=WIDTH, color_system=None, force_terminal=False).print(table)
        for line in page.getvalue().splitlines():
            say(line.rstrip())
        say("")
    silent = [o.code for o in report.outcomes if o.result is not None and not o.flagged]
    if silent:
        _say(f"Remarked nobody: {', '.join(silent)}.")


def _row(outcome: Outcome, result: RuleResult, respondents: int) -> tuple[str, str, str, str]:
    remarked = f"{outcome.flagged:,} ({outcome.flagged / respondents:.1%})"
    return outcome.code, outcome.family.value, remarked, result.rests_on


def _silent(report: QualityReport) -> None:
    """Print the rules that could not run, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for outcome in report.outcomes:
        if outcome.result is None:
            reasons.setdefault(outcome.silent, []).append(outcome.code)
    if reasons:
        say("\nCould not run:")
    for reason, codes in reasons.items():
        _say(f"  {', '.join(codes)}: {reason}", indent="    ")


def _compared(effect: ExclusionEffect) -> list[str]:
    sizes = [", ".join(map(str, found)) for found in (effect.sizes_everybody, effect.sizes_kept)]
    lines = [
        effect.text,
        f"  segment sizes with everybody: {sizes[0]}; without: {sizes[1]}",
        f"  verdict with everybody: {effect.verdict_everybody.value}; without: {effect.verdict_kept.value}",
    ]
    lines += [f"  segment {one} with everybody goes on as {other}" for one, other in effect.matched]
    return lines
