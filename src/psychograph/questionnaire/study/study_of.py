"""From a questionnaire to the study of its answers: attributes, keys, basis and descriptors.

Statements and ratings become attributes on a scale, those of one `attribute` averaged into it; a scale of
an instrument that is asked whole is named as such (`instrument:`), so that its key stands in one place.
Ratings build segments, all else describes them, unless somebody says otherwise. Texts, days and postcodes
are no attributes: nothing can be counted in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from psychograph.codebook.codebook import Role
from psychograph.errors import Problem, StudyError
from psychograph.questionnaire.model import Battery, Day, FreeText, Postcode, Questionnaire
from psychograph.questionnaire.study.attributes import Measured, Told, measured_by
from psychograph.quoting import listed
from psychograph.study.guess import Guess
from psychograph.study.model import (
    AttentionCheck,
    AttributeType,
    KeyQuestion,
    Objective,
    QualitySettings,
    SegmentationSettings,
    Study,
)
from psychograph.study.template import render_study

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue

FILE = "questionnaire.yaml"
CODEBOOK = "codebook.json"
# Ward's tree alone finds known segments again much less often: docs/sample-size.md has the figures.
SEGMENTS = 3  # to start from; `psychograph segments sweep` tries others
NO_CONSTRUCTS: Mapping[str, str] = {}


def study_of(
    questionnaire: Questionnaire,
    catalogue: Catalogue,
    *,
    objective: Objective,
    title: str = "",
    roles: Mapping[str, Role] | None = None,
    constructs: Mapping[str, str] = NO_CONSTRUCTS,
) -> Guess:
    """Return the study of a questionnaire.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked.
    catalogue : Catalogue
        Instruments that its items may come from.
    objective : Objective
        What the business wants; attributes of its key questions that nobody asks are left out.
    title : str
        Title of the study; that of the questionnaire where empty.
    roles : mapping of str to Role, optional
        Which attributes build segments (`Role.BASIS`) and which describe them, by name; ratings build
        and all else describes where nothing is said.
    constructs : mapping of str to str, optional
        What attributes measure, by name, where neither an instrument nor the bank says it.

    Returns
    -------
    Guess
        The study, what was assumed, and why.

    Raises
    ------
    StudyError
        Where nothing is asked that could build segments.
    """
    measured = measured_by(questionnaire, Told(catalogue, roles or {}, constructs))
    basis = tuple(one.name for one in measured if one.role is Role.BASIS)
    remarks = list(_remarks(questionnaire, measured, guessed=roles is None))
    if not basis:
        numbers = tuple(one.name for one in measured if one.attribute.type is AttributeType.NUMBER)
        if not numbers:
            raise StudyError(_nothing_to_segment_on(questionnaire))
        basis = numbers
        remarks.append(f"Nothing is answered on a scale; these numbers build the segments: {listed(basis)}.")
    study = Study(
        title=_title(title or str(questionnaire.title)),
        objective=_answerable(objective, {one.name for one in measured}),
        questionnaire=FILE,
        codebook=CODEBOOK,
        respondent=None,
        attributes={one.name: one.attribute for one in measured},
        basis=basis,
        descriptors=tuple(one.name for one in measured if one.name not in basis),
        quality=QualitySettings(attention=tuple(_checks(questionnaire))),
        segmentation=SegmentationSettings(segments=SEGMENTS, consolidate=True),
    )
    return Guess(study, tuple(remarks), {one.name: one.reason for one in measured if one.reason})


def study_yaml(guess: Guess) -> str:
    """Return the text of a commented ``study.yaml``."""
    return render_study(guess)


def _checks(questionnaire: Questionnaire) -> Iterator[AttentionCheck]:
    for question in questionnaire.questions:
        if question.expected:
            yield AttentionCheck(column=question.name, answer=question.expected)
        if isinstance(question.answer, Battery):
            for item in question.answer.items:
                if item.expected:
                    yield AttentionCheck(column=item.name, answer=item.expected)


def _answerable(objective: Objective, asked: set[str]) -> Objective:
    questions = tuple(
        KeyQuestion(question=one.question, attributes=tuple(name for name in one.attributes if name in asked))
        for one in objective.key_questions
    )
    return objective.model_copy(update={"key_questions": questions})


def _remarks(questionnaire: Questionnaire, measured: Sequence[Measured], *, guessed: bool) -> Iterator[str]:
    silent = [
        question.name
        for question in questionnaire.questions
        if isinstance(question.answer, FreeText | Day | Postcode)
    ]
    if silent:
        yield f"Texts, days and postcodes are asked, and are no attributes: {listed(silent)}."
    if guessed and {one.role for one in measured} == {Role.BASIS, Role.DESCRIPTOR}:
        yield (
            "What is answered on a scale builds the segments; choices and numbers only describe them. "
            "Move names between `basis` and `descriptors` in study.yaml where you want it otherwise."
        )


def _nothing_to_segment_on(questionnaire: Questionnaire) -> Problem:
    return Problem(
        where=f"the questionnaire {str(questionnaire.title) or FILE!r}",
        found="no question that is answered on a scale or by a number",
        expected="statements, ratings or numbers that could build segments",
        mend="add a battery or a scale of an instrument; `psychograph instruments list` shows them",
    )


def _title(title: str) -> str:
    return " ".join("".join(filter(str.isprintable, title)).split()) or "My study"
