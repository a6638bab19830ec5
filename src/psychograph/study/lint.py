"""Weaknesses of a study that is in order: nothing to mend before a run, but worth knowing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from psychograph.findings import Finding, Severity, by_severity
from psychograph.instruments.catalogue import Catalogue, shipped
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.notices import ATTESTED, UNVALIDATED, notices
from psychograph.instruments.pack import Pack, PackScale
from psychograph.quoting import listed
from psychograph.study.model import AttributeType, Origin, Study

MOST_POINTS = 11
PROTECTED = "GDPR"  # stands in the notes of scales on what the law protects

Measured = tuple[str, Pack, PackScale]  # an attribute, and the scale that measures it
Check = Callable[[Study], Iterator[Finding]]
InstrumentCheck = Callable[[Sequence[Measured]], Iterator[Finding]]


def lint_study(study: Study, catalogue: Catalogue | None = None) -> tuple[Finding, ...]:
    """Return what weakens a study, the gravest first.

    Parameters
    ----------
    study : Study
        A study that keeps the rules.
    catalogue : Catalogue, optional
        Instruments that it may name; those that ship if absent.

    Returns
    -------
    tuple of Finding
        Empty where there is nothing to remark.
    """
    measured = tuple(_measured(study, catalogue or shipped()))
    return by_severity(
        [
            *(finding for check in CHECKS for finding in check(study)),
            *(finding for look in INSTRUMENT_CHECKS for finding in look(measured)),
        ]
    )


def no_key_question(study: Study) -> Iterator[Finding]:
    """Segments that answer no question of the business are rarely used."""
    if not study.objective.key_questions:
        yield Finding(
            "no-key-question",
            Severity.CAUTION,
            "The objective has no key question. Write down at least one decision that the segments "
            "should settle, or nobody can say whether they did.",
        )


def single_basis(study: Study) -> Iterator[Finding]:
    """One attribute can be cut into high and low, which needs no clustering."""
    if len(study.basis) == 1:
        yield Finding(
            "single-basis",
            Severity.CAUTION,
            f"Only {study.basis[0]} builds the segments, so they will be its low, middle and high answers. "
            "Add attributes to `basis` to find patterns.",
        )


def single_item(study: Study) -> Iterator[Finding]:
    """The error of a single question cannot be told from the attribute itself."""
    alone = [name for name, attribute in study.attributes.items() if len(attribute.items) == 1]
    if alone:
        yield Finding(
            "single-item",
            Severity.NOTE,
            f"Measured with one item: {listed(alone)}. Its reliability cannot be computed; "
            "three items or more are usual.",
        )


def unasked_basis(study: Study) -> Iterator[Finding]:
    """A basis variable that answers no key question moves respondents for no stated reason."""
    asked = {name for question in study.objective.key_questions for name in question.attributes}
    untied = [name for name in study.basis if name not in asked]
    if study.objective.key_questions and untied:
        yield Finding(
            "unasked-basis",
            Severity.NOTE,
            f"In the basis, but tied to no key question: {listed(untied)}. "
            "Name them under a key question, or ask whether the segments need them.",
        )


def unused_attribute(study: Study) -> Iterator[Finding]:
    """A declared attribute in neither list appears in no result."""
    used = {*study.basis, *study.descriptors}
    unused = [name for name in study.attributes if name not in used]
    if unused:
        yield Finding(
            "unused-attribute",
            Severity.NOTE,
            f"Declared, but in neither `basis` nor `descriptors`: {listed(unused)}. "
            "Add them to one of the two to see them in the results.",
        )


def long_scale(study: Study) -> Iterator[Finding]:
    """People do not tell more than about eleven points apart; a longer scale may be a slip."""
    long = [
        name
        for name, attribute in study.attributes.items()
        if attribute.type is AttributeType.LIKERT
        and attribute.scale is not None
        and attribute.scale[1] - attribute.scale[0] + 1 > MOST_POINTS
    ]
    if long:
        yield Finding(
            "long-scale",
            Severity.NOTE,
            f"More than {MOST_POINTS} points on the scale: {listed(long)}. "
            "Check the bounds, or declare a slider as `type: number`.",
        )


def behaviour_dominates(study: Study) -> Iterator[Finding]:
    """What the till knows was cheap to collect, so that it easily outnumbers what people were asked for."""
    told = [name for name in study.basis if study.attributes[name].origin is Origin.CUSTOMERS]
    asked = len(study.basis) - len(told)
    if asked and len(told) > asked:
        yield Finding(
            "behaviour-dominates",
            Severity.CAUTION,
            f"{len(told)} of {len(study.basis)} basis variables come from the customer table "
            f"({listed(told)}): segments will mostly be of what customers did, and the survey adds little. "
            "Move some to `descriptors`, unless that is what you want.",
        )


def unvalidated_scale(measured: Sequence[Measured]) -> Iterator[Finding]:
    """Items that nobody has tried may measure something else, or nothing."""
    untried = [name for name, pack, _ in measured if not pack.validated]
    if untried:
        yield Finding(
            "unvalidated-scale",
            Severity.NOTE,
            f"Measured with items that nobody has validated: {listed(untried)}. "
            "Look at `psychograph reliability` before you rely on them.",
        )


def noted_scale(measured: Sequence[Measured]) -> Iterator[Finding]:
    """What is known of a scale is easily forgotten once it is a line in a study."""
    for name, pack, scale in measured:
        if scale.note:
            yield Finding(
                "instrument-note",
                Severity.CAUTION if PROTECTED in scale.note else Severity.NOTE,
                f"{name} ({pack.id}/{scale.id}): {scale.note}",
            )


def noticed_instrument(measured: Sequence[Measured]) -> Iterator[Finding]:
    """What must be said wherever an instrument is shown goes for its results as well."""
    for pack in {pack.id: pack for _, pack, _ in measured}.values():
        for notice in notices(pack):
            if notice != UNVALIDATED:  # told once, of all attributes together
                severity = Severity.NOTE if notice == ATTESTED else Severity.CAUTION
                yield Finding("instrument-notice", severity, f"{pack.name} ({pack.id}): {notice}")


def _measured(study: Study, catalogue: Catalogue) -> Iterator[Measured]:
    """Yield attributes with the scale they name, where the catalogue has it."""
    for name, attribute in study.attributes.items():
        if attribute.instrument is not None:
            with suppress(InstrumentError):
                yield name, *catalogue.scale(attribute.instrument)


CHECKS: tuple[Check, ...] = (
    no_key_question,
    single_basis,
    single_item,
    unasked_basis,
    unused_attribute,
    long_scale,
    behaviour_dominates,
)
INSTRUMENT_CHECKS: tuple[InstrumentCheck, ...] = (unvalidated_scale, noted_scale, noticed_instrument)
