"""What an exploration found, in under a screen."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.cli.talk import WIDTH, say, wrapped

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from psychograph.history.exploration import Exploration
    from psychograph.history.forecast import Forecast

MOST_DIFFERENCES = 3
MOST_QUESTIONS = 3
MOST_FINDINGS = 3


def print_summary(found: Exploration, page: Path) -> None:
    """Print what was found and where the page is."""
    for line in summary(found, page):
        say(line)


def summary(found: Exploration, page: Path) -> Iterator[str]:
    """Yield the lines of the summary.

    Parameters
    ----------
    found : Exploration
    page : Path
        The page that says all of it.
    """
    title = found.title
    yield title if len(title) <= WIDTH else f"{title[: WIDTH - 3]}..."
    yield from wrapped("", _size(found))
    yield from wrapped("", _rows(found))
    yield ""
    for lead, text in _lines(found):
        yield from wrapped(f"{lead}: ", text)
    yield ""
    yield from _groups(found)
    yield from _questions(found)
    for finding in found.findings[:MOST_FINDINGS]:
        yield from wrapped(f"{finding.severity.value.capitalize()}: ", finding.text)
    more = len(found.findings) - MOST_FINDINGS
    if more > 0:
        yield f"({more} more finding{'' if more == 1 else 's'} on the page)"
    yield f"Page: {page}"


def next_step(found: Exploration, folder: str) -> str:
    """Return the command that makes a questionnaire of the questions, over several lines."""
    from psychograph.history.asking import suggest_command

    words = suggest_command(found.questions, folder)
    lines = [" ".join(shlex.quote(word) for word in words[:4])]
    for option, value in zip(words[4::2], words[5::2], strict=True):
        lines.append(f"    {option} {shlex.quote(value)}")
    return " \\\n".join(lines)


def _size(found: Exploration) -> str:
    totals = found.totals
    span = f"{_day(totals.first)} to {_day(totals.last)}"
    people = f" by {totals.customers:,} customers" if totals.customers else ""
    worth = f", sales of {_money(totals.sales, totals.currency)}" if totals.sales else ""
    back = f", {_money(totals.returns, totals.currency)} of it returned" if totals.returns else ""
    return f"{totals.orders:,} orders{people}, {span}{worth}{back}"


def _rows(found: Exploration) -> str:
    rows = found.rows
    left, nameless = rows.read - rows.used, rows.used - rows.named
    return (
        f"{rows.read:,} rows read"
        + (f", {left:,} left out" if left else ", none left out")
        + (f", {nameless:,} ({nameless / rows.used:.0%}) name no customer" if nameless else "")
    )


def _lines(found: Exploration) -> Iterator[tuple[str, str]]:
    """Yield what stands out, each with a word before it."""
    once = next((part for part in found.partitions if part.parts), None)
    if once is not None and found.rfm is not None:
        bought, back = (sum(getattr(part, of) for part in once.every) for of in ("bought", "repeated"))
        if bought:
            yield (
                "Loyalty",
                f"{back:,} of {bought:,} customers ({back / bought:.0%}) came back on another day",
            )
    if found.concentration is not None:
        top = dict(found.concentration.top)
        yield "Value", f"the top 5% of customers make {top[0.05]:.0%}, the top 20% {top[0.2]:.0%}"
    if found.forecast is not None:
        yield "To come", _forecast(found.forecast)
    asked = [one for one in found.differences if one.q is not None]
    real = sorted((one for one in asked if one.real), key=lambda one: -one.effect)
    for one in real[:MOST_DIFFERENCES]:
        yield "Difference", one.text
    if asked:
        many = len(asked)
        yield (
            "Chance",
            f"{len(real) or 'none'} of {many} comparison{'s' if many > 1 else ''} "
            f"{'is' if len(real) < 2 else 'are'} more than chance",
        )


def _forecast(forecast: Forecast) -> str:
    """Return what customers are expected to do, and how sure that is."""
    from psychograph.reports.history.headlines import about, span_of, tried

    active = ""
    if forecast.sees_leaving:
        active = f"; of those who came back, some {forecast.alive:.0%} are still active"
    return (
        f"today's customers are expected to buy about {about(forecast.expected_orders)} times in the next "
        f"{span_of(forecast.weeks)} ({tried(forecast.held_out)}){active}"
    )


def _groups(found: Exploration) -> Iterator[str]:
    if found.groups is None:
        return
    yield from wrapped("Groups: ", found.groups.judged)
    for group in found.groups.groups:
        yield from wrapped(
            "  ",
            f"{group.name}: {group.share:.0%} of customers, {group.share_of_value:.0%} of value",
            indent="    ",
        )
    yield ""


def _questions(found: Exploration) -> Iterator[str]:
    if not found.questions:
        return
    yield "What history cannot say, and customers can:"
    for question in found.questions[:MOST_QUESTIONS]:
        yield from wrapped("  - ", question.ask, indent="    ")
    more = len(found.questions) - MOST_QUESTIONS
    if more > 0:
        yield f"  ({more} more on the page, with whom to ask)"
    yield ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _money(amount: Decimal, currency: str | None) -> str:
    return f"{currency} {amount:,.0f}" if currency else f"{amount:,.0f}"
