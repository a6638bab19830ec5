"""`Speech`: one language of the pages. What questionnaire and plan say, and the words of the pages around it.

The words are catalogues of Fluent messages, ``words/<language>.ftl`` of the server, laid over those that a
questionnaire has anyway. They were drafted by the project. A language without a file has its questions
translated, and English around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_currency
from markupsafe import Markup, escape

from psychograph.instruments.translated import Translated
from psychograph.language.language import SHIPPED, Language, of_texts
from psychograph.reports.questionnaire.voice import Voice, direction_of, spoken


@dataclass(frozen=True)
class Speech:
    """How pages are read in one language.

    Parameters
    ----------
    code : str
        The language (BCP 47).
    own : str
        The language in which questionnaire and plan are written.
    """

    code: str
    own: str

    @cached_property
    def voice(self) -> Voice:
        """How the questionnaire is read in it."""
        return Voice(self.code, self.own)

    @cached_property
    def words(self) -> Language:
        """What stands around the questions."""
        return words_of(self.code)

    @cached_property
    def tag(self) -> str:
        """Language of a page's own words: English where no file holds the language."""
        return self.code if spoken(self.code) == _main(self.code) else SHIPPED

    @cached_property
    def direction(self) -> str:
        """``"rtl"`` for a language that is written from right to left, else ``"ltr"``."""
        return direction_of(self.code)

    def say(self, key: str, /, **given: str | float) -> str:
        """Return a message of the words of the pages."""
        return self.words.say(key, **given) if given else self._said(key)

    def _said(self, key: str) -> str:
        return _bare(self.code, key)

    def plain(self, text: Translated) -> str:
        """Return a text of questionnaire or plan, for where no mark-up may stand."""
        return self.voice.read(text)

    def read(self, text: Translated) -> Markup:
        """Return a text of questionnaire or plan; marked with its language where that is not the page's.

        Examples
        --------
        >>> Speech("en", "en").read(Translated("Tea & you")), Speech("de", "en").read(Translated("Tea"))
        (Markup('Tea &amp; you'), Markup('<span lang="en" dir="ltr">Tea</span>'))
        """
        language = self.code if text.has(self.code) else self.own
        said = escape(self.plain(text))
        if not said or language == self.tag:
            return said
        return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction_of(language), said)

    def day(self, day: date) -> str:
        """Return a day as people of the language write it.

        Examples
        --------
        >>> Speech("en", "en").day(date(2026, 12, 20)), Speech("de", "en").day(date(2026, 12, 20))
        ('20 December 2026', '20. Dezember 2026')
        """
        return format_date(day, "long", self._dates)

    def moment(self, moment: datetime, zone: str) -> str:
        """Return a moment on the clock of a time zone, which is named.

        Parameters
        ----------
        moment : datetime
            Aware.
        zone : str
            Of the IANA list.

        Examples
        --------
        >>> from datetime import UTC
        >>> Speech("en", "en").moment(datetime(2026, 12, 20, 17, tzinfo=UTC), "Europe/Berlin")
        '20 December 2026, 18:00, time in Berlin'
        """
        local = moment.astimezone(ZoneInfo(zone))
        day, hour = self.day(local.date()), format_time(local, "HH:mm", locale=self._dates)
        if zone in ("UTC", "Etc/UTC"):
            return self.say("moment-utc", day=day, hour=hour)
        place = get_timezone_location(ZoneInfo(zone), locale=self.words.locale, return_city=True)
        return self.say("moment", day=day, hour=hour, place=place)

    def money(self, amount: float, currency: str) -> str:
        """Return an amount of money, without cents where there are none.

        Examples
        --------
        >>> Speech("en", "en").money(100, "EUR"), Speech("en", "en").money(2.5, "EUR")
        ('€100', '€2.50')
        """
        whole = float(amount).is_integer()
        locale = self.words.locale
        if not whole:
            return format_currency(amount, currency, locale=locale)
        pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0")
        return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)

    @property
    def _dates(self) -> Locale | str:
        locale = self.words.locale
        return "en_GB" if locale.language == "en" else locale


@cache
def words_of(code: str) -> Language:
    """Return the words of the pages in a language, with those of questionnaires beneath."""
    own = files("psychograph.fielding.server").joinpath("words")
    asked = files("psychograph.reports.questionnaire").joinpath("words")
    found = spoken(code)
    texts = [
        room.joinpath(f"{one}.ftl").read_text(encoding="utf-8")
        for one in dict.fromkeys((found, SHIPPED))
        for room in (own, asked)
    ]
    return of_texts(found, texts)


@cache
def _bare(code: str, key: str) -> str:
    return words_of(code).say(key)


def _main(code: str) -> str:
    return code.replace("_", "-").split("-")[0].lower()
