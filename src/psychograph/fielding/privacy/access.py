"""Everything that is held about somebody, for whoever asks for it (GDPR, Article 15)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from psychograph.fielding.clock import moment
from psychograph.fielding.contacts.suppression import suppressions
from psychograph.fielding.privacy.copies import Copy, known_copies, rows_about
from psychograph.fielding.privacy.subjects import Reached, Subject, reached
from psychograph.fielding.stores.opened import Stores

TITLES = {
    "persons": "Contact",
    "outbox": "Messages",
    "bounces": "Mail that came back",
    "draw_entries": "Entry to the prize draw",
    "winners": "Prize",
    "vouchers": "Voucher",
    "key": "Link between contact and answers",
    "tokens": "Links that were sent",
    "cases": "Answers",
    "saves": "Each page as it was sent",
    "events": "What happened",
    "consents": "What was agreed to",
    "quota_members": "Quotas the answers count for",
}
HIDDEN = frozenset({"token_hash"})  # of a link: no data about anybody, and it would open it


@dataclass(frozen=True)
class Account:
    """What is held about somebody.

    Parameters
    ----------
    made_at : datetime
        When it was looked up.
    tables : mapping of str to list
        Rows of each table that has any, as they are kept; times as ISO 8601 in UTC, JSON read.
    suppressed : str
        Why they are not written to; empty where they may be.
    exports : mapping of str to list
        Rows of files that were exported, by path.
    other_copies : tuple of Copy
        Files that hold copies and cannot be looked into, such as backups.
    """

    made_at: datetime
    tables: dict[str, list[dict[str, Any]]]
    suppressed: str
    exports: dict[str, list[dict[str, str]]]
    other_copies: tuple[Copy, ...]

    @property
    def json(self) -> str:
        """The account for machines."""
        told = {
            "made_at": self.made_at.isoformat(),
            "held": self.tables,
            "not_written_to_because": self.suppressed,
            "exports": self.exports,
            "other_copies": [{"path": one.path, "kind": one.kind} for one in self.other_copies],
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

    @property
    def text(self) -> str:
        """The account for people."""
        lines = [f"What is held about you, looked up {self.made_at:%Y-%m-%d %H:%M} UTC", ""]
        if not self.tables and not self.suppressed:
            lines.append("Nothing.")
        for name, rows in self.tables.items():
            lines += [TITLES.get(name, name), "-" * len(TITLES.get(name, name))]
            for row in rows:
                lines += [
                    f"  {column}: {_plain(value)}" for column, value in row.items() if value not in _NONE
                ]
                lines.append("")
        if self.suppressed:
            lines += [f"You are not written to any more ({self.suppressed}).", ""]
        for path, found in self.exports.items():
            lines += [
                f"In the file {path}",
                *(f"  {column}: {v}" for row in found for column, v in row.items()),
            ]
            lines.append("")
        lines += [f"Copies that may hold the same: {one.kind} {one.path}" for one in self.other_copies]
        return "\n".join(lines).rstrip("\n") + "\n"


_NONE: tuple[object, ...] = (None, "", {}, [])


def account_of(stores: Stores, subject: Subject, secret: str, at: datetime) -> Account:
    """Return everything that is held about somebody, from every store and every export that can be read.

    Parameters
    ----------
    stores : Stores
        Of the field.
    subject : Subject
        Who it is.
    secret : str
        ``Settings.secret``, which keys the list of suppressed addresses.
    at : datetime
        Now.
    """
    tables: dict[str, list[dict[str, Any]]] = {}
    for one in reversed(reached(subject)):
        store = getattr(stores, one.store)
        rows = store.read(lambda connection, one=one: _rows(connection, one))
        if rows:
            tables[one.table.name] = rows
    reasons = stores.contacts.read(lambda c: suppressions(c, subject.address_keys, secret))
    exports = rows_about(stores, subject)
    others = tuple(one for one in known_copies(stores) if one.path not in exports)
    return Account(at.astimezone(UTC), tables, ", ".join(reasons.values()), exports, others)


def _rows(connection: Connection, one: Reached) -> list[dict[str, Any]]:
    order = list(one.table.primary_key.columns)
    found = connection.execute(select(one.table).where(one.where).order_by(*order)).mappings()
    return [{name: _value(name, row[name]) for name in row if name not in HIDDEN} for row in found]


def _value(name: str, value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and (name == "at" or name.endswith("_at")):
        return moment(value).isoformat()
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} = {_plain(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return " ".join(str(value).split())
