"""From attributes to constructs: what each attribute measures, and where a segment stands on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from psychograph.errors import Problem, StudyError
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.matching import match_construct
from psychograph.knowledge.levels import level_of
from psychograph.knowledge.rules import Standing
from psychograph.profiling.profile import AttributeProfile, SegmentProfile, excludes_zero
from psychograph.quoting import did_you_mean, quoted, shortened
from psychograph.study.model import Study


def map_constructs(study: Study, knowledge: KnowledgeBase) -> tuple[ConstructMatch, ...]:
    """Return what each attribute of a study measures, in the study's order.

    Where two attributes match one construct, the better match keeps it (the earlier one, if
    they are equal) and the other is described without it.

    Raises
    ------
    StudyError
        Where the study declares a construct that is not known.
    """
    StudyError.collect(_unknown(study, knowledge))
    matches = [
        match_construct(name, attribute.question, attribute.measured_construct, knowledge.constructs)
        for name, attribute in study.attributes.items()
    ]
    owners: dict[str, ConstructMatch] = {}
    for match in matches:
        if match.construct is not None:
            owner = owners.setdefault(match.construct.name, match)
            if match.score > owner.score:
                owners[match.construct.name] = match
    return tuple(
        match
        if match.construct is None or owners[match.construct.name] is match
        else ConstructMatch(match.attribute, None, source="taken")
        for match in matches
    )


def _unknown(study: Study, knowledge: KnowledgeBase) -> Iterator[Problem]:
    known = {*knowledge.constructs, "none"}
    for name, attribute in study.attributes.items():
        declared = attribute.measured_construct
        if declared is not None and declared not in known:
            yield Problem(
                where=f"attributes > {shortened(name)} > construct",
                found=quoted(declared),
                expected=f"one of {', '.join(knowledge.constructs)}, or none",
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
