"""Whether a study and its questionnaire are about the same columns, keyed and answered alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psychograph.codebook.codebook import Role, Variable, VariableType
from psychograph.findings import Finding, Severity, by_severity
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.model import Questionnaire
from psychograph.quoting import listed, shortened
from psychograph.study.model import Attribute, AttributeType, Study


@dataclass(frozen=True)
class _Used:
    """A column as a study uses it."""

    attribute: str
    type: AttributeType
    reversed: bool
    scale: tuple[float, float] | None


def mismatches(questionnaire: Questionnaire, study: Study) -> tuple[Finding, ...]:
    """Return where a study and its questionnaire contradict each other, the most serious first.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked.
    study : Study
        What is to be made of the answers.

    Returns
    -------
    tuple of Finding
        Serious: items that are keyed otherwise. Caution: other ends of a scale, attention checks that the
        study does not know. Note: attributes that stand for averages made before. Columns that nobody asks or
        nobody uses are the lint's (`attribute-not-asked`, `not-used`).
    """
    asked = {variable.name: variable for variable in codebook_of(questionnaire)}
    used = {
        column: one
        for name, attribute in study.attributes.items()
        for column, one in _columns(name, attribute)
    }
    return by_severity(
        (
            *_averaged(used, asked),
            *_otherwise(used, asked),
            *_unknown_checks(study, asked),
        )
    )


def _columns(name: str, attribute: Attribute) -> Iterator[tuple[str, _Used]]:
    if not attribute.items:
        used = _Used(name, attribute.type, attribute.reversed, attribute.scale)
        yield attribute.column or name, used
    for item in attribute.items:
        yield item.column, _Used(name, attribute.type, item.reversed, attribute.scale)


def _averaged(used: Mapping[str, _Used], asked: Mapping[str, Variable]) -> Iterator[Finding]:
    """A study may hold averages that somebody made of the statements before, as the guide advises."""
    made = [column for column in used if _statements(column, asked)]
    if made:
        text = (
            f"Taken as averages of their statements: {listed(made)}. The answers must hold columns of these "
            "names, or the study names the statements under `items`."
        )
        yield Finding("averaged-before", Severity.NOTE, text)


def _statements(column: str, asked: Mapping[str, Variable]) -> tuple[str, ...]:
    """Return the statements that measure the attribute that a study takes from one column nobody asks."""
    if column in asked:
        return ()
    return tuple(name for name, variable in asked.items() if variable.construct == column)


def _otherwise(used: Mapping[str, _Used], asked: Mapping[str, Variable]) -> Iterator[Finding]:
    for column, one in used.items():
        variable = asked.get(column)
        if variable is None or variable.type is not VariableType.LIKERT:
            continue
        where = f"{shortened(column)} ({shortened(one.attribute)})"
        if one.type is AttributeType.LIKERT and variable.reversed != one.reversed:
            ways = ("reversed", "not reversed") if variable.reversed else ("not reversed", "reversed")
            text = (
                f"{where} is {ways[0]} in the questionnaire and {ways[1]} in the study; one of them is wrong."
            )
            yield Finding("keyed-otherwise", Severity.SERIOUS, text)
        scale = variable.scale
        if one.scale is not None and scale is not None and one.scale != (scale.low, scale.high):
            ends = f"{one.scale[0]:g} to {one.scale[1]:g}"
            text = f"{where} is asked from {scale.low:g} to {scale.high:g}, and the study says {ends}."
            yield Finding("other-scale", Severity.CAUTION, text)


def _unknown_checks(study: Study, asked: Mapping[str, Variable]) -> Iterator[Finding]:
    known = {check.column: check.answer for check in study.quality.attention}
    for name, variable in asked.items():
        if variable.role is not Role.CHECK:
            continue
        if name not in known:
            text = (
                f"{shortened(name)} checks attention, and the study does not know it; write under quality: "
                f'attention: [{{column: {name}, answer: "{variable.expected}"}}].'
            )
            yield Finding("unknown-check", Severity.CAUTION, text)
        elif known[name] != variable.expected:
            text = f"{shortened(name)} asks for {variable.expected}, and the study expects {known[name]}."
            yield Finding("other-answer", Severity.CAUTION, text)
