"""What must hold between the keys of a history plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from psychograph.history.plan.schema import HistoryPlan
from psychograph.quoting import quoted
from psychograph.yaml_files.places import Path

Block = Mapping[str, Any]
DEFAULT_EARLIEST: date = HistoryPlan.model_fields["earliest"].default
#: Ends of names of single files, which hold one table, and of databases, which hold several.
FILES = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".parquet", ".pq")
DATABASES = (".duckdb", ".db", ".ddb")
#: Who means "for ever" by 9999-12-31 would have recency counted back from there; and no table of purchases
#: is older than 1900.
FIRST, LATEST = date(1900, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True)
class Breach:
    """Something that does not go together.

    Parameters
    ----------
    place : Path
        Where it stands in history.yaml.
    found, expected, mend : str
        As in `Problem`.
    """

    place: Path
    found: str
    expected: str
    mend: str


def breaches(data: object) -> Iterator[Breach]:
    """Yield what does not go together in a plan as it was written.

    Parameters
    ----------
    data : object
        Plain data of the file. Whatever is broken in itself is passed over here; its reading tells.
    """
    plan = data if isinstance(data, dict) else {}
    for key in ("transactions", "customers", "subscriptions"):
        block = _block(plan, key)
        yield from _table(key, block)
        yield from _one_meaning(key, block)
    yield from _amounts(_block(plan, "transactions"))
    yield from _span(plan)


def _table(key: str, block: Block) -> Iterator[Breach]:
    address = _text(block, "data").casefold()
    if address.endswith(DATABASES) and "://" not in address and not _text(block, "table"):
        yield Breach(
            (key, "data"),
            f"{quoted(_text(block, 'data'))}, a database, and no `table`",
            "the name of one of its tables",
            f"add `table: {key}` below it, with the name that the table has",
        )
    if address.endswith(FILES) and _text(block, "table"):
        yield Breach(
            (key, "table"),
            f"a table ({quoted(_text(block, 'table'))}) of a file that is one table",
            "`table` with a database only",
            "take `table` out, or let `data` name the database",
        )


def _one_meaning(key: str, block: Block) -> Iterator[Breach]:
    """Yield columns that are said to be two things of which they can be only one."""
    meanings: dict[str, str] = {}
    single = ("customer", "time", "order", "amount", "quantity", "unit_price", "currency")
    for meaning in (*single, "since", "started", "ended"):
        column = _text(block, meaning)
        if column and column in meanings:
            yield Breach(
                (key, meaning),
                f"{quoted(column)}, which is the column of `{meanings[column]}` already",
                f"a column of its own for `{meaning}`",
                f"name another column, or take `{meaning}` out" if meaning != "ended" else "name another",
            )
        elif column:
            meanings[column] = meaning
    groups = block.get("groups")
    seen: set[str] = set()
    for at, column in enumerate(groups if isinstance(groups, list) else ()):
        if column in seen:
            yield Breach(
                (key, "groups", at), f"{quoted(column)} twice", "each group once", "take one of the two out"
            )
        elif isinstance(column, str) and meanings.get(column) == "customer":
            yield Breach(
                (key, "groups", at),
                f"{quoted(column)}, which tells customers apart and is no group of them",
                "a column that many customers share, such as gender",
                "take it out",
            )
        if isinstance(column, str):
            seen.add(column)


def _amounts(block: Block) -> Iterator[Breach]:
    amount, quantity, price = (_text(block, key) for key in ("amount", "quantity", "unit_price"))
    if amount and (quantity or price):
        extra = " and ".join(
            f"`{key}`" for key, there in (("quantity", quantity), ("unit_price", price)) if there
        )
        yield Breach(
            ("transactions", "amount"),
            f"`amount` and {extra}: money said twice",
            "either `amount`, or `quantity` with `unit_price`",
            f"take {extra} out where the amount is that of the whole row, `amount` otherwise",
        )
    elif bool(quantity) != bool(price):
        there, absent = ("quantity", "unit_price") if quantity else ("unit_price", "quantity")
        yield Breach(
            ("transactions", there),
            f"`{there}` without `{absent}`",
            "both, of which the amount is the product; or `amount`; or none of the three, "
            "and nothing is said of value",
            f"add `{absent}`" + (", or call the column `amount`" if price else ""),
        )
    if _text(block, "cancelled") and not _text(block, "order"):
        yield Breach(
            ("transactions", "cancelled"),
            "a beginning of order numbers, and no column of orders",
            "`order` with it",
            "add `order`, or take `cancelled` out",
        )


def _span(plan: Block) -> Iterator[Breach]:
    until = _day(plan, "until")
    earliest = _day(plan, "earliest") if "earliest" in plan else DEFAULT_EARLIEST
    if earliest is not None and earliest < FIRST:
        yield Breach(
            ("earliest",),
            f"{earliest}, from when no table of purchases is",
            f"the first day that is right, {FIRST} or later",
            "write the day of the first purchase that can be, or take `earliest` out",
        )
    if until is not None and earliest is not None and until <= earliest:
        yield Breach(
            ("until",),
            f"{until}, which is not after `earliest` ({earliest})",
            "a day after the first that is right",
            "correct one of the two",
        )
    elif until is not None and until > LATEST:
        yield Breach(
            ("until",),
            f"{until}, a day that nobody can look back from",
            "the day before which everything is known",
            "write the day after the last that is complete, or take `until` out",
        )


def _block(data: Block, key: str) -> Block:
    block = data.get(key)
    return block if isinstance(block, dict) else {}


def _text(block: Block, key: str) -> str:
    value = block.get(key)
    return value if isinstance(value, str) else ""


def _day(block: Block, key: str) -> date | None:
    try:
        return date.fromisoformat(_text(block, key).strip())
    except ValueError:
        return None
