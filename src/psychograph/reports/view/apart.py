"""What sets the segments apart: means, effect sizes and categories."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from psychograph.codebook.codebook import Role
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.profiling.profile import AttributeProfile
from psychograph.reports.formats import percent, signed, span
from psychograph.reports.view.levels import mean_cell, too_few
from psychograph.reports.view.respondents import sensitive
from psychograph.reports.view.table import Cell, Head, Row, Table, segment_heads, tables
from psychograph.runs.run import Run


@dataclass(frozen=True)
class Apart:
    """Tables of everything that was measured, by persona.

    Parameters
    ----------
    means, effects : tuple of Table
        Basis variables first, then numeric descriptors.
    categories : tuple of Table
        One or more for every attribute of categories, basis variables first.
    """

    means: tuple[Table, ...]
    effects: tuple[Table, ...]
    categories: tuple[Table, ...]


def apart(run: Run, labels: Mapping[str, str]) -> Apart:
    """Return the tables."""
    return Apart(
        means=tuple(_numbers(run, labels, "Means", _mean)),
        effects=tuple(_numbers(run, labels, "Differences from everybody else (Hedges' g)", _effect)),
        categories=tuple(_categories(run, labels)),
    )


def _numbers(
    run: Run, labels: Mapping[str, str], what: str, cell: Callable[[AttributeProfile], Cell]
) -> Iterator[Table]:
    for role, title in ((Role.BASIS, "basis variables"), (Role.DESCRIPTOR, "descriptors")):
        names = [
            a.name
            for a in run.profile.segments[0].attributes
            if a.role is role and (role is Role.BASIS or not sensitive(run, a.name))
        ]
        rows = [
            Row(
                Head(labels[name], _scale(run, name)),
                tuple(cell(part.attribute(name)) for part in run.profile.segments),
            )
            for name in names
        ]
        if rows:
            yield from tables(f"{what}: {title}", "Attribute", segment_heads(run), rows)


def _scale(run: Run, name: str) -> str:
    scale = run.study.attributes[name].scale
    return f"{scale[0]:g} to {scale[1]:g}" if scale else ""


def _mean(attribute: AttributeProfile) -> Cell:
    cell = mean_cell(attribute)
    if not math.isfinite(attribute.mean):
        return cell
    return Cell(cell.text, f"{cell.note}; n\N{NO-BREAK SPACE}{attribute.n:,}", cell.tone)


def _effect(attribute: AttributeProfile) -> Cell:
    if not math.isfinite(attribute.mean):
        return Cell("not shown", too_few(attribute.n), "weak")
    return Cell(signed(attribute.g), span(attribute.g_interval), "strong" if attribute.headline else "")


def _categories(run: Run, labels: Mapping[str, str]) -> Iterator[Table]:
    """Yield answers by persona; answers of fewer than five members could tell who gave them."""
    for at, descriptor in enumerate(run.profile.segments[0].categories):
        if sensitive(run, descriptor.name):
            continue
        counts = [
            {c.category: c.count for c in part.categories[at].counts if c.count >= SMALLEST_CELL}
            for part in run.profile.segments
        ]
        shares = [{c.category: c.share for c in part.categories[at].counts} for part in run.profile.segments]
        found = sorted({text for part in counts for text in part}, key=lambda t: (-_total(counts, t), t))
        if found:
            answered = [part.categories[at].answered for part in run.profile.segments]
            rows = [
                Row(
                    Head(text),
                    tuple(
                        _share(part.get(text), n, weighted.get(text))
                        for part, n, weighted in zip(counts, answered, shares, strict=True)
                    ),
                )
                for text in found
            ]
            title = f"Answers: {labels[descriptor.name]}"
            title += " (basis variable)" if descriptor.role is Role.BASIS else ""
            yield from tables(title, "Answer", segment_heads(run), rows)


def _total(counts: list[dict[str, int]], text: str) -> int:
    return sum(part.get(text, 0) for part in counts)


def _share(count: int | None, answered: int, weighted: float | None) -> Cell:
    if count is None:
        return Cell(f"fewer than {SMALLEST_CELL}", tone="weak")
    if weighted is not None:
        return Cell(percent(weighted), f"weighted; {count:,} of {answered:,}")
    return Cell(percent(count / answered), f"{count:,} of {answered:,}")
