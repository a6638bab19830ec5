"""A questionnaire taken from the example of the Triple-S standard, checked by hand, and written again."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.comparing.differences import covers, differences
from psychograph.questionnaire.conditions import Compared, Operator
from psychograph.questionnaire.formats.format import Taken
from psychograph.questionnaire.formats.triple_s import FORMAT
from psychograph.questionnaire.formats.triple_s.reading import read
from psychograph.questionnaire.formats.triple_s.writing import write
from psychograph.questionnaire.losses import WHOLE, Aspect
from psychograph.questionnaire.model import Choice, FreeText, Multiple, Number, Single

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "layouts" / "triple_s" / "sample-1.sss"


@pytest.fixture
def sample() -> Taken:
    if not SAMPLE.exists():
        pytest.skip("sample-1.sss is not here: reference data lie outside the project")
    content = SAMPLE.read_bytes()
    assert FORMAT.recognises is not None
    assert FORMAT.recognises(content)
    return read(SAMPLE.name, content)


def choices(*told: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, Translated(label)) for code, label in told)


PLACES = choices(
    ("1", "Sherwood Forest"),
    ("2", "Nottingham Castle"),
    ("3", '"Friar Tuck" Restaurant'),
    ("4", '"Maid Marion" Cafe'),
    ("5", "Mining museum"),
    ("9", "Other"),
)


def test_every_variable_by_hand(sample: Taken) -> None:
    # The file has eight variables; the last is a weight.
    taken = sample.questionnaire
    assert taken.title.text == "Historic House Exit Survey\nFirst Wave"
    assert {one.name: (one.text.text, one.answer) for one in taken.questions} == {
        "Q1": (
            "Number of visits",
            Single(
                choices(
                    ("1", "First visit"),
                    ("2", "Visited before within the year"),
                    ("3", "Visited before that"),
                )
            ),
        ),
        "Q2": ("Attractions visited", Multiple(PLACES)),
        "Q3": ("Other attractions visited", FreeText(most=30)),
        "Q4": ("Two favourite attractions visited", Multiple(PLACES, most=2)),  # two subfields
        "Q5": ("Miles travelled", Number(1, 500)),  # 1 to 499, and 500 for more
        "Q6": ("Would come again", Single(choices(("1", "Yes"), ("0", "No")))),
        "Q7": (
            "When is that most likely to be",
            Single(
                choices(
                    ("1", "Within 3 months"),
                    ("2", "Between 3 months and 1 year"),
                    ("3", "More than 1 years time"),
                )
            ),
        ),
    }
    filtered = Compared("Q6", Operator.EQUAL, "1")
    assert [one.shown_if for one in taken.questions] == [None] * 6 + [filtered]


def test_all_that_was_not_taken(sample: Taken) -> None:
    assert [(one.where, one.aspect) for one in sample.losses] == [
        (WHOLE, Aspect.TRANSLATION),  # version 1.2 names no language
        ("Q5", Aspect.CODES),  # 500 or more, 999 not stated
        ("Q99", Aspect.CONTENT),  # the weight
    ]
    assert "500 (500 or more), 999 (Not stated)" in sample.losses[1].what


def test_written_again_it_loses_its_filter_and_says_so(sample: Taken) -> None:
    written = write(sample.questionnaire)
    again = read("again.sss", written.files[".sss"])
    found = differences(sample.questionnaire, again.questionnaire)
    assert [(one.where, one.aspect) for one in found] == [("Q7", Aspect.SKIP)]
    assert [(one.where, one.aspect) for one in written.losses] == [("Q7", Aspect.SKIP)]
    assert covers(written.losses[0], found[0])
    assert again.losses == ()
