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
    externaldatareference linkedin instagram twitter facebook handle emailaddress mailaddress phonenumber
    deviceid simid simserial subscriberid imei imsi macaddress networkid geolocation geopoint useragent
    locationaccuracy anschrift strasse straße telefonnummer handynummer mobilnummer mailadresse emailadresse
    prénom adresseemail courriels apellidos telefono teléfono naam voornaam achternaam emailadres
    telefoonnummer postadresse
""")
PERSONAL_PHRASES = (
    *("first name", "last name", "full name", "your name", "family name", "middle name"),
    *("respondent name", "customer name", "contact name", "name of respondent", "date of birth"),
    *("social security", "credit card", "account number", "e mail"),
    *("home address", "street address", "postal address", "your address"),
)
PERSONAL_HEADERS = _words(
    "name names address contact person nom customer client adresse adres dirección direccion"
)
# Questions that open so are about the thing, such as the use of e-mail, unless they ask for it.
OPENERS = _words("""
    how do does did have has had which when why are is was were should could can may would will what who where
    to wie haben hast nutzen welche welches welcher comment combien avez utilisez quel quelle cuánto cómo
    utiliza tiene hoe heeft welke
""")
ASKING = _words("""
    enter provide leave give write type share fill state indicate tell insert supply contact reach what whats
    may can could bitte geben nennen lautet tragen indiquez saisissez veuillez donnez introduzca escriba
    indique vul geef noteer
""")
ASKED = re.compile(
    r"\b(?:your|ihren?|ihre|deinen?|deine|votre|vos|tu|su|uw)"
    r"(?: (?:full|first|last|family|middle|e|email|home|work|best|current|private|personal|mobile|cell|phone"
    r"|telephone|postal|street|contact|date of|exact|numéro de|número de))*"
    r" (?:names?|surname|mail|email|phone|telephone|mobile|cellphone|number|address|birth|birthday|adresse"
    r"|anschrift|name|namen|mailadresse|telefonnummer|handynummer|vornamen?|nachnamen?|nom|prénom|courriel"
    r"|correo|nombre|apellidos?|teléfono|dirección|naam|adres|telefoonnummer)\b"
    r"(?! (?:brand|provider|plan|contract|bill|model|operator|company|client|usage|use|daily|often))"
)
FIELDWORK = _words("""
    startdate enddate recordeddate status progress finished distributionchannel userlanguage timestamp
    submitdate datestamp startlanguage lastpage seed refurl durationinseconds duration completed
    interviewtime totaltime datesubmitted datestarted datelastaction submissiontime collectorid
    startdateutc submitdateutc stagedateutc responsetype responseset durationseconds
""")
DESCRIBING = _words("""
    age income salary earnings wage spend spending spent revenue price cost children kids household year
    years born count number visits orders purchases amount tenure months days weeks minutes size employees
""")
AREA = _words("zip zipcode postcode postalcode plz postal postleitzahl")
# Who people are, often exported as codes: 1 and 2 for a gender are no answers on a scale.
GROUPING = _words("""
    gender sex education degree occupation profession employment race ethnicity religion nationality
    marital country region agegroup
""")
BESIDE_GROUPING = _words("level status group code highest current your type respondent")
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
    if is_personal(header) is not None:
        return Kind.PERSONAL
    if joined in FIELDWORK:
        return Kind.FIELDWORK
    if unique and (joined in IDENTIFYING or words[-1:] == ["id"]):
        return Kind.IDENTIFIER
    return None


class Certainty(StrEnum):
    """How sure a header or a question is about what it asks for."""

    SURE = "sure"
    LIKELY = "likely"  # the answers may show otherwise


def is_personal(text: str) -> Certainty | None:
    """Say whether a header or a question asks for personal data.

    Parameters
    ----------
    text : str
        A header, or a question as it was asked.

    Returns
    -------
    Certainty or None
        Likely where personal data is only mentioned, as in `Mobile phone`; None where nothing hints at it.

    Examples
    --------
    >>> is_personal("E-mail"), is_personal("Please enter your postal address")
    (<Certainty.SURE: 'sure'>, <Certainty.SURE: 'sure'>)
    >>> is_personal("Phone bill"), is_personal("How often do you e-mail?"), is_personal("Brand name")
    (<Certainty.LIKELY: 'likely'>, None, None)
    """
    words = words_of(text)
    joined = "".join(words)
    phrase = f" {' '.join(words)} "
    if joined in PERSONAL_HEADERS or joined in PERSONAL_WORDS:
        return Certainty.SURE
    if not ASKING.isdisjoint(words) and ASKED.search(phrase):
        return Certainty.SURE
    if len(words) > MOST_WORDS or (words[:1] and words[0] in OPENERS):
        return None
    if not PERSONAL_WORDS.isdisjoint(words) or any(f" {said} " in phrase for said in PERSONAL_PHRASES):
        return Certainty.LIKELY
    return None
