"""Where people stop: by screen, with the question they stopped at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Connection, Select, func, select

from psychograph.fielding.outcomes import Happening, Outcome, Source
from psychograph.fielding.stores.answers_tables import cases, events
from psychograph.fielding.watching.log import Record
from psychograph.questionnaire.model import Questionnaire


@dataclass(frozen=True)
class Stop:
    """A screen at which people stopped.

    Parameters
    ----------
    screen : str
        Its question.
    text : str
        The question, in the language of the questionnaire; empty where it is no longer part of it.
    stopped : int
        Cases that have begun, are not over, and stand here.
    came : int
        Cases that came here: those that stopped, and those that answered it.
    """

    screen: str
    text: str
    stopped: int
    came: int

    @property
    def share(self) -> Fraction:
        """Stopped of those who came."""
        return Fraction(self.stopped, self.came)


def stops_of(
    connection: Connection, records: Iterable[Record], questionnaire: Questionnaire
) -> tuple[Stop, ...]:
    """Return where those stand who have begun and are not over; most first.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    records : iterable of Record
        Cases.
    questionnaire : Questionnaire
        For the words of questions.
    """
    standing = Counter(one.stands_at for one in records if one.stands_at)
    if not standing:
        return ()
    passed, returned = _passed(connection), _returned(connection)
    order = {question.name: at for at, question in enumerate(questionnaire.questions)}
    texts = {question.name: str(question.text) for question in questionnaire.questions}
    stops = [
        Stop(name, texts.get(name, ""), stopped, stopped + passed[name] - returned[name])
        for name, stopped in standing.items()
    ]
    return tuple(sorted(stops, key=lambda one: (-one.stopped, order.get(one.screen, len(order)), one.screen)))


def _passed(connection: Connection) -> Counter[str]:
    """Return how many cases answered each screen: the first answer to one is an event."""
    asked = (
        select(events.c.detail, func.count())
        .where(
            events.c.kind == Happening.SAVED.value,
            events.c.case_id.not_in(select(cases.c.case_id).where(cases.c.source == Source.TEST.value)),
        )
        .group_by(events.c.detail)
    )
    return _counted(connection, asked)


def _returned(connection: Connection) -> Counter[str]:
    """Return how many stand at a screen that they answered before: they came there once."""
    asked = (
        select(events.c.detail, func.count())
        .join(cases, cases.c.case_id == events.c.case_id)
        .where(
            cases.c.outcome == Outcome.STARTED.value,
            cases.c.source != Source.TEST.value,
            events.c.kind == Happening.SAVED.value,
            events.c.detail == cases.c.screen,
        )
        .group_by(events.c.detail)
    )
    return _counted(connection, asked)


def _counted(connection: Connection, asked: Select[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for screen, count in connection.execute(asked):
        found[screen] = count
    return found
