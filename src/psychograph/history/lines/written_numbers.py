"""Numbers in text: which mark parts decimals, and what stands there."""

from __future__ import annotations

from typing import Literal

import narwhals.stable.v2 as nw

from psychograph.history.lines.blanks import SPACES

Mark = Literal[".", ","]
MARKS: tuple[Mark, Mark] = (".", ",")

_GAP = "[" + SPACES.replace("\\", "") + "'\u2019]"
_MINUS = "[-\u2212\u2013]"
#: Signs and codes of currencies, before or after the number.
CURRENCY = (
    "([A-Z]{3}|[A-Z]{0,2}[$]|[\u20ac\u00a3\u00a5\u20a9\u20b9\u20bd\u20ba\u20b4\u20aa\u0e3f\u20ab\u20a6]"
    "|kr[.]?|z\u0142|K\u010d|Fr[.]?|Rs[.]?|Ft|lei)?"
)
_SIGNED = f"^[(]?{_MINUS}?{_GAP}*{CURRENCY}{_GAP}*{_MINUS}?"
_DIGITS = f"([0-9]|[.,][0-9])([0-9.,]|{_GAP}[0-9])*"
WHOLE = f"{_SIGNED}{_DIGITS}{_GAP}*{CURRENCY}{_GAP}*{_MINUS}?[)]?$"
NEGATIVE = f"^[(]|{_MINUS}{_GAP}*{CURRENCY}{_GAP}*[.,]?[0-9]|{_MINUS}[)]?$"
#: Something beside digits, marks and minus.
SIGNED = "[^-0-9.,()+ ]"
#: Such as programs write of very large and very small numbers.
POWER = "^[-+]?[0-9]+([.][0-9]+)?[eE][-+]?[0-9]{1,2}$"
#: What the digits and marks of a number look like, by the mark of decimals. Thousands are parted in threes,
#: in India in twos before the last three.
FORMS = {
    ".": "^([0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3}|[0-9]+)?([.][0-9]*)?$",
    ",": "^([0-9]{1,3}([.][0-9]{2,3})*[.][0-9]{3}|[0-9]+)?(,[0-9]*)?$",
}
#: A currency that is told by its sign. The signs that several share are taken for the commonest of them.
SIGNS = (
    ("\u00a3", "GBP"), ("\u20ac", "EUR"), ("US$", "USD"), ("A$", "AUD"), ("CA$", "CAD"), ("C$", "CAD"),
    ("NZ$", "NZD"), ("HK$", "HKD"), ("R$", "BRL"), ("$", "USD"), ("\u00a5", "JPY"), ("\u20a9", "KRW"),
    ("\u20b9", "INR"), ("RS", "INR"), ("RS.", "INR"), ("\u20bd", "RUB"), ("\u20ba", "TRY"),
    ("\u20b4", "UAH"), ("\u20aa", "ILS"), ("\u0e3f", "THB"), ("\u20ab", "VND"), ("\u20a6", "NGN"),
    ("Z\u0141", "PLN"), ("K\u010c", "CZK"), ("FR", "CHF"), ("FR.", "CHF"), ("FT", "HUF"), ("LEI", "RON"),
)  # fmt: skip


def reads(text: nw.Expr, mark: Mark) -> nw.Expr:
    """Return whether trimmed text is a number whose decimals are parted by a mark."""
    number = text.str.contains(WHOLE) & _core(text).str.contains(FORMS[mark])
    return number | text.str.contains(POWER) if mark == "." else number


def parted(text: nw.Expr) -> nw.Expr:
    """Return whether a mark stands in a text, so that it matters which it is."""
    return text.str.contains("[.,]")


def number(text: nw.Expr, mark: Mark) -> nw.Expr:
    """Return text as a number.

    Parameters
    ----------
    text : Expr
        Trimmed text: ``1,234.56``, ``1.234,56``, ``1 234,56``, ``1'234.56``, with a sign or code of
        a currency, negative by a minus before or behind, or by brackets.
    mark : {".", ","}
        What parts decimals.

    Returns
    -------
    Expr
        Float64; missing where it does not read.

    Examples
    --------
    >>> import polars as pl
    >>> cells = nw.from_native(pl.DataFrame({"cell": ["1.234,56", "(12,00)", "5,- EUR", "7,5-"]}))
    >>> cells.select(number(nw.col("cell"), ","))["cell"].to_list()
    [1234.56, -12.0, None, -7.5]
    """
    other = "," if mark == "." else "[.]"
    core = _core(text).str.replace_all(other, "")
    core = core if mark == "." else core.str.replace_all(",", ".")
    plain = nw.when(reads(text, mark) & ~text.str.contains(POWER)).then(core).otherwise(None)
    size = plain.cast(nw.Float64)
    signed = nw.when(text.str.contains(NEGATIVE)).then(size * -1).otherwise(size)
    if mark == ",":
        return signed
    power = nw.when(text.str.contains(POWER)).then(text).otherwise(None)
    return nw.coalesce(signed, power.cast(nw.Float64))


def sign_of_currency(text: nw.Expr) -> nw.Expr:
    """Return what stands in a text beside the number, in capitals: a sign or a code; else missing."""
    beside = text.str.replace_all("[0-9,()+]|[.][0-9]|" + _GAP + "|" + _MINUS, "")
    number = text.str.contains(WHOLE) & (beside.str.len_chars() > 0) & (beside != ".")
    return nw.when(number).then(beside.str.to_uppercase()).otherwise(None)


def _core(text: nw.Expr) -> nw.Expr:
    """Return digits and marks alone."""
    return text.str.replace_all("(kr|Fr|Rs)[.]", "").str.replace_all("[^0-9.,]", "")
