"""The mail server: one message handed over, and what is certain about it afterwards."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import aiosmtplib
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from psychograph.fielding.settings import Mail
from psychograph.fielding.settings.trust import NOT_BELIEVED, line_of
from psychograph.labels import clean

ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
LONGEST_REPLY: Final = 300
# Replies to the address or the content that are about us, not about whom it is for (RFC 4954, RFC 5321).
ABOUT_US: Final = (421, 454, 530, 534, 535, 538)


class Fate(StrEnum):
    """What became of a message that was handed over."""

    TAKEN = "taken"  # the server answers for it now
    REFUSED = "refused"  # for good, certainly not taken
    LATER = "later"  # certainly not taken, worth trying again
    UNKNOWN = "unknown"  # taken or not: nobody knows
    NOT_US = "not us"  # the server takes nothing from us at the moment: no fault of this message


@dataclass(frozen=True)
class Handed:
    """What became of a message, and the reply of the server."""

    fate: Fate
    reply: str

    @property
    def status(self) -> str:
        """The status of RFC 3463, such as ``5.1.1``, or the first digit of the reply with zeros.

        Examples
        --------
        >>> Handed(Fate.REFUSED, "550 5.1.1 no such user").status, Handed(Fate.LATER, "451 later").status
        ('5.1.1', '4.0.0')
        """
        return status_of(self.reply)


class NoServerError(Exception):
    """No message can be handed over at the moment; says why, in words."""


def status_of(reply: str) -> str:
    """Return the status (RFC 3463) of a reply; empty where it holds no code."""
    found = ENHANCED.search(reply)
    if found:
        return found[0]
    return f"{reply[0]}.0.0" if reply[:1] in {"2", "4", "5"} else ""


class Connected:
    """A mail server that listens to us; to be used with ``async with``.

    Parameters
    ----------
    mail : Mail
        Where it is, and how we prove who we are.
    own_name : str
        Name of this machine, for its greeting.
    """

    def __init__(self, mail: Mail, own_name: str) -> None:
        self.mail = mail
        self._client = aiosmtplib.SMTP(
            hostname=mail.host,
            port=mail.port,
            timeout=mail.timeout,
            local_hostname=own_name,
            use_tls=mail.security == "tls",
            start_tls=mail.security == "starttls",
            tls_context=line_of(mail) if mail.security != "none" else None,
        )

    async def __aenter__(self) -> Connected:
        await self.connect()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def connect(self) -> None:
        """Connect, encrypt and log in.

        Raises
        ------
        NoServerError
            Where any of it fails; nothing was handed over.
        """
        where = f"{self.mail.host}:{self.mail.port}"
        try:
            await self._client.connect()
            if self.mail.user:
                await self._client.login(self.mail.user, self.mail.password)
        except SMTPAuthenticationError as reason:
            self._client.close()
            raise NoServerError(
                f"{where} does not accept the user {self.mail.user!r} with this password ({_said(reason)}): "
                "check PSYCHOGRAPH_SMTP_USER and PSYCHOGRAPH_SMTP_PASSWORD"
            ) from None
        except (SMTPException, OSError, TimeoutError, ssl.SSLError) as reason:
            self._client.close()
            mend = "check PSYCHOGRAPH_SMTP_HOST, _PORT and _SECURITY"
            if isinstance(reason, ssl.SSLCertVerificationError) or isinstance(
                reason.__cause__, ssl.SSLCertVerificationError
            ):
                mend = NOT_BELIEVED
            raise NoServerError(
                f"{where} cannot be used with security {self.mail.security!r} ({_said(reason)}): {mend}"
            ) from None

    async def leave(self) -> None:
        """Say goodbye, and hang up whatever comes."""
        try:
            if self._client.is_connected:
                await self._client.quit()
        except (SMTPException, OSError, TimeoutError):
            pass
        finally:
            self._client.close()

    @property
    def listens(self) -> bool:
        """Whether the connection still stands."""
        return self._client.is_connected

    async def hand_over(self, sender: str, recipient: str, content: bytes) -> Handed:
        """Hand over one message to one person, and say what is certain afterwards.

        Up to the content the server cannot have taken anything. A reply to the content is certain as
        well; if the connection breaks, or time runs out, while the content is on its way, nobody knows.
        """
        try:
            await self._client.mail(sender)
        except SMTPResponseException as reason:
            return Handed(Fate.NOT_US, _said(reason))
        except (SMTPException, OSError, TimeoutError) as reason:
            return await self._broken(Fate.LATER, reason)
        try:
            await self._client.rcpt(recipient)
        except SMTPResponseException as reason:
            return await self._refused(reason)
        except (SMTPException, OSError, TimeoutError) as reason:
            return await self._broken(Fate.LATER, reason)
        try:
            taken = await self._client.data(content)
        except SMTPDataError as reason:
            if reason.code < 400:  # neither yes nor no
                return await self._broken(Fate.UNKNOWN, reason)
            return await self._refused(reason)
        except (SMTPException, OSError, TimeoutError) as reason:
            return await self._broken(Fate.UNKNOWN, reason)
        return Handed(Fate.TAKEN, _line(f"{taken.code} {taken.message}"))

    async def _refused(self, reason: SMTPResponseException) -> Handed:
        """Return what a reply means, and make the connection ready for the next message."""
        if reason.code in ABOUT_US:
            return Handed(Fate.NOT_US, _said(reason))
        try:
            await self._client.rset()
        except (SMTPException, OSError, TimeoutError):
            self._client.close()
        fate = Fate.REFUSED if reason.code >= 500 else Fate.LATER
        return Handed(fate, _said(reason))

    async def _broken(self, fate: Fate, reason: BaseException) -> Handed:
        self._client.close()
        return Handed(fate, _said(reason))


def _said(reason: BaseException) -> str:
    match reason:
        case SMTPSenderRefused() | SMTPRecipientRefused() | SMTPResponseException():
            return _line(f"{reason.code} {reason.message}")
        case SMTPException():
            return _line(reason.message)
        case _:
            return _line(str(reason) or type(reason).__name__)


def _line(text: str) -> str:
    """Return a reply on one line, without addresses: it stands in stores and logs."""
    return re.sub(r"[^\s<>]+@[^\s<>]+", "...", clean(text))[:LONGEST_REPLY]
