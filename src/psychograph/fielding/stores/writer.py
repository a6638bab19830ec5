"""One thread that writes a store: what callers hand in together is committed together, then answered."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, NestedTransaction
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from psychograph.errors import Problem
from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.database import Database
from psychograph.fielding.stores.failures import failure

T = TypeVar("T")
Work = Callable[[Connection], T]

MOST_TOGETHER = 200  # works of one commit: bounds what one slow disk keeps waiting
MOST_WAITING = 5_000  # then the disk stands still, and whoever comes is told at once


@dataclass(frozen=True)
class _Wanted:
    work: Work[Any]
    result: Future[Any]


@dataclass(frozen=True)
class _Outcome:
    value: Any
    reason: BaseException | None = None


class _OneFailed(Exception):  # noqa: N818 - a turn of the road, not an error
    """A work of several failed, and what it left behind cannot be told from what the others wrote."""


class Writer:
    """Writes a store from one thread, many works in a commit.

    A work is a function of a connection that changes nothing but the store: it may be run again. Works that
    are handed in while a commit is under way share the next one. Where one of them fails, all are undone and
    run again, each inside a savepoint, so that it takes nobody along. A future is answered only after the
    commit that holds its work is on the disk. Where it is not sure to be, as when the connection is lost in
    the middle of a commit or the disk is full, every work of it fails with a :class:`StoreError`; the next
    ones find a fresh connection, so that writing goes on by itself.

    Parameters
    ----------
    database : Database
        Of the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._wanted: queue.SimpleQueue[_Wanted | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._connection: Connection | None = None
        self._handing_in = threading.Lock()
        self._closed = False
        self._process = os.getpid()

    def submit(self, work: Work[T]) -> Future[T]:
        """Hand in a work; the future is answered when it is committed, or refused.

        Raises
        ------
        StoreError
            If the store is closed, was opened by the process that this one was forked from, or if so many
            works wait that the disk must stand still.
        """
        result: Future[T] = Future()
        with self._handing_in:
            self._refuse_if_unfit()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)
                self._thread.start()
            self._wanted.put(_Wanted(work, result))
        return result

    def close(self) -> bool:
        """Commit what was handed in, and end; False, and nothing, in a process that was forked off."""
        if os.getpid() != self._process:
            return False
        with self._handing_in:
            closing = not self._closed
            self._closed = True
            thread = self._thread
            if closing and thread is not None:
                self._wanted.put(None)
        if thread is not None:
            thread.join()
        return True

    def _refuse_if_unfit(self) -> None:
        where = self._database.where
        if os.getpid() != self._process:
            raise StoreError(
                Problem(
                    where,
                    "it was opened before this process was forked",
                    "stores that the process opened itself",
                    "open the stores in each worker; `psychograph field serve --workers` does",
                )
            )
        if self._closed:
            raise StoreError(Problem(where, "it is closed", "an open store", "open the stores again"))
        if self._wanted.qsize() >= MOST_WAITING:
            raise StoreError(
                Problem(
                    where,
                    f"{MOST_WAITING:,} changes wait to be written",
                    "a disk that takes them as they come",
                    "see whether the disk works; what was not acknowledged can be sent again",
                )
            )

    def _run(self) -> None:
        while True:
            first = self._wanted.get()
            if first is None:
                break
            batch = [first]
            ending = False
            while len(batch) < MOST_TOGETHER and not self._wanted.empty():
                more = self._wanted.get()
                if more is None:
                    ending = True
                    break
                batch.append(more)
            self._answer(batch)
            if ending:
                break
        self._drop()

    def _answer(self, batch: list[_Wanted]) -> None:
        """Commit a batch and answer its futures; whatever happens, the thread lives on."""
        asked = [wanted for wanted in batch if wanted.result.set_running_or_notify_cancel()]
        if not asked:
            return
        try:
            outcomes = self._committed([wanted.work for wanted in asked])
        except BaseException as reason:  # noqa: BLE001 - nothing of it is known to be on the disk
            for wanted in asked:
                wanted.result.set_exception(failure(reason, self._database.where))
            return
        for wanted, outcome in zip(asked, outcomes, strict=True):
            if outcome.reason is None:
                wanted.result.set_result(outcome.value)
            else:
                wanted.result.set_exception(failure(outcome.reason, self._database.where))

    def _committed(self, works: Sequence[Work[Any]]) -> list[_Outcome]:
        """Return what came of each work, all of it on the disk."""
        with suppress(_OneFailed, _Stale):
            return self._once(works, apart=False)
        with suppress(_Stale):
            return self._once(works, apart=True)
        return self._once(works, apart=True)  # on a fresh connection, which is never stale

    def _once(self, works: Sequence[Work[Any]], *, apart: bool) -> list[_Outcome]:
        fresh = self._connection is None
        with self._database.turn():
            try:
                connection = self._begun()
                outcomes = (self._apart if apart else self._together)(connection, works)
                if not self._database.whole(connection):
                    raise RuntimeError("the transaction ended before its commit")
            except _OneFailed:
                self._undo()
                raise
            except BaseException as reason:
                self._drop()
                if not fresh and _lost(reason):
                    raise _Stale from reason
                raise
            try:
                connection.commit()
            except BaseException:  # nobody knows whether it is there
                self._drop()
                raise
        return outcomes

    def _together(self, connection: Connection, works: Sequence[Work[Any]]) -> list[_Outcome]:
        outcomes = []
        for work in works:
            try:
                outcomes.append(_Outcome(work(connection)))
            except BaseException as reason:
                if _lost(reason):
                    raise
                raise _OneFailed from reason
            if not self._database.whole(connection):
                raise _OneFailed
        return outcomes

    def _apart(self, connection: Connection, works: Sequence[Work[Any]]) -> list[_Outcome]:
        outcomes = []
        for work in works:
            savepoint = connection.begin_nested()
            try:
                value = work(connection)
                if not self._database.whole(connection):
                    raise RuntimeError("a work went on after its transaction had ended; use begin_nested()")
                savepoint.commit()
                outcomes.append(_Outcome(value))
            except BaseException as reason:  # noqa: BLE001 - told to whoever asked
                self._take_back(connection, savepoint, reason)
                outcomes.append(_Outcome(None, reason))
        return outcomes

    def _take_back(self, connection: Connection, savepoint: NestedTransaction, reason: BaseException) -> None:
        """Undo one work; raise its reason where what the others wrote went with it."""
        if _lost(reason):
            raise reason
        try:
            savepoint.rollback()
        except SQLAlchemyError:
            raise reason from None
        if not self._database.whole(connection):
            raise reason

    def _begun(self) -> Connection:
        if self._connection is None:
            self._connection = self._database.writing.connect()
        self._connection.begin()
        return self._connection

    def _undo(self) -> None:
        try:
            if self._connection is not None:
                self._connection.rollback()
        except Exception:  # noqa: BLE001 - a fresh connection will do
            self._drop()

    def _drop(self) -> None:
        """Let the connection go, whatever state it is in; the next batch opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                connection.invalidate()
            with suppress(Exception):
                connection.close()


class _Stale(Exception):  # noqa: N818 - a turn of the road, not an error
    """The connection was lost before a commit was asked for, so that nothing of the batch is there.

    As when it was idle while the server was started again.
    """


def _lost(reason: BaseException) -> bool:
    return isinstance(reason, DBAPIError) and reason.connection_invalidated
