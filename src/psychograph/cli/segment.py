"""`psychograph segment`: segments at once, for people in a hurry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from psychograph.cli.talk import say, wrapped
from psychograph.errors import Problem, UsageError

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph segment psychograph-demo/responses.csv --segments 2
"""


# As in study.model, which is not imported for `--help`.
METHODS = (
    "ward",
    "average",
    "complete",
    "single",
    "kmeans",
    "kmedoids",
    "latent_class",
    "gaussian_mixture",
)


@click.command(epilog=EXAMPLE)
@click.argument("responses", type=click.Path(path_type=Path))
@click.option("--segments", type=click.IntRange(2, 50), default=2, show_default=True, help="Segments wanted.")
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default="ward",
    show_default=True,
    help="How people are grouped.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder for the study and its results; named after RESPONSES if absent.",
)
def segment(responses: Path, segments: int, method: str, out: Path | None) -> None:
    """Segment RESPONSES at once: guess a study, write it down, run it.

    The guessed study.yaml stays in the folder: correct it there and go on with `psychograph run`.
    """
    from psychograph.cli.run import run_and_report
    from psychograph.reports.folder import write_folder

    by = "" if method == "ward" else f"-{method.replace('_', '-')}"
    folder = out or Path(f"{responses.stem}-{segments}-segments{by}")
    contents, remarks = _guessed_study(responses, folder, segments, method)
    _refuse_overwriting(folder, contents)
    write_folder(folder, contents)
    for remark in remarks:
        for printed in wrapped("- ", remark):
            say(printed, err=True)
    run_and_report(folder / "study.yaml")


def _guessed_study(
    responses: Path, folder: Path, segments: int, method: str
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the imported answers and the guessed study as files, and what was assumed."""
    from dataclasses import replace

    from psychograph.cli.guessing import guess_from
    from psychograph.cli.responses import summary
    from psychograph.responses.written import responses_files
    from psychograph.study.model import MethodName, SegmentationSettings
    from psychograph.study.template import render_study

    guess, imported = guess_from(responses, folder)
    settings = SegmentationSettings(method=MethodName(method), segments=segments)
    study = guess.study.model_copy(update={"segmentation": settings})
    text = render_study(replace(guess, study=study))
    files = {**responses_files(imported.responses), "study.yaml": text.encode()}
    return files, tuple(dict.fromkeys((*summary(imported), *guess.remarks)))


def _refuse_overwriting(folder: Path, contents: Mapping[str, bytes]) -> None:
    study = folder / "study.yaml"
    UsageError.collect(
        Problem(
            where=str(folder / name),
            found="a file of your own, which is never overwritten",
            expected="a new folder",
            mend=f"name another folder with --out, or run what is there with: psychograph run {study}",
        )
        for name, content in contents.items()
        if (folder / name).exists() and (folder / name).read_bytes() != content
    )
