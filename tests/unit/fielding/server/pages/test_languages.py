"""Which language a page is read in."""

from __future__ import annotations

import pytest

from psychograph.fielding.server.pages.languages import fitting

KNOWN = ("en", "de", "pt-BR", "ar")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ((), "en"),
        (("",), "en"),
        (("de",), "de"),
        (("DE-at",), "de"),
        (("pt",), "pt-BR"),
        (("pt-PT",), "pt-BR"),
        (("pt-BR",), "pt-BR"),
        (("fi", "ar"), "ar"),
        (("", "fi", "de-CH,de;q=0.9,en;q=0.8"), "de"),
        (("fr;q=1, ar;q=0.7, de;q=0.8",), "de"),
        (("de;q=0, ar",), "ar"),
        (("*",), "en"),
        (("de;q=oops",), "en"),
        (("de;q=nan",), "en"),
        (("de;q=7",), "en"),
        ((";;;,,,q=1",), "en"),
        (("x" * 1_000_000 + ",de",), "en"),
    ],
)
def test_the_first_that_fits_counts(wanted, found):
    assert fitting(KNOWN, wanted) == found


def test_of_two_of_one_language_the_first_is_taken_for_a_third():
    assert fitting(("en", "pt-PT", "pt-BR"), ("pt-AO",)) == "pt-PT"
    assert fitting(("en", "pt-PT", "pt-BR"), ("pt-BR",)) == "pt-BR"
