"""The status of a field on one page of text that fits a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from psychograph.cli.questionnaire.summary import counted, print_table
from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.fielding.watching.counts import Breakdown, Counts
    from psychograph.fielding.watching.stability import Stability
    from psychograph.fielding.watching.status import Status

MOST_STOPS = 5
MOST_DAYS = 14
BAR = 30  # characters of the longest bar


def print_status(status: Status) -> None:
    """Print everything but breakdowns."""
    _head(status)
    _reached(status)
    _became(status)
    _rates(status)
    _waves(status)
    _stops(status)
    _times(status)
    _sample(status)
    _pace(status)
    _costs(status)
    _arms(status)
    _early_late(status)
    _findings(status)


def print_breakdown(breakdown: Breakdown, everybody: Counts) -> None:
    """Print one breakdown, with the sum that it adds up to."""
    say(f"By {breakdown.by}")
    say_wrapped(f"{breakdown.note}.")
    rows = [(row.name or "(none)", row.counts) for row in breakdown.rows]
    headings = ("", "cases", "sent", "back", "opened", "began", "complete", "partial", "broken", "out")
    print_table(headings, (_row(name, of) for name, of in [*rows, ("all", everybody)]), numbers=range(1, 10))
    say_wrapped(
        "back: came back undelivered; broken: broken off; out: screened out, quota full or duplicate."
    )


def print_stability(found: Stability | None) -> None:
    """Print whether adding answers still changes the segments."""
    say("")
    say("Segments so far")
    if found is None:
        say("  There is no study beside the field plan, so there are no segments.")
        return
    if found.steps:
        rows = [(f"first {step.answers:,}", _two(step.agreement), _two(step.drift)) for step in found.steps]
        print_table(
            ("answers", "agreement with the step before", "drift of profiles (SD)"), rows, numbers=(1, 2)
        )
    say_wrapped(found.sentence)


def _head(status: Status) -> None:
    zone = ZoneInfo(status.time_zone)
    at, opens, closes = (one.astimezone(zone) for one in (status.at, status.opens, status.closes))
    say(f"{status.title}: {at:%Y-%m-%d %H:%M}")
    say(f"Open from {opens:%Y-%m-%d %H:%M} to {closes:%Y-%m-%d %H:%M} ({status.time_zone}); {_when(status)}.")
    say("")


def _when(status: Status) -> str:
    if status.at < status.opens:
        return "not open yet"
    if status.at >= status.closes:
        return "closed"
    left = status.pace.days_left
    return f"{left:.1f} days left" if left >= 1 else f"{left * 24:.0f} hours left"


def _reached(status: Status) -> None:
    invited, open_link = status.invited, status.open_link
    rows = [
        ("asked", invited.cases, open_link.cases),
        ("sent", invited.sent, None),
        ("came back undelivered", invited.bounced, None),
        ("delivered*", invited.delivered, None),
        ("opened the first page", invited.opened, open_link.opened),
        ("began", invited.started, open_link.started),
        ("  under way or to be resumed", invited.underway, open_link.underway),
        ("complete", invited.complete, open_link.complete),
    ]
    headings = ("How far they came", "invited", "share") + (("open link",) if open_link.cases else ())
    print_table(
        headings,
        (
            (name, f"{number:,}", _percent(number, invited.cases))
            + ((("" if other is None else f"{other:,}"),) if open_link.cases else ())
            for name, number, other in rows
        ),
        numbers=(1, 2, 3),
    )
    say("* accepted by a mail server and not come back, which is all one can know.")
    say("")


def _became(status: Status) -> None:
    if not status.dispositions:
        return
    say("What became of the invited, as if the field closed now (AAPOR 2016):")
    print_table(
        ("code", "", "", "cases", "share"),
        (
            (code.value, code.category.value, code.words, f"{cases:,}", _percent(cases, status.invited.cases))
            for code, cases in status.dispositions
        ),
        numbers=(3, 4),
    )
    counting = status.thresholds
    say_wrapped(
        f"Declared beforehand: complete from {counting.complete * 100:g}% of the questions on one's way "
        "on, and to "
        f"the end; partial from {counting.partial * 100:g}% on."
    )
    say("")


def _rates(status: Status) -> None:
    rates = status.rates
    if not rates.tally.cases:
        return
    for family in (rates.response, rates.cooperation, rates.refusal, rates.contact):
        say("  ".join(f"{rate.name} {rate}" for rate in family))
    e = rates.eligibility
    value = "not known" if e.e is None else f"{float(e.e):.3f}"
    say_wrapped(f"e is {value} ({e.basis}).")
    say("")


def _waves(status: Status) -> None:
    if not any(wave.sent for wave in status.waves):
        return
    print_table(
        ("Mail", "sent", "back", "delayed", "began after it", "complete"),
        (
            (wave.name or "(no name)", *(f"{n:,}" for n in (wave.sent, wave.bounced, wave.delayed)),
             f"{wave.started:,}", f"{wave.complete:,}")
            for wave in status.waves
        ),
        numbers=range(1, 6),
    )  # fmt: skip
    say("")


def _stops(status: Status) -> None:
    if not status.stops:
        return
    print_table(
        ("Where those stand who have not finished", "stand here", "of those who came"),
        (
            (
                _shortened(f"{stop.screen}: {stop.text}" if stop.text else stop.screen),
                f"{stop.stopped:,}",
                f"{float(stop.share) * 100:.0f}%",
            )
            for stop in status.stops[:MOST_STOPS]
        ),
        numbers=(1, 2),
    )
    if len(status.stops) > MOST_STOPS:
        say(f"and {counted(len(status.stops) - MOST_STOPS, 'more screen')}.")
    say("")


def _times(status: Status) -> None:
    times = status.times
    if not times.completes:
        return
    low, middle, high = (_minutes(seconds) for seconds in times.quartiles)
    text = (
        f"Time on the screens: half took less than {middle}, the middle half {low} to {high} "
        f"(planned {_minutes(times.planned)})."
    )
    if times.items_timed:
        text += (
            f" {times.hasty:,} of {times.items_timed:,} took less than two seconds a statement "
            f"({float(times.hasty_share or 0) * 100:.0f}%)."
        )
    say_wrapped(text)


def _sample(status: Status) -> None:
    if status.quotas:
        print_table(
            ("Quota", "who", "complete", "at most"),
            ((one.name, one.condition, f"{one.reached:,}", f"{one.at_most:,}") for one in status.quotas),
            numbers=(2, 3),
        )
    goal = status.goal
    if goal is not None:
        say_wrapped(
            f"Sample: {goal.so_far:,} complete of the {goal.completed:,} that segments want "
            f"({goal.answers:,} usable: {goal.because}); better {goal.comfortable:,} usable."
        )


def _pace(status: Status) -> None:
    pace = status.pace
    if not pace.by_day:
        return
    line = f"Pace: {pace.a_day:.1f} complete a day in the last week"
    if pace.days_left > 0:
        line += f"; {pace.projected:,} at the close if it goes on like that"
    say_wrapped(f"{line}.")
    most = max(number for _, number in pace.by_day) or 1
    for day, number in pace.by_day[-MOST_DAYS:]:
        say(f"  {day} {number:>6,} {'#' * round(BAR * number / most)}".rstrip())


def _costs(status: Status) -> None:
    for cost in status.costs:
        each = f"{cost.each:,.2f} a complete answer" if cost.each is not None else "nobody is complete yet"
        say_wrapped(
            f"Cost: {cost.total:,.2f} {cost.currency} so far (fixed {cost.fixed:,.2f}, messages "
            f"{cost.messages:,.2f}, incentives {cost.incentives:,.2f}): {each}."
        )


def _arms(status: Status) -> None:
    if not status.arms:
        return
    say("")
    say("What was varied by chance (all who were drawn count, reached or not)")
    print_table(
        ("factor", "arm", "against", "who", "arm", "other", "difference", "95% interval"),
        (
            (
                one.factor, one.arm, one.base, {"started": "began", "complete": "complete"}[one.outcome],
                _percent(one.having, one.cases), _percent(one.base_having, one.base_cases),
                f"{one.difference.value * 100:+.1f}",
                f"{one.difference.low * 100:+.1f} to {one.difference.high * 100:+.1f}",
            )
            for one in status.arms
        ),
        numbers=(4, 5, 6, 7),
    )  # fmt: skip
    comparisons = status.arms[0].comparisons
    if comparisons > 1:
        say_wrapped(
            f"{comparisons} comparisons were made, so that one interval in twenty misses by chance alone; "
            "what "
            "follows holds for all of them together."
        )
    for one in status.arms:
        say_wrapped(f"{one.factor}: {one.verdict}", lead="  ", indent="    ")


def _early_late(status: Status) -> None:
    found = status.early_late
    if found is None:
        return
    say("")
    late = "after a reminder" if found.by == "wave" else "in the last third"
    say(f"Late ({late}, {found.late:,}) against early ({found.early:,}) respondents, in standard deviations")
    print_table(
        ("attribute", "early", "late", "difference", "95% interval"),
        (
            (
                gap.attribute, f"{gap.early:.2f}", f"{gap.late:.2f}", f"{gap.difference.value:+.2f}",
                f"{gap.difference.low:+.2f} to {gap.difference.high:+.2f}",
            )
            for gap in found.gaps
        ),
        numbers=(1, 2, 3, 4),
    )  # fmt: skip
    say_wrapped(found.sentence)


def _findings(status: Status) -> None:
    if status.findings:
        say("")
    for finding in status.findings:
        say_wrapped(finding.text, lead=f"{finding.severity.value} ({finding.code}): ")


def _row(name: str, of: Counts) -> Sequence[str]:
    out = of.screened_out + of.quota_full + of.duplicate
    numbers = (
        of.cases, of.sent, of.bounced, of.opened, of.started, of.complete, of.partial, of.broken_off, out,
    )  # fmt: skip
    return (name, *(f"{number:,}" for number in numbers))


def _percent(part: int, whole: int) -> str:
    return f"{float(Fraction(part, whole)) * 100:.1f}%" if whole else ""


def _minutes(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02}"


def _two(number: float | None) -> str:
    return "" if number is None else f"{number:.2f}"


def _shortened(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"
