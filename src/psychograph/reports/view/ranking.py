"""The target: how the personas rank, why, and on what conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psychograph.reports.formats import how_often, signed
from psychograph.reports.view.table import Cell, Head, Row, Table, segment_head, tables
from psychograph.runs.run import Run
from psychograph.strategy.targets import CRITERIA, TargetRole, TargetScore

ROLES = {
    TargetRole.PRIMARY: "the target of the campaign",
    TargetRole.ALSO_SUITABLE: "fits the goal too; address next, or alongside",
    TargetRole.SECOND_WAVE: "addressed later, once there is proof",
    TargetRole.INDIRECT: "would not buy for themselves; reached through others",
    TargetRole.MAINTAIN: "already buys often; kept, not won",
    TargetRole.NOT_NOW: "fits this goal less than the average respondent",
}


@dataclass(frozen=True)
class Ranking:
    """The ranking of targets.

    Parameters
    ----------
    table : Table
        Personas by rating, most attractive first.
    roles : tuple of (str, str)
        The roles in it and what they mean.
    contributions, conditions : tuple of Table
        What the fit is made of, and what a good target meets.
    points : str
        How the criteria that were rated count.
    """

    table: Table
    roles: tuple[tuple[str, str], ...]
    contributions: tuple[Table, ...]
    conditions: tuple[Table, ...]
    points: str


def ranking(run: Run, labels: Mapping[str, str]) -> Ranking:
    """Return the ranking of a run."""
    scores = run.ranking.scores
    rated = [criterion for criterion in CRITERIA if criterion not in run.ranking.not_rated]
    spending = "spending" in rated
    heads = ["Role", "Fit", "Size", *(["Spending"] if spending else []), "Overall", "First in"]
    notes = ["", "0 to 10", "0 to 10", *(["0 to 10"] if spending else []), "0 to 10", "of random weightings"]
    columns = tuple(Head(text, note) for text, note in zip(heads, notes, strict=True))
    rows = tuple(Row(_head(run, score), tuple(_ratings(score))) for score in scores)
    found = dict.fromkeys(score.role for score in scores)
    return Ranking(
        table=Table("Personas as targets, most attractive first", "Persona", columns, rows),
        roles=tuple((role.value, ROLES[role]) for role in found),
        contributions=_contributions(run, labels),
        conditions=_conditions(run),
        points=", ".join(f"{criterion} {CRITERIA[criterion]}" for criterion in rated),
    )


def _head(run: Run, score: TargetScore) -> Head:
    return segment_head(run, score.segment)


def _ratings(score: TargetScore) -> Iterator[Cell]:
    yield Cell(score.role.value, tone="strong" if score.role is TargetRole.PRIMARY else "")
    yield Cell(f"{score.fit:.1f}")
    yield Cell(f"{score.size:.1f}")
    if score.spending is not None:
        yield Cell(f"{score.spending:.1f}")
    yield Cell(f"{score.attractiveness:.1f}", tone="strong")
    yield Cell(how_often(score.first_share))


def _contributions(run: Run, labels: Mapping[str, str]) -> tuple[Table, ...]:
    """Return the weight of each attribute, and how far each persona's mean lies from everybody's."""
    scores = run.ranking.scores
    by_construct = {c.construct: c for score in scores for c in score.contributions}
    if not by_construct:
        return ()
    found = [{c.construct: c for c in score.contributions} for score in scores]
    rows = [
        Row(
            Head(labels[c.attribute], f"{construct}, weight {signed(c.weight)}"),
            tuple(
                Cell(
                    signed(part[construct].weight * part[construct].z), f"mean {signed(part[construct].z)} sd"
                )
                if construct in part
                else Cell("not measured", tone="weak")
                for part in found
            ),
        )
        for construct, c in sorted(by_construct.items(), key=lambda item: (-abs(item[1].weight), item[0]))
    ]
    columns = [_head(run, score) for score in scores]
    return tables("Weight times standardised mean", "Attribute", columns, rows)


def _conditions(run: Run) -> tuple[Table, ...]:
    scores = run.ranking.scores
    rows = [
        Row(
            Head(first.condition.capitalize()),
            tuple(
                Cell("met" if s.knock_outs[at].met else "not met", s.knock_outs[at].evidence, _tone(s, at))
                for s in scores
            ),
        )
        for at, first in enumerate(scores[0].knock_outs)
    ]
    columns = [_head(run, score) for score in scores]
    return tables(
        "Which conditions are met, and the evidence", "Condition", columns, rows, most=4, words=True
    )


def _tone(score: TargetScore, at: int) -> str:
    return "" if score.knock_outs[at].met else "unmet"
