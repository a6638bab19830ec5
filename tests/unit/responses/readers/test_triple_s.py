"""Triple-S: a description and answers, in fixed places or delimited, found from either side."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from psychograph.codebook.codebook import Role, Scale, VariableType
from psychograph.errors import ResponsesError
from psychograph.responses.imported import Imported
from psychograph.responses.readers import read_responses

CODES = {"1": "Tea", "2": "Mate", "10": "Coffee"}
VALUES = "".join(f'<value code="{code}">{label}</value>' for code, label in CODES.items())
VALUES = f"<values>{VALUES}</values>"


def variable(
    kind: str, name: str, start: object, finish: object = "", more: str = "", *, use: str = ""
) -> str:
    """Return one variable of a description."""
    ends = f'start="{start}"' + (f' finish="{finish}"' if finish else "")
    role = f' use="{use}"' if use else ""
    label = "Usual<br/>drink <b>now</b>" if name == "drink" else name.capitalize()
    return (
        f'<variable ident="1" type="{kind}"{role}><name>{name}</name><label>{label}</label>'
        f"<position {ends}/>{more}</variable>\n"
    )


EVERY = (
    variable("character", "id", 1, 2, use="serial")
    + variable("single", "drink", 3, 4, VALUES)
    + variable("multiple", "tried", 5, 14, VALUES)
    + variable("multiple", "best", 15, 18, f'<spread subfields="2" width="2"/>{VALUES}')
    + variable(
        "quantity", "rating", 19, 19,
        '<values><range from="1" to="7"/><value code="9">Don\'t know</value></values>',
    )
    + variable("quantity", "cups", 20, 21, '<range from="0" to="40"/>')
    + variable("logical", "again", 22)
    + variable("date", "day", 23, 30)
    + variable("time", "hour", 31, 36)
    + variable("quantity", "w", 37, 39, '<range from="0.0" to="9.9"/>', use="weight")
)  # fmt: skip
ONE = variable("quantity", "n", 1)
LINES = "".join(
    [
        "a1" + " 1" + "1100000000" + " 1 2" + "7" + "12" + "1" + "20250201" + "093000" + "1.0" + "\n",
        "b2" + "10" + "1000000000" + "0110" + "9" + " 3" + "0" + "20250202" + "235959" + " .5" + "\n",
        "c3\n",
    ]
)
CELLS = {
    "id": ("a1", "b2", "c3"),
    "drink": ("1", "10", None),
    "tried_1": ("1", "1", None),
    "tried_2": ("1", "0", None),
    "tried_10": ("0", "0", None),
    "best_1": ("1", "1", None),
    "best_2": ("1", "0", None),
    "best_10": ("0", "1", None),
    "rating": ("7", "9", None),
    "cups": ("12", "3", None),
    "again": ("1", "0", None),
    "day": ("2025-02-01", "2025-02-02", None),
    "hour": ("09:30:00", "23:59:59", None),
    "w": ("1.0", ".5", None),
}


def described(variables: str, *, version: str = "2.0", record: str = 'ident="A"', head: str = "") -> str:
    return f'{head}<sss version="{version}"><survey><record {record}>{variables}</record></survey></sss>'


def read(
    folder: Path, xml: str | bytes, data: str | bytes, *, named: str = "s.sss", answers: str = "s.asc"
) -> Imported:
    (folder / "s.sss").write_bytes(xml.encode() if isinstance(xml, str) else xml)
    (folder / answers).write_bytes(data.encode() if isinstance(data, str) else data)
    return read_responses(folder / named)


def refused(folder: Path, xml: str | bytes, data: str | bytes = "1\n") -> str:
    with pytest.raises(ResponsesError) as found:
        read(folder, xml, data)
    return str(found.value)


@pytest.mark.parametrize("named", ["s.sss", "s.asc"])
def test_every_type_in_fixed_places(named: str, tmp_path: Path) -> None:
    found = read(tmp_path, described(EVERY), LINES, named=named)
    assert found.layout == "triple-s"
    assert found.responses.table.columns == CELLS
    book = found.responses.codebook
    assert (book["id"].role, book["w"].role) == (Role.ID, Role.WEIGHT)
    assert book["drink"].question == "Usual drink now"
    assert (book["tried_2"].type, book["tried_2"].battery) == (VariableType.OPTION, "Tried")
    assert (book["rating"].type, book["rating"].scale) == (VariableType.LIKERT, Scale(1, 7))
    assert book["rating"].missing == ("9",)
    assert (book["cups"].type, book["cups"].scale) == (VariableType.NUMBER, None)


def test_delimited_answers_with_lines_to_skip_and_a_name_of_their_own(tmp_path: Path) -> None:
    variables = (
        variable("single", "drink", 1, more=VALUES)
        + variable("multiple", "tried", 2, more=VALUES)
        + variable("multiple", "best", 3, 4, f'<spread subfields="2" width="2"/>{VALUES}')
        + variable("character", "said", 5)
    )
    xml = described(variables, record='ident="A" format="csv" skip="1" href="answers.csv"')
    data = 'drink,tried,best1,best2,said\n1,1000000001,1,10,"good, very\ngood"\n02,,,,fine\n'
    found = read(tmp_path, xml, data, answers="answers.csv").responses
    assert found.table.columns == {
        "drink": ("1", "2"),
        "tried_1": ("1", None),
        "tried_2": ("0", None),
        "tried_10": ("1", None),
        "best_1": ("1", None),
        "best_2": ("0", None),
        "best_10": ("1", None),
        "said": ("good, very\ngood", "fine"),
    }


def test_answers_are_read_in_the_encoding_of_the_description(tmp_path: Path) -> None:
    town = variable("character", "town", 1, 5).replace("Town", "Où?")
    xml = described(town, version="1.1", head='<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1")
    found = read(tmp_path, xml, "Köln \nBonn \nUlm\n".encode("latin-1")).responses
    assert found.table.columns["town"] == ("Köln", "Bonn", "Ulm")
    assert found.codebook["town"].question == "Où?"


def test_a_reference_to_the_document_type_is_accepted_and_never_fetched(tmp_path: Path) -> None:
    head = '<!DOCTYPE sss PUBLIC "-//Triple-S//DTD Survey Interchange v1.2//EN" "http://127.0.0.1:9/sss_v12.dtd">'
    assert read(tmp_path, described(ONE, version="1.2", head=head), "4\n5\n").responses.numbers(
        "n"
    ).tolist() == [4, 5]


ENTITIES = {
    "growing without end": '<!DOCTYPE sss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    "reading another file": '<!DOCTYPE sss [<!ENTITY a SYSTEM "file:/etc/passwd">]>',
    "asking the web": '<!DOCTYPE sss [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',
}


@pytest.mark.parametrize("case", ENTITIES)
def test_entities_are_refused(case: str, tmp_path: Path) -> None:
    one = (
        '<variable ident="1" type="quantity"><name>n</name><label>&a;</label><position start="1"/></variable>'
    )
    assert "XML that declares entities" in refused(tmp_path, described(one, head=ENTITIES[case]))


LONG_RANGE = '<values><range from="1" to="1000000"/></values>'
REFUSED = {
    "an unknown entity": (ONE.replace("<name>n", "<name>&nbsp;"), "cannot be read"),
    "no position": ('<variable ident="1" type="single"><name>a</name></variable>', "no position"),
    "no name": (ONE.replace("<name>n</name>", ""), "without a name"),
    "an unknown type": (variable("matrix", "a", 1), "'matrix'"),
    "a position backwards": (variable("single", "a", 5, 2), "from 5 to 2"),
    "a position that is no number": (variable("single", "a", "x"), "'x'"),
    "no variables": ("", "no variables"),
    "two of a name": (ONE + ONE, "2 variables of this name"),
    "a million options": (variable("multiple", "a", 1, more=LONG_RANGE), "1,000,000 options"),
    "many subfields": (
        variable("multiple", "a", 1, more=f'<spread subfields="99999999"/>{VALUES}'),
        "99999999 subfields",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_with_a_description_is_said(case: str, tmp_path: Path) -> None:
    variables, said = REFUSED[case]
    assert said in refused(tmp_path, described(variables))


def test_all_wrong_variables_are_told_together(tmp_path: Path) -> None:
    said = refused(tmp_path, described(REFUSED["no position"][0] + REFUSED["an unknown type"][0]))
    assert "no position" in said
    assert "'matrix'" in said


def test_versions_and_hierarchies_that_are_not_read_are_named(tmp_path: Path) -> None:
    assert "version '3.0'" in refused(tmp_path, described("", version="3.0"))
    two = '<sss version="2.0"><survey><record ident="A"/><record ident="B"/></survey></sss>'
    assert "2 records" in refused(tmp_path, two)


def test_a_description_points_only_to_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("1\n")
    (tmp_path / "in").mkdir()
    for href in ("../secret.csv", str(tmp_path / "secret.csv"), "http://127.0.0.1:9/x.csv"):
        (tmp_path / "in" / "s.sss").write_text(described(ONE, record=f'ident="A" format="csv" href="{href}"'))
        with pytest.raises(ResponsesError, match="without its answers"):
            read_responses(tmp_path / "in" / "s.sss")


def test_answers_that_do_not_fit_are_told_by_row(tmp_path: Path) -> None:
    one = variable("multiple", "a", 1, 2, VALUES)
    said = refused(tmp_path, described(one), "10\nx1\n")
    assert "s.asc, row 2, variable a" in said
    assert "'x1'" in said
    far = (
        '<variable ident="1" type="quantity"><name>n</name><label>N</label><position start="70"/></variable>'
    )
    assert "lines of at most 2 letters" in refused(tmp_path, described(far), "10\n11\n")


def test_a_csv_without_a_description_beside_it_stays_a_csv(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("q,r\n1,2\n3,4\n")
    (tmp_path / "s.xml").write_text("<questionnaire/>")
    assert read_responses(tmp_path / "s.csv").layout == "plain"


def test_damaged_pairs_are_read_or_refused(tmp_path: Path) -> None:
    xml, draw = described(EVERY).encode(), random.Random(5)  # noqa: S311
    data = LINES.encode()
    inserted = (
        b"99999",
        b"<",
        b"&#0;",
        b"\xff",
        b"\0",
        b'"',
        "³".encode(),
        b"<range from='1' to='999999999'/>",
    )
    outcomes = set()
    for _ in range(400):
        pair = [bytearray(xml), bytearray(data)]
        made = draw.choice(pair)
        for _ in range(draw.randint(1, 3)):
            at, how = draw.randrange(len(made)), draw.random()
            if how < 0.4:
                made[at] ^= 1 << draw.randrange(8)
            elif how < 0.7:
                del made[at : at + draw.randint(1, 30)]
            else:
                made[at:at] = draw.choice(inserted)
        try:
            found = read(tmp_path, bytes(pair[0]), bytes(pair[1])).responses
        except ResponsesError:
            outcomes.add("refused")
        else:
            outcomes.add("read")
            assert all(len(found.numbers(name)) == len(found) for name in found.codebook.names)
    assert outcomes == {"read", "refused"}
