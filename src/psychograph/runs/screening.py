"""Whom a study leaves out before scoring, and why: never silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, ResponsesError
from psychograph.findings import Finding, Severity
from psychograph.quoting import closest, listed, quoted
from psychograph.responses.attributes import ScoredResponses
from psychograph.responses.quality.check import check_quality
from psychograph.responses.quality.report import QualityReport
from psychograph.responses.quality.rule import Family
from psychograph.responses.responses import Responses
from psychograph.responses.scoring import score
from psychograph.responses.weighting.weights import weighed
from psychograph.runs.known import Known
from psychograph.runs.minors import findings_of_minors, refuse_minors_alone, young_respondents
from psychograph.study.model import Study

STREAM = 7  # of the study's random numbers
FEWEST_LEFT = 0.5  # share of respondents that must remain
FEWEST = 4


@dataclass(frozen=True)
class Excluded:
    """A respondent who was left out before scoring.

    Parameters
    ----------
    respondent : str
        Id.
    families : tuple of Family
        Signs of careless answers against them, whatever the reason for leaving them out.
    named : bool
        Whether the study names them under ``quality: also_exclude:``.
    minor : bool
        Whether they are left out for their age alone (guard S02).
    """

    respondent: str
    families: tuple[Family, ...]
    named: bool
    minor: bool = False


@dataclass(frozen=True, eq=False)
class Screened:
    """Scored answers of those who were kept.

    Parameters
    ----------
    responses : ScoredResponses
        Without those left out.
    quality : QualityReport
        On all respondents.
    excluded : tuple of Excluded
        Who was left out.
    findings : tuple of Finding
        What was done about careless answers, and about minors.
    """

    responses: ScoredResponses
    quality: QualityReport
    excluded: tuple[Excluded, ...]
    findings: tuple[Finding, ...]


def screen(study: Study, responses: Responses, known: Known) -> Screened:
    """Check the quality of answers, leave out minors and whom the study says, and score the others.

    Parameters
    ----------
    study : Study
        Its ``quality`` says who is left out; by default nobody.
    responses : Responses
        All answers, with the study laid over their codebook.
    known : Known
        Tells which attribute is an age, and in which language findings about minors are written.

    Raises
    ------
    ResponsesError
        For ids and columns that are not there, for too few respondents left, and as in scoring.
    """
    problems = [*quality_problems(study, responses)]
    if problems:
        raise ResponsesError(*problems, *_scoring_problems(study, responses))
    report = quality_of(study, responses)
    out = _left_out(study, report)
    ResponsesError.collect(_too_few(study, out))
    young = young_respondents(study, responses, known.knowledge, known.language)
    refuse_minors_alone(young)
    excluded = tuple(
        Excluded(
            report.respondents[row],
            report.proposal(row).families,
            report.respondents[row] in study.quality.also_exclude,
            minor=not out[row],
        )
        for row in np.flatnonzero(out | young.minors).tolist()
    )
    return Screened(
        responses=scored_without(study, responses, out | young.minors),
        quality=report,
        excluded=excluded,
        findings=(*findings_of_minors(young, known.language), *_findings(study, report, excluded)),
    )


def quality_of(study: Study, responses: Responses) -> QualityReport:
    """Check the quality of a study's answers, with random numbers from its seed."""
    report = check_quality(responses, rng=np.random.default_rng([study.segmentation.seed, STREAM]))
    if study.respondent is None:  # respondents are numbered then, whatever else could identify them
        return replace(report, respondents=tuple(str(row) for row in range(1, len(responses) + 1)))
    return report


def scored_without(study: Study, responses: Responses, out: NDArray[np.bool_]) -> ScoredResponses:
    """Score the answers of those who are not left out, and weight them.

    Parameters
    ----------
    study : Study
        What was declared.
    responses : Responses
        All answers.
    out : ndarray of bool, shape (n,)
        Who is left out.

    Raises
    ------
    ResponsesError
        As in scoring; cells of those left out cause none, unless respondents are numbered by row.
    """
    # Weights come last: margins must hold among those who are left.
    if not out.any():
        return weighed(score(responses, study), responses, study)
    if study.respondent is not None:
        kept = _rows(responses, ~out)
        return weighed(score(kept, study), kept, study)
    # Numbered by row, people keep the numbers of the whole file.
    return weighed(score(responses, study).rows(~out), responses, study)


def quality_problems(study: Study, responses: Responses) -> Iterator[Problem]:
    """Report columns and ids that the study's `quality` names and the answers do not hold."""
    table = responses.table
    named = [(check.column, "an attention check") for check in study.quality.attention]
    if study.quality.duration is not None:
        named.append((study.quality.duration, "`quality > duration`"))
    for column, purpose in named:
        if column not in table.columns:
            near = closest(column, table.columns)
            yield Problem(
                where=f"{table.name}, header",
                found=f"no column {quoted(column)}" + (f"; there is {quoted(near)}" if near else ""),
                expected=f"a column {quoted(column)} for {purpose}",
                mend="name the right column under `quality` in the study file, or take the entry out",
            )
    yield from _unknown(study, responses)


def _unknown(study: Study, responses: Responses) -> Iterator[Problem]:
    if study.respondent is not None and study.respondent not in responses.table.columns:
        return  # scoring says so
    ids = (
        {str(row) for row in range(1, len(responses) + 1)}
        if study.respondent is None
        else {cell for cell in responses.table.columns[study.respondent] if cell is not None}
    )
    for number, name in enumerate(study.quality.also_exclude, 1):
        if name not in ids:
            near = closest(name, ids)
            yield Problem(
                where=f"quality > also_exclude > entry {number}",
                found=f"{quoted(name)}, which no respondent bears",
                expected="ids as they stand in the answers"
                + ("" if study.respondent else "; without `respondent`, numbers from 1 down the rows"),
                mend=(f"did you mean {quoted(near)}? " if near else "") + "correct the id, or take it out",
            )


def _scoring_problems(study: Study, responses: Responses) -> tuple[Problem, ...]:
    """Return what scoring has to say as well, so that everything is mended in one go."""
    try:
        score(responses, study)
    except ResponsesError as error:
        return error.problems
    return ()


def _left_out(study: Study, report: QualityReport) -> NDArray[np.bool_]:
    named = np.array([name in study.quality.also_exclude for name in report.respondents], dtype=bool)
    return report.proposed | named if study.quality.exclude == "proposed" else named


def _too_few(study: Study, out: NDArray[np.bool_]) -> Iterator[Problem]:
    left = int((~out).sum())
    if out.any() and (left < FEWEST or left < FEWEST_LEFT * len(out)):
        yield Problem(
            where="quality > " + ("exclude" if study.quality.exclude == "proposed" else "also_exclude"),
            found=f"{int(out.sum())} of {len(out)} respondents to leave out",
            expected=f"at least half of the respondents left, and never fewer than {FEWEST}",
            mend="write exclude: nobody, and find out first what is wrong with these answers: "
            "psychograph quality",
        )


def _rows(responses: Responses, keep: NDArray[np.bool_]) -> Responses:
    rows = np.flatnonzero(keep).tolist()
    table = responses.table
    columns = {name: tuple(cells[row] for row in rows) for name, cells in table.columns.items()}
    kept = replace(table, columns=columns, row_numbers=tuple(table.row_numbers[row] for row in rows))
    return Responses(kept, responses.codebook, responses.customers)


def _findings(study: Study, report: QualityReport, excluded: tuple[Excluded, ...]) -> Iterator[Finding]:
    n = len(report.respondents)
    named = [person.respondent for person in excluded if person.named]
    others = [p for p in excluded if not p.named and not p.minor]
    again = [p.respondent for p in others if Family.IDENTITY in p.families]
    careless = [p.respondent for p in others if Family.IDENTITY not in p.families]
    for people, why in (
        (careless, "as careless (two independent signs each)"),
        (again, "because they repeat an earlier submission"),
        (named, "because the study names them under `also_exclude`"),
    ):
        if people:
            verb = "was" if len(people) == 1 else "were"
            yield Finding(
                "left-out",
                Severity.CAUTION,
                f"{len(people)} of {n:,} respondents {verb} left out {why}: {listed(people)}. "
                "`psychograph quality --compare` shows what that changes.",
            )
    kept = [p.respondent for p in report.proposals if p.respondent not in {e.respondent for e in excluded}]
    if kept and study.quality.exclude == "nobody":
        one = len(kept) == 1
        yield Finding(
            "careless-kept",
            Severity.CAUTION,
            f"{len(kept)} of {n:,} respondents {'looks' if one else 'look'} careless by two independent "
            f"signs, or {'repeats' if one else 'repeat'} a submission, and {'was' if one else 'were'} kept: "
            f"{listed(kept)}. To leave them out, write exclude: proposed under `quality`; "
            "`psychograph quality --compare` shows what that changes.",
        )
