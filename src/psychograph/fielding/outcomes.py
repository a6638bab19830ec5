"""How a case comes, what can become of it, and what happens on the way: the words of the disposition log."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """How a case came; the stores keep it by its value."""

    INVITED = "invited"  # by a personal link
    OPEN = "open"  # by the link of everybody
    TEST = "test"  # of whoever tries the survey out: counted and exported nowhere


class Outcome(StrEnum):
    """What became of a case on the survey's own pages; the stores keep it by its value."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    COMPLETE = "complete"  # came to the end
    SCREENED_OUT = "screened_out"  # an answer showed that the case is not eligible
    QUOTA_FULL = "quota_full"
    REFUSED = "refused"  # withheld consent, or said no

    @property
    def over(self) -> bool:
        """Whether nothing more is asked of the case."""
        return self not in (Outcome.NOT_STARTED, Outcome.STARTED)


class Happening(StrEnum):
    """An event of the append-only log of a case. `wave` and `detail` of the event say more."""

    ENROLLED = "enrolled"  # is part of the sample; detail: the list it came from
    SENT = "sent"  # a server took the message; wave; detail: JSON of its arms
    BOUNCED = "bounced"  # for good; wave; detail: SMTP or DSN status
    DELAYED = "delayed"  # bounced for now
    COMPLAINED = "complained"  # called it spam
    UNSUBSCRIBED = "unsubscribed"  # wants no more mail: an explicit refusal if nothing was answered
    OPENED = "opened"  # a person, not a scanner, looked at the first page
    STARTED = "started"  # pressed begin; detail: device
    SAVED = "saved"  # first answer to a screen; detail: name of the screen
    RESUMED = "resumed"  # came back on a new visit; detail: device
    COMPLETED = "completed"
    SCREENED_OUT = "screened_out"  # detail: name of the rule
    QUOTA_FULL = "quota_full"  # detail: name of the quota
    REFUSED = "refused"  # detail: "consent" or "declined"
    DUPLICATE = "duplicate"  # found to be another case again; set by a manager
    UNAVAILABLE = "unavailable"  # told us so: away, ill, does not speak the language; set by a manager
    INELIGIBLE = "ineligible"  # found not to belong; set by a manager
    ERASED = "erased"  # answers were erased at the person's wish; nothing else is kept
