"""`psychograph segments choose`: a decision, written into the study file."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say, say_wrapped

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph segments choose psychograph-demo kmeans:3
  psychograph run psychograph-demo
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("solution", metavar="SOLUTION")
def choose(study: Path, solution: str) -> None:
    """Write SOLUTION, such as kmeans:4, into the study file of STUDY.

    Comments, order and all other entries stay; a cut height and options of another method are taken out.
    The lines that change are printed.
    """
    from psychograph.cli.new_files import replace_file
    from psychograph.runs.opened import open_study
    from psychograph.runs.sweeping import categories_in_basis, refuse_unfit
    from psychograph.segmentation.choosing.compare import asked
    from psychograph.segmentation.choosing.options import settings_for
    from psychograph.study.amend import amend_segmentation

    chosen = asked(solution)
    opened = open_study(study)
    settings = settings_for(
        chosen.method,
        opened.study.segmentation,
        k=chosen.k,
        categories=categories_in_basis(opened),
    )
    refuse_unfit(opened, settings)
    amended = amend_segmentation(
        opened.path.read_bytes().decode(), opened.path.name, settings, opened.path.parent
    )
    if amended.difference:
        replace_file(opened.path, amended.text.encode())
        say(f"{opened.path}:")
        for line in amended.difference:
            say(line)
    else:
        say(f"{opened.path} asks for {chosen.name} already; nothing was changed.")
    say("")
    say_wrapped("The run judges these segments against answers that have none:")
    say(f"  psychograph run {study}")
