"""What the header of a column tells about its cells."""

from __future__ import annotations

import re
from enum import StrEnum


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that mark a column as personal data, in the languages that survey exports mostly use.
PERSONAL_WORDS = _words("""
    email mail emails telephone phone mobile cellphone tel fax whatsapp telefon mobil telefono courriel correo
    firstname lastname surname forename fullname username nickname vorname nachname prenom apellido
    recipientfirstname recipientlastname recipientemail ipaddress ip ssn passport iban street latitude
    longitude locationlatitude locationlongitude gps birthdate birthday dob externalreference
    externaldatareference linkedin instagram twitter facebook handle
""")
PERSONAL_PHRASES = (
    *("first name", "last name", "full name", "your name", "family name", "middle name"),
    *("respondent name", "customer name", "contact name", "name of respondent", "date of birth"),
    *("social security", "credit card", "account number", "e mail"),
    *("home address", "street address", "postal address", "your address"),
)
PERSONAL_HEADERS = _words("name names address contact person nom customer client")
FIELDWORK = _words("""
    startdate enddate recordeddate status progress finished distributionchannel userlanguage timestamp
    submitdate datestamp startlanguage lastpage seed refurl durationinseconds duration completed
""")
DESCRIBING = _words("""
    age income salary earnings wage spend spending spent revenue price cost children kids household year
    years born count number visits orders purchases amount tenure months days weeks minutes size employees
""")
AREA = _words("zip zipcode postcode postalcode plz postal postleitzahl")
IDENTIFYING = _words("""
    respondent respondentid responseid id caseid participantid participant userid uuid subject subjectid
    caseno recordid customerid record
""")
MOST_WORDS = 6  # a longer header is a question about the thing rather than the thing


class Kind(StrEnum):
    """What a column holds."""

    EMPTY = "empty"
    CONSTANT = "constant"
    PERSONAL = "personal"
    FIELDWORK = "fieldwork"
    DATE = "date"
    IDENTIFIER = "identifier"
    FREE_TEXT = "free text"
    SCALE = "scale"
    NUMBER = "number"
    CATEGORY = "category"


def words_of(header: str) -> list[str]:
    """Split a header into lower-case words.

    Examples
    --------
    >>> words_of("Life_HoursSocialMedia"), words_of("Q3. What is your age?")
    (['life', 'hours', 'social', 'media'], ['q3', 'what', 'is', 'your', 'age'])
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return [word.casefold() for word in re.split(r"[\W_]+", spaced) if word]


def kind_by_header(header: str, *, unique: bool) -> Kind | None:
    """Say what a column holds where its header alone tells.

    Parameters
    ----------
    header : str
        Name of the column.
    unique : bool
        Whether every row has a cell of its own.

    Returns
    -------
    Kind or None
        Personal, fieldwork, identifier, or None where the cells must tell.

    Examples
    --------
    >>> kind_by_header("E-mail address", unique=True), kind_by_header("Brand name", unique=False)
    (<Kind.PERSONAL: 'personal'>, None)
    """
    words = words_of(header)
    joined = "".join(words)
    if len(words) <= MOST_WORDS and _is_personal(words):
        return Kind.PERSONAL
    if joined in FIELDWORK:
        return Kind.FIELDWORK
    if unique and (joined in IDENTIFYING or words[-1:] == ["id"]):
        return Kind.IDENTIFIER
    return None


def _is_personal(words: list[str]) -> bool:
    joined = "".join(words)
    phrase = f" {' '.join(words)} "
    return (
        joined in PERSONAL_HEADERS
        or joined in PERSONAL_WORDS
        or not PERSONAL_WORDS.isdisjoint(words)
        or any(f" {personal} " in phrase for personal in PERSONAL_PHRASES)
    )
