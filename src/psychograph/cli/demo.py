"""``psychograph demo``."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from psychograph.cli.talk import say

SAMPLES = {"worked-example": "worked_example", "wearable": "wearable"}
COPIED = ("study.yaml", "questionnaire.yaml", "responses.csv")


@click.command(epilog="Example: psychograph demo my-first-study")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option(
    "--sample",
    type=click.Choice(list(SAMPLES)),
    default="worked-example",
    show_default=True,
    help="Which sample study: 28 people and a product launch, or 300 customers of a wearable maker.",
)
def demo(folder: Path | None, sample: str) -> None:
    """Copy a sample study into FOLDER (psychograph-demo if absent), run it and say what it found.

    A study file that you have changed there is kept: change the cut, run the demo again and see.
    """
    from psychograph.cli.run import run_and_report

    folder = folder or Path(
        "psychograph-demo" if sample == "worked-example" else f"psychograph-demo-{sample}"
    )
    copy_sample(SAMPLES[sample], folder)
    run_and_report(folder / "study.yaml")


def copy_sample(sample: str, folder: Path) -> None:
    """Copy a sample study into a folder; files that are there already are kept.

    Raises
    ------
    UsageError, OutputError
        Where something stands in the way, or the folder cannot be written.
    """
    from psychograph.reports.folder import write_folder

    source = files("psychograph.samples").joinpath(sample)
    missing = [name for name in COPIED if not (folder / name).exists()]
    kept = [
        name
        for name in COPIED
        if name not in missing and (folder / name).read_bytes() != source.joinpath(name).read_bytes()
    ]
    if kept:
        say(f"Keeping your own {' and '.join(kept)} in {folder}.", err=True)
    if missing:
        write_folder(folder, {name: source.joinpath(name).read_bytes() for name in missing})
