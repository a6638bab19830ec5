"""KoboToolbox: groups, options beside their joined column, tags, and where people were."""

from __future__ import annotations

from psychograph.codebook.codebook import Role, VariableType
from psychograph.responses.imported import Imported
from psychograph.responses.importing import imported
from psychograph.responses.layouts import read_layout
from psychograph.responses.readers.delimited import read_delimited

TAIL = '"_id";"_uuid";"_submission_time";"_index"'


def read(*rows: str) -> Imported:
    return imported(*read_layout(read_delimited("k.csv", "\n".join(rows).encode())))


def test_the_columns_of_options_are_read_and_the_joined_one_is_left_out() -> None:
    found = read(
        f'"g/drinks";"g/drinks/tea";"g/drinks/milk";{TAIL}',
        '"tea milk";"1";"1";"7";"u1";"2025-01-01";"1"',
        '"milk";"0";"1";"8";"u2";"2025-01-01";"2"',
        '"";"";"";"9";"u3";"2025-01-01";"3"',
    )
    assert found.responses.table.columns["drinks/tea"] == ("1", "0", None)
    assert found.responses.codebook["drinks/tea"].battery == "drinks"
    assert [(drop.column, drop.why) for drop in found.dropped] == [
        ("drinks", "its options have columns of their own")
    ]
    assert found.columns_in_file == 7
    assert found.responses.codebook["_id"].role is Role.ID


def test_true_and_false_without_a_joined_column() -> None:
    found = read(
        f'"drinks/tea";"drinks/milk";{TAIL}',
        '"True";"False";"7";"u1";"2025-01-01";"1"',
        '"False";"False";"8";"u2";"2025-01-01";"2"',
    ).responses
    assert found.table.columns["drinks/milk"] == ("0", "0")
    assert found.codebook["drinks/milk"].type is VariableType.OPTION


def test_groups_answered_on_one_scale_are_batteries_and_others_are_not() -> None:
    found = read(
        f'"m/calm";"m/bold";"about/age";"about/town";{TAIL}',
        '"4";"2";"31";"Ulm";"7";"u1";"2025-01-01";"1"',
        '"5";"1";"47";"Bonn";"8";"u2";"2025-01-01";"2"',
    ).responses.codebook
    assert found["calm"].battery == found["bold"].battery == "m"
    assert found["age"].battery == found["town"].battery == ""


def test_equal_questions_in_two_groups_keep_their_groups() -> None:
    found = read(
        f'"a/age";"b/age";{TAIL}',
        '"31";"5";"7";"u1";"2025-01-01";"1"',
        '"47";"9";"8";"u2";"2025-01-01";"2"',
    ).responses
    assert list(found.table.columns)[:2] == ["a/age", "b/age"]


def test_tags_are_passed_over_and_places_and_devices_left_out() -> None:
    found = read(
        f'"age";"home";"_home_latitude";"_home_longitude";"deviceid";"_submitted_by";{TAIL}',
        '"#age";"#geo";"#lat";"#lon";"";"";"";"";"";""',
        '"31";"52.5200 13.4050 34 5";"52.5200";"13.4050";"d1";"ann";"7";"u1";"2025-01-01";"1"',
        '"47";"48.1371 11.5754 519 5";"48.1371";"11.5754";"d2";"bob";"8";"u2";"2025-01-01";"2"',
    )
    assert len(found.responses) == 2
    assert [drop.column for drop in found.dropped] == [
        *("home", "_home_latitude", "_home_longitude", "deviceid", "_submitted_by")
    ]
    assert "row 2 holds HXL tags, and was passed over" in found.responses.table.notes
