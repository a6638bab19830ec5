"""Postcodes: the shape of their country, written as it writes them. All of these are of real post offices."""

from __future__ import annotations

import pytest

from psychograph.fielding.walk.typed.postcodes import SHAPES, postcode_in


@pytest.mark.parametrize(
    ("country", "typed", "written"),
    [
        ("DE", "10115", "10115"),
        ("DE", "D-10115", "10115"),
        ("DE", " 10 115 ", "10115"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("GB", "M1 1AE", "M1 1AE"),
        ("GB", "EC1A1BB", "EC1A 1BB"),
        ("US", "02139", "02139"),
        ("US", "021394307", "02139-4307"),
        ("US", "02139-4307", "02139-4307"),
        ("CA", "k1a0b1", "K1A 0B1"),
        ("NL", "1012jx", "1012 JX"),
        ("NL", "NL-1012 JX", "1012 JX"),
        ("SE", "SE-111 22", "111 22"),
        ("PL", "00950", "00-950"),
        ("PT", "1000-205", "1000-205"),
        ("PT", "1000", "1000"),
        ("JP", "\uff11\uff10\uff10-8111", "100-8111"),
        ("BR", "01310100", "01310-100"),
        ("IE", "d02af30", "D02 AF30"),
        ("LV", "lv1050", "LV-1050"),
        ("MT", "vlt1117", "VLT 1117"),
        ("FR", "75001", "75001"),
        ("AT", "A-1010", "1010"),
        ("SA", "\u0661\u0661\u0665\u0666\u0664", "11564"),
        ("DE", "1011", None),
        ("DE", "F-10115", None),
        ("DE", "101155", None),
        ("DE", "1011a", None),
        ("GB", "SW1A", None),
        ("US", "2139", None),
        ("CA", "K1A-OB1", None),
        ("NL", "0012 AB", None),
        ("DE", "", None),
        ("DE", "<script>", None),
    ],
)  # fmt: skip
def test_a_postcode_is_written_as_its_country_does(country: str, typed: str, written: str | None) -> None:
    assert postcode_in(typed, country) == written


@pytest.mark.parametrize("country", ["", "ZZ", "KE"])
def test_where_no_shape_is_known_a_short_code_will_do(country: str) -> None:
    assert postcode_in(" ab1 2-c ", country) == "AB1 2-C"
    for typed in ("", "-", "x", "a" * 13, "a;b", "10115\n<b>", "Ä1"):
        assert postcode_in(typed, country) is None


def test_what_is_written_is_read_as_the_same() -> None:
    shown = {"GB": "SW1A 1AA", "US": "02139-4307", "PL": "00-950", "LV": "LV-1050", "IE": "D02 AF30"}
    for country, code in shown.items():
        assert postcode_in(code, country) == code


def test_countries_are_written_by_two_capitals() -> None:
    assert len(SHAPES) > 60
    assert all(len(country) == 2 and country.isupper() for country in SHAPES)
