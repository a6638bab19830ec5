"""docs/history-plan.md: every key of history.yaml, from the schema that reads it.

``python -m psychograph.history.plan.page docs/history-plan.md``
"""

from __future__ import annotations

import sys
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from psychograph.history.plan.schema import HistoryPlan
from psychograph.yaml_files.shape import as_yaml, choices_of, core, fields_of


def page() -> str:
    """Return the text of the page."""
    return "\n".join((HEAD, *_keys(), TAIL))


def _keys() -> Iterator[str]:
    for name, model in _blocks():
        yield f"### {f'`{name}`' if name else 'The file'}"
        yield ""
        yield " ".join((model.__doc__ or "").split())
        yield ""
        yield "| key | what it is | if absent | example |"
        yield "|---|---|---|---|"
        yield from (_row(key, field) for key, field in fields_of(model).items())
        yield ""


def _blocks() -> Iterator[tuple[str, type[BaseModel]]]:
    yield "", HistoryPlan
    for name, field in fields_of(HistoryPlan).items():
        block = _block(field)
        if block is not None:
            yield name, block


def _block(field: FieldInfo) -> type[BaseModel] | None:
    kind = core(field.annotation)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _row(key: str, field: FieldInfo) -> str:
    kind = core(field.annotation)
    block = _block(field)
    meaning = field.description or " ".join(((block.__doc__ if block else None) or "").split())
    if typing.get_origin(kind) is dict:
        levels = choices_of(typing.get_args(kind)[0])
        meaning = f"{meaning.rstrip('.')}, by level: {_listed(levels)}."
    elif choices_of(kind):
        meaning = f"{meaning.rstrip('.')}: {_listed(choices_of(kind))}."
    if block is not None:
        meaning += " See below."
    example = f"`{key}: {as_yaml(field.examples[0])}`" if field.examples else ""
    return f"| `{key}` | {meaning} | {_absent(field.get_default(call_default_factory=True))} | {example} |"


def _listed(words: typing.Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _absent(default: object) -> str:
    if default is PydanticUndefined:
        return "must be there"
    if default is None or default in ((), {}):
        return "none"
    return f"`{default.value if isinstance(default, Enum) else default}`"


HEAD = """\
# history.yaml: where the history lies, and what its columns mean

`psychograph history explore` reads what was bought, one row a transaction or one row a line of an order,
and where there is one a table of the customers and one of subscriptions. This file says which columns are
which. It holds no data, and a password in the address of a database is never shown.

```
psychograph history init transactions.csv --customers customers.csv   # guesses it, and says how sure it is
psychograph history explore history.yaml
psychograph schema history                                            # JSON Schema, for editors
```

The least that can be explored:

```yaml
title: Online shop
transactions: {data: sales.csv, customer: CustomerID, time: InvoiceDate, amount: Amount}
```

## What is read, and how

**Files.** CSV with commas, semicolons or tabs; Parquet; a DuckDB file with `table`; a folder or pattern of
files with the same columns; the address of a warehouse with `table`. Columns that are not there are named,
with the nearest that is.

**Money** is either `amount`, or `quantity` with `unit_price`; with none of them purchases are counted and
nothing is said of value. Text may hold `1,234.56`, `1.234,56`, `1 234,56`, `1'234.56`, signs and codes of
currencies, a minus before or behind, brackets for negative. Whether a point or a comma parts decimals is
decided for the whole column, by looking at every cell; where no cell tells, that is said. Amounts are kept
to four places; a row above 100,000,000,000 is not believed.

**Days** are dates, text in the order that `dates` names (`2011-12-09`, `20111209`; `9.12.2011`, `9/12/11`;
`12/9/2011`), with or without an hour and a zone, or whole numbers such as 20111209. Text counts as the day
that is written; columns of dates with a zone count on the clock of UTC. Years of two digits up to 68 are of
this century. Other orders are not tried: rows that do not read are counted and named, and where more than a
tenth does not read, nothing is explored and the order that would read is told. Names of months, days counted
by a spreadsheet, and seconds since 1970 do not read.

**Customers** are told apart by what stands in the column, trimmed; `17850.0` is `17850`, zeros at the
beginning of text stay. Blank, `NULL`, `NaN`, `None`, `N/A` mean that nobody is named. Such rows count in
sales by time and place, and in nothing about customers. A customer whose table has several rows of him keeps
the first value of the alphabet of each column.

**Returns** are rows of cancelled orders, with a quantity below 0, or with an amount or a price below 0.

**Groups** that are numbers of more than 12 different values, such as age, are cut into five bands of about
as many customers; groups of more than 50 values are refused.

## What is left out, and counted

A row is used unless its day or amount is missing or does not read, its day is before `earliest`, from `until`
on or after today, its amount is 0, or its currency is not the one that is used (that of the plan, else the
commonest). Rows used and rows left out are all rows; each kind is told with its number and the first five by
order, day and customer. Counted, and kept: rows without a customer or an order number; order numbers under
two customers or on days more than 31 apart; rows that are equal in every column (up to 5 million rows, and
always with `duplicates: drop`, which drops all but one).

## Every key
"""

TAIL = """\
## What is refused

A plan is refused, with every mistake and its line, where a key is unknown or missing; where money is said
twice or by half; where a column is said to be two things; where `cancelled` has no `order`; where a database
has no `table`, or a file has one; where `until` is not after `earliest`, or they
reach before 1900 or beyond 2100."""


def main(arguments: list[str]) -> None:
    """Write the page to the file that is named."""
    Path(arguments[0]).write_text(page() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
