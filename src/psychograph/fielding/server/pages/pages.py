"""`Pages`: every page that respondents see, rendered from its view."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.schema import Beacon, Draw, Entrance
from psychograph.fielding.plan.values import in_zone
from psychograph.fielding.server.pages import views
from psychograph.fielding.server.pages.asked import asked
from psychograph.fielding.server.pages.assets import path_of
from psychograph.fielding.server.pages.filled import filled
from psychograph.fielding.server.pages.languages import fitting
from psychograph.fielding.server.pages.speech import Speech
from psychograph.fielding.server.pages.wrongs import Wrongs
from psychograph.fielding.settings import Settings
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.model import Consent, Notice
from psychograph.questionnaire.planning.length import duration
from psychograph.reports.questionnaire.voice import name_of
from psychograph.reports.templating import FORBIDDEN

if TYPE_CHECKING:
    from jinja2 import Environment

HTTPS = re.compile(r"https://\S+")


@dataclass(frozen=True)
class Other:
    """A link to the same page in another language."""

    tag: str
    name: str
    address: str


@dataclass(frozen=True)
class Link:
    """A link with its words."""

    address: str
    text: str


class Pages:
    """The respondents' pages of a study, in every language of its questionnaire.

    Parameters
    ----------
    field : Fieldwork
        The study: who asks, what, until when, for which thanks.
    settings : Settings
        Of the server.
    """

    def __init__(self, field: Fieldwork, settings: Settings) -> None:
        self.field = field
        self.settings = settings
        asked_in = field.questionnaire
        self.languages = tuple(dict.fromkeys((asked_in.language, *asked_in.languages)))
        self.speeches = {tag: Speech(tag, asked_in.language) for tag in self.languages}
        # Rather too many than too few.
        self.minutes = {tag: math.ceil(duration(asked_in, tag).minutes) for tag in self.languages}

    @classmethod
    def of(cls, field: Fieldwork, settings: Settings) -> Pages:
        """Return the pages of a study; made once, when the server starts."""
        return cls(field, settings)

    def language(self, *wanted: str) -> str:
        """Return the language that fits best.

        Parameters
        ----------
        *wanted : str
            Tags, or Accept-Language headers; the first that fits counts. Empty ones are passed over.

        Returns
        -------
        str
            One of `languages`; the questionnaire's own where none fits.
        """
        return fitting(self.languages, wanted)

    # --- Pages

    def landing(self, view: views.LandingView) -> str:
        """Render the first page."""
        speech = self._speech(view.around)
        return self._page(
            "landing",
            view,
            speech.plain(self.field.questionnaire.title),
            intro=self.field.questionnaire.intro,
            minutes=speech.say("minutes", n=self.minutes[speech.code]),
            until=speech.moment(self.field.closes, self.field.plan.period.time_zone),
            offers=tuple(self._offers(view.incentives, speech)),
            invited=self.field.plan.entrance is Entrance.INVITED,
            destroyed=self._day(self.field.plan.privacy.destroy_key, speech),
        )

    def question(self, view: views.QuestionView) -> str:
        """Render a screen."""
        speech, screen = self._speech(view.around), view.screen
        question = screen.question
        wrongs = Wrongs(question, view.seed, speech, view.wrong)
        silent = isinstance(question.answer, Notice)
        held = view.typed if view.typed is not None else filled(question, view.answers)
        mistakes = tuple(wrongs.listed())
        title = speech.plain(question.text)
        if silent or isinstance(question.answer, Consent):
            title = speech.plain(view.place.title) or speech.say(
                "notice-title" if silent else "consent-title"
            )
        return self._page(
            "question",
            view,
            f"{speech.say('wrong-page')}: {title}" if mistakes else title,
            heading=title,
            where=self._where(view, speech),
            left=speech.say("left", n=view.place.minutes_left),
            asked=None if silent else asked(question, view.seed, speech, held, wrongs),
            notices=(*screen.notices, question) if silent else screen.notices,
            intro=screen.page.intro if screen.opens_page else NO_TEXT,
            mistakes=mistakes,
        )

    def end(self, view: views.EndView) -> str:
        """Render what is asked after the last question."""
        speech, plan = self._speech(view.around), self.field.plan
        return self._page(
            "end",
            view,
            self._wrong_title(speech.say("end-title"), view.wrong, speech),
            finished=self._finished(view.finished, speech),
            wrong=self._wrong_end(view.wrong, speech),
            draw_text=plan.consents.draw.text if plan.consents.draw else NO_TEXT,
            marketing_text=plan.consents.marketing.text if plan.consents.marketing else NO_TEXT,
            offer=next(self._offers(("draw",), speech), ""),
        )

    def thanks(self, view: views.ThanksView) -> str:
        """Render the thanks."""
        speech = self._speech(view.around)
        draw = self._draw
        entered = ""
        if view.entered and draw is not None:
            entered = speech.say("thanks-entered", moment=self._drawn(draw, speech), days=draw.days_to_claim)
        key = view.finished.value if view.finished is not None else "thanks"
        return self._page(
            "thanks",
            view,
            speech.say(f"{key}-title"),
            text=self._finished(view.finished, speech) or speech.read(self.field.questionnaire.thanks),
            entered=entered,
            contact=self.field.plan.organiser.contact,
        )

    def message(self, view: views.MessageView) -> str:
        """Render a page that only says something."""
        speech = self._speech(view.around)
        key = view.message.value
        own = self._own_text(view.message)
        return self._page(
            "message",
            view,
            speech.say(f"{key}-title"),
            text=speech.read(own) if own else self._said(view, speech),
        )

    def later(self, view: views.LaterView) -> str:
        """Render the personal link to go on with."""
        speech = self._speech(view.around)
        until = speech.moment(view.until, self.field.plan.period.time_zone)
        return self._page("later", view, speech.say("later-title"), until=until)

    def unsubscribe(self, view: views.UnsubscribeView) -> str:
        """Render the page that ends messages."""
        key = "unsubscribe" if view.form is not None else "unsubscribed"
        return self._page("unsubscribe", view, self._speech(view.around).say(f"{key}-title"), key=key)

    def draw_rules(self, view: views.DrawRulesView) -> str:
        """Render the rules of the draw."""
        speech, draw = self._speech(view.around), self._draw
        title = speech.say("rules-title")
        if draw is None:
            return self.message(views.MessageView(view.around, views.Message.NOT_FOUND))
        return self._page(
            "draw_rules",
            view,
            title,
            draw=draw,
            prizes=tuple(self._prizes(draw, speech)),
            since=speech.moment(self.field.opens, self.field.plan.period.time_zone),
            until=speech.moment(self.field.closes, self.field.plan.period.time_zone),
            drawn=self._drawn(draw, speech),
            public=draw.beacon is not Beacon.COMMITTED,
        )

    def draw_record(self, view: views.DrawRecordView) -> str:
        """Render what anyone needs to check the draw."""
        return self._page("draw_record", view, self._speech(view.around).say("record-title"))

    def free_entry(self, view: views.FreeEntryView) -> str:
        """Render the way into the draw without the survey."""
        speech = self._speech(view.around)
        title = speech.say("free-title" if view.form is not None else "free-done-title")
        return self._page(
            "free_entry",
            view,
            self._wrong_title(title, view.wrong, speech),
            heading=title,
            wrong=self._wrong_end(view.wrong, speech, needed=True),
            at="rules" if view.wrong is views.EndWrong.RULES else "address",
            offer=next(self._offers(("draw",), speech), ""),
            drawn="" if self._draw is None else self._drawn(self._draw, speech),
        )

    def privacy(self, view: views.PrivacyView) -> str:
        """Render what becomes of answers and addresses."""
        speech, plan = self._speech(view.around), self.field.plan
        notice = plan.organiser.privacy_notice or NO_TEXT
        address = HTTPS.fullmatch(speech.plain(notice))
        return self._page(
            "privacy",
            view,
            speech.say("privacy-title"),
            notice=NO_TEXT if address else notice,
            address=address[0] if address else "",
            destroyed=self._day(plan.privacy.destroy_key, speech),
            contacts=self._day(plan.privacy.erase_contacts, speech),
            answers=self._day(plan.privacy.erase_answers, speech),
            network=plan.privacy.keep_network,
        )

    # --- Parts of pages

    def _page(self, name: str, view: views.View, title: str, **parts: object) -> str:
        around = view.around
        speech = self._speech(around)
        template = self._templates.get_template(f"{name}.html.j2")
        html = template.render(
            view=view,
            around=around,
            speech=speech,
            say=speech.say,
            read=speech.read,
            title=title,
            organiser=self.field.plan.organiser,
            survey=self.field.questionnaire.title,
            languages=tuple(self._others(around)),
            links=self._links(speech),
            names=views,
            asset=path_of,
            **parts,
        )
        return FORBIDDEN.sub(" ", html)  # what no page may hold, and what would turn the direction of text

    def _speech(self, around: views.Around) -> Speech:
        return self.speeches.get(around.language) or self.speeches[self.languages[0]]

    def _others(self, around: views.Around) -> Iterator[Other]:
        if around.path:
            for tag in self.languages:
                if tag != around.language:
                    yield Other(tag, name_of(tag), f"{around.path}?{views.LANGUAGE}={tag}")

    def _links(self, speech: Speech) -> tuple[Link, ...]:
        lang = f"?{views.LANGUAGE}={speech.code}"
        found = [Link(views.PRIVACY + lang, speech.say("privacy-link"))]
        if self._draw is not None:
            found.append(Link(views.DRAW_RULES + lang, speech.say("rules-link")))
        return tuple(found)

    @staticmethod
    def _where(view: views.QuestionView, speech: Speech) -> str:
        place = view.place
        if place.parts < 2:
            return ""
        part = {"n": str(place.part), "total": str(place.parts)}
        title = speech.plain(place.title)
        return speech.say("part-titled", title=title, **part) if title else speech.say("part", **part)

    def _offers(self, incentives: Sequence[str], speech: Speech) -> Iterator[str]:
        offered = self.field.plan.incentives
        if "voucher" in incentives and offered.voucher is not None:
            yield speech.say("offer-voucher", what=speech.plain(offered.voucher.what))
        if "draw" in incentives and offered.draw is not None:
            prizes = speech.voice.listed(list(self._prizes(offered.draw, speech)))
            yield speech.say("offer-draw", prizes=prizes)

    @staticmethod
    def _prizes(draw: Draw, speech: Speech) -> Iterator[str]:
        for prize in draw.prizes:
            worth = speech.money(prize.worth, draw.currency)
            yield speech.say("offer-prize", number=prize.number, what=speech.plain(prize.what), worth=worth)

    def _own_text(self, message: views.Message) -> Translated:
        plan = self.field.plan
        own: Mapping[views.Message, Translated | None] = {
            views.Message.PAUSED: plan.pause_text,
            views.Message.CLOSED: plan.closed_text,
            views.Message.SCREENED_OUT: plan.screened_text,
        }
        return own.get(message) or NO_TEXT

    def _finished(self, message: views.Message | None, speech: Speech) -> str:
        if message is None:
            return ""
        own = self._own_text(message)
        return speech.read(own) if own else speech.say(message.value)

    def _said(self, view: views.MessageView, speech: Speech) -> str:
        zone = self.field.plan.period.time_zone
        match view.message:
            case views.Message.NOT_YET:
                return speech.say("not-yet", opens=speech.moment(self.field.opens, zone))
            case views.Message.CLOSED:
                return speech.say("closed", closes=speech.moment(self.field.closes, zone))
            case views.Message.TOO_MANY if view.wait > 0:
                return speech.say("too-many-wait", wait=speech.say("seconds", n=view.wait))
            case _:
                return speech.say(view.message.value)

    @staticmethod
    def _wrong_title(title: str, wrong: views.EndWrong | None, speech: Speech) -> str:
        return title if wrong is None else f"{speech.say('wrong-page')}: {title}"

    @staticmethod
    def _wrong_end(wrong: views.EndWrong | None, speech: Speech, *, needed: bool = False) -> str:
        if wrong is None:
            return ""
        if needed and wrong is views.EndWrong.ADDRESS_MISSING:
            return speech.say("wrong-address-needed")
        return speech.say(f"wrong-{wrong.value}")

    def _drawn(self, draw: Draw, speech: Speech) -> str:
        zone = self.field.plan.period.time_zone
        return speech.moment(in_zone(draw.drawn, zone), zone)

    @property
    def _draw(self) -> Draw | None:
        return self.field.plan.incentives.draw

    @staticmethod
    def _day(day: date | None, speech: Speech) -> str:
        return "" if day is None else speech.day(day)

    @cached_property
    def _templates(self) -> Environment:
        from psychograph.fielding.server.pages.templates import templates

        return templates()
