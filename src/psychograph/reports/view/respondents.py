"""Who answered: how many, and how they describe themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.personas.wording import join_words, spread
from psychograph.profiling.disclosure import SMALLEST_CELL, SMALLEST_SUMMARY
from psychograph.reports.formats import percent
from psychograph.reports.view.table import Cell, Head, Row, Table
from psychograph.runs.run import Run
from psychograph.stats.weights import effective_n, weighted_quantiles, weighted_share
from psychograph.strategy.guards.s01_special_categories import set_aside

MOST_CATEGORIES = 8


@dataclass(frozen=True)
class Respondents:
    """Who answered.

    Parameters
    ----------
    answered, segmented, left_out : int
        People who answered, were placed in a segment, and could not be for blanks.
    excluded : int
        People who were left out before, for careless answers, because the study names them, or for their age.
    why_excluded : str
        Which of these it was, to follow "left out".
    imputed : int
        People in segments with an answer filled in.
    kept_blanks : int
        People in segments with a blank that was left so.
    margins : str
        What respondents were weighted to; empty where there are no margins.
    descriptors : Table or None
        How they describe themselves.
    sensitive : tuple of str
        Descriptors that may touch special-category data and are not shown.
    effective_n : float or None
        How many respondents of equal weight would tell as much; None where nobody is weighted.
    """

    answered: int
    segmented: int
    left_out: int
    descriptors: Table | None
    sensitive: tuple[str, ...]
    effective_n: float | None = None
    excluded: int = 0
    why_excluded: str = ""
    imputed: int = 0
    kept_blanks: int = 0
    margins: str = ""


def respondents(run: Run, labels: Mapping[str, str]) -> Respondents:
    """Return who answered, descriptors over all who were segmented."""
    rows = tuple(_rows(run, labels))
    columns = (Head("Answered"), Head("What they said"))
    return Respondents(
        answered=len(run.responses.respondents) + len(run.excluded),
        segmented=len(run.segmentation.basis),
        left_out=len(run.segmentation.left_out),
        descriptors=Table(
            "All respondents in segments, by descriptor", "Descriptor", columns, rows, words=True
        )
        if rows
        else None,
        sensitive=tuple(labels[name] for name in _not_shown(run)),
        effective_n=effective_n(run.segmentation.weights) if run.segmentation.basis.weighted else None,
        excluded=len(run.excluded),
        why_excluded=why_left_out(run),
        imputed=run.segmentation.imputation.respondents if run.segmentation.imputation else 0,
        kept_blanks=int(np.isnan(run.segmentation.basis.values).any(axis=1).sum()),
        margins=_margins(run, labels),
    )


def _not_shown(run: Run) -> tuple[str, ...]:
    """Return the attributes that may touch special-category data, which the run left out."""
    return set_aside(run.matches)


def _margins(run: Run, labels: Mapping[str, str]) -> str:
    found = run.responses.weighting
    names = dict.fromkeys(share.attribute for share in found.margins) if found is not None else {}
    return join_words([labels[name] for name in names])


def why_left_out(run: Run) -> str:
    """Return why respondents were left out before scoring, to follow "left out"."""
    if not run.minors:
        return "as the study asks"
    if len(run.minors) == len(run.excluded):
        return "since they are under 18, or may be"
    return "as the study asks, or since they are under 18, or may be"


def sensitive(run: Run, name: str) -> bool:
    """Return whether an attribute may touch special-category data."""
    return name in set_aside(run.matches)


def _rows(run: Run, labels: Mapping[str, str]) -> Iterator[Row]:
    kept = set(run.segmentation.basis.respondents)
    keep = np.array([respondent in kept for respondent in run.responses.respondents])
    numeric = set(run.responses.numeric.names)
    categories = {column.name: column for column in run.responses.categorical}
    for name in run.study.descriptors:
        if sensitive(run, name):
            continue
        head = Head(labels[name], run.study.attributes[name].question)
        if name in numeric:
            values = run.responses.numeric.column(name)
            answered = keep & np.isfinite(values)
            yield Row(head, _number(values[answered], run.responses.numeric.weights[answered]))
        elif name in categories:
            values_of = categories[name].values
            answered = keep & np.array([value is not None for value in values_of])
            said = [v for v, a in zip(values_of, answered, strict=True) if a and v is not None]
            yield Row(head, _category(said, run.responses.numeric.weights[answered]))


def _number(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[Cell, ...]:
    if not len(values):
        return Cell("0"), Cell("nobody answered", tone="weak")
    if len(values) < SMALLEST_SUMMARY:
        return Cell(f"{len(values):,}"), Cell(
            f"not shown, fewer than {SMALLEST_SUMMARY} answered", tone="weak"
        )
    low, lower, median, upper, high = weighted_quantiles(values, [0, 0.25, 0.5, 0.75, 1], weights).tolist()
    return Cell(f"{len(values):,}"), Cell(spread(low, lower, median, upper, high))


def _category(said: list[str], weights: NDArray[np.float64]) -> tuple[Cell, ...]:
    """Return the shares of categories; counts would let a reader subtract a persona's and find one person."""
    ranked = sorted(Counter(said).items(), key=lambda item: (-item[1], item[0]))
    shown = [(text, count) for text, count in ranked if count >= SMALLEST_CELL][:MOST_CATEGORIES]
    words = "; ".join(
        f"{text} {percent(weighted_share(np.array([s == text for s in said]), weights))}" for text, _ in shown
    )
    if len(shown) == len(ranked):
        return Cell(f"{len(said):,}"), Cell(words or "nobody answered")
    rest = (
        "rarer answers are not shown"
        if words
        else f"{len(ranked):,} different answers, each too rare to show"
    )
    return Cell(f"{len(said):,}"), Cell(words, rest) if words else Cell(rest, tone="weak")
