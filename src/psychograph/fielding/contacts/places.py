"""Time zones and languages as people write them in lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import babel
from babel.core import get_global

from psychograph.quoting import did_you_mean

# What people in the United States write. EST, MST and HST are zones of the IANA list as well, without
# daylight saving, which is hardly ever meant.
OF_THE_US: Final = {
    "et": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "eastern": "America/New_York",
    "ct": "America/Chicago",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "central": "America/Chicago",
    "mt": "America/Denver",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "mountain": "America/Denver",
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "akst": "America/Anchorage",
    "akdt": "America/Anchorage",
    "alaska": "America/Anchorage",
    "hst": "Pacific/Honolulu",
    "hawaii": "Pacific/Honolulu",
}
SEASONS = (datetime(2027, 1, 15, tzinfo=UTC), datetime(2027, 7, 15, tzinfo=UTC))  # to tell clocks apart
OFFSET = re.compile(r"(utc|gmt)?\s*[+-]\s*\d{1,2}(:?\d{2})?", re.I)
TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


def time_zone_of(text: str) -> tuple[str, str]:
    """Return the IANA name of a time zone, and a note where it was not written so.

    Raises
    ------
    ValueError
        In words, for what is no time zone, or could be several.

    Examples
    --------
    >>> time_zone_of("europe/berlin"), time_zone_of("EST")
    (('Europe/Berlin', ''), ('America/New_York', 'EST was read as America/New_York'))
    """
    written = text.strip()
    short = re.sub(r"\s*(time|standard time|daylight time)$", "", written.casefold())
    if short in OF_THE_US:
        return OF_THE_US[short], f"{written} was read as {OF_THE_US[short]}"
    if written in available_timezones():
        return written, ""
    form = written.replace(" ", "_").casefold()
    alike = [zone for zone in available_timezones() if zone.casefold() == form]
    if alike:
        return alike[0], ""
    if OFFSET.fullmatch(written):
        raise ValueError(
            "a distance from UTC does not tell when clocks change; a place does, as in Europe/Berlin"
        )
    raise ValueError(did_you_mean(written, available_timezones()) or "write a place, as in America/New_York")


def time_zone_of_country(code: str) -> str:
    """Return the time zone of a country where all its clocks agree; empty for any other.

    Examples
    --------
    >>> time_zone_of_country("de"), time_zone_of_country("US")
    ('Europe/Berlin', '')
    """
    zones = [
        one
        for one in get_global("territory_zones").get(code.strip().upper(), [])
        if one in available_timezones()
    ]
    clocks = {tuple(moment.astimezone(ZoneInfo(one)).utcoffset() for moment in SEASONS) for one in zones}
    return zones[0] if len(clocks) == 1 else ""


def language_of(text: str) -> str:
    """Return a language as BCP 47 writes it.

    Raises
    ------
    ValueError
        In words, for what is no tag of a language that is known.

    Examples
    --------
    >>> language_of("DE_at"), language_of("zh-hant")
    ('de-AT', 'zh-Hant')
    """
    written = text.strip()
    names = babel.Locale("en").languages
    if not TAG.fullmatch(written) or re.split("[-_]", written)[0].lower() not in names:
        by_name = {name.casefold(): tag for tag, name in names.items()}
        tag = by_name.get(written.casefold())
        raise ValueError(f"write {tag}" if tag else "write its tag, such as en, de or pt-BR")
    first, *others = re.split("[-_]", written)
    return "-".join([first.lower(), *map(_subtag, others)])


def _subtag(part: str) -> str:
    return {2: part.upper(), 4: part.title()}.get(len(part), part.lower())
