"""What became of the rows, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.lines.blanks import is_text
from psychograph.history.lines.counting import Counts, Orders, by_currency, examples
from psychograph.history.lines.day_numbers import day_of
from psychograph.history.lines.looking import NumbersSeen, dates_seen
from psychograph.history.lines.prepared import SAID_TIME, Reading
from psychograph.history.lines.rows import Treated
from psychograph.history.lines.trouble import CODES
from psychograph.history.plan.planned import PlannedHistory
from psychograph.quoting import quoted

TEXTS = {
    "no-customer": "name no customer: they count in sales by time and place, and in nothing about customers.",
    "date-unreadable": "have a date that does not read as `{dates}`; they are left out.",
    "date-missing": "have no date; they are left out.",
    "date-future": "are {future}; they are left out.",
    "date-early": "are before {earliest} (`earliest`), which is taken for a mistake; they are left out.",
    "amount-unreadable": "have an amount that does not read, or is beyond belief; they are left out.",
    "amount-missing": "have no amount; they are left out.",
    "amount-zero": "have an amount of 0, as gifts and corrections do; they are no sale, and are left out.",
    "other-currency": "are not in {currency}, and are never summed with it; they are left out ({others}).",
    "cancelled": "are of cancelled orders (numbers that begin with {cancelled}); they count as returns.",
    "negative-quantity": "have a quantity below 0 without a cancelled order; they count as returns.",
    "refund": "have an amount below 0 and no sign of goods that came back; they count as returns.",
    "no-order": "have no order number; those of a customer on a day count as one order.",
}


@dataclass(frozen=True)
class Seen:
    """What was seen beside the counts.

    Parameters
    ----------
    marks : tuple of NumbersSeen
        Columns of money in text.
    columns : tuple of str
        Their names.
    reading : Reading
    orders : Orders or None
    copied : int
        Rows that are copies of others.
    copies : tuple of str
        Examples.
    compared : bool
        Whether anybody looked for copies.
    """

    marks: tuple[NumbersSeen, ...]
    columns: tuple[str, ...]
    reading: Reading
    orders: Orders | None
    copied: int
    copies: tuple[str, ...]
    compared: bool


def treated(
    engine: Engine, rows: Table, planned: PlannedHistory, counted: Counts, seen: Seen
) -> tuple[Treated, ...]:
    """Say what became of the rows, every kind of trouble that there is."""
    plan = planned.plan
    future = (
        f"on {plan.until} (`until`) or later"
        if plan.until is not None and seen.reading.bound >= (plan.until - day_of(0)).days
        else f"after {day_of(seen.reading.bound - 1)}, the day this was made"
    )
    others = by_currency(engine, rows) if counted.of("other-currency") else ""
    found = []
    for code, out in CODES:
        number = counted.of(code)
        if not number:
            continue
        text = TEXTS[code].format(
            dates=plan.transactions.dates,
            future=future,
            earliest=plan.earliest,
            currency=seen.reading.currency,
            others=others,
            cancelled=plan.transactions.cancelled,
        )
        text = f"{_rows(number, counted.rows)} {text if number > 1 else _of_one(text)}"
        if code == "date-unreadable":
            text += _mixed(engine, rows)
        found.append(Treated(code, number, out, text, examples(engine, rows, code)))
    return (*found, *_of_tables(planned, seen))


def _of_tables(planned: PlannedHistory, seen: Seen) -> Iterator[Treated]:
    """Yield trouble that no row has by itself."""
    numbers = seen.orders
    if numbers is not None and numbers.doubtful:
        rows = f"{numbers.doubtful:,} rows have"
        yield Treated(
            "order-twice",
            numbers.doubtful,
            False,
            f"{rows} an order number that stands under two customers, or on days more than a month apart; "
            "each customer's part counts as an order of his own.",
            numbers.examples,
        )
    if seen.copied:
        dropped = planned.plan.transactions.duplicates == "drop"
        text = (
            "and were dropped, as the plan says."
            if dropped
            else "and were kept: the same thing may have been sold twice. `duplicates: drop` drops them."
        )
        verb = "are copies of others" if seen.copied > 1 else "is a copy of another"
        text = f"{_plural(seen.copied)} {verb}, equal in every column, {text}"
        yield Treated("duplicate", seen.copied, dropped, text, seen.copies)
    if not seen.compared:
        text = (
            "Nobody looked for rows that are there twice, since there are so many rows or columns; "
            "`duplicates: drop` looks."
        )
        yield Treated("duplicates-not-sought", 0, False, text)
    for column, one in zip(seen.columns, seen.marks, strict=True):
        if one.unsure:
            text = (
                f"{_plural(one.either)} of {quoted(column)} could be read with a point or a comma before the "
                "decimals, and no row tells which; a point was taken, so that 1,234 is above a thousand and "
                "1.234 is not."
            )
            yield Treated("amount-ambiguous", one.either, False, text)


def _mixed(engine: Engine, rows: Table) -> str:
    """Say how days that did not read could be read."""
    if not is_text(rows.collect_schema()[SAID_TIME]):
        return ""
    seen = dates_seen(engine, rows, SAID_TIME)
    read = seen.read(seen.best)
    return f" {read:,} of them would read as `{seen.best}`: the column mixes ways of writing." if read else ""


def _plural(rows: int) -> str:
    return f"{rows:,} row{'s' * (rows != 1)}"


def _rows(rows: int, of: int) -> str:
    share = f"{rows / of:.1%}"
    return _plural(rows) + (f" ({share})" if share != "0.0%" else "")


def _of_one(text: str) -> str:
    """Return a sentence about rows as one about a row."""
    verb, rest = text.split(" ", 1)
    singular = {"have": "has", "are": "is", "name": "names"}[verb]
    return f"{singular} {rest.replace('they are', 'it is').replace('they count', 'it counts')}"
