"""The rules of a prize draw: written out from the plan, frozen when the field opens."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from psychograph.fielding.clock import stamp
from psychograph.fielding.plan.planned import GRACE, Fieldwork
from psychograph.fielding.plan.schema import Beacon, Draw
from psychograph.fielding.plan.values import in_zone
from psychograph.fielding.stores.office_tables import state
from psychograph.instruments.translated import Translated

FROZEN = "draw_rules"  # key in the state of the office
SECRET = "draw_secret"  # noqa: S105 - the name of it

SOURCES = {
    Beacon.DRAND_QUICKNET: "a public round of drand's chain quicknet",
    Beacon.DRAND_DEFAULT: "a public round of drand's chain default",
    Beacon.COMMITTED: "a secret of the organiser, whose SHA-256 is published beforehand",
}


@dataclass(frozen=True)
class PrizeRule:
    """What can be won: `what` in each language, `worth` of each in the draw's currency, `number` of them."""

    what: Translated
    worth: float
    number: int

    @property
    def line(self) -> str:
        """What it is and what it is worth, without the currency."""
        return f"{self.what.text}, worth {self.worth:g}"


@dataclass(frozen=True)
class DrawRules:
    """Everything that people are told of a draw before they enter it.

    Parameters
    ----------
    organiser, contact, address : str
        Who holds it, and how to reach them; `address` may be empty.
    title : Translated
        What the survey is called.
    opens, closes, drawn : datetime
        Aware, in the time zone of the plan: first and last entry, and the draw.
    prizes : tuple of PrizeRule
        Best first.
    currency : str
        ISO 4217.
    eligible : Translated
        Who may win.
    free_entry : bool
        Whether there is a way in without the survey.
    source : str
        Where the randomness comes from, in words.
    reserves, days_to_claim : int
        Places after the prizes, and days a winner has to answer.
    law : Translated
        Empty where the plan names none.
    """

    organiser: str
    contact: str
    address: str
    title: Translated
    opens: datetime
    closes: datetime
    drawn: datetime
    prizes: tuple[PrizeRule, ...]
    currency: str
    eligible: Translated
    free_entry: bool
    source: str
    reserves: int
    days_to_claim: int
    law: Translated

    @property
    def lines(self) -> tuple[str, ...]:
        """The rules as they are published and hashed; a text of the plan in each of its languages."""
        place = f", {self.address}" if self.address else ""
        free = (
            "There is a free way in without the survey: leave an address on the page of the draw. Both "
            "ways have the same chance."
            if self.free_entry
            else "The way in is the survey."
        )
        return (
            *_each("Prize draw", self.title),
            f"Held by {self.organiser}{place}. Questions: {self.contact}",
            *(line for prize in self.prizes for line in self._prize(prize)),
            *_each("Who may win", self.eligible),
            f"Entries from {_at(self.opens)} to {_at(self.closes)}; who has begun the survey by then may "
            f"finish it within {GRACE.seconds // 3600} hours.",
            "No purchase is needed, and answers make no difference to the chance: who comes to an end of the "
            "survey may enter, also where an answer shows that it is about other people, or where enough "
            "people like them have answered.",
            free,
            "One entry for each e-mail address. The chance of an entry is the number of prizes divided by "
            "the number of entries, which is not known beforehand.",
            f"The draw is on {_at(self.drawn)}. Its randomness is {self.source}. Before it, the list of "
            "salted entries is committed to; the lowest SHA-256 of randomness and entry wins. Anyone can "
            "check it.",
            f"Winners are told by mail, and have {self.days_to_claim} days to answer. Then the prize goes to "
            f"the next of {self.reserves} reserves.",
            *(_each("Law and further rules", self.law) if self.law else ()),
        )

    def _prize(self, prize: PrizeRule) -> tuple[str, ...]:
        worth = f"worth {prize.worth:g} {self.currency} each"
        return _each(f"Prize, {prize.number} times, {worth}", prize.what)

    @property
    def text(self) -> str:
        """The lines as a file."""
        return "".join(f"{line}\n" for line in self.lines)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text: what is frozen."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def rules_of(field: Fieldwork) -> DrawRules | None:
    """Return the rules of a field's draw; None where it has none.

    Parameters
    ----------
    field : Fieldwork
        With its plan; nothing else has a say in the rules.
    """
    draw = field.plan.incentives.draw
    if draw is None:
        return None
    zone, organiser = field.plan.period.time_zone, field.plan.organiser
    return DrawRules(
        organiser=organiser.name,
        contact=organiser.contact,
        address=organiser.address or "",
        title=field.questionnaire.title,
        opens=in_zone(field.plan.period.opens, zone),
        closes=in_zone(field.plan.period.closes, zone),
        drawn=drawn_at(field, draw),
        prizes=tuple(PrizeRule(prize.what, prize.worth, prize.number) for prize in draw.prizes),
        currency=draw.currency,
        eligible=draw.eligible,
        free_entry=draw.free_entry,
        source=SOURCES[draw.beacon],
        reserves=draw.reserves,
        days_to_claim=draw.days_to_claim,
        law=draw.law or Translated(),
    )


def drawn_at(field: Fieldwork, draw: Draw) -> datetime:
    """Return when the draw is, in the time zone of the plan."""
    return in_zone(draw.drawn, field.plan.period.time_zone)


@dataclass(frozen=True)
class Frozen:
    """What was frozen when the field opened.

    Parameters
    ----------
    sha256, text : str
        Of the rules.
    secret_hash : str
        SHA-256 of the organiser's secret; empty where the randomness is public.
    at : int
        Milliseconds since 1970.
    """

    sha256: str
    text: str
    secret_hash: str
    at: int


def freeze_rules(connection: Connection, field: Fieldwork, at: datetime) -> Frozen | None:
    """Freeze the rules and, where the randomness is a secret, make it; what is frozen stays as it is.

    The server calls it before it opens the field.

    Parameters
    ----------
    connection : Connection
        Of the store of the office.
    field : Fieldwork
        With its plan.
    at : datetime
        Now.

    Returns
    -------
    Frozen or None
        What is frozen since the field first opened; None without a draw.
    """
    rules = rules_of(field)
    if rules is None:
        return None
    there = frozen_rules(connection)
    if there is not None:
        return there
    hashed = ""
    if field.plan.incentives.draw is not None and field.plan.incentives.draw.beacon is Beacon.COMMITTED:
        secret = secrets.token_bytes(32)
        hashed = hashlib.sha256(secret).hexdigest()
        connection.execute(state.insert().values(key=SECRET, value=secret.hex(), at=stamp(at)))
    value = json.dumps({"secret_hash": hashed, "sha256": rules.sha256, "text": rules.text}, sort_keys=True)
    connection.execute(state.insert().values(key=FROZEN, value=value, at=stamp(at)))
    return frozen_rules(connection)


def frozen_rules(connection: Connection) -> Frozen | None:
    """Return the rules as they were when the field opened; None where it has not."""
    row = connection.execute(select(state).where(state.c.key == FROZEN)).one_or_none()
    if row is None:
        return None
    kept = json.loads(row.value)
    return Frozen(kept["sha256"], kept["text"], kept["secret_hash"], row.at)


def secret_of(connection: Connection) -> str:
    """Return the organiser's secret, 64 hexadecimal digits; empty where there is none."""
    return connection.execute(select(state.c.value).where(state.c.key == SECRET)).scalar() or ""


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} {moment.tzinfo}"


def _each(what: str, text: Translated) -> tuple[str, ...]:
    """Return a text of the plan on a line of its own, and each translation on one below."""
    lines = [f"{what}: {_line(text.text)}"]
    lines += [f"  [{tag}] {_line(said)}" for tag, said in text.others if said != text.text]
    return tuple(lines)


def _line(text: str) -> str:
    return " ".join(text.split())
