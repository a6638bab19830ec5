"""`psychograph field draw run`: the randomness is handed in, and the winners come out."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say, say_wrapped

EXAMPLE = """\b
Example:
  psychograph field draw run my-study --randomness HEX --signature HEX
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--randomness", default="", metavar="HEX", help="What the page of the round says.")
@click.option("--signature", default="", metavar="HEX", help="The signature on the same page.")
def run(study: Path, randomness: str, signature: str) -> None:
    """Hold the draw of STUDY with the randomness of the round that was named beforehand.

    The server asks nobody on the internet: open the page that `draw commit` named, and copy it. With
    a secret of the organiser as the source, nothing is copied. Called again, it writes the files again.
    """
    from psychograph.cli.field.draw.published_files import files_beside, write_files
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.incentives.draw import run as hold
    from psychograph.fielding.office.audit import note

    now = SystemClock().now()
    with opened_field(study) as opened:
        record = hold(opened.stores, now, randomness, signature)
        assert record.result is not None  # noqa: S101 - it was held
        note(opened.stores, "draw run", f"randomness {record.result.randomness}", now)
        folder = files_beside(opened)
    write_files(folder, record)
    if not record.result.places:
        say("Nobody had entered: no prize was won.")
    for one in record.result.places:
        say(f"Place {one.place:<4} {one.ticket}  {one.prize or 'reserve'}")
    say_wrapped(f"Wrote {folder}. Publish it: anyone can check it with verify_draw.py, which lies beside it.")
    if record.round is not None:
        checked = (
            "The randomness is the SHA-256 of the signature. Whether drand signed it was not checked here"
            if record.result.signature
            else "Without the signature nothing about the randomness was checked here"
        )
        say_wrapped(f"{checked}: {record.where_to_look[:1].lower()}{record.where_to_look[1:]}")
    say_wrapped(f"Next: psychograph field draw winners {study}")
