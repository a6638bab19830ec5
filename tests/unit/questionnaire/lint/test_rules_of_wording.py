"""Rules of wording: what they find, and what they must leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from questionnaires_in_words import (
    AGREE,
    age,
    asking,
    battery,
    consent,
    of_pack,
    one_of,
    question,
    rated,
)

from psychograph.findings import Severity
from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.catalogue import shipped
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.lint import Remark, lint
from psychograph.questionnaire.model import Battery, FreeText, Question, Questionnaire

OFTEN = standard_scales()["frequency5"]


def remarks(asked: Questionnaire, code: str) -> list[Remark]:
    return [remark for remark in lint(asked) if remark.code == code]


def found(text: str, code: str, *, scale: object = AGREE) -> bool:
    return bool(remarks(asking(consent(), rated("q", text, scale)), code))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "The staff are quick and friendly.",
        "I trust the brand and its prices.",
        "Companies should care for social or environmental issues.",
        "I always meet deadlines and keep promises.",
        "I seek out new foods, cultures, or travel experiences.",
        "The shop is clean as well as cheap.",
        "Delivery was fast & careful.",
    ],
)
def test_two_things_in_one_statement(text: str) -> None:
    assert found(text, "double-barrelled")


@pytest.mark.parametrize(
    "text",
    [
        "How often do you try out new products or services?",
        "I like to eat with family and friends.",
        "I worry about small mistakes at work or home.",
        "I feel torn between price and quality.",
        "I prefer big cities (London and Paris).",
        "I like sports such as tennis and golf.",
        "I visit shops, like bakeries and butchers.",
        "I own two or three cars.",
        "I exercise for 40 minutes or more.",
        "I buy one and then another.",
        "I get better and better at it.",
        "I try and save money.",
        "I do not know whether it is true or not.",
        "Traditional values are important to me.",
        "I enjoy handicraft.",
    ],
)
def test_one_thing_in_one_statement(text: str) -> None:
    assert not found(text, "double-barrelled")


def test_or_is_sound_in_how_often_and_in_a_choice() -> None:
    assert not found("I went fishing or hunting.", "double-barrelled", scale=OFTEN)
    assert found("I went fishing and hunting.", "double-barrelled", scale=OFTEN)
    own = one_of("home", "Do you own or rent your home?", "Own", "Rent")
    assert not remarks(asking(own), "double-barrelled")
    both = one_of("home", "What are your gender and income?", "One", "Two")
    assert [remark.where for remark in remarks(asking(both), "double-barrelled")] == ["home"]


def test_open_questions_and_stems_may_name_two_things() -> None:
    assert not remarks(
        asking(question("q", "What do you like and dislike there?", FreeText())), "double-barrelled"
    )
    stem = battery("b", "I run.", stem="Think of work and play. How much do you agree?")
    assert not remarks(asking(stem), "double-barrelled")


def test_what_the_packs_that_ship_hold_was_judged_by_hand() -> None:
    two_things = {
        "I believe companies should actively engage in social or environmental issues.",
        "I seek out new foods, cultures, or travel experiences.",
        "I always meet deadlines and keep promises.",
        "Be a doctor or nurse.",
        "Be a sales or marketing director.",
        "Be a state governor or senator.",
        "Be an artist or architect.",
        "Care for cattle or horses.",
        "Paint or draw.",
        "Repair cars or trucks.",
        "Write short stories or novels.",
    }
    one_thing = {
        "My workspace is organized and clutter-free.",
        "Be a counselor or therapist.",
        "Be a translator or interpreter.",
        "Work with tools and machinery.",
    }
    said = set()
    for pack in shipped().packs:
        whole = of_pack(pack)
        assert isinstance(whole.answer, Battery)
        # Without a source, as if somebody had written them for this survey.
        ours = tuple(replace(item, source="") for item in whole.answer.items)
        texts = {item.name: str(item.text) for item in ours}
        asked = asking(consent(), replace(whole, answer=replace(whole.answer, items=ours)))
        said |= {texts[remark.where] for remark in remarks(asked, "double-barrelled")}
    assert said == two_things | one_thing
    # The figures of the rule's page.
    assert (len(two_things), len(said)) == (11, 15)


def test_items_of_validated_instruments_are_not_reworded() -> None:
    quiet = ("double-barrelled", "absolutes", "leading", "double-negative")
    for name in ("ipip_bffm_50", "ipip_orvis_92", "mini_ipip_20"):
        assert not [remark for remark in lint(asking(of_pack(name))) if remark.code in quiet]
    assert remarks(asking(of_pack("guide_sample")), "absolutes")  # nobody validated these


def test_an_item_that_was_reworded_is_the_users_own() -> None:
    whole = of_pack("mini_ipip_20")
    assert isinstance(whole.answer, Battery)
    first, *rest = whole.answer.items
    changed = replace(first, text=Translated("Am the life and soul of the party."))
    answer = replace(whole.answer, items=(changed, *rest))
    where = [remark.where for remark in remarks(asking(replace(whole, answer=answer)), "double-barrelled")]
    assert where == [first.name]


@pytest.mark.parametrize(
    "text",
    [
        "Don't you agree that bread should be fresh?",
        "Surely prices are too high.",
        "As everyone knows, quality has its price.",
        "Experts agree that this helps.",
        "How much do you enjoy our bread?",
        "I like our award-winning bread.",
        "The new innovative service suits me.",
        "Greedy companies should pay more.",
    ],
)
def test_words_that_lead(text: str) -> None:
    assert found(text, "leading")


@pytest.mark.parametrize(
    "text",
    [
        "I enjoy being the center of attention.",
        "I like great food.",
        "How satisfied are you with the bread?",
        "It is important to me what most people buy.",
        "I would agree to pay more.",
    ],
)
def test_words_that_do_not_lead(text: str) -> None:
    assert not found(text, "leading")


@pytest.mark.parametrize("text", ["I always pay cash.", "Nobody understands me.", "All ads are lies."])
def test_words_without_exception(text: str) -> None:
    [remark] = remarks(asking(rated("q", text)), "absolutes")
    assert remark.severity is Severity.NOTE


@pytest.mark.parametrize(
    "text",
    ["I almost always pay cash.", "I shop every week.", "After all, it is mine.", "I have never tried it."],
)
def test_words_that_only_sound_absolute(text: str) -> None:
    assert not found(text, "absolutes")


def test_absolutes_in_a_choice_are_facts() -> None:
    assert not remarks(asking(one_of("q", "Did you always live here?", "Yes", "No")), "absolutes")


@pytest.mark.parametrize(
    "text",
    [
        "It is not unimportant to me what I wear.",
        "I don't dislike shopping.",
        "I never fail to compare prices.",
        "I do not buy anything without a reason.",
    ],
)
def test_two_denials(text: str) -> None:
    [remark] = remarks(asking(rated("q", text)), "double-negative")
    assert remark.severity is Severity.CAUTION


@pytest.mark.parametrize(
    "text",
    ["I do not like parties.", "I like not only cheap things.", "I am uncertain.", "I was at the uncle's."],
)
def test_one_denial_or_none(text: str) -> None:
    assert not found(text, "double-negative")


def test_a_denial_in_a_reversed_item_is_a_note_where_people_agree() -> None:
    asked = battery("b", "I do not like parties.", "I like parties.", turned=(1,))
    [remark] = remarks(asking(asked), "double-negative")
    assert (remark.where, remark.severity) == ("b_1", Severity.NOTE)
    rarely = battery("b", "I do not like parties.", "I like parties.", turned=(1,), scale=OFTEN)
    assert not remarks(asking(rarely), "double-negative")


def test_long_sentences_by_what_they_stand_in() -> None:
    twenty_one = " ".join(["word"] * 21) + "."
    assert [r.where for r in remarks(asking(battery("b", twenty_one)), "long-sentence")] == ["b_1"]
    assert not remarks(asking(rated("q", twenty_one)), "long-sentence")  # 25 in a question
    [remark] = remarks(asking(rated("q", " ".join(["word"] * 41))), "long-sentence")
    assert remark.severity is Severity.CAUTION
    two = "Word " * 15 + "here. " + "Word " * 15 + "there."
    assert not remarks(asking(rated("q", two)), "long-sentence")


@pytest.mark.parametrize(
    "text", ["How do our touchpoints suit you?", "I value CSR.", "Rate our brand equity."]
)
def test_words_of_the_trade(text: str) -> None:
    assert found(text, "jargon")


def test_plain_words_are_no_jargon() -> None:
    assert not found("How do our shops suit you? I value honest firms.", "jargon")


@pytest.mark.parametrize(
    "text", ["Do you know your MBTI type?", "Are you an INTJ?", "The Myers-Briggs says so."]
)
def test_marks_of_types(text: str) -> None:
    [remark] = remarks(asking(rated("q", text)), "type-marks")
    assert remark.severity is Severity.SERIOUS


def test_marks_of_types_in_a_translation_a_title_and_a_choice() -> None:
    asked = asking(Question("q", Translated.of("Your type?", {"de": "Ihr MBTI-Typ?"}), age().answer))
    assert [remark.where for remark in remarks(asked, "type-marks")] == ["q"]
    chosen = one_of("q", "Your type?", "ENFP", "None", "Other", "Unknown")
    assert [remark.where for remark in remarks(asking(chosen), "type-marks")] == ["q"]
    titled = Questionnaire(Translated("MBTI test"), ())
    assert [remark.where for remark in remarks(titled, "type-marks")] == ["questionnaire"]
    assert not found("I like ESTO and INTERJECTIONS.", "type-marks")


def test_rules_that_know_english_are_silent_in_other_languages() -> None:
    foreign = asking(rated("q", "Das Personal ist schnell and freundlich, always."), language="de")
    assert not [r for r in lint(foreign) if r.code in ("double-barrelled", "absolutes")]
    english = Question(
        "q", Translated.of("Schnell?", {"en": "The staff are quick and friendly."}), rated("q", "").answer
    )
    assert [r.where for r in remarks(asking(english, language="de"), "double-barrelled")] == ["q"]


@pytest.mark.parametrize(
    "part",
    [
        "between ",
        "what ",
        "do you what are you ",
        "a and b ",
        "such as ",
        "(",
        "\u2014",
        "1",
        "x",
        "n't ",
        "1,000 ",
    ],
)
def test_endless_texts_are_read_in_part(part: str) -> None:
    # Each of these took a pattern minutes when it read all; in part it is done before anybody waits.
    endless = part * (200_000 // len(part))
    asked = asking(rated("q", endless), one_of("c", endless, endless, endless + "b"))
    assert "no-consent" in {remark.code for remark in lint(asked)}


def test_places_to_fill_in_are_told_once_a_question_with_what_they_are() -> None:
    agreement = consent()
    asked = replace(
        agreement, text=Translated("[Name of your organisation] asks.", (("de", "[Ihr Name] fragt."),))
    )
    amounts = one_of("income", "What do you earn?", "Less than [amount A]", "[amount A] or more")
    told = remarks(asking(asked, amounts), "not-filled-in")
    assert [remark.where for remark in told] == [agreement.name, "income"]
    assert "[Name of your organisation], [Ihr Name]." in told[0].text
    assert told[1].text.count("[amount A]") == 1


@pytest.mark.parametrize(
    "text",
    [
        "As others have shown [1], bread rises.",
        "Why did you choose [question('brand')]?",
        "Dear [customer.name], how are you?",
        "Read [our terms](https://example.org) first.",
        "Do you like ${q://QID1/ChoiceGroup/SelectedChoices}?",
    ],
)
def test_brackets_that_nobody_need_fill_in(text: str) -> None:
    assert not found(text, "not-filled-in")
