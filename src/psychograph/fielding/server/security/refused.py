"""A request that is not answered as it wants, and why."""

from __future__ import annotations

from psychograph.fielding.server.pages.views import Message

# What is said for a status, where nothing better is known.
USUAL = {
    400: Message.NOT_READABLE,
    403: Message.NOT_READABLE,
    404: Message.NOT_FOUND,
    405: Message.NOT_FOUND,
    408: Message.NOT_READABLE,
    413: Message.TOO_LARGE,
    415: Message.NOT_READABLE,
    429: Message.TOO_MANY,
}


class RefusedError(Exception):
    """Ends a request with a page that says why.

    Parameters
    ----------
    status : int
        Of HTTP.
    message : Message or None
        What the page says; the usual for the status, if None.
    wait : int
        Seconds after which it may be tried again; 0 where that is not known.
    language : str
        Of the page; chosen by the browser if empty.
    again : str
        Address to try again.
    """

    def __init__(
        self,
        status: int,
        message: Message | None = None,
        *,
        wait: int = 0,
        language: str = "",
        again: str = "",
    ) -> None:
        super().__init__(status)
        self.status = status
        self.message = message or USUAL.get(status, Message.FAILED)
        self.wait = wait
        self.language = language
        self.again = again
