"""Columns of customers.csv: what each holds, how it reads, and what the codebook says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from psychograph.cells import protected
from psychograph.codebook.codebook import Role, Scale, Variable, VariableType
from psychograph.history.kinds import kinds, scores
from psychograph.history.lines.columns import CUSTOMER, UNIT
from psychograph.history.measures.customers import Rfm
from psychograph.history.natural_grouping import behaviour_of
from psychograph.labels import clean

if TYPE_CHECKING:
    from psychograph.history.engines.engine import Fetched
    from psychograph.history.forecast import Forecast
    from psychograph.history.natural_groups import NaturalGroups

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
KEY = "customer"
SEASONS = ("January to March", "April to June", "July to September", "October to December")
NO_SEASON = "no season"
BLANK = ""
WEEK = 7
BREAK = re.compile(r"[\r\n]+")


@dataclass(frozen=True)
class Describing:
    """What customers are described by, beside what they did.

    Parameters
    ----------
    until : int
        The day from which recency counts back, since 1970-01-01.
    currency : str or None
    valued : bool
        Whether there are amounts; else nothing is said of value.
    subtracted : bool
        Whether goods that came back are taken off the value.
    rfm : Rfm or None
        Where scores are cut.
    groups : NaturalGroups or None
    forecast : Forecast or None
    everybody : int
        How many customers there are.
    """

    until: int
    currency: str | None
    valued: bool
    subtracted: bool
    rfm: Rfm | None
    groups: NaturalGroups | None
    forecast: Forecast | None
    everybody: int


@dataclass(frozen=True, eq=False)
class Batch:
    """Some customers, as columns are made from.

    Parameters
    ----------
    keys : tuple of str
    orders, days, recency, tenure, sales, value : ndarray of int64, shape (n,)
        Days; money in ten-thousandths. Recency and tenure are -1 where nothing was bought.
    quarters : ndarray of int64, shape (n, 4)
        Days with an order by quarter of the calendar.
    texts : mapping of str to sequence
        Places and groups by column; None where nothing is said.
    scored : tuple of ndarray of int64, shape (n,)
        Scores of recency, frequency and value; 0 where nothing was bought.
    kinds, groups : sequence of str
        Blank where nothing was bought.
    expected, alive : ndarray of float64, shape (n,)
        NaN without a forecast or an order; `alive` also for who bought on one day, and where the model saw
        hardly anybody leave.
    """

    keys: tuple[str, ...]
    orders: Ints
    days: Ints
    recency: Ints
    tenure: Ints
    sales: Ints
    value: Ints
    quarters: Ints
    texts: Mapping[str, Sequence[str | None]]
    scored: tuple[Ints, ...]
    kinds: Sequence[str]
    groups: Sequence[str]
    expected: Floats
    alive: Floats


@dataclass(frozen=True)
class Column:
    """A column: what the codebook says of it, and its cells for customers and their names."""

    variable: Variable
    cells: Callable[[Batch, Sequence[str]], Sequence[str]]


def batch_of(piece: Fetched, given: Describing) -> Batch:
    """Return customers with all that is said of them."""

    def whole(name: str) -> Ints:
        return np.asarray(piece[name].fill_null(0).to_numpy(), dtype=np.int64)

    orders, days, sales = whole("orders"), whole("days"), whole("sales")
    bought = orders > 0
    value = whole("value")
    first, last = whole("first"), whole("last")
    recency = np.where(bought, given.until - last, -1)
    texts = {name: piece[name].to_list() for name in piece.columns if name.startswith(("place_", "group_"))}
    scored = tuple(np.zeros(len(orders), dtype=np.int64) for _ in range(3))
    which: list[str] = [BLANK] * len(orders)
    if given.rfm is not None:
        measured = ((given.rfm.recency, recency), (given.rfm.frequency, orders), (given.rfm.value, value))
        scored = tuple(np.where(bought, scores(cut, values), 0) for cut, values in measured)
        told = kinds(scored[0], orders, scored[2])
        which = [kind.value if did else BLANK for kind, did in zip(told, bought.tolist(), strict=True)]
    expected, alive = _forecast(given.forecast, given.until, bought, days, first, last)
    return Batch(
        keys=tuple(map(str, piece[CUSTOMER].to_list())),
        orders=orders,
        days=days,
        recency=recency,
        tenure=np.where(bought, given.until - first, -1),
        sales=sales,
        value=value,
        quarters=np.column_stack([whole(f"quarter_{number}") for number in range(1, 5)]),
        texts=texts,
        scored=scored,
        kinds=which,
        groups=_groups(given, bought, last, orders, sales),
        expected=expected,
        alive=alive,
    )


def _groups(given: Describing, bought: NDArray[np.bool_], last: Ints, orders: Ints, sales: Ints) -> list[str]:
    found = [BLANK] * len(orders)
    rule = None if given.groups is None else given.groups.rule
    if given.groups is None or rule is None or not bought.any():
        return found
    names = {group.number: group.name for group in given.groups.groups}
    behaviour = behaviour_of(given.until, last[bought], orders[bought], sales[bought] / UNIT)
    for row, number in zip(np.flatnonzero(bought), rule.groups_of(behaviour), strict=True):
        found[row] = names[int(number)]
    return found


def _forecast(
    forecast: Forecast | None, until: int, bought: NDArray[np.bool_], days: Ints, first: Ints, last: Ints
) -> tuple[Floats, Floats]:
    expected, alive = np.full(len(days), np.nan), np.full(len(days), np.nan)
    if forecast is None or not bought.any():
        return expected, alive
    from psychograph.stats.repeat_buying.bg_nbd import BgNbd, chance_active, expected_purchases

    model = BgNbd(forecast.r, forecast.alpha, forecast.a, forecast.b)
    told = days[bought] - 1, (last - first)[bought] / WEEK, (until - first)[bought] / WEEK
    expected[bought] = expected_purchases(model, forecast.weeks, *told)
    # Who bought on one day is active by definition of the model; where it saw nobody leave, so is everybody.
    if forecast.sees_leaving:
        alive[bought] = np.where(told[0] > 0, chance_active(model, *told), np.nan)
    return expected, alive


def columns_of(given: Iterable[str], describing: Describing) -> tuple[Column, ...]:
    """Return the columns of the file.

    Parameters
    ----------
    given : iterable of str
        Columns of the table of customers; those of places and groups are taken over by their own names,
        with ``place_`` or ``group_`` before them where another column is called so.
    describing : Describing
    """
    fixed = [*_behaviour(describing), *_told(describing)]
    taken = {column.variable.name for column in fixed}
    return (fixed[0], *_texts(given, taken), *fixed[1:])


def _behaviour(describing: Describing) -> Iterator[Column]:
    money = f" in {describing.currency}" if describing.currency else ""
    left = ", less what came back" if describing.subtracted else ""
    yield Column(
        Variable(KEY, VariableType.TEXT, Role.ID, "Key of the customer"), lambda _, names: _keys(names)
    )
    yield _number("recency", "Days since the last order", lambda batch: _counts(batch.recency, least=0))
    yield _number("orders", "Orders", lambda batch: _counts(batch.orders))
    yield _number("purchase_days", "Days with an order", lambda batch: _counts(batch.days))
    if describing.valued:
        yield _number(
            "value", f"Sales{money}{left}", lambda batch: [money_text(one) for one in batch.value.tolist()]
        )
        yield _number("mean_order_value", f"Mean sales of an order{money}", _order_values)
    yield _number("tenure", "Days since the first order", lambda batch: _counts(batch.tenure, least=0))
    yield _category("season", "Quarter of the year with most purchase days, of two or more", _seasons)


def _told(describing: Describing) -> Iterator[Column]:
    if describing.rfm is not None:
        for at, measure in enumerate(("recency", "frequency", "value")):
            if describing.valued or measure != "value":
                yield _score(measure, at)
        yield _category("kind", "Kind of customer, by which quotas are set", lambda batch: batch.kinds)
    if describing.groups is not None and describing.groups.rule is not None:
        yield _category(
            "natural_group", "Group by recency, orders and their worth", lambda batch: batch.groups
        )
    if describing.forecast is not None:
        weeks = describing.forecast.weeks
        yield _number(
            "expected_orders",
            f"Days with an order expected in the next {weeks} weeks (BG/NBD)",
            lambda batch: _shares(batch.expected),
        )
        yield _number(
            "alive",
            "Chance of being a customer still, 0 to 1 (BG/NBD); blank where the model cannot tell",
            lambda batch: _shares(batch.alive),
        )


def _texts(given: Iterable[str], taken: set[str]) -> Iterator[Column]:
    for name in given:
        kind, _, own = name.partition("_")
        if kind not in ("place", "group") or not own:
            continue
        called = own = clean(own) or kind
        while called in taken:
            called = f"{kind}_{called}"
        taken.add(called)
        question = f"{own}: {'where they bought or live' if kind == 'place' else 'as the data say'}"
        yield _category(called, question, partial(_text, name))


def _text(name: str, batch: Batch) -> list[str]:
    return _texts_of(batch.texts[name])


def _number(name: str, question: str, cells: Callable[[Batch], Sequence[str]]) -> Column:
    return Column(
        Variable(name, VariableType.NUMBER, Role.DESCRIPTOR, question), lambda batch, _: cells(batch)
    )


def _category(name: str, question: str, cells: Callable[[Batch], Sequence[str]]) -> Column:
    return Column(
        Variable(name, VariableType.CATEGORY, Role.DESCRIPTOR, question), lambda batch, _: cells(batch)
    )


def _score(measure: str, at: int) -> Column:
    variable = Variable(
        f"{measure}_score",
        VariableType.NUMBER,
        Role.DESCRIPTOR,
        f"Fifth of the customers by {measure}, 5 the best",
        scale=Scale(1, 5),
    )
    return Column(variable, lambda batch, _: _counts(batch.scored[at], least=1))


def _counts(values: Ints, least: int | None = None) -> list[str]:
    return [BLANK if least is not None and one < least else str(one) for one in values.tolist()]


def _shares(values: Floats) -> list[str]:
    return [BLANK if np.isnan(one) else f"{one:.4f}" for one in values.tolist()]


def _seasons(batch: Batch) -> list[str]:
    found = []
    for row, days in zip(batch.quarters.tolist(), batch.days.tolist(), strict=True):
        most = max(row)
        plain = days >= 2 and row.count(most) == 1
        found.append(SEASONS[row.index(most)] if plain else NO_SEASON if days else BLANK)
    return found


def _order_values(batch: Batch) -> list[str]:
    return [
        money_text(rounded(sales, orders)) if orders else BLANK
        for sales, orders in zip(batch.sales.tolist(), batch.orders.tolist(), strict=True)
    ]


def _texts_of(values: Sequence[str | None]) -> list[str]:
    """Return texts on one line each, disarmed; blank for none."""
    told = {value: BLANK if value is None else protected(clean(str(value))) for value in set(values)}
    return [told[value] for value in values]


def _keys(names: Iterable[str]) -> list[str]:
    """Return keys disarmed, as they are but for line breaks: they must still fit those of the survey."""
    return [protected(BREAK.sub(" ", name)) for name in names]


def rounded(sales: int, orders: int) -> int:
    """Return a mean in ten-thousandths, rounded to hundredths, halves away from zero, without floats.

    Examples
    --------
    >>> rounded(100_000, 3), rounded(50, 1), rounded(-50, 1)
    (33300, 100, -100)
    """
    cent = UNIT // 100
    whole, rest = divmod(abs(sales), orders * cent)
    found = (whole + (2 * rest >= orders * cent)) * cent
    return found if sales >= 0 else -found


def money_text(amount: int) -> str:
    """Return ten-thousandths of a currency as a decimal: two places, or four where there is more.

    Examples
    --------
    >>> money_text(771_836_000), money_text(-12_345), money_text(0)
    ('77183.60', '-1.2345', '0.00')
    """
    whole, part = divmod(abs(amount), UNIT)
    places = f"{part:04}"
    return f"{'-' if amount < 0 else ''}{whole}.{places[:2] if places.endswith('00') else places}"
