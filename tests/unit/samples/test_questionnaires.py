"""The samples' questionnaires ask what their studies have; the worked example's, all that the guide asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

import psychograph.samples
from psychograph.cli.demo import copy_sample
from psychograph.findings import Severity
from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.file.reading import read_questionnaire
from psychograph.questionnaire.file.schema import questionnaire_json_schema
from psychograph.questionnaire.model import Battery, Rating
from psychograph.questionnaire.study.match import mismatches
from psychograph.study.load import load_study

SAMPLES = Path(psychograph.samples.__file__).parent
GUIDE = read_questionnaire(SAMPLES / "worked_example", shipped())

# Step 2.2 of Heron Analytica (2025), "Mastering Psychographic Segmentation"; True: "Reverse-scored".
DEMOGRAPHICS = ("What is your current age?", "What is your current occupation?")
LIFESTYLE = (
    "How many hours per week do you spend on social media?",
    "How often do you try out new products or services?",
)
ATTITUDES = (
    "I make decisions with the greater good in mind.",
    "Traditional values are important to me.",
    "I believe companies should actively engage in social or environmental issues.",
)
PERSONALITY = {
    "Openness": {
        "I enjoy exploring abstract ideas.": False,
        "I seek out new foods, cultures, or travel experiences.": False,
        "I prefer routine over spontaneity.": True,
    },
    "Conscientiousness": {
        "I always meet deadlines and keep promises.": False,
        "My workspace is organized and clutter-free.": False,
        "I procrastinate often.": True,
    },
    "Extraversion": {
        "I feel energized after social events.": False,
        "I prefer quiet evenings at home over parties.": True,
        "I enjoy being the center of attention.": False,
    },
    "Agreeableness": {
        "I prioritize others\u2019 needs over my own.": False,
        "I avoid confrontations whenever possible.": False,
        "I trust people until they give me a reason not to.": False,
    },
    "Neuroticism": {
        "I worry about small mistakes at work or home.": False,
        "I feel overwhelmed by stress.": False,
        "I remain calm in unpredictable situations.": True,
    },
}


def test_every_question_of_the_guide_is_asked_word_for_word() -> None:
    texts = {str(question.text) for question in GUIDE.questions}
    assert {*DEMOGRAPHICS, *LIFESTYLE} <= texts
    items = [item for q in GUIDE.questions if isinstance(q.answer, Battery) for item in q.answer.items]
    given = {str(item.text): (item.attribute, item.reversed) for item in items}
    expected = {text: (trait, turned) for trait, own in PERSONALITY.items() for text, turned in own.items()}
    assert given == expected | dict.fromkeys(ATTITUDES, ("", False))
    assert len(expected) == 15


def test_statements_are_answered_on_the_guides_five_points() -> None:
    for question in GUIDE.questions:
        if isinstance(question.answer, Battery | Rating):
            assert (question.answer.scale.low, question.answer.scale.high) == (1, 5)
            assert question.answer.scale.fully_labelled
        if isinstance(question.answer, Battery):
            assert question.answer.scale.name == "agree5"


def test_key_questions_of_step_1_rest_on_what_is_asked() -> None:
    study = load_study(SAMPLES / "worked_example")
    codebook = codebook_of(GUIDE)
    measured = {*codebook.names, *(variable.construct for variable in codebook)}
    assert len(study.objective.key_questions) == 3
    for key in study.objective.key_questions:
        assert key.attributes
        assert set(key.attributes) <= measured, key.question
    assert {*study.basis, *study.descriptors} <= measured


@pytest.mark.parametrize("sample", ["worked_example", "wearable"])
def test_the_questionnaire_asks_what_the_study_has(sample: str) -> None:
    study = load_study(SAMPLES / sample)
    assert study.questionnaire == "questionnaire.yaml"
    questionnaire = read_questionnaire(SAMPLES / sample / study.questionnaire, shipped())
    found = mismatches(questionnaire, study)
    assert [finding for finding in found if finding.severity is not Severity.NOTE] == []
    asked = {variable.name: variable.question for variable in codebook_of(questionnaire)}
    said = {
        name: attribute.question.partition("?")[0]
        for name, attribute in study.attributes.items()
        if name in asked
    }
    assert {name: asked[name].partition("?")[0] for name in said} == said
    assert len(said) == (7 if sample == "worked_example" else 14)


@pytest.mark.parametrize("sample", ["worked_example", "wearable"])
def test_the_demo_copies_the_questionnaire_with_the_study(sample: str, tmp_path: Path) -> None:
    copy_sample(sample, tmp_path)
    copied = read_questionnaire(tmp_path, shipped())
    assert copied == read_questionnaire(SAMPLES / sample, shipped())


@pytest.mark.parametrize("sample", ["worked_example", "wearable"])
def test_the_samples_keep_the_schema_that_editors_read(sample: str) -> None:
    text = (SAMPLES / sample / "questionnaire.yaml").read_text("utf-8")
    data = json.loads(json.dumps(YAML(typ="safe", pure=True).load(text)))
    errors = Draft202012Validator(questionnaire_json_schema()).iter_errors(data)
    assert [error.message for error in errors] == []
