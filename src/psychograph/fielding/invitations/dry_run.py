"""What would be sent to whom and when, with nothing written and nothing sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from psychograph.fielding.invitations.arms import arms_text
from psychograph.fielding.invitations.composing import Composer, Letter, Reader
from psychograph.fielding.invitations.enrolment import arms_for
from psychograph.fielding.invitations.planning import (
    Intended,
    forecast,
    invitations_of,
    recipients,
    zone_of,
)
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.opened import Stores

HIDDEN = "0" * 22  # in place of a token: none is made for a look


@dataclass(frozen=True)
class ExpectedWave:
    """One wave as it would go out if nobody answered meanwhile.

    Parameters
    ----------
    name : str
        Of the wave.
    messages : tuple of Intended
        What would be sent, the earliest first.
    left_out : tuple of (str, int)
        Why people would not get it, and how many.
    arms : tuple of (str, int)
        Messages by combination of arms, as JSON; one empty combination where nothing is varied.
    """

    name: str
    messages: tuple[Intended, ...]
    left_out: tuple[tuple[str, int], ...]
    arms: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class DryRun:
    """Every wave, and the words of the message that would go first; None where none would."""

    waves: tuple[ExpectedWave, ...]
    first: Intended | None
    letter: Letter | None


def dry_run(field: Fieldwork, stores: Stores, settings: Settings, now: datetime) -> DryRun:
    """Work out what would be sent from a moment on, as if nobody answered and every turn came in time.

    Arms are those that would be drawn if these contacts were enrolled now.

    Parameters
    ----------
    field : Fieldwork
        Plan and questionnaire.
    stores : Stores
        Of the study.
    settings : Settings
        Of the server, for addresses of links.
    now : datetime
        The moment, aware.
    """
    people = recipients(stores, settings.secret)
    fresh = [one for one in people if not one.stopped]
    arms = stores.contacts.read(lambda contacts: arms_for(contacts, field, fresh))
    people = [replace(one, arms=arms.get(one.person_id, one.arms)) for one in people]
    intended = [one for person in people for one in forecast(field, person, now)]
    waves = tuple(_wave(wave.name, intended, now) for wave in invitations_of(field).waves)
    first = min(
        (one for one in intended if one.due is not None),
        key=lambda one: (one.due, one.recipient.person_id),
        default=None,
    )
    return DryRun(waves, first, _letter(field, settings, first) if first is not None else None)


def _wave(name: str, intended: list[Intended], now: datetime) -> ExpectedWave:
    mine = [one for one in intended if one.wave.name == name]
    going = [one for one in mine if one.due is not None]
    left_out = Counter(one.why_not for one in mine if one.due is None)
    arms = Counter(arms_text(one.recipient.arms) for one in going)
    in_order = sorted(going, key=lambda one: (one.due or now, one.recipient.person_id))
    return ExpectedWave(name, tuple(in_order), tuple(sorted(left_out.items())), tuple(sorted(arms.items())))


def _letter(field: Fieldwork, settings: Settings, first: Intended) -> Letter:
    person = first.recipient
    reader = Reader(person.name, person.language, zone_of(field, person), person.arms)
    url = settings.public_url
    return Composer(field).letter(
        first.wave, reader, link=f"{url}/s/{HIDDEN}", unsubscribe_link=f"{url}/u/{HIDDEN}"
    )
