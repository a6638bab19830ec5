"""The key questions, each with what the segments answer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psychograph.knowledge.levels import EFFECT_CUT
from psychograph.personas.build import category_summary
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.profiling.profile import AttributeProfile, SegmentProfile
from psychograph.reports.formats import fixed, percent
from psychograph.reports.view.levels import mean_cell
from psychograph.reports.view.segment_heads import name_of, segment_head, whom
from psychograph.reports.view.table import Cell, Head, Row, Table, tables
from psychograph.runs.run import Run
from psychograph.strategy.guards.s01_special_categories import set_aside
from psychograph.study.model import AttributeType, KeyQuestion


@dataclass(frozen=True)
class Answer:
    """A key question and what the survey answers.

    Parameters
    ----------
    question : str
        As the business asks it.
    short : tuple of str
        One sentence for each attribute that tells segments apart.
    tables : tuple of Table
        Segments by attributes; empty where nothing measures it.
    """

    question: str
    short: tuple[str, ...]
    tables: tuple[Table, ...]


def answers(run: Run, labels: Mapping[str, str]) -> Iterator[Answer]:
    """Yield the key questions with their answers."""
    for number, asked in enumerate(run.study.objective.key_questions, 1):
        names = [name for name in asked.attributes if name in run.study.attributes]
        short = [line for name in names for line in _short(run, name, labels)]
        yield Answer(asked.question, tuple(short), _table(run, asked, number, names, labels))


def _table(
    run: Run, asked: KeyQuestion, number: int, names: list[str], labels: Mapping[str, str]
) -> tuple[Table, ...]:
    if not asked.attributes:
        return ()
    columns = [Head(labels[name], _scale(run, name)) for name in names]
    rows = [
        Row(segment_head(run, part.segment), tuple(_cell(run, part, name) for name in names))
        for part in run.profile.segments
    ]
    return tables(f"Question {number}: what the {whom(run).lower()}s answer", whom(run), columns, rows)


def _scale(run: Run, name: str) -> str:
    attribute = run.study.attributes[name]
    if attribute.type is AttributeType.CATEGORY:
        return "most frequent answers"
    return f"mean, {attribute.scale[0]:g} to {attribute.scale[1]:g}" if attribute.scale else "mean"


def _cell(run: Run, part: SegmentProfile, name: str) -> Cell:
    if name in set_aside(run.matches):
        return Cell("not shown", "may touch special-category data", "weak")
    found = next((c for c in part.categories if c.name == name), None)
    if found is not None:
        category = category_summary(found)
        shares = category.shares or ()
        weights = [f", weighted {percent(share)}" for share in shares] or [""] * len(category.shown)
        said = "; ".join(
            f"{text} ({count}{weight})"
            for (text, count), weight in list(zip(category.shown, weights, strict=True))[:2]
        )
        return (
            Cell(said)
            if said
            else Cell("not shown", f"every answer was given by fewer than {SMALLEST_CELL}", "weak")
        )
    if not part.has(name):
        return Cell("not measured", "neither in the basis nor among the descriptors", "weak")
    return mean_cell(part.attribute(name))


def _short(run: Run, name: str, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield who stands highest and lowest, where the difference is worth a word."""
    stands = [
        (part.attribute(name), name_of(run, part.segment))
        for part in run.profile.segments
        if part.has(name) and math.isfinite(part.attribute(name).mean)
    ]
    if len(stands) < 2 or name in set_aside(run.matches):
        return
    (high, top), (low, foot) = (pick(stands, key=lambda s: s[0].mean) for pick in (max, min))
    if max(abs(a.g) for a, _ in stands) < EFFECT_CUT or _effect(high, low) < EFFECT_CUT:
        yield f"{labels[name]}: no clear difference."
        return
    one = run.stopped  # "Segment 1 stands", but "Realists stand"
    highest = "stands highest" if one else "stand highest"
    has = "has the highest mean" if one else "have the highest mean"
    yield (
        f"{labels[name]}: {top} {highest if high.scale else has} "
        f"({fixed(high.mean)}), {foot} {'lowest' if low.scale else 'the lowest'} ({fixed(low.mean)})."
    )


def _effect(high: AttributeProfile, low: AttributeProfile) -> float:
    """Return the difference of two segments in their pooled standard deviation; 0 where it has none."""
    freedom = high.n + low.n - 2
    if freedom < 1:
        return 0.0
    squares = sum((a.n - 1) * a.sd**2 for a in (high, low) if a.n > 1)
    difference = high.mean - low.mean
    return (
        difference / math.sqrt(squares / freedom) if squares else math.inf * difference if difference else 0.0
    )
