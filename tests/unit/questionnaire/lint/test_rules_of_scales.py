"""Rules on answer scales, privacy, length, choices, logic and instruments."""

from __future__ import annotations

from dataclasses import replace

import pytest
from questionnaires_in_words import (
    AGREE,
    age,
    any_of,
    asking,
    battery,
    consent,
    of_pack,
    one_of,
    paged,
    question,
    rated,
)

from psychograph.findings import Severity
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import All, Compared, Not, Operator
from psychograph.questionnaire.lint import Remark, lint
from psychograph.questionnaire.lint.bands import band_of, clashes
from psychograph.questionnaire.model import (
    Battery,
    FreeText,
    Item,
    Number,
    Page,
    Question,
    Questionnaire,
    Single,
)

SCALES = standard_scales()
LIKE = tuple(
    f"I like the {thing}." for thing in ("red", "green", "blue", "grey", "pink", "white", "brown", "black")
)


def remarks(asked: Questionnaire, code: str) -> list[Remark]:
    return [remark for remark in lint(asked) if remark.code == code]


def places(asked: Questionnaire, code: str) -> list[str]:
    return [remark.where for remark in remarks(asked, code)]


# -- scales ----------------------------------------------------------------------------------------


def test_a_scale_without_a_reversed_item() -> None:
    assert places(asking(battery("b", *LIKE[:3], attribute="Colour")), "no-reversed-item") == ["Colour"]
    assert not places(asking(battery("b", *LIKE[:3], attribute="Colour", turned=(2,))), "no-reversed-item")
    assert not places(asking(battery("b", *LIKE[:2], attribute="Colour")), "no-reversed-item")
    often = battery("b", *LIKE[:3], attribute="Colour", scale=SCALES["frequency5"])
    assert not places(asking(often), "no-reversed-item")  # nobody agrees with "rarely"


def test_a_validated_instrument_keyed_alike_is_a_note() -> None:
    [remark] = remarks(asking(of_pack("aias_4")), "no-reversed-item")
    assert remark.severity is Severity.NOTE
    assert not places(asking(of_pack("mini_ipip_20")), "no-reversed-item")


def test_a_long_battery_that_points_one_way() -> None:
    mixed = battery("b", *LIKE)
    assert places(asking(mixed), "alike-battery") == ["b"]
    assert not places(asking(battery("b", *LIKE, turned=(4,))), "alike-battery")
    assert not places(asking(battery("b", *LIKE[:7])), "alike-battery")
    # Of one attribute alone, `no-reversed-item` says it.
    assert not places(asking(battery("b", *LIKE, attribute="Colour")), "alike-battery")


def test_two_items_are_a_note_for_all_of_them_together() -> None:
    asked = asking(battery("a", *LIKE[:2], attribute="One"), battery("b", *LIKE[2:4], attribute="Two"))
    assert places(asked, "two-items") == ["One, Two"]


def test_items_of_one_attribute_on_different_scales() -> None:
    mixed = asking(rated("a", LIKE[0], AGREE, "Colour"), rated("b", LIKE[1], SCALES["agree7"], "Colour"))
    [remark] = remarks(mixed, "mixed-scales")
    assert (remark.where, remark.severity) == ("Colour", Severity.SERIOUS)
    words = asking(rated("a", LIKE[0], AGREE, "Colour"), rated("b", LIKE[1], SCALES["accuracy5"], "Colour"))
    assert [r.severity for r in remarks(words, "mixed-scales")] == [Severity.CAUTION]
    assert not remarks(asking(battery("a", *LIKE[:3], attribute="Colour")), "mixed-scales")


def test_scales_that_run_both_ways() -> None:
    down = AnswerScale(1, 2, ((1, Translated("Agree")), (2, Translated("Disagree"))))
    asked = asking(rated("a", LIKE[0]), rated("b", LIKE[1]), rated("c", LIKE[2], down))
    assert places(asked, "scale-direction") == ["c"]
    assert "much to little" in remarks(asked, "scale-direction")[0].text
    assert not places(
        asking(rated("a", LIKE[0]), rated("b", LIKE[1], SCALES["frequency5"])), "scale-direction"
    )


@pytest.mark.parametrize(
    ("scale", "severity"),
    [
        (AnswerScale(1, 5), Severity.SERIOUS),
        (AnswerScale(1, 5, ((1, Translated("Bad")),)), Severity.CAUTION),
        (AnswerScale(1, 5, ((1, Translated("Bad")), (5, Translated("Good")))), Severity.NOTE),
        (AnswerScale(0, 10, ((0, Translated("Bad")), (10, Translated("Good")))), None),
        (AGREE, None),
    ],
)
def test_steps_without_words(scale: AnswerScale, severity: Severity | None) -> None:
    found = remarks(asking(rated("a", LIKE[0], scale)), "unlabelled-steps")
    assert [remark.severity for remark in found] == ([severity] if severity else [])


def test_scales_without_a_middle() -> None:
    assert places(asking(rated("a", LIKE[0], SCALES["agree4"])), "no-midpoint") == ["a"]
    assert not places(asking(rated("a", LIKE[0])), "no-midpoint")
    assert not places(asking(rated("a", LIKE[0], SCALES["numeric10"])), "no-midpoint")


# -- what is private -------------------------------------------------------------------------------


def test_demographic_questions_first() -> None:
    first = asking(
        consent(), age(), one_of("job", "What is your current occupation?", "One", "Two"), rated("a", LIKE[0])
    )
    assert places(first, "demographics-first") == ["age, job"]
    assert not places(asking(rated("a", LIKE[0]), age()), "demographics-first")
    assert not places(asking(age()), "demographics-first")  # nothing else is asked
    looked_at = question("later", LIKE[0], FreeText(), shown_if=Compared("age", Operator.AT_LEAST, "18"))
    assert not places(asking(age(), looked_at), "demographics-first")


def test_no_consent_is_said_once() -> None:
    assert places(asking(age()), "no-consent") == ["questionnaire"]
    assert not places(asking(consent(), age()), "no-consent")
    assert not places(Questionnaire(Translated("Empty"), ()), "no-consent")
    church = one_of("church", "Which church do you attend?", "One", "Two", "None")
    assert not places(asking(church), "no-consent")  # another rule says more


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What is your religion?", "religion"),
        ("Which party did you vote for in the last election?", "political"),
        ("How would you rate your health?", "health"),
        ("What is your sexual orientation?", "sex life"),
        ("What is your ethnic background?", "ethnic"),
        ("Are you a member of a trade union?", "union"),
        ("Have you taken a genetic test?", "genetic"),
        ("May we take your fingerprint?", "biometric"),
    ],
)
def test_what_the_law_protects_needs_consent_before(text: str, kind: str) -> None:
    asked = one_of("q", text, "Yes", "No")
    [remark] = remarks(asking(asked), "sensitive-without-consent")
    assert remark.severity is Severity.SERIOUS
    assert kind in remark.text
    assert not places(asking(consent(), asked), "sensitive-without-consent")
    assert places(asking(asked, consent()), "sensitive-without-consent") == ["q"]


def test_choices_can_tell_what_the_question_does_not() -> None:
    asked = one_of("q", "Which of these fits you?", "Catholic", "Protestant", "Muslim", "None of these")
    assert places(asking(asked), "sensitive-without-consent") == ["q"]
    assert not places(asking(one_of("q", "Which fits you?", "Red", "Green")), "sensitive-without-consent")


def test_a_sensitive_question_can_be_declined() -> None:
    forced = one_of("q", "What is your religion?", "One", "None", required=True)
    assert places(asking(consent(), forced), "sensitive-required") == ["q"]
    free = one_of("q", "What is your religion?", "One", "None", required=True, declined="Prefer not to say")
    assert not places(asking(consent(), free), "sensitive-required")
    assert not places(asking(consent(), one_of("q", "What is your religion?", "A")), "sensitive-required")


def test_income_can_be_declined() -> None:
    text = "What is your household income?"
    must = one_of("q", text, "Low", "High", required=True)
    assert [r.severity for r in remarks(asking(must), "no-way-to-decline")] == [Severity.CAUTION]
    may = one_of("q", text, "Low", "High")
    assert [r.severity for r in remarks(asking(may), "no-way-to-decline")] == [Severity.NOTE]
    assert not remarks(asking(one_of("q", text, "Low", declined="Prefer not to say")), "no-way-to-decline")
    assert not remarks(asking(question("q", text, Number())), "no-way-to-decline")  # may be left blank
    assert not remarks(asking(rated("q", "I spend my income wisely.")), "no-way-to-decline")


# -- length ----------------------------------------------------------------------------------------


def test_more_minutes_than_people_give() -> None:
    assert not places(asking(of_pack("ipip_bffm_50")), "too-long")
    assert [r.severity for r in remarks(asking(of_pack("ipip_neo_120")), "too-long")] == [Severity.CAUTION]
    both = paged((of_pack("ipip_neo_120"),), (of_pack("ipip_orais_200"),))
    [remark] = remarks(both, "too-long")
    assert remark.severity is Severity.SERIOUS
    assert "page p2" in remark.mend


def test_more_statements_than_fit_a_screen() -> None:
    eleven = [f"I like number {n}." for n in range(11)]
    assert [r.severity for r in remarks(asking(battery("b", *eleven)), "long-battery")] == [Severity.NOTE]
    assert not places(asking(battery("b", *eleven[:10])), "long-battery")
    assert [r.severity for r in remarks(asking(battery("b", *eleven, *LIKE, *LIKE)), "long-battery")] == [
        Severity.CAUTION
    ]


def test_nobody_must_write() -> None:
    assert places(asking(question("q", "Why?", FreeText(), required=True)), "open-required") == ["q"]
    assert not places(asking(question("q", "Why?", FreeText())), "open-required")


# -- choices ---------------------------------------------------------------------------------------


def test_choices_of_which_none_may_fit() -> None:
    brands = ("Apple", "Nokia", "Samsung", "Sony")
    assert places(asking(any_of("q", "Which do you own?", *brands)), "no-way-out") == ["q"]
    assert not places(
        asking(any_of("q", "Which do you own?", *brands, exclusive="None of these")), "no-way-out"
    )
    assert [r.severity for r in remarks(asking(one_of("q", "Which is best?", *brands)), "no-way-out")] == [
        Severity.NOTE
    ]
    assert not places(asking(one_of("q", "Which is best?", *brands, "Another")), "no-way-out")


@pytest.mark.parametrize(
    "labels",
    [
        ("Yes", "No"),
        ("Never", "Rarely", "Sometimes", "Often"),
        ("18-24", "25-34", "35-44", "45 or more"),
        ("Very low", "Low", "High", "Very high"),
        ("Primary school", "Secondary school", "Bachelor", "Master"),
        ("Daily", "Weekly", "Monthly", "Once a year"),
    ],
)
def test_choices_in_an_order_need_no_other(labels: tuple[str, ...]) -> None:
    assert not places(asking(one_of("q", "Which fits?", *labels)), "no-way-out")


@pytest.mark.parametrize(
    ("label", "low", "high"),
    [
        ("18-24", 18, 24),
        ("18 \u2013 24 years", 18, 24),
        ("Under 18", -float("inf"), 17),
        ("65+", 65, float("inf")),
        ("65 or older", 65, float("inf")),
        ("More than 5", 6, float("inf")),
        ("Up to 999 EUR", -float("inf"), 999),
        ("\u20ac1,000 to \u20ac1,999", 1000, 1999),
        ("1,000 to less than 2,000", 1000, 1999),
        ("$20k - $30k", 20_000, 30_000),
        ("0", 0, 0),
        ("3 times", 3, 3),
        ("1.5 to 2.4", 1.5, 2.4),
    ],
)
def test_bands_are_read(label: str, low: float, high: float) -> None:
    band = band_of(label)
    assert band is not None
    assert (band.low, band.high) == (low, high)


@pytest.mark.parametrize("label", ["Never", "Berlin 36", "3-2-1", "Channel 4 news at 9 and 10", "24-18", ""])
def test_what_is_no_band(label: str) -> None:
    assert band_of(label) is None


@pytest.mark.parametrize(
    ("labels", "overlaps", "gaps"),
    [
        (("18-25", "25-34", "35-44"), 1, 0),
        (("18-24", "26-34"), 0, 1),
        (("Under 18", "18-24", "25 and over"), 0, 0),
        (("25 and over", "18-24", "Under 18"), 0, 0),
        (("Up to 1,000", "1,000 to 2,000", "More than 2,000"), 1, 0),
        (("0", "1-2", "3 or more"), 0, 0),
        (("1.0 to 1.9", "2.0 to 2.9"), 0, 0),
        (("Berlin 1", "Berlin 2"), 0, 0),
        (("1", "3", "5"), 0, 0),  # single numbers are no bands
        (("None", "1-5", "6-10", "Don't know"), 0, 0),
    ],
)
def test_bands_that_overlap_or_leave_numbers_out(labels: tuple[str, ...], overlaps: int, gaps: int) -> None:
    overlapping, gapped = clashes(list(labels))
    assert (len(overlapping), len(gapped)) == (overlaps, gaps)
    found = remarks(asking(one_of("q", "How old are you?", *labels)), "bands")
    assert len(found) == overlaps + gaps


# -- checks, logic, languages ----------------------------------------------------------------------


def test_attention_checks() -> None:
    whole = of_pack("ipip_bffm_50")
    assert places(asking(whole), "attention-checks") == ["questionnaire"]
    assert isinstance(whole.answer, Battery)
    checks = tuple(Item(f"c{n}", Translated("Please choose Agree here."), expected="4") for n in range(4))
    one = replace(whole, answer=replace(whole.answer, items=(*whole.answer.items, checks[0])))
    assert not places(asking(one), "attention-checks")
    four = replace(whole, answer=replace(whole.answer, items=(*whole.answer.items, *checks)))
    assert places(asking(four), "attention-checks") == ["c0, c1, c2, c3"]
    assert not places(asking(battery("b", *LIKE)), "attention-checks")


def test_questions_that_nobody_is_asked() -> None:
    smokes = one_of("smokes", "Do you smoke?", "Yes", "No")
    yes, no = (Compared("smokes", Operator.EQUAL, code) for code in ("1", "2"))
    never = question("never", "Why?", FreeText(), shown_if=All((yes, no)))
    wrong = question("wrong", "Why?", FreeText(), shown_if=Compared("smokes", Operator.EQUAL, "3"))
    fine = question("fine", "Why?", FreeText(), shown_if=Not(yes))
    assert places(asking(smokes, never, wrong, fine), "never-shown") == ["never", "wrong"]
    inside = Page(
        "inside", (question("a", "A?", FreeText()), question("b", "B?", FreeText())), shown_if=All((yes, no))
    )
    asked = Questionnaire(Translated("A"), (Page("one", (smokes,)), inside))
    assert places(asked, "never-shown") == ["inside"]


def test_what_those_see_who_refuse_is_shown_to_somebody() -> None:
    asked = asking(
        consent(), question("bye", "Why not?", FreeText(), shown_if=Compared("agreed", Operator.EQUAL, "0"))
    )
    assert not places(asked, "never-shown")


def test_of_conditions_that_rest_on_too_much_nothing_is_said() -> None:
    many = [one_of(f"q{n}", "Q?", "Yes", "No") for n in range(14)]
    last = question(
        "last",
        "Why?",
        FreeText(),
        shown_if=All(tuple(Compared(f"q{n}", Operator.EQUAL, "9") for n in range(14))),
    )
    assert places(asking(*many, last), "never-shown") == [
        "last"
    ]  # answers that are not told apart count once
    both = All(tuple(Compared(f"q{n}", Operator.EQUAL, str(n % 2 + 1)) for n in range(14)))
    shown = question("last", "Why?", FreeText(), shown_if=both)
    assert not places(asking(*many, shown), "never-shown")


def test_texts_that_are_not_translated() -> None:
    done = Question("a", Translated.of("How old are you?", {"de": "Wie alt sind Sie?"}), Number())
    asked = Questionnaire(Translated.of("A", {"de": "Eine"}), (Page("one", (done, age())),))
    [remark] = remarks(asked, "translations")
    assert (remark.where, remark.severity) == ("age", Severity.CAUTION)
    assert remark.text.startswith("1 text of 3")
    assert not remarks(asking(age()), "translations")


# -- instruments -----------------------------------------------------------------------------------


def test_instruments_that_share_items() -> None:
    found = remarks(paged((of_pack("ipip_nfc_10"),), (of_pack("ipip_bffm_50"),)), "asked-twice")
    shared = [remark for remark in found if remark.severity is Severity.CAUTION]
    assert len(shared) == 1
    assert "ipip_nfc_10 and ipip_bffm_50" in shared[0].text


def test_the_same_statement_twice() -> None:
    twice = asking(battery("a", "I am full of ideas."), battery("b", "Am full of ideas"))
    assert places(twice, "asked-twice") == ["a_1 = b_1"]


def test_the_same_choice_twice() -> None:
    twice = asking(one_of("sex", "You are?", "Woman", "Man", "woman"))
    assert [r.text for r in remarks(twice, "asked-twice")] == [
        'offers "Woman" more than once, under the codes 1, 3.'
    ]
    bands = asking(one_of("years", "How long?", "< 5", "> 5"))
    assert not remarks(bands, "asked-twice")  # signs tell them apart


def test_nearly_the_same_statement() -> None:
    nearly = asking(
        battery("a", "I enjoy trying new kinds of food."), battery("b", "I enjoy trying new kinds of foods.")
    )
    assert [r.severity for r in remarks(nearly, "asked-twice")] == [Severity.NOTE]
    denied = asking(
        battery("a", "I talk to many people at parties."),
        battery("b", "I don't talk to many people at parties."),
    )
    assert not remarks(denied, "asked-twice")  # a reversed item, on purpose
    assert not remarks(asking(battery("a", "I like tea."), battery("b", "I like coffee.")), "asked-twice")


def test_checks_may_repeat() -> None:
    item = Item("c1", Translated("Please choose Agree here."), expected="4")
    asked = Question("b", Translated("Agree?"), Battery(AGREE, (item, replace(item, name="c2"))))
    assert not remarks(asking(asked), "asked-twice")


def test_a_label_without_words_is_no_text() -> None:
    single = Single(())
    assert lint(asking(Question("q", Translated(""), single))) is not None
