"""A first look at columns of text: what parts decimals, how days are written, which currencies there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.lines.blanks import UNTIDY, flag, said
from psychograph.history.lines.day_numbers import FORMATS, with_written_day
from psychograph.history.lines.keys import FLOATED
from psychograph.history.lines.written_numbers import MARKS, SIGNED, Mark, parted, reads
from psychograph.history.plan.schema import DateFormat

#: Texts of a place that are compared one by one, at most.
MOST_UNTIDY = 100


@dataclass(frozen=True)
class NumbersSeen:
    """A column of numbers in text.

    Parameters
    ----------
    written : int
        Cells with something in them.
    point, comma : int
        Cells that read only where this mark parts decimals.
    either : int
        Cells with a mark that read both ways, as 1,234 does.
    plain : int
        Cells that read both ways, those of `either` among them.
    signed : int
        Cells with something beside the number: a sign or a code of a currency, or no number at all.
    """

    written: int
    point: int
    comma: int
    either: int
    plain: int
    signed: int

    @property
    def mark(self) -> Mark:
        """What parts decimals: as most cells say; a point where none says."""
        return MARKS[self.comma > self.point]

    @property
    def unsure(self) -> bool:
        """Whether it matters, and no cell says."""
        return self.either > 0 and self.point == self.comma == 0

    def numeric(self, share: float) -> bool:
        """Return whether at least a share of the cells with something in them are plain numbers."""
        return self.written > 0 and self.point + self.comma + self.plain >= share * self.written


@dataclass(frozen=True)
class DatesSeen:
    """A column of days in text.

    Parameters
    ----------
    written : int
        Cells with something in them.
    iso, day_first, month_first : int
        Cells that read in this order.
    both : int
        Cells that read with the day first and with the month first, as 1/2/2011 does.
    """

    written: int
    iso: int
    day_first: int
    month_first: int
    both: int

    def read(self, dates: DateFormat) -> int:
        """Return how many cells read in an order."""
        return {"iso": self.iso, "day first": self.day_first, "month first": self.month_first}[dates]

    @property
    def best(self) -> DateFormat:
        """The order in which most cells read, the first of the three where several do."""
        return max(FORMATS, key=self.read)

    @property
    def unsure(self) -> bool:
        """Whether day and month could change places: no cell has a day above 12."""
        return self.best != "iso" and self.both == self.day_first == self.month_first

    @property
    def mixed(self) -> bool:
        """Whether no single order reads nearly all that some order reads."""
        some = self.iso + self.day_first + self.month_first - self.both
        return self.read(self.best) < 0.9 * some


def numbers_seen(engine: Engine, table: Table, cells: Sequence[str]) -> tuple[NumbersSeen, ...]:
    """Look at columns of text that should hold numbers: the whole of them, in one pass."""
    if not cells:
        return ()
    counted = []
    for at, cell in enumerate(cells):
        text = said(nw.col(cell))
        point, comma = (reads(text, mark) for mark in MARKS)
        counted += [
            flag(~text.is_null()).sum().alias(f"written_{at}"),
            flag(point & ~comma).sum().alias(f"point_{at}"),
            flag(comma & ~point).sum().alias(f"comma_{at}"),
            flag(point & comma & parted(text)).sum().alias(f"either_{at}"),
            flag(point & comma).sum().alias(f"plain_{at}"),
            flag(text.str.contains(SIGNED)).sum().alias(f"signed_{at}"),
        ]
    row = engine.rows(table.select(*counted), by=()).row(0)
    count = [int(value or 0) for value in row]
    return tuple(NumbersSeen(*count[at : at + 6]) for at in range(0, len(count), 6))


def dates_seen(engine: Engine, table: Table, cell: str) -> DatesSeen:
    """Look at a column of text that should hold days: the whole of it."""
    found = table.select(said(nw.col(cell)).alias("cell"))
    for dates in FORMATS:
        found = with_written_day(found, "cell", dates, dates)
    iso, day_first, month_first = (~nw.col(dates).is_null() for dates in FORMATS)
    row = engine.rows(
        found.select(
            flag(~nw.col("cell").is_null()).sum().alias("written"),
            flag(iso).sum().alias("iso"),
            flag(day_first).sum().alias("day_first"),
            flag(month_first).sum().alias("month_first"),
            flag(day_first & month_first).sum().alias("both"),
        ),
        by=(),
    ).row(0)
    return DatesSeen(*(int(value or 0) for value in row))


def untidy_texts(
    engine: Engine, table: Table, keys: Sequence[str], places: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return which texts need trimming, by column: looking once is cheaper than trimming in every pass.

    Parameters
    ----------
    engine : Engine
    table : LazyFrame
    keys : sequence of str
        Columns with many different texts, which are looked at row by row.
    places : sequence of str
        Columns with few, of which each is looked at once.

    Returns
    -------
    dict
        Columns of keys that need none, with no text; places with theirs, unless there are more than
        `MOST_UNTIDY`.
    """
    found: dict[str, tuple[str, ...]] = {}
    columns = tuple(dict.fromkeys(keys))
    if columns:
        counted = [flag(_untidy(column)).sum().alias(f"untidy_{at}") for at, column in enumerate(columns)]
        row = engine.rows(table.select(*counted), by=()).row(0)
        found = {column: () for column, count in zip(columns, row, strict=True) if not count}
    for column in dict.fromkeys(places):
        texts = table.group_by(column).agg(nw.len().alias("rows")).filter(_untidy(column))
        few = texts.select(nw.col(column).cast(nw.String).alias("text")).head(MOST_UNTIDY + 1)
        untidy = tuple(row[0] for row in engine.rows(few, by=("text",)).iter_rows())
        if len(untidy) <= MOST_UNTIDY:
            found[column] = untidy
    return found


def _untidy(column: str) -> nw.Expr:
    return nw.col(column).cast(nw.String).str.contains(f"{UNTIDY}|{FLOATED}")
