"""What a message says: text and HTML alike, in the reader's language and on the reader's clock."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from importlib.resources import files

import babel
import jinja2
from babel.dates import format_date, format_time, get_timezone_name
from babel.numbers import format_currency
from markupsafe import Markup, escape

from psychograph.fielding.plan.placeholders import filled, placeholders_in
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.schema import Wave
from psychograph.instruments.translated import Translated
from psychograph.labels import clean
from psychograph.language.language import SHIPPED, Language, of_texts
from psychograph.questionnaire.planning.length import duration
from psychograph.reports.questionnaire.voice import direction_of, spoken

WIDTH = 72  # characters of a line of text; RFC 5322 advises at most 78


@dataclass(frozen=True)
class Reader:
    """Whom a message is for: what of a person changes its words."""

    name: str
    language: str
    time_zone: str
    arms: Mapping[str, str]


@dataclass(frozen=True)
class Letter:
    """A message before it is set: paragraphs, links and the words beside them."""

    subject: str
    language: str
    direction: str
    opening: tuple[str, ...]
    button: str  # empty where the text of the plan holds the link
    closing: tuple[str, ...]
    foot: tuple[str, ...]
    link: str
    address_of_link: str
    unsubscribe: str
    unsubscribe_button: str
    unsubscribe_link: str  # empty where the message brings what was promised: no list to leave
    code: str = ""  # of a voucher: on a line of its own

    @property
    def text(self) -> str:
        """The message as plain text."""
        return _templates().get_template("message.txt").render(letter=self).strip("\n") + "\n"

    @property
    def html(self) -> str:
        """The same as HTML: no picture, nothing fetched, no script."""
        return _templates().get_template("message.html").render(letter=self)


class Composer:
    """Writes the messages of a field.

    Parameters
    ----------
    field : Fieldwork
        Plan and questionnaire.
    """

    def __init__(self, field: Fieldwork) -> None:
        self.field = field
        self._minutes: dict[str, int] = {}

    def letter(self, wave: Wave, reader: Reader, *, link: str, unsubscribe_link: str) -> Letter:
        """Return the message of a wave for a reader.

        Parameters
        ----------
        wave : Wave
            One of the plan's.
        reader : Reader
            Whom it is for.
        link, unsubscribe_link : str
            Addresses that nobody else gets.
        """
        language = self.language_for(reader.language)
        said = _Said(self.field, wave, reader, language, self.minutes(language), link)
        own = wave.text is not None
        return Letter(
            subject=said.subject,
            language=language,
            direction=direction_of(language),
            opening=said.own_text if own else said.opening,
            button=said.words.say("go") if not own or "link" not in said.own_placeholders else "",
            closing=() if own else said.closing,
            foot=said.foot,
            link=link,
            address_of_link=said.words.say("address-of-link"),
            unsubscribe=said.words.say("unsubscribe"),
            unsubscribe_button=said.words.say("unsubscribe-link"),
            unsubscribe_link=unsubscribe_link,
        )

    def language_for(self, wanted: str) -> str:
        """Return the language of a message: the wanted one where the questionnaire has it, else its own.

        ``de-AT`` is content with ``de``, and the other way round.
        """
        known = (self.field.questionnaire.language, *self.field.questionnaire.languages)
        main = wanted.split("-", maxsplit=1)[0]
        return next(
            (one for one in known if one == wanted),
            next((one for one in known if main and one.split("-")[0] == main), known[0]),
        )

    def minutes(self, language: str) -> int:
        """Return how many minutes the questionnaire takes, as the first page says it: rather too many."""
        if language not in self._minutes:
            took = duration(self.field.questionnaire, language)
            self._minutes[language] = max(math.ceil(took.minutes), 1)
        return self._minutes[language]


@dataclass(frozen=True)
class _Said:
    field: Fieldwork
    wave: Wave
    reader: Reader
    language: str
    minutes: int
    link: str

    @property
    def words(self) -> Language:
        return words_of(self.language)

    @property
    def subject(self) -> str:
        first = self.wave.name == self._waves[0].name
        arm = self.field.plan.invitations and self.field.plan.invitations.arms.subject
        if first and arm and self.reader.arms.get("subject") in arm:
            return clean(filled(self._read(arm[self.reader.arms["subject"]]), self.values))
        if self.wave.subject is not None:
            return clean(filled(self._read(self.wave.subject), self.values))
        return clean(self.words.say(f"subject-{self._kind}", title=self._title))

    @property
    def opening(self) -> tuple[str, ...]:
        words, name = self.words, clean(self.reader.name)
        greeting = words.say("greeting-named", name=name) if name else words.say("greeting")
        kind = "reminder-last" if self._kind == "last" else self._kind
        body = words.say(kind, organiser=self._organiser, title=self._title, minutes=self.minutes)
        return tuple(filter(None, (greeting, body, self.incentive)))

    @property
    def closing(self) -> tuple[str, ...]:
        words = self.words
        return (
            words.say("closes", closes=self.closes),
            f"{words.say('voluntary')} {words.say('personal')}",
            f"{words.say('thanks')}\n{self._organiser}",
        )

    @property
    def own_placeholders(self) -> tuple[str, ...]:
        return placeholders_in(self._read(self.wave.text)) if self.wave.text else ()

    @property
    def own_text(self) -> tuple[str, ...]:
        assert self.wave.text is not None  # noqa: S101 - asked by the caller
        paragraphs = self._read(self.wave.text).replace("\r\n", "\n").split("\n\n")
        return tuple(filter(None, (filled(one, self.values).strip() for one in paragraphs)))

    @property
    def foot(self) -> tuple[str, ...]:
        organiser, words = self.field.plan.organiser, self.words
        notice = organiser.privacy_notice
        return tuple(
            filter(
                None,
                (
                    words.say("why", organiser=self._organiser),
                    words.say("questions", contact=organiser.contact),
                    words.say("privacy", notice=self._read(notice)) if notice else "",
                    ", ".join(filter(None, (self._organiser, organiser.address))),
                ),
            )
        )

    @cached_property
    def values(self) -> dict[str, str]:
        return {
            "name": clean(self.reader.name),
            "link": self.link,
            "title": self._title,
            "organiser": self._organiser,
            "closes": self.closes,
            "minutes": str(self.minutes),
            "incentive": self.incentive,
        }

    @property
    def closes(self) -> str:
        return moment_on(self.field.closes, self.reader.time_zone, self.language)

    @property
    def incentive(self) -> str:
        """What is offered to this reader, as a sentence; the arm decides where the plan varies it."""
        offered, arm = self.field.plan.incentives, self.reader.arms.get("incentive")
        sentences = []
        if offered.draw is not None and arm in {None, "draw"}:
            prizes = [
                self.words.say(
                    "prize",
                    number=str(one.number),
                    what=self._read(one.what),
                    worth=money(one.worth, offered.draw.currency, self.language),
                )
                for one in offered.draw.prizes
            ]
            sentences.append(self.words.say("draw", prizes=self.words.listed(prizes)))
        if offered.voucher is not None and arm in {None, "voucher"}:
            worth = money(offered.voucher.worth, offered.voucher.currency, self.language)
            sentences.append(self.words.say("voucher", what=self._read(offered.voucher.what), worth=worth))
        return " ".join(sentences)

    @property
    def _waves(self) -> tuple[Wave, ...]:
        return self.field.plan.invitations.waves if self.field.plan.invitations else (self.wave,)

    @property
    def _kind(self) -> str:
        if self.wave.name == self._waves[0].name:
            return "invitation"
        return "last" if len(self._waves) > 2 and self.wave.name == self._waves[-1].name else "reminder"

    @property
    def _title(self) -> str:
        own = self.field.questionnaire
        return clean(own.title.text if self.language == own.language else own.title.read(self.language))

    @property
    def _organiser(self) -> str:
        return self.field.plan.organiser.name

    def _read(self, text: Translated) -> str:
        """Return a text of the plan in this language; as it was written where it has no translation."""
        return text.read(self.language)


@cache
def words_of(code: str) -> Language:
    """Return the words of messages in a language; English where no file holds them."""
    room = files("psychograph.fielding.invitations").joinpath("words")
    found = spoken(code)
    texts = [room.joinpath(f"{one}.ftl").read_text(encoding="utf-8") for one in (found, SHIPPED)]
    return of_texts(found, texts)


@cache
def _templates() -> jinja2.Environment:
    room = files("psychograph.fielding.invitations").joinpath("templates")
    sources = {
        name: room.joinpath(name).read_text(encoding="utf-8") for name in ("message.txt", "message.html")
    }
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(sources),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html",), default=False),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["wrapped"] = _wrapped
    environment.filters["linked"] = _linked
    return environment


def _wrapped(paragraph: str) -> str:
    lines = [
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in paragraph.split("\n")
    ]
    return "\n".join(lines)


def _linked(paragraph: str, link: str) -> Markup:
    """Return a paragraph as HTML: lines kept, and the reader's own link one to press."""
    if not link:
        return Markup("<br>\n").join(map(escape, paragraph.split("\n")))
    anchor = Markup('<a href="{0}" dir="ltr">{0}</a>').format(link)
    lines = (anchor.join(map(escape, line.split(link))) for line in paragraph.split("\n"))
    return Markup("<br>\n").join(lines)


def moment_on(moment: datetime, zone: str, language: str) -> str:
    """Return a moment in words: day, hour and time zone, on the clock of that zone."""
    local, locale = moment.astimezone(babel.dates.get_timezone(zone)), locale_of(language)
    dates = "en_GB" if locale.language == "en" else locale  # as on the pages
    day, hour = format_date(local, "full", locale=dates), format_time(local, "short", locale=dates)
    return f"{day}, {hour} ({get_timezone_name(local, 'long', locale=locale)})"


def locale_of(language: str) -> babel.Locale:
    """Return the locale of a language; that of its words where it is known under no other name."""
    try:
        return babel.Locale.parse(language, sep="-")
    except (ValueError, babel.UnknownLocaleError):
        return babel.Locale.parse(spoken(language))


def money(worth: float, currency: str, language: str) -> str:
    """Return an amount as a language writes it, without digits where there is nothing after the point."""
    locale = locale_of(language)
    pattern = locale.currency_formats["standard"].pattern
    if worth == int(worth):
        pattern = pattern.replace(".00", "")
    return str(format_currency(worth, currency, format=pattern, locale=locale, currency_digits=False))
