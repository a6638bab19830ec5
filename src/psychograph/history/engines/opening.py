"""Opening an engine by its name, with a scratch folder that is gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psychograph.errors import Problem
from psychograph.history.engines.engine import NAMES, Engine
from psychograph.history.errors import HistoryError
from psychograph.quoting import listed, quoted


@contextmanager
def open_engine(
    name: str, *, scratch: Path | None = None, memory: str = "2GB", master: str | None = None
) -> Iterator[Engine]:
    """Open an engine for a while.

    Parameters
    ----------
    name : str
        ``"duckdb"``, ``"polars"``, ``"spark"`` or ``"warehouse"``.
    scratch : Path or None
        Folder for what is kept on the way, in a folder of its own that is removed at the end; that for
        temporary files if None. It wants about as much space as the data.
    memory : str
        What DuckDB may take, such as ``"2GB"``; beyond it goes to scratch.
    master : str or None
        Where Spark runs, such as ``"spark://head:7077"``.

    Yields
    ------
    Engine

    Raises
    ------
    EngineMissingError
        Where it is not installed.
    HistoryError
        Where there is no such engine, or its scratch folder cannot be written.
    """
    if name not in NAMES:
        raise HistoryError(
            Problem(
                where="engine",
                found=quoted(name),
                expected=listed(NAMES),
                mend="leave it out for duckdb, which needs nothing else",
            )
        )
    with _scratch(scratch) as folder:
        engine = _opened(name, folder, memory, master, named=scratch is not None)
        try:
            yield engine
        finally:
            engine.close()


def _opened(name: str, folder: Path, memory: str, master: str | None, *, named: bool) -> Engine:
    if name == "spark":
        from psychograph.history.engines.spark_engine import SparkEngine

        return SparkEngine(folder, shared=named, memory=memory, master=master)
    if name == "polars":
        from psychograph.history.engines.polars_engine import PolarsEngine

        return PolarsEngine(folder, memory=memory)
    if name == "warehouse":
        from psychograph.history.engines.warehouse_engine import WarehouseEngine

        return WarehouseEngine(folder)
    from psychograph.history.engines.duckdb_engine import DuckDbEngine

    return DuckDbEngine(folder, memory=memory)


@contextmanager
def _scratch(parent: Path | None) -> Iterator[Path]:
    try:
        if parent is not None:
            parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="psychograph-", dir=parent))
    except OSError as reason:
        raise HistoryError(
            Problem(
                where=f"scratch folder {parent or tempfile.gettempdir()}",
                found=reason.strerror or str(reason),
                expected="a folder that can be written",
                mend="name another with --scratch",
            )
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
