"""From profiles to personas."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from psychograph.codebook.codebook import Role
from psychograph.findings import Finding
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.firing import Fired, Setting, fire
from psychograph.knowledge.rules import Standing
from psychograph.language.language import Language
from psychograph.personas.category_claims import category_claims
from psychograph.personas.naming import Name, name_segments, poles
from psychograph.personas.narrative import Claim, narrate, one_line
from psychograph.personas.persona import UNFOUNDED, CategorySummary, NumberSummary, Persona
from psychograph.personas.statements import (
    inferred_statements,
    measured_statements,
    mostly_true,
    number_statements,
    phrase,
)
from psychograph.personas.wording import how_many
from psychograph.profiling.neighbours import Neighbour, neighbours
from psychograph.profiling.profile import CategoryProfile, Profile, SegmentProfile
from psychograph.profiling.standings import standings
from psychograph.segmentation.segmentation import Segmentation, VerdictKind
from psychograph.study.model import Study

MOST_CATEGORIES = 5
EXPLORATORY = frozenset({"small-segment", "tiny-segment", "unstable-segment"})


def build_personas(
    profile: Profile,
    segmentation: Segmentation,
    study: Study,
    matches: Sequence[ConstructMatch],
    knowledge: KnowledgeBase,
    language: Language,  # noqa: ARG001 - texts move into catalogues next
) -> tuple[Persona, ...]:
    """Build a persona for every segment.

    Parameters
    ----------
    profile : Profile
        The segments, described.
    segmentation : Segmentation
        The segments, judged.
    study : Study
        The goal, the facts the user owns, and names the user prefers.
    matches : sequence of ConstructMatch
        What each attribute measures.
    knowledge : KnowledgeBase
        Constructs, words and rules.
    language : Language
        What texts are written in.

    Returns
    -------
    tuple of Persona
        In the order of the segments.
    """
    by_segment = {part.segment: standings(part, matches) for part in profile.segments}
    unmapped = {
        part.segment
        for part in profile.segments
        if part.headlines and not poles(by_segment[part.segment], knowledge)
    }
    names = name_segments(by_segment, knowledge, unmapped)
    nearest = neighbours(segmentation)
    unfounded = segmentation.verdict.kind is VerdictKind.NONE
    return tuple(
        _persona(
            profile,
            part,
            by_segment[part.segment],
            _chosen_name(names[part.segment], study.strategy.names.get(part.segment)),
            nearest[part.segment],
            {match.attribute: match for match in matches},
            exploratory=unfounded or _exploratory(part.segment, segmentation.findings),
            caution=UNFOUNDED if unfounded else None,
            study=study,
            knowledge=knowledge,
        )
        for part in profile.segments
    )


def _persona(
    profile: Profile,
    part: SegmentProfile,
    stands: Mapping[str, Standing],
    name: Name,
    neighbour: Neighbour,
    matches: Mapping[str, ConstructMatch],
    *,
    exploratory: bool,
    caution: str | None,
    study: Study,
    knowledge: KnowledgeBase,
) -> Persona:
    fired = _fired(stands, study, knowledge)
    advice = fired.advice
    claims = list(_claims(profile, part, matches))
    claims += category_claims(profile, part, len(claims) + 1)
    measured = [claim.statement for claim in claims]
    numbers = tuple(number_summaries(part))
    measured += number_statements(numbers, part, profile, len(measured) + 1)
    inferred = tuple(inferred_statements(advice, len(measured) + 1))
    return Persona(
        segment=part.segment,
        name=name.singular,
        plural=name.plural,
        alternatives=name.alternatives,
        exploratory=exploratory,
        n=part.n,
        share=part.share,
        share_interval=part.share_interval,
        one_line=one_line(name.plural, claims),
        narrative=tuple(
            narrate(
                claims,
                measured,
                inferred,
                fit=how_many(part.joint_fit, part.n, part.joint_share),
                age=_age(numbers, stands),
            )
        ),
        statements=(*measured, *inferred),
        headlines=tuple(f"{a.name} {'high' if a.position > 0 else 'low'}" for a in part.headlines),
        joint_fit=part.joint_fit,
        dropped=part.dropped,
        split=tuple(a.name for a in part.attributes if a.split and a.role is Role.BASIS),
        numbers=numbers,
        categories=tuple(category_summary(c) for c in part.categories),
        advice=advice,
        clashes=fired.clashes,
        silent=fired.silent,
        standings=tuple(stands.values()),
        neighbour=neighbour,
        not_known=tuple(u.question for u in knowledge.unknowns if not u.constructs & set(stands)),
        effective_n=part.effective_n,
        joint_share=part.joint_share,
        caution=caution,
    )


def _fired(stands: Mapping[str, Standing], study: Study, knowledge: KnowledgeBase) -> Fired:
    campaign = study.strategy.campaign
    setting = Setting.starting(campaign.country, campaign.start)
    objective = study.objective
    return fire(knowledge, stands, goal=objective.goal, owned=objective.facts.owned, setting=setting)


def _claims(
    profile: Profile, part: SegmentProfile, matches: Mapping[str, ConstructMatch]
) -> tuple[Claim, ...]:
    claims = []
    for statement in measured_statements(profile, part, matches):
        assert statement.measurement is not None  # noqa: S101 - measured statements carry figures
        attribute = part.attribute(statement.measurement.attribute)
        group = "headline" if attribute.headline else "secondary" if attribute.level.distinctive else "shared"
        if group != "headline" and not mostly_true(attribute):
            group = "average"  # a statement, but no sentence about them all
        claims.append(Claim(statement, phrase(attribute, matches[attribute.name]), group))
    return tuple(claims)


def _chosen_name(name: Name, preferred: str | None) -> Name:
    if preferred is None:
        return name
    return Name(preferred, preferred, (name.plural, *name.alternatives)[:3])


def _exploratory(segment: int, findings: Iterable[Finding]) -> bool:
    return any(f.code in EXPLORATORY and f.segment == segment for f in findings)


def _age(numbers: Iterable[NumberSummary], stands: Mapping[str, Standing]) -> NumberSummary | None:
    asked = stands.get("demo.age")
    return next((n for n in numbers if asked is not None and n.name == asked.attribute), None)


def number_summaries(part: SegmentProfile) -> Iterable[NumberSummary]:
    """Yield the numeric descriptors of a segment that are answered by enough to be summarised."""
    for a in part.attributes:
        if a.role is Role.DESCRIPTOR and math.isfinite(a.median):
            yield NumberSummary(
                a.name, a.question, a.n, a.median, a.lower_quartile, a.upper_quartile, a.minimum, a.maximum
            )


def category_summary(category: CategoryProfile) -> CategorySummary:
    """Return the answers of a segment that were given by enough to be shown."""
    large = category.shown
    shown, more = large[:MOST_CATEGORIES], large[MOST_CATEGORIES:]
    shares = tuple(c.share for c in shown) if category.weighted else ()
    return CategorySummary(
        name=category.name,
        question=category.question,
        answered=category.answered,
        shown=tuple((c.category, c.count) for c in shown),
        withheld=category.answered - sum(c.count for c in large),
        more=sum(c.count for c in more),
        shares=shares or None,
        role=category.role,
    )
