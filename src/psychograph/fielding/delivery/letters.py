"""What these messages say, in the reader's language; a deadline on the reader's clock."""

from __future__ import annotations

from datetime import datetime

from psychograph.fielding.delivery.addressees import Addressee
from psychograph.fielding.incentives.record import prize_line
from psychograph.fielding.incentives.rules import DrawRules
from psychograph.fielding.incentives.winners import time_to_answer
from psychograph.fielding.invitations.composing import Composer, Letter, moment_on, money, words_of
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.schema import Voucher
from psychograph.labels import clean
from psychograph.language.language import Language
from psychograph.reports.questionnaire.voice import direction_of


class Letters:
    """Writes what people get.

    Parameters
    ----------
    field : Fieldwork
        Plan and questionnaire.
    """

    def __init__(self, field: Fieldwork) -> None:
        self.field = field
        self._composer = Composer(field)

    def voucher(self, one: Addressee, voucher: Voucher) -> Letter:
        """Return the message with a code.

        Parameters
        ----------
        one : Addressee
            Whom it is for; `what` is the code.
        voucher : Voucher
            As the plan has it.
        """
        language = self._composer.language_for(one.language)
        words, title = words_of(language), self._title(language)
        worth = money(voucher.worth, voucher.currency, language)
        body = words.say("voucher-here", title=title, what=voucher.what.read(language), worth=worth)
        return self._letter(
            language,
            subject=words.say("subject-voucher", title=title),
            opening=(self._greeting(words, one.name), body),
            code=one.what,
            closing=(words.say("voucher-yours"), self._signed(words)),
            why=words.say("why-voucher"),
        )

    def winner(self, one: Addressee, rules: DrawRules, at: datetime, *, record: str) -> Letter:
        """Return the message to a winner.

        Parameters
        ----------
        one : Addressee
            Whom it is for; `what` is the prize as the record names it.
        rules : DrawRules
            Of the draw.
        at : datetime
            When it goes: from then on counts the time to answer.
        record : str
            Address of the page of the draw.
        """
        language = self._composer.language_for(one.language)
        words, title = words_of(language), self._title(language)
        zone = one.time_zone or self.field.plan.period.time_zone
        until = moment_on(at + time_to_answer(at, rules.days_to_claim), zone, language)
        won = words.say("winner", organiser=self.field.plan.organiser.name, title=title)
        return self._letter(
            language,
            subject=words.say("subject-winner", title=title),
            opening=(
                self._greeting(words, one.name),
                won,
                _prize(one.what, rules, language),
                words.say("winner-claim", until=until, contact=self.field.plan.organiser.contact),
            ),
            closing=(
                words.say("winner-safe"),
                words.say("winner-check", link=record),
                self._signed(words),
            ),
            why=words.say("why-winner"),
            link=record,
        )

    def _letter(
        self,
        language: str,
        *,
        subject: str,
        opening: tuple[str, ...],
        closing: tuple[str, ...],
        why: str,
        code: str = "",
        link: str = "",
    ) -> Letter:
        organiser, words = self.field.plan.organiser, words_of(language)
        notice = organiser.privacy_notice
        foot = (
            why,
            words.say("questions", contact=organiser.contact),
            words.say("privacy", notice=notice.read(language)) if notice else "",
            ", ".join(filter(None, (organiser.name, organiser.address))),
        )
        return Letter(
            subject=clean(subject),
            language=language,
            direction=direction_of(language),
            opening=opening,
            code=code,
            button="",
            closing=closing,
            foot=tuple(filter(None, foot)),
            link=link,
            address_of_link="",
            unsubscribe="",
            unsubscribe_button="",
            unsubscribe_link="",
        )

    def _greeting(self, words: Language, name: str) -> str:
        name = clean(name)
        return words.say("greeting-named", name=name) if name else words.say("greeting")

    def _signed(self, words: Language) -> str:
        return f"{words.say('thanks')}\n{self.field.plan.organiser.name}"

    def _title(self, language: str) -> str:
        own = self.field.questionnaire
        return clean(own.title.text if language == own.language else own.title.read(language))


def _prize(won: str, rules: DrawRules, language: str) -> str:
    """Return a prize in a language; as the record has it where the plan has it no more."""
    for one in rules.prizes:
        if prize_line(one.line, rules.currency) == won:
            return f"{one.what.read(language)} ({money(one.worth, rules.currency, language)})"
    return won
