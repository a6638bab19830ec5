"""What needs a manager's attention: what weakens the field, and what waits for a hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.fielding.invitations.outbox import State
from psychograph.fielding.server.manager.mail_page import Outbox
from psychograph.fielding.watching.status import Status
from psychograph.findings import Severity

# Where one looks further, by the code of a finding.
FURTHER = {
    "many-bounces": ("/manage/mail", "Mail"),
    "many-stop-here": ("/manage/detail#stops", "Break-off by question"),
    "many-hasty": ("/manage/detail#times", "How long it takes"),
    "quota-full": ("/manage/detail#became", "Outcomes"),
    "arms-unfinished": ("/manage/detail#arms", "What the arms did"),
    "no-eligibility": ("/manage/detail#rates", "Rates"),
}

SAID_ABOVE = ("short-of-goal",)  # by the outlook


@dataclass(frozen=True)
class Matter:
    """One thing to know, or to do.

    Parameters
    ----------
    severity : Severity
        How much it matters.
    text : str
        What it is and what follows.
    path, page : str
        Where to look further, and what that is called; empty for nowhere.
    """

    severity: Severity
    text: str
    path: str = ""
    page: str = ""


def matters(found: Status, outbox: Outbox | None, *, paused: bool) -> tuple[Matter, ...]:
    """Return what needs attention, most serious first.

    Parameters
    ----------
    found : Status
        As counted.
    outbox : Outbox or None
        Of the mail; None for those who may not see it.
    paused : bool
        Whether a manager has paused the field.
    """
    said = [
        Matter(one.severity, one.text, *FURTHER.get(one.code, ("", "")))
        for one in found.findings
        if one.code not in SAID_ABOVE
    ]
    order = (Severity.SERIOUS, Severity.CAUTION, Severity.NOTE)
    all_of_it = [*_door(paused=paused), *_mail(outbox), *said]
    return tuple(sorted(all_of_it, key=lambda one: order.index(one.severity)))


def _door(*, paused: bool) -> Iterator[Matter]:
    if paused:
        text = "The survey is paused: respondents are asked to come back later, and no mail is sent."
        yield Matter(Severity.SERIOUS, text, "/manage/door", "Open and close")


def _mail(outbox: Outbox | None) -> Iterator[Matter]:
    if outbox is None:
        return
    uncertain, failed = (
        sum(wave.states.get(state, 0) for wave in outbox.waves) for state in (State.UNCERTAIN, State.FAILED)
    )
    if uncertain:
        text = (
            f"Of {uncertain:,} {'message' if uncertain == 1 else 'messages'} nobody knows whether they went "
            "out. They are never sent again by themselves: look at them, and release what did not arrive."
        )
        yield Matter(Severity.CAUTION, text, "/manage/mail#trouble", "Mail")
    if failed:
        text = f"{failed:,} {'message was' if failed == 1 else 'messages were'} refused by the mail server."
        yield Matter(Severity.NOTE, text, "/manage/mail#trouble", "Mail")
