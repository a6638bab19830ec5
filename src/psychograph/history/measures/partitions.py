"""Parts of the customers, from sums by place or group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psychograph.history.measures.customers import Part, Partition
from psychograph.history.measures.money import money

#: Parts that are told one by one.
MOST = 1_000


@dataclass(frozen=True)
class PartSums:
    """What was added up of one part; amounts in ten-thousandths of the currency.

    Parameters
    ----------
    name : str
    customers, bought, repeated, orders : int
    sales, value : int
    by_recency, by_frequency, by_value : tuple of int, length 5
        Of `bought`, how many have each score.
    all_orders, all_sales : int or None
    """

    name: str
    customers: int
    bought: int
    repeated: int
    orders: int
    sales: int
    value: int
    by_recency: tuple[int, ...]
    by_frequency: tuple[int, ...]
    by_value: tuple[int, ...]
    all_orders: int | None = None
    all_sales: int | None = None

    @property
    def rank(self) -> int:
        """Sales of everybody there, whether or not they said who they are."""
        return self.sales if self.all_sales is None else self.all_sales


def partition(name: str, kind: str, parts: Sequence[PartSums], whole: PartSums, *, several: int) -> Partition:
    """Return customers by place or group.

    Parameters
    ----------
    name, kind : str
    parts : sequence of PartSums
        Those with the highest sales, in any order.
    whole : PartSums
        All parts together, those that are not told too.
    several : int
        Customers with more than one place.
    """
    told = sorted(parts, key=lambda part: (-part.rank, -part.customers, part.name))[:MOST]
    rest = _less(whole, told)
    return Partition(name, kind, tuple(_part(part) for part in told), _part(rest) if rest else None, several)


def _less(whole: PartSums, told: Sequence[PartSums]) -> PartSums | None:
    """Return what is left of the whole without parts; None where that is nothing."""

    def left(field: str) -> int:
        return int(getattr(whole, field)) - sum(int(getattr(part, field)) for part in told)

    def scores(field: str) -> tuple[int, ...]:
        columns = zip(getattr(whole, field), *(getattr(part, field) for part in told), strict=True)
        return tuple(first - sum(others) for first, *others in columns)

    everywhere = whole.all_orders is not None
    found = PartSums(
        name="",
        customers=left("customers"),
        bought=left("bought"),
        repeated=left("repeated"),
        orders=left("orders"),
        sales=left("sales"),
        value=left("value"),
        by_recency=scores("by_recency"),
        by_frequency=scores("by_frequency"),
        by_value=scores("by_value"),
        all_orders=left("all_orders") if everywhere else None,
        all_sales=left("all_sales") if everywhere else None,
    )
    return found if found.customers or found.all_orders else None


def _part(sums: PartSums) -> Part:
    return Part(
        name=sums.name,
        customers=sums.customers,
        bought=sums.bought,
        repeated=sums.repeated,
        orders=sums.orders,
        sales=money(sums.sales),
        value=money(sums.value),
        high_value=sums.by_value[-1],
        recent=sums.by_recency[-1],
        all_orders=sums.all_orders,
        all_sales=None if sums.all_sales is None else money(sums.all_sales),
        by_value=sums.by_value,
        by_recency=sums.by_recency,
        by_frequency=sums.by_frequency,
    )
