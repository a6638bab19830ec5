"""All weaknesses of a run in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psychograph.findings import Finding, Severity, by_severity
from psychograph.instruments.catalogue import Catalogue
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.labels import readable_list
from psychograph.language.language import Language
from psychograph.personas.persona import Persona
from psychograph.profiling.standings import mapping_findings
from psychograph.responses.attributes import ScoredResponses
from psychograph.segmentation.segmentation import Segmentation
from psychograph.strategy.guards.s01_special_categories import as_if_not_asked
from psychograph.strategy.targets import TargetRanking
from psychograph.study.lint import lint_study
from psychograph.study.model import Study

FIRM_RANKING = 0.8
DESCRIPTIVE = frozenset({"demographics", "geography"})
INSTEAD = (
    "Try other basis variables, another number of segments or another method, or collect more answers. To "
    "build personas all the same, write `override_verdict: true` under `segmentation:` in the study file."
)


def findings_of(
    study: Study,
    responses: ScoredResponses,
    segmentation: Segmentation,
    personas: Sequence[Persona],
    ranking: TargetRanking,
    matches: Sequence[ConstructMatch],
    knowledge: KnowledgeBase,
    language: Language,
    catalogue: Catalogue,
) -> tuple[Finding, ...]:
    """Return the weaknesses of every step, most serious first."""
    found = [
        *(responses.weighting.findings if responses.weighting else ()),
        *segmentation.findings,
        *_descriptors_in_basis(study, matches),
        *mapping_findings(study, matches, language),
        *_split(personas),
        *_names(study, knowledge),
        *(_ranking(ranking, language) if personas else _stopped()),
        *(_overridden() if ranking.caution else ()),
        *lint_study(as_if_not_asked(study, matches), catalogue),
        *(
            Finding("reading", Severity.NOTE, f"While reading the answers: {note}.")
            for note in responses.notes
        ),
    ]
    return by_severity(found)


def _descriptors_in_basis(study: Study, matches: Sequence[ConstructMatch]) -> Iterator[Finding]:
    """Warn where who people are, and where they live, builds segments of what they want."""
    described = [
        match.attribute
        for match in matches
        if match.construct is not None
        and match.construct.family in DESCRIPTIVE
        and match.attribute in study.basis
    ]
    if described and len(described) < len(study.basis):
        yield Finding(
            "descriptor-in-basis",
            Severity.CAUTION,
            f"{readable_list(described)} in the basis: who people are moves the borders of segments of what "
            "they think or do. Unless the segments should follow it, move it to `descriptors`.",
        )


def _stopped() -> Iterator[Finding]:
    yield Finding(
        "no-personas",
        Severity.SERIOUS,
        f"The run stops before personas, target and brief: there is no sign of segments. {INSTEAD}",
    )


def _overridden() -> Iterator[Finding]:
    yield Finding(
        "overridden",
        Severity.SERIOUS,
        "The study overrides the verdict: there is no sign of segments in these answers, and personas, "
        "target and brief were built all the same. Do not act on them.",
    )


def _split(personas: Sequence[Persona]) -> Iterator[Finding]:
    for persona in personas:
        if persona.split:
            yield Finding(
                "split-attribute",
                Severity.CAUTION,
                f"{persona.plural} disagree among themselves on {readable_list(persona.split)}; "
                "a mean describes few of them there.",
                persona.segment,
            )


def _names(study: Study, knowledge: KnowledgeBase) -> Iterator[Finding]:
    for segment, name in study.strategy.names.items():
        blocked = knowledge.lexicon.blocked_words(name)
        if blocked:
            yield Finding(
                "derogatory-name",
                Severity.SERIOUS,
                f"The name '{name}' holds {', '.join(blocked)}: a name should not belittle anybody.",
                segment,
            )
        protected = knowledge.lexicon.protected_words(name)
        if protected:
            yield Finding(
                "protected-name",
                Severity.CAUTION,
                f"The name '{name}' holds {', '.join(protected)}: name people for what they want or do. Age, "
                "gender, origin, belief, health and income may not decide whom a campaign is for.",
                segment,
            )


def _ranking(ranking: TargetRanking, language: Language) -> Iterator[Finding]:
    if ranking.target is None:
        yield Finding(
            "no-target",
            Severity.CAUTION,
            language.say("target-finding-none", why=ranking.why_no_target),
        )
        return
    if ranking.score(ranking.target).closed:
        yield Finding("target-knocked-out", Severity.SERIOUS, ranking.reservations[0], ranking.target)
    first = ranking.score(ranking.target).first_share
    if first < FIRM_RANKING and len(ranking.scores) > 1:
        yield Finding(
            "soft-ranking",
            Severity.CAUTION,
            language.say("target-finding-soft", share=language.percent(first)),
            ranking.target,
        )
    if ranking.coverage < 0.5:
        yield Finding(
            "thin-coverage",
            Severity.CAUTION,
            language.say("target-finding-coverage", share=language.percent(ranking.coverage)),
        )
