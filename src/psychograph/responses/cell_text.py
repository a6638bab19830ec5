"""Cells as text: what every reader hands over, whatever its file holds."""

from __future__ import annotations

import datetime as dt
import decimal
import math
import numbers


def cleaned(text: str) -> str:
    r"""Return text as a cell: no surrounding space, one kind of line end, nothing that CSV cannot hold.

    Examples
    --------
    >>> cleaned("  two\r\nlines\x00 ")
    'two\nlines'
    """
    text = text.strip()
    if text.isprintable():
        return text
    text = text.replace("\ufeff", "").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    # Half of a surrogate pair stands for no letter and cannot be written in any encoding.
    return text.encode("utf-8", "replace").decode("utf-8")


def number_text(number: float) -> str | None:
    """Return a number as a person would type it; None where it is not a number.

    Examples
    --------
    >>> number_text(5.0), number_text(0.1), number_text(float("nan"))
    ('5', '0.1', None)
    """
    if isinstance(number, int):
        return str(number)
    if math.isnan(number):
        return None
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def text_of(value: object) -> str | None:
    """Return any single value as a cell: None where it is blank, dates in ISO 8601.

    Raises
    ------
    TypeError
        Where the value is no single value, such as a list.
    """
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return None
    if isinstance(value, str):
        return cleaned(value) or None
    if isinstance(value, bool) or type(value).__name__ in {"bool_", "bool"}:
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.timedelta):
        return number_text(value.total_seconds())
    if isinstance(value, (dt.date, dt.time)):
        midnight = isinstance(value, dt.datetime) and value.time() == dt.time() and value.tzinfo is None
        return value.isoformat()[:10] if midnight else value.isoformat()
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, (numbers.Real, decimal.Decimal)):
        # By way of its text, so that a short float stays as it was typed: 0.1 and not 0.10000000149.
        return number_text(value if isinstance(value, float) else float(str(value)))
    raise TypeError(type(value).__name__)
