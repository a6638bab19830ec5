import pytest

from psychograph.charts.labels import (
    listed,
    segment_label,
    segment_name,
    shorten,
    text_width,
    told_apart,
    wrap,
)
from psychograph.labels import clean, readable, readable_all


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Att_GreaterGood", "Greater good"),
        ("Att_TradValues", "Traditional values"),
        ("Life_HoursSocialMedia", "Hours social media"),
        ("Openness", "Openness"),
        ("att_greater_good", "Greater good"),
        ("NPS", "NPS"),
        ("price sensitivity", "Price sensitivity"),
        ("Umweltbewusstsein_Öko", "Umweltbewusstsein Öko"),
        ("価値観", "価値観"),
        ("price.per_unit", "Price per unit"),
        ("TVHours", "TV hours"),
        ("Att_", "Att"),
        ("___", "___"),
    ],
)
def test_readable(name, text):
    assert readable(name).lower() == text.lower()
    assert readable(name)[:1] == text[:1]


def test_readable_names_stay_distinct():
    assert set(readable_all(["Att_Music", "Life_Music"]).values()) == {"Att music", "Life music"}
    odd = ["a_b", "a b", "aB"]
    assert len(set(readable_all(odd).values())) == 3


def test_segment_names():
    assert segment_name(3, None) == "Segment 3"
    assert segment_name(3, {3: " "}) == "Segment 3"
    assert segment_label(1, {1: "Structured Realists"}, 1200) == "1 Structured Realists (1,200)"


@pytest.mark.parametrize("width", [30, 60, 200])
@pytest.mark.parametrize(
    "text", ["A very long respondent identifier", "<b>&amp;</b>" * 9, "回答者" * 30, "ok"]
)
def test_shortened_text_fits(text, width):
    short = shorten(text, width, 11)
    assert text_width(short, 11) <= width
    assert short == text or short.endswith("…")


def test_a_page_of_text_in_one_cell_is_shortened_too():
    # Measured character by character from its end, this would not end within a day.
    assert shorten("x" * 1_000_000, 60, 11) == shorten("x" * 100, 60, 11)


def test_long_ids_stay_distinct():
    ids = [f"customer-{i:08d}@example.org" for i in range(64)]
    short = told_apart(ids, 80, 11)
    assert len(set(short)) == 64
    assert max(text_width(text, 11) for text in short) <= 80
    assert told_apart(["(37)", "(37)"], 80, 11) == ["(37)", "(37)"]


def test_wrapped_text_keeps_its_words_and_fits():
    text = "3 Community-minded Traditionalists (102)"
    lines = wrap(text, 110, 12, 4, bold=True)
    assert lines == ("3 Community-", "minded", "Traditionalists", "(102)")
    assert all(text_width(line, 12, bold=True) <= 110 for line in lines)
    assert len(wrap(text, 40, 12, 2)) == 2


def test_text_that_no_picture_can_hold_is_dropped():
    assert clean("a\x00b\ud800c\nd\u200b") == "abc d\u200b"


@pytest.mark.parametrize("room", [20, 60, 400])
def test_lists_keep_to_their_room(room):
    assert len(listed(["some part"] * 12, room)) <= room
