"""A form is taken: its answers are kept, the case judged, the next screen found. One transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from psychograph.fielding.cases.case import Case, locked
from psychograph.fielding.cases.judging import Judgement, judged
from psychograph.fielding.cases.log import consent, record
from psychograph.fielding.outcomes import Happening, Outcome, Source
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.answers_tables import cases, quota_members, saves
from psychograph.fielding.walk.screens import Screen
from psychograph.fielding.walk.values import Value, text_of
from psychograph.fielding.walk.walk import Walk
from psychograph.questionnaire.answers.codes import AGREED
from psychograph.questionnaire.model import Consent

# What comes back tells whether it went in: not every driver counts rows.
_KEPT = {
    "sqlite": sqlite.insert(saves).on_conflict_do_nothing().returning(saves.c.save_id),
    "postgresql": postgresql.insert(saves).on_conflict_do_nothing().returning(saves.c.save_id),
}
_SEEN = select(saves.c.save_id).where(saves.c.case_id == bindparam("id"), saves.c.nonce == bindparam("nonce"))
_CHANGED = (
    update(cases)
    .where(cases.c.case_id == bindparam("id"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "outcome", "screen", "answers", "revision", "device", "language", "started_at", "seen_at",
                "finished_at",
            )
        }
    )
)  # fmt: skip


@dataclass(frozen=True)
class Submitted:
    """A form that came back, after it was read.

    Parameters
    ----------
    case_id : str
        Whose.
    nonce : str
        Of the form; the same form sent twice has the same.
    screen : str
        Name of the screen.
    answers : mapping of str to Value
        As `walk.forms.read_form` returns them; names that are not of the screen are passed over.
    shown_ms : int or None
        Milliseconds from showing the screen to taking its form.
    device : str
        ``phone``, ``tablet`` or ``desktop``; empty leaves it as it was.
    at : int
        Milliseconds since 1970.
    language : str
        In which the screen was read; empty leaves it as it was.
    partial : bool
        Whether more is to come: something is wrong yet, or it is put aside for later. Answers that are not
        in it stay as they were, and the case does not end by it. Else what is not in it was left empty.
    """

    case_id: str
    nonce: str
    screen: str
    answers: Mapping[str, Value]
    shown_ms: int | None
    device: str
    at: int
    language: str = ""
    partial: bool = False


@dataclass(frozen=True)
class Saved:
    """What came of a form.

    Parameters
    ----------
    case : Case
        As it is now.
    repeated : bool
        Whether this very form was taken before; nothing was written.
    taken : bool
        Whether the answers are in the store, from now or from before. False where the case is over, which
        `case.outcome` tells, or where this screen cannot be asked: unknown, or before the consent is given.
    next : str
        Name of the screen to show next; empty once the case is over.
    """

    case: Case
    repeated: bool = False
    taken: bool = True
    next: str = ""


def save(connection: Connection, submitted: Submitted, field: Fieldwork) -> Saved:
    """Take a form.

    Touches only the answers of its screen, so that two tabs or devices lose nothing to each other. The same
    form sent again is acknowledged and changes nothing. A case that is over takes no more. What becomes of
    the case is told by `judging.judged`.

    Parameters
    ----------
    connection : Connection
        Of the store of answers, in a transaction that is committed before anyone is told.
    submitted : Submitted
        The form.
    field : Fieldwork
        What is asked, and of whom.

    Raises
    ------
    UnknownCaseError
        Where the case was erased meanwhile.
    """
    case = locked(connection, submitted.case_id)
    walk = Walk(field.questionnaire, case.seed)
    names = () if case.outcome.over else walk.takes(submitted.screen, case.answers)
    if not names:
        seen = connection.execute(_SEEN, {"id": case.case_id, "nonce": submitted.nonce}).first()
        open_yet = None if case.outcome.over else walk.first_open(case.answers)
        next_screen = "" if open_yet is None else open_yet.name
        return Saved(case, repeated=seen is not None, taken=seen is not None, next=next_screen)
    new = _new_answers(submitted, names)
    if not _kept(connection, submitted, new):
        return Saved(case, repeated=True, next=_next(walk, case.answers, submitted.screen))
    answers = {**case.answers, **new}
    judgement = judged(connection, field, walk, case.answers, answers, may_finish=not submitted.partial)
    now = _changed(connection, case, submitted, answers, walk, judgement)
    _log(connection, case, now, submitted, walk, judgement)
    return Saved(now, next="" if now.outcome.over else _next(walk, answers, submitted.screen))


def _new_answers(submitted: Submitted, names: tuple[str, ...]) -> dict[str, Value]:
    if submitted.partial:
        return {name: submitted.answers[name] for name in names if name in submitted.answers}
    return {name: submitted.answers.get(name, "") for name in names}


def _kept(connection: Connection, submitted: Submitted, new: Mapping[str, Value]) -> bool:
    """Append the form; return False where it was there."""
    row = {
        "case_id": submitted.case_id,
        "nonce": submitted.nonce,
        "screen": submitted.screen,
        "answers": text_of(new),
        "shown_ms": submitted.shown_ms,
        "device": submitted.device,
        "at": submitted.at,
    }
    return connection.execute(_KEPT[connection.dialect.name], row).first() is not None


def _next(walk: Walk, answers: Mapping[str, Value], name: str) -> str:
    """Return where somebody goes from a screen: on, back to what is still open, or nowhere yet."""
    here = walk.screen(name, answers)
    if here is not None and not walk.passed(here, answers):
        return name
    then = walk.after(name, answers) or walk.first_open(answers)
    return name if then is None else then.name


def _changed(
    connection: Connection,
    case: Case,
    submitted: Submitted,
    answers: Mapping[str, Value],
    walk: Walk,
    judgement: Judgement,
) -> Case:
    over = judgement.outcome.over
    first_open = None if over else walk.first_open(answers)
    changes: dict[str, Any] = {
        "outcome": judgement.outcome,
        "screen": "" if over else submitted.screen if first_open is None else first_open.name,
        "revision": case.revision + 1,
        "device": submitted.device or case.device,
        "language": submitted.language or case.language,
        "started_at": submitted.at if case.started_at is None else case.started_at,
        "seen_at": submitted.at,
        "finished_at": submitted.at if over else None,
    }
    row = {f"new_{name}": value for name, value in changes.items()}
    row |= {"id": case.case_id, "new_answers": text_of(answers), "new_outcome": judgement.outcome.value}
    connection.execute(_CHANGED, row)
    return replace(case, answers=answers, **changes)


def _log(
    connection: Connection, case: Case, now: Case, submitted: Submitted, walk: Walk, judgement: Judgement
) -> None:
    at = submitted.at
    if case.outcome is Outcome.NOT_STARTED:
        record(connection, case.case_id, Happening.STARTED, detail=now.device, at=at)
    screen = walk.screen(submitted.screen, case.answers)
    if screen is not None and isinstance(screen.question.answer, Consent):
        _consented(connection, case, now, screen, at)
    if not any(name in case.answers for name in walk.takes(submitted.screen, case.answers)):
        record(connection, case.case_id, Happening.SAVED, detail=submitted.screen, at=at)
    if judgement.happening is not None:
        record(connection, case.case_id, judgement.happening, detail=judgement.detail, at=at)
    if judgement.counts_for and case.source is not Source.TEST:
        members = [{"quota": name, "case_id": case.case_id} for name in judgement.counts_for]
        connection.execute(quota_members.insert(), members)


def _consented(connection: Connection, case: Case, now: Case, screen: Screen, at: int) -> None:
    """Keep what was agreed to or not, once for each time that it changes."""
    given, answer = now.answers.get(screen.name), screen.question.answer
    if not given or given == case.answers.get(screen.name) or not isinstance(answer, Consent):
        return
    text = words_of(screen, now.language)
    consent(connection, case.case_id, "survey", given == AGREED, answer.version, now.language, text, at)


def words_of(screen: Screen, language: str) -> str:
    """Return the words of a screen with a consent as they were read, a paragraph each."""
    question = screen.question
    said = [screen.page.title, screen.page.intro] if screen.opens_page else []
    said += [text for notice in screen.notices for text in (notice.text, notice.help)]
    said += [question.text, question.help]
    if isinstance(question.answer, Consent):
        said.append(question.answer.label)
    return "\n\n".join(text.read(language) for text in said if text)
