"""customers.csv: one row a customer, to be joined to a survey; codebook.json says what it holds."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from psychograph.codebook.codebook import Codebook
from psychograph.codebook.files import codebook_json
from psychograph.errors import OutputError, Problem
from psychograph.history.customer_base import CustomerBase
from psychograph.history.customer_columns import Batch, Column, Describing, batch_of, columns_of
from psychograph.history.engines.engine import Engine, Table
from psychograph.history.exploration import Exploration
from psychograph.history.plan.schema import HistoryPlan, Returned
from psychograph.history.pseudonyms import Pseudonyms

CUSTOMERS, CODEBOOK = "customers.csv", "codebook.json"
BATCH = 50_000  # customers in memory at a time
BUCKETS = 64


@dataclass(frozen=True)
class CustomerFiles:
    """The two files, written aside; they are nobody's until they are moved into place.

    Parameters
    ----------
    table, codebook : Path
        Where they lie.
    customers : int
        Rows of the table.
    """

    table: Path
    codebook: Path
    customers: int

    def move_to(self, folder: Path) -> None:
        """Move both into a folder that is there, over files of earlier results."""
        self.codebook.replace(folder / CODEBOOK)
        self.table.replace(folder / CUSTOMERS)


def describing(plan: HistoryPlan, base: CustomerBase, found: Exploration) -> Describing:
    """Return what customers of an exploration are described by."""
    return Describing(
        until=base.lines.until,
        currency=base.lines.currency,
        valued=base.lines.valued,
        subtracted=plan.returns is Returned.SUBTRACT,
        rfm=found.rfm,
        groups=found.groups,
        forecast=found.forecast,
        everybody=found.totals.customers,
    )


@contextlib.contextmanager
def customer_files(
    engine: Engine,
    customers: Table,
    by: Describing,
    place: Path,
    *,
    pseudonyms: Pseudonyms | None = None,
    progress: Callable[[float], None] | None = None,
) -> Iterator[CustomerFiles]:
    """Write every customer to a table, and what its columns mean to a codebook, aside in a folder.

    Customers are streamed: memory holds 50,000 of them, or a sixty-fourth part. Rows stand in the order of
    a digest of pseudonym or key: where somebody stands says nothing of who it is, and equal
    inputs give equal bytes on every engine. Money is exact. Whoever only returned things, or never bought,
    has no orders, and blanks where there is nothing to say. Text that a spreadsheet would run is disarmed.
    Only the owner may read the files, since behaviour of single people is personal data.

    Parameters
    ----------
    engine : Engine
    customers : LazyFrame
        The table of customers, one row each: columns of
        :func:`psychograph.history.tables.customers.customers_of`, and of places and groups.
    by : Describing
        What scores, kinds, groups and forecasts are taken from.
    place : Path
        A folder that is there; files are hidden in it until they are moved, and gone afterwards.
    pseudonyms : Pseudonyms, optional
        Instead of the keys of the data.
    progress : callable, optional
        Told the share of `by.everybody` that is written.

    Yields
    ------
    CustomerFiles

    Raises
    ------
    OutputError
        Where the folder cannot be written to.
    """
    columns = columns_of(customers.collect_schema().names(), by)
    with contextlib.ExitStack() as kept:
        try:
            folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix=".psychograph-", dir=place)))
            total = _write(engine, customers, by, columns, folder, pseudonyms, progress)
            codebook = Codebook(tuple(column.variable for column in columns))
            _private(folder / CODEBOOK).write_bytes(codebook_json(codebook).encode())
        except OSError as reason:
            raise OutputError(
                Problem(
                    where=str(place),
                    found=reason.strerror or str(reason),
                    expected="room for a row a customer",
                    mend="make room, or name another folder with -o",
                )
            ) from None
        yield CustomerFiles(folder / CUSTOMERS, folder / CODEBOOK, total)


def _write(
    engine: Engine,
    customers: Table,
    by: Describing,
    columns: tuple[Column, ...],
    folder: Path,
    pseudonyms: Pseudonyms | None,
    progress: Callable[[float], None] | None,
) -> int:
    buckets = [folder / f"{number:02}" for number in range(BUCKETS)]
    written = 0
    with contextlib.ExitStack() as open_files:
        files = [
            open_files.enter_context(bucket.open("w", encoding="utf-8", newline="\n")) for bucket in buckets
        ]
        for piece in engine.batches(customers, BATCH):
            batch = batch_of(piece, by)
            names = [pseudonyms.of(key) for key in batch.keys] if pseudonyms else list(batch.keys)
            for name, line in zip(names, _lines(columns, batch, names), strict=True):
                digest = hashlib.blake2b(name.encode(), digest_size=8).hexdigest()
                files[int(digest[:2], 16) * BUCKETS // 256].write(f"{digest}{line}\n")
            written += len(names)
            if progress is not None:
                progress(min(written / max(by.everybody, 1), 1.0))
    with _private(folder / CUSTOMERS).open("w", encoding="utf-8", newline="") as table:
        csv.writer(table, lineterminator="\n").writerow(column.variable.name for column in columns)
        for bucket in buckets:
            table.writelines(
                line[16:] for line in sorted(bucket.read_text("utf-8").splitlines(keepends=True))
            )
            bucket.unlink()
    return written


def _lines(columns: Iterable[Column], batch: Batch, names: list[str]) -> list[str]:
    """Return rows as CSV, each on one line: cells hold no line breaks."""
    out = io.StringIO()
    cells = [column.cells(batch, names) for column in columns]
    csv.writer(out, lineterminator="\n").writerows(zip(*cells, strict=True))
    return out.getvalue().split("\n")[:-1]


def _private(path: Path) -> Path:
    """Make an empty file that only its owner may read."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return path
