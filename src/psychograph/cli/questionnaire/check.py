"""`psychograph questionnaire check`: whether a questionnaire is in order, well worded, and fits its study."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.cli.questionnaire.opened import Opened
    from psychograph.findings import Finding
    from psychograph.questionnaire.lint import Remark
    from psychograph.questionnaire.planning.length import Duration

EXAMPLE = """\b
Example:
  psychograph questionnaire suggest my-study --goal trial --question "Who likes to try new products?"
  psychograph questionnaire check my-study
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print remarks, findings and length as JSON.")
def check(study: Path, as_json: bool) -> None:
    """Check the questionnaire of STUDY, a folder or a questionnaire file.

    What contradicts itself is named with its line. Then follow remarks on the wording, its length, and
    whether the study's attributes are the columns that are asked. The exit code is 0 where nothing was
    found, 1 where something should be looked at, 2 where the file cannot be used.
    """
    from psychograph.cli.questionnaire.opened import opened
    from psychograph.findings import Severity
    from psychograph.questionnaire.lint import lint
    from psychograph.questionnaire.planning.length import duration
    from psychograph.questionnaire.study.match import mismatches

    found = opened(study)
    remarks = lint(found.questionnaire, found.study, found.catalogue)
    findings = mismatches(found.questionnaire, found.study) if found.study is not None else ()
    took = duration(found.questionnaire)
    if as_json:
        _print_json(took, remarks, findings)
    else:
        _print(found, took, remarks, findings)
    severities = [*(one.severity for one in remarks), *(one.severity for one in findings)]
    if any(severity is not Severity.NOTE for severity in severities):
        sys.exit(1)


def _print(found: Opened, took: Duration, remarks: Sequence[Remark], findings: Sequence[Finding]) -> None:
    from psychograph.cli.questionnaire.summary import in_short, remark_line

    say_wrapped(f"{found.file.name} is in order: {in_short(found.questionnaire, took)}.")
    if found.study is None:
        say("No study stands beside it, so only the questionnaire was checked.", err=True)
        say(f"`psychograph init {found.folder}` writes one.", err=True)
    for finding in findings:
        say_wrapped(f"{finding.severity.value} ({finding.code}): {finding.text}")
    for remark in remarks:
        say_wrapped(remark_line(remark))
    if not remarks and not findings:
        say("Nothing to remark.")
    say(f"Next: psychograph questionnaire preview {found.shown}", err=True)


def _print_json(took: Duration, remarks: Sequence[Remark], findings: Sequence[Finding]) -> None:
    from psychograph.cli.questionnaire.summary import length_record
    from psychograph.reports.records import to_json

    record = {
        "length": length_record(took),
        "findings": [
            {"code": one.code, "severity": one.severity.value, "text": one.text} for one in findings
        ],
        "remarks": [
            {
                "code": one.code,
                "severity": one.severity.value,
                "where": one.where,
                "text": one.text,
                "mend": one.mend,
            }
            for one in remarks
        ],
    }
    say(to_json(record).rstrip("\n"))
