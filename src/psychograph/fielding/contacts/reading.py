"""A list of contacts, from a file to checked rows; every problem of it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from psychograph.errors import Problem, ResponsesError
from psychograph.fielding.contacts.addresses import Address, address_of, masked
from psychograph.fielding.contacts.columns import columns_of
from psychograph.fielding.contacts.places import language_of, time_zone_of, time_zone_of_country
from psychograph.fielding.errors import ContactsError
from psychograph.labels import clean
from psychograph.quoting import quoted
from psychograph.responses.readers import read_table
from psychograph.responses.table import Table

LONGEST = 200  # characters of a name or a group
TOLD = 30  # problems of rows that are told one by one


@dataclass(frozen=True)
class Contact:
    """One checked row; `language`, `time_zone`, `name` and `group` may be empty."""

    row: int
    address: Address
    name: str = ""
    language: str = ""
    time_zone: str = ""
    group: str = ""


@dataclass(frozen=True)
class ContactList:
    """What a file of contacts holds.

    Parameters
    ----------
    name : str
        Of the file.
    contacts : tuple of Contact
        Its good rows, no address twice.
    problems : tuple of Problem
        What is wrong with the others, each with its row; addresses are masked in them.
    rejected : int
        How many rows are not among the contacts.
    notes : tuple of str
        What was decided while reading.
    """

    name: str
    contacts: tuple[Contact, ...]
    problems: tuple[Problem, ...]
    rejected: int
    notes: tuple[str, ...]

    def error(self) -> ContactsError:
        """Return all problems as one error, the first ones told and the others counted."""
        if len(self.problems) <= TOLD:
            return ContactsError(*self.problems)
        more = Problem(
            where=self.name,
            found=f"{len(self.problems) - TOLD:,} more like these",
            expected="a list without such rows",
            mend="mend them, or take the good rows alone with --accept-good",
        )
        return ContactsError(*self.problems[:TOLD], more)


def read_contacts(path: Path, named: Mapping[str, str] | None = None) -> ContactList:
    """Read a list of contacts.

    Parameters
    ----------
    path : Path
        CSV or XLSX, or any other format that answers are read from; headings in its first row.
    named : mapping of str to str, optional
        Heading by field (`email`, `name`, `first_name`, `last_name`, `language`, `time_zone`, `group`,
        `country`), where it is not a usual one.

    Raises
    ------
    ContactsError
        Where the file cannot be read, or has no column of addresses. Rows that are wrong are told in the
        result.
    """
    try:
        table = read_table(path)
    except ResponsesError as reason:
        raise ContactsError(*(_of_contacts(one) for one in reason.problems)) from None
    columns = columns_of(table.name, tuple(table.columns), named or {})
    return _List(table, columns).read()


def _of_contacts(problem: Problem) -> Problem:
    """Let the words of files of answers speak of contacts."""

    def said(text: str) -> str:
        return text.replace("answers", "contacts").replace("respondent", "person")

    return Problem(problem.where, said(problem.found), said(problem.expected), said(problem.mend))


class _List:
    """Goes through the rows of a table, and gathers what is good and what is not."""

    def __init__(self, table: Table, columns: Mapping[str, str]) -> None:
        self.table = table
        self.columns = columns
        self.problems: list[Problem] = []
        self.notes: dict[str, int] = {}
        self.rows_by_key: dict[str, int] = {}

    def read(self) -> ContactList:
        rows = [row for row in range(len(self.table)) if self._filled(row)]
        contacts = [one for one in map(self._contact, rows) if one is not None]
        if not rows:
            self.problems.append(
                Problem(self.table.name, "no row below the headings", "one row a person", "add people")
            )
        notes = tuple(f"{text} ({number:,} rows)" for text, number in self.notes.items())
        return ContactList(
            self.table.name, tuple(contacts), tuple(self.problems), len(rows) - len(contacts), notes
        )

    def _filled(self, row: int) -> bool:
        return any(self.table.columns[heading][row] for heading in self.columns.values())

    def _cell(self, row: int, field: str) -> str:
        heading = self.columns.get(field)
        return (self.table.columns[heading][row] or "") if heading is not None else ""

    def _contact(self, row: int) -> Contact | None:
        before = len(self.problems)
        number = self.table.row_numbers[row]
        address = self._address(row)
        name, group = self._name(row), self._line(row, "group")
        language, zone = self._checked(row, "language", language_of), self._zone(row)
        if address is None or len(self.problems) > before:
            return None
        self.rows_by_key[address.key] = number
        return Contact(number, address, name=name, language=language, time_zone=zone, group=group)

    def _address(self, row: int) -> Address | None:
        text = self._cell(row, "email")
        if not text:
            self._wrong(row, "email", "nothing", "an e-mail address", "add it, or take the row out")
            return None
        try:
            address = address_of(text)
        except ValueError as reason:
            self._wrong(
                row,
                "email",
                f"{masked(text)}: {reason}",
                "an e-mail address",
                "correct it, or take the row out",
            )
            return None
        first = self.rows_by_key.get(address.key)
        if first is not None:
            found = f"{masked(text)}, as in row {first}"
            self._wrong(row, "email", found, "every address once", "take one of the two out")
            return None
        return address

    def _name(self, row: int) -> str:
        if "name" in self.columns:
            return self._line(row, "name")
        return " ".join(filter(None, (self._line(row, "first_name"), self._line(row, "last_name"))))

    def _line(self, row: int, field: str) -> str:
        text = clean(self._cell(row, field))
        if len(text) > LONGEST:
            self._wrong(row, field, f"{len(text):,} characters", f"at most {LONGEST}", "shorten it")
        return text

    def _zone(self, row: int) -> str:
        country = self._cell(row, "country")
        if not self._cell(row, "time_zone") and country:
            zone = time_zone_of_country(country)
            if zone:
                self._note("time zone taken from the country, where it has but one")
            return zone

        def noted(text: str) -> str:
            zone, note = time_zone_of(text)
            if note:
                self._note(note)
            return zone

        return self._checked(row, "time_zone", noted)

    def _checked(self, row: int, field: str, check: Callable[[str], str]) -> str:
        text = self._cell(row, field)
        if not text:
            return ""
        try:
            return check(text)
        except ValueError as reason:
            kind = {"time_zone": "a time zone of the IANA list", "language": "a tag of a language (BCP 47)"}
            self._wrong(row, field, quoted(text), kind[field], str(reason))
            return ""

    def _note(self, text: str) -> None:
        self.notes[text] = self.notes.get(text, 0) + 1

    def _wrong(self, row: int, field: str, found: str, expected: str, mend: str) -> None:
        heading = self.columns.get(field, field)
        self.problems.append(Problem(self.table.place(row, heading), found, expected, mend))
