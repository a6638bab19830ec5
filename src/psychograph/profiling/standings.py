"""From attributes to constructs: what each attribute measures, and where a segment stands on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from psychograph.errors import Problem, StudyError
from psychograph.findings import Finding, Severity
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import NO_CONSTRUCT, ConstructMatch, NearMiss, declared_construct
from psychograph.knowledge.levels import level_of
from psychograph.knowledge.matching import Item, match_construct
from psychograph.knowledge.rules import Standing
from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.profiling.profile import AttributeProfile, SegmentProfile, excludes_zero
from psychograph.quoting import did_you_mean, quoted, shortened
from psychograph.study.model import Attribute, AttributeType, Study

MOST_ASKED = 5  # findings on near misses; the others are counted


def map_constructs(study: Study, knowledge: KnowledgeBase) -> tuple[ConstructMatch, ...]:
    """Return what each attribute of a study measures, in the study's order.

    Where two attributes match one construct, one of them keeps it and the other is described without it:
    what the study declares goes before what was found, numbers before categories, the better match before
    the worse, the basis before descriptors, and then the name decides, never the order of the file.

    Raises
    ------
    StudyError
        Where the study declares a construct that is not known.
    """
    StudyError.collect(_unknown(study, knowledge))
    matches = [measured(name, attribute, knowledge) for name, attribute in study.attributes.items()]
    owners: dict[str, ConstructMatch] = {}
    for match in sorted(matches, key=lambda match: _precedence(match, study)):
        if match.construct is not None:
            owners.setdefault(match.construct.name, match)
    return tuple(_kept(match, owners) for match in matches)


def measured(name: str, attribute: Attribute, knowledge: KnowledgeBase | None = None) -> ConstructMatch:
    """Return what one attribute measures by its declaration, its wording, its items and its name."""
    return match_construct(
        name,
        attribute.question,
        attribute.measured_construct,
        None if knowledge is None else knowledge.constructs,
        items=[Item(item.question, item.reversed) for item in attribute.items],
        turned=attribute.reversed,
    )


def _precedence(match: ConstructMatch, study: Study) -> tuple[bool, bool, float, bool, str]:
    return (
        match.source != "declared",
        study.attributes[match.attribute].type is AttributeType.CATEGORY,
        -match.score,
        match.attribute not in study.basis,
        match.attribute,
    )


def _kept(match: ConstructMatch, owners: Mapping[str, ConstructMatch]) -> ConstructMatch:
    if match.construct is None or owners[match.construct.name] is match:
        return match
    return ConstructMatch(
        match.attribute,
        None,
        source="taken",
        near=(NearMiss(match.construct, match.reversed, match.score),),
        owner=owners[match.construct.name].attribute,
    )


def _unknown(study: Study, knowledge: KnowledgeBase) -> Iterator[Problem]:
    known = {*knowledge.constructs, NO_CONSTRUCT}
    for name, attribute in study.attributes.items():
        if attribute.measured_construct is None:
            continue
        declared, turned = declared_construct(attribute.measured_construct)
        if declared not in known or (turned and declared == NO_CONSTRUCT):
            yield Problem(
                where=f"attributes > {shortened(name)} > construct",
                found=quoted(attribute.measured_construct),
                expected=f"one of {', '.join(knowledge.constructs)}, or none; with a minus sign before it "
                "where high answers mean little of it",
                mend=did_you_mean(declared, known)
                or "choose one of them, or take `construct` out and let name and question tell",
            )


def standings(profile: SegmentProfile, matches: Iterable[ConstructMatch]) -> dict[str, Standing]:
    """Return where a segment stands, by construct; constructs nobody measured are absent."""
    return {
        match.construct.name: _standing(
            match.construct.name, profile.attribute(match.attribute), match.reversed
        )
        for match in matches
        if match.construct is not None
        and profile.has(match.attribute)
        and math.isfinite(profile.attribute(match.attribute).mean)
    }


def _standing(construct: str, attribute: AttributeProfile, turned: bool) -> Standing:
    sign = -1 if turned else 1
    return Standing(
        construct=construct,
        attribute=attribute.name,
        level=level_of(sign * attribute.position, sign * attribute.g),
        position=sign * attribute.position,
        g=sign * attribute.g,
        z=sign * attribute.z,
        salience=attribute.salience,
        median=attribute.median,
        clear=excludes_zero(attribute.g_interval),
    )


def mapping_findings(
    study: Study, matches: Iterable[ConstructMatch], language: Language
) -> tuple[Finding, ...]:
    """Return what a user should settle: near misses, and attributes that measure the same.

    Only attributes that are used are asked about; a few by name, the others counted.
    """
    used = {*study.basis, *study.descriptors}
    found = [match for match in matches if match.attribute in used]
    asked = [match for match in found if match.construct is None and not match.source and match.near]
    return (
        *(_taken(match, language) for match in found if match.source == "taken"),
        *(_asked(match, language) for match in asked[:MOST_ASKED]),
        *(_asked_more(len(asked) - MOST_ASKED, language) if len(asked) > MOST_ASKED else ()),
    )


def _asked(match: ConstructMatch, language: Language) -> Finding:
    text = language.say(
        "construct-asked",
        attribute=readable(match.attribute),
        near=language.listed([miss.construct.name for miss in match.near], "or"),
        key=match.near[0].key,
    )
    return Finding("construct-asked", Severity.NOTE, text)


def _asked_more(count: int, language: Language) -> tuple[Finding, ...]:
    return (Finding("construct-asked", Severity.NOTE, language.say("construct-asked-more", n=count)),)


def _taken(match: ConstructMatch, language: Language) -> Finding:
    text = language.say(
        "construct-taken",
        attribute=readable(match.attribute),
        owner=readable(match.owner),
        construct=match.near[0].construct.name,
    )
    return Finding("same-construct", Severity.NOTE, text)
