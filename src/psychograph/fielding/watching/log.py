"""The disposition log, read once: one record a case, with all that status and rates need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from psychograph.fielding.clock import stamp
from psychograph.fielding.outcomes import Happening, Outcome, Source
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.answers_tables import cases, events
from psychograph.fielding.walk.values import answers_of
from psychograph.fielding.watching.asked import Asked, Extent
from psychograph.fielding.watching.counts import Standing
from psychograph.fielding.watching.dispositions import Disposition, Facts, Thresholds, disposition

TOLD = (
    Happening.SENT,
    Happening.BOUNCED,
    Happening.DELAYED,
    Happening.COMPLAINED,
    Happening.UNSUBSCRIBED,
    Happening.OPENED,
    Happening.DUPLICATE,
    Happening.UNAVAILABLE,
    Happening.INELIGIBLE,
    Happening.ERASED,
)
KINDS = {kind.value: kind for kind in TOLD}
MAILED = (Happening.SENT, Happening.BOUNCED, Happening.DELAYED)
READ = (
    "case_id", "source", "time_zone", "group_name", "arms", "device", "outcome", "screen", "answers",
    "started_at", "finished_at",
)  # fmt: skip
TOGETHER = 20_000  # rows fetched at once


@dataclass
class History:
    """What happened to one case, gathered from its events.

    Parameters
    ----------
    sent : list of (str, int)
        Wave and time of each message that a mail server took.
    bounced : set of str
        Waves whose message came back for good.
    said : set of Happening
        Everything else that happened.
    reason : str
        Why the case is unavailable.
    """

    sent: list[tuple[str, int]] = field(default_factory=list)
    bounced: set[str] = field(default_factory=set)
    said: set[Happening] = field(default_factory=set)
    reason: str = ""

    @property
    def undelivered(self) -> bool:
        """Whether each message that was taken came back for good."""
        return bool(self.bounced and self.sent) and all(wave in self.bounced for wave, _ in self.sent)

    def answered_to(self, started_at: int | None) -> tuple[str, int] | None:
        """Return wave and time of the last message before the start; of the last one where there was none."""
        before = [one for one in self.sent if started_at is None or one[1] <= started_at]
        return before[-1] if before else None


@dataclass(frozen=True)
class Record:
    """One case.

    Parameters
    ----------
    case_id : str
        Its number of chance.
    standing : Standing
        How far it came, and what became of it.
    open_link : bool
        Whether it came by an open link.
    group, device, arms : str
        As the store holds them; arms as JSON with sorted keys.
    wave : str
        Of the message it is counted under: the last before it began, or the last; empty for none.
    hour : int or None
        Hour of that message on the case's own clock.
    started_hour : int or None
        Hour of its start on that clock.
    items : int
        Statements on a scale that it answered.
    at_end : bool
        Whether it came to the end of the questionnaire.
    finished_at : int or None
        When it was over.
    stands_at : str
        Screen where it would go on, of those that are not over; empty for others.
    """

    case_id: str
    standing: Standing
    open_link: bool
    group: str
    device: str
    arms: str
    wave: str
    hour: int | None
    started_hour: int | None
    items: int
    at_end: bool
    finished_at: int | None
    stands_at: str


@dataclass
class Mail:
    """Messages of one wave.

    Parameters
    ----------
    counts : Counter of Happening
        Sent (handed to a mail server; refused there for good, it has bounced as well), bounced, delayed.
    first_at : int or None
        When the first was sent.
    """

    counts: Counter[Happening] = field(default_factory=Counter)
    first_at: int | None = None


@dataclass(frozen=True)
class Log:
    """All cases but those of tests, and the mail by wave."""

    records: tuple[Record, ...]
    mail: Mapping[str, Mail]


def read_log(connection: Connection, field: Fieldwork, at: int) -> Log:
    """Read the log in two passes over the store, whatever its size.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    field : Fieldwork
        Its plan says what counts.
    at : int
        Now, in milliseconds since 1970: whether those who have begun may still go on.
    """
    histories: dict[str, History] = {}
    mail: dict[str, Mail] = {}
    test = set(connection.scalars(select(cases.c.case_id).where(cases.c.source == Source.TEST.value)))
    for case_id, told, wave, detail, when in _told(connection):
        if case_id not in test:
            kind = KINDS[told]
            history = histories.get(case_id) or histories.setdefault(case_id, History())
            out_before = any(wave == one for one, _ in history.sent)
            if kind is Happening.SENT and out_before:
                continue  # its bounce was noted first
            if kind is Happening.BOUNCED and wave and not out_before:
                # Turned back at the door of the mail server: it went out, and came back at once.
                _note(history, Happening.SENT, wave, "", when)
                _count(mail, Happening.SENT, wave, when)
            _note(history, kind, wave, detail, when)
            _count(mail, kind, wave, when)
    reader = _Reader(field, at)
    return Log(tuple(reader.record(row, histories.get(row.case_id)) for row in _cases(connection)), mail)


def _told(connection: Connection) -> Iterator[Any]:
    """Yield the events that dispositions hang on, in the order in which they were noted."""
    asked = (
        select(events.c.case_id, events.c.kind, events.c.wave, events.c.detail, events.c.at)
        .where(events.c.kind.in_([kind.value for kind in TOLD]))
        .order_by(events.c.event_id)
    )
    for rows in connection.execute(asked.execution_options(yield_per=TOGETHER)).partitions():
        yield from rows


def _cases(connection: Connection) -> Iterator[Any]:
    asked = select(*(cases.c[name] for name in READ)).where(cases.c.source != Source.TEST.value)
    asked = asked.order_by(cases.c.created_at, cases.c.case_id)
    for rows in connection.execute(asked.execution_options(yield_per=TOGETHER)).partitions():
        yield from rows


def _note(history: History, kind: Happening, wave: str, detail: str, when: int) -> None:
    if kind is Happening.SENT:
        history.sent.append((wave, when))
    elif kind is Happening.BOUNCED:  # a notice that names no wave is about the last message
        history.bounced.add(wave or (history.sent[-1][0] if history.sent else ""))
    else:
        history.said.add(kind)
        if kind is Happening.UNAVAILABLE:
            history.reason = detail


def _count(mail: dict[str, Mail], kind: Happening, wave: str, when: int) -> None:
    if kind in MAILED:
        of = mail.get(wave) or mail.setdefault(wave, Mail())
        of.counts[kind] += 1
        if kind is Happening.SENT:
            of.first_at = when if of.first_at is None else min(of.first_at, when)


NOTHING = History()
FOUND_OUT = (Disposition.DUPLICATE, Disposition.SCREENED_OUT, Disposition.EXPLICIT_REFUSAL)


class _Reader:
    """Makes records of rows."""

    def __init__(self, field: Fieldwork, at: int) -> None:
        self._thresholds = thresholds_of(field)
        self._asked = Asked(field.questionnaire, field.plan.counting.needed)
        self._zone = field.plan.period.time_zone
        self._open = at < stamp(field.last_call)

    def record(self, row: Any, history: History | None) -> Record:
        """Return the record of a case."""
        history = history or NOTHING
        outcome, began = Outcome(row.outcome), row.started_at is not None
        extent = NONE if not began or row.answers == "{}" else self._asked.of(answers_of(row.answers))
        facts = _facts(outcome, extent, history)
        code = disposition(facts, self._thresholds)
        stands = outcome is Outcome.STARTED and code not in FOUND_OUT
        mail = history.answered_to(row.started_at)
        return Record(
            case_id=row.case_id,
            standing=Standing(
                code,
                sent=facts.sent,
                bounced=facts.undelivered,
                opened=facts.opened or began or outcome.over,
                started=began,
                underway=stands and self._open,
            ),
            open_link=row.source == Source.OPEN,
            group=row.group_name,
            device=row.device,
            arms=row.arms,
            wave=mail[0] if mail else "",
            hour=self._hour(mail[1], row.time_zone) if mail else None,
            started_hour=self._hour(row.started_at, row.time_zone) if began else None,
            items=extent.items,
            at_end=outcome is Outcome.COMPLETE,
            finished_at=row.finished_at,
            stands_at=row.screen if stands else "",
        )

    def _hour(self, at: int, zone: str) -> int:
        return datetime.fromtimestamp(at / 1000, ZoneInfo(zone or self._zone)).hour


def _facts(outcome: Outcome, extent: Extent, history: History) -> Facts:
    said = history.said
    return Facts(
        outcome=outcome,
        answered=extent.answered,
        asked=extent.asked,
        needed=extent.needed,
        sent=bool(history.sent),
        undelivered=history.undelivered,
        opened=Happening.OPENED in said,
        refused=Happening.UNSUBSCRIBED in said or Happening.COMPLAINED in said,
        withdrawn=Happening.ERASED in said,
        duplicate=Happening.DUPLICATE in said,
        ineligible=Happening.INELIGIBLE in said,
        unavailable=history.reason if Happening.UNAVAILABLE in said else None,
    )


NONE = Extent(0, 0, needed=False, items=0)


def thresholds_of(field: Fieldwork) -> Thresholds:
    """Return what the plan declares as complete and partial."""
    return Thresholds(field.plan.counting.complete, field.plan.counting.partial)
