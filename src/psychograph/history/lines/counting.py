"""Counting: few passes over rows made ready, and examples of what is wrong, as a person looks them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.lines.blanks import flag
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, DAY, ORDER, UNIT
from psychograph.history.lines.day_numbers import day_of
from psychograph.history.lines.prepared import CURRENCY, SAID_AMOUNT, SAID_TIME, USED
from psychograph.history.lines.trouble import CODES, of
from psychograph.quoting import listed, quoted, shortened

EXAMPLES = 5
#: Lines of one order further apart than this are hardly one order: numbers may have begun anew.
ORDER_DAYS = 31


@dataclass(frozen=True)
class Counts:
    """What passing over the rows counts.

    Parameters
    ----------
    rows, used, named : int
        All; those that nothing keeps out; those of them that name a customer.
    first, last : int or None
        Days of the first and last row used, since 1970-01-01; None where there is none.
    size : float
        Sum of the sizes of amounts used, in ten-thousandths, roughly.
    trouble : tuple of (str, int)
        Rows by code of trouble, only where there are some.
    """

    rows: int
    used: int
    named: int
    first: int | None
    last: int | None
    size: float
    trouble: tuple[tuple[str, int], ...]

    def of(self, code: str) -> int:
        """Return how many rows have a kind of trouble."""
        return dict(self.trouble).get(code, 0)


@dataclass(frozen=True)
class Orders:
    """Orders, and those whose number cannot be that of one order.

    Parameters
    ----------
    orders : int
        Different numbers among all rows.
    doubtful : int
        Rows of numbers under two customers, or on days more than 31 apart.
    examples : tuple of str
    """

    orders: int
    doubtful: int
    examples: tuple[str, ...]


def counts(engine: Engine, rows: Table) -> Counts:
    """Count rows made ready, in one pass."""
    names = rows.collect_schema().names()
    codes = [code for code, _ in CODES if of(code) in names]
    used = nw.col(USED) == 1
    found = rows.select(
        nw.len().alias("rows"),
        nw.col(USED).sum().alias("used"),
        flag(used & ~nw.col(CUSTOMER).is_null()).sum().alias("named"),
        nw.when(used).then(nw.col(DAY)).otherwise(None).min().alias("first"),
        nw.when(used).then(nw.col(DAY)).otherwise(None).max().alias("last"),
        nw.when(used).then(nw.col(AMOUNT).abs()).otherwise(0).cast(nw.Float64).sum().alias("size"),
        *(nw.col(of(code)).sum().alias(of(code)) for code in codes),
    )
    row = engine.rows(found, by=()).row(0)
    count = dict(zip(found.collect_schema().names(), row, strict=True))
    return Counts(
        rows=count["rows"] or 0,
        used=count["used"] or 0,
        named=count["named"] or 0,
        first=count["first"],
        last=count["last"],
        size=count["size"] or 0.0,
        trouble=tuple((code, count[of(code)]) for code in codes if count[of(code)]),
    )


def customers_read(engine: Engine, used: Table, left_out: Table | None) -> int:
    """Count different customers among all rows, whatever was the matter with them.

    Parameters
    ----------
    engine : Engine
    used : LazyFrame
        One row each: customers of rows that nothing keeps out.
    left_out : LazyFrame or None
        The other rows, if there are any.
    """
    found = int(engine.rows(used.select(nw.len().alias("customers")), by=()).row(0)[0])
    if left_out is not None:
        named = left_out.filter(~nw.col(CUSTOMER).is_null()).select(CUSTOMER)
        alone = named.join(used.select(CUSTOMER), on=CUSTOMER, how="anti")
        counted = alone.select(nw.col(CUSTOMER).n_unique().alias("customers"))
        found += int(engine.rows(counted, by=()).row(0)[0] or 0)
    return found


def orders(engine: Engine, rows: Table) -> Orders:
    """Count order numbers, and rows of those that are under two customers or on distant days."""
    numbered = rows.filter(nw.col(of("no-order")) == 0)
    each = numbered.group_by(ORDER).agg(
        nw.len().alias("rows"),
        nw.col(CUSTOMER).min().alias("one"),
        nw.col(CUSTOMER).max().alias("other"),
        nw.col(DAY).min().alias("first"),
        nw.col(DAY).max().alias("last"),
    )
    doubtful = (nw.col("one") != nw.col("other")) | (nw.col("last") - nw.col("first") > ORDER_DAYS)
    found = engine.rows(
        each.select(
            nw.len().alias("orders"),
            nw.when(doubtful).then(nw.col("rows")).otherwise(0).sum().alias("doubtful"),
        ),
        by=(),
    ).row(0)
    examples: tuple[str, ...] = ()
    if found[1]:
        first = each.filter(doubtful).sort(ORDER).head(EXAMPLES)
        shown = engine.rows(first.select(ORDER, "one", "other", "first", "last"), by=(ORDER,))
        examples = tuple(_doubtful(*row) for row in shown.iter_rows())
    return Orders(found[0], found[1] or 0, examples)


def _doubtful(order: Any, one: Any, other: Any, first: int | None, last: int | None) -> str:
    whose = f"customers {shortened(str(one))} and {shortened(str(other))}"
    when = "" if first is None or last is None or first == last else f", {day_of(first)} to {day_of(last)}"
    return f"order {shortened(str(order))}" + (f", {whose}" if one != other else "") + when


def examples(engine: Engine, rows: Table, code: str) -> tuple[str, ...]:
    """Return at most five rows with a kind of trouble, as a person looks them up.

    They are the first by order, day and customer, so that they are the same on every engine.
    """
    found = rows.filter(nw.col(of(code)) == 1)
    names = found.collect_schema().names()
    wanted = [ORDER, DAY, CUSTOMER]
    if code == "date-unreadable":
        wanted.append(SAID_TIME)
    if code == "amount-unreadable":
        wanted.append(SAID_AMOUNT)
    elif code not in ("amount-missing", "amount-zero") and of("amount-missing") in names:
        wanted.append(AMOUNT)
    if code == "other-currency":
        wanted.append(CURRENCY)
    return described(engine, found, [name for name in wanted if name in names])


def described(engine: Engine, rows: Table, wanted: Sequence[str]) -> tuple[str, ...]:
    """Describe the first five different rows by some of their columns."""
    each = rows.group_by(*wanted).agg(nw.len().alias("rows"))
    first = each.sort(*wanted, nulls_last=True).head(EXAMPLES)
    fetched = engine.rows(first.select(*wanted), by=wanted)
    return tuple(
        ", ".join(_described(dict(zip(wanted, row, strict=True)))) or "a row with nothing in it"
        for row in fetched.iter_rows()
    )


def _described(row: Mapping[str, Any]) -> Iterator[str]:
    if row.get(ORDER) is not None and not _own(row[ORDER]):
        yield f"order {shortened(str(row[ORDER]))}"
    if row.get(DAY) is not None:
        yield str(day_of(row[DAY]))
    if row.get(SAID_TIME) is not None:
        yield f"time {quoted(str(row[SAID_TIME]))}"
    if row.get(CUSTOMER) is not None:
        yield f"customer {shortened(str(row[CUSTOMER]))}"
    if row.get(SAID_AMOUNT) is not None:
        yield f"amount {quoted(str(row[SAID_AMOUNT]))}"
    if row.get(AMOUNT) is not None:
        yield shown_amount(row[AMOUNT])
    if row.get(CURRENCY) is not None:
        yield shortened(str(row[CURRENCY]))


def _own(order: Any) -> bool:
    """Return whether an order is the stand-in for a missing number (`prepared`)."""
    return order <= -100_000 if isinstance(order, int) else str(order).startswith("no number, day ")


def shown_amount(ten_thousandths: int) -> str:
    """Return an amount for a sentence, with as many places as it has, two at least.

    Examples
    --------
    >>> shown_amount(-120000), shown_amount(12345678)
    ('-12.00', '1,234.5678')
    """
    amount = Decimal(ten_thousandths) / UNIT
    return f"{amount:,.2f}" if ten_thousandths % 100 == 0 else f"{amount:,}"


def by_currency(engine: Engine, rows: Table) -> str:
    """Return what is left out in other currencies: each with its rows and sum, the commonest first."""
    each = rows.filter(nw.col(of("other-currency")) == 1).group_by(CURRENCY)
    found = engine.rows(
        each.agg(nw.len().alias("rows"), nw.col(AMOUNT).sum().cast(nw.Int64).alias("sum")), by=(CURRENCY,)
    )
    parts = sorted(found.iter_rows(), key=lambda row: -row[1])
    return listed(
        f"{name or 'not said'}: {rows:,} row{'s' * (rows != 1)}, {shown_amount(total or 0)}"
        for name, rows, total in parts
    )
