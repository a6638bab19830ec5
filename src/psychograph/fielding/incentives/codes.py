"""Entry codes: the salt of a ticket, which only the entrant is shown, so as to find the ticket in the list.

A code is HMAC-SHA-256 of a case, or of a form, cut to 128 bits and keyed with chance that is kept in the
office's store until the key between people and cases is destroyed. So the page that thanks a respondent can
show the code before the entry is made at the commitment, a form that is sent twice gives one code, and
whoever holds all stores later can lead no ticket back to a case.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select

from psychograph.fielding.stores.office_tables import state
from psychograph.fielding.stores.once import insert_once
from psychograph.fielding.stores.opened import Stores

KEY = "draw_codes"  # in the state of the office


@dataclass(frozen=True)
class Codes:
    """Makes codes; cheap to keep for as long as a server runs."""

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, stores: Stores, at: int) -> Codes:
        """Return the codes of a field; their key is made the first time.

        Parameters
        ----------
        stores : Stores
            Of the field.
        at : int
            Now: milliseconds since 1970.
        """
        kept = stores.office.read(_kept) or stores.office.write(lambda connection: _made(connection, at))
        return cls(bytes.fromhex(kept))

    @classmethod
    def kept(cls, connection: Connection) -> Codes | None:
        """Return the codes of a field without making their key; None where there is none, or none any more.

        Parameters
        ----------
        connection : Connection
            Of the store of the office.
        """
        key = _kept(connection)
        return cls(bytes.fromhex(key)) if key else None

    def for_case(self, case_id: str) -> str:
        """Return the code of somebody who was invited: 32 hexadecimal digits."""
        return self._code("case", case_id)

    def for_form(self, nonce: str) -> str:
        """Return the code of whoever sent a form with an address; `nonce`: the form's own."""
        return self._code("form", nonce)

    def voucher_holder(self, case_id: str) -> str:
        """Return what stands for a case beside its voucher, where nobody knows who it is.

        Nobody can lead it back to the case once the key is destroyed.
        """
        return f"case:{self._code('voucher', case_id)}"

    def _code(self, *what: str) -> str:
        return hmac.new(self.key, "\0".join(what).encode(), hashlib.sha256).hexdigest()[:32]


def shown(code: str) -> str:
    """Return a code as people can read it aloud.

    Examples
    --------
    >>> shown("00112233445566778899aabbccddeeff")
    '00112233-44556677-8899aabb-ccddeeff'
    """
    return "-".join(code[start : start + 8] for start in range(0, len(code), 8))


def destroy_codes(connection: Connection) -> None:
    """Forget what codes are made with; tickets stay, and nobody can tell whose case they came from."""
    connection.execute(delete(state).where(state.c.key == KEY))


def _kept(connection: Connection) -> str:
    return connection.execute(select(state.c.value).where(state.c.key == KEY)).scalar() or ""


def _made(connection: Connection, at: int) -> str:
    insert_once(connection, state, [{"key": KEY, "value": secrets.token_hex(32), "at": at}])
    return _kept(connection)
