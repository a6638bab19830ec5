"""From an objective to a questionnaire and its study."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from psychograph.codebook.codebook import Role
from psychograph.errors import UsageError
from psychograph.findings import Severity
from psychograph.instruments.catalogue import Catalogue, shipped
from psychograph.instruments.pack import Verdict
from psychograph.knowledge.rules import goals
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.file.reading import parse_questionnaire
from psychograph.questionnaire.file.writing import questionnaire_yaml
from psychograph.questionnaire.lint import lint
from psychograph.questionnaire.model import Battery, Consent
from psychograph.questionnaire.structure.problems import problems
from psychograph.questionnaire.study.match import mismatches
from psychograph.questionnaire.study.study_of import study_yaml
from psychograph.questionnaire.suggest.building import CHECK_FROM, MOST_ON_A_PAGE
from psychograph.questionnaire.suggest.choosing import FEWEST_ITEMS, MOST_IN_BASIS
from psychograph.questionnaire.suggest.mapping import suggestions
from psychograph.questionnaire.suggest.suggestion import Suggestion, suggest
from psychograph.study.load import parse_study
from psychograph.study.model import AttributeType, Goal, KeyQuestion, NewProduct, Objective

GUIDE = (
    "Which customers are more open to try new products?",
    "Do I use traditional marketing channels or digital channels for the customer segment?",
    "What are their values and beliefs?",
)


def wanting(*questions: str, goal: Goal = Goal.LAUNCH_NEW) -> Objective:
    asked = tuple(KeyQuestion(question=question) for question in questions)
    return Objective(goal=goal, statement="Whom should we address first?", key_questions=asked)


def suggested(
    *questions: str, goal: Goal = Goal.LAUNCH_NEW, minutes: float = 8, about: str = "our new tea"
) -> Suggestion:
    return suggest(wanting(*questions, goal=goal), shipped(), minutes=minutes, about=about, brand="Tea Ltd")


def test_the_key_questions_of_the_guide_map_to_attributes() -> None:
    found = suggested(*GUIDE)
    assert [one.attributes for one in found.mapping] == [
        ("Innovativeness", "Openness"),
        ("SocialMedia", "TraditionalMedia", "Age", "Occupation"),
        (
            *("GreaterGood", "Tradition", "CompaniesShouldAct"),
            *("Security", "Recognition", "Excitement", "Ambition"),
        ),
    ]
    keys = found.study.study.objective.key_questions
    assert [(one.question, one.attributes) for one in keys] == [
        (one.question, one.attributes) for one in found.mapping
    ]
    assert not found.left_out or all(wish.extra for wish in found.left_out)


@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("minutes", [2, 5, 8, 15])
def test_every_goal_gives_a_questionnaire_in_order_within_its_time(goal: Goal, minutes: float) -> None:
    found = suggested(*GUIDE, goal=goal, minutes=minutes)
    asked = found.questionnaire
    assert list(problems(asked)) == []
    assert found.duration.minutes <= minutes
    study = parse_study(study_yaml(found.study), "study.yaml")
    assert study == found.study.study
    assert mismatches(asked, study) == ()
    assert len(study.basis) >= 2
    serious = {one.code for one in lint(asked, study) if one.severity is Severity.SERIOUS}
    unanswered = any(not one.attributes for one in found.mapping)
    assert serious == ({"key-question"} if unanswered else set())
    assert parse_questionnaire(questionnaire_yaml(asked), "q.yaml", shipped()) == asked


@pytest.mark.parametrize("goal", list(Goal))
def test_without_a_question_the_goal_alone_decides(goal: Goal) -> None:
    found = suggested(goal=goal, minutes=15, about="")
    asked = {one.wish.asked.construct for one in found.chosen}
    assert set(goals()[goal.value].weights) <= asked
    assert found.mapping == ()


def test_longer_questionnaires_ask_for_more() -> None:
    lengths = [len(suggested(*GUIDE, minutes=minutes).chosen) for minutes in (2, 4, 8, 15)]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]


def test_what_matters_most_is_left_out_last() -> None:
    found = suggested(*GUIDE, minutes=3)
    kept = [one.wish for one in found.chosen if one.wish.reasons != ("always",)]
    assert kept
    rank = {name: at for at, name in enumerate([*kept, *found.left_out])}
    assert all(rank[one] < rank[other] for one in kept for other in found.left_out)
    assert any("no room in 3 minutes" in remark for remark in found.remarks)
    assert any(one.missing for one in found.mapping)


def test_validated_scales_are_never_cut_and_ours_keep_a_reversed_statement() -> None:
    for minutes in (2, 3, 5, 8):
        for one in suggested(*GUIDE, minutes=minutes).chosen:
            if one.pack is None:
                continue
            if one.pack.validated:
                assert not one.cut
                assert one.items == one.pack.items_of(one.source.partition("/")[2])
            else:
                assert len(one.items) >= FEWEST_ITEMS
                assert any(item.reversed for item in one.items)


def test_personality_is_asked_with_four_statements_a_trait_where_there_is_time_else_with_two() -> None:
    def packs(minutes: float) -> set[str]:
        found = suggested("What is their personality?", goal=Goal.AWARENESS, minutes=minutes)
        return {one.pack_id for one in found.chosen if one.wish.asked.construct.startswith("big5.")}

    assert packs(8) == {"mini_ipip_20"}
    assert packs(3) == {"tipi_10"}


def test_the_opposite_of_a_trait_bears_its_own_name() -> None:
    found = suggested("What is their personality?", goal=Goal.AWARENESS, minutes=3)
    (calm,) = [one for one in found.chosen if one.wish.asked.construct == "big5.neuroticism"]
    assert (calm.attribute, calm.measures) == ("EmotionalStability", "-big5.neuroticism")
    assert found.study.study.attributes["EmotionalStability"].measured_construct == "-big5.neuroticism"


def test_agreement_comes_first_and_who_people_are_last() -> None:
    pages = suggested(*GUIDE).questionnaire.pages
    assert isinstance(pages[0].questions[0].answer, Consent)
    assert pages[0].questions[0].required
    assert {question.name for question in pages[-1].questions} == {
        "Age",
        "Gender",
        "Urbanicity",
        "Occupation",
    }
    assert not any(question.required for question in pages[-1].questions)


def test_batteries_are_short_shuffled_mixed_and_on_one_scale() -> None:
    for page in suggested(*GUIDE, minutes=15).questionnaire.pages:
        for question in page.questions:
            if isinstance(question.answer, Battery):
                statements = [item for item in question.answer.items if not item.expected]
                assert len(statements) <= MOST_ON_A_PAGE
                assert question.answer.shuffled
                assert len({item.attribute for item in statements}) > 1


def test_every_page_holds_statements_that_point_either_way() -> None:
    batteries = [one.answer for one in suggested(*GUIDE, minutes=15).questionnaire.questions]
    turned = [
        any(item.reversed for item in answer.items) for answer in batteries if isinstance(answer, Battery)
    ]
    assert all(turned)


@pytest.mark.parametrize("minutes", [2, 3, 5, 8, 15])
def test_one_attention_check_stands_in_long_questionnaires_alone(minutes: float) -> None:
    found = suggested(*GUIDE, minutes=minutes)
    answers = [one.answer for one in found.questionnaire.questions if isinstance(one.answer, Battery)]
    items = [item for answer in answers for item in answer.items]
    checks = [item for item in items if item.expected]
    assert len(checks) == (len(items) - len(checks) >= CHECK_FROM)
    told = [(one.column, one.answer) for one in found.study.study.quality.attention]
    assert told == [(one.name, one.expected) for one in checks]
    for answer in answers:
        for item in answer.items:
            if item.expected:
                assert answer.scale.shown(int(item.expected)) in str(item.text)
                assert item.expected not in {str(answer.scale.low), str(answer.scale.high)}


def test_the_most_important_attributes_build_segments_and_the_offer_never_does() -> None:
    study = suggested(*GUIDE, minutes=15).study.study
    assert len(study.basis) == MOST_IN_BASIS
    assert "Agreeableness" in study.descriptors  # asked because there was time
    assert {"Innovativeness", "Openness"} <= set(study.basis)
    assert {"Intention", "Age", "Gender"} <= set(study.descriptors)


def test_statements_name_the_offer_and_the_brand() -> None:
    found = suggested("Why do customers leave us?", goal=Goal.LAUNCH_NEW, minutes=15)
    texts = " ".join(str(item.text) for one in found.chosen for item in one.items)
    assert "buying our new tea within" in texts
    assert "Tea Ltd" in texts
    assert "[" not in texts
    assert found.study.study.objective.facts.new_product == NewProduct(name="our new tea")


def test_without_a_name_the_gaps_are_told() -> None:
    found = suggest(wanting("Why do customers leave us?"), shipped(), minutes=15)
    assert any("Fill in [your offer], [your brand]" in remark for remark in found.remarks)


def test_words_of_the_offer_point_to_topics_as_well() -> None:
    plain, green = (
        {one.attribute for one in suggested(GUIDE[0], about=about).chosen}
        for about in ("our new line", "our new eco line")
    )
    assert green - plain == {"Environment", "GreaterGood"}


def test_a_question_that_is_not_understood_is_told_with_what_to_do() -> None:
    found = suggested(GUIDE[0], "What is the weather like?")
    assert found.mapping[1].attributes == ()
    assert "--topic" in found.mapping[1].why
    assert any("new_products" in remark for remark in found.remarks)


def test_special_categories_are_refused() -> None:
    (one,) = suggested("Which religion do they belong to?").mapping
    assert one.attributes == ()
    assert "GDPR Art. 9: religion" in one.why


def test_a_topic_can_be_named() -> None:
    found = suggest(wanting(GUIDE[0]), shipped(), topics=("privacy",))
    assert "Privacy" in {one.attribute for one in found.chosen}


def test_what_cannot_be_done_is_refused_with_all_its_reasons() -> None:
    with pytest.raises(UsageError) as caught:
        suggest(wanting(GUIDE[0]), shipped(), minutes=1, topics=("prices", "privacy"), about="tea " * 30)
    assert [problem.where for problem in caught.value.problems] == ["minutes", "topic", "about"]
    assert caught.value.problems[1].mend == "did you mean 'price'?"


def test_an_instrument_of_ones_own_goes_first() -> None:
    pack = shipped().pack("psychograph_price")
    own = replace(pack, id="ours", licence=replace(pack.licence, verdict=Verdict.ATTESTED))
    catalogue = Catalogue(MappingProxyType({**shipped().packs, "ours": own}))
    found = suggest(wanting("Who minds the price?"), catalogue)
    (price,) = [one for one in found.chosen if one.attribute == "PriceSensitivity"]
    assert price.source == "ours/price_sensitivity"


def test_equal_objectives_give_equal_questionnaires() -> None:
    one, two = (suggested(*GUIDE, minutes=10) for _ in range(2))
    assert questionnaire_yaml(one.questionnaire) == questionnaire_yaml(two.questionnaire)
    assert study_yaml(one.study) == study_yaml(two.study)


def test_columns_of_the_questionnaire_are_what_the_study_reads() -> None:
    found = suggested(*GUIDE, minutes=15)
    known = codebook_of(found.questionnaire)
    for name, attribute in found.study.study.attributes.items():
        for item in attribute.items:
            assert known[item.column].reversed is item.reversed
        if not attribute.items:
            assert (attribute.column or name) in known


def test_each_topic_can_be_asked() -> None:
    for topic in suggestions().topics.values():
        found = suggest(wanting(goal=Goal.AWARENESS), shipped(), minutes=20, topics=(topic.id,))
        asked = {one.wish.asked.construct: one.role for one in found.chosen}
        assert set(topic.ask) <= set(asked), topic.id
        if suggestions().constructs[topic.ask[0]].role is Role.DESCRIPTOR:
            assert asked[topic.ask[0]] is Role.DESCRIPTOR


def test_with_time_to_spare_why_and_how_people_buy_is_asked() -> None:
    found = suggested(GUIDE[0], minutes=12)
    asked = {one.wish.asked.construct for one in found.chosen}
    assert set(suggestions().insight.ask) <= asked
    study = found.study.study
    for name in ("PurchaseTrigger", "PurchaseBarrier", "InformationSource"):
        # A choice among reasons is no scale, though there is more and less of what keeps people from buying.
        assert study.attributes[name].type is AttributeType.CATEGORY
        assert (study.attributes[name].measured_construct or "").startswith("insight.")
        assert name in study.descriptors
    short = suggested(*GUIDE, minutes=4)
    assert any("why and how people buy" in remark for remark in short.remarks)


def test_the_most_telling_questions_are_kept_before_the_others() -> None:
    counts = {}
    for minutes in (5, 6, 7, 8, 10, 12):
        asked = [one.attribute for one in suggested(goal=Goal.WINBACK, minutes=minutes).chosen]
        counts[minutes] = [
            name for name in ("PurchaseTrigger", "PurchaseBarrier", "WantedOutcome") if name in asked
        ]
    assert counts[12] == ["PurchaseTrigger", "PurchaseBarrier", "WantedOutcome"]
    assert all("PurchaseTrigger" in names for names in counts.values() if "WantedOutcome" in names)


def test_a_statement_of_two_scales_is_asked_once_and_they_do_not_build_together() -> None:
    found = suggested(GUIDE[0], "How do they decide?", minutes=15)
    texts = [
        str(item.text)
        for question in found.questionnaire.questions
        if isinstance(question.answer, Battery)
        for item in question.answer.items
    ]
    assert len(texts) == len(set(texts))
    study = found.study.study
    assert len(study.attributes["Openness"].items) == 4
    assert len(study.attributes["NeedForCognition"].items) == 9
    assert study.attributes["NeedForCognition"].measured_construct == "cog.need_for_cognition"
    assert len({"Openness", "NeedForCognition"} & set(study.basis)) == 1
    assert any("asked once: NeedForCognition" in remark for remark in found.remarks)


def test_who_agrees_with_everything_does_not_pass_the_attention_check() -> None:
    (check,) = suggested(*GUIDE, minutes=15).study.study.quality.attention
    assert check.answer == "2"


def test_the_tree_is_consolidated_since_that_finds_segments_again() -> None:
    study = suggested(*GUIDE).study.study
    assert study.segmentation.consolidate
    assert parse_study(study_yaml(suggested(*GUIDE).study), "study.yaml").segmentation.consolidate


def test_what_is_known_already_is_not_asked() -> None:
    behaviour = ("beh.recency", "beh.frequency", "beh.monetary")
    wanted = wanting("How often do they buy?", "What do they stand for?", goal=Goal.WINBACK)
    asked = {one.wish.asked.construct for one in suggest(wanted, shipped(), minutes=20).chosen}
    without = suggest(wanted, shipped(), minutes=20, known=(*behaviour, "demo.age"))
    assert {*behaviour, "demo.age"} <= asked
    assert not {*behaviour, "demo.age"} & {one.wish.asked.construct for one in without.chosen}
    assert without.mapping[0].topics
    assert without.mapping[0].attributes == without.mapping[0].missing == ()
    assert without.mapping[1].attributes


def test_nothing_can_be_known_that_nobody_asks() -> None:
    with pytest.raises(UsageError, match=r"beh\.recency"):
        suggest(wanting("What do they stand for?"), shipped(), known=("beh.recenty",))
