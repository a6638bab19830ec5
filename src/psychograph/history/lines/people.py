"""`People`: what the table of customers says of them, one row a customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.errors import HistoryError
from psychograph.history.lines.bands import Bands, band, bands_of
from psychograph.history.lines.blanks import flag, is_text
from psychograph.history.lines.columns import CUSTOMER, group, place
from psychograph.history.lines.day_numbers import day_number, no_days, with_day
from psychograph.history.lines.keys import key, keys_are_text
from psychograph.history.lines.looking import numbers_seen
from psychograph.history.lines.rows import Treated
from psychograph.history.lines.sources import open_source
from psychograph.history.lines.written_numbers import number
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import Customers
from psychograph.quoting import listed, quoted, shortened

SINCE = "since"
#: Values that a group may have. Above it, words tell customers apart rather than group them; numbers are cut.
MOST_VALUES = 50
MOST_NUMBERS = 12
NUMERIC = 0.95  # share of the cells that must be numbers for text to be a column of them
EXAMPLES = 5


@dataclass(frozen=True, eq=False)
class People:
    """Customers, as their table describes them.

    Parameters
    ----------
    table : LazyFrame
        ``customer``, of the type that lines have; a column for each of `groups` and `places`, text, null
        where nothing is said; ``since`` (days since 1970-01-01), where the plan names it.
    groups : tuple of str
        Columns of demographic groups, such as ``group_gender``.
    places : tuple of str
        Columns of places, such as ``place_region``.
    rows, customers : int
        Rows read, and customers among them.
    treated : tuple of Treated
        What was the matter: ``"people-nameless"``, ``"people-twice"``, ``"since-unreadable"``,
        ``"since-future"``, ``"group-cut"``, ``"group-refused"``.
    """

    table: Table
    groups: tuple[str, ...]
    places: tuple[str, ...]
    rows: int
    customers: int
    treated: tuple[Treated, ...]


def people_of(engine: Engine, planned: PlannedHistory, *, today: date) -> People | None:
    """Read the table of customers.

    A customer with several rows keeps, of each column, the first value of the alphabet: which row is right,
    nobody can tell, and this is the same on every engine. It is counted and named.

    Parameters
    ----------
    engine : Engine
    planned : PlannedHistory
    today : date
        Who became a customer after it is a mistake.

    Returns
    -------
    People or None
        None where the plan names no such table.

    Raises
    ------
    HistoryError
        Where it cannot be opened, columns are not there, or `since` is of a type that cannot be days.
    """
    source = planned.plan.customers
    if source is None:
        return None
    table = open_source(engine, planned, "customers", source)
    as_text = keys_are_text(engine, planned)
    kinds = table.collect_schema()
    if source.since is not None:
        where = planned.where("customers", "since")
        HistoryError.collect(no_days(where, source.since, kinds[source.since]))
    whose = key(nw.col(source.customer), kinds[source.customer], as_text=as_text).alias(CUSTOMER)
    cut = dict(_cut(engine, table, source))
    rows = table.select(whose, *_described(source, kinds), *_since(source, kinds))
    if cut:
        rows = rows.with_columns(
            *(band(nw.col(group(column)), bands).alias(group(column)) for column, bands in cut.items())
        )
    rows = _with_since(rows, source, kinds)
    named = rows.filter(~nw.col(CUSTOMER).is_null())
    single = _once(named, source)
    kept, refused = _groups(engine, single, source)
    dropped = [group(column) for column, _ in refused]
    people = engine.keep(single.drop(dropped) if dropped else single, "people")
    read, told = _trouble(engine, rows, source, today)
    return People(
        table=people.drop("rows", "different"),
        groups=tuple(group(column) for column in kept),
        places=tuple(place(level) for level in source.places),
        rows=read,
        customers=int(engine.rows(people.select(nw.len().alias("n")), by=()).row(0)[0]),
        treated=(*told, *_twice(engine, people), *_said_of_cuts(cut), *_said_of_refused(refused)),
    )


def _described(source: Customers, kinds: Mapping[str, DType]) -> Iterator[nw.Expr]:
    """Yield groups and places as trimmed text."""
    for column in source.groups:  # as text at once: a key of floats is whole, an income is not
        yield key(nw.col(column).cast(nw.String), nw.String(), as_text=True).alias(group(column))
    for level, column in source.places.items():
        yield key(nw.col(column), kinds[column], as_text=True).alias(place(level))


def _since(source: Customers, kinds: Mapping[str, DType]) -> Iterator[nw.Expr]:
    if source.since is not None:
        text = is_text(kinds[source.since])
        cell = nw.col(source.since)
        yield (key(cell, kinds[source.since], as_text=True) if text else cell).alias("cell_since")


def _with_since(rows: Table, source: Customers, kinds: Mapping[str, DType]) -> Table:
    if source.since is None:
        return rows
    return with_day(rows, "cell_since", kinds[source.since], SINCE, source.dates)


def _once(named: Table, source: Customers) -> Table:
    """Return one row a customer, with how many there were, and whether they differed."""
    columns = [*(group(column) for column in source.groups), *(place(level) for level in source.places)]
    since = [nw.col(SINCE).min().alias(SINCE)] if source.since is not None else []
    least = [nw.col(name).min().alias(name) for name in columns]
    most = [nw.col(name).max().alias(f"{name} last") for name in columns]
    single = named.group_by(CUSTOMER).agg(*least, *most, *since, nw.len().alias("rows"))
    differ = [flag(nw.col(name) != nw.col(f"{name} last")) for name in columns]
    different = nw.max_horizontal(*differ) if differ else nw.lit(0)
    return single.with_columns(different.cast(nw.Int64).alias("different")).drop(
        [f"{name} last" for name in columns]
    )


def _cut(engine: Engine, table: Table, source: Customers) -> Iterator[tuple[str, Bands]]:
    """Yield groups that are numbers of many values, and where they are cut."""
    kinds = table.collect_schema()
    texts = [column for column in source.groups if is_text(kinds[column])]
    seen = dict(zip(texts, numbers_seen(engine, table, texts), strict=True))
    for column in source.groups:
        text = column in seen
        if text and not seen[column].numeric(NUMERIC):
            continue
        if not text and not kinds[column].is_numeric():
            continue
        cell = key(nw.col(column), nw.String(), as_text=True) if text else nw.col(column)
        size = number(nw.col("cell"), seen[column].mark) if text else nw.col("cell").cast(nw.Float64)
        sizes = table.select(cell.alias("cell")).select(size.alias("size"))
        sizes = sizes.filter(nw.col("size").is_finite() & (nw.col("size").abs() < 1e12))
        different = engine.rows(sizes.select(nw.col("size").n_unique().alias("n")), by=()).row(0)[0]
        if different > MOST_NUMBERS:
            yield column, bands_of(engine, sizes, seen[column].mark if text else None)


def _groups(
    engine: Engine, single: Table, source: Customers
) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Return groups that are kept, and those that have too many values with how many."""
    if not source.groups:
        return (), ()
    counted = [nw.col(group(column)).n_unique().alias(f"n_{at}") for at, column in enumerate(source.groups)]
    row = engine.rows(single.select(*counted), by=()).row(0)
    values = tuple(zip(source.groups, (int(count) for count in row), strict=True))
    kept = tuple(column for column, count in values if count <= MOST_VALUES)
    return kept, tuple((column, count) for column, count in values if count > MOST_VALUES)


def _trouble(engine: Engine, rows: Table, source: Customers, today: date) -> tuple[int, tuple[Treated, ...]]:
    names = [nw.len().alias("rows"), flag(nw.col(CUSTOMER).is_null()).sum().alias("nameless")]
    if source.since is not None:
        tomorrow = day_number(today + timedelta(days=1))
        unread = nw.col(SINCE).is_null() & ~nw.col("cell_since").is_null()
        names += [
            flag(unread).sum().alias("unread"),
            flag(nw.col(SINCE) >= tomorrow).sum().alias("future"),
        ]
    row = engine.rows(rows.select(*names), by=()).row(0)
    count = [int(value or 0) for value in row] + [0, 0]
    codes = (
        ("people-nameless", count[1], "name no customer, and are left out", True),
        ("since-unreadable", count[2], f"have a first day that does not read as `{source.dates}`", False),
        ("since-future", count[3], "have a first day that is still to come", False),
    )
    return count[0], tuple(
        Treated(code, number, out, f"Rows of the table of customers that {text}: {number:,}.")
        for code, number, text, out in codes
        if number
    )


def _twice(engine: Engine, people: Table) -> Iterator[Treated]:
    several = people.filter(nw.col("rows") > 1)
    totals = several.select(
        nw.len().alias("n"), nw.col("rows").sum().alias("rows"), nw.col("different").sum().alias("different")
    )
    customers, rows, different = engine.rows(totals, by=()).row(0)
    if not customers:
        return
    first = engine.rows(several.sort(CUSTOMER).head(EXAMPLES).select(CUSTOMER), by=(CUSTOMER,))
    yield Treated(
        "people-twice",
        int(rows),
        False,
        f"{customers:,} customers have several rows ({rows:,} in all), {different or 0:,} of them with "
        "different groups or places; the first of the alphabet was taken.",
        tuple(f"customer {shortened(str(name))}" for (name,) in first.iter_rows()),
    )


def _said_of_cuts(cut: Mapping[str, Bands]) -> Iterator[Treated]:
    for column, bands in cut.items():
        text = f"{quoted(column)} is a number and was cut into bands of about as many customers: "
        yield Treated("group-cut", 0, False, text + listed(bands.labels, most=10) + ".")


def _said_of_refused(refused: tuple[tuple[str, int], ...]) -> Iterator[Treated]:
    for column, values in refused:
        text = f"{quoted(column)} has {values:,} different values, and is no group: a group has at most "
        yield Treated("group-refused", 0, True, f"{text}{MOST_VALUES}.")
