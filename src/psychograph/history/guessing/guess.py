"""Guessing a plan from a table of transactions: by names, types, and a look at all rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType

from psychograph.errors import Problem
from psychograph.history.addresses import without_password
from psychograph.history.engines.engine import Engine, Table
from psychograph.history.errors import HistoryError
from psychograph.history.guessing import column_words as words
from psychograph.history.guessing.column_words import form, likeliest, places_among
from psychograph.history.lines.blanks import flag, is_text, said
from psychograph.history.lines.looking import dates_seen, numbers_seen
from psychograph.history.lines.written_numbers import number
from psychograph.history.plan.planned import PlannedHistory, digest_of
from psychograph.history.plan.schema import HistoryPlan
from psychograph.quoting import listed, quoted

MOST_LOOKED = 30  # columns of text that are looked through for days
MOST_VALUES = 20  # of a column that is taken for a group without being called one
#: Share of the rows of cancelled orders that must be returns, for a letter to mean that.
RETURNED = 0.9


@dataclass(frozen=True)
class Guess:
    """A plan that was guessed.

    Parameters
    ----------
    planned : PlannedHistory
    reasons : mapping of (str, str) to str
        Why, by block and key: ``("transactions", "dates")``.
    remarks : tuple of str
        What was guessed, and what is unsure, in sentences; what is unsure says so.
    """

    planned: PlannedHistory
    reasons: Mapping[tuple[str, str], str]
    remarks: tuple[str, ...]


@dataclass
class _Found:
    """A block of the plan on its way."""

    name: str
    keys: dict[str, Any] = field(default_factory=dict)
    reasons: dict[tuple[str, str], str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def note(self, key: str, value: Any, reason: str = "") -> None:
        self.keys[key] = value
        if reason:
            self.reasons[self.name, key] = reason

    def unsure(self, key: str, text: str) -> None:
        self.reasons[self.name, key] = f"unsure: {text}"
        self.remarks.append(f"Unsure: {text}")


def guess_history(
    engine: Engine,
    data: str,
    customers: str | None = None,
    *,
    table: str | None = None,
    folder: Path | None = None,
) -> Guess:
    """Guess a plan, so that a table can be explored at once.

    Parameters
    ----------
    engine : Engine
    data : str
        Transactions: a file, a pattern of files, or the address of a warehouse.
    customers : str or None
        Table of the customers.
    table : str or None
        Name of the table, in a database.
    folder : Path or None
        What the paths are relative to; where we are if None.

    Raises
    ------
    HistoryError
        Where a table cannot be opened, or it cannot be told whose rows they are, or of when.
    """
    folder = Path() if folder is None else folder
    bought = _transactions(engine, engine.table(data, table, folder), data, table)
    plan: dict[str, Any] = {"title": _title(data), "transactions": bought.keys}
    blocks = [bought]
    if customers is not None:
        listed_people = _customers(
            engine, engine.table(customers, None, folder), customers, bought.keys["customer"]
        )
        plan["customers"] = listed_people.keys
        blocks.append(listed_people)
    planned = HistoryPlan.model_validate(plan)
    digest = digest_of(planned.model_dump_json().encode())
    reasons = {place: reason for block in blocks for place, reason in block.reasons.items()}
    remarks = tuple(remark for block in blocks for remark in (_taken(block), *block.remarks))
    return Guess(PlannedHistory(folder, planned, digest), reasons, remarks)


def _title(data: str) -> str:
    name = Path(without_password(data)).name.split(".")[0] if "://" not in data else "warehouse"
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)  # OnlineRetail.csv
    plain = "".join(letter if letter.isalnum() else " " for letter in apart)
    return " ".join(plain.split()).capitalize() or "Customer history"


def _taken(block: _Found) -> str:
    columns = [
        f"{key.replace('_', ' ')} is {quoted(value)}"
        for key, value in block.keys.items()
        if isinstance(value, str) and key not in ("data", "table", "dates", "cancelled")
    ]
    columns += [f"{level} is {quoted(column)}" for level, column in block.keys.get("places", {}).items()]
    groups = block.keys.get("groups")
    return (
        f"Of {without_password(block.keys['data'])}, by names and rows: {listed(columns, most=20)}"
        + (f"; groups are {listed(map(quoted, groups))}" if groups else "")
        + "."
    )


def _transactions(engine: Engine, table: Table, data: str, name: str | None) -> _Found:
    kinds = dict(table.collect_schema())
    found = _Found("transactions")
    found.note("data", data)
    if name is not None:
        found.note("table", name)
    left = list(kinds)

    def take(key: str, among: list[str]) -> str | None:
        column = likeliest([one for one in left if _may_be(key, kinds[one])], among)
        if column is not None:
            left.remove(column)
            found.note(key, column)
        return column

    time = take("time", words.TIME) or _days(engine, table, kinds, left, found)
    order = take("order", words.ORDER)
    customer = take("customer", words.CUSTOMER)
    _refuse_without(data, kinds, time=time, customer=customer)
    _money(take, found)
    take("currency", words.CURRENCY)
    places = places_among([one for one in left if not _is_day(kinds[one])])
    if places:
        found.note("places", places)
    if order is None:
        found.remarks.append(
            "No column of orders was found: each row counts as an order of its own. If rows are lines of "
            "orders, add `order`."
        )
    elif is_text(kinds[order]):
        _cancelled(engine, table, found)
    if time is not None:
        _dates(engine, table, kinds[time], time, found)
    found.keys = {key: found.keys[key] for key in ORDERED if key in found.keys}
    return found


#: Keys in the order in which people read them.
ORDERED = (
    "data", "table", "customer", "time", "dates", "order", "cancelled", "amount", "quantity", "unit_price",
    "currency", "groups", "places", "since",
)  # fmt: skip


def _refuse_without(data: str, kinds: Mapping[str, DType], *, time: str | None, customer: str | None) -> None:
    missing = (("customer", customer, "whose rows they are"), ("time", time, "when they are from"))
    HistoryError.collect(
        Problem(
            where=without_password(data),
            found=f"no column that tells {what}, among {listed(kinds, most=20)}",
            expected=f"a column such as {'CustomerID' if key == 'customer' else 'InvoiceDate'}",
            mend=f"write a history.yaml with `{key}:` and the column's name; docs/history-plan.md says how",
        )
        for key, column, what in missing
        if column is None
    )


def _money(take: Any, found: _Found) -> None:
    quantity, price = take("quantity", words.QUANTITY), take("unit_price", words.UNIT_PRICE)
    if quantity is not None and price is not None:
        found.reasons["transactions", "quantity"] = "the amount of a row is quantity x unit_price"
        return
    amount = take("amount", words.AMOUNT)
    found.keys.pop("quantity", None)
    found.keys.pop("unit_price", None)
    if amount is not None:
        return
    if price is not None:
        found.keys["amount"] = price
        found.unsure(
            "amount", f"{quoted(price)} was taken for what a row cost; a column of pieces was not found."
        )
        return
    found.remarks.append(
        "No column of money was found: purchases are counted, and nothing is said of value. Add `amount`, or "
        "`quantity` and `unit_price`."
    )


def _may_be(key: str, kind: DType) -> bool:
    if key == "time":
        return _is_day(kind) or is_text(kind) or kind.is_integer()
    if key in ("amount", "quantity", "unit_price"):
        return kind.is_numeric() or is_text(kind)
    return not _is_day(kind)


def _is_day(kind: DType) -> bool:
    return kind in (nw.Date, nw.Datetime)


def _days(
    engine: Engine, table: Table, kinds: Mapping[str, DType], left: list[str], found: _Found
) -> str | None:
    """Return a column of days that is not called one."""
    column = next((one for one in left if _is_day(kinds[one])), None)
    if column is None:
        for one in [one for one in left if is_text(kinds[one])][:MOST_LOOKED]:
            seen = dates_seen(engine, table, one)
            if seen.written and seen.read(seen.best) >= RETURNED * seen.written:
                column = one
                break
    if column is not None:
        left.remove(column)
        found.note("time", column)
        found.unsure("time", f"{quoted(column)} was taken for the day, since days stand in it.")
    return column


def _dates(engine: Engine, table: Table, kind: DType, column: str, found: _Found) -> None:
    """Decide how days are written, from all rows: a day above 12 tells."""
    if not is_text(kind):
        return
    seen = dates_seen(engine, table, column)
    best = seen.best
    found.note("dates", best, f"{seen.read(best):,} of {seen.written:,} read so")
    if seen.unsure:
        found.keys["dates"] = "day first"
        found.unsure(
            "dates",
            f"no day of {quoted(column)} is above 12, so day and month could change places; the day was "
            "taken to come first. Write `dates: month first` where 1/2 is 2 January.",
        )
    elif seen.mixed or seen.read(best) < RETURNED * seen.written:
        found.unsure(
            "dates",
            f"{seen.read(best):,} of {seen.written:,} days of {quoted(column)} read as `{best}`; the others "
            "do not.",
        )


def _cancelled(engine: Engine, table: Table, found: _Found) -> None:
    """Look for a letter before the numbers of cancelled orders: nearly all their rows are returns."""
    size = found.keys.get("quantity") or found.keys.get("amount")
    if size is None:
        return
    cell: nw.Expr = nw.col(size)
    if is_text(dict(table.collect_schema())[size]):
        (seen,) = numbers_seen(engine, table, [size])
        cell = number(said(cell.cast(nw.String)), seen.mark)
    text = said(nw.col(found.keys["order"]).cast(nw.String))
    lettered = nw.when(text.str.contains("^[A-Za-z]-?[0-9]")).then(text.str.slice(0, 1)).otherwise(nw.lit(""))
    rows = table.select(lettered.alias("letter"), flag(cell < 0).alias("back"))
    each = rows.group_by("letter").agg(nw.len().alias("rows"), nw.col("back").sum().alias("back"))
    counted = [tuple(row) for row in engine.rows(each, by=("letter",)).iter_rows()]
    total = sum(rows for _, rows, _ in counted)
    likely = [
        (rows, letter, back)
        for letter, rows, back in counted
        if letter and back >= RETURNED * rows and rows < total / 2
    ]
    if likely:
        rows, letter, back = max(likely)
        reason = f"{back:,} of {rows:,} rows whose number begins so are returns"
        found.note("cancelled", letter, reason)
        found.remarks.append(f"Orders whose number begins with {letter} were taken for cancelled: {reason}.")


def _customers(engine: Engine, table: Table, data: str, customer: str) -> _Found:
    kinds = dict(table.collect_schema())
    found = _Found("customers")
    found.note("data", data)
    same = next((one for one in kinds if form(one) == form(customer)), None)
    whose = same or likeliest([one for one in kinds if not _is_day(kinds[one])], words.CUSTOMER)
    if whose is None:
        raise HistoryError(
            Problem(
                where=without_password(data),
                found=f"no column that tells customers apart, among {listed(kinds, most=20)}",
                expected=f"a column with what stands in {quoted(customer)} of the transactions",
                mend="write a history.yaml with `customers:`; docs/history-plan.md says how",
            )
        )
    found.note("customer", whose)
    left = [one for one in kinds if one != whose and form(one) not in words.PERSONAL]
    since = likeliest([one for one in left if _is_day(kinds[one]) or is_text(kinds[one])], words.SINCE)
    if since is not None:
        left.remove(since)
        found.note("since", since)
        _dates(engine, table, kinds[since], since, found)
    places = places_among([one for one in left if not _is_day(kinds[one])])
    left = [one for one in left if one not in places.values()]
    if places:
        found.note("places", places)
    groups = _groups(engine, table, kinds, [one for one in left if not _is_day(kinds[one])])
    if groups:
        found.note("groups", groups)
    found.keys = {key: found.keys[key] for key in ORDERED if key in found.keys}
    return found


def _groups(engine: Engine, table: Table, kinds: Mapping[str, DType], left: list[str]) -> list[str]:
    """Return columns that are called groups, and columns of text or truth with few different values."""
    called = [one for one in left if likeliest([one], words.GROUP)]
    others = [one for one in left if one not in called and (is_text(kinds[one]) or kinds[one] == nw.Boolean)]
    if not others:
        return called
    counted = [nw.col(one).n_unique().alias(f"n_{at}") for at, one in enumerate(others)]
    row = engine.rows(table.select(*counted), by=()).row(0)
    few = {one for one, count in zip(others, row, strict=True) if 1 < count <= MOST_VALUES}
    return [one for one in left if one in called or one in few]
