"""The target: how the personas rank, why, on what conditions, and what speaks against the choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psychograph.language.language import Language
from psychograph.reports.formats import how_often, signed
from psychograph.reports.view.segment_heads import segment_head
from psychograph.reports.view.table import Cell, Head, Row, Table, tables
from psychograph.runs.run import Run
from psychograph.strategy.knock_outs import KnockOut
from psychograph.strategy.targets import (
    DRAWS,
    CriterionRating,
    RatingBasis,
    TargetRole,
    TargetScore,
)


def meanings_of_roles(language: Language) -> dict[TargetRole, str]:
    """Return what each role means."""
    return {role: language.say(f"target-means-{role.key}") for role in TargetRole}


@dataclass(frozen=True)
class Ranking:
    """The ranking of targets, ready to be printed.

    Parameters
    ----------
    lead : str
        How the target came about.
    table : Table
        Personas by rating, most attractive first.
    roles : tuple of (str, str)
        The roles in it and what they mean.
    reservations : tuple of str
        What speaks against the target.
    ratings, contributions, conditions : tuple of Table
        What each rating rests on, what the fit is made of, and what a good target meets.
    points, stability, coverage, not_rated, position : str
        How the ratings are to be read; the last two are empty where there is nothing to say.
    """

    lead: str
    table: Table
    roles: tuple[tuple[str, str], ...]
    reservations: tuple[str, ...]
    ratings: tuple[Table, ...]
    contributions: tuple[Table, ...]
    conditions: tuple[Table, ...]
    points: str
    stability: str
    coverage: str
    not_rated: str
    position: str


def ranking(run: Run, labels: Mapping[str, str]) -> Ranking:
    """Return the ranking of a run."""
    said, found = run.language, run.ranking
    counted = [name for name, _ in found.points if name not in found.not_rated]
    points = dict(found.points)
    roles = dict.fromkeys(score.role for score in found.scores)
    meanings = meanings_of_roles(said)
    return Ranking(
        lead=_lead(run),
        table=_table(run, counted),
        roles=tuple((said.say(f"target-role-{role.key}"), meanings[role]) for role in roles),
        reservations=found.reservations,
        ratings=_ratings(run),
        contributions=_contributions(run, labels),
        conditions=_conditions(run),
        points=said.say(
            "target-section-points",
            points=", ".join(
                said.say("target-points", criterion=_criterion(name, said), points=said.number(points[name]))
                for name in counted
            ),
        ),
        stability=said.say("target-section-stability", draws=said.number(DRAWS)),
        coverage=said.say("target-section-coverage", share=said.percent(found.coverage)),
        not_rated=said.say(
            "target-section-not-rated", names=said.listed([_criterion(n, said) for n in found.not_rated])
        )
        if found.not_rated
        else "",
        position="" if found.two_axes else said.say("target-section-no-position"),
    )


def _lead(run: Run) -> str:
    if run.ranking.target is None:
        return run.language.say("target-section-none", why=run.ranking.why_no_target)
    return run.language.say("target-section-yours" if run.ranking.chosen_by_user else "target-section-goal")


def _criterion(name: str, language: Language) -> str:
    return language.say(f"target-criterion-{name.replace('_', '-')}")


def _table(run: Run, counted: list[str]) -> Table:
    said, ten = run.language, run.language.say("target-note-ten")
    heads = [Head(said.say("target-head-role"))]
    heads += [Head(_short_head(name, said), ten) for name in counted]
    heads += [Head(said.say("target-head-overall"), ten)]
    heads += [Head(said.say("target-head-position"), ten)] if run.ranking.two_axes else []
    heads += [Head(said.say("target-head-first"), said.say("target-note-first"))]
    rows = tuple(
        Row(segment_head(run, score.segment), _row(run, score, counted)) for score in run.ranking.scores
    )
    corner = said.say("target-section-persona")
    return Table(said.say("target-section-table"), corner, tuple(heads), rows)


def _short_head(name: str, language: Language) -> str:
    short = {"objective_fit": "fit", "cost_of_reach": "cost-of-reach"}.get(name, name)
    return language.say(f"target-head-{short}")


def _row(run: Run, score: TargetScore, counted: list[str]) -> tuple[Cell, ...]:
    rated = {cell.criterion: cell for cell in score.criteria}
    role = run.language.say(f"target-role-{score.role.key}")
    cells = [Cell(role, tone="strong" if score.role is TargetRole.PRIMARY else "")]
    cells += [Cell(_figure(rated[name].rating, run.language)) for name in counted]
    cells += [Cell(_figure(score.attractiveness, run.language), tone="strong")]
    cells += [Cell(_figure(score.competitiveness, run.language))] if run.ranking.two_axes else []
    return (*cells, Cell(how_often(score.first_share)))


def _figure(rating: float | None, language: Language) -> str:
    return "\N{EN DASH}" if rating is None else language.number(rating, 1, all_decimals=True)


def _ratings(run: Run) -> tuple[Table, ...]:
    """Return every rating with its basis; criteria that nobody rated at all are left out."""
    said, scores = run.language, run.ranking.scores
    rows = [
        Row(
            Head(_criterion(first.criterion, said)),
            tuple(_rating(score.criteria[at], said) for score in scores),
        )
        for at, first in enumerate(scores[0].criteria)
        if any(score.criteria[at].rating is not None for score in scores)
    ]
    columns = [segment_head(run, score.segment) for score in scores]
    caption, corner = said.say("target-section-criteria-table"), said.say("target-section-criterion")
    return tables(caption, corner, columns, rows, most=4, words=True)


def _rating(cell: CriterionRating, language: Language) -> Cell:
    basis = language.say(f"target-basis-{cell.basis.value.replace('_', '-')}")
    if cell.basis is RatingBasis.NOT_RATED:
        return Cell(basis, cell.rests_on, "weak")
    return Cell(f"{_figure(cell.rating, language)}, {basis}", cell.rests_on, "" if cell.counts else "weak")


def _contributions(run: Run, labels: Mapping[str, str]) -> tuple[Table, ...]:
    """Return the weight of each attribute, and how far each persona's mean lies from everybody's."""
    said, scores = run.language, run.ranking.scores
    by_construct = {c.construct: c for score in scores for c in score.contributions}
    if not by_construct:
        return ()
    found = [{c.construct: c for c in score.contributions} for score in scores]
    rows = [
        Row(
            Head(
                labels[c.attribute],
                said.say("target-section-fit-row", construct=construct, weight=signed(c.weight)),
            ),
            tuple(
                Cell(
                    signed(part[construct].weight * part[construct].z),
                    said.say("target-section-fit-cell", z=signed(part[construct].z)),
                )
                if construct in part
                else Cell(said.say("target-section-not-measured"), tone="weak")
                for part in found
            ),
        )
        for construct, c in sorted(by_construct.items(), key=lambda item: (-abs(item[1].weight), item[0]))
    ]
    columns = [segment_head(run, score.segment) for score in scores]
    return tables(said.say("target-section-fit-table"), said.say("target-section-attribute"), columns, rows)


def _conditions(run: Run) -> tuple[Table, ...]:
    said, scores = run.language, run.ranking.scores
    rows = [
        Row(
            Head(_condition(first, said)),
            tuple(_met(score.knock_outs[at], said) for score in scores),
        )
        for at, first in enumerate(scores[0].knock_outs)
    ]
    columns = [segment_head(run, score.segment) for score in scores]
    caption, corner = said.say("target-section-conditions-table"), said.say("target-section-condition")
    return tables(caption, corner, columns, rows, most=4, words=True)


def _condition(condition: KnockOut, language: Language) -> str:
    text = condition.condition
    if condition.hard:
        text = language.say("target-section-hard", condition=text)
    return text[:1].upper() + text[1:]


def _met(condition: KnockOut, language: Language) -> Cell:
    if condition.met is None:
        return Cell(language.say("target-section-unsaid"), condition.evidence, "weak")
    if condition.met:
        return Cell(language.say("target-section-met"), condition.evidence)
    return Cell(language.say("target-section-not-met"), condition.evidence, "unmet")
