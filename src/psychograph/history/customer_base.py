"""The customer base: every customer in one row, kept by the engine, with scores, places and groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.lines.columns import CUSTOMER
from psychograph.history.lines.counting import customers_read
from psychograph.history.lines.day_numbers import day_of
from psychograph.history.lines.lines import Lines, lines_of
from psychograph.history.lines.people import People, people_of
from psychograph.history.measures.sample import held_out_from
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import Returned
from psychograph.history.progress import Progress, part_of, silent
from psychograph.history.tables.accounts import accounts
from psychograph.history.tables.customers import RETURNS, SALES, customers_of, several
from psychograph.history.tables.main_places import with_main_places
from psychograph.history.tables.orders import ORDERS, placed_orders
from psychograph.history.tables.parts import FREQUENCY, MEASURES, RECENCY, VALUE, score_of
from psychograph.history.tables.people import LISTED, with_people
from psychograph.history.tables.periods import Periods
from psychograph.history.tables.quintiles import Cuts, cuts_of, score
from psychograph.history.tables.visits import LAST, unpacked

#: The column that a measure scores: the later the last order, the higher.
COLUMNS = {RECENCY: LAST, FREQUENCY: ORDERS, VALUE: VALUE}


@dataclass(frozen=True, eq=False)
class CustomerBase:
    """Lines, orders and customers, as everything that is measured reads them.

    Parameters
    ----------
    lines : Lines
    people : People or None
        What the table of customers says, where there is one.
    orders : LazyFrame
        Of :func:`~psychograph.history.tables.orders.placed_orders`, of nobody by name too.
    accounts : LazyFrame
        Kept. Of :func:`~psychograph.history.tables.accounts.accounts`.
    read : int
        Different customers among the rows read, whatever was the matter with them.
    customers : LazyFrame
        Made of a kept one. Of :func:`~psychograph.history.tables.customers.customers_of`, with
        :func:`~psychograph.history.tables.visits.unpacked`, and ``value``, ``listed`` (1 of
        who stands in the table of customers), columns of people, and ``score_recency``,
        ``score_frequency``, ``score_value`` (1 to 5; they mean nothing for who did not buy). With everybody:
        who only returned, and who never bought.
    periods : Periods
        Those of ``active_0`` ... of the customers.
    columns : tuple of str
        Places and groups that people brought.
    cut : int or None
        The day before which ``early_days`` and ``early_last`` of the customers count; without it they are
        not there.
    cuts : tuple of Cuts or None
        Of recency, frequency and value; None where nobody by name bought.
    """

    lines: Lines
    people: People | None
    orders: Table
    accounts: Table
    read: int
    customers: Table
    periods: Periods
    columns: tuple[str, ...]
    cut: int | None
    cuts: tuple[Cuts, Cuts, Cuts] | None

    @property
    def bought(self) -> Table:
        """Customers who bought at least once."""
        return self.customers.filter(nw.col(ORDERS) > 0)

    @property
    def first(self) -> date:
        """First day of the span."""
        return day_of(self.lines.first)

    @property
    def until(self) -> date:
        """The day after the span."""
        return day_of(self.lines.until)


def customer_base(
    planned: PlannedHistory, engine: Engine, *, today: date, progress: Progress | None = None
) -> CustomerBase:
    """Read the tables of a plan, and make one row a customer: the heavy work, done once.

    Parameters
    ----------
    planned : PlannedHistory
    engine : Engine
        What it keeps lasts until it closes, and so does the customer base.
    today : date
        Rows after it are mistakes.
    progress : callable or None
        Told the step and the share of this work.

    Raises
    ------
    HistoryError
        As :func:`~psychograph.history.lines.lines.lines_of` and
        :func:`~psychograph.history.lines.people.people_of`.
    """
    tell = progress or silent
    lines = lines_of(engine, planned, today=today, progress=part_of(progress, 0.0, 0.4))
    people = people_of(engine, planned, today=today)
    tell("Adding up orders", 0.45)
    orders = placed_orders(lines.table, ordered=lines.ordered, places=lines.places)
    if lines.ordered:
        orders = engine.keep(orders, "orders")
    periods = Periods.spanning(day_of(lines.first), day_of(lines.until - 1))
    added = engine.keep(accounts(orders, lines.places), "accounts")
    tell("Adding up customers", 0.6)
    cut = held_out_from(lines.first, lines.until)
    named = customers_of(
        _named(orders), periods, places=lines.places, cut=cut, accounts=_named(added)
    ).with_columns(_value(planned.plan.returns))
    customers = _settled(engine, engine.keep(named, "bought"), added, lines.places)
    read = customers_read(engine, customers, lines.left_out)
    columns: tuple[str, ...] = ()
    if people is None:
        customers = customers.with_columns(nw.lit(0).cast(nw.Int64).alias(LISTED))
    else:
        tell("Adding what is known of customers", 0.85)
        columns = tuple(name for name in (*people.places, *people.groups) if name not in lines.places)
        customers = engine.keep(with_people(customers, people.table, columns), "customers")
    tell("Cutting customers into fifths", 0.9)
    cuts = _cuts(engine, customers.filter(nw.col(ORDERS) > 0))
    customers = unpacked(customers, periods).with_columns(
        (nw.lit(0).cast(nw.Int64) if cuts is None else score(COLUMNS[name], cuts[at])).alias(score_of(name))
        for at, name in enumerate(MEASURES)
    )
    tell("Cutting customers into fifths", 1.0)
    return CustomerBase(lines, people, orders, added, read, customers, periods, columns, cut, cuts)


def _settled(engine: Engine, customers: Table, added: Table, places: Sequence[str]) -> Table:
    """Return customers each in one place, which takes a look at their orders where some have several."""
    if not places:
        return customers
    counted = customers.select(nw.col(several(name)).sum().alias(name) for name in places)
    if not any(engine.rows(counted, by=()).row(0)):
        return customers
    return engine.keep(with_main_places(customers, added, places), "settled")


def _named(orders: Table) -> Table:
    return orders.filter(~nw.col(CUSTOMER).is_null())


def _value(returns: Returned) -> nw.Expr:
    less = nw.col(RETURNS) if returns is Returned.SUBTRACT else nw.lit(0)
    return (nw.col(SALES) - less).cast(nw.Int64).alias(VALUE)


def _cuts(engine: Engine, bought: Table) -> tuple[Cuts, Cuts, Cuts] | None:
    if not engine.rows(bought.select(nw.len().alias("rows")), by=())["rows"].to_list()[0]:
        return None
    recency, frequency, value = (cuts_of(engine, bought, COLUMNS[name]) for name in MEASURES)
    return recency, frequency, value
