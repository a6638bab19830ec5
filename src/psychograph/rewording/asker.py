"""`Asker`: answers from those that were kept, else from the endpoint, until it fails."""

from __future__ import annotations

from psychograph.rewording.endpoint import Endpoint, NoAnswerError, ask, endpoint_of, with_key
from psychograph.rewording.prompt import content_of, digest
from psychograph.rewording.store import ReplyStore
from psychograph.study.model import WordingSettings


class Asker:
    """Asks an endpoint for one run.

    Parameters
    ----------
    settings : WordingSettings
        Where to ask.
    store : ReplyStore
        Answers of earlier runs.

    Attributes
    ----------
    host : str
        Host and port, which may be printed; empty where the endpoint is no address.
    """

    def __init__(self, settings: WordingSettings, store: ReplyStore) -> None:
        self._settings, self._store = settings, store
        self._endpoint: Endpoint | None = None
        self._failed = ""
        self._refused = ""
        self.host = ""
        try:
            self._endpoint = endpoint_of(settings)
            self.host = self._endpoint.name
        except NoAnswerError as reason:
            self._failed = str(reason)

    def refuse(self, reason: str) -> None:
        """Answer nothing, from whatever source."""
        self._refused = reason

    def content(self, body: bytes) -> str:
        """Return what the model says to a request.

        Raises
        ------
        NoAnswerError
            Where there is none. After the first time the endpoint is not asked again in this run, so
            that nobody waits for one time-out after the other.
        UnusableReplyError
            Where the answer is of another kind.
        """
        if self._refused:
            raise NoAnswerError(self._refused)
        known = self._store.get(digest(body))
        if known is not None:
            return known
        if self._failed or self._endpoint is None:
            raise NoAnswerError(self._failed)
        try:
            return content_of(ask(with_key(self._endpoint, self._settings.key_env), body))
        except NoAnswerError as reason:
            self._failed = str(reason)
            raise

    def keep(self, body: bytes, content: str) -> None:
        """Keep an answer that proved to be of the form that was asked for."""
        self._store.put(digest(body), content)
