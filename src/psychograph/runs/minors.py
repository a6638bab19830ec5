"""Respondents under 18 are left out before segments are built (guard S02)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from psychograph.errors import Problem, ResponsesError
from psychograph.findings import Finding, Severity
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.matching import match_construct
from psychograph.language.language import Language
from psychograph.responses.declared import attribute_items
from psychograph.responses.responses import Responses
from psychograph.responses.scoring import item_answers
from psychograph.strategy.guards.s02_minors import AGES, Young, adults, adults_in_groups, year_asked
from psychograph.study.model import AttributeType, Study

FEWEST = 4  # adults, for anything to be computed


def young_respondents(
    study: Study,
    responses: Responses,
    knowledge: KnowledgeBase,
    language: Language,
) -> Young:
    """Say which respondents are minors.

    Parameters
    ----------
    study : Study
        Its attributes tell age or year of birth, its fieldwork the day.
    responses : Responses
        All answers, with the study laid over their codebook.
    knowledge : KnowledgeBase
        Its constructs tell which attribute is an age.
    language : Language
        Whose words for age groups count.

    Returns
    -------
    Young
        Whoever any attribute shows to be a minor, in the order of the answers.
    """
    minors, unsure, unread = np.zeros(len(responses), dtype=bool), 0, False
    for name, attribute in study.attributes.items():
        told = attribute.measured_construct
        construct = match_construct(name, attribute.question, told, knowledge.constructs).construct
        columns = [item.column for item in attribute_items(name, attribute)]
        if construct is None or construct.name not in AGES or len(columns) != 1:
            continue
        if columns[0] not in responses.table.columns:
            continue  # scoring says so
        if attribute.type is AttributeType.CATEGORY:
            found = adults_in_groups(responses.categories(columns[0]), language, year_asked(study))
        else:
            ages = item_answers(responses, name, study)[:, 0]
            found = adults(ages, construct.name, year_asked(study))
        minors |= found.minors
        unsure, unread = max(unsure, found.unsure), unread or found.unread
    return Young(minors, unsure, unread)


def too_young(young: Young) -> Iterator[Problem]:
    """Report answers of which too few are by adults."""
    n, out = len(young.minors), int(young.minors.sum())
    if out and n - out < FEWEST:
        yield Problem(
            where="the answers",
            found=f"{out} of {n} respondents under 18",
            expected=f"at least {FEWEST} adults, since personas here end in advertising",
            mend="ask adults, such as parents; where these are no ages in years, write construct: none on "
            "the attribute",
        )


def refuse_minors_alone(young: Young) -> None:
    """Refuse answers of which too few are by adults.

    Raises
    ------
    ResponsesError
        Where fewer than four adults answered.
    """
    ResponsesError.collect(too_young(young))


def findings_of_minors(young: Young, language: Language) -> Iterator[Finding]:
    """Yield how many were left out, and of whom it cannot be said."""
    out = int(young.minors.sum())
    if out:
        text = language.say("guard-s02-finding-left-out", n=out, of=len(young.minors))
        yield Finding("minors-left-out", Severity.CAUTION, text)
    if young.unsure:
        yield Finding(
            "minors-unsure", Severity.CAUTION, language.say("guard-s02-finding-unsure", n=young.unsure)
        )
    if young.unread:
        yield Finding("minors-unread", Severity.CAUTION, language.say("guard-s02-finding-unread"))
