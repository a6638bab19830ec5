"""`psychograph field export`: answers for the rest of the walk."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.cli.field.opened import OpenField
    from psychograph.fielding.watching.export import Exported

EXAMPLE = """\b
Example:
  psychograph field export my-study
  psychograph run my-study
"""


@click.command(name="export", epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder; that of the study if absent."
)
@click.option("--partials", is_flag=True, help="Partial answers too, marked in a column.")
@click.option("--design", is_flag=True, help="Group, arms and wave too.")
@click.option("--force", is_flag=True, help="Replace what an export wrote there before.")
def export(study: Path, out: Path | None, partials: bool, design: bool, force: bool) -> None:
    """Write the complete answers of STUDY as responses.csv and codebook.json, for `psychograph run`.

    Answers are under numbers of chance, without names, addresses or times of day; test answers are out.
    What was written is noted, so that `psychograph field erase` reaches it. Consents to the
    draw and to be written to are about addresses: they stay with the contacts, and are not in here.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.watching.export import export as exported

    now = SystemClock().now()
    with opened_field(study) as opened:
        made = opened.stores.answers.read(
            lambda connection: exported(connection, opened.field, now, partials=partials, design=design)
        )
        folder = out or opened.field.folder
        _write(opened, folder, made, stamp(now), force=force)
    _tell(made, folder)


def _write(opened: OpenField, folder: Path, made: Exported, at: int, *, force: bool) -> None:
    from psychograph.cli.new_files import write_new
    from psychograph.fielding.privacy.copies import note_copy

    contents = dict(made.files)
    table = folder / made.files[0][0]
    own = _own(opened, folder, contents) if force else frozenset[str]()
    _refuse_foreign(folder, contents, own, force=force)
    table.parent.mkdir(parents=True, exist_ok=True)
    note_copy(opened.stores, table, "export", at)  # before it is there, so that erasure misses nothing
    write_new(folder, contents, anew=own)


def _own(opened: OpenField, folder: Path, contents: dict[str, bytes]) -> frozenset[str]:
    """Return those of the files that an export of this field wrote: noted as copies, or told beside."""
    from psychograph.fielding.privacy.copies import known_copies
    from psychograph.fielding.watching.export import ABOUT, MADE_BY

    noted = {copy.path for copy in known_copies(opened.stores) if copy.kind == "export"}
    try:
        about = json.loads((folder / ABOUT).read_bytes())
        ours = about["made_by"] == MADE_BY and about["field"] == opened.field.name
        told = {ABOUT, *map(str, about["files"][1:])} if ours else set()
    except (OSError, ValueError, KeyError, TypeError):
        told = set()
    return frozenset(name for name in contents if name in told or str((folder / name).resolve()) in noted)


def _refuse_foreign(folder: Path, contents: dict[str, bytes], own: frozenset[str], *, force: bool) -> None:
    from psychograph.errors import Problem, UsageError

    UsageError.collect(
        Problem(
            where=str(folder / name),
            found="a file that no export of this field wrote" if force else "a file of that name",
            expected="nothing in its place: files of others are never replaced",
            mend="name another folder with --out, or move it away"
            + ("" if force else "; --force replaces what an export wrote"),
        )
        for name in contents
        if name not in own and os.path.lexists(folder / name)
    )


def _tell(made: Exported, folder: Path) -> None:
    rows = f"{made.complete:,} complete"
    if made.partial:
        rows += f" and {made.partial:,} partial"
    names = ", ".join(name for name, _ in made.files)
    say(f"Wrote {rows} answers: {names} in {folder}.", err=True)
    for note in made.notes:
        say_wrapped(note)
    if not made.complete and not made.partial:
        say("Nobody has completed yet, so the table has no rows.", err=True)
