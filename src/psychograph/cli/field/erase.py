"""`psychograph field erase`: one person is erased, from every copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.fielding.privacy.erase import Erased

EXAMPLE = """\b
Example:
  psychograph field erase my-study ann@example.org
  psychograph field erase my-study --case https://ask.example.org/r/AbCdEfGh --yes
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("address", default="")
@click.option("--case", default="", help="A link or a handle, for somebody of an open link.")
@click.option("--yes", is_flag=True, help="Do not ask: it cannot be undone.")
def erase(study: Path, address: str, case: str, yes: bool) -> None:
    """Erase the person with ADDRESS from STUDY: contact, messages, answers, draw, vouchers, exports.

    The address is kept as a keyed hash, so that the next list of contacts does not bring it back.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.cli.field.whose import whose
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.office.audit import note
    from psychograph.fielding.privacy.erase import erase as erased

    now = SystemClock().now()
    with opened_field(study) as opened:
        subject = whose(opened, address, case, now)
        if not subject.known:
            say_wrapped("Nothing is held under it. Where it was erased before, copies are searched again.")
        if not yes:
            click.confirm("Erase it? It cannot be undone.", abort=True, err=True)
        done = erased(opened.stores, subject, opened.settings.secret, now)
        note(opened.stores, "erase", f"{sum(done.rows.values())} rows", now)
    _tell(done)


def _tell(done: Erased) -> None:
    for name, count in done.rows.items():
        say(f"{name}: {count}")
    if done.suppressed:
        say("The address is suppressed: as a keyed hash, and nothing else.")
    for copy in done.copies:
        say_wrapped(f"{copy.kind} {copy.path}: {copy.fate}")
    for place in done.places:
        say_wrapped(
            f"Place {place} of the draw is kept without who it was. Where law wants winners kept, keep them "
            "elsewhere; where the prize is open, mark it: psychograph field draw winners --forfeited"
        )
    for name in done.lists:
        say_wrapped(f"The file they were imported from ({name}) holds them still: take them out of it.")
    say_wrapped("Not reached: mailboxes, and logs of mail servers and proxies (docs/field-privacy.md).")
