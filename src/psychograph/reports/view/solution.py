"""What a method knows of its solution: how it searched, how well it fits, and how surely people belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from psychograph.personas.wording import join_words
from psychograph.reports.formats import MINUS, how_often, percent
from psychograph.reports.view.segment_heads import segment_head, whom
from psychograph.reports.view.table import Cell, Head, Row, Table
from psychograph.runs.run import Run
from psychograph.segmentation.membership import SURE, Membership, members_of, share_unsure
from psychograph.segmentation.method import ModelFit
from psychograph.stats.choosing.criteria import between_share
from psychograph.stats.choosing.information import information_criteria

# Clark & Muthen 2009, Relating latent class analysis results to variables not included in the analysis.
CLEAR, FAIR = 0.8, 0.6
# Bivariate residuals are compared with chi-squared on one degree of freedom, 5 %.
RESIDUAL, MOST_PAIRS = 3.84, 3


@dataclass(frozen=True)
class SolutionView:
    """What a method knows.

    Parameters
    ----------
    facts : tuple of (str, str)
        Its figures, in words.
    members : Table
        Who is most like each segment and, of models, how surely members belong.
    """

    facts: tuple[tuple[str, str], ...]
    members: Table


def solution(run: Run, labels: Mapping[str, str]) -> SolutionView:
    """Return what the method of a run knows."""
    return SolutionView(tuple(_facts(run, labels)), _members(run))


def _facts(run: Run, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    found, segmentation = run.segmentation.solution, run.segmentation
    if found.starts is not None and len(found.starts.results) > 1:
        reached = percent(found.starts.share_at_best)
        yield (
            "Search",
            f"{len(found.starts.results):,} starts; {reached} of them reached the best solution, which is "
            "the one shown. The smaller this share, the likelier a better one was missed.",
        )
    weights = segmentation.weights if segmentation.basis.weighted else None
    explained = between_share(segmentation.places, segmentation.labels, weights)
    yield (
        "Differences explained",
        f"{percent(explained)} of the differences between respondents lie between the segments, "
        f"{percent(1 - explained)} within them.",
    )
    if found.model is not None:
        yield from _model(found.model)
        unsure = share_unsure(segmentation)
        if unsure is not None:
            yield (
                "Unsure respondents",
                f"{percent(unsure)} belong to their segment with a probability below {SURE:.0%}; do not "
                "treat them as typical of it.",
            )
        yield from _together(run, found.model, labels)


def _model(model: ModelFit) -> Iterator[tuple[str, str]]:
    said = "clear" if model.entropy >= CLEAR else "fair" if model.entropy >= FAIR else "blurred"
    yield (
        "Entropy",
        f"{model.entropy:.2f} of 1: memberships are {said} (from {CLEAR:g} clear, below {FAIR:g} blurred).",
    )
    figure = f"{model.log_likelihood:,.2f}".replace("-", MINUS)
    criteria = information_criteria(model.log_likelihood, model.parameters, model.n, model.uncertainty)
    yield (
        "Fit of the model",
        f"log-likelihood {figure} with {model.parameters:,} parameters; BIC "
        f"{criteria.bic:,.1f}, SABIC {criteria.sabic:,.1f}, CAIC {criteria.caic:,.1f}, "
        f"AIC {criteria.aic:,.1f}, ICL {criteria.icl:,.1f}, AWE {criteria.awe:,.1f}. Smaller is better; "
        "compare them only between models of the same answers, such as other numbers of segments.",
    )


def _together(run: Run, model: ModelFit, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of questions that hang together within classes."""
    if model.residuals is None:
        return
    names = run.segmentation.basis.names
    rows, columns = np.tril_indices(len(names), -1)
    size = model.residuals[rows, columns]
    order = [at for at in np.argsort(-np.nan_to_num(size), kind="stable").tolist() if size[at] > RESIDUAL]
    if not order:
        yield "Left over", "No two questions hang together beyond what the segments explain."
        return
    pairs = [
        f"{labels[names[columns[at]]]} and {labels[names[rows[at]]]} ({size[at]:.1f})"
        for at in order[:MOST_PAIRS]
    ]
    more = f", and {len(order) - MOST_PAIRS:,} more pairs" if len(order) > MOST_PAIRS else ""
    yield (
        "Left over",
        f"Within segments {join_words(pairs)}{more} still hang together (bivariate residuals above "
        f"{RESIDUAL}). A segment more may explain it, or the questions ask much the same.",
    )


def _members(run: Run) -> Table:
    members = members_of(run.segmentation)
    modelled = any(part.certainty is not None for part in members)
    columns = [Head("Most like it", "respondents nearest to its middle")]
    if run.segmentation.solution.medoids is not None:
        columns = [Head("Most like it", "the first stands for the segment")]
    if modelled:
        columns += [Head("Belong with", "mean probability"), Head("Unsure", f"below {SURE:.0%}")]
    rows = tuple(Row(segment_head(run, part.segment), tuple(_cells(part))) for part in members)
    title = (
        "How surely members belong, and who is most like the segment" if modelled else "Who is most like it"
    )
    return Table(title, whom(run), tuple(columns), rows)


def _cells(part: Membership) -> Iterator[Cell]:
    yield Cell(", ".join(part.typical))
    if part.certainty is not None and part.unsure is not None:
        yield Cell(how_often(part.certainty), tone="unmet" if part.certainty < SURE else "")
        yield Cell(percent(part.unsure))
