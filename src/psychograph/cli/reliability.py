"""`psychograph reliability`: how far the scales of a study may be trusted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say

if TYPE_CHECKING:
    from psychograph.responses.reliability.battery import Missing

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph reliability psychograph-demo/study.yaml
"""


@click.command(epilog=EXAMPLE)
@click.argument("study_yaml", type=click.Path(path_type=Path))
@click.option(
    "--missing",
    type=click.Choice(["pairwise", "listwise", "em"]),
    default="pairwise",
    show_default=True,
    help="What becomes of missing answers.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--scores",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write every respondent's scores to FILE, a CSV, as they are and from 0 to 100.",
)
def reliability(study_yaml: Path, missing: Missing, as_json: bool, scores: Path | None) -> None:
    """Say how well the scales of a study measure.

    Cronbach's alpha, omega and every item's part in them; whether all items together hold factors;
    and how people used the answer scales. The exit code is 1 where something is serious, else 0.
    """
    from psychograph.cli.new_files import refuse_overwriting, write_new
    from psychograph.cli.reliability_summary import reliability_summary
    from psychograph.findings import Severity
    from psychograph.reports.records import to_json
    from psychograph.responses.load import study_responses
    from psychograph.responses.reliability.score_table import scores_csv
    from psychograph.runs.known import known_to
    from psychograph.runs.reliability import reliability_of
    from psychograph.runs.screening import screen
    from psychograph.study.load import load_study, study_file

    study_yaml = study_file(study_yaml)
    study = load_study(study_yaml)
    if scores is not None:
        refuse_overwriting(scores)
    responses = study_responses(study, study_yaml.parent)
    screened = screen(study, responses, known_to(study, study_yaml.parent))
    report = reliability_of(study, responses, screened, missing=missing)
    if scores is not None:
        table = scores_csv(screened.responses, respondent=study.respondent or "respondent")
        write_new(scores.parent, {scores.name: table.encode()})
        say(f"Wrote {scores}.", err=True)
    if as_json:
        say(to_json(report).rstrip("\n"))
    else:
        for line in reliability_summary(report, study, left_out=len(screened.excluded)):
            say(line)
    if any(finding.severity is Severity.SERIOUS for finding in report.findings):
        sys.exit(1)
