"""Words of answer scales: their order, their numbers, and what means no answer."""

from __future__ import annotations

import pytest

from psychograph.codebook.anchors import coded_labels, codes_of, is_no_answer


def codes(*labels: str) -> dict[str, str]:
    """Code of each label that was given."""
    return {code.label: code.value for code in codes_of(labels) if code.label in labels}


@pytest.mark.parametrize(
    "labels",
    [
        # Agreement, Likert 1932; 3, 4, 5, 6 and 7 points.
        ("Disagree", "Neutral", "Agree"),
        ("Strongly disagree", "Disagree", "Agree", "Strongly agree"),
        ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
        ("Disagree strongly", "Disagree", "Undecided", "Agree", "Agree strongly"),
        (
            "Completely disagree",
            "Mostly disagree",
            "Slightly disagree",
            "Slightly agree",
            "Mostly agree",
            "Completely agree",
        ),
        # TIPI, Gosling 2003.
        (
            "Disagree strongly",
            "Disagree moderately",
            "Disagree a little",
            "Neither agree nor disagree",
            "Agree a little",
            "Agree moderately",
            "Agree strongly",
        ),
        # IPIP, Goldberg 1999.
        (
            "Very Inaccurate",
            "Moderately Inaccurate",
            "Neither Accurate Nor Inaccurate",
            "Moderately Accurate",
            "Very Accurate",
        ),
        # PSS, Cohen 1983.
        ("Never", "Almost never", "Sometimes", "Fairly often", "Very often"),
        # PANAS, Watson 1988.
        ("Very slightly or not at all", "A little", "Moderately", "Quite a bit", "Extremely"),
        # Frequencies of the product's own items.
        (
            "Never",
            "Less than once a month",
            "About once a month",
            "About once a week",
            "Several times a week",
            "Every day or nearly",
        ),
        (
            "Never",
            "Not in the past 12 months",
            "Once or twice in the past 12 months",
            "Several times in the past 12 months",
            "Many times in the past 12 months",
        ),
        # PHQ, Kroenke 2001.
        ("Not at all", "Several days", "More than half the days", "Nearly every day"),
        # SF-36, Ware 1992.
        ("Definitely false", "Mostly false", "Mostly true", "Definitely true"),
        # PVQ, Schwartz 2001, and Grit, Duckworth 2007.
        (
            "Not like me at all",
            "Not like me",
            "A little like me",
            "Somewhat like me",
            "Like me",
            "Very much like me",
        ),
        ("Not at all like me", "Not much like me", "Somewhat like me", "Mostly like me", "Very much like me"),
        # Vagias 2006.
        (
            "Not at all important",
            "Slightly important",
            "Moderately important",
            "Very important",
            "Extremely important",
        ),
        ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
        ("Extremely unlikely", "Unlikely", "Neutral", "Likely", "Extremely likely"),
        (
            "Not at all familiar",
            "Slightly familiar",
            "Moderately familiar",
            "Very familiar",
            "Extremely familiar",
        ),
        ("Very poor", "Poor", "Fair", "Good", "Excellent"),
        (
            "Very unfavorably",
            "Somewhat unfavorably",
            "Neither favorably nor unfavorably (neutral)",
            "Somewhat favorably",
            "Very favorably",
        ),
        ("None at all", "A little", "A moderate amount", "A lot", "A great deal"),
        # Rohrmann 1978 and common wordings in other languages.
        (
            "Stimme überhaupt nicht zu",
            "Stimme eher nicht zu",
            "teils/teils",
            "Stimme eher zu",
            "Stimme voll und ganz zu",
        ),
        ("nie", "selten", "manchmal", "oft", "immer"),
        (
            *("Pas du tout d\u2019accord", "Plutôt pas d\u2019accord"),
            *("Plutôt d\u2019accord", "Tout à fait d\u2019accord"),
        ),
        (
            "Totalmente en desacuerdo",
            "En desacuerdo",
            "Ni de acuerdo ni en desacuerdo",
            "De acuerdo",
            "Totalmente de acuerdo",
        ),
        ("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"),
    ],
)
def test_wordings_keep_their_order(labels: tuple[str, ...]) -> None:
    expected = {label: str(place) for place, label in enumerate(labels, 1)}
    assert codes(*labels) == expected
    assert codes(*reversed(labels)) == expected
    assert codes(*(label.upper() for label in labels)) == {k.upper(): v for k, v in expected.items()}


def test_labels_that_nobody_chose_are_added_so_that_the_scale_keeps_its_ends() -> None:
    found = codes_of(["Agree", "Strongly agree", "Neither agree nor disagree"])
    assert [code.label for code in found] == [
        "Strongly disagree",
        "Disagree",
        "Neither agree nor disagree",
        "Agree",
        "Strongly agree",
    ]
    found = codes_of(["Not at all useful", "Slightly useful", "Extremely useful"])
    assert found[-2].label == "Very useful"


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (("1 - Not at all", "4", "7 - Very much"), ["1", "2", "3", "4", "5", "6", "7"]),
        (("1", "2", "7 (Very much)", "4"), ["1", "2", "3", "4", "5", "6", "7"]),
        (("10 \u2013 Extremely likely", "0 \u2013 Not at all likely"), [str(i) for i in range(11)]),
        (("Strongly agree (5)", "Agree (4)", "Disagree (2)"), ["2", "3", "4", "5"]),
        (("1 Strongly disagree", "2", "3", "5 Strongly agree"), ["1", "2", "3", "4", "5"]),
        (("(1) never", "(2) rarely", "(3) often"), ["1", "2", "3"]),
        (("1 = never", "2 = rarely", "3 = often"), ["1", "2", "3"]),
    ],
)
def test_numbers_on_labels_are_the_codes(labels: tuple[str, ...], values: list[str]) -> None:
    assert [code.value for code in codes_of(labels)] == values
    assert set(labels) <= {code.label for code in codes_of(labels)}


@pytest.mark.parametrize(
    "labels",
    [
        ("Berlin", "Hamburg", "Munich"),
        ("Yes", "No"),
        ("Yes", "No", "Don't know"),
        ("Yes", "Maybe", "No"),
        ("Agree", "Disagree"),
        ("True", "False"),
        ("18 - 24", "25 - 34", "35 - 44"),
        ("18-24", "25-34", "65 or older"),
        ("1 to 2", "3 to 5", "6 or more"),
        ("1 child", "2", "3 or more children"),
        ("1 hour", "2 hours", "3 hours"),
        ("1. Berlin", "2. Hamburg", "3. Munich"),
        ("High school degree", "Bachelor degree", "Graduate degree"),
        ("Male", "Female", "Prefer not to say"),
        ("$0 - $24,999", "$25,000 - $49,999"),
        ("Agree", "Agree.", "Disagree"),  # twice the same: nobody knows which is meant
        ("Don't know", "Not applicable", "Refused"),
        (),
        ("",),
    ],
)
def test_other_answers_are_no_scale(labels: tuple[str, ...]) -> None:
    assert codes_of(labels) == ()


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Don\u2019t know", "-98"),
        ("DON'T KNOW", "-98"),
        ("Not applicable", "-97"),
        ("Unfamiliar (N/A)", "-97"),
        ("Prefer not to say", "-99"),
        ("Refused", "-99"),
        ("No answer", "-99"),
        ("Weiß nicht", "-98"),
        ("Keine Angabe", "-99"),
        ("Ne sait pas", "-98"),
        ("No sabe", "-98"),
        ("Weet niet", "-98"),
    ],
)
def test_no_answer_among_answers_is_missing_and_spoils_nothing(label: str, code: str) -> None:
    found = coded_labels(["Never", "Rarely", "Sometimes", "Often", "Always", label])
    assert [c.value for c in found.codes] == ["1", "2", "3", "4", "5"]
    assert [(c.value, c.label) for c in found.silent] == [(code, label)]
    assert is_no_answer(label)


def test_two_ways_of_saying_nothing_get_codes_of_their_own() -> None:
    found = coded_labels(["Never", "Rarely", "Often", "Don't know", "Can't say"])
    assert sorted(code.value for code in found.silent) == ["-108", "-98"]


def test_not_sure_in_the_middle_of_a_scale_is_an_answer() -> None:
    found = coded_labels(["Disagree", "Not sure", "Agree"])
    assert [code.label for code in found.codes] == ["Disagree", "Not sure", "Agree"]
    assert found.silent == ()
