"""How numbers and words are written in a report, the same everywhere."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from psychograph.charts.theme import PAPER, mix
from psychograph.personas.wording import capitalised, figure

if TYPE_CHECKING:
    from markupsafe import Markup

CODE = re.compile(r"`([A-Za-z0-9_:., /-]+)`")

__all__ = [
    "bright",
    "capitalised",
    "coded",
    "data_uri",
    "figure",
    "fixed",
    "how_often",
    "numbered",
    "people",
    "percent",
    "signed",
    "span",
]

NONE = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
THOUSAND = 1_000


def fixed(value: float) -> str:
    r"""Return a mean for a table: two decimals, none from a thousand on, a dash where there is none.

    Examples
    --------
    >>> fixed(4.4375), fixed(2), fixed(45210.3), fixed(float("nan"))
    ('4.44', '2.00', '45,210', '\u2013')
    """
    if not math.isfinite(value):
        return NONE
    text = f"{value:,.0f}" if abs(value) >= THOUSAND else f"{value:.2f}"
    return text.replace("-", MINUS)


def signed(value: float) -> str:
    r"""Return a difference with its sign and two decimals.

    Examples
    --------
    >>> signed(1.5), signed(-0.25), signed(0.001), signed(float("inf")), signed(float("nan"))
    ('+1.50', '\u22120.25', '0.00', '+∞', '\u2013')
    """
    if math.isnan(value):
        return NONE
    if math.isinf(value):
        return f"{'+' if value > 0 else MINUS}\N{INFINITY}"
    text = f"{value:+.2f}"
    return "0.00" if float(text) == 0 else text.replace("-", MINUS)


def span(interval: tuple[float, float]) -> str:
    r"""Return an interval of differences in words; empty where it has no ends.

    Examples
    --------
    >>> span((-0.5, 1.25)), span((float("nan"), 1.0))
    ('\u22120.50 to +1.25', '')
    """
    return (
        "" if any(math.isnan(end) for end in interval) else f"{signed(interval[0])} to {signed(interval[1])}"
    )


def percent(value: float) -> str:
    """Return a share in whole per cent.

    Examples
    --------
    >>> percent(0.5714), percent(0.002), percent(0.0)
    ('57%', '0.2%', '0%')
    """
    return f"{value:.1%}" if 0 < abs(value) < 0.01 else f"{value:.0%}"


def coded(text: str) -> Markup:
    """Return a text as HTML, with keys and commands between backticks as code and all else as text.

    Examples
    --------
    >>> str(coded("Write `target: 2` <b>"))
    'Write <code>target: 2</code> &lt;b&gt;'
    """
    from markupsafe import Markup, escape

    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def how_often(share: float) -> str:
    """Return a share of random draws, which never prove that something is certain.

    Examples
    --------
    >>> how_often(0.873), how_often(0.9955), how_often(1.0)
    ('87%', 'over 99%', 'over 99%')
    """
    return "over 99%" if share > 0.99 else percent(share)


def people(count: int) -> str:
    """Return a number of people.

    Examples
    --------
    >>> people(1), people(21109)
    ('1 person', '21,109 people')
    """
    return "1 person" if count == 1 else f"{count:,} people"


def numbered(keys: Iterable[str], cited: Mapping[str, int]) -> list[int]:
    """Return the numbers of references in order.

    Examples
    --------
    >>> numbered(["pew2024", "arts2011"], {"arts2011": 2, "pew2024": 19})
    [2, 19]
    """
    return sorted(cited[key] for key in keys if key in cited)


def data_uri(svg: str) -> str:
    """Return a picture as an address that holds the picture itself.

    Pictures stay apart from the page this way: no name inside one can meet a name in another.
    """
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def bright(colour: str) -> str:
    """Return a segment's colour as it reads on a dark ground.

    Examples
    --------
    >>> bright("#0072b2")
    '#8cc0dc'
    """
    return mix(colour, PAPER, 0.55)
