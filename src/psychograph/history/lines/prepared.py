"""Rows made ready: every row with its customer, day and amount, and with what is the matter with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType

from psychograph.errors import Problem
from psychograph.history.engines.engine import Table
from psychograph.history.errors import HistoryError
from psychograph.history.lines.blanks import flag, is_text, said
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, DAY, KIND, ORDER, RETURN, SALE, UNIT, place
from psychograph.history.lines.day_numbers import no_days, with_day
from psychograph.history.lines.keys import key
from psychograph.history.lines.trouble import LEFT_OUT, of
from psychograph.history.lines.written_numbers import SIGNS, Mark, number, sign_of_currency
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import DateFormat, Transactions
from psychograph.quoting import quoted

#: Columns beside those of lines: what was written, for examples, and whether a row is used.
SAID_TIME, SAID_AMOUNT, CURRENCY, USED = "said_time", "said_amount", "currency", "used"
#: No single row of money is larger, in units of the currency: sums of thousands of such still fit Int64.
LARGEST = 1e11
MONEY = ("amount", "quantity", "unit_price")
NO_YEAR = "a day outside the years 1 to 9999"


@dataclass(frozen=True)
class Reading:
    """What was decided by looking, before rows are made ready.

    Parameters
    ----------
    as_text : bool
        Whether customers are told apart by text.
    marks : tuple of (str, str)
        Of each key of `MONEY` whose column is text, what parts decimals.
    untidy : mapping of str to tuple of str
        Of columns of text of which it is known: the only texts that need trimming.
    signed : str or None
        Key of `MONEY` whose text holds signs of several currencies.
    currency : str or None
        The one that is used, where there may be several.
    earliest, bound : int
        Days that can be: from the first on, before the second.
    """

    as_text: bool
    marks: tuple[tuple[str, Mark], ...]
    untidy: Mapping[str, tuple[str, ...]]
    signed: str | None
    currency: str | None
    earliest: int
    bound: int


def prepared(table: Table, planned: PlannedHistory, reading: Reading) -> Table:
    """Return rows made ready; each row of the table is there once.

    Parameters
    ----------
    table : LazyFrame
        Rows as they are.
    planned : PlannedHistory
    reading : Reading

    Returns
    -------
    LazyFrame
        Columns of lines; what was written; a column for each kind of trouble, 1 where a row has it; ``used``:
        1 where nothing keeps a row out.

    Raises
    ------
    HistoryError
        Where a column has a type that cannot be what the plan says.
    """
    source = planned.plan.transactions
    kinds = table.collect_schema()
    _check_kinds(planned, source, kinds)
    rows = table.select(*_cells(source, kinds, reading))
    if CURRENCY in rows.collect_schema().names():
        rows = rows.with_columns(code_of(CURRENCY).alias(CURRENCY))
    rows = _with_day(rows, kinds[source.time], source.dates)
    rows = _with(rows, _money(source, kinds, reading))
    rows = _with(rows, (*_order_trouble(source), *_day_trouble(reading)))
    rows = _with(rows, _money_trouble(source, reading))
    rows = _with(rows, _amount(source))
    if source.amount is not None or source.quantity is not None:
        nothing = (nw.col(AMOUNT) == 0) & (nw.col(of("amount-unreadable")) == 0)
        rows = rows.with_columns(flag(nothing).alias(of("amount-zero")))
    there = set(rows.collect_schema().names())
    out = [nw.col(of(code)) == 0 for code in LEFT_OUT if of(code) in there]
    rows = rows.with_columns(flag(nw.all_horizontal(*out, ignore_nulls=False)).alias(USED))
    if source.order is not None:  # rows without a number are an order of their customer's day
        rows = rows.with_columns(_own_order(rows.collect_schema()[ORDER]))
    return rows.drop([f"cell_{name}" for name in (*MONEY, "time") if f"cell_{name}" in there])


def _with(rows: Table, columns: Iterable[nw.Expr]) -> Table:
    """Add columns, where there are any."""
    added = list(columns)
    return rows.with_columns(*added) if added else rows


def currency_said(source: Transactions, signed: str | None) -> nw.Expr | None:
    """Return what each row says of its currency, a code or a sign in capitals; None where nothing tells."""
    if source.currency is not None:
        return said(nw.col(source.currency).cast(nw.String)).str.to_uppercase()
    if signed is not None:
        return sign_of_currency(said(nw.col(getattr(source, signed)).cast(nw.String)))
    return None


def code_of(column: str) -> nw.Expr:
    """Return the codes of currencies, where a column holds codes and signs."""
    code = nw.col(column)
    for sign, meant in SIGNS:
        code = nw.when(nw.col(column) == sign).then(nw.lit(meant)).otherwise(code)
    return code


def _typed(source: Transactions) -> Iterator[tuple[str, str]]:
    for name in ("time", *MONEY):
        column = getattr(source, name)
        if column is not None:
            yield name, column


def _check_kinds(planned: PlannedHistory, source: Transactions, kinds: Mapping[str, DType]) -> None:
    problems = list(no_days(planned.where("transactions", "time"), source.time, kinds[source.time]))
    problems += [
        Problem(
            where=planned.where("transactions", name),
            found=f"the column {quoted(column)} of type {kinds[column]}",
            expected="numbers",
            mend="name another column",
        )
        for name, column in _typed(source)
        if name != "time" and not (is_text(kinds[column]) or kinds[column].is_numeric())
    ]
    HistoryError.collect(problems)


def _cells(source: Transactions, kinds: Mapping[str, DType], reading: Reading) -> Iterator[nw.Expr]:
    def keyed(column: str, *, as_text: bool) -> nw.Expr:
        untidy = reading.untidy.get(column)
        return key(nw.col(column), kinds[column], as_text=as_text, untidy=untidy)

    yield keyed(source.customer, as_text=reading.as_text).alias(CUSTOMER)
    if source.order is not None:
        yield keyed(source.order, as_text=not kinds[source.order].is_integer()).alias(ORDER)
    for name, column in _typed(source):
        cell = nw.col(column)
        yield (said(cell.cast(nw.String)) if is_text(kinds[column]) else cell).alias(f"cell_{name}")
    for level, column in source.places.items():
        yield keyed(column, as_text=True).alias(place(level))
    currency = currency_said(source, reading.signed)
    if currency is not None:
        yield currency.alias(CURRENCY)


def _with_day(rows: Table, kind: DType, dates: DateFormat) -> Table:
    cell = "cell_time"
    rows = with_day(rows, cell, kind, DAY, dates)
    unread = nw.col(DAY).is_null() & ~nw.col(cell).is_null()
    return rows.with_columns(
        flag(nw.col(cell).is_null()).alias(of("date-missing")),
        flag(unread).alias(of("date-unreadable")),
        nw.when(unread).then(_said_time(nw.col(cell), kind)).otherwise(None).alias(SAID_TIME),
    )


def _said_time(cell: nw.Expr, kind: DType) -> nw.Expr:
    # Dates that no calendar has end Polars when they become text, and other engines write them otherwise.
    return nw.lit(NO_YEAR) if kind in (nw.Date, nw.Datetime) else cell.cast(nw.String)


def _money(source: Transactions, kinds: Mapping[str, DType], reading: Reading) -> Iterator[nw.Expr]:
    """Yield numbers, and whether their cells hold something."""
    marks = dict(reading.marks)
    for name, column in _typed(source):
        if name == "time":
            continue
        cell = nw.col(f"cell_{name}")
        if name in marks:
            yield number(cell, marks[name]).alias(name)
            yield (~cell.is_null()).alias(f"has_{name}")
        else:
            size = cell.cast(nw.Float64)
            # NaN is how programs write nothing into a column of floats; infinity was written by a mistake.
            there = ~size.is_nan() if kinds[column].is_float() else ~cell.is_null()
            yield nw.when(there).then(size).otherwise(None).alias(name)
            yield (there & ~cell.is_null()).fill_null(False).alias(f"has_{name}")


def _order_trouble(source: Transactions) -> Iterator[nw.Expr]:
    yield flag(nw.col(CUSTOMER).is_null()).alias(of("no-customer"))
    if source.order is None:
        return
    yield flag(nw.col(ORDER).is_null()).alias(of("no-order"))
    if source.cancelled is not None:
        cancelled = nw.col(ORDER).cast(nw.String).str.starts_with(source.cancelled)
        yield flag(cancelled).alias(of("cancelled"))


def _day_trouble(reading: Reading) -> Iterator[nw.Expr]:
    yield flag(nw.col(DAY) >= reading.bound).alias(of("date-future"))
    yield flag(nw.col(DAY) < reading.earliest).alias(of("date-early"))


def _money_trouble(source: Transactions, reading: Reading) -> Iterator[nw.Expr]:
    if reading.currency is not None:
        same = nw.col(CURRENCY) == reading.currency
        # Beside the signs of others, an amount without a sign is of the currency that most have.
        same = same | nw.col(CURRENCY).is_null() if source.currency is None else same
        yield (1 - flag(same)).alias(of("other-currency"))
    names = [name for name in MONEY if getattr(source, name) is not None]
    if not names:
        return
    there = nw.all_horizontal(*(nw.col(f"has_{name}") for name in names), ignore_nulls=False)
    size = _size(source)
    reads = size.is_finite() & (size.abs() <= LARGEST)
    yield (1 - flag(there)).alias(of("amount-missing"))
    yield flag(there & ~reads.fill_null(False)).alias(of("amount-unreadable"))
    yield nw.concat_str(
        *(nw.col(f"cell_{name}").cast(nw.String) for name in names), separator=" x ", ignore_nulls=True
    ).alias(SAID_AMOUNT)
    if source.quantity is not None:
        yield flag(nw.col("quantity") < 0).alias("came_back")


def _size(source: Transactions) -> nw.Expr:
    return nw.col("amount") if source.amount is not None else nw.col("quantity") * nw.col("unit_price")


def _amount(source: Transactions) -> Iterator[nw.Expr]:
    cancelled = nw.col(of("cancelled")) == 1 if source.cancelled is not None else nw.lit(False)
    if source.amount is None and source.quantity is None:
        yield nw.lit(0).cast(nw.Int64).alias(AMOUNT)
        yield nw.when(cancelled).then(RETURN).otherwise(SALE).cast(nw.Int64).alias(KIND)
        return
    size = _size(source)
    # A price below 0 gives money back as well; two that are below 0 are one return, not a sale.
    back = nw.col("came_back") == 1 if source.quantity is not None else nw.lit(False)
    minus = (nw.col("unit_price") if source.unit_price is not None else size) < 0
    returned = cancelled | back | minus
    fits = nw.when(nw.col(of("amount-unreadable")) == 0).then(size.abs()).otherwise(None)
    whole = (fits * UNIT + 0.5).floor().cast(nw.Int64)
    yield nw.when(returned).then(whole * -1).otherwise(whole).alias(AMOUNT)
    yield nw.when(returned).then(RETURN).otherwise(SALE).cast(nw.Int64).alias(KIND)
    yield flag(back & ~cancelled).alias(of("negative-quantity"))
    yield flag(minus & ~back & ~cancelled).alias(of("refund"))


def _own_order(kind: DType) -> nw.Expr:
    """Return orders with one of each day for rows that name none; of lines with a day only."""
    day = nw.col(DAY) * -1 - 1_000_000
    own = day if kind.is_integer() else nw.concat_str(nw.lit("no number, day "), nw.col(DAY).cast(nw.String))
    return nw.coalesce(nw.col(ORDER), own).alias(ORDER)
