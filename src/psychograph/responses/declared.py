"""What a study declares, laid over the codebook: the person who wrote the study knows best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from psychograph.codebook.codebook import Code, Codebook, Role, Scale, Variable, VariableType
from psychograph.study.customers import Origin, joined_column
from psychograph.study.model import Attribute, AttributeType, Item, Study

NO_CONSTRUCT = "none"  # written in a study under `construct:`
TYPES = {
    AttributeType.LIKERT: VariableType.LIKERT,
    AttributeType.NUMBER: VariableType.NUMBER,
    AttributeType.CATEGORY: VariableType.CATEGORY,
}
# An option has no labels of its own: its question is the label, and its answer whether it was chosen.
CHOSEN = (Code("1", "yes"), Code("0", "no"))


def attribute_items(name: str, attribute: Attribute) -> tuple[Item, ...]:
    """Return the columns behind an attribute, with their keys."""
    if attribute.items:
        return attribute.items
    column = attribute.column or name
    if attribute.origin is Origin.CUSTOMERS:
        column = joined_column(column)
    return (Item(column=column, reversed=attribute.reversed),)


def scale_of(attribute: Attribute) -> Scale | None:
    """Return the declared bounds of an attribute."""
    return Scale(*attribute.scale) if attribute.scale else None


def declared(codebook: Codebook, study: Study) -> Codebook:
    """Return the codebook with everything that the study declares.

    Parameters
    ----------
    codebook : Codebook
        What the file and its answers tell.
    study : Study
        Overrules it: types, scales, keys, questions, constructs and roles of its columns. Columns
        that it does not name are ignored.
    """
    changes = {
        variable.name: replace(variable, role=Role.IGNORED)
        for variable in codebook
        if variable.role in {Role.BASIS, Role.DESCRIPTOR}
    }
    known = {**{variable.name: variable for variable in codebook}, **changes}
    for name, attribute in study.attributes.items():
        for item in attribute_items(name, attribute):
            if item.column in codebook:
                changes[item.column] = _item(known[item.column], name, attribute, item, study)
    changes.update(_special(known, study))
    return codebook.updated(changes)


def _item(variable: Variable, name: str, attribute: Attribute, item: Item, study: Study) -> Variable:
    role = (
        Role.BASIS if name in study.basis else Role.DESCRIPTOR if name in study.descriptors else Role.IGNORED
    )
    return replace(
        variable,
        type=TYPES[attribute.type],
        role=role,
        question=item.question or attribute.question or variable.question,
        codes=_codes(variable, attribute),
        scale=scale_of(attribute),
        reversed=item.reversed,
        construct=_construct(variable, name, attribute),
    )


def _codes(variable: Variable, attribute: Attribute) -> tuple[Code, ...]:
    """Return the labels of a column; options that are read as categories say yes or no."""
    named = variable.codes or attribute.type is not AttributeType.CATEGORY
    return variable.codes if named or variable.type is not VariableType.OPTION else CHOSEN


def _construct(variable: Variable, name: str, attribute: Attribute) -> str:
    """Return what an item measures: items of one attribute measure one thing, named or not."""
    named = attribute.measured_construct
    if named and named != NO_CONSTRUCT:
        return named
    if len(attribute.items) > 1:
        return name
    return "" if named else variable.construct


def _special(known: Mapping[str, Variable], study: Study) -> dict[str, Variable]:
    """Return the columns that a study names for what they do rather than for what they measure."""
    changes = {}
    for column, role in (
        (study.respondent, Role.ID),
        (study.quality.duration, Role.DURATION),
        (study.weighting.column if study.weighting else None, Role.WEIGHT),
    ):
        if column is not None and column in known:
            changes[column] = replace(known[column], role=role)
    for check in study.quality.attention:
        if check.column in known:
            changes[check.column] = replace(known[check.column], role=Role.CHECK, expected=check.answer)
    return changes
