"""Triple-S: a description and answers, in fixed places or delimited, found from either side."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from psychograph.codebook.codebook import Role, Scale, VariableType
from psychograph.errors import ResponsesError
from psychograph.responses.imported import Imported
from psychograph.responses.readers import read_responses

VALUES = (
    '<values><value code="1">Tea</value><value code="2">Mate</value><value code="10">Coffee</value></values>'
)
EVERY = f"""
<variable ident="1" type="character" use="serial"><name>id</name><label>Id</label><position start="1" finish="2"/></variable>
<variable ident="2" type="single"><name>drink</name><label>Usual<br/>drink <b>now</b></label><position start="3" finish="4"/>{VALUES}</variable>
<variable ident="3" type="multiple"><name>tried</name><label>Tried</label><position start="5" finish="14"/>{VALUES}</variable>
<variable ident="4" type="multiple"><name>best</name><label>Best two</label><position start="15" finish="18"/><spread subfields="2" width="2"/>{VALUES}</variable>
<variable ident="5" type="quantity"><name>rating</name><label>Rating</label><position start="19"/><values><range from="1" to="7"/><value code="9">Don't know</value></values></variable>
<variable ident="6" type="quantity"><name>cups</name><label>Cups</label><position start="20" finish="21"/><range from="0" to="40"/></variable>
<variable ident="7" type="logical"><name>again</name><label>Again</label><position start="22"/></variable>
<variable ident="8" type="date"><name>day</name><label>Day</label><position start="23" finish="30"/></variable>
<variable ident="9" type="time"><name>hour</name><label>Hour</label><position start="31" finish="36"/></variable>
<variable ident="10" type="quantity" use="weight"><name>w</name><label>W</label><position start="37" finish="39"/><range from="0.0" to="9.9"/></variable>
"""
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
    variables = f"""
    <variable ident="1" type="single"><name>drink</name><label>D</label><position start="1"/>{VALUES}</variable>
    <variable ident="2" type="multiple"><name>tried</name><label>T</label><position start="2"/>{VALUES}</variable>
    <variable ident="3" type="multiple"><name>best</name><label>B</label><position start="3" finish="4"/>
      <spread subfields="2" width="2"/>{VALUES}</variable>
    <variable ident="4" type="character"><name>said</name><label>S</label><position start="5"/></variable>
    """
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
    town = '<variable ident="1" type="character"><name>town</name><label>Où?</label><position start="1" finish="5"/></variable>'
    xml = described(town, version="1.1", head='<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1")
    found = read(tmp_path, xml, "Köln \nBonn \nUlm\n".encode("latin-1")).responses
    assert found.table.columns["town"] == ("Köln", "Bonn", "Ulm")
    assert found.codebook["town"].question == "Où?"


def test_a_reference_to_the_document_type_is_accepted_and_never_fetched(tmp_path: Path) -> None:
    head = '<!DOCTYPE sss PUBLIC "-//Triple-S//DTD Survey Interchange v1.2//EN" "http://127.0.0.1:9/sss_v12.dtd">'
    one = '<variable ident="1" type="quantity"><name>n</name><label>N</label><position start="1"/></variable>'
    assert read(tmp_path, described(one, version="1.2", head=head), "4\n5\n").responses.numbers(
        "n"
    ).tolist() == [4, 5]


ENTITIES = {
    "growing without end": '<!DOCTYPE sss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    "reading another file": '<!DOCTYPE sss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "asking the web": '<!DOCTYPE sss [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',
}


@pytest.mark.parametrize("case", ENTITIES)
def test_entities_are_refused(case: str, tmp_path: Path) -> None:
    one = (
        '<variable ident="1" type="quantity"><name>n</name><label>&a;</label><position start="1"/></variable>'
    )
    assert "XML that declares entities" in refused(tmp_path, described(one, head=ENTITIES[case]))


REFUSED = {
    "an unknown entity": (
        '<variable ident="1" type="quantity"><name>&nbsp;</name><position start="1"/></variable>',
        "cannot be read",
    ),
    "no position": ('<variable ident="1" type="single"><name>a</name></variable>', "no position"),
    "an unknown type": (
        '<variable ident="1" type="matrix"><name>a</name><position start="1"/></variable>',
        "'matrix'",
    ),
    "a position backwards": (
        '<variable ident="1" type="single"><name>a</name><position start="5" finish="2"/></variable>',
        "from 5 to 2",
    ),
    "a position that is no number": (
        '<variable ident="1" type="single"><name>a</name><position start="x"/></variable>',
        "'x'",
    ),
    "no variables": ("", "no variables"),
    "a million options": (
        '<variable ident="1" type="multiple"><name>a</name><position start="1"/><values><range from="1" to="1000000"/></values></variable>',
        "1,000,000 options",
    ),
    "a billion subfields": (
        f'<variable ident="1" type="multiple"><name>a</name><position start="1"/><spread subfields="99999999"/>{VALUES}</variable>',
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
    one = '<variable ident="1" type="quantity"><name>n</name><label>N</label><position start="1"/></variable>'
    for href in ("../secret.csv", str(tmp_path / "secret.csv"), "http://127.0.0.1:9/x.csv"):
        (tmp_path / "in" / "s.sss").write_text(described(one, record=f'ident="A" format="csv" href="{href}"'))
        with pytest.raises(ResponsesError, match="without its answers"):
            read_responses(tmp_path / "in" / "s.sss")


def test_answers_that_do_not_fit_are_told_by_row(tmp_path: Path) -> None:
    one = f'<variable ident="1" type="multiple"><name>a</name><label>A</label><position start="1" finish="2"/>{VALUES}</variable>'
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
    xml, draw = described(EVERY).encode(), random.Random(5)
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
