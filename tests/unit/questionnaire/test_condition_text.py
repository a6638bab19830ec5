"""Conditions as text: read, written, and refused with the place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psychograph.questionnaire.condition_text import LONGEST, ConditionTextError, parse_condition
from psychograph.questionnaire.conditions import (
    All,
    Answered,
    Any,
    Chosen,
    Compared,
    Condition,
    Not,
    Operator,
)

AGE = Compared("age", Operator.AT_LEAST, "18")
CITY = Compared("city", Operator.EQUAL, "Bonn")
WATCH = Chosen("devices", "watch")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("age >= 18", AGE),
        ("age>=18", AGE),
        ("age ≥ 18", AGE),
        ("city = Bonn", CITY),
        ('city = "Bonn"', CITY),
        ("city == 'Bonn'", CITY),
        ("city = “Bonn”", CITY),
        ('city = "a \\"b\\" \\\\"', Compared("city", Operator.EQUAL, 'a "b" \\')),
        ("gender <> -8", Compared("gender", Operator.UNEQUAL, "-8")),
        ("devices includes watch", WATCH),
        ("answered(age)", Answered("age")),
        ("answered = 1", None),
        ("not answered ( age )", Not(Answered("age"))),
        ("age >= 18 and city = Bonn", All((AGE, CITY))),
        ("age >= 18 OR city = Bonn AND devices includes watch", Any((AGE, All((CITY, WATCH))))),
        ("(age >= 18 or city = Bonn) and devices includes watch", All((Any((AGE, CITY)), WATCH))),
        ("(age >= 18 and city = Bonn) and devices includes watch", All((All((AGE, CITY)), WATCH))),
        ("not (age >= 18 or city = Bonn)", Not(Any((AGE, CITY)))),
        ("not age >= 18 and city = Bonn", All((Not(AGE), CITY))),
    ],
)
def test_reads(text: str, meant: Condition | None) -> None:
    if meant is None:
        with pytest.raises(ValueError, match="<here>"):
            parse_condition(text)
    else:
        assert parse_condition(text) == meant


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    [
        ("", "<here>", "name a question first"),
        ("age", "age <here>", "write age = 1, or answered(age)"),
        ("age >=", "age >= <here>", "a number such as 18"),
        ("age >= 18 and", "18 and <here>", "name a question first"),
        ("age >= 18 && city = Bonn", "18 <here> && city", "write `and` for &&"),
        ("!answered(age)", "<here> !", "write `not` for !"),
        ("devices contains watch", "devices <here> contains", "write `includes` for contains"),
        ("(age >= 18", "18 <here>", "close the bracket"),
        ("age >= 18)", "18 <here> )", "join comparisons"),
        ('city = "Bonn', 'city = <here> "Bonn', 'write text as "watch"'),
        ('"age" = 3', '<here> "age"', "without quotes"),
        ("answered(age, city)", "<here>", "name a question first"),
        ("age >= 18 city = Bonn", "18 <here> city", "join comparisons"),
        ("and age = 3", "<here> and age", "take out one `and`"),
    ],
)
def test_refuses_with_the_place_and_a_remedy(text: str, place: str, mend: str) -> None:
    with pytest.raises(ConditionTextError) as caught:
        parse_condition(text)
    assert place in caught.value.found
    assert mend in caught.value.mend


@pytest.mark.parametrize(
    "text",
    [
        "(" * 4_000 + "a = 1" + ")" * 4_000,
        "(" * 2_000 + "a = 1" + ")" * 2_000,
        "not " * 1_000 + "a = 1",
        "a = 1 or " * 400_000 + "a = 1",
        '"' + "\\" * (LONGEST - 1),
        "\x00",
    ],
)
def test_hostile_texts_are_refused_quickly(text: str) -> None:
    with pytest.raises(ConditionTextError) as caught:
        parse_condition(text)
    assert len(str(caught.value)) < 400


names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: name.casefold() not in {"and", "or", "not", "includes", "answered"}
)
values = st.text(max_size=8) | st.integers().map(str) | st.floats().map(str)
comparisons = st.one_of(
    st.builds(Compared, names, st.sampled_from(Operator), values),
    st.builds(Chosen, names, values),
    st.builds(Answered, names),
)


def several(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(All, some) | st.builds(Any, some)


@given(st.recursive(comparisons, several, max_leaves=12))
def test_reading_is_the_inverse_of_writing(condition: Condition) -> None:
    assert parse_condition(str(condition)) == condition


@given(st.text(alphabet='ab1 ()"\\=<>!andortisc', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        condition = parse_condition(text)
    except ConditionTextError:
        return
    assert parse_condition(str(condition)) == condition
