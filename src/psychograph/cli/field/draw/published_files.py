"""Where the files of a draw go, and writing them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psychograph.cli.field.opened import OpenField
    from psychograph.fielding.incentives.record import Record

FOLDER = "draw"


def files_beside(opened: OpenField) -> Path:
    """Return the folder of the files that are published."""
    from psychograph.cli.field.opened import own_folder

    return own_folder(opened.field.folder, opened.settings) / FOLDER


def write_files(folder: Path, record: Record) -> None:
    """Write the files of a draw, in place of those that it wrote before; they hold nobody's data."""
    from psychograph.cli.new_files import write_new

    contents = record.files()
    write_new(folder, contents, anew=contents)
