"""The machine: files and who may read them, disk, clock, time zones."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from psychograph.fielding.deployment.finding import Look, look, ok, wrong

FULL, LOW = 200_000_000, 2_000_000_000  # bytes that are left
EARLIEST, LATEST = 2026, 2100  # years a clock can tell; this was written in the first
DRIFT = 120  # seconds between this clock and that of the file system
FEWEST_ZONES = 400  # the IANA list has some 600 names
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def file_modes(folder: Path, settings_file: Path) -> Iterator[Look]:
    """Look at who may read secrets and answers.

    Parameters
    ----------
    folder : Path
        Of the server's own files.
    settings_file : Path
        ``field/settings.env`` beside the study; it may be absent.
    """
    if os.name != "posix":
        yield look(
            "files", "who may read them is not told by modes here", "allow this user alone to read them"
        )
        return
    inside = sorted(folder.glob("*.db*")) if folder.is_dir() else []
    every = [one for one in (settings_file, folder, *inside) if one.exists()]
    open_ones = [one for one in every if one.stat().st_mode & OTHERS and not _shielded(one, folder)]
    if open_ones:
        names = ", ".join(one.name for one in open_ones)
        commands = "; ".join(f"chmod {'700' if one.is_dir() else '600'} {one}" for one in open_ones)
        yield wrong("files", f"others on this machine may read {names}", commands)
    else:
        yield ok("files", "only this user may read settings and stores")
    if os.geteuid() == 0:
        yield look("user", "this runs as root", "serve as a user of its own: docs/field-deployment.md")


def _shielded(path: Path, folder: Path) -> bool:
    """Say whether a file lies in a folder that nobody else may enter."""
    return path.parent == folder and not folder.stat().st_mode & OTHERS


def disk(folder: Path) -> Look:
    """Look at the room that is left."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(there).free
    said = f"{free / 1e9:.1f} GB free"
    if free < FULL:
        return wrong("disk", said, "make room: on a full disk nothing can be saved")
    if free < LOW:
        return look("disk", said, "make room before the first wave")
    return ok("disk", said)


def clock(folder: Path, now: datetime, last_written: int | None) -> Look:
    """Look at the clock: the year, file times, and what was written last.

    Parameters
    ----------
    folder : Path
        Where a file can be written.
    now : datetime
        Now, aware.
    last_written : int or None
        When the latest row was written, in milliseconds since 1970.
    """
    mend = "set the clock, and let chrony or systemd-timesyncd keep it"
    if not EARLIEST <= now.year < LATEST:
        return wrong("clock", f"it says {now:%Y-%m-%d}", mend)
    drift = _drift(folder, now)
    if drift is not None and abs(drift) > DRIFT:
        return wrong("clock", f"file times differ from it by {abs(drift):.0f} seconds", mend)
    if last_written is not None and last_written / 1000 > now.timestamp() + DRIFT:
        last = datetime.fromtimestamp(last_written / 1000, UTC)
        return wrong(
            "clock", f"something was written at {last:%Y-%m-%d %H:%M} UTC, which is yet to come", mend
        )
    return ok("clock", f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC, and file times agree")


def _drift(folder: Path, now: datetime) -> float | None:
    try:
        with tempfile.NamedTemporaryFile(dir=folder) as file:
            file.write(b"x")
            file.flush()
            return os.fstat(file.fileno()).st_mtime - now.timestamp()
    except OSError:
        return None


def time_zones(zone: str) -> Look:
    """Look whether the data on time zones are there, and know of summer."""
    found = len(available_timezones())
    berlin = ZoneInfo("Europe/Berlin") if "Europe/Berlin" in available_timezones() else None
    summer = berlin is not None and datetime(2026, 7, 1, tzinfo=berlin).dst()
    if found < FEWEST_ZONES or not summer or zone not in available_timezones():
        return wrong("time zones", f"only {found} are known", "install tzdata, as a package or with pip")
    return ok("time zones", f"{found} are known; the plan is on the clock of {zone}")
