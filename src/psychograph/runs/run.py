"""One run of a study: all six steps in order, from one set of answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from psychograph.errors import Problem, StudyError
from psychograph.findings import Finding, by_severity
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.language.language import Language
from psychograph.personas.build import build_personas
from psychograph.personas.persona import Persona
from psychograph.profiling.describe import describe
from psychograph.profiling.profile import Profile
from psychograph.profiling.standings import map_constructs
from psychograph.profiling.whole_base import WholeBase, whole_base, whole_base_findings
from psychograph.quoting import quoted
from psychograph.responses.attributes import ScoredResponses
from psychograph.responses.customers.base import CustomerBase
from psychograph.responses.customers.coverage import Coverage, coverage_of
from psychograph.responses.customers.derived import derived_columns
from psychograph.responses.quality.report import QualityReport
from psychograph.responses.reliability.assess import ReliabilityReport
from psychograph.rewording.reworded import Assistance
from psychograph.runs.findings import findings_of
from psychograph.runs.held_back import held_back
from psychograph.runs.known import Known, known_to
from psychograph.runs.opened import open_study
from psychograph.runs.reliability import reliability_of
from psychograph.runs.screening import Screened
from psychograph.runs.source import Source
from psychograph.runs.wording import in_other_words
from psychograph.segmentation.fit import segment
from psychograph.segmentation.method import Progress
from psychograph.segmentation.segmentation import Segmentation, VerdictKind
from psychograph.strategy.brief import Brief
from psychograph.strategy.compose import compose_briefs
from psychograph.strategy.guards.s01_special_categories import (
    as_if_not_asked,
    set_aside,
    without_special_categories,
)
from psychograph.strategy.targets import TargetRanking, TargetRole, rank_targets
from psychograph.study.model import Study


@dataclass(frozen=True)
class Run:
    """Everything one run of a study gives.

    Parameters
    ----------
    study : Study
        What was declared.
    responses : ScoredResponses
        The answers, scored.
    segmentation : Segmentation
        The segments, judged.
    profile : Profile
        The segments, described.
    matches : tuple of ConstructMatch
        What each attribute was taken to measure.
    personas : tuple of Persona
        One a segment; empty where there is no sign of segments and the study does not override that.
    ranking : TargetRanking
        The personas as targets for the goal; empty without personas.
    briefs : tuple of Brief
        One a persona, the target's first; empty without personas.
    findings : tuple of Finding
        Weaknesses of the study, the answers and the segments, most serious first.
    knowledge : KnowledgeBase
        Constructs, words, rules and references that personas and brief rest on.
    language : Language
        What they are written in.
    sources : tuple of Source
        The files that were read.
    quality : QualityReport or None
        On all answers, those left out included; None where the run began with scored answers.
    excluded : tuple of str
        Respondents left out before scoring, as the study says under ``quality`` or for their age;
        findings say why.
    minors : tuple of str
        Those of them who were left out for their age alone (guard S02).
    reliability : ReliabilityReport or None
        How well the scales measure; None where the run began with scored answers.
    assistance : Assistance or None
        The language model that was asked for other words; None where the study names none.
    coverage : Coverage or None
        How far those who answered stand for all customers; None where the study joins no customer table.
    whole_base : WholeBase or None
        How well that table tells segments, and how many customers each is expected to have.
    """

    study: Study
    responses: ScoredResponses
    segmentation: Segmentation
    profile: Profile
    matches: tuple[ConstructMatch, ...]
    personas: tuple[Persona, ...]
    ranking: TargetRanking
    briefs: tuple[Brief, ...]
    findings: tuple[Finding, ...]
    knowledge: KnowledgeBase
    language: Language
    sources: tuple[Source, ...] = ()
    quality: QualityReport | None = None
    excluded: tuple[str, ...] = ()
    reliability: ReliabilityReport | None = None
    minors: tuple[str, ...] = ()
    assistance: Assistance | None = None
    coverage: Coverage | None = None
    whole_base: WholeBase | None = None

    @property
    def stopped(self) -> bool:
        """Whether the run ended before personas, because there is no sign of segments."""
        return not self.personas

    @property
    def brief(self) -> Brief | None:
        """The target's brief; None without personas, and where nobody can be targeted directly."""
        return next((brief for brief in self.briefs if brief.role is TargetRole.PRIMARY), None)

    def names(self) -> dict[int, str]:
        """Return the personas' names, in plural, by segment; none where there are no personas."""
        return {persona.segment: persona.plural for persona in self.personas}


def run_study(path: str | Path, *, progress: Progress | None = None) -> Run:
    """Run a study from its file.

    Parameters
    ----------
    path : str or Path
        A ``study.yaml``, or its folder; its responses are looked for beside it.
    progress : callable, optional
        Told the share of the method's work that is done, 0 to 1.

    Raises
    ------
    StudyError, ResponsesError, SegmentationError
        With everything that is wrong at that step.
    """
    opened = open_study(path)
    run = run_steps(
        opened.declared, opened.scored, sources=opened.sources, known=opened.known, progress=progress
    )
    shown = as_if_not_asked(opened.study, run.matches)
    run = _with_screening(run, opened.screened, reliability_of(shown, opened.responses, opened.screened))
    run = with_customers(run, opened.responses.customers)
    return in_other_words(run, opened.path.parent)


def with_customers(run: Run, base: CustomerBase | None) -> Run:
    """Return a run that tells how far those who answered stand for all customers.

    Parameters
    ----------
    run : Run
        The run.
    base : CustomerBase or None
        All customers; the run comes back as it is without them.
    """
    if base is None:
        return run
    aside = set_aside(run.matches)
    numeric = run.responses.numeric
    coverage = coverage_of(
        base,
        run.responses.respondents,
        numeric.weights if numeric.weighted else None,
        seed=run.study.segmentation.seed,
        without=aside,
    )
    whole = whole_base(base, run.segmentation, run.study, without=aside)
    found = [
        *run.findings,
        *coverage.findings,
        *derived_columns(base, run.study.basis),
        *whole_base_findings(whole),
    ]
    return replace(run, coverage=coverage, whole_base=whole, findings=by_severity(found))


def _with_screening(run: Run, screened: Screened, reliability: ReliabilityReport) -> Run:
    """Return a run that tells who was left out before it began, and how well its scales measure."""
    return replace(
        run,
        findings=by_severity([*screened.findings, *run.findings, *reliability.findings]),
        quality=screened.quality,
        reliability=reliability,
        excluded=tuple(person.respondent for person in screened.excluded),
        minors=tuple(person.respondent for person in screened.excluded if person.minor),
    )


def run_steps(
    study: Study,
    responses: ScoredResponses,
    *,
    sources: tuple[Source, ...] = (),
    known: Known | None = None,
    progress: Progress | None = None,
) -> Run:
    """Run the steps after the answers are scored.

    Where nothing speaks for segments (verdict *none*), the run stops before personas: it then has no
    target and no brief either, unless the study says ``override_verdict: true``.

    Parameters
    ----------
    study : Study
        What was declared.
    responses : ScoredResponses
        Its answers.
    sources : tuple of Source
        The files they came from, for the manifest.
    known : Known, optional
        Knowledge and language; what ships if absent.
    progress : callable, optional
        Told the share of the method's work that is done, 0 to 1.
    """
    known = known or known_to(study)
    language, knowledge = known.language, known.knowledge
    matches = map_constructs(study, knowledge)
    held = held_back(study, matches, knowledge, language)
    study, knowledge = held.study, held.knowledge
    responses = without_special_categories(responses, matches)
    segmentation = segment(
        responses.attributes(),
        study.basis,
        study.segmentation,
        answered=study.scoring.answered,
        progress=progress,
    )
    StudyError.collect(_names_of_nobody(study, segmentation))
    profile = describe(segmentation, responses, study)
    stops = segmentation.verdict.kind is VerdictKind.NONE and not study.segmentation.override_verdict
    personas = () if stops else build_personas(profile, segmentation, study, matches, knowledge, language)
    ranking = rank_targets(personas, segmentation, study, knowledge, language)
    return Run(
        study=study,
        responses=responses,
        segmentation=segmentation,
        profile=profile,
        matches=matches,
        personas=personas,
        ranking=ranking,
        briefs=compose_briefs(personas, ranking, study, matches, knowledge, language),
        knowledge=knowledge,
        language=language,
        findings=by_severity(
            [
                *known.findings,
                *held.findings,
                *findings_of(
                    study,
                    responses,
                    segmentation,
                    personas,
                    ranking,
                    matches,
                    knowledge,
                    language,
                    known.catalogue,
                ),
            ]
        ),
        sources=sources,
    )


def _names_of_nobody(study: Study, segmentation: Segmentation) -> Iterator[Problem]:
    """Report names for segments that the height of the cut did not give."""
    most = len(segmentation.segments)
    for number, name in study.strategy.names.items():
        if number > most:
            yield Problem(
                where=f"strategy > names > {number}",
                found=f"{quoted(name)}, the name of a segment that is not there",
                expected=f"names for segments 1 to {most}, which this cut gives",
                mend="take the name out, or lower `cut_height` for more segments",
            )
