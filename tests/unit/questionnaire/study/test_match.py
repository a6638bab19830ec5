"""Where a study and its questionnaire contradict each other."""

from __future__ import annotations

from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.catalogue import shipped
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.model import Battery, Item, Page, Question, Questionnaire
from psychograph.questionnaire.study.match import mismatches
from psychograph.questionnaire.study.study_of import study_of
from psychograph.study.model import Goal, Objective, Study

OBJECTIVE = Objective(goal=Goal.TRIAL, statement="Who tries it?")
ITEMS = (
    Item("c_1", Translated("I am calm."), attribute="Calm"),
    Item("c_2", Translated("I am loud."), reversed=True, attribute="Calm"),
    Item("check_1", Translated("Choose Agree."), expected="4"),
)


def asked(*items: Item, scale: str = "agree5") -> Questionnaire:
    battery = Battery(standard_scales()[scale], items)
    return Questionnaire(Translated("Tea"), (Page("p", (Question("b", Translated("How?"), battery),)),))


STUDY = study_of(asked(*ITEMS), shipped(), objective=OBJECTIVE).study


def codes(questionnaire: Questionnaire, study: Study) -> list[tuple[str, str]]:
    return [(one.severity.value, one.code) for one in mismatches(questionnaire, study)]


def test_a_study_of_its_questionnaire_agrees_with_it() -> None:
    assert codes(asked(*ITEMS), STUDY) == []


def test_another_key_is_serious_whichever_way() -> None:
    turned = Item("c_1", Translated("I am calm."), reversed=True, attribute="Calm")
    straight = Item("c_2", Translated("I am loud."), attribute="Calm")
    (one,) = mismatches(asked(turned, *ITEMS[1:]), STUDY)
    assert (one.code, one.severity.value) == ("keyed-otherwise", "serious")
    assert "c_1 (Calm) is reversed in the questionnaire and not reversed in the study" in one.text
    (other,) = mismatches(asked(ITEMS[0], straight, ITEMS[2]), STUDY)
    assert "c_2 (Calm) is not reversed in the questionnaire and reversed in the study" in other.text


def test_other_ends_of_a_scale_are_told() -> None:
    found = mismatches(asked(*ITEMS, scale="agree7"), STUDY)
    assert {one.code for one in found} == {"other-scale"}
    assert "is asked from 1 to 7, and the study says 1 to 5" in found[0].text


def test_attention_checks_are_known_on_both_sides() -> None:
    without = STUDY.model_copy(update={"quality": STUDY.quality.model_copy(update={"attention": ()})})
    assert codes(asked(*ITEMS), without) == [("caution", "unknown-check")]
    other = Item("check_1", Translated("Choose Disagree."), expected="2")
    assert codes(asked(*ITEMS[:2], other), STUDY) == [("caution", "other-answer")]


def test_averages_made_before_are_a_note() -> None:
    attribute = STUDY.attributes["Calm"].model_copy(update={"items": ()})
    averaged = STUDY.model_copy(update={"attributes": {"Calm": attribute}})
    assert codes(asked(*ITEMS), averaged) == [("note", "averaged-before")]
