"""What is refused as a whole: columns of which so much does not read that something else is meant."""

from __future__ import annotations

from psychograph.errors import Problem
from psychograph.history.engines.engine import Engine, Table
from psychograph.history.errors import HistoryError
from psychograph.history.lines.counting import Counts, examples
from psychograph.history.lines.looking import DatesSeen, dates_seen
from psychograph.history.lines.prepared import LARGEST, MONEY, SAID_TIME, Reading
from psychograph.history.lines.trouble import LEFT_OUT
from psychograph.history.plan.planned import PlannedHistory
from psychograph.quoting import listed, quoted

#: Share of the rows that may not read; above it, the plan is wrong rather than the rows.
MOST_UNREAD = 0.1
#: Sums beyond this could pass the largest Int64, 9.22e18, and come back as anything.
LARGEST_SUM = 9e18


def refuse_days(engine: Engine, planned: PlannedHistory, rows: Table, counted: Counts) -> None:
    """Refuse days of which more than a tenth does not read.

    Raises
    ------
    HistoryError
        With how they could be read, where they could.
    """
    unread = counted.of("date-unreadable")
    written = counted.rows - counted.of("date-missing")
    if unread <= MOST_UNREAD * written:
        return
    source = planned.plan.transactions
    seen = dates_seen(engine, rows, SAID_TIME)
    raise HistoryError(
        Problem(
            where=planned.where("transactions", "dates" if source.dates != "iso" else "time"),
            found=f"{unread:,} of {written:,} rows whose {quoted(source.time)} is no day when read as "
            f"`{source.dates}`: {'; '.join(examples(engine, rows, 'date-unreadable'))}",
            expected="days such as " + EXPECTED[source.dates],
            mend=_other_dates(seen, written),
        )
    )


EXPECTED = {
    "iso": "2011-12-09 or 20111209, with or without an hour",
    "day first": "9.12.2011 or 09/12/11, with or without an hour",
    "month first": "12/9/2011 or 12-09-11, with or without an hour",
}


def _other_dates(unread: DatesSeen, written: int) -> str:
    """Say what unreadable days look like."""
    found = unread.read(unread.best)
    if found >= (1 - MOST_UNREAD) * written:
        other = "; or `month first`: no day above 12 tells the two apart" if unread.unsure else ""
        return f"write `dates: {unread.best}`, which reads {found:,} of them{other}"
    if found:
        return (
            f"the column mixes ways of writing: {found:,} of those rows read as `{unread.best}`; "
            "bring them into one where they are made, or split the table by how it writes"
        )
    return (
        "name the column of the day; days counted by a spreadsheet, or by seconds, must be turned into dates"
    )


def refuse_money(
    engine: Engine, planned: PlannedHistory, rows: Table, counted: Counts, reading: Reading
) -> None:
    """Refuse amounts of which more than a tenth does not read."""
    unread = counted.of("amount-unreadable")
    written = counted.rows - counted.of("amount-missing")
    if unread <= MOST_UNREAD * written:
        return
    source = planned.plan.transactions
    keys = [name for name in MONEY if getattr(source, name) is not None]
    columns = listed(quoted(getattr(source, name)) for name in keys)
    marks = listed(f"{name} with {quoted(mark)} before decimals" for name, mark in reading.marks)
    raise HistoryError(
        Problem(
            where=planned.where("transactions", keys[0]),
            found=f"{unread:,} of {written:,} rows whose {columns} do not read as numbers, "
            "or are beyond belief"
            + (f" ({marks})" if marks else "")
            + f": {'; '.join(examples(engine, rows, 'amount-unreadable'))}",
            expected="numbers such as 1,234.56 or 1.234,56, written alike in the whole column, "
            f"none above {LARGEST:,.0f}",
            mend="name the column of money, or clean it where it is made; give amounts that are so large in "
            "thousands of the currency",
        )
    )


def refuse_sums(planned: PlannedHistory, counted: Counts) -> None:
    """Refuse amounts whose sum cannot be counted exactly."""
    if counted.size <= LARGEST_SUM:
        return
    source = planned.plan.transactions
    key = "amount" if source.amount is not None else "quantity"
    raise HistoryError(
        Problem(
            where=planned.where("transactions", key),
            found=f"amounts that add up to {counted.size / 1e4:,.0f}",
            expected="at most 900,000,000,000,000 in all, so that sums are exact to the last place",
            mend="give amounts in thousands of the currency",
        )
    )


NOT_USED = {
    "date-unreadable": "with a day that does not read",
    "date-missing": "without a day",
    "date-future": "of days to come, or from `until` on",
    "date-early": "before `earliest`",
    "amount-unreadable": "with an amount that does not read",
    "amount-missing": "without an amount",
    "amount-zero": "with an amount of 0",
    "other-currency": "in another currency",
}


def refuse_nothing_left(planned: PlannedHistory, counted: Counts) -> None:
    """Refuse a table of which no row can be used."""
    if counted.used:
        return
    out = [f"{counted.of(code):,} {NOT_USED[code]}" for code in LEFT_OUT if counted.of(code)]
    raise HistoryError(
        Problem(
            where=planned.where("transactions", "data"),
            found=f"{counted.rows:,} rows, none of which can be used" + (f" ({listed(out)})" if out else ""),
            expected="rows with a day, and an amount where the plan names one",
            mend="compare the columns in the plan, and `earliest` and `until`, with the table"
            if counted.rows
            else "check that the table is the right one, and was written to its end",
        )
    )
