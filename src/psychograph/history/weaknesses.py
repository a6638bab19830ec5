"""What a reader should know before believing what history says, in sentences with their figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from psychograph.findings import Finding, Severity, by_severity
from psychograph.history.lines.rows import Rows
from psychograph.history.measures.customers import Partition, Quintiles, Rfm
from psychograph.history.measures.time import MONTHS
from psychograph.history.measures.totals import Totals
from psychograph.history.measuring import Headcount
from psychograph.quoting import quoted
from psychograph.stats.comparison.proportions import wilson_interval

#: Share of sales that name nobody, from which customers by name may be others than the rest.
MANY_NAMELESS = 0.05
#: Returns as a share of sales, from which it matters whether they are subtracted.
MANY_RETURNS = 0.10
#: Share of the value of one customer, from which averages are about that one.
ONE_CUSTOMER = 0.20
#: Customers, from which a fifth of them can be spoken of.
FEWEST_CUSTOMERS = 100
#: Customers, below which market research marks a base as small.
SMALL_PLACE = 30
#: Share of customers in one fifth, from which fifths are called uneven.
UNEVEN = 0.30
#: Share of rows that are there twice, from which a file may have been read twice.
MANY_COPIES = 0.01
MANY_LEFT_OUT = 0.01
MOST_LEFT_OUT = 0.10
MANY_SEVERAL = 0.05
MANY_UNKNOWN = 0.20
TWO_YEARS = timedelta(days=730)
#: Days missing of a month, up to which it can be read like any other.
FEW_DAYS = 2
#: Days without a sale at the end of the span, from which rows may not have arrived yet.
SILENCE = timedelta(days=14)


@dataclass(frozen=True)
class Weighed:
    """What findings are made from.

    Parameters
    ----------
    rows : Rows
    totals : Totals
    heads : Headcount
    rfm : Rfm or None
    partitions : tuple of Partition
    valued : bool
        Whether the plan names amounts.
    listed : bool
        Whether there is a table of customers.
    sampled, everybody : int
        Customers whom models saw, and for whom they stand.
    """

    rows: Rows
    totals: Totals
    heads: Headcount
    rfm: Rfm | None
    partitions: tuple[Partition, ...]
    valued: bool
    listed: bool
    sampled: int
    everybody: int


def weaknesses_of(found: Weighed) -> tuple[Finding, ...]:
    """Return what a reader should know, the most serious first."""
    every = (_rows, _nameless, _span, _returns, _value, _customers, _ties, _people, _places, _models)
    return by_severity(finding for one in every for finding in one(found))


def _rows(found: Weighed) -> Iterator[Finding]:
    rows = found.rows
    out = rows.read - rows.used
    if out >= MANY_LEFT_OUT * rows.read:
        yield Finding(
            "rows-left-out",
            Severity.SERIOUS if out >= MOST_LEFT_OUT * rows.read else Severity.CAUTION,
            f"{out:,} of {rows.read:,} rows ({_share(out, rows.read)}) could not be used; see whether that "
            f"is right. {_commonest(rows)}",
        )
    copies = sum(
        treated.rows for treated in rows.treated if treated.code == "duplicate" and not treated.left_out
    )
    if copies:
        yield Finding(
            "duplicates",
            Severity.CAUTION if copies >= MANY_COPIES * rows.read else Severity.NOTE,
            f"{copies:,} rows ({_share(copies, rows.read)}) are equal to another in every column, and "
            "were kept: the same thing may have been sold twice. If a file was read twice, say "
            "`duplicates: drop`.",
        )


def _commonest(rows: Rows) -> str:
    """Return what keeps the most rows out."""
    reasons = [treated for treated in rows.treated if treated.left_out]
    if not reasons:
        return ""
    return ("Most of all: " if len(reasons) > 1 else "") + max(reasons, key=lambda one: one.rows).text


def _nameless(found: Weighed) -> Iterator[Finding]:
    sales, named = float(found.totals.sales), float(found.totals.named_sales)
    if not found.totals.customers:
        yield Finding(
            "nobody-named",
            Severity.SERIOUS,
            "No row of something sold names a customer: nothing can be said of who buys, comes back or "
            "makes the money.",
        )
        return
    share = 1 - named / sales if sales else 1 - found.rows.named / found.rows.used
    what = "sales" if sales else "rows"
    if share > 0:
        yield Finding(
            "nameless-sales",
            Severity.SERIOUS
            if share >= 0.5
            else Severity.CAUTION
            if share >= MANY_NAMELESS
            else Severity.NOTE,
            f"{_percent(share)} of {what} name no customer. They count by time and place; all that is "
            "said of customers is about the others, who may not be like them.",
        )


def _span(found: Weighed) -> Iterator[Finding]:
    totals = found.totals
    span = totals.until - totals.first
    if span < TWO_YEARS:
        yield Finding(
            "short-span",
            Severity.CAUTION,
            f"The history spans {_length(span)}, and a season shows in two years or more: whether a good "
            "month is a season, growth or luck cannot be told apart.",
        )
    month = (totals.until - timedelta(days=1)).replace(day=1)
    following = (month + timedelta(days=31)).replace(day=1)
    if (following - totals.until).days > FEW_DAYS:
        days = (totals.until - max(month, totals.first)).days
        yield Finding(
            "unfinished-month",
            Severity.NOTE,
            f"{MONTHS[month.month - 1]} {month.year} is not over: {days} of its "
            f"{(following - month).days} days are there. Do not read its sales, or who bought in it, as a "
            "fall.",
        )
    silent = totals.until - timedelta(days=1) - totals.last
    if silent >= SILENCE:
        yield Finding(
            "silence",
            Severity.CAUTION,
            f"Nothing happened in the last {silent.days} days, after {_day(totals.last)}: have all rows "
            "arrived? Recency counts these days.",
        )


def _returns(found: Weighed) -> Iterator[Finding]:
    sales, returns = float(found.totals.sales), float(found.totals.returns)
    if sales and returns > MANY_RETURNS * sales:
        yield Finding(
            "many-returns",
            Severity.CAUTION,
            f"Goods worth {_percent(returns / sales)} of sales came back: figures of sales and of value "
            "differ, and both are right.",
        )
    only = found.heads.only_returned
    if only:
        yield Finding(
            "only-returned",
            Severity.NOTE,
            f"{only:,} {_customers_word(only)} brought something back and bought nothing in the span: "
            f"{'they are' if only > 1 else 'that one is'} not among those who bought.",
        )


def _value(found: Weighed) -> Iterator[Finding]:
    heads = found.heads
    if not found.valued:
        yield Finding(
            "no-amounts",
            Severity.CAUTION,
            "The plan names no amounts: nothing is said of money, and sales over time are numbers of orders.",
        )
        return
    if heads.bought and heads.value <= 0:
        yield Finding(
            "no-value",
            Severity.SERIOUS,
            "All customers together are worth nothing after returns: nothing can be said of who makes "
            "the money.",
        )
    elif heads.bought > 1 and heads.most > ONE_CUSTOMER * heads.value:
        yield Finding(
            "one-customer",
            Severity.CAUTION,
            f"One customer makes {_percent(heads.most / heads.value)} of the value: averages and shares "
            "of money are about that one.",
        )
    if found.totals.currency is None:
        yield Finding(
            "currency-unknown",
            Severity.NOTE,
            "The currency is not known: say `currency:` in the plan, such as GBP, and amounts carry it.",
        )


def _customers(found: Weighed) -> Iterator[Finding]:
    bought = found.heads.bought
    if 0 < bought < FEWEST_CUSTOMERS:
        yield Finding(
            "few-customers",
            Severity.SERIOUS if bought < SMALL_PLACE else Severity.CAUTION,
            f"{bought:,} {_customers_word(bought)} bought by name: a fifth of them is "
            f"{max(1, bought // 5)}, too few to say what is usual.",
        )


def _ties(found: Weighed) -> Iterator[Finding]:
    if found.rfm is None or found.heads.bought < FEWEST_CUSTOMERS:
        return
    for measure in (found.rfm.recency, found.rfm.frequency, found.rfm.value):
        most = max(measure.sizes)
        if most > UNEVEN * sum(measure.sizes) and (found.valued or measure.name != "value"):
            sizes = ", ".join(_share(size, sum(measure.sizes)) for size in measure.sizes)
            yield Finding(
                "uneven-fifths",
                Severity.NOTE,
                f"Fifths by {measure.name} are uneven ({sizes}, the lowest first), since many customers "
                f"are equal: {_tied(measure)}. Equals have one score.",
            )


def _tied(measure: Quintiles) -> str:
    median = measure.median.normalize()
    what = {
        "recency": f"half of them bought {median:f} days ago or less",
        "value": f"half are worth {median:f} or less",
    }
    return what.get(measure.name, f"half of them have {median:f} order{'' if median == 1 else 's'} or fewer")


def _people(found: Weighed) -> Iterator[Finding]:
    heads = found.heads
    if not found.listed:
        return
    if heads.unlisted:
        yield Finding(
            "unlisted-customers",
            Severity.CAUTION if heads.unlisted >= MANY_SEVERAL * heads.bought else Severity.NOTE,
            f"{heads.unlisted:,} of {heads.bought:,} who bought ({_share(heads.unlisted, heads.bought)}) "
            "are not in the table of customers: nothing is known of them but what they bought. Are keys "
            "written alike?",
        )
    if heads.never_bought:
        yield Finding(
            "never-bought",
            Severity.NOTE,
            f"{heads.never_bought:,} in the table of customers bought nothing in the span: they count in "
            "groups, and not in recency, frequency or value.",
        )


def _places(found: Weighed) -> Iterator[Finding]:
    for partition in found.partitions:
        yield from _small(partition)
        if partition.several:
            share = partition.several / max(1, found.heads.bought)
            yield Finding(
                "several-places",
                Severity.CAUTION if share >= MANY_SEVERAL else Severity.NOTE,
                f"{partition.several:,} {_customers_word(partition.several)} ({_percent(share)}) bought "
                f"in more than one {partition.name}: each stands under that of most orders.",
            )
        if partition.rest is not None:
            yield Finding(
                "many-parts",
                Severity.NOTE,
                f"There are more than {len(partition.parts):,} values of {partition.name}: those with the "
                f"highest sales are told one by one, and {partition.rest.customers:,} customers stand "
                "under the rest.",
            )
        everybody = sum(part.customers for part in partition.parts)
        unknown = sum(part.customers for part in partition.parts if not part.name)
        if unknown >= MANY_UNKNOWN * everybody > 0:
            yield Finding(
                "unknown-parts",
                Severity.CAUTION,
                f"Of {_share(unknown, everybody)} of customers the {partition.name} is not known: shares by "
                f"{partition.name} are those of the others.",
            )


def _small(partition: Partition) -> Iterator[Finding]:
    named = [part for part in partition.parts if part.name and part.bought]
    small = [part for part in named if part.bought < SMALL_PLACE]
    if not small:
        return
    one = max(small, key=lambda part: (part.bought, part.name))
    low, high = wilson_interval(one.repeated, one.bought)
    yield Finding(
        "small-parts",
        Severity.NOTE,
        f"{len(small)} of {len(named)} values of {partition.name} have fewer than {SMALL_PLACE} "
        f"customers, and rates of them are rough: of {one.bought} in {quoted(one.name)} {one.repeated} "
        f"came back, and the next {one.bought} like them may be anything from {_percent(low)} to "
        f"{_percent(high)}.",
    )


def _models(found: Weighed) -> Iterator[Finding]:
    if found.sampled < found.everybody:
        yield Finding(
            "sampled",
            Severity.NOTE,
            f"Forecast and natural groups are those of {found.sampled:,} customers drawn from "
            f"{found.everybody:,}; all else counts everybody.",
        )


def _share(part: int, whole: int) -> str:
    return _percent(part / whole if whole else 0.0)


def _percent(share: float) -> str:
    """Return a share in whole per cent, with a decimal where it would be 0 or 100 and is not."""
    return f"{share:.1%}" if 0 < share < 0.01 or 0.99 < share < 1 else f"{share:.0%}"


def _length(span: timedelta) -> str:
    days = span.days
    if days < 14:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{days // 7} weeks" if days < 7 * 26 else f"{days / 30.4375:.0f} months"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _customers_word(count: int) -> str:
    return "customer" if count == 1 else "customers"
