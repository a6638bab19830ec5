"""The page of a sweep: what to look at first, then the figures behind it. One file, offline, no scripts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from psychograph.charts.agreement_chart import agreement_chart
from psychograph.charts.criteria_chart import criteria_chart
from psychograph.charts.flow import flow_chart
from psychograph.reports.drawing import Drawing, draw
from psychograph.reports.formats import fixed, percent
from psychograph.reports.templating import templates
from psychograph.reports.view.table import Cell, Head, Row, Table
from psychograph.runs.sweeping import StudySweep
from psychograph.segmentation.choosing.candidate import Candidate, Flag
from psychograph.segmentation.choosing.recommend import Recommendation
from psychograph.segmentation.choosing.standing import stands_out
from psychograph.segmentation.choosing.sweep import Sweep

FLAGS = {
    Flag.DOMINANT: "one dominates",
    Flag.TINY: "one is tiny",
    Flag.FEW: "few respondents",
    Flag.EMPTY: "one is empty",
}


@dataclass(frozen=True, eq=False)
class SweepPage:
    """What the template shows.

    Parameters
    ----------
    title : str
        Of the study.
    version : str
        Of Psychograph.
    path : str
        The folder of the study, for the commands to go on with.
    found : StudySweep
        The sweep.
    advice : Recommendation
        What to look at first.
    criteria : Drawing
        One panel a criterion.
    flows : tuple of Drawing
        One a method.
    agreement : Drawing or None
        How far methods agree; None for a single one.
    tables : tuple of Table
        All figures, one table a method.
    ensembles : Table or None
        What methods have in common; None for a single one.
    missing : tuple of str
        Which figures some method does not have, and why.
    """

    title: str
    version: str
    path: str
    found: StudySweep
    advice: Recommendation
    criteria: Drawing
    flows: tuple[Drawing, ...]
    agreement: Drawing | None
    tables: tuple[Table, ...]
    ensembles: Table | None
    missing: tuple[str, ...]

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Anchors and titles, in order."""
        return (
            ("first", "What to look at first"),
            ("criteria", "What the criteria say"),
            ("flow", "Where segments come from"),
            *((("agreement", "What methods have in common"),) if self.agreement is not None else ()),
            ("figures", "All figures"),
            ("method", "How it was made"),
        )


def render_sweep(found: StudySweep) -> str:
    """Render the page of a sweep.

    Parameters
    ----------
    found : StudySweep
        The sweep.

    Returns
    -------
    str
        A whole HTML page; equal sweeps give equal pages.
    """
    return templates().get_template("sweep.html.j2").render(page=view_sweep(found))


def view_sweep(found: StudySweep) -> SweepPage:
    """Compute what the page shows."""
    sweep = found.sweep
    agreement = agreement_chart(sweep)
    return SweepPage(
        title=found.opened.study.title,
        version=version("psychograph"),
        path=found.opened.path.parent.name or ".",
        found=found,
        advice=found.recommendation,
        criteria=draw(criteria_chart(sweep)),
        flows=tuple(draw(figure) for figure in map(flow_chart, sweep.across) if figure is not None),
        agreement=draw(agreement) if agreement is not None else None,
        tables=tuple(_table(sweep, across.method, across.title) for across in sweep.across),
        ensembles=_ensembles(sweep),
        missing=tuple(missing_figures(sweep)),
    )


def _table(sweep: Sweep, method: str, title: str) -> Table:
    rows = [(Head(f"{one.k} segments", _sizes(one)), one) for one in sweep.of(method)]
    columns = [column for column in _COLUMNS if any(math.isfinite(column.figure(one)) for _, one in rows)]
    return Table(
        caption=title,
        corner="Solution",
        columns=(*(Head(column.title, column.note) for column in columns), Head("Remarks")),
        rows=tuple(
            Row(head, (*(_cell(column, one) for column in columns), Cell(_remarks(sweep, one))))
            for head, one in rows
        ),
    )


@dataclass(frozen=True)
class _Column:
    title: str
    note: str
    name: str
    form: str = "fixed"

    def figure(self, one: Candidate) -> float:
        if self.name == "stability":
            return one.stability.mean
        if self.name == "weakest":
            return one.stability.weakest
        return float(getattr(one.criteria, self.name))


_COLUMNS = (
    _Column("Stability", "adjusted Rand", "stability"),
    _Column("Least stable", "Jaccard", "weakest"),
    _Column("Silhouette", "", "silhouette"),
    _Column("Valley", "0 none, 1 clear", "valley"),
    _Column("Explained", "share of variance", "between_share", "percent"),
    _Column("Gap", "", "gap"),
    _Column("Prediction strength", "", "prediction_strength"),
    _Column("BIC", "smaller is better", "bic"),
    _Column("ICL", "smaller is better", "icl"),
    _Column("Entropy", "1 certain", "entropy"),
    _Column("Likelihood ratio", "p, one class less", "blrt_p"),
)


def _cell(column: _Column, one: Candidate) -> Cell:
    figure = column.figure(one)
    if column.form == "percent" and math.isfinite(figure):
        return Cell(percent(figure))
    note = ""
    if column.name == "stability":
        note = "{:.2f} to {:.2f}".format(*one.stability.span)
    return Cell(fixed(figure), note)


def _sizes(one: Candidate) -> str:
    return ", ".join(percent(share) for share in one.shares)


def _remarks(sweep: Sweep, one: Candidate) -> str:
    told = ["stands out"] if stands_out(sweep, one) else []
    told += [FLAGS[flag] for flag in one.flags]
    return ", ".join([*told, *(["high and low on everything"] if one.level_only else [])])


def _ensembles(sweep: Sweep) -> Table | None:
    if not sweep.ensembles:
        return None
    return Table(
        caption="Consensus of all solutions",
        corner="Segments",
        columns=(
            Head("Reproducibility", "same segment by two methods"),
            Head("By chance"),
            Head("Agreement", "of the consensus with solutions of this number"),
            Head("Confidence", "solutions that keep a respondent where the consensus has them"),
        ),
        rows=tuple(
            Row(
                Head(str(one.k)),
                (
                    Cell(
                        percent(one.reproducibility) if math.isfinite(one.reproducibility) else "\N{EN DASH}"
                    ),
                    Cell(percent(one.by_chance) if math.isfinite(one.by_chance) else "\N{EN DASH}"),
                    Cell(fixed(one.agreement)),
                    Cell(percent(one.confidence)),
                ),
            )
            for one in sweep.ensembles
        ),
    )


def missing_figures(sweep: Sweep) -> Iterator[str]:
    """Yield, in sentences, which figures some method does not have, and why."""
    for across in sweep.across:
        reasons: dict[str, list[str]] = {}
        for absent in sweep.of(across.method)[0].criteria.absent:
            reasons.setdefault(absent.reason, []).append(absent.criterion.replace("_", " "))
        for reason, criteria in reasons.items():
            yield f"{across.title}, no {', '.join(criteria)}: {reason}."
