"""A bar for work that takes longer than a moment, on terminals alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

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
    with step_bar(what) as told:
        yield None if told is None else lambda share: told(what, share)


@contextmanager
def step_bar(what: str) -> Iterator[Callable[[str, float], None] | None]:
    """Show how far work of several steps is, as :func:`progress_bar` does.

    Parameters
    ----------
    what : str
        What is done first.

    Yields
    ------
    callable or None
        Takes what is being done, in a few words, and the share of the whole that is done, 0 to 1; None
        where nobody watches.
    """
    from psychograph.stats.compiled import announce

    say_it: Callable[[str], None] = partial(say, err=True)
    told = announce.set(lambda job: say_it(f"Preparing {job}, once on this computer ..."))
    try:
        if not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        shown = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
            # Above the bar, which is drawn anew below it; written past the bar they would share a line.
            say_it = partial(bar.console.print, markup=False, highlight=False)
            task = bar.add_task(what, total=1.0)
            yield lambda step, share: bar.update(task, description=step, completed=share)
    finally:
        announce.reset(told)
