"""`Lines`: rows that can be summed, and what became of the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import narwhals.stable.v2 as nw

from psychograph.errors import Problem
from psychograph.history.engines.engine import Engine, Table
from psychograph.history.errors import HistoryError
from psychograph.history.lines.blanks import is_text
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, DAY, KIND, ORDER, place
from psychograph.history.lines.counting import Counts, Orders, counts, described, orders
from psychograph.history.lines.day_numbers import day_number
from psychograph.history.lines.keys import keys_are_text
from psychograph.history.lines.looking import numbers_seen, untidy_texts
from psychograph.history.lines.prepared import (
    MONEY,
    Reading,
    code_of,
    currency_said,
    prepared,
)
from psychograph.history.lines.refusals import refuse_days, refuse_money, refuse_nothing_left, refuse_sums
from psychograph.history.lines.rows import Rows
from psychograph.history.lines.sources import check_sources, open_source
from psychograph.history.lines.treating import Seen, treated
from psychograph.history.lines.trouble import LEFT_OUT, of
from psychograph.history.lines.written_numbers import SIGNS, Mark
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import Transactions
from psychograph.history.progress import Progress, silent
from psychograph.quoting import quoted

#: Rows up to which it is looked for rows that are equal in every column, without being asked.
MOST_COMPARED = 5_000_000
MOST_COLUMNS = 200  # to compare thousands takes minutes, however few the rows
MOST_CURRENCIES = 400  # there are about 180 in use, ISO 4217
COPIES = "copies of this row"


@dataclass(frozen=True, eq=False)
class Lines:
    """Rows of the transactions that can be summed.

    Parameters
    ----------
    table : LazyFrame
        ``customer`` (Int64 or String, null where nobody is named), ``day``, ``amount``, ``kind``; ``order``
        where `ordered`; a column for each of `places`. Only rows that nothing keeps out.
    left_out : LazyFrame or None
        The other rows, with what is the matter with them; None where there are none.
    rows : Rows
        What became of all rows.
    ordered : bool
        Whether lines name their orders.
    places : tuple of str
        Columns of places, such as ``place_country``.
    until : int
        The day from which recency counts back, since 1970-01-01.
    first, last : int
        Days of the first and last line.
    valued : bool
        Whether the plan names amounts; else every amount is 0 and nothing can be said of value.
    currency : str or None
        That of the amounts, where the plan or the data tell.
    """

    table: Table
    left_out: Table | None
    rows: Rows
    ordered: bool
    places: tuple[str, ...]
    until: int
    first: int
    last: int
    valued: bool = True
    currency: str | None = None


def lines_of(
    engine: Engine, planned: PlannedHistory, *, today: date, progress: Progress | None = None
) -> Lines:
    """Make lines of the transactions of a plan, and count what is wrong with them.

    Parameters
    ----------
    engine : Engine
    planned : PlannedHistory
    today : date
        Rows after it are mistakes.
    progress : callable or None
        Is told the step, and the share of this function's work that is done.

    Returns
    -------
    Lines
        Nothing is lost: rows used and rows left out are all rows, and every kind of trouble is counted in
        `Lines.rows`, with the first five of it by name.

    Raises
    ------
    HistoryError
        Where a table cannot be opened, columns are not there or of a type that cannot be meant; where more
        than a tenth of the days or amounts do not read (then with what they look like); where no row is left.
    """
    tell = progress or silent
    source = planned.plan.transactions
    tell("Opening the tables", 0.0)
    check_sources(engine, planned)
    table = open_source(engine, planned, "transactions", source)
    tell("Looking at how amounts and days are written", 0.05)
    reading, seen = _looked(engine, planned, table, today)
    read = _rows(engine, table) if source.duplicates == "drop" else 0
    base = _copies(table).drop(COPIES) if source.duplicates == "drop" else table
    rows = prepared(base, planned, reading)
    if _pays(table, source):
        tell("Reading the rows", 0.15)
        rows = engine.keep(rows, "rows")
    tell("Counting the rows", 0.5)
    counted = counts(engine, rows)
    read = read or counted.rows
    _refuse(engine, planned, rows, counted, reading)
    tell("Comparing order numbers", 0.65)
    numbers = orders(engine, rows) if source.order is not None else Orders(read, 0, ())
    tell("Looking for rows that are there twice", 0.8)
    copies = _copied(engine, table, read, counted.rows, planned, reading)
    seen = Seen(seen.marks, seen.columns, reading, numbers, *copies)
    what = treated(engine, rows, planned, counted, seen)
    tell("Counting the rows", 1.0)
    assert counted.first is not None  # noqa: S101 - nothing left was refused
    assert counted.last is not None  # noqa: S101
    until = planned.plan.until
    # What no row has, no engine need look for again.
    kept = [nw.col(of(code)) == 0 for code in LEFT_OUT if counted.of(code)]
    return Lines(
        table=rows.filter(*kept).select(*_columns(source)) if kept else rows.select(*_columns(source)),
        left_out=rows.filter(~nw.all_horizontal(*kept, ignore_nulls=False)) if kept else None,
        rows=Rows(read, counted.used, counted.named, numbers.orders, what),
        ordered=source.order is not None,
        places=tuple(place(level) for level in source.places),
        until=day_number(until) if until is not None else counted.last + 1,
        first=counted.first,
        last=counted.last,
        valued=_valued(source),
        currency=reading.currency or planned.plan.currency,
    )


def _valued(source: Transactions) -> bool:
    return source.amount is not None or source.quantity is not None


def _columns(source: Transactions) -> list[str]:
    ordered = [ORDER] if source.order is not None else []
    return [CUSTOMER, DAY, *ordered, AMOUNT, KIND, *(place(level) for level in source.places)]


def _texts(table: Table, source: Transactions) -> list[tuple[str, str]]:
    """Return keys and columns of money that are text."""
    kinds = table.collect_schema()
    named = [(name, getattr(source, name)) for name in MONEY]
    return [(name, column) for name, column in named if column is not None and is_text(kinds[column])]


def _untidy(engine: Engine, table: Table, source: Transactions) -> dict[str, tuple[str, ...]]:
    kinds = table.collect_schema()
    keys = [name for name in (source.customer, source.order) if name is not None and is_text(kinds[name])]
    places = [name for name in source.places.values() if is_text(kinds[name]) and name not in keys]
    return untidy_texts(engine, table, keys, places)


def _pays(table: Table, source: Transactions) -> bool:
    """Return whether it pays to keep rows made ready: where making them is more than reading them."""
    kinds = table.collect_schema()
    text = is_text(kinds[source.time]) or bool(_texts(table, source))
    return text or source.duplicates == "drop"


def _looked(engine: Engine, planned: PlannedHistory, table: Table, today: date) -> tuple[Reading, Seen]:
    plan, source = planned.plan, planned.plan.transactions
    texts = _texts(table, source)
    seen = numbers_seen(engine, table, [column for _, column in texts])
    marks: tuple[tuple[str, Mark], ...] = tuple(
        (name, one.mark) for (name, _), one in zip(texts, seen, strict=True)
    )
    signed = next(
        (name for (name, _), one in zip(texts, seen, strict=True) if name != "quantity" and one.signed),
        None,
    )
    signed, currency = _currency(engine, planned, table, signed)
    tomorrow = today + timedelta(days=1)
    bound = min(plan.until, tomorrow) if plan.until is not None else tomorrow
    as_text = keys_are_text(engine, planned)
    untidy = {} if _pays(table, source) else _untidy(engine, table, source)
    earliest = day_number(plan.earliest)
    reading = Reading(as_text, marks, untidy, signed, currency, earliest, day_number(bound))
    return reading, Seen(seen, tuple(column for _, column in texts), reading, None, 0, (), True)


def _currency(
    engine: Engine, planned: PlannedHistory, table: Table, signed: str | None
) -> tuple[str | None, str | None]:
    """Return the key whose text tells currencies, and the currency that is used; None where none is told."""
    source = planned.plan.transactions
    said = currency_said(source, signed)
    if said is None or not _valued(source):
        return None, None
    signed = None if source.currency is not None else signed
    each = table.select(said.alias("currency")).with_columns(code_of("currency").alias("currency"))
    each = each.group_by("currency").agg(nw.len().alias("rows")).filter(~nw.col("currency").is_null())
    different = engine.rows(each.select(nw.len().alias("n")), by=()).row(0)[0]
    if different > MOST_CURRENCIES:
        where = "currency" if source.currency is not None else str(signed)
        column = getattr(source, where)
        raise HistoryError(
            Problem(
                planned.where("transactions", where),
                f"{different:,} different currencies in the column {quoted(column)}",
                "codes such as GBP, of which there are few",
                "name the column of the currency, or take `currency` out where all is one currency",
            )
        )
    found = engine.rows(each, by=("currency",))
    if not len(found):
        return None, None
    commonest = max(found.iter_rows(), key=lambda row: row[1])[0]
    wanted = planned.plan.currency
    told = [row[0] for row in found.iter_rows()]
    # A sign beside all amounts says no more than the plan, and the plan knows better what `kr` is.
    if source.currency is None and (
        len(told) == 1 and (wanted is None or told[0] not in dict(SIGNS).values())
    ):
        return None, None if wanted is not None else (commonest if len(commonest) == 3 else None)
    return signed, wanted or commonest


def _rows(engine: Engine, table: Table) -> int:
    return int(engine.rows(table.select(nw.len().alias("rows")), by=()).row(0)[0])


def _copies(table: Table) -> Table:
    """Return each different row once, with how often it is there."""
    return table.group_by(*table.collect_schema().names()).agg(nw.len().alias(COPIES))


def _copied(
    engine: Engine, table: Table, read: int, different: int, planned: PlannedHistory, reading: Reading
) -> tuple[int, tuple[str, ...], bool]:
    """Return how many rows are copies of others, examples, and whether anybody looked."""
    if planned.plan.transactions.duplicates == "drop":
        extra = read - different
    elif read > MOST_COMPARED or len(table.collect_schema()) > MOST_COLUMNS:
        return 0, (), False
    else:
        repeated = _copies(table).filter(nw.col(COPIES) > 1)
        total = repeated.select((nw.col(COPIES) - 1).sum().alias("extra"))
        extra = int(engine.rows(total, by=()).row(0)[0] or 0)
    if not extra:
        return 0, (), True
    again = prepared(_copies(table).filter(nw.col(COPIES) > 1), planned, reading)
    source = planned.plan.transactions
    money = (AMOUNT,) if _valued(source) else ()
    wanted = [name for name in (ORDER, DAY, CUSTOMER, *money) if name in _columns(source)]
    return extra, described(engine, again, wanted), True


def _refuse(engine: Engine, planned: PlannedHistory, rows: Table, counted: Counts, reading: Reading) -> None:
    """Refuse what cannot be meant: days or amounts that do not read, or nothing that is left."""
    refuse_days(engine, planned, rows, counted)
    refuse_money(engine, planned, rows, counted, reading)
    refuse_sums(planned, counted)
    refuse_nothing_left(planned, counted)
