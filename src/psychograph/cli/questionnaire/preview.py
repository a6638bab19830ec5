"""`psychograph questionnaire preview`: the questionnaire as respondents will see it."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say

PAGE = "preview.html"
OURS = b'<meta name="generator" content="Psychograph'  # in the head of every such page
RESPONSE_RATE = 0.2
EXAMPLE = """\b
Example:
  psychograph questionnaire suggest my-study --goal awareness --question "Where do we reach our customers?"
  psychograph questionnaire preview my-study
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="File to write; preview.html beside the questionnaire.",
)
def preview(study: Path, out: Path | None) -> None:
    """Write a page that shows the questionnaire of STUDY as respondents will see it, and what it is for.

    A page that was written before is replaced; a file of yours is not.
    """
    from psychograph.cli.questionnaire.opened import opened
    from psychograph.cli.questionnaire.written import write_made
    from psychograph.questionnaire.lint import lint
    from psychograph.questionnaire.planning.length import duration
    from psychograph.questionnaire.planning.sample_size import sample_size
    from psychograph.reports.questionnaire.preview import preview as preview_of

    found = opened(study)
    plan = found.study
    needed = (
        sample_size(len(plan.basis), segments=plan.segmentation.segments, response_rate=RESPONSE_RATE)
        if plan is not None
        else None
    )
    page = preview_of(
        found.questionnaire,
        study=plan,
        catalogue=found.catalogue,
        duration=duration(found.questionnaire),
        sample=needed,
        remarks=lint(found.questionnaire, plan, found.catalogue),
    )
    file = out or found.folder / PAGE
    write_made(file.parent, {file.name: page.encode()}, ours=OURS)
    say(f"Wrote {file}. Open it in a browser.", err=True)
    say(f"Next: psychograph questionnaire export {found.shown} --to html", err=True)
    say(f"      psychograph questionnaire size {found.shown}", err=True)
