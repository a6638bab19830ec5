"""Everything that an exploration writes, by file name."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from psychograph.history.boundaries.regions import Boundaries
from psychograph.history.exploration import Exploration
from psychograph.reports.drawing import PNG_SCALE
from psychograph.reports.folder import write_folder
from psychograph.reports.history.csv_tables import csv_tables
from psychograph.reports.history.drawings import HistoryDrawings, draw_history
from psychograph.reports.history.page import render_history
from psychograph.reports.history.place import MANIFEST, PAGE, RECORD, left_from_earlier
from psychograph.reports.history.record import record_of
from psychograph.reports.records import to_json
from psychograph.runs.source import Source

LIBRARIES = ("duckdb", "narwhals", "numpy", "polars", "pyspark", "scipy", "vl-convert-python")


@dataclass(frozen=True)
class HistoryManifest:
    """What an exploration was made of. No date: equal inputs give equal bytes.

    Parameters
    ----------
    psychograph, python : str
        Versions.
    libraries : dict of str to str
        Versions of the libraries that figures come from, of those that are installed.
    engine : str
        What computed it.
    inputs : tuple of Source
        What went in, with the SHA-256 of its bytes.
    outputs : tuple of Source
        Every file beside this one, likewise.
    """

    psychograph: str
    python: str
    libraries: dict[str, str]
    engine: str
    inputs: tuple[Source, ...]
    outputs: tuple[Source, ...]


def write_exploration(
    exploration: Exploration,
    folder: str | Path,
    *,
    sources: Sequence[Source] = (),
    boundaries: Sequence[Boundaries] = (),
    pictures: bool = True,
) -> None:
    """Write page, pictures, tables and records of an exploration.

    Parameters
    ----------
    exploration : Exploration
        What was found.
    folder : str or Path
        Where they go; see :func:`~psychograph.reports.folder.write_folder`.
    sources : sequence of Source
        What went in: the plan and the files it names, each with the SHA-256 of its bytes.
    boundaries : sequence of Boundaries
        Outlines of the user's own regions; those of countries are at hand.
    pictures : bool
        Whether each picture is also written as a file of its own, SVG and PNG.

    Raises
    ------
    UsageError, OutputError
        Where the folder holds files of somebody else, or cannot be written; nothing is half-written.
    """
    contents = exploration_files(exploration, sources=sources, boundaries=boundaries, pictures=pictures)
    write_folder(Path(folder), contents, sign=MANIFEST, optional=left_from_earlier(Path(folder)))


def exploration_files(
    exploration: Exploration,
    *,
    sources: Sequence[Source] = (),
    boundaries: Sequence[Boundaries] = (),
    pictures: bool = True,
) -> dict[str, str | bytes]:
    """Return everything that an exploration writes, by file name; the manifest comes last."""
    drawings = draw_history(exploration, boundaries)
    found: dict[str, str | bytes] = {
        PAGE: render_history(exploration, drawings, sources=sources),
        RECORD: to_json(record_of(exploration)),
        **{f"history-{name}": text for name, text in csv_tables(exploration).items()},
        **(_pictures(drawings) if pictures else {}),
    }
    manifest = HistoryManifest(
        psychograph=version("psychograph"),
        python=platform.python_version(),
        libraries=dict(_versions()),
        engine=exploration.engine,
        inputs=tuple(sources),
        outputs=tuple(Source(name, _digest(content)) for name, content in found.items()),
    )
    return {**found, MANIFEST: to_json(manifest)}


def _pictures(drawings: HistoryDrawings) -> dict[str, str | bytes]:
    from psychograph.charts.render import to_png

    found: dict[str, str | bytes] = {}
    for drawing in drawings.every():
        name = f"history-{drawing.figure.name}"
        found[f"{name}.svg"] = drawing.wide
        found[f"{name}.png"] = to_png(drawing.figure.wide, PNG_SCALE)
    return found


def _versions() -> list[tuple[str, str]]:
    found = []
    for name in LIBRARIES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:  # an extra that is not installed computed nothing
            continue
    return found


def _digest(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
