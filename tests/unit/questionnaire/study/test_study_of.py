"""From a questionnaire to the study of its answers."""

from __future__ import annotations

import pytest

from psychograph.codebook.codebook import Role
from psychograph.errors import StudyError
from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.catalogue import shipped
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.file.reading import parse_questionnaire
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    FreeText,
    Item,
    Multiple,
    Number,
    Page,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)
from psychograph.questionnaire.study.study_of import study_of, study_yaml
from psychograph.study.guess import Guess
from psychograph.study.load import parse_study
from psychograph.study.model import AttributeType, Goal, KeyQuestion, Objective

AGREE = standard_scales()["agree5"]
OBJECTIVE = Objective(
    goal=Goal.TRIAL,
    statement="Who tries it?",
    key_questions=(KeyQuestion(question="Who?", attributes=("Calm", "Gone")),),
)


def asked(*questions: Question) -> Questionnaire:
    return Questionnaire(Translated("Tea"), (Page("one", questions),))


def question(name: str, answer: Answer, **more: str) -> Question:
    return Question(name, Translated(f"About {name}?"), answer, **more)  # type: ignore[arg-type]


def studied(*questions: Question) -> Guess:
    guess = study_of(asked(*questions), shipped(), objective=OBJECTIVE)
    assert parse_study(study_yaml(guess), "study.yaml") == guess.study
    return guess


def battery(name: str, *items: Item) -> Question:
    return question(name, Battery(AGREE, items))


def item(
    name: str, *, attribute: str = "", reverse: bool = False, source: str = "", expect: str = ""
) -> Item:
    return Item(name, Translated(f"I am {name}."), reverse, attribute, expect, source)


def test_statements_of_one_attribute_are_averaged_with_their_key() -> None:
    guess = studied(
        battery("one", item("c_1", attribute="Calm"), item("loud")),
        battery("two", item("c_2", attribute="Calm", reverse=True)),
    )
    calm = guess.study.attributes["Calm"]
    assert [(one.column, one.reversed, one.question) for one in calm.items] == [
        ("c_1", False, "I am c_1."),
        ("c_2", True, "I am c_2."),
    ]
    assert (calm.type, calm.scale) == (AttributeType.LIKERT, (1.0, 5.0))
    assert guess.study.basis == ("Calm", "loud")
    assert guess.study.attributes["loud"].column is None


def test_a_scale_that_is_asked_whole_is_named_by_its_instrument() -> None:
    text = (
        "title: Tea\npages:\n  - name: p\n    questions:\n      - {instrument: mini_ipip_20/extraversion}\n"
    )
    whole = parse_questionnaire(text, "q.yaml", shipped())
    guess = study_of(whole, shipped(), objective=OBJECTIVE)
    (attribute,) = guess.study.attributes.values()
    assert attribute.instrument == "mini_ipip_20/extraversion"
    assert "{instrument: mini_ipip_20/extraversion} # 4 items of Mini-IPIP" in study_yaml(guess)
    assert parse_study(study_yaml(guess), "study.yaml") == guess.study


@pytest.mark.parametrize("change", ["cut", "key", "scale"])
def test_a_scale_that_was_changed_is_written_out(change: str) -> None:
    pack = shipped().pack("mini_ipip_20")
    source = "mini_ipip_20/extraversion"
    items = [
        item(one.id, attribute="Outgoing", reverse=one.reversed, source=source)
        for one in pack.items_of("extraversion")
    ]
    if change == "cut":
        del items[0]
    if change == "key":
        items[0] = item(items[0].name, attribute="Outgoing", reverse=not items[0].reversed, source=source)
    scale = standard_scales()["agree7"] if change == "scale" else pack.answer_scale
    outgoing = studied(question("b", Battery(scale, tuple(items)))).study.attributes["Outgoing"]
    assert outgoing.instrument is None
    assert len(outgoing.items) == len(items)
    assert outgoing.measured_construct == "big5.extraversion"


def test_ratings_build_segments_and_all_else_describes() -> None:
    choices = tuple(Choice(str(code), Translated(f"kind {code}")) for code in range(1, 4))
    guess = studied(
        question("liked", Rating(AGREE)),
        question("age", Number(16, 110)),
        question("kind", Single(choices)),
        question("owns", Multiple(choices)),
        question("order", Ranking(choices)),
        question("why", FreeText()),
    )
    study = guess.study
    assert study.basis == ("liked",)
    assert study.descriptors == (
        *("age", "kind", "owns_1", "owns_2", "owns_3", "order_1", "order_2", "order_3"),
    )
    types = {name: one.type.value for name, one in study.attributes.items()}
    assert types["age"] == types["order_1"] == "number"
    assert types["kind"] == types["owns_1"] == "category"
    assert study.attributes["owns_2"].question == "About owns? - kind 2"
    assert any("why" in remark for remark in guess.remarks)
    assert any("basis" in remark for remark in guess.remarks)


def test_who_says_what_builds_segments_is_heard() -> None:
    liked = (question("liked", Rating(AGREE)), question("known", Rating(AGREE)), question("age", Number()))
    roles = {"known": Role.DESCRIPTOR, "age": Role.BASIS}
    study = study_of(asked(*liked), shipped(), objective=OBJECTIVE, roles=roles).study
    assert (study.basis, study.descriptors) == (("liked", "age"), ("known",))


def test_ordered_choices_are_a_scale_where_what_they_measure_has_two_ends() -> None:
    choices = (
        *(Choice(str(code), Translated(f"band {code}")) for code in range(1, 6)),
        Choice("-8", Translated("Prefer not to say"), declined=True),
    )
    income, job = question("Income", Single(choices)), question("Job", Single(choices))
    constructs = {"Income": "demo.income", "Job": "demo.occupation"}
    questions = asked(question("liked", Rating(AGREE)), income, job)
    study = study_of(questions, shipped(), objective=OBJECTIVE, constructs=constructs).study
    assert (study.attributes["Income"].type, study.attributes["Income"].scale) == (
        AttributeType.LIKERT,
        (1, 5),
    )
    assert study.attributes["Job"].type is AttributeType.CATEGORY
    assert study.descriptors == ("Income", "Job")


def test_attention_checks_are_no_attributes() -> None:
    study = studied(
        battery("b", item("calm"), item("check_1", expect="4")),
        question(
            "check_2", Single((Choice("1", Translated("Yes")), Choice("2", Translated("No")))), expected="2"
        ),
    ).study
    assert [(one.column, one.answer) for one in study.quality.attention] == [
        ("check_1", "4"),
        ("check_2", "2"),
    ]
    assert list(study.attributes) == ["calm"]


def test_statements_on_different_scales_are_not_averaged() -> None:
    study = studied(
        battery("one", item("c_1", attribute="Calm")),
        question("two", Battery(standard_scales()["agree7"], (item("c_2", attribute="Calm"),))),
    ).study
    assert {name: one.scale for name, one in study.attributes.items()} == {"c_1": (1, 5), "c_2": (1, 7)}


def test_names_are_unique() -> None:
    study = studied(
        battery("one", item("Calm"), item("a_1", attribute="Calm"), item("a_2", attribute="Calm")),
    ).study
    assert set(study.attributes) == {"Calm", "Calm_2"}
    assert [one.column for one in study.attributes["Calm_2"].items] == ["a_1", "a_2"]


def test_key_questions_keep_only_what_is_asked() -> None:
    study = studied(battery("one", item("Calm"))).study
    assert study.objective.key_questions[0].attributes == ("Calm",)


def test_numbers_build_segments_where_nothing_else_could() -> None:
    guess = studied(question("hours", Number()), question("age", Number()))
    assert guess.study.basis == ("hours", "age")
    assert any("Nothing is answered on a scale" in remark for remark in guess.remarks)


def test_nothing_to_segment_on_is_an_error() -> None:
    with pytest.raises(StudyError) as caught:
        study_of(asked(question("why", FreeText())), shipped(), objective=OBJECTIVE)
    (problem,) = caught.value.problems
    assert "instruments list" in problem.mend


def test_names_and_texts_of_strangers_are_data() -> None:
    hostile = 'a: [b] # "c" {d}\n- e'
    question_ = Question("q", Translated(hostile), Battery(AGREE, (Item("i", Translated(hostile)),)))
    whole = Questionnaire(Translated(hostile), (Page("p", (question_,)),))
    guess = study_of(whole, shipped(), objective=OBJECTIVE)
    again = parse_study(study_yaml(guess), "study.yaml")
    assert again.attributes["i"].question.split() == hostile.split()
    assert "\n" not in again.title
