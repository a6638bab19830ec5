"""`psychograph field draw verify`: a published record is checked, as anyone can."""

from __future__ import annotations

from pathlib import Path

import click

EXAMPLE = """\b
Example:
  psychograph field draw verify my-study/field/draw/draw-record.json --commitment HEX
"""


@click.command(epilog=EXAMPLE)
@click.argument("record", type=click.Path(exists=True, path_type=Path))
@click.option("--commitment", default="", metavar="HEX", help="What was published before the draw.")
@click.option("--code", default="", help="An entry code, to find it in the list.")
@click.option("--address", default="", help="The address that was entered with it.")
@click.pass_context
def verify(ctx: click.Context, record: Path, commitment: str, code: str, address: str) -> None:
    """Check RECORD, draw-record.json or the folder it lies in: commitment, list, randomness, places, prizes.

    It does what the file verify_draw.py does, which needs no installation.
    """
    from psychograph.fielding.incentives.record import RECORD
    from psychograph.fielding.incentives.verify_draw import main

    file = record / RECORD if record.is_dir() else record
    given = [str(file)]
    for name, value in (("--commitment", commitment), ("--code", code), ("--address", address)):
        given += [f"{name}={value}"] if value else []
    ctx.exit(main(given))
