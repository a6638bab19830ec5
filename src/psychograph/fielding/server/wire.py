"""How the server listens: uvicorn, told what a survey on the open internet needs."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import uvicorn

CAREFUL = "psychograph.fielding.server.careful_protocol:CarefulProtocol"  # by name: workers import it
KEPT_ALIVE = 130  # seconds; longer than proxies keep a connection, so that they never meet a closed one
GRACEFUL = 30  # seconds for requests that are under way when the server is told to end


def config_of(app: Any, *, factory: bool = False, workers: int = 1) -> uvicorn.Config:
    """Return uvicorn's settings: no log of addresses, no name of the server, proxies judged by the app.

    Parameters
    ----------
    app : ASGI application, or a callable that makes one where `factory` is True
        What is served. For several workers it must be one that can be pickled.
    factory : bool
        Whether `app` makes the application, in each worker.
    workers : int
        Processes.
    """
    return uvicorn.Config(
        app,
        factory=factory,
        workers=workers,
        http=CAREFUL if find_spec("httptools") is not None else "h11",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEPT_ALIVE,
        timeout_graceful_shutdown=GRACEFUL,
        h11_max_incomplete_event_size=64 * 1024,
    )
