"""Days as whole numbers since 1970-01-01, from dates and from text, by arithmetic that every engine has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import narwhals.stable.v2 as nw
from narwhals.stable.v2 import dtypes
from narwhals.stable.v2.dtypes import DType

from psychograph.errors import Problem
from psychograph.history.engines.engine import Table
from psychograph.history.lines.blanks import is_text
from psychograph.history.plan.schema import DateFormat
from psychograph.quoting import quoted

EPOCH = date(1970, 1, 1)

FORMATS: tuple[DateFormat, ...] = ("iso", "day first", "month first")
#: Hour, perhaps minutes, seconds and their parts, AM or PM, and a zone.
HOUR = (
    "([T ] *[0-9]{1,2}(:[0-9]{2}){1,2}([.,][0-9]+)?( ?[AaPp][.]?[Mm][.]?)?"
    "( ?(Z|UTC|GMT|[+-][0-9]{2}(:?[0-9]{2})?))?)?$"
)
COMPACT = "^[0-9]{8}" + HOUR
YEAR_FIRST = "^[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}" + HOUR
YEAR_LAST = "^[0-9]{1,2}[-./][0-9]{1,2}[-./]([0-9]{4}|[0-9]{2})" + HOUR
#: Where each part stands in what a separator parts: year, month, day.
PARTS = {"iso": (0, 1, 2), "day first": (2, 1, 0), "month first": (2, 0, 1)}
#: Two digits up to 68 are of this century, from 69 of the last: strptime of POSIX does the same
#: (IEEE Std 1003.1-2017, `%y`).
LAST_OF_CENTURY = 68


def day_number(day: date) -> int:
    """Return days since 1970-01-01.

    Examples
    --------
    >>> day_number(date(2011, 12, 10))
    15318
    """
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """Return the day of a number of days since 1970-01-01."""
    return EPOCH + timedelta(days=number)


@dataclass(frozen=True)
class DateParts:
    """Columns of a date on its way to a day."""

    year: str
    month: str
    day: str


def no_days(where: str, column: str, kind: DType) -> Iterator[Problem]:
    """Yield why a column cannot be days: it holds neither dates, nor text, nor whole numbers."""
    if not (is_text(kind) or kind in (nw.Date, nw.Datetime) or kind.is_integer()):
        yield Problem(
            where=where,
            found=f"the column {quoted(column)} of type {kind}",
            expected="days, or text in which days are written",
            mend="name another column, or turn it into dates where it is made",
        )


def with_day(table: Table, cell: str, kind: DType, day: str, dates: DateFormat) -> Table:
    """Add the day of a column, as its type wants it.

    Parameters
    ----------
    table : LazyFrame
    cell : str
        Column of dates, of trimmed text, or of whole numbers such as 20111209.
    kind : DType
        What type it had where it was read.
    day : str
        Column to add: Int64, days since 1970-01-01; missing where there is no such day.
    dates : {"iso", "day first", "month first"}
        Order of the parts of text.
    """
    if is_text(kind):
        return with_written_day(table, cell, day, dates)
    return with_numbered_day(table, cell, day) if kind.is_integer() else with_typed_day(table, cell, day)


def with_typed_day(table: Table, cell: str, day: str) -> Table:
    """Add the day of a column of dates, or of dates with hours.

    Hours with a time zone count on the clock of UTC, since not every engine keeps the zone that was written.
    Missing stays missing, and days outside the years 1 to 9999, which databases know, are missing too.

    Parameters
    ----------
    table : LazyFrame
    cell : str
        Column of type Date or Datetime.
    day : str
        Column to add: Int64, days since 1970-01-01.
    """
    kind = table.collect_schema()[cell]
    moment = nw.col(cell)
    if isinstance(kind, dtypes.Datetime) and kind.time_zone not in (None, "UTC"):
        moment = moment.dt.convert_time_zone("UTC")
    year, of_year = f"{day}_year", f"{day}_of_year"
    parts = table.with_columns(
        moment.dt.year().cast(nw.Int64).alias(year), moment.dt.ordinal_day().cast(nw.Int64).alias(of_year)
    )
    number = _days(nw.col(year), nw.col(of_year))
    there_is = nw.when(nw.col(year).is_between(1, 9999)).then(number).otherwise(None)
    return parts.with_columns(there_is.alias(day)).drop(year, of_year)


def with_numbered_day(table: Table, cell: str, day: str) -> Table:
    """Add the day of a column of whole numbers such as 20111209; missing where it is no day."""
    year, month, of_month = (f"{day}_{part}" for part in ("year", "month", "day"))
    number = nw.when(nw.col(cell).is_between(10_000_101, 99_991_231)).then(nw.col(cell)).otherwise(None)
    parts = table.with_columns(number.cast(nw.Int64).alias(day)).with_columns(
        (nw.col(day) // 10_000).alias(year),
        (nw.col(day) // 100 % 100).alias(month),
        (nw.col(day) % 100).alias(of_month),
    )
    return _with_days(parts, DateParts(year, month, of_month), day)


def with_written_day(table: Table, cell: str, day: str, dates: DateFormat) -> Table:
    """Add the day of a column of text.

    Parameters
    ----------
    table : LazyFrame
    cell : str
        Column of trimmed text: ``2011-12-09``, ``20111209``, ``9.12.11`` or ``12/9/2011``, with or without an
        hour. The day counts as it is written, whatever zone stands behind it.
    day : str
        Column to add: Int64, days since 1970-01-01; missing where the text is no day of this format, or of
        none there is (30 February).
    dates : {"iso", "day first", "month first"}
        Order of the parts. Nothing else is tried.

    Examples
    --------
    >>> import polars as pl
    >>> cells = pl.LazyFrame({"cell": ["12/1/2010 8:26", "13/1/2010", "2010-12-01"]})
    >>> found = with_written_day(nw.from_native(cells), "cell", "day", "month first")
    >>> found.select("day").collect()["day"].to_list()
    [14944, None, None]
    """
    year, month, of_month = (f"{day}_{part}" for part in ("year", "month", "day"))
    text, parted, compact = nw.col(cell), f"{day}_parted", f"{day}_compact"
    form = YEAR_FIRST if dates == "iso" else YEAR_LAST
    written = text.str.replace_all("[T ].*$", "").str.replace_all("[./]", "-")
    table = table.with_columns(
        nw.when(text.str.contains(form)).then(written).otherwise(None).alias(parted),
        nw.when(text.str.contains(COMPACT)).then(text).otherwise(None).alias(compact),
    )
    pieces = nw.col(parted).str.split("-").list
    at_year, at_month, at_day = PARTS[dates]
    parts = table.with_columns(
        pieces.get(at_year).cast(nw.Int64).alias(year),
        pieces.get(at_month).cast(nw.Int64).alias(month),
        pieces.get(at_day).cast(nw.Int64).alias(of_month),
    )
    if dates == "iso":
        digits = nw.col(compact).str
        parts = parts.with_columns(
            nw.coalesce(nw.col(year), digits.slice(0, 4).cast(nw.Int64)).alias(year),
            nw.coalesce(nw.col(month), digits.slice(4, 2).cast(nw.Int64)).alias(month),
            nw.coalesce(nw.col(of_month), digits.slice(6, 2).cast(nw.Int64)).alias(of_month),
        )
    else:
        short = nw.col(year) < 100
        century = nw.when(nw.col(year) > LAST_OF_CENTURY).then(1900).otherwise(2000)
        four = (
            nw.col(parted).str.len_chars()
            >= nw.col(parted).str.replace_all("[0-9]{4}$", "").str.len_chars() + 4
        )
        parts = parts.with_columns(
            nw.when(short & ~four).then(nw.col(year) + century).otherwise(nw.col(year)).alias(year)
        )
    return _with_days(parts.drop(parted, compact), DateParts(year, month, of_month), day)


def _with_days(table: Table, parts: DateParts, day: str) -> Table:
    """Add days of year, month and day of the month, missing where there is no such day; drop the parts."""
    year, month, of_month = nw.col(parts.year), nw.col(parts.month), nw.col(parts.day)
    leap, before = f"{day}_leap", f"{day}_before"
    table = table.with_columns(
        flag_of_leap(year).alias(leap),
        # Days of a common year before the month: (153 m + 2) / 5 counts them from March on, whose months
        # repeat 31, 30, 31, 30, 31.
        nw.when(month > 2).then((153 * month - 457) // 5 + 59).otherwise(31 * (month - 1)).alias(before),
    )
    after_february = nw.when(month > 2).then(nw.col(leap)).otherwise(0)
    longest = nw.when(month == 2).then(nw.col(leap) + 28).otherwise((month + month // 8) % 2 + 30)
    there_is = month.is_between(1, 12) & (of_month >= 1) & (of_month <= longest) & year.is_between(1, 9999)
    number = _days(year, nw.col(before) + after_february + of_month)
    table = table.with_columns(nw.when(there_is).then(number).otherwise(None).cast(nw.Int64).alias(day))
    return table.drop(leap, before, parts.year, parts.month, parts.day)


def flag_of_leap(year: nw.Expr) -> nw.Expr:
    """Return 1 for leap years of the Gregorian calendar, else 0."""
    return nw.when(((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)).then(1).otherwise(0)


def _days(year: nw.Expr, of_year: nw.Expr) -> nw.Expr:
    """Return days since 1970-01-01 of a year and a day of it, from 1."""
    # 719,163 is the day 1970-01-01 in the count that starts with 0001-01-01 as day 1.
    past = year - 1
    leap_days = _whole(past, 4) - _whole(past, 100) + _whole(past, 400)
    always = past * 365 + leap_days + of_year - 719_163
    # From 1901 to 2099 every fourth year is a leap year, which takes one multiplication in place of three.
    usual = (past * 365.25).floor().cast(nw.Int64) + of_year - 719_178
    return nw.when(year.is_between(1901, 2099)).then(usual).otherwise(always)


def _whole(years: nw.Expr, by: int) -> nw.Expr:
    """Return how often a number goes into years, exactly: floats hold both, and quotients are off by far less
    than 1/400. Narwhals' own `//` becomes ten comparisons a row where engines round towards 0.
    """
    return (years / by).floor().cast(nw.Int64)
