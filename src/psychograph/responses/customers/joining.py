"""Joining: the rows of the customer table beside the answers of those who gave its keys, one to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from psychograph.codebook.codebook import Codebook, Variable, VariableType
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import did_you_mean, listed, quoted
from psychograph.responses.coding import MISSING
from psychograph.responses.customers.base import MOST_NAMED, BaseColumn, CustomerBase, Joined, Named
from psychograph.responses.customers.reading import (
    KEY,
    VALUE,
    Wanted,
    looks_like_names,
    read_customers,
    wanted_columns,
)
from psychograph.responses.customers.weaknesses import weaknesses_of_join
from psychograph.responses.declared import attribute_items
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table
from psychograph.study.customers import CustomerTable, Origin
from psychograph.study.model import Study

if TYPE_CHECKING:
    import polars as pl


def join_customers(responses: Responses, study: Study, folder: Path) -> Responses:
    """Return answers with the columns of the customer table that a study reads.

    Keys are compared exactly, after surrounding space is taken off. A key that several rows of the table or
    several respondents bear is refused, or none of these rows is joined, as the study declares; so nobody is
    ever joined twice. Respondents without a row are kept, with blanks, or left out.

    Parameters
    ----------
    responses : Responses
        Answers as they were read.
    study : Study
        Its `customers` names the table; without it the answers come back as they are.
    folder : Path
        Folder of the study.

    Raises
    ------
    ResponsesError
        As in :func:`~psychograph.responses.customers.reading.read_customers`, and for keys that
        are not there, repeated, or found in the table for nobody.
    """
    declared = study.customers
    if declared is None:
        return responses
    keys = _keys_of(responses.table, declared, study)
    wanted = wanted_columns(study)
    path = folder / declared.data
    found = read_customers(path, declared.key, wanted)
    base = _base(path.name, found, wanted, study, keys)
    table = _with_columns(responses, base, study)
    variables = [
        Variable(name, VariableType.TEXT) for name in table.columns if name not in responses.codebook
    ]
    if declared.unmatched == "leave out":
        table = _only(table, [respondent in base.rows for respondent in keys.respondents])
    return Responses(table, Codebook((*responses.codebook, *variables)), base)


@dataclass(frozen=True)
class _Keys:
    """The key that each respondent gave; None where it is blank."""

    respondents: tuple[str, ...]
    keys: tuple[str | None, ...]

    @property
    def repeated(self) -> set[str]:
        return {key for key, times in Counter(self.keys).items() if key is not None and times > 1}


def _keys_of(table: Table, declared: CustomerTable, study: Study) -> _Keys:
    column = declared.respondent or study.respondent or ""
    for name in dict.fromkeys((study.respondent or column, column)):
        if name not in table.columns:
            raise ResponsesError(
                Problem(
                    where=f"{table.name}, header",
                    found=f"no column {quoted(name)}",
                    expected=f"a column {quoted(name)} "
                    + ("with the keys of the customer table" if name == column else "for `respondent`"),
                    mend=did_you_mean(name, table.columns) or "name the right column in the study file",
                )
            )
    ids = table.columns[study.respondent or column]
    # Blank by the same words as in the table.
    keys = (None if cell is None or cell.lower() in MISSING else cell for cell in table.columns[column])
    return _Keys(tuple(cell or "" for cell in ids), tuple(keys))


def _base(
    name: str, found: pl.DataFrame, wanted: tuple[Wanted, ...], study: Study, keys: _Keys
) -> CustomerBase:
    import polars as pl

    declared = study.customers
    assert declared is not None  # noqa: S101 - who calls knows
    known = found.filter(pl.col(KEY).is_not_null())
    again = known.filter(pl.col(KEY).is_duplicated())[KEY].unique()
    repeated = keys.repeated
    if declared.repeated == "refuse":
        survey = declared.respondent or study.respondent or ""
        ResponsesError.collect(_repeated(name, declared.key, survey, again.to_list(), repeated, keys))
    # In the order of the keys, so that the order of the rows changes nothing.
    base = known.filter(~pl.col(KEY).is_duplicated()).sort(KEY)
    given = {
        key: who for key, who in zip(keys.keys, keys.respondents, strict=True) if key and key not in repeated
    }
    here = base.select(pl.col(KEY), pl.int_range(pl.len()).alias("row")).filter(
        pl.col(KEY).is_in(list(given))
    )
    rows = {given[key]: row for key, row in here.iter_rows()}
    joined = Joined(
        customers=len(base),
        respondents=len(keys.keys),
        matched=len(rows),
        unknown=named(who for who in given.values() if who not in rows),
        blank=named(who for who, key in zip(keys.respondents, keys.keys, strict=True) if key is None),
        repeated=named(repeated),
        table_blank=len(found) - len(known),
        table_repeated=named(again.to_list()),
        left_out=declared.unmatched == "leave out",
    )
    if not rows:
        raise ResponsesError(_nobody(name, declared, base[KEY].head(2).to_list(), keys))
    value = base[VALUE].fill_null(np.nan).to_numpy() if declared.value is not None else None
    columns = tuple(_columns(base, wanted, study))
    personal = looks_like_names(base[KEY], declared.key)
    return CustomerBase(name, columns, value, rows, joined, tuple(weaknesses_of_join(name, joined, personal)))


def named(names: Iterable[str]) -> Named:
    """Return how many there are, and the first of them in the order of the alphabet.

    Examples
    --------
    >>> named(["c9", "c1"])
    Named(count=2, first=('c1', 'c9'))
    """
    every = sorted(names)
    return Named(len(every), tuple(every[:MOST_NAMED]))


def _columns(base: pl.DataFrame, wanted: tuple[Wanted, ...], study: Study) -> Iterator[BaseColumn]:
    import polars as pl

    read = [name for name, attribute in study.attributes.items() if attribute.origin is Origin.CUSTOMERS]
    for name, one in zip(read, wanted, strict=False):  # the value, where there is one, comes last
        cells = base[one.called]
        scaling = study.attributes[name].scaling
        if one.number:
            yield BaseColumn(name, cells.fill_null(np.nan).to_numpy(), (), scaling)
        else:
            levels = cells.drop_nulls().unique().sort().to_list()
            codes = cells.cast(pl.Enum(levels)).to_physical().cast(pl.Float64).fill_null(np.nan)
            yield BaseColumn(name, codes.to_numpy(), tuple(levels), scaling)


def _with_columns(responses: Responses, base: CustomerBase, study: Study) -> Table:
    """Return the answers with the cells of those customers who gave them."""
    table, ids = responses.table, responses.table.columns[study.respondent or ""]
    rows = [base.rows.get(respondent or "") for respondent in ids]
    columns = dict(table.columns)
    for column in base.columns:
        (item,) = attribute_items(column.name, study.attributes[column.name])
        if item.column in table.columns:
            raise ResponsesError(
                Problem(
                    where=f"{table.name}, header",
                    found=f"a column {quoted(item.column)}",
                    expected="no column of the answers that is called like one of the customer table",
                    mend="rename it in the answers",
                )
            )
        columns[item.column] = tuple(None if row is None else _cell(column, row) for row in rows)
    return replace(table, columns=columns)


def _cell(column: BaseColumn, row: int) -> str | None:
    """Return a cell as text, as a file of answers would hold it."""
    figure = float(column.values[row])
    if not np.isfinite(figure):
        return None
    if column.levels:
        return column.levels[int(figure)]
    return str(int(figure)) if figure.is_integer() else repr(figure)


def _only(table: Table, keep: list[bool]) -> Table:
    rows = [row for row, kept in enumerate(keep) if kept]
    return replace(
        table,
        columns={name: tuple(cells[row] for row in rows) for name, cells in table.columns.items()},
        row_numbers=tuple(table.row_numbers[row] for row in rows),
    )


def _repeated(
    name: str, key: str, column: str, again: list[str], repeated: set[str], keys: _Keys
) -> Iterator[Problem]:
    leave = "or write repeated: leave out under `customers`, and none of these rows is joined"
    if again:
        yield Problem(
            where=f"{name}, column {key}",
            found=f"{len(again):,} key{'s' * (len(again) != 1)} in several rows: {listed(sorted(again))}",
            expected="one row a customer",
            mend=f"add the rows of a customer up, {leave}",
        )
    if repeated:
        of = Counter(keys.keys)
        people = sum(of[key] for key in repeated)
        yield Problem(
            where=f"the answers, column {column}",
            found=f"{len(repeated):,} key{'s' * (len(repeated) != 1)} given by {people:,} respondents: "
            f"{listed(sorted(repeated))}",
            expected="a key of their own for every respondent",
            mend=f"keep one answer of each customer, {leave}",
        )


def _nobody(name: str, declared: CustomerTable, table: list[str], keys: _Keys) -> Problem:
    given = [key for key in keys.keys if key is not None][:2]
    return Problem(
        where=f"customers > {'respondent' if declared.respondent else 'key'}",
        found=f"no respondent whose key is in {name}: the answers hold "
        f"{listed(map(quoted, given)) or 'none'}, "
        f"the table {listed(map(quoted, table)) or 'none'}",
        expected="the same keys in both, to the letter",
        mend="name the columns that hold the same keys; keys that lost leading zeros, or that were made with "
        "another key file, must be written anew",
    )
