"""``psychograph run``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from psychograph.errors import Problem, UsageError


@click.command(epilog="Example: psychograph run psychograph-demo/study.yaml")
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the results; 'results' beside the study file if absent.",
)
def run(study: Path, out: Path | None) -> None:
    """Run STUDY, a study file or its folder: segments, personas, target, brief and report.

    Where there is no sign of segments, the run stops before personas and ends with exit code 1.
    """
    run_and_report(study, out)


def run_and_report(study: Path, out: Path | None = None) -> None:
    """Run a study, write its results and print what it found; exit with 1 where it stops before personas.

    Parameters
    ----------
    study : Path
        A study file.
    out : Path or None
        Folder for the results; ``results`` beside the study file if None.
    """
    from psychograph.cli.progress import progress_bar
    from psychograph.runs.run import run_study
    from psychograph.study.load import study_file

    study = study_file(study)
    with progress_bar("Building and judging segments") as progress:
        found = run_study(study, progress=progress)
    # After the run: bad input is answered before anything that draws is imported.
    from psychograph.cli.summary import print_summary
    from psychograph.reports.results import write_results

    folder = out or study.parent / "results"
    _refuse_inputs(folder, study, study.parent / found.study.responses)
    write_results(found, folder)
    print_summary(found, folder)
    if found.stopped:
        sys.exit(1)  # a script that goes on to the campaign must notice


def _refuse_inputs(folder: Path, *inputs: Path) -> None:
    """Refuse to write results among the files that were read: one may bear the name of a result."""
    UsageError.collect(
        Problem(
            where=str(folder),
            found=f"the folder of {path.name}",
            expected="a folder for the results alone",
            mend="name another folder with --out, or leave --out away for 'results' beside the study file",
        )
        for path in inputs
        if folder.exists() and folder.samefile(path.parent)
    )
