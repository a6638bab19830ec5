"""Reading the customer table: only the columns that a study needs, and every problem of theirs at once.

Polars reads the file lazily, so that columns nobody asked for are not decoded and text becomes numbers as
it streams by. What is kept takes 8 bytes a customer and attribute, and the keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.codebook.columns import LARGEST, MAIL
from psychograph.codebook.headers import Certainty, is_personal
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import did_you_mean, listed, quoted, shortened
from psychograph.responses.coding import MISSING, NUMBER
from psychograph.study.customers import Origin
from psychograph.study.model import AttributeScaling, AttributeType, Study

if TYPE_CHECKING:
    import polars as pl

KEY, VALUE = "key", "value"
PARQUET, PACKED = b"PAR1", b"PK\x03\x04"
SEPARATORS = (",", ";", "\t", "|")
MOST_LISTED = 3
# First and last name, each with a capital: what most keys look like where they are people's names.
FULL_NAME = r"^\p{Lu}[\p{Ll}'-]+,? \p{Lu}[\p{L}' -]+$"
MOSTLY = 0.5
USUAL_KEY = "customer"


@dataclass(frozen=True)
class Wanted:
    """A column of the table, and what it is wanted for.

    Parameters
    ----------
    column : str
        As the header of the table spells it.
    called : str
        What it is called from here on.
    number : bool
        Whether it holds figures.
    purpose : str
        For messages.
    least : bool
        Whether figures must be 0 or more.
    """

    column: str
    called: str
    number: bool
    purpose: str
    least: bool = False


def wanted_columns(study: Study) -> tuple[Wanted, ...]:
    """Return the columns of its customer table that a study needs, the key aside."""
    wanted = [
        Wanted(
            column=attribute.column or name,
            called=f"attribute {place}",
            number=attribute.type is not AttributeType.CATEGORY,
            purpose=f"attribute {quoted(name)}",
            least=attribute.scaling is AttributeScaling.LOG,
        )
        for place, (name, attribute) in enumerate(study.attributes.items())
        if attribute.origin is Origin.CUSTOMERS
    ]
    if study.customers is not None and study.customers.value is not None:
        wanted.append(Wanted(study.customers.value, VALUE, True, "`customers > value`"))
    return tuple(wanted)


def read_customers(path: Path, key: str, wanted: Sequence[Wanted]) -> pl.DataFrame:
    """Read the key and the columns that are wanted.

    Parameters
    ----------
    path : Path
        A CSV file in UTF-8 (parted by comma, semicolon, tab or bar) or a Parquet file. In a file parted by
        semicolons 3,5 is three and a half.
    key : str
        Column of the key.
    wanted : sequence of Wanted
        What else is read.

    Returns
    -------
    polars.DataFrame
        ``key`` and what `wanted` calls its columns: texts without surrounding space, numbers as Float64;
        null where a cell is blank or says so (``NA``). Rows in the order of the file.

    Raises
    ------
    ResponsesError
        Where the file is absent or no table, where columns are absent, hold what is no number, or where keys
        are e-mail addresses: all at once.
    """
    import polars as pl

    lazy, comma = _opened(path)
    try:
        types = dict(lazy.collect_schema())
        ResponsesError.collect(_absent(path.name, key, wanted, list(types)))
        ResponsesError.collect(_of_another_type(path.name, wanted, types))
        raw = lazy.select(
            _text(pl.col(key)).alias(KEY),
            *(_cell(one, types[one.column], comma).alias(one.called) for one in wanted),
            *(
                _unreadable(one, types[one.column], comma).alias(f"{one.called} unreadable")
                for one in wanted
                if one.number
            ),
        )
        found = raw.collect(engine="streaming")
        flags = [name for name in found.columns if name.endswith(" unreadable")]
        bad = [
            one
            for one in wanted
            if f"{one.called} unreadable" in flags and found[f"{one.called} unreadable"].any()
        ]
        problems = [
            *_personal_keys(path.name, key, found[KEY]),
            *_no_numbers(path.name, lazy, key, bad, found, comma),
        ]
    except pl.exceptions.PolarsError as reason:
        raise ResponsesError(_damaged(path.name, str(reason))) from None
    ResponsesError.collect(problems)
    return found.drop(flags)


def looks_like_names(keys: pl.Series, column: str) -> str:
    """Return why keys look like what names a person; empty where they do not.

    Parameters
    ----------
    keys : polars.Series
        Keys, as text.
    column : str
        Their column.
    """
    # A survey that asks for a `customer` asks for a name; in a table of customers it is the usual key.
    if is_personal(column) is Certainty.SURE and column.casefold() != USUAL_KEY:
        return f"its column is called {quoted(column)}"
    named = keys.str.contains(FULL_NAME).mean()
    if isinstance(named, float) and named > MOSTLY:
        return "most look like a first and a last name"
    return ""


def _opened(path: Path) -> tuple[pl.LazyFrame, bool]:
    """Return the file, not read yet, and whether its numbers have decimal commas."""
    import polars as pl

    try:
        with path.open("rb") as file:
            head = file.read(65_536)
    except OSError as reason:
        found = "no such file" if isinstance(reason, FileNotFoundError) else reason.strerror or str(reason)
        raise ResponsesError(
            Problem(
                where=f"customers > data: {shortened(path.name)}",
                found=found,
                expected="the customer table, beside the study file",
                mend="put it there, or correct `data`; `psychograph history explore --pseudonyms` writes one",
            )
        ) from None
    if head.startswith(PARQUET):
        return pl.scan_parquet(path), False
    if not head or head.startswith(PACKED) or b"\0" in head:
        raise ResponsesError(_no_table(path.name, "an empty file" if not head else "no text"))
    first = head.split(b"\n", 1)[0]
    separator = max(SEPARATORS, key=lambda mark: first.count(mark.encode()))
    return (
        pl.scan_csv(path, separator=separator, infer_schema=False),
        separator == ";",
    )


def _text(column: pl.Expr) -> pl.Expr:
    """Return cells as text without surrounding space; null where nothing is left."""
    import polars as pl

    stripped = column.cast(pl.String).str.strip_chars()
    blank = (stripped == "") | stripped.str.to_lowercase().is_in(sorted(MISSING))
    return pl.when(blank).then(None).otherwise(stripped)


def _figures(one: Wanted, kind: pl.DataType, comma: bool) -> pl.Expr:
    import polars as pl

    column = pl.col(one.column)
    if kind.is_numeric() or kind == pl.Boolean:
        return column.cast(pl.Float64).fill_nan(None)
    text = _text(column)
    if comma:
        text = text.str.replace(",", ".", literal=True)
    return pl.when(text.str.contains(f"^(?:{NUMBER.pattern})$")).then(text).cast(pl.Float64, strict=False)


def _cell(one: Wanted, kind: pl.DataType, comma: bool) -> pl.Expr:
    import polars as pl

    if not one.number:
        return _text(pl.col(one.column))
    return _figures(one, kind, comma)


def _unreadable(one: Wanted, kind: pl.DataType, comma: bool) -> pl.Expr:
    """Say which cells hold something that is no figure, or none that can be taken."""
    import polars as pl

    figures = _figures(one, kind, comma)
    wrong = (figures.abs() > LARGEST).fill_null(value=False)
    if one.least:
        wrong = wrong | (figures < 0).fill_null(value=False)
    if kind.is_numeric() or kind == pl.Boolean:
        return wrong
    return wrong | (_text(pl.col(one.column)).is_not_null() & figures.is_null())


def _absent(name: str, key: str, wanted: Sequence[Wanted], columns: Sequence[str]) -> Iterator[Problem]:
    asked = [(key, "`customers > key`"), *((one.column, one.purpose) for one in wanted)]
    for column, purpose in asked:
        if column not in columns:
            yield Problem(
                where=f"{name}, header",
                found=f"no column {quoted(column)}",
                expected=f"a column {quoted(column)} for {purpose}; there are {listed(columns)}",
                mend=did_you_mean(column, columns) or "name the right column in the study file",
            )


def _of_another_type(name: str, wanted: Sequence[Wanted], types: dict[str, pl.DataType]) -> Iterator[Problem]:
    import polars as pl

    for one in wanted:
        kind = types[one.column]
        if one.number and not (kind.is_numeric() or kind in (pl.String, pl.Boolean)):
            yield Problem(
                where=f"{name}, column {shortened(one.column)}",
                found=f"{'dates' if kind.is_temporal() else f'cells of type {kind}'}",
                expected=f"numbers, for {one.purpose}",
                mend="write days as a number, such as days since the last order, or take the attribute out",
            )
        elif not one.number and kind.is_nested():
            yield Problem(
                where=f"{name}, column {shortened(one.column)}",
                found=f"cells of type {kind}",
                expected=f"one text a customer, for {one.purpose}",
                mend="write one plain column an attribute",
            )


def _no_numbers(
    name: str, lazy: pl.LazyFrame, key: str, bad: Sequence[Wanted], found: pl.DataFrame, comma: bool
) -> Iterator[Problem]:
    """Report cells that hold no usable figure, with the keys of the first few."""
    import polars as pl

    types = lazy.collect_schema()
    for one in bad:
        count = int(found[f"{one.called} unreadable"].sum())
        first = (
            lazy.filter(_unreadable(one, types[one.column], comma))
            .select(_text(pl.col(key)).alias("whose"), pl.col(one.column).cast(pl.String).alias("cell"))
            .head(MOST_LISTED)
            .collect()
        )
        cells = listed(f"{quoted(cell)} ({key} {whose or 'blank'})" for whose, cell in first.iter_rows())
        yield Problem(
            where=f"{name}, column {shortened(one.column)}",
            found=f"{count:,} cell{'s' * (count != 1)} without a usable figure, such as {cells}",
            expected=("figures from 0 up, for `scaling: log`" if one.least else f"numbers up to {LARGEST:,}")
            + f", for {one.purpose}",
            mend="correct them or leave them blank"
            + ("; scaling: rank takes figures below 0" if one.least else ""),
        )


def _personal_keys(name: str, key: str, keys: pl.Series) -> Iterator[Problem]:
    mails = int(keys.str.contains(f"^(?:{MAIL.pattern})$").sum() or 0)
    if mails:
        yield Problem(
            where=f"{name}, column {shortened(key)}",
            found=f"{mails:,} e-mail address{'es' * (mails != 1)} as keys",
            expected="pseudonyms, which name nobody",
            mend="replace them in the table and in the answers by pseudonyms; `psychograph history explore "
            "--pseudonyms` makes them for the table",
        )


def _damaged(name: str, reason: str) -> Problem:
    return Problem(
        where=name,
        found=f"a table that cannot be read: {shortened(reason.splitlines()[0])}",
        expected="one row a customer, with as many cells as the header has names, in UTF-8",
        mend="write it again as CSV in UTF-8 or as Parquet; a file that was cut off must be copied anew",
    )


def _no_table(name: str, found: str) -> Problem:
    return Problem(
        where=name,
        found=found,
        expected="a CSV or Parquet file with one row a customer",
        mend="save the table as CSV in UTF-8, or as Parquet",
    )
