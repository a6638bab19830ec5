"""What a manager says of the field at the command line: open, paused, closed."""

from __future__ import annotations

from pathlib import Path

from psychograph.cli.talk import say


def told(study: Path, what: str, done: str) -> None:
    """Say it to every server of the field, write it into the audit log, and print that it is done.

    Parameters
    ----------
    study : Path
        Folder of the study.
    what : str
        ``open``, ``paused`` or ``closed``.
    done : str
        What is printed.

    Raises
    ------
    UsageError
        Where the survey was closed for good.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.errors import Problem, UsageError
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.office.audit import COMMAND_LINE
    from psychograph.fielding.office.door import Told, tell

    at = stamp(SystemClock().now())
    with opened_field(study) as opened:
        before = opened.stores.office.write(lambda office: tell(office, Told(what), at, COMMAND_LINE))
    if before is Told.CLOSED and what != "closed":
        raise UsageError(
            Problem(
                "the field",
                "it was closed for good",
                "a field that is open or paused",
                "field it anew, in a folder of its own: draw and report rest on the close",
            )
        )
    say(f"It is {what} already." if before.value == what else done)
