"""The sample shop, copied to where somebody can look at it and change it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from psychograph.cli.talk import say

FOLDER = Path("history-sample")
COPIED = ("transactions.csv", "customers.csv", "history.yaml")


def copy_shop(folder: Path = FOLDER) -> Path:
    """Copy the sample shop into a folder, and return it; files that are there already are kept.

    Raises
    ------
    UsageError, OutputError
        Where something stands in the way, or the folder cannot be written.
    """
    from psychograph.reports.folder import write_folder

    source = files("psychograph.samples").joinpath("shop")
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
    return folder
