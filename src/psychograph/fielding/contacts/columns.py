"""Which column of a file holds what: by its usual names, or as it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from psychograph.errors import Problem
from psychograph.fielding.errors import ContactsError
from psychograph.quoting import did_you_mean, listed, quoted

# What is read of a contact, and the headings it usually stands under, without case, spaces and signs.
USUAL: Final[dict[str, tuple[str, ...]]] = {
    "email": (
        "email",
        "emailaddress",
        "mail",
        "mailaddress",
        "address",
        "recipientemail",
        "emailadresse",
        "adresseemail",
        "courriel",
        "correo",
        "correoelectronico",
        "البريدالإلكتروني",
    ),
    "name": ("name", "fullname", "displayname", "nom", "nombre", "الاسم"),
    "first_name": ("firstname", "givenname", "recipientfirstname", "vorname", "prenom", "nombredepila"),
    "last_name": ("lastname", "surname", "familyname", "recipientlastname", "nachname", "apellidos"),
    "language": ("language", "lang", "locale", "userlanguage", "sprache", "langue", "idioma", "اللغة"),
    "time_zone": ("timezone", "tz", "zone", "zeitzone", "fuseauhoraire", "zonahoraria"),
    "group": ("group", "segment", "list", "cohort", "gruppe", "groupe", "grupo"),
    "country": ("country", "countrycode", "land", "pays", "pais"),
}
FIELDS = tuple(USUAL)


def columns_of(file: str, headings: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """Return the heading of each field that the file holds.

    Parameters
    ----------
    file : str
        Its name, for messages.
    headings : sequence of str
        Of its columns.
    named : mapping of str to str
        Heading by field, where somebody told; these are never guessed.

    Raises
    ------
    ContactsError
        Where a named column or field does not exist, two columns could be the same field, or none holds
        addresses; all of it at once.

    Examples
    --------
    >>> columns_of("people.csv", ["E-mail", "Time zone", "Shoe size"], {})
    {'email': 'E-mail', 'time_zone': 'Time zone'}
    """
    problems = [*_wrong_names(file, headings, named)]
    found: dict[str, str] = {}
    for field, usual in USUAL.items():
        if field in named:
            found[field] = named[field]
            continue
        like = [one for one in headings if _form(one) in usual and one not in named.values()]
        if len(like) > 1:
            problems.append(_ambiguous(file, field, like))
        elif like:
            found[field] = like[0]
    if "email" not in found and not any("email" in one.where for one in problems):
        problems.append(
            Problem(
                where=file,
                found=f"no column of addresses among {listed(headings)}",
                expected="a column headed email",
                mend='head it so, or name it with --column email="Its heading"',
            )
        )
    ContactsError.collect(problems)
    return found


def _wrong_names(file: str, headings: Sequence[str], named: Mapping[str, str]) -> list[Problem]:
    problems = []
    for field, heading in named.items():
        if field not in USUAL:
            mend = did_you_mean(field, USUAL) or f"name one of {listed(USUAL)}"
            problems.append(Problem(f"--column {field}", quoted(field), "a field of contacts", mend))
        elif heading not in headings:
            mend = did_you_mean(heading, headings) or f"the columns are {listed(headings)}"
            problems.append(Problem(f"{file}, --column {field}", quoted(heading), "one of its columns", mend))
    return problems


def _ambiguous(file: str, field: str, like: Sequence[str]) -> Problem:
    return Problem(
        where=f"{file}, {field}",
        found=f"more than one column that may be it: {listed(like)}",
        expected="one",
        mend=f'name it with --column {field}="{like[0]}"',
    )


def _form(heading: str) -> str:
    plain = heading.casefold().translate(str.maketrans("éèàíóúñ", "eeaioun"))
    return re.sub(r"[\W_]+", "", plain)
