"""Money, days and shares as pictures and sentences of customer history print them: short, in few digits."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

from psychograph.history.measures.time import MONTHS, WEEKDAYS

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "INR": "₹"}
_LARGE = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
_MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"


def short(value: float | Decimal, digits: int = 2) -> str:
    r"""Return a number in two or three digits.

    Parameters
    ----------
    value : float or Decimal
    digits : int
        Digits that it has at least, where a unit follows: 2 or 3.

    Examples
    --------
    >>> [short(value) for value in (0, 7.26, 980, 1234, 99_950, 1_234_567, 8.9e9, -45_210)]
    ['0', '7.3', '980', '1.2k', '100k', '1.2m', '8.9bn', '\u221245k']
    """
    number = float(value)
    if not math.isfinite(number):
        return NONE
    size, unit = abs(number), ""
    for step, name in _LARGE:
        if size >= step * 0.9995:
            size, unit = size / step, name
            break
    places = max(0, digits - (1 if size < 9.95 else 2 if size < 99.5 else 3)) if unit else 0
    if not unit and size < 9.95 and size != round(size):
        places = 1
    text = f"{size:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{_MINUS if number < 0 and text != '0' else ''}{text}{unit}"


def money(value: float | Decimal, currency: str | None, digits: int = 2) -> str:
    r"""Return an amount of money in two or three digits; see `short`.

    Examples
    --------
    >>> money(8_911_407, "GBP"), money(1_234, "SEK"), money(12.6, None)
    ('£8.9m', 'SEK\xa01.2k', '13')
    """
    return _signed(short(value, digits), currency)


def whole_money(value: float | Decimal, currency: str | None) -> str:
    """Return an amount of money in full: to the penny below a hundred, in whole units above.

    Examples
    --------
    >>> whole_money(Decimal("8911407.9"), "GBP"), whole_money(3.75, "EUR")
    ('£8,911,408', '€3.75')
    """
    number = float(value)
    if not math.isfinite(number):
        return NONE
    text = f"{number:,.0f}" if abs(number) >= 100 or number == round(number) else f"{number:,.2f}"
    return _signed(text.replace("-", _MINUS), currency)


def _signed(text: str, currency: str | None) -> str:
    if currency is None or text == NONE:
        return text
    sign = SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    return f"{_MINUS}{sign}{text[1:]}" if text.startswith(_MINUS) else f"{sign}{text}"


def percent(share: float) -> str:
    """Return a share in whole per cent, with a decimal below one.

    Examples
    --------
    >>> percent(0.734), percent(0.004), percent(0.0), percent(float("nan"))
    ('73%', '0.4%', '0%', '\N{EN DASH}')
    """
    if not math.isfinite(share):
        return NONE
    return f"{share:.1%}" if 0 < share < 0.0095 else f"{share:.0%}"


def day_name(day: date) -> str:
    """Return a day in full.

    Examples
    --------
    >>> day_name(date(2011, 12, 8))
    'Thursday 8 December 2011'
    """
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)}"


def short_day(day: date) -> str:
    """Return a day without its weekday.

    Examples
    --------
    >>> short_day(date(2011, 12, 8))
    '8 December 2011'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
