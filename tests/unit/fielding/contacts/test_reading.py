"""Lists of contacts: columns, rows, and every problem at once."""

from pathlib import Path

import pytest

from psychograph.fielding.contacts.addresses import address_of, masked
from psychograph.fielding.contacts.places import language_of, time_zone_of
from psychograph.fielding.contacts.reading import TOLD, read_contacts
from psychograph.fielding.errors import ContactsError


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_usual_headings_in_several_languages_are_recognised(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "E-Mail-Adresse;Vorname;Nachname;Zeitzone;Sprache;Gruppe\n"
        "Ann@Example.ORG;Ann;Lee;Europe/Berlin;de-at;north\n",
    )
    (found,) = read_contacts(file).contacts
    assert found.address.key == "ann@example.org"
    assert (found.name, found.time_zone, found.language, found.group) == (
        "Ann Lee",
        "Europe/Berlin",
        "de-AT",
        "north",
    )


def test_a_spreadsheet_is_read_as_a_text_file_is(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (("email", "name", "time zone"), ("ann@example.org", "Ann", "Asia/Tokyo")):
        book.active.append(row)
    book.save(tmp_path / "people.xlsx")
    (found,) = read_contacts(tmp_path / "people.xlsx").contacts
    assert (found.address.written, found.name, found.time_zone) == ("ann@example.org", "Ann", "Asia/Tokyo")


def test_every_problem_is_told_at_once_with_its_row(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "email,time zone,language\n"
        "good@example.org,,\n"
        "nobody,Mars/Base,klingon\n"
        "GOOD@example.org,,\n"
        ",Europe/Berlin,de\n"
        "late@example.org,UTC+2,\n",
    )
    found = read_contacts(file)
    assert [one.address.key for one in found.contacts] == ["good@example.org"]
    assert found.rejected == 4
    places = [one.where.split(", ", 1)[1] for one in found.problems]
    assert places == [
        "row 3, column email",
        "row 3, column language",
        "row 3, column time zone",
        "row 4, column email",
        "row 5, column email",
        "row 6, column time zone",
    ]
    assert "as in row 2" in found.problems[3].found
    assert "does not tell when clocks change" in found.problems[5].mend


def test_no_address_stands_in_an_error(tmp_path: Path) -> None:
    rows = "".join(f"somebody{number}@exam ple.org\n" for number in range(100))
    found = read_contacts(written(tmp_path, "email\n" + rows))
    told = str(found.error())
    assert "somebody" not in told
    assert len(found.error().problems) == TOLD + 1
    assert "70 more" in told


def test_headings_may_be_named_and_wrong_names_are_all_told(tmp_path: Path) -> None:
    file = written(tmp_path, "contact,Sales region\nann@example.org,north\n")
    (found,) = read_contacts(file, {"email": "contact", "group": "Sales region"}).contacts
    assert found.group == "north"
    with pytest.raises(ContactsError) as caught:
        read_contacts(file, {"emial": "contact", "group": "Sales regoin"})
    told = [(one.where, one.mend) for one in caught.value.problems]
    assert told[0] == ("--column emial", "did you mean 'email'?")
    assert told[1][1] == "did you mean 'Sales region'?"
    assert "no column of addresses" in caught.value.problems[2].found


def test_two_columns_that_could_be_the_address_are_not_guessed(tmp_path: Path) -> None:
    file = written(tmp_path, "email,E-Mail\na@example.org,b@example.org\n")
    with pytest.raises(ContactsError, match="more than one column"):
        read_contacts(file)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_files_that_are_no_lists_are_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    with pytest.raises(ContactsError):
        read_contacts(file)


def test_a_file_that_is_not_there_is_a_list_of_contacts_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContactsError, match="the file of contacts"):
        read_contacts(tmp_path / "none.csv")


def test_a_list_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContactsError, match="a header and no contacts"):
        read_contacts(written(tmp_path, "email,name\n"))
    found = read_contacts(written(tmp_path, "email,shoe size\n,43\n"))
    assert [one.found for one in found.problems] == ["no row below the headings"]


def test_control_characters_do_not_survive_in_names(tmp_path: Path) -> None:
    file = written(tmp_path, 'email,name\nann@example.org,"Ann\r\nBcc: x@example.org"\n')
    (found,) = read_contacts(file).contacts
    assert found.name == "Ann Bcc: x@example.org"


@pytest.mark.parametrize(
    ("written_so", "zone"),
    [
        ("EST", "America/New_York"),  # not the IANA zone EST, which has no summer time
        ("Pacific Time", "America/Los_Angeles"),
        ("america/new york", "America/New_York"),
        ("Asia/Kolkata", "Asia/Kolkata"),
    ],
)
def test_time_zones_are_read_as_people_write_them(written_so: str, zone: str) -> None:
    assert time_zone_of(written_so)[0] == zone


@pytest.mark.parametrize("text", ["IST", "+02:00", "GMT-5", "Berlin/Europe", "../../etc/passwd", "x" * 5000])
def test_what_is_no_time_zone_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        time_zone_of(text)


def test_a_language_by_name_is_told_its_tag() -> None:
    with pytest.raises(ValueError, match="write de"):
        language_of("German")


def test_a_country_with_one_clock_stands_in_for_a_time_zone(tmp_path: Path) -> None:
    file = written(tmp_path, "email,country\na@example.org,JP\nb@example.org,US\n")
    found = read_contacts(file)
    assert [one.time_zone for one in found.contacts] == ["Asia/Tokyo", ""]
    assert found.notes == ("time zone taken from the country, where it has but one (1 rows)",)


def test_addresses_are_alike_by_letters_and_domain_but_dots_count() -> None:
    assert address_of("A.Lee@BÜCHER.example").key == address_of("a.lee@xn--bcher-kva.example").key
    assert address_of("a.lee@gmail.com").key != address_of("alee@gmail.com").key


@pytest.mark.parametrize(
    "text", ["a@b@c.org", "a\r\nBcc:x@e.org", "ü@example.org", "a@-x.org", "@x.org", "a@localhost", "a" * 400]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        address_of(text)


def test_masked_addresses_cannot_be_written_to() -> None:
    assert masked("ann.lee@mail.example.co.uk") == "a***@m***.uk"
