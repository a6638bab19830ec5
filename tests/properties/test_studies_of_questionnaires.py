"""Every questionnaire that keeps the rules gives a study that loads and agrees with it, or says why not."""

from __future__ import annotations

from hypothesis import given
from random_questionnaires import questionnaires

from psychograph.errors import StudyError
from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.model import Questionnaire
from psychograph.questionnaire.study.match import mismatches
from psychograph.questionnaire.study.study_of import study_of, study_yaml
from psychograph.study.load import parse_study
from psychograph.study.model import AttributeType, Goal, Objective

OBJECTIVE = Objective(goal=Goal.TRIAL, statement="Who tries it?")


@given(questionnaires())
def test_a_study_of_a_questionnaire_loads_and_agrees_with_it(asked: Questionnaire) -> None:
    known = codebook_of(asked)
    try:
        guess = study_of(asked, shipped(), objective=OBJECTIVE)
    except StudyError:
        assert not any(one.type.value in {"likert", "number"} and not one.expected for one in known)
        return
    study = parse_study(study_yaml(guess), "study.yaml")
    assert study == guess.study
    assert mismatches(asked, study) == ()
    columns = {
        column
        for name, one in study.attributes.items()
        for column in ([item.column for item in one.items] or [one.column or name])
    }
    assert columns <= set(known.names)
    assert all(study.attributes[name].type is not AttributeType.CATEGORY for name in study.basis)
