"""Senders of mail in processes of their own, which kill themselves at a step where they were told one.

Each is forked from one process that has loaded what they need: loading it takes far longer than sending.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from datetime import datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from delivered import DRAW, VOUCHER, Delivered
from fieldworks import fieldwork
from mailed_field import MailedField
from virtual_clock import VirtualClock

from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.opened import stores_at


def mail_invitations(
    place: Path | str, settings: Settings, now: datetime, *, step: str = "", hours: float
) -> None:
    """Send invitations as time passes."""
    with stores_at(place) as stores:
        field = fieldwork(invitations={"a_minute": 600})
        period = MailedField(field, stores, settings, VirtualClock(now))
        period.run(period.mailing(step=killed_at(step)), hours=hours)


def deliver(place: Path | str, settings: Settings, now: datetime, *, step: str = "", kind: str) -> None:
    """Deliver vouchers, or tell winners."""
    with stores_at(place) as stores:
        field = fieldwork(invitations={"a_minute": 600}, incentives={"voucher": VOUCHER, "draw": DRAW})
        period = MailedField(field, stores, settings, VirtualClock(now))
        delivery = Delivered(period).delivery(step=killed_at(step))
        if kind == "winner":
            delivery.tell_winners()
        delivery.turn()


def killed_at(step: str) -> Callable[[str], None]:
    """Return what kills this process at a step."""

    def reached(name: str) -> None:
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


def started(job: Callable[..., None], *arguments: object, **more: Any) -> BaseProcess:
    """Start a job in a process of its own."""
    if "forkserver" not in multiprocessing.get_all_start_methods():  # as on Windows
        return _begun(multiprocessing.get_context("spawn"), job, arguments, more)
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["senders_apart"])
    with pytest.MonkeyPatch.context() as patch:  # where the preloaded is found, also before Python 3.13
        patch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
        return _begun(forking, job, arguments, more)


def _begun(context: Any, job: Callable[..., None], arguments: tuple[object, ...], more: Any) -> BaseProcess:
    process: BaseProcess = context.Process(target=job, args=arguments, kwargs=more, daemon=True)
    process.start()
    return process


def ended(process: BaseProcess) -> int | None:
    """Wait for a process, and return its exit code; below 0 where it was killed."""
    process.join()
    return process.exitcode
