"""A warehouse: the database computes, through ibis."""

from __future__ import annotations

import importlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals.stable.v2 as nw

from psychograph.errors import Problem
from psychograph.findings import Finding
from psychograph.history.engines.engine import Fetched, Table
from psychograph.history.engines.fetched import alike, in_order, joined
from psychograph.history.engines.plain_types import with_plain_types
from psychograph.history.engines.running import stoppable
from psychograph.history.engines.warehouse_address import WarehouseAddress, warehouse_address
from psychograph.history.errors import EngineMissingError, HistoryError
from psychograph.quoting import did_you_mean, listed, quoted

if TYPE_CHECKING:
    import polars as pl

Result = TypeVar("Result")
ROWS_AT_ONCE = 100_000
#: Addresses by which ibis would open files of this machine, for writing.
FILES = frozenset({"duckdb", "pandas", "polars", "sqlite"})


class WarehouseEngine:
    """A database that ibis knows; nothing is written to it but temporary tables of this session.

    Parameters
    ----------
    scratch : Path
        An empty folder, for tables on their way here.
    """

    name = "warehouse"
    findings: tuple[Finding, ...] = ()

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._files = 0
        self._ibis = _ibis()
        self._address: WarehouseAddress | None = None
        self._connection: Any = None

    def table(self, data: str, table: str | None, folder: Path) -> Table:
        """Open a table of a database; all of one history lie in one database."""
        address = warehouse_address(data)
        if self._address is not None and self._address != address:
            raise HistoryError(
                Problem(
                    where=address.shown,
                    found=f"a second database beside {self._address.shown}",
                    expected="tables of one database, as it joins them",
                    mend="bring the tables together, or export them as Parquet and take --engine duckdb",
                )
            )
        if self._connection is None:
            self._connection = self._connected(address)
            self._address = address
        return with_plain_types(nw.from_native(self._run(lambda: self._named(table))))

    def keep(self, frame: Table, name: str) -> Table:
        """Compute a table once and keep it as a temporary table of the session."""
        kept = f"psychograph_{name}_{uuid.uuid4().hex[:12]}"[:60]
        native = frame.to_native()
        found: Table = nw.from_native(
            self._run(lambda: self._connection.create_table(kept, native, temp=True))
        )
        return found

    def rows(self, frame: Table, *, by: Sequence[str]) -> Fetched:
        """Fetch a small table, sorted."""
        native = frame.to_native()
        return in_order(self._run(lambda: _in_polars(native.to_pyarrow())), by)

    def batches(self, frame: Table, rows: int) -> Iterator[Fetched]:
        """Fetch a big table piece by piece."""
        pieces = frame.to_native().to_pyarrow_batches(chunk_size=rows)
        while (piece := self._run(lambda: next(pieces, None))) is not None:
            yield nw.from_native(alike(_in_polars(piece)), eager_only=True)

    def write(self, frame: Table, path: Path) -> None:
        """Write a table to a Parquet file of this machine."""
        paths: list[Path] = []
        empty = self.rows(frame.head(0), by=())  # so that there is a file where there is no row
        self._files += 1
        for piece in chain([empty], self.batches(frame, ROWS_AT_ONCE)):
            paths.append(self._scratch / f"pieces-{self._files}-{len(paths)}.parquet")
            piece.write_parquet(paths[-1])
        joined(paths, path)

    def close(self) -> None:
        """Leave the database, which forgets its temporary tables."""
        if self._connection is not None:
            with suppress(Exception):
                self._connection.disconnect()

    def _connected(self, address: WarehouseAddress) -> Any:
        scheme = address.shown.partition("://")[0].casefold()
        if scheme in FILES:
            raise HistoryError(
                Problem(
                    where=address.shown,
                    found="a file, written as an address",
                    expected="the address of a database server",
                    mend="write the name of the file under `data`, and take --engine duckdb",
                )
            )
        try:
            return self._ibis.connect(address.address)
        except ImportError:
            raise EngineMissingError(
                Problem(
                    where=address.shown,
                    found=f"no driver of {scheme} in this environment",
                    expected="what ibis reads such a database with",
                    mend=f"pip install 'ibis-framework[{scheme.replace('postgresql', 'postgres')}]'",
                )
            ) from None
        except Exception as reason:  # noqa: BLE001 - every database has errors of its own
            told = address.without_secrets(" ".join(str(reason).split()))[:300]
            raise HistoryError(
                Problem(
                    where=address.shown,
                    found=told or type(reason).__name__,
                    expected="a database that lets us in",
                    mend="check the address, that the database runs, and the password, which may stand "
                    "in the environment: postgres://ann:${SHOP_PASSWORD}@host/shop",
                )
            ) from None

    def _named(self, table: str | None) -> Any:
        known = self._connection.list_tables()
        if table is not None and table not in known and "." in table:
            database, _, name = table.rpartition(".")
            with suppress(Exception):
                return self._connection.table(name, database=database)
        if table not in known:
            raise HistoryError(
                Problem(
                    where=self._address.shown if self._address else "",
                    found="no name of a table" if table is None else f"no table {quoted(table)}",
                    expected=f"one of its tables: {listed(sorted(known))}" if known else "a table",
                    mend=(did_you_mean(table, known) if table else "")
                    or "name it under `table`, with its schema: sales.lines",
                )
            )
        return self._connection.table(table)

    def _run(self, work: Callable[[], Result]) -> Result:
        with self._failures():
            return stoppable(work, self._cancelled)

    def _cancelled(self) -> None:
        """Tell the server to stop, where its driver can; else the connection is closed."""
        cancel = getattr(getattr(self._connection, "con", None), "cancel", self._connection.disconnect)
        cancel()

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except HistoryError:
            raise
        except Exception as reason:  # noqa: BLE001 - every database has errors of its own
            told = " ".join(str(reason).split())
            raise HistoryError(
                Problem(
                    where=self._address.shown if self._address else "engine warehouse",
                    found=(self._address.without_secrets(told) if self._address else told)[:300]
                    or type(reason).__name__,
                    expected="a database that answers, and lets this user read and make temporary tables",
                    mend="see what it says; where it lacks a function, export the table as Parquet and take "
                    "--engine duckdb",
                )
            ) from None


def _ibis() -> Any:
    try:
        importlib.import_module("pyarrow")  # with which ibis hands over tables
        return importlib.import_module("ibis")
    except ModuleNotFoundError as reason:
        raise EngineMissingError(
            Problem(
                where="engine warehouse",
                found=f"no {reason.name} in this environment",
                expected="the extra that speaks to warehouses",
                mend="pip install 'psychograph[warehouse]', and the driver of the database: "
                "pip install 'ibis-framework[postgres]'",
            )
        ) from None


def _in_polars(table: Any) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(pl.from_arrow(table))
