"""Figures of an evaluation as an analyst writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from psychograph.stats.trials.estimate import Estimate
from psychograph.strategy.evaluation.results import OutcomeKind


def digits(width: float) -> int:
    """Return the decimals that are worth printing for a figure with an interval of this width.

    Examples
    --------
    >>> digits(12.0), digits(3.1), digits(0.4), digits(math.inf)
    (0, 1, 2, 1)
    """
    if not math.isfinite(width) or width <= 0:
        return 1
    return min(max(1 - math.floor(math.log10(width / 1.2)), 0), 4)


def in_units(value: float, kind: OutcomeKind) -> float:
    """Return a difference in the units of print: percentage points for rates."""
    return 100 * value if kind is OutcomeKind.RATE else value


def lead(found: Estimate, kind: OutcomeKind, *, signed: bool = True) -> str:
    """Return a difference with its sign.

    Examples
    --------
    >>> lead(Estimate(0.021, 0.004, 0.038), OutcomeKind.RATE), lead(Estimate(3, 1, 5), OutcomeKind.AMOUNT)
    ('+2.1', '+3.0')
    """
    places = digits(in_units(found.high - found.low, kind))
    return number(in_units(found.value, kind), places, signed=signed)


def number(value: float, places: int, *, signed: bool = False) -> str:
    """Return a number with so many decimals; a dash where there is none, and no minus before a zero.

    Examples
    --------
    >>> number(-0.04, 1, signed=True), number(1234.5, 0), number(math.nan, 1), number(-2.0, 1)
    ('0.0', '1,234', '-', '-2.0')
    """
    if math.isnan(value):
        return "-"
    if math.isinf(value):
        return "no bound"
    text = f"{value:+,.{places}f}" if signed else f"{value:,.{places}f}"
    return text.lstrip("+-") if float(text.replace(",", "")) == 0 else text


def span(found: Estimate, kind: OutcomeKind, *, signed: bool = True) -> str:
    """Return the ends of an interval, in the units of print.

    Examples
    --------
    >>> span(Estimate(0.021, -0.004, 0.046), OutcomeKind.RATE)
    '-0.4 to +4.6'
    """
    if math.isinf(found.low) and math.isinf(found.high):
        return "no bounds"
    places = digits(in_units(found.high - found.low, kind))
    low, high = (in_units(end, kind) for end in (found.low, found.high))
    return f"{number(low, places, signed=signed)} to {number(high, places, signed=signed)}"


def unit(kind: OutcomeKind) -> str:
    """Return what differences are counted in, with a space before it; nothing for amounts."""
    return " percentage points" if kind is OutcomeKind.RATE else ""


def said(found: Estimate, kind: OutcomeKind, name: str = "95% interval") -> str:
    """Return a difference with its interval, in a sentence.

    Examples
    --------
    >>> said(Estimate(0.021, 0.004, 0.038), OutcomeKind.RATE)
    '+2.1 percentage points (95% interval +0.4 to +3.8)'
    """
    return f"{lead(found, kind)}{unit(kind)} ({name} {span(found, kind)})"


def share(found: Estimate) -> str:
    """Return a relative lift as a percentage.

    Examples
    --------
    >>> share(Estimate(0.42, 0.1, 0.9)), share(Estimate(math.nan, 0.1, math.inf))
    ('+42%', '-')
    """
    return number(100 * found.value, 0, signed=True) + ("%" if math.isfinite(found.value) else "")


def share_span(found: Estimate) -> str:
    """Return the ends of a relative lift.

    Examples
    --------
    >>> share_span(Estimate(0.42, 0.1, math.inf))
    '+10% to no bound'
    """
    if math.isinf(found.low) and math.isinf(found.high):
        return "no bounds"
    ends = [
        number(100 * end, 0, signed=True) + ("%" if math.isfinite(end) else "")
        for end in (found.low, found.high)
    ]
    return " to ".join(ends)


def chance(p: float) -> str:
    """Return a p-value.

    Examples
    --------
    >>> chance(0.00003), chance(0.0312), chance(0.4), chance(math.nan)
    ('< .001', '.031', '.40', '-')
    """
    if math.isnan(p):
        return "-"
    if p < 0.001:
        return "< .001"
    return f"{p:.3f}".lstrip("0") if p < 0.1 else f"{p:.2f}".lstrip("0")


def equals(p: float) -> str:
    """Return a p-value as it stands in a sentence: p = .031."""
    return f"p {chance(p)}" if p < 0.001 else f"p = {chance(p)}"


def arms(names: Sequence[str]) -> str:
    """Return arms as a list in a sentence.

    Examples
    --------
    >>> arms(["A"]), arms(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
