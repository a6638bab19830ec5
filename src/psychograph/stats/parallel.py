"""Work on several things at once, in threads, for kernels that let go of Python's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item")
Result = TypeVar("Result")

NAP = 0.2
"""Seconds."""


def threads() -> int:
    """Return how many threads to use: NUMBA_NUM_THREADS, or as many as there are processors for us."""
    if (asked := os.environ.get("NUMBA_NUM_THREADS", "")).isdigit() and int(asked) > 0:
        return int(asked)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_threads(
    work: Callable[[Item, NDArray[np.bool_]], Result],
    items: Sequence[Item],
    *,
    progress: Callable[[float], None] | None = None,
) -> list[Result]:
    """Return what `work` gives for each item, in the order of the items.

    Parameters
    ----------
    work : callable
        Takes an item and a flag, shape (1,), that kernels look at now and then: once it is set
        they end at once, with whatever they have.
    items : sequence
        What to work on. Results must not depend on who works on what.
    progress : callable, optional
        Called in this thread with the share of items that are done, 0 to 1.

    Raises
    ------
    KeyboardInterrupt
        And whatever else `work` or `progress` raise, as soon as kernels have seen the flag.

    Examples
    --------
    >>> in_threads(lambda item, stop: item**2, [1, 2, 3])
    [1, 4, 9]
    """
    stop = np.zeros(1, dtype=np.bool_)
    ended: SimpleQueue[Future[Result]] = SimpleQueue()
    with ThreadPoolExecutor(threads()) as pool:
        try:
            asked = [pool.submit(work, item, stop) for item in items]
            for future in asked:
                future.add_done_callback(ended.put)
            for done in range(1, len(asked) + 1):
                _next(ended).result()
                if progress is not None:
                    progress(done / len(asked))
        except BaseException:
            stop[0] = True
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [future.result() for future in asked]


def _next(ended: SimpleQueue[Future[Result]]) -> Future[Result]:
    """Wait for what ends next, in short naps: on Windows nobody can interrupt a long one."""
    while True:
        try:
            return ended.get(timeout=NAP)
        except Empty:
            continue
