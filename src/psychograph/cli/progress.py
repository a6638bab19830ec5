"""A bar for work that takes longer than a moment, on terminals alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from psychograph.cli.talk import say


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[float], None] | None]:
    """Show how far work is, and say what is being compiled while people wait.

    Parameters
    ----------
    what : str
        What is being done, in a few words.

    Yields
    ------
    callable or None
        Takes the share that is done, 0 to 1; None where nobody watches, as in scripts and pipes.
    """
    from psychograph.stats.compiled import announce

    told = announce.set(lambda job: say(f"Preparing {job}, once on this computer ...", err=True))
    try:
        if not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        shown = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=1.0)
            yield lambda share: bar.update(task, completed=share)
    finally:
        announce.reset(told)
