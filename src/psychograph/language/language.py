"""`Language`: texts by key, numbers and lists as people of a language write them.

Catalogues are Fluent files (projectfluent.org): the shipped ones stand in the folder ``en``, one file
a subject; a further language is one file that holds the same keys.
"""

from __future__ import annotations

import decimal
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

import babel
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from fluent.runtime import FluentBundle, FluentResource

SHIPPED = "en"
LONGEST = 100  # characters of a value that the formatter is told; it gives up at 2,500 in all
PLACE = re.compile("\ufdd0([0-9]+)\ufdd1")  # characters that stand for nothing in any text
DIGITS = decimal.Context(prec=400)  # the largest number of a computer has 309 before the point


@dataclass(frozen=True, eq=False)
class Language:
    """The texts of one language.

    Parameters
    ----------
    code : str
        Such as ``"en"`` or ``"pt-BR"``: decides plurals, numbers and lists.
    bundle : FluentBundle
        Its messages.
    locale : babel.Locale
        How it writes numbers and lists.
    spare : Language, optional
        What says a message that this language has, but cannot say of what is given.
    """

    code: str
    bundle: FluentBundle
    locale: babel.Locale
    spare: Language | None = None

    def say(self, key: str, /, **given: str | float) -> str:
        """Return the message of a key.

        Parameters
        ----------
        key : str
            A key of the catalogue.
        given : str or float
            What the message asks for; numbers are written as the language writes them.

        Raises
        ------
        KeyError
            Where the catalogue has no such key, or the message asks for something that is not given:
            a mistake in the program or the catalogue, never in the data.

        Examples
        --------
        >>> language().say("everyone-of", n=12)
        'all 12'
        """
        if not self.bundle.has_message(key):
            raise KeyError(key)
        pattern = self.bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        places = [value for value in given.values() if isinstance(value, str) and len(value) > LONGEST]
        told = {
            name: f"\ufdd0{places.index(value)}\ufdd1"
            if isinstance(value, str) and value in places
            else value
            for name, value in given.items()
        }
        text, errors = self.bundle.format_pattern(pattern, told)
        if errors and self.spare is not None:
            return self.spare.say(key, **given)
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return PLACE.sub(lambda found: _at(places, int(found[1])), str(text))

    def knows(self, key: str) -> bool:
        """Return whether the catalogue has a key."""
        return bool(self.bundle.has_message(key))

    def listed(self, parts: Sequence[str], last: str = "and") -> str:
        """Return parts as a list in a sentence; `last` is ``"and"`` or ``"or"``.

        Examples
        --------
        >>> language().listed(["plan", "save", "wait"])
        'plan, save and wait'
        """
        if len(parts) < 2:
            return "".join(parts)
        if self.code == SHIPPED:  # without the comma that American English sets before the last
            return self.say(f"list-{last}", first=", ".join(parts[:-1]), last=parts[-1])
        style: Literal["standard", "or"] = "standard" if last == "and" else "or"
        return str(format_list(list(parts), style=style, locale=self.locale))

    def number(self, value: float, decimals: int = 2, *, all_decimals: bool = False) -> str:
        """Return a number with at most so many decimals, or just so many; a dash where there is none.

        Examples
        --------
        >>> language().number(4.6667), language().number(38.5), language().number(12340)
        ('4.67', '38.5', '12,340')
        >>> language().number(4.0, all_decimals=True)
        '4.00'
        """
        if not math.isfinite(value):
            return "\N{EN DASH}"
        pattern = "#,##0." + ("0" if all_decimals else "#") * decimals if decimals else "#,##0"
        rounded = Decimal(f"{value:.{decimals}f}")  # as tables round, so that text and table agree
        with decimal.localcontext(DIGITS):
            return str(format_decimal(rounded, format=pattern, locale=self.locale))

    def percent(self, share: float, decimals: int = 0) -> str:
        """Return a share, 0 to 1, in per cent.

        Examples
        --------
        >>> language().percent(0.43), language().percent(0.024, 1)
        ('43%', '2.4%')
        """
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
        pattern = pattern if self.code == SHIPPED else self.locale.percent_formats[None].pattern
        rounded = Decimal(f"{share:.{decimals + 2}f}")
        with decimal.localcontext(DIGITS):
            return str(format_percent(rounded, format=pattern, locale=self.locale))


@cache
def language() -> Language:
    """Return the language that ships: English."""
    room = files("psychograph.language").joinpath(SHIPPED)
    catalogues = sorted((entry for entry in room.iterdir() if entry.name.endswith(".ftl")), key=str)
    return of_texts(SHIPPED, [entry.read_text(encoding="utf-8") for entry in catalogues])


def _at(places: Sequence[str], at: int) -> str:
    return places[at] if at < len(places) else ""


def of_texts(code: str, catalogues: Iterable[str], *, spare: Language | None = None) -> Language:
    """Return a language from the texts of its catalogues; the first of two equal keys counts."""
    bundle = FluentBundle([code], use_isolating=False)
    for text in catalogues:
        bundle.add_resource(FluentResource(text))
    return Language(code, bundle, babel.Locale.parse(code, sep="-"), spare)
