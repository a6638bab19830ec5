"""Ports of this machine for servers of tests."""

from __future__ import annotations

import contextlib
import random
import socket


def free_port() -> int:
    """Return a port that nobody listens at, below those that a system hands out by itself.

    It is bound later, by another process, and not while a server is dead: one that the system had found might
    have been given to somebody else by then.
    """
    draw = random.SystemRandom()
    while True:
        port = draw.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as free:
            free.bind(("127.0.0.1", port))
            return port
