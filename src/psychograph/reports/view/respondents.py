"""Who answered: how many, and how they describe themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from psychograph.knowledge.constructs import is_sensitive
from psychograph.personas.wording import spread
from psychograph.profiling.disclosure import SMALLEST_CELL, SMALLEST_SUMMARY
from psychograph.reports.formats import percent
from psychograph.reports.view.table import Cell, Head, Row, Table
from psychograph.runs.run import Run

MOST_CATEGORIES = 8


@dataclass(frozen=True)
class Respondents:
    """Who answered.

    Parameters
    ----------
    answered, segmented, left_out : int
        People who answered, were placed in a segment, and could not be.
    descriptors : Table or None
        How they describe themselves.
    sensitive : tuple of str
        Descriptors that may touch special-category data and are not shown.
    """

    answered: int
    segmented: int
    left_out: int
    descriptors: Table | None
    sensitive: tuple[str, ...]


def respondents(run: Run, labels: Mapping[str, str]) -> Respondents:
    """Return who answered, descriptors over all who were segmented."""
    rows = tuple(_rows(run, labels))
    columns = (Head("Answered"), Head("What they said"))
    return Respondents(
        answered=len(run.responses.respondents),
        segmented=len(run.segmentation.basis),
        left_out=len(run.segmentation.left_out),
        descriptors=Table(
            "All respondents in segments, by descriptor", "Descriptor", columns, rows, words=True
        )
        if rows
        else None,
        sensitive=tuple(labels[name] for name in run.study.descriptors if sensitive(run, name)),
    )


def sensitive(run: Run, name: str) -> bool:
    """Return whether an attribute may touch special-category data."""
    return is_sensitive(f"{name} {run.study.attributes[name].question}")


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
            values = run.responses.numeric.column(name)[keep]
            yield Row(head, _number(values[np.isfinite(values)]))
        elif name in categories:
            said = [v for v, k in zip(categories[name].values, keep, strict=True) if k and v is not None]
            yield Row(head, _category(said))


def _number(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[Cell, ...]:
    if not len(values):
        return Cell("0"), Cell("nobody answered", tone="weak")
    if len(values) < SMALLEST_SUMMARY:
        return Cell(f"{len(values):,}"), Cell(
            f"not shown, fewer than {SMALLEST_SUMMARY} answered", tone="weak"
        )
    low, lower, median, upper, high = np.quantile(values, [0, 0.25, 0.5, 0.75, 1]).tolist()
    return Cell(f"{len(values):,}"), Cell(spread(low, lower, median, upper, high))


def _category(said: list[str]) -> tuple[Cell, ...]:
    """Return the shares of categories; counts would let a reader subtract a persona's and find one person."""
    ranked = sorted(Counter(said).items(), key=lambda item: (-item[1], item[0]))
    shown = [(text, count) for text, count in ranked if count >= SMALLEST_CELL][:MOST_CATEGORIES]
    words = "; ".join(f"{text} {percent(count / len(said))}" for text, count in shown)
    if len(shown) == len(ranked):
        return Cell(f"{len(said):,}"), Cell(words or "nobody answered")
    rest = (
        "rarer answers are not shown"
        if words
        else f"{len(ranked):,} different answers, each too rare to show"
    )
    return Cell(f"{len(said):,}"), Cell(words, rest) if words else Cell(rest, tone="weak")
