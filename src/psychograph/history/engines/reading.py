"""From what `data` names to Parquet files that every engine reads alike, all bad files known by then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from psychograph.errors import Problem
from psychograph.findings import Finding, Severity
from psychograph.history.engines.csv_header import SAMPLE, CsvHeader, csv_header
from psychograph.history.engines.csv_rows import Converted, convert
from psychograph.history.engines.kinds import Kind, kind_of
from psychograph.history.engines.parquet_footer import ParquetFooter, parquet_footer
from psychograph.history.engines.places import named_files, opening_of
from psychograph.history.errors import HistoryError
from psychograph.quoting import listed

if TYPE_CHECKING:
    import duckdb

Result = TypeVar("Result")


@dataclass(frozen=True)
class LookedAt:
    """One file and what its beginning, or its end, says of it.

    Parameters
    ----------
    path : Path
    kind : Kind
    header : CsvHeader or None
    footer : ParquetFooter or None
    """

    path: Path
    kind: Kind
    header: CsvHeader | None = None
    footer: ParquetFooter | None = None

    @property
    def shape(self) -> frozenset[tuple[str, str]]:
        """Columns with their types: what files of one table share, in whatever order."""
        if self.footer is not None:
            return frozenset(zip(self.footer.columns, self.footer.types, strict=True))
        return frozenset((name, "text") for name in (self.header.columns if self.header else ()))


@dataclass(frozen=True)
class Readable:
    """Files of one table that passed.

    Parameters
    ----------
    kind : Kind
    paths : tuple of Path
        Parquet files, or the one DuckDB file.
    converted : bool
        Whether they lie in scratch and were CSV.
    nanoseconds : tuple of str
        Columns of moments that count nanoseconds.
    untyped : tuple of str
        Columns without a type, as they are written where nothing is in them.
    findings : tuple of Finding
        What had to be guessed.
    """

    kind: Kind
    paths: tuple[Path, ...]
    converted: bool = False
    nanoseconds: tuple[str, ...] = ()
    untyped: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class Reading:
    """Looks at files and turns CSV into Parquet; each table once.

    Parameters
    ----------
    connection : DuckDBPyConnection
        That reads.
    scratch : Path
        Where Parquet goes.
    run : callable
        Runs long work so that it can be interrupted.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        scratch: Path,
        run: Callable[[Callable[[], Converted]], Converted],
    ) -> None:
        self._connection = connection
        self._scratch = scratch
        self._run = run
        self._read: dict[tuple[Path, ...], Readable] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What had to be guessed, of all tables read so far."""
        return tuple(finding for read in self._read.values() for finding in read.findings)

    def readable(self, data: str, folder: Path) -> Readable:
        """Return the files that `data` names, as files that engines read alike.

        Raises
        ------
        HistoryError
            Where there are none, or any is bad: all of them, each with why.
        """
        paths = named_files(data, folder)
        if paths not in self._read:
            looked = self._looked_at(paths)
            if looked[0].kind is Kind.CSV:
                self._read[paths] = self._converted(looked)
            else:
                self._read[paths] = _as_it_is(looked[0], paths)
        return self._read[paths]

    def _looked_at(self, paths: Sequence[Path]) -> tuple[LookedAt, ...]:
        found = [self._look(path) for path in paths]
        good = [one for one in found if isinstance(one, LookedAt)]
        problems = [one for one in found if isinstance(one, Problem)]
        problems += _unlike(good)
        if problems:
            raise HistoryError(*_counted(sorted(problems, key=lambda problem: problem.where), len(paths)))
        return tuple(good)

    def _look(self, path: Path) -> LookedAt | Problem:
        opening = opening_of(path, SAMPLE)
        if opening.wrong:
            return _bad(path, opening.wrong)
        kind = kind_of(opening.content)
        if kind is Kind.PARQUET:
            footer = parquet_footer(self._connection, path)
            return _bad(path, footer) if isinstance(footer, str) else LookedAt(path, kind, footer=footer)
        if kind is Kind.CSV:
            header = csv_header(opening.content)
            return _bad(path, header) if isinstance(header, str) else LookedAt(path, kind, header=header)
        return LookedAt(path, kind) if isinstance(kind, Kind) else _bad(path, kind)

    def _converted(self, looked: Sequence[LookedAt]) -> Readable:
        """Turn CSV files into Parquet files; all of them are read before any is refused."""
        paths: list[Path] = []
        told: list[Converted] = []
        start = sum(len(read.paths) for read in self._read.values())
        for number, one in enumerate(looked, start + 1):
            header = one.header
            if header is None:
                continue
            target = self._scratch / f"rows-{number}.parquet"
            told.append(self._run(lambda: convert(self._connection, one.path, header, target)))  # noqa: B023
            paths.append(target)
        if problems := [one.problem for one in told if one.problem is not None]:
            for path in paths:
                path.unlink(missing_ok=True)
            raise HistoryError(*_counted(problems, len(looked)))
        notes = [one.note for one in told if one.note]
        return Readable(Kind.PARQUET, tuple(paths), converted=True, findings=_guessed(notes))


def _as_it_is(looked: LookedAt, paths: tuple[Path, ...]) -> Readable:
    def of_type(wanted: str) -> tuple[str, ...]:
        return tuple(name for name, kind in sorted(looked.shape) if kind == wanted)

    return Readable(looked.kind, paths, nanoseconds=of_type("TIMESTAMP_NS"), untyped=of_type('"NULL"'))


def _unlike(looked: Sequence[LookedAt]) -> Iterable[Problem]:
    """Yield what differs from what most files are."""
    if not looked:
        return
    kind = Counter(one.kind for one in looked).most_common(1)[0][0]
    same = [one for one in looked if one.kind is kind]
    shape = Counter(one.shape for one in same).most_common(1)[0][0]
    example = next(one.path.name for one in same if one.shape == shape)
    for one in looked:
        if one.kind is not kind:
            yield _bad(one.path, f"a {one.kind} file among {kind} files")
        elif one.shape != shape:
            yield Problem(
                where=str(one.path),
                found=_difference(one.shape, shape),
                expected=f"the columns and types of {example}, as in most files here",
                mend="write this file like the others, or take it out of the folder or pattern",
            )
    if kind is Kind.DUCKDB and len(same) > 1:
        for one in same[1:]:
            yield _bad(one.path, "a second DuckDB file")


def _difference(shape: frozenset[tuple[str, str]], usual: frozenset[tuple[str, str]]) -> str:
    here, there = dict(shape), dict(usual)
    told = [
        f"{name} is {here[name]}, not {there[name]}"
        for name in sorted(here)
        if there.get(name, here[name]) != here[name]
    ]
    if lacking := sorted(there.keys() - here.keys()):
        told.append(f"no column {listed(lacking)}")
    if besides := sorted(here.keys() - there.keys()):
        told.append(f"a column {listed(besides)} that others have not")
    return "; ".join(told)


def _bad(path: Path, found: str) -> Problem:
    return Problem(
        where=str(path),
        found=found,
        expected="a CSV, Parquet or DuckDB file that can be read, of the same kind as those beside it",
        mend="write or copy it again, or take it out of the folder or pattern",
    )


def _counted(problems: Sequence[Problem], files: int) -> Sequence[Problem]:
    """Say how many of how many files are bad, where they are many."""
    if files == 1 or len(problems) < 2:
        return problems
    return [
        *problems,
        Problem(
            where="all together",
            found=f"{len(problems):,} of {files:,} files cannot be used",
            expected="files that all can be read",
            mend="mend these; nothing was computed from the others",
        ),
    ]


def _guessed(notes: Sequence[str]) -> tuple[Finding, ...]:
    if not notes:
        return ()
    more = f" So were {len(notes) - 1:,} files beside it." if len(notes) > 1 else ""
    text = f"{notes[0]}: letters other than A to Z may be wrong in names.{more}"
    return (Finding("encoding-guessed", Severity.NOTE, text),)
