"""Everything that is looked at before a server is put on the internet, in the order of importance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from psychograph.fielding.deployment import machine, outside, promises
from psychograph.fielding.deployment.finding import Look, State
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.opened import Stores


def examine(
    field: Fieldwork,
    settings: Settings,
    stores: Stores,
    now: datetime,
    *,
    folder: Path,
    settings_file: Path,
    mail: bool = False,
    reach: bool = False,
) -> Iterator[Look]:
    """Look at a deployment.

    Parameters
    ----------
    field : Fieldwork
        Plan and questionnaire.
    settings : Settings
        Of the server; they were read, so the secret is there and none that anybody can guess.
    stores : Stores
        Opened.
    now : datetime
        Now, aware.
    folder : Path
        Of the server's own files.
    settings_file : Path
        Where settings stand, if they stand in a file.
    mail, reach : bool
        Whether the mail server, and the server's own public address, may be called.

    Yields
    ------
    Look
        Each with what to do about it.
    """
    yield outside.address(settings)
    if reach:
        yield outside.reached(settings, now)
    yield from machine.file_modes(folder, settings_file)
    stored = list(promises.stores_work(stores))
    yield from stored
    yield machine.disk(folder)
    works = all(one.state is not State.WRONG for one in stored)
    yield machine.clock(folder, now, promises.last_written(stores) if works else None)
    yield machine.time_zones(field.plan.period.time_zone)
    yield outside.proxies(settings)
    yield from outside.mail(settings, field.plan, ask=mail)
    if works:
        yield promises.secret(stores, settings)
        yield promises.callers(stores)
        yield promises.users(stores)
        yield promises.backups(stores, field, now)
        yield promises.plan_published(stores, field, now)
        yield promises.messages(stores)
        yield promises.privacy(stores, field, now)
    yield promises.plan_weak(field, now)
