"""From profiles to personas."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from psychograph.codebook.codebook import Role
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.firing import Fired, Setting, fire
from psychograph.knowledge.rules import Standing
from psychograph.language.language import Language
from psychograph.personas.category_claims import category_claims, clearly_differs
from psychograph.personas.confidence import tell_confidence, weaknesses_of
from psychograph.personas.naming import Name, content_of, name_segments, nameless
from psychograph.personas.narrative import Plot, in_one_line, narrate, one_line
from psychograph.personas.nearest import FEWEST, Kinship, kinship
from psychograph.personas.persona import CategorySummary, NumberSummary, Persona
from psychograph.personas.phrases import Claim, counted, label_of, phrase_of
from psychograph.personas.rings import buying_insight
from psychograph.personas.slots import slots_of
from psychograph.personas.spread import joint_statement, outliers, split_attributes, spread_of
from psychograph.personas.statement import Sentence, Statement, Tally
from psychograph.personas.statements import (
    Ledger,
    inferred_statements,
    measured_text,
    measurement_of,
    number_claims,
    widest,
)
from psychograph.personas.variants import Wordings, digest
from psychograph.personas.who import facts, indifferent, listed, number_summary
from psychograph.profiling.neighbours import Neighbour, neighbours
from psychograph.profiling.profile import CategoryProfile, Profile, SegmentProfile
from psychograph.profiling.standings import standings
from psychograph.segmentation.segmentation import Segmentation, VerdictKind
from psychograph.study.model import Study

MOST_CATEGORIES = 5


@dataclass
class Draft:
    """A persona in the making: what its answers say, with the statements so far."""

    part: SegmentProfile
    standings: Mapping[str, Standing]
    name: Name
    ledger: Ledger
    claims: tuple[Claim, ...]
    content: str


@dataclass(frozen=True)
class Scene:
    """What all personas of a study are written from."""

    profile: Profile
    segmentation: Segmentation
    study: Study
    matches: Mapping[str, ConstructMatch]
    knowledge: KnowledgeBase
    wordings: Wordings
    nearest: Mapping[int, Neighbour]
    elsewhere: Mapping[int, tuple[int, float]]

    @property
    def language(self) -> Language:
        """What they are written in."""
        return self.wordings.language


def build_personas(
    profile: Profile,
    segmentation: Segmentation,
    study: Study,
    matches: Sequence[ConstructMatch],
    knowledge: KnowledgeBase,
    language: Language,
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
        In the order of the segments. The same answers give the same texts, whatever the order of
        rows and columns and the numbers of the segments: personas choose their wording in an order
        that their content decides.
    """
    scene = Scene(
        profile,
        segmentation,
        study,
        {match.attribute: match for match in matches},
        knowledge,
        Wordings(language),
        neighbours(segmentation),
        outliers(segmentation),
    )
    drafts = _drafts(scene)
    finished = {
        draft.part.segment: _persona(draft, drafts, scene)
        for draft in sorted(drafts.values(), key=lambda draft: draft.content)
    }
    return tuple(finished[part.segment] for part in profile.segments)


def _drafts(scene: Scene) -> dict[int, Draft]:
    """Return what the answers say of each segment, and its name."""
    matches = tuple(scene.matches.values())
    parts = scene.profile.segments
    by_segment = {part.segment: standings(part, matches) for part in parts}
    names = name_segments(
        by_segment,
        scene.knowledge,
        {part.segment for part in parts if nameless(part, by_segment[part.segment], scene.knowledge)},
        language=scene.language,
        ties={part.segment: content_of(part) for part in parts},
    )
    drafts = {}
    for part in parts:
        ledger = Ledger()
        drafts[part.segment] = Draft(
            part,
            by_segment[part.segment],
            _chosen_name(names[part.segment], scene.study.strategy.names.get(part.segment)),
            ledger,
            tuple(_claims(part, ledger, scene)),
            _content(part),
        )
    return drafts


def _claims(part: SegmentProfile, ledger: Ledger, scene: Scene) -> Iterable[Claim]:
    """Yield claims from numbers and from categories, their statements numbered."""
    for claim in number_claims(scene.profile, part, scene.matches, scene.language):
        yield replace(claim, statement=ledger.add(claim.statement))
    for claim in category_claims(part, scene.matches, scene.language):
        yield replace(claim, statement=ledger.add(claim.statement))


def _content(part: SegmentProfile) -> str:
    """Return a fingerprint of a segment's answers that knows neither its number nor any order."""
    return digest(
        [
            f"n {part.n}",
            *(f"{a.name} {a.mean:.2f}" for a in part.attributes),
            *(f"{c.name} {count.category} {count.count}" for c in part.categories for count in c.counts),
        ]
    )


def _persona(draft: Draft, drafts: Mapping[int, Draft], scene: Scene) -> Persona:
    part, ledger, language = draft.part, draft.ledger, scene.language
    unfounded = scene.segmentation.verdict.kind is VerdictKind.NONE
    weaknesses = weaknesses_of(part.segment, scene.segmentation.findings)
    stability = next(s.jaccard for s in scene.segmentation.stability if s.segment == part.segment)
    near = scene.nearest[part.segment]
    fired = _fired(draft.standings, scene.study, scene.knowledge)
    plot, alike = _plot(draft, drafts[near.segment], scene, fired, (weaknesses, stability))
    spread = spread_of(
        scene.profile,
        part,
        near,
        drafts[near.segment].name.plural,
        scene.elsewhere[part.segment],
        plot.joint,
        ledger,
        language,
    )
    told = (*draft.claims, *(fact.claim for fact in plot.facts if fact.claim is not None))
    insight = buying_insight(part, told, plot.inferred, scene.matches, ledger, language)
    return Persona(
        segment=part.segment,
        name=draft.name.singular,
        plural=draft.name.plural,
        alternatives=draft.name.alternatives,
        exploratory=unfounded or bool(weaknesses),
        n=part.n,
        share=part.share,
        share_interval=part.share_interval,
        one_line=one_line(plot, language),
        narrative=narrate(plot, draft.content, scene.wordings),
        statements=tuple(ledger.statements),
        headlines=tuple(f"{a.name} {'high' if a.position > 0 else 'low'}" for a in part.headlines),
        joint_fit=part.joint_fit,
        dropped=part.dropped,
        split=tuple(a.name for a in split_attributes(part)),
        numbers=tuple(number_summaries(part)),
        categories=tuple(category_summary(c) for c in part.categories),
        advice=fired.advice,
        clashes=fired.clashes,
        silent=fired.silent,
        standings=tuple(draft.standings.values()),
        neighbour=near,
        not_known=tuple(
            u.question for u in scene.knowledge.unknowns if not u.constructs & _asked(scene.matches)
        ),
        effective_n=part.effective_n,
        joint_share=part.joint_share,
        caution=language.say("persona-unfounded") if unfounded else None,
        slots=slots_of(fired.advice),
        buying_insight=insight,
        spread=spread,
        paragons=part.paragons,
        stability=stability,
        demographics=(*listed(plot.facts), *([alike] if alike else [])),
    )


def _plot(
    draft: Draft, near: Draft, scene: Scene, fired: Fired, trust: tuple[frozenset[str], float]
) -> tuple[Plot, Sentence | None]:
    """Return what there is to tell, and in what all personas are alike. Statements are numbered as they come.

    `trust` holds what weakens the segment, and how stable it is.
    """
    part, ledger, language = draft.part, draft.ledger, scene.language
    size = _size(part, ledger, language)
    joint = joint_statement(part, ledger, language)
    kin = _kinship(draft, near, scene)
    found = facts(scene.profile, part, scene.matches, ledger, language)
    alike = indifferent(scene.profile, scene.matches, ledger, language)
    inferred = tuple(ledger.add(statement) for statement in inferred_statements(fired.advice, language))
    plot = Plot(
        plural=draft.name.plural,
        claims=draft.claims,
        widest=None if draft.claims else _widest(part, ledger, scene),
        size=size,
        joint=joint,
        kin=kin,
        facts=found,
        inferred=inferred,
        confidence=tuple(tell_confidence(part, *trust, size, draft.content, ledger, scene.wordings)),
    )
    return plot, alike


def _asked(matches: Mapping[str, ConstructMatch]) -> frozenset[str]:
    """Return the constructs that the survey asked about, in numbers or in categories."""
    return frozenset(match.construct.name for match in matches.values() if match.construct is not None)


def _kinship(draft: Draft, near: Draft, scene: Scene) -> Kinship | None:
    if len(scene.profile.segments) < FEWEST:
        return None
    told = {claim.statement.id for claim in in_one_line(draft.claims)}
    return kinship(
        draft.part,
        near.part,
        near.name.plural,
        (draft.claims, near.claims),
        told,
        draft.ledger,
        scene.language,
    )


def _widest(part: SegmentProfile, ledger: Ledger, scene: Scene) -> tuple[Statement, str, str] | None:
    """Return what comes nearest to setting a segment apart that nothing sets apart."""
    attribute = widest(scene.profile, part, scene.matches)
    if attribute is None:
        return None
    language, match = scene.language, scene.matches[attribute.name]
    figures = measurement_of(scene.profile, part.segment, attribute)
    phrase = phrase_of(attribute, match, language)
    text = measured_text(attribute, figures, phrase, language)
    statement = ledger.measured(text, measurement=figures)
    return statement, label_of(attribute.name, attribute.question, language), counted(phrase, language)


def _size(part: SegmentProfile, ledger: Ledger, language: Language) -> Statement:
    text = language.say("persona-statement-size", n=part.n)
    return ledger.measured(text, tally=Tally("size", part.n, part.n))


def _fired(stands: Mapping[str, Standing], study: Study, knowledge: KnowledgeBase) -> Fired:
    campaign = study.strategy.campaign
    setting = Setting.starting(campaign.country, campaign.start)
    objective = study.objective
    return fire(knowledge, stands, goal=objective.goal, owned=objective.facts.owned, setting=setting)


def _chosen_name(name: Name, preferred: str | None) -> Name:
    if preferred is None:
        return name
    return Name(preferred, preferred, (name.plural, *name.alternatives)[:3])


def number_summaries(part: SegmentProfile) -> Iterable[NumberSummary]:
    """Yield the numeric descriptors of a segment that are answered by enough to be summarised."""
    for a in part.attributes:
        if a.role is Role.DESCRIPTOR and math.isfinite(a.median):
            yield number_summary(a)


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
        index=tuple(c.index for c in shown),
        others=tuple(c.others_share for c in shown),
        apart=tuple(clearly_differs(c) for c in shown),
    )
