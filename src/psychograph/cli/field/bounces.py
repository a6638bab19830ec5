"""`psychograph field bounces`: returned mail and complaints, noted on those they concern."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.fielding.invitations.bounces import Outcome

EXAMPLE = """\b
Example:
  psychograph field bounces my-study returned.mbox
  psychograph field bounces my-study ~/Maildir
"""
TOLD = 20  # notices named one by one


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def bounces(study: Path, files: tuple[Path, ...]) -> None:
    """Read returned mail and complaints from FILES: mbox, Maildir, .eml, or a folder of these.

    Each notice counts once, however often it is read. What is about no message of STUDY is named and
    changes nothing. Whoever complained, or whose address does not exist, is written to no more.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.invitations.bounces import note_notices
    from psychograph.fielding.invitations.notices import notices_in
    from psychograph.fielding.office.audit import note

    now = SystemClock().now()
    with opened_field(study) as opened:
        found: list[Outcome] = []
        for file in files:
            found += note_notices(opened.stores, notices_in(file), opened.settings.secret, stamp(now))
        told = ", ".join(_counted(found))
        note(opened.stores, "returned mail read", told, now)
    _print(found)


def _counted(found: list[Outcome]) -> list[str]:
    from psychograph.fielding.invitations.bounces import Treated

    kinds = Counter(one.notice.kind.value for one in found if one.treated is Treated.NOTED)
    others = Counter(one.treated.value for one in found if one.treated is not Treated.NOTED)
    return [f"{number} {what}" for counts in (kinds, others) for what, number in counts.items()]


def _print(found: list[Outcome]) -> None:
    from psychograph.fielding.invitations.bounces import Treated
    from psychograph.fielding.invitations.notices import Kind

    if not found:
        say("No mail there.")
        return
    read = "1 message" if len(found) == 1 else f"{len(found):,} messages"
    say_wrapped(f"{read} read: {', '.join(_counted(found))}.")
    waves = Counter(
        (one.wave, one.notice.kind.value, one.notice.status) for one in found if one.treated is Treated.NOTED
    )
    for (wave, kind, status), number in sorted(waves.items()):
        say(f"  {wave}: {number:,} {kind} {status}".rstrip())
    strange = [
        one
        for one in found
        if one.treated in {Treated.UNKNOWN, Treated.UNSENT} or one.notice.kind is Kind.UNREADABLE
    ]
    for one in strange[:TOLD]:
        why = one.notice.kind.value if one.notice.kind is Kind.UNREADABLE else one.treated.value
        say_wrapped(f"left alone: {one.notice.where}: {why}")
    if len(strange) > TOLD:
        say(f"and {len(strange) - TOLD:,} more like these")
