"""A rewording that says anything else is rejected, whatever it says."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from psychograph.knowledge.lexicon import lexicon
from psychograph.personas.persona import Sentence
from psychograph.rewording.check import Allowed, check
from psychograph.rewording.tokens import base_form, said_by
from psychograph.rewording.words import FREE, SAME

IDS = ("S1", "S2")
STRANGE, MOVED = "characters that the text does not hold", "another order"
LINE = "Innovative Pioneers are open to new ideas, decide with others in mind, and try new products early."
FIGURES = (
    "Furthest from the middle is \N{LEFT DOUBLE QUOTATION MARK}Greater good\N{RIGHT DOUBLE QUOTATION MARK}: "
    "a mean of 4.20, against 3.10 for everyone else. 11 of 12 fit all three headline attributes at once."
)
AGES = "Their median age is 38.5; half of them are 35 to 41, all 27 to 60."
HEDGED = "They are probably moved by making a difference for others and trying things (a hypothesis to test)."
FEW = "A few do not trust companies that pay for ads; nearly all (95 of 100) wait."
TEXTS = (LINE, FIGURES, AGES, HEDGED, FEW)


def reasons(original: str, reworded: str, *, allowed: Allowed | None = None) -> list[str]:
    return check(Sentence(original, IDS), Sentence(reworded, IDS), allowed)


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_text_passes(text: str) -> None:
    assert reasons(text, text) == []
    assert reasons(text, text.replace("They are", "They're")) == []


@pytest.mark.parametrize(
    ("original", "reworded"),
    [
        (LINE, LINE.replace("ideas, decide", "ideas; decide").replace("mind, and", "mind and also")),
        (HEDGED, HEDGED.replace("probably moved", "likely driven")),
        (HEDGED, HEDGED.replace("making a difference", "making the difference")),
        (FIGURES, FIGURES.replace("a mean of", "an average of").replace("everyone else", "everybody else")),
        (FIGURES, FIGURES.replace("11 of 12", "Eleven out of twelve").replace("three", "3")),
        (AGES, AGES.replace("35 to 41, all", "35-41; all")),
        (FEW, FEW.replace("do not", "don't").replace("nearly all", "almost all")),
        ("57% of them wait.", "57 percent of them wait."),
        ("They own 2,000 things.", "They own 2000 things."),
    ],
)  # fmt: skip
def test_other_words_that_say_the_same_pass(original: str, reworded: str) -> None:
    assert original != reworded
    assert reasons(original, reworded) == []


@pytest.mark.parametrize(
    ("original", "reworded", "why"),
    [
        # numbers, in digits and in words
        (FIGURES, FIGURES.replace("4.20", "4.30"), "a number is new: 4.30"),
        (FIGURES, FIGURES.replace("4.20, against 3.10", "3.10, against 4.20"), "another order"),
        (FIGURES, FIGURES.replace("11 of 12 fit", "Nearly all fit"), "a number is lacking: 11, of, 12"),
        (FIGURES, FIGURES.replace("11 of 12", "11 to 12"), "a number is new: to"),
        (FIGURES, FIGURES.replace("all three", "both"), "a number is new: both"),
        (FIGURES, FIGURES.replace("three ", ""), "a number is lacking: 3"),
        (AGES, AGES.replace("35 to 41", "35 and 41"), "a number is new: and"),
        (AGES, AGES.replace("half", "most"), "a number is new: most"),
        (AGES, AGES.replace("half of them", "a third of them"), "a number is new: third"),
        (LINE, LINE.replace("early", "first"), "a number is new: first"),
        (LINE, LINE.replace("new products", "two new products"), "a number is new: 2"),
        (FEW, FEW.replace("95 of 100", "95%"), "a number is new: 95%"),
        (FEW, FEW.replace("95 of 100", "9\N{FULLWIDTH DIGIT FIVE} of 100"), STRANGE),
        ("57% wait.", "57 wait.", "a number is new: 57"),
        # hedges, quantifiers and negations
        (HEDGED, HEDGED.replace("probably ", ""), "words are lacking: 'probably'"),
        (HEDGED, HEDGED.replace("probably", "surely"), "words are new: 'surely'"),
        (HEDGED, HEDGED.replace(" (a hypothesis to test)", ""), "words are lacking: 'hypothesis', 'test'"),
        (FEW, FEW.replace("A few do", "Few do"), "a number is new: few"),
        (FEW, FEW.replace("nearly all", "all"), "a number is lacking: nearly"),
        (FEW, FEW.replace("do not trust", "trust"), "a negation is lacking: not"),
        (FEW, FEW.replace("that pay", "that do not pay"), "a negation is new: not"),
        (FEW, FEW.replace("do not trust companies that pay", "trust companies that do not pay"), MOVED),
        (FEW, FEW.replace("pay", "never pay"), "a negation is new: never"),
        ("They trust brands, not ads.", "They trust brands not, ads.", "other punctuation around a negation"),
        ("They do not buy, wait.", "They do not buy and wait.", "other punctuation around a negation"),
        # names and claims
        (LINE, LINE.replace("products", "Apple products"), "words are new: 'apple'"),
        (LINE, LINE.replace("products", "products on TikTok"), "words are new: 'tiktok'"),
        (LINE, LINE.replace("new ideas", "bold new ideas"), "words are new: 'bold'"),
        (LINE, LINE.replace("new ideas", "ideas"), "words are lacking: 'new'"),
        (LINE, LINE.replace("Innovative Pioneers", "Pioneers"), "words are lacking: 'innovative'"),
        (LINE, LINE.replace("with others", "for others"), "words are new: 'for'"),
        (LINE, LINE.replace("are open", "were open"), "words are new: 'were'"),
        (LINE, LINE.replace("try new products", "have to try new products"), "words are new: 'have to'"),
        (LINE, LINE.replace("new ideas, decide", "new decisions, decide"), "words are new: 'decision'"),
        (LINE, LINE.replace("new ideas", "ideas").replace("try new", "try new new"), "another order"),
        ("They trust friends.", "Friends trust they.", "another order"),
        ("They trust friends.", "They are trusted friends.", "words are new"),
        ("They trust friends.", "Trust them, friends.", "words are new: 'them'"),
        ("They are moved by friends.", "They move friends.", "words are lacking: 'be', 'moved', 'by'"),
        ("They like apples.", "They like Apples.", "capitals differ"),
        ("They watch TV.", "They watch tv.", "capitals differ"),
        ("They go with Google.", "They go with google.", "capitals differ"),
        ("12 people wait; ask more.", "12 people wait. They ask more.", "words are new: 'they'"),
        (LINE, LINE.replace("Pioneers", "Pioneer"), "a name differs"),
        ("They follow the news.", "They follow the new.", "words are new: 'new'"),
        # form
        (LINE, LINE.replace("to new ideas", "to to new ideas"), "a word twice in a row"),
        (LINE, f"the {LINE}", "a sentence without a capital"),
        (FIGURES, FIGURES.replace(". 11 of 12", ". eleven of 12"), "a sentence without a capital"),
        (FIGURES, FIGURES.replace("Greater good", "Greater goods"), "a quotation is new"),
        (FIGURES, FIGURES.translate({0x201C: None, 0x201D: None}), "quotation marks"),
        (LINE, LINE.replace("new ideas", '"new ideas"'), "quotation marks"),
        (LINE, LINE.replace("new ideas", "'new ideas'"), "quotation marks"),
        (LINE, LINE.replace("open", "<b>open</b>"), "characters that the text does not hold: U+002F, U+003C"),
        (LINE, LINE.replace("open", "**open**"), "characters that the text does not hold: U+002A"),
        (LINE, LINE.replace("open", "open\n"), "characters that the text does not hold: U+000A"),
        (LINE, LINE.replace("open", "o\N{CYRILLIC SMALL LETTER ER}en"), STRANGE),
        (LINE, LINE.replace("open", "open\N{ZERO WIDTH SPACE}"), STRANGE),
        (LINE, LINE.replace("open", "open\x000\x00"), STRANGE),
        (LINE, LINE.replace("early.", "early at example.com."), "an address"),
        (LINE, LINE.replace("early.", "early!"), "another ending"),
        (LINE, LINE.rstrip("."), "another ending"),
        ("They wait", "They wait.", "another ending"),
        ("They wait.", "And also, moreover, the, they wait.", "much longer"),
        (LINE, "", "no text"),
        (LINE, "   ", "no text"),
    ],
)  # fmt: skip
def test_what_says_anything_else_is_rejected(original: str, reworded: str, why: str) -> None:
    assert original != reworded
    found = reasons(original, reworded)
    assert any(why in reason for reason in found), found


@pytest.mark.parametrize("ids", [(), ("S1",), ("S1", "S3"), ("S1", "S2", "S2"), ("S1", "S2", "S9")])
def test_other_statements_are_rejected(ids: tuple[str, ...]) -> None:
    assert check(Sentence(LINE, IDS), Sentence(LINE, ids))[0].startswith("statements: ")


def test_the_order_of_statements_does_not_matter() -> None:
    assert check(Sentence(LINE, IDS), Sentence(LINE, ("S2", "S1"))) == []


def test_blocked_words_are_rejected_even_where_they_are_allowed() -> None:
    word = sorted(lexicon().blocked)[0]
    allowed = Allowed(words=frozenset({base_form(word)}), lexicon=lexicon())
    assert f"a blocked word: {word}" in reasons(LINE, LINE.replace("open", f"open {word}"), allowed=allowed)
    assert reasons(LINE, LINE.replace("open", "open indeed"), allowed=Allowed(frozenset({"indeed"}))) == []


def spots(text: str) -> list[int]:
    """Places between words."""
    return [0, *(at + 1 for at, letter in enumerate(text) if letter == " "), len(text)]


def inserted(text: str, what: str, at: int) -> str:
    place = spots(text)[at % len(spots(text))]
    return f"{text[:place]}{' ' if place == len(text) else ''}{what} {text[place:]}".strip()


NUMBER_WORDS = (
    "two three seven eleven nineteen twenty thirty-four ninety hundred thousand million dozen half quarter "
    "third tenth twice double both".split()
)
NUMBERS = st.one_of(
    st.integers(-9999, 99999).map(str),
    st.integers(0, 999).map(lambda n: f"{n}%"),
    st.floats(0, 100).map(lambda x: f"{x:.2f}"),
    st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda p: f"{p[0]} of {p[1]}"),
    st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda p: f"{p[0]}-{p[1]}"),
    st.sampled_from(NUMBER_WORDS),
    st.sampled_from(NUMBER_WORDS).map(str.capitalize),
)
NAMES = st.text(string.ascii_letters, min_size=2, max_size=12).map(str.capitalize)


@settings(max_examples=150)
@given(st.sampled_from(TEXTS), NUMBERS, st.integers(0, 40))
def test_a_number_that_is_put_in_is_rejected(text: str, number: str, at: int) -> None:
    assert reasons(text, inserted(text, number, at)) != []


@settings(max_examples=150)
@given(st.sampled_from(TEXTS), NAMES, st.integers(0, 40))
def test_a_name_that_is_put_in_is_rejected(text: str, name: str, at: int) -> None:
    assume(name.lower() not in FREE)
    assert reasons(text, inserted(text, name, at)) != []


@settings(max_examples=150)
@given(st.sampled_from(TEXTS), st.integers(0, 40))
def test_a_word_that_is_taken_out_is_rejected_unless_it_claims_nothing(text: str, at: int) -> None:
    words = text.split(" ")
    lost = words.pop(at % len(words))
    tokens = said_by(lost)
    found = reasons(text, " ".join(words))
    if tokens and lost.strip("().,;:").lower() not in FREE:
        assert found != []


@settings(max_examples=150)
@given(st.sampled_from(TEXTS), st.data())
def test_words_that_change_places_are_rejected_unless_nothing_is_said_by_it(
    text: str, data: st.DataObject
) -> None:
    words = text.split(" ")
    one, other = (data.draw(st.integers(0, len(words) - 1)) for _ in range(2))
    words[one], words[other] = words[other], words[one]
    shuffled = " ".join(words)
    same = [t.text for t in said_by(shuffled)] == [t.text for t in said_by(text)]
    assert same or reasons(text, shuffled) != []


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_check(original: str, reworded: str) -> None:
    assert isinstance(reasons(original, reworded), list)


def test_words_that_say_the_same_stand_in_one_group_each() -> None:
    phrases = [phrase for group in SAME for phrase in group]
    assert len(phrases) == len(set(phrases))
    assert not FREE & {phrase for phrase in phrases if " " not in phrase}
