"""Long work in a thread of its own, so that Ctrl-C ends it at once and progress can be told meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TypeVar

Result = TypeVar("Result")

#: Seconds between two looks, and until work that does not stop is left to end with the process.
NAP, PATIENCE = 0.05, 15.0


def stoppable(work: Callable[[], Result], stop: Callable[[], None], *, patience: float = PATIENCE) -> Result:
    """Return what `work` gives; where it is interrupted meanwhile, call `stop` and wait for its end.

    Engines compute in languages of their own, and Python sees a signal only after they are done: so they
    compute in a thread, and this one waits in short naps.

    Parameters
    ----------
    work : callable
        What may take long.
    stop : callable
        Makes `work` end early, by an error; called from this thread.
    patience : float
        Seconds after which work that does not stop is left to itself: it ends with the process.

    Raises
    ------
    KeyboardInterrupt
        After `work` has ended, or patience has.

    Examples
    --------
    >>> stoppable(lambda: 6 * 7, lambda: None)
    42
    """
    results: list[Result] = []
    failures: list[BaseException] = []

    # An event, as `Thread.join` takes a thread for ended when it is interrupted (Python 3.11).
    ended = threading.Event()

    def kept() -> None:
        try:
            results.append(work())
        except BaseException as reason:  # noqa: BLE001 - it is raised again, in the thread that asked
            failures.append(reason)
        finally:
            ended.set()

    threading.Thread(target=kept, name="history", daemon=True).start()
    try:
        while not ended.wait(NAP):
            pass
    except BaseException:
        _until_ended(ended, stop, patience)
        raise
    if failures:
        raise failures[0]
    return results[0]


def _until_ended(ended: threading.Event, stop: Callable[[], None], patience: float) -> None:
    """Tell it to stop until it has: it may be between two pieces of work when it is told."""
    give_up = monotonic() + patience
    while not ended.is_set() and monotonic() < give_up:
        with suppress(Exception):
            stop()
        ended.wait(NAP)
