"""A letter as a message of mail (RFC 5322): headers that cannot be broken out of, two twins of text."""

from __future__ import annotations

import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from psychograph.fielding.contacts.addresses import address_of
from psychograph.fielding.invitations.composing import Letter
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.labels import clean

# Seven bits, so that every server takes it, and no line over 998 characters whatever a text holds.
POLICY = email.policy.SMTP.clone(cte_type="7bit")


@dataclass(frozen=True)
class Envelope:
    """From whom and to whom, as the mail server is told, and the message itself."""

    sender: str
    recipient: str
    message: EmailMessage

    @property
    def content(self) -> bytes:
        """The message as it goes over the wire."""
        return self.message.as_bytes(policy=POLICY)


def message_identity(message_id: str, sender: str) -> str:
    """Return the Message-ID of an outbox row.

    Examples
    --------
    >>> message_identity("5eed", "survey@example.org")
    '<5eed@example.org>'
    """
    return f"<{message_id}@{address_of(sender).wire.rpartition('@')[2]}>"


def sender_of(field: Fieldwork) -> str:
    """Return from whom messages come: the sender of invitations, else the contact of the organiser."""
    plan = field.plan.invitations
    return plan.sender if plan is not None else field.plan.organiser.contact


def envelope_of(
    field: Fieldwork, letter: Letter, *, message_id: str, address: str, name: str, at: datetime
) -> Envelope:
    """Return a letter in its envelope.

    One press on the mail program's own button unsubscribes (RFC 8058). A message that brings what was
    promised belongs to no list: there is nothing to leave, and an answer to it goes to the organiser.
    ``Auto-Submitted`` (RFC 3834) asks for no answer by a machine, such as that somebody is away.

    Parameters
    ----------
    field : Fieldwork
        Whose plan says who sends.
    letter : Letter
        What it says.
    message_id : str
        Of the outbox.
    address, name : str
        Of whom it goes to.
    at : datetime
        When.
    """
    plan, contact = field.plan.invitations, field.plan.organiser.contact
    sender, recipient = address_of(sender_of(field)).wire, address_of(address).wire
    sender_name = (plan.sender_name if plan is not None else None) or field.plan.organiser.name
    reply_to = plan.reply_to if plan is not None else None
    if not letter.unsubscribe_link and reply_to is None:
        reply_to = contact
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(sender_name, addr_spec=sender)
    message["To"] = Address(clean(name), addr_spec=recipient)
    if reply_to:
        message["Reply-To"] = Address(addr_spec=address_of(reply_to).wire)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_identity(message_id, sender_of(field))
    if letter.unsubscribe_link:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe_link}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, charset="utf-8")
    message.add_alternative(letter.html, subtype="html", charset="utf-8")
    message["Content-Language"] = letter.language
    return Envelope(sender, recipient, message)
